package app.zapiska.loans;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S20, bug 43: only an http or https address opens as a lender's portal")
class LenderPortalTest {

    @ParameterizedTest
    @CsvSource({
        "https://moneyman.ru, https://moneyman.ru",
        "http://localhost:8080/x?a=1&b=2#c, http://localhost:8080/x?a=1&b=2#c",
        "HTTPS://Bank.ru/ЛК, https://Bank.ru/%D0%9B%D0%9A",
        "https://займы.рф/вход, https://xn--80anhm9e.xn--p1ai/%D0%B2%D1%85%D0%BE%D0%B4",
        "https://[2001:db8::1]/x, https://[2001:db8::1]/x",
        "https://bank.ru/#/a#b, https://bank.ru/#/a%23b",
        "https://bank.ru/?x={1|2}&y=50%, https://bank.ru/?x=%7B1%7C2%7D&y=50%25",
        "https://bank.ru/о'банк, https://bank.ru/%D0%BE'%D0%B1%D0%B0%D0%BD%D0%BA"
    })
    void opens(String address, String asPrograms) {
        assertThat(LenderPortal.uri(address)).hasToString("Optional[" + asPrograms + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt://bank.ru/%0aalert(1)",
                "java\tscript:alert(1)",
                " https://bank.ru",
                "https://bank.ru/ x",
                "https://bank.ru/\u00A0x",
                "data:text/html,<script>",
                "vbscript:x",
                "file:///etc/passwd",
                "ftp://bank.ru",
                "//bank.ru",
                "bank.ru",
                "/loans",
                "https:",
                "https://",
                "https:///x",
                "https:bank.ru",
                "https://user@bank.ru",
                "https://user:pass@bank.ru",
                "https://bank.ru\\@evil.ru",
                "https://evil.ru\\.bank.ru",
                "https://bank.ru:0",
                "https://bank.ru:65536",
                "https://bank.ru:x",
                "https://bank_.ru:80:80",
                "https://ba nk.ru",
                "https://bank..ru",
                "https://.ru",
                "https://-bank.ru",
                "https://bank.ru/\"onclick=\"x",
                "https://bank.ru/</script>",
                "https://bank.ru/\u202Egpj.exe",
                "https://bank.ru/\u200B",
                "https://bank.ru/\u0000",
                "https://[::1",
                "nan"
            })
    void doesNotOpen(String address) {
        assertThat(LenderPortal.uri(address)).isEmpty();
        assertThat(LenderPortal.acceptable(address)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "bank.ru, https://bank.ru",
        "займ.рф/вход, https://займ.рф/вход",
        "lk.bank.ru:8443/x?a=1, https://lk.bank.ru:8443/x?a=1",
        "http://bank.ru, http://bank.ru",
        "https://localhost/x, https://localhost/x"
    })
    @DisplayName("BR-41: an address that lacks only its scheme is completed")
    void isCompleted(String typed, String kept) {
        assertThat(LenderPortal.completed(typed)).contains(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "банк",
                "//bank.ru",
                "/loans",
                "javascript:alert(1)",
                "mailto:a@bank.ru",
                "user@bank.ru",
                "bank.ru x",
                "bank..ru",
                "bank.ru/\u200B",
                "1.5"
            })
    @DisplayName("BR-41: what does not look like a host stays refused")
    void isNotGuessed(String typed) {
        assertThat(LenderPortal.completed(typed)).isEmpty();
    }
}
