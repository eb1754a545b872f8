package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrPictureTest {

    private static final Pattern RUN = Pattern.compile("M(\\d+),(\\d+)h(\\d+)v1h-(\\d+)z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otpauth://totp/Zapiska:anna%40localhost?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Zapiska",
                "Оплата займа на 12 345,67 ₽",
                "1"
            })
    @DisplayName("another library reads what was drawn")
    void isReadAgain(String text) throws Exception {
        var picture = QrPicture.of(text);
        var matrix = new BitMatrix(picture.size() - 8);
        var runs = RUN.matcher(picture.path());
        while (runs.find()) {
            assertThat(runs.group(3)).isEqualTo(runs.group(4));
            matrix.setRegion(
                    Integer.parseInt(runs.group(1)) - 4,
                    Integer.parseInt(runs.group(2)) - 4,
                    Integer.parseInt(runs.group(3)),
                    1);
        }
        assertThat(new Decoder().decode(matrix).getText()).isEqualTo(text);
    }

    @Test
    void nothingButRunsIsDrawn() {
        assertThat(QrPicture.of("a").path().replaceAll(RUN.pattern(), "")).isEmpty();
    }
}
