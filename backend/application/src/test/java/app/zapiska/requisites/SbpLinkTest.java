package app.zapiska.requisites;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SbpLinkTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://qr.nspk.ru/AS10003P3RH0LJ2A9ROO038L6NT5RU1M?type=01&bank=000000000001&sum=10000&cur=RUB&crc=F3D0",
                "https://qr.nspk.ru/BS2A00546I4ABDGS9PNB1LTHGCS3O4VV",
                "https://sub.nspk.ru/AB12"
            })
    void isTakenAsItIs(String link) {
        assertThat(SbpLink.completed(link)).contains(link);
    }

    @ParameterizedTest
    @CsvSource({"qr.nspk.ru/AS1000, https://qr.nspk.ru/AS1000", "HTTPS://QR.NSPK.RU/AS1000, https://qr.nspk.ru/AS1000"})
    void isCompletedWhereItIsClear(String typed, String link) {
        assertThat(SbpLink.completed(typed)).contains(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://qr.nspk.ru/AS1000",
                "https://qr.nspk.ru.example.org/AS1000",
                "https://qr.nspk.ru@example.org/AS1000",
                "https://example.org/qr.nspk.ru/AS1000",
                "https://qr.nspk.ru:8443/AS1000",
                "https://qr.nspk.ru/",
                "https://qr.nspk.ru\\@example.org/AS1000",
                "https://qr.nspk.ru/AS1000#https://example.org",
                "https://qr.nspk.ru/AS1000?next=https://example.org/",
                "https://xqr.nspk.ru/AS1000",
                "https://qrxnspk.ru/AS1000",
                "javascript:alert(1)",
                "bank100000000004://qr.nspk.ru/AS1000",
                "https://qr.nspk.ru/AS 1000",
                "https://qr.nspk.ru/АS1000"
            })
    void isNoneOfTheSystems(String link) {
        assertThat(SbpLink.completed(link)).isEmpty();
    }
}
