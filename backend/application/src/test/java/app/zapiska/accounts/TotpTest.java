package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The codes, the recovery codes, and how the secret is kept. */
class TotpTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:10Z");
    private static final long STEP = Totp.step(NOW);

    @ParameterizedTest
    @DisplayName("RFC 6238, appendix B: SHA-1")
    @CsvSource({
        "59,94287082",
        "1111111109,07081804",
        "1111111111,14050471",
        "1234567890,89005924",
        "2000000000,69279037",
        "20000000000,65353130"
    })
    void vectorsOfTime(long second, String code) {
        assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(second)), 8))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @DisplayName("RFC 4226, appendix D")
    @CsvSource({
        "0,755224",
        "1,287082",
        "2,359152",
        "3,969429",
        "4,338314",
        "5,254676",
        "6,287922",
        "7,162583",
        "8,399871",
        "9,520489"
    })
    void vectorsOfCounts(long count, String code) {
        assertThat(Totp.code(SECRET, count, 6)).isEqualTo(code);
    }

    @ParameterizedTest
    @DisplayName("RFC 4648, 10, without padding")
    @CsvSource({"'',''", "f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"})
    void vectorsOfBase32(String bytes, String text) {
        assertThat(Totp.base32(bytes.getBytes(StandardCharsets.US_ASCII))).isEqualTo(text);
    }

    private static Totp.Result typed(long step, long lastStep) {
        return Totp.judge(SECRET, Totp.code(SECRET, step, 6), NOW, lastStep);
    }

    @Test
    @DisplayName("one step before and after is right, and names the step that is used up")
    void drift() {
        for (long step = STEP - 1; step <= STEP + 1; step++) {
            assertThat(typed(step, 0)).isEqualTo(new Totp.Right(step));
        }
    }

    @Test
    @DisplayName("a code is accepted once, and so is none that is older")
    void replay() {
        assertThat(typed(STEP, STEP)).isEqualTo(new Totp.Used());
        assertThat(typed(STEP - 1, STEP)).isEqualTo(new Totp.Used());
        assertThat(typed(STEP + 1, STEP)).isEqualTo(new Totp.Right(STEP + 1));
    }

    @Test
    @DisplayName("a phone with a wrong clock is told so, and by how much")
    void wrongClock() {
        assertThat(typed(STEP - 2, 0)).isEqualTo(new Totp.OffClock(Duration.ofMinutes(1), false));
        assertThat(typed(STEP + 20, 0)).isEqualTo(new Totp.OffClock(Duration.ofMinutes(10), true));
        assertThat(typed(STEP + 21, 0)).isEqualTo(new Totp.Wrong());
    }

    @ParameterizedTest
    @CsvSource({"''", "12345", "1234567", "abcdef", "٠١٢٣٤٥"})
    void anythingElseIsWrong(String typed) {
        assertThat(Totp.judge(SECRET, typed, NOW, 0)).isEqualTo(new Totp.Wrong());
    }

    @Test
    @DisplayName("a recovery code is known however it is typed, and nothing else is one")
    void recoveryCodes() {
        var codes = RecoveryCodes.of(new SecureRandom());
        assertThat(new HashSet<>(codes)).hasSize(10).allMatch(code -> code.matches("[a-z2-7]{4}(-[a-z2-7]{4}){3}"));
        var code = codes.getFirst();
        assertThat(RecoveryCodes.hash(" " + code.replace("-", " ").toUpperCase() + " "))
                .hasValueSatisfying(hash ->
                        assertThat(hash).isEqualTo(RecoveryCodes.hash(code).orElseThrow()));
        assertThat(RecoveryCodes.hash("123 456")).isEmpty();
        assertThat(RecoveryCodes.hash(code + "a")).isEmpty();
    }

    @Test
    @DisplayName("a sealed secret opens for what it was sealed for, with the same key, and unchanged")
    void sealed() {
        var secrets = new SealedSecrets(new SigningKeys(Optional.of("a".repeat(40))));
        var sealed = secrets.seal(SECRET, "account:1");
        assertThat(sealed).isNotEqualTo(secrets.seal(SECRET, "account:1"));
        assertThat(secrets.open(sealed, "account:1")).hasValue(SECRET);
        assertThat(secrets.open(sealed, "account:2")).isEmpty();
        assertThat(secrets.open(sealed, "setup:1")).isEmpty();
        assertThat(new SealedSecrets(new SigningKeys(Optional.of("b".repeat(40)))).open(sealed, "account:1"))
                .isEmpty();
        sealed[sealed.length - 1] ^= 1;
        assertThat(secrets.open(sealed, "account:1")).isEmpty();
        assertThat(secrets.open(new byte[0], "account:1")).isEmpty();
    }
}
