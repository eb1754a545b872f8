package app.zapiska.requisites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.platform.Money;
import app.zapiska.platform.QrPicture;
import app.zapiska.requisites.Requisites.Field;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentQrTest {

    private static final Requisites LENDER = new Requisites(
            "ООО МКК \"Пример\"",
            "40701810900000012345",
            "ПАО СБЕРБАНК",
            "044525225",
            "30101810400000000225",
            "7707083893",
            "",
            "Погашение займа по договору № 12345-67 от 11.05.2026. НДС не облагается",
            "12345-67");

    @Test
    @DisplayName("G2: a lender's, to the byte")
    void aLenders() {
        assertThat(LENDER.findings()).isEmpty();
        var payload = PaymentQr.of(LENDER, Money.of("12400.00")).orElseThrow();
        assertThat(payload)
                .isEqualTo("ST00012|Name=ООО МКК \"Пример\"|PersonalAcc=40701810900000012345|BankName=ПАО СБЕРБАНК"
                        + "|BIC=044525225|CorrespAcc=30101810400000000225|PayeeINN=7707083893"
                        + "|Purpose=Погашение займа по договору № 12345-67 от 11.05.2026. НДС не облагается"
                        + "|Contract=12345-67|Sum=1240000");
        assertThat(payload.getBytes(StandardCharsets.UTF_8)).hasSize(326);
    }

    @Test
    @DisplayName("G1: the sample of the standard, as far as a loan has those fields")
    void theStandardsSample() {
        assertThat(PaymentQr.of(RequisitesTest.SAMPLE, Money.of("1000")))
                .contains("ST00012|Name=ООО «Три кита»|PersonalAcc=40702810138250123017|BankName=ОАО \"БАНК\""
                        + "|BIC=044525225|CorrespAcc=30101810400000000225|PayeeINN=6200098765"
                        + "|Purpose=Оплата членского взноса|Sum=100000");
    }

    @ParameterizedTest
    @CsvSource({"12400.00, 1240000", "0.01, 1", "999999999999.99, 99999999999999"})
    void theSumIsInKopecks(String amount, String sum) {
        assertThat(read(PaymentQr.of(RequisitesTest.SAMPLE, Money.of(amount)).orElseThrow()))
                .containsEntry("Sum", sum);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1"})
    void nothingIsNoPayment(String amount) {
        assertThatThrownBy(() -> PaymentQr.of(RequisitesTest.SAMPLE, Money.of(amount)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsWrongMakesNoCode() {
        assertThat(PaymentQr.of(RequisitesTest.with(Field.BIC, "044525226"), Money.of("1")))
                .isEmpty();
        assertThat(PaymentQr.of(RequisitesTest.with(Field.NAME, "🙂".repeat(60)), Money.of("1")))
                .as("more than 300 bytes of what must be there")
                .isEmpty();
        assertThat(PaymentQr.of(RequisitesTest.with(Field.PURPOSE, "|#;:^_~{}!$%&()*+,/@"), Money.of("1")))
                .as("no sign is left to stand between the fields")
                .isEmpty();
    }

    @Test
    @DisplayName("whatever is written in a field, a reader finds it in that field, and no other field than there are")
    void nothingIsInjected() {
        var random = new Random(20261130);
        var signs = "аЯ 🙂|#;:^_~{}!$%&()*+,/@=\n\r\t\"'«»0Sum=1".codePoints().toArray();
        int made = 0;
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(1, 40); i > 0; i--) {
                text.appendCodePoint(signs[random.nextInt(signs.length)]);
            }
            var field = random.nextBoolean() ? Field.PURPOSE : Field.NAME;
            var requisites = RequisitesTest.with(field, text.toString());
            var payload = PaymentQr.of(requisites, Money.of("500.00"));
            if (payload.isPresent()) {
                made++;
                var fields = read(payload.get());
                assertThat(fields.get("Name")).isEqualTo(requisites.name());
                assertThat(fields.getOrDefault("Purpose", "")).isEqualTo(requisites.purpose());
                assertThat(fields).containsEntry("Sum", "50000");
                assertThat(fields).hasSize(requisites.purpose().isEmpty() ? 7 : 8);
            }
        }
        assertThat(made).isGreaterThan(15_000);
    }

    @Test
    @DisplayName("a real reader of QR codes reads what was drawn")
    void isReadFromThePicture() throws Exception {
        var payload = PaymentQr.of(LENDER, Money.of("12400.00")).orElseThrow();
        var picture = QrPicture.of(payload);
        assertThat(picture.size()).as("version 13 with its quiet zone").isEqualTo(69 + 8);
        var matrix = new BitMatrix(picture.size() - 8);
        var runs = Pattern.compile("M(\\d+),(\\d+)h(\\d+)v1").matcher(picture.path());
        while (runs.find()) {
            matrix.setRegion(
                    Integer.parseInt(runs.group(1)) - 4,
                    Integer.parseInt(runs.group(2)) - 4,
                    Integer.parseInt(runs.group(3)),
                    1);
        }
        assertThat(new Decoder().decode(matrix).getText()).isEqualTo(payload);
    }

    /** As a bank's application does. */
    private static Map<String, String> read(String payload) {
        assertThat(payload).startsWith("ST00012");
        var separator = payload.substring(7, 8);
        var fields = new LinkedHashMap<String, String>();
        for (var part : payload.substring(8).split(Pattern.quote(separator), -1)) {
            int equals = part.indexOf('=');
            assertThat(fields.put(part.substring(0, equals), part.substring(equals + 1)))
                    .as("%s stands once", part)
                    .isNull();
        }
        return fields;
    }
}
