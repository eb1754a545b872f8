package app.zapiska.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A picture as Telegram takes it for a photo. PNG alone, which the product sends: the file must be whole, down to the sums of
 * its parts and the number of its pixels.
 */
record Photo(String base64, int width, int height) {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int MAX_SIDES = 10_000;
    private static final int MAX_RATIO = 20;
    private static final int MAX_BYTES = 10 * 1024 * 1024;

    /** By the type of colour: how many samples a pixel has; 0 is no type. */
    private static final int[] SAMPLES = {1, 0, 3, 1, 2, 0, 4};

    /** @throws Refusal with Telegram's words */
    static Photo of(byte[] file) {
        if (file.length == 0) {
            throw Refusal.badRequest("file must be non-empty");
        }
        if (file.length > MAX_BYTES) {
            throw Refusal.badRequest("file is too big");
        }
        if (file.length < SIGNATURE.length || !Arrays.equals(Arrays.copyOf(file, SIGNATURE.length), SIGNATURE)) {
            throw unreadable();
        }
        try {
            Photo photo = read(file);
            if (photo.width + photo.height > MAX_SIDES
                    || Math.max(photo.width, photo.height) > MAX_RATIO * Math.min(photo.width, photo.height)) {
                throw Refusal.badRequest("PHOTO_INVALID_DIMENSIONS");
            }
            return photo;
        } catch (RuntimeException | DataFormatException broken) {
            if (broken instanceof Refusal refusal) {
                throw refusal;
            }
            throw unreadable();
        }
    }

    private static Refusal unreadable() {
        return Refusal.badRequest("IMAGE_PROCESS_FAILED");
    }

    private static Photo read(byte[] file) throws DataFormatException {
        ByteBuffer in = ByteBuffer.wrap(file).position(SIGNATURE.length);
        int width = 0;
        int height = 0;
        int bits = 0;
        boolean ended = false;
        Inflater pixels = new Inflater();
        long unpacked = 0;
        byte[] sink = new byte[8192];
        while (in.hasRemaining()) {
            int length = in.getInt();
            byte[] named = new byte[4 + length];
            in.get(named);
            CRC32 sum = new CRC32();
            sum.update(named);
            if ((int) sum.getValue() != in.getInt() || ended) {
                throw unreadable();
            }
            ByteBuffer content = ByteBuffer.wrap(named, 4, length);
            switch (new String(named, 0, 4, StandardCharsets.US_ASCII)) {
                case "IHDR" -> {
                    width = content.getInt();
                    height = content.getInt();
                    bits = content.get() * SAMPLES[content.get()];
                }
                case "IDAT" -> {
                    pixels.setInput(content);
                    for (int more = pixels.inflate(sink); more > 0; more = pixels.inflate(sink)) {
                        unpacked += more;
                    }
                }
                case "IEND" -> ended = true;
                default -> {
                    // Other parts say nothing of the pixels.
                }
            }
        }
        boolean whole = ended && pixels.finished() && width > 0 && height > 0 && bits > 0;
        pixels.end();
        if (!whole || unpacked != height * (1 + ((long) width * bits + 7) / 8)) {
            throw unreadable();
        }
        return new Photo(Base64.getEncoder().encodeToString(file), width, height);
    }
}
