package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class QrPngTest {

    /** As a phone does: from the picture's pixels. */
    public static String read(byte[] png) throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(png));
        int width = image.getWidth();
        int height = image.getHeight();
        var pixels = image.getRGB(0, 0, width, height, null, 0, width);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                .getText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "Оплата займа на 12 345,67 ₽",
                "ST00012|Name=ООО МКК \"Пример\"|PersonalAcc=40701810900000012345|BankName=ПАО СБЕРБАНК|BIC=044525225"
                        + "|CorrespAcc=30101810400000000225|PayeeINN=7707083893|Purpose=Погашение займа|Sum=1240000"
            })
    @DisplayName("other programs open the file and read the code")
    void isReadAgain(String text) throws Exception {
        assertThat(read(QrPng.of(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200, 430})
    @DisplayName("stays within what Telegram does not shrink, with a white border of four modules")
    void size(int length) throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(QrPng.of("я".repeat(length))));
        assertThat(image.getWidth()).isEqualTo(image.getHeight()).isBetween(200, 1280);
        for (int i = 0; i < image.getWidth(); i++) {
            assertThat(image.getRGB(i, 31)).isEqualTo(0xffffffff);
            assertThat(image.getRGB(31, i)).isEqualTo(0xffffffff);
        }
        assertThat(image.getRGB(32, 32)).isEqualTo(0xff000000);
    }
}
