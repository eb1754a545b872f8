package app.zapiska.platform;

import io.nayuki.qrcodegen.QrCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A QR code as a PNG file, black on white, of one bit a pixel. The runtime's own encoder belongs to a windowing toolkit, which a
 * native image would have to bring along.
 */
public final class QrPng {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** What readers need around it, in modules. */
    private static final int QUIET_ZONE = 4;

    /** Of a module, in pixels: Telegram shrinks what is larger than 1,280 of them, and makes a photo of it that blurs small ones. */
    private static final int SCALE = 8;

    private QrPng() {}

    public static byte[] of(String text) {
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int side = (code.size + 2 * QUIET_ZONE) * SCALE;
        var file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        // One bit, grey, compressed, filtered and laid out in the only ways there are.
        chunk(
                file,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(side)
                        .putInt(side)
                        .put(new byte[] {1, 0, 0, 0, 0})
                        .array());
        chunk(file, "IDAT", deflated(rows(code, side)));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    /** Each begins with the number of its filter, which is none. A set bit is white. */
    private static byte[] rows(QrCode code, int side) {
        int width = 1 + side / 8;
        var rows = new byte[width * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                if (!code.getModule(x / SCALE - QUIET_ZONE, y / SCALE - QUIET_ZONE)) {
                    rows[y * width + 1 + x / 8] |= (byte) (0x80 >> x % 8);
                }
            }
        }
        return rows;
    }

    private static byte[] deflated(byte[] rows) {
        try (var deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(rows);
            deflater.finish();
            var packed = new ByteArrayOutputStream();
            var buffer = new byte[8192];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        }
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] content) {
        var named = ByteBuffer.allocate(4 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        var sum = new CRC32();
        sum.update(named);
        file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        file.writeBytes(named);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }
}
