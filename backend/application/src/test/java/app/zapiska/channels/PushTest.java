package app.zapiska.channels;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.SigningKeys;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A push message")
class PushTest {

    @Test
    @DisplayName("is read by the browser of the tests as RFC 8291, section 5, says")
    void theExampleOfTheStandard() throws GeneralSecurityException {
        var browser = Browser.of(
                "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                "BTBZMqHH6r4Tts7J_aSIgg");
        var body = Browser.bytes("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
                + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
                + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
        assertThat(new String(browser.decrypt(body), StandardCharsets.UTF_8))
                .isEqualTo("When I grow up, I want to be a watermelon");
    }

    @ParameterizedTest
    @CsvSource({
        "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw, BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
        "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94, BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    })
    @DisplayName("is signed by a key whose public half is worked out as in the examples of the standard")
    void thePublicHalf(String secret, String publicKey) {
        var keys = PushKeys.of(new BigInteger(1, Browser.bytes(secret)));
        assertThat(Browser.text(keys.getApplicationServerKey())).isEqualTo(publicKey);
    }

    @Test
    @DisplayName("is signed by the same key on every replica, and by another one with another JWT_SIGNING_KEY")
    void oneKeyForAll() {
        var here = keys("a secret of at least thirty-two letters");
        assertThat(keys("a secret of at least thirty-two letters")).isEqualTo(here);
        assertThat(keys("another one of at least thirty-two letters")).isNotEqualTo(here);
    }

    private static String keys(String secret) {
        return new PushKeys(new SigningKeys(Optional.of(secret))).publicKeyText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://fcm.googleapis.com/fcm/send/abc:def",
                "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
                "https://web.push.apple.com/QGxy",
                "https://wns2-par02p.notify.windows.com:443/w/?token=BQYAAA%2f"
            })
    @DisplayName("goes to the services of browsers")
    void whatBrowsersUse(String endpoint) {
        assertThat(new PushAddress(false).read(endpoint)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://fcm.googleapis.com/x",
                "https://localhost/x",
                "https://redis/x",
                "https://127.0.0.1/x",
                "https://2130706433/x",
                "https://0x7f.1/x",
                "https://[::1]/x",
                "https://[::ffff:10.0.0.1]/x",
                "https://169.254.169.254/latest/meta-data",
                "https://user:word@fcm.googleapis.com/x",
                "https://fcm.googleapis.com:6379/x",
                "https://fcm.googleapis.com/x#y",
                "ftp://fcm.googleapis.com/x",
                "file:///etc/passwd",
                "fcm.googleapis.com",
                "https:///x",
                "http://127.0.0.1:8080/x",
                ""
            })
    @DisplayName("S21: goes nowhere else, whatever a request asks for")
    void whatNobodyIsSentTo(String endpoint) {
        assertThat(new PushAddress(false).read(endpoint)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "142.250.74.10, true",
        "2a00:1450:4009::200a, true",
        "127.0.0.1, false",
        "0.0.0.0, false",
        "10.1.2.3, false",
        "172.16.0.1, false",
        "172.31.255.255, false",
        "192.168.1.1, false",
        "169.254.169.254, false",
        "100.64.0.1, false",
        "198.19.0.1, false",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "::1, false",
        "::, false",
        "fe80::1, false",
        "fec0::1, false",
        "fd00::1, false",
        "ff02::1, false",
        "64:ff9b::a00:1, false",
        "2002:a00:1::, false",
        "2001:0:1::, false"
    })
    @DisplayName("S21: goes to no address of this machine or its networks, whatever name leads there")
    void whatANameMeans(String address, boolean may) throws Exception {
        assertThat(new PushAddress(false).mayCall(InetAddress.getByName(address)))
                .isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "201, Accepted",
        "200, Accepted",
        "404, Gone",
        "410, Gone",
        "400, Refused",
        "401, Refused",
        "403, Refused",
        "413, Refused",
        "429, Busy",
        "500, Unknown",
        "503, Unknown",
        "302, Unknown"
    })
    @DisplayName("V-51, V-52: what the service answers says what may be done next")
    void answers(int status, String means) {
        assertThat(PushAnswer.of(status, null).getClass().getSimpleName()).isEqualTo(means);
    }

    @Test
    @DisplayName("counts as sent when one device takes it, and is never sent again when one may have taken it")
    void ofSeveralDevices() {
        var accepted = new PushAnswer.Accepted();
        var gone = new PushAnswer.Gone();
        var lost = new PushAnswer.Unknown("reset");
        var away = new PushAnswer.NotSent("refused");
        assertThat(SecondOutcome.of(List.of(gone, accepted, lost), true)).isInstanceOf(SecondOutcome.Sent.class);
        assertThat(SecondOutcome.of(List.of(gone, away, lost), true)).isInstanceOf(SecondOutcome.Unknown.class);
        assertThat(SecondOutcome.of(List.of(lost, gone), false)).isInstanceOf(SecondOutcome.Unknown.class);
        assertThat(SecondOutcome.of(List.of(gone, gone), false)).isInstanceOf(SecondOutcome.Nobody.class);
        assertThat(SecondOutcome.of(List.of(gone, away), true)).isInstanceOf(SecondOutcome.NotSent.class);
        assertThat(SecondOutcome.of(List.of(new PushAnswer.Busy(Duration.ofSeconds(90))), true))
                .isEqualTo(new SecondOutcome.NotSent("429: retry after 90 s", Duration.ofSeconds(90)));
    }

    @Test
    @DisplayName("is at most 3 kB, however long the words are and whatever they are written in")
    void fits() {
        var words = new Notice.Words("д".repeat(9), "о".repeat(9), "в", "о", "н".repeat(60), "о", "ru", 60);
        var notice = new Notice("😀".repeat(500), "\"\\ш\n".repeat(3000), "tag", "/tasks/1", OptionalLong.of(1), words);
        assertThat(notice.payload().length).isLessThanOrEqualTo(3072);
        assertThat(Notice.Words.none(Locale.ENGLISH).language()).isEqualTo("en");
    }
}
