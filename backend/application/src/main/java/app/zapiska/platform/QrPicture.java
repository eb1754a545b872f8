package app.zapiska.platform;

import io.nayuki.qrcodegen.QrCode;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A QR code for a page to draw: {@code <svg viewBox="0 0 size size"><path d="path"/></svg>}, dark on light.
 *
 * @param size of a side in modules, with the quiet zone of four that readers need
 * @param path the dark modules as an SVG path, one rectangle for each run of a row
 */
@Schema(name = "QrPicture")
public record QrPicture(@NotNull Integer size, @NotNull String path) {

    private static final int QUIET_ZONE = 4;

    public static QrPicture of(String text) {
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                int end = x;
                while (code.getModule(end, y)) {
                    end++;
                }
                if (end > x) {
                    path.append("M%d,%dh%dv1h-%dz".formatted(x + QUIET_ZONE, y + QUIET_ZONE, end - x, end - x));
                    x = end;
                }
            }
        }
        return new QrPicture(code.size + 2 * QUIET_ZONE, path.toString());
    }
}
