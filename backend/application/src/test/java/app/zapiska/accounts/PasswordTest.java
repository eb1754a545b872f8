package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.PublicUrl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.ws.rs.core.NewCookie;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {

    private final PasswordHashing hashing = new PasswordHashing(new SimpleMeterRegistry());

    @Test
    void longCyrillicPasswordsThatDifferInTheLastLetterAreDifferent() {
        var stored = hashing.hash("ы".repeat(63) + "а");
        assertThat(PasswordHashing.check("ы".repeat(63) + "а", stored)).isTrue();
        assertThat(PasswordHashing.check("ы".repeat(63) + "б", stored)).isFalse();
    }

    @Test
    void theSamePasswordTypedOnAnotherSystemIsTheSame() {
        assertThat(PasswordHashing.check("и\u0306ци", hashing.hash("йци"))).isTrue();
    }

    @Test
    void hashesAreSaltedAndSayHowTheyWereMade() {
        var stored = hashing.hash("сорок две сороки");
        assertThat(stored).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hashing.hash("сорок две сороки")).isNotEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "1234567",
                "12345678",
                "Password1",
                "йцукен123",
                "ПАРОЛЬ123",
                "changeme1",
                "aaaaaaaaaa",
                "abababab"
            })
    void whatIsGuessedFirstIsRefused(String poor) {
        assertThat(PasswordRules.objection(poor)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"сорок две сороки", "correct horse", "Тр0стник", "        a b c"})
    void anythingElseIsAccepted(String good) {
        assertThat(PasswordRules.objection(good)).isEmpty();
    }

    @Test
    void lengthIsCountedInCharacters() {
        assertThat(PasswordRules.objection("🦔1🦔2🦔3🦔4")).isEmpty();
        assertThat(PasswordRules.objection("ы1".repeat(64))).isPresent();
        assertThat(PasswordRules.objection("ыйц".repeat(43))).isPresent();
    }

    @Test
    void underHttpsTheCookiesAreTiedToTheHost() {
        var cookie = new SessionCookie(new PublicUrl("https://notebook.example.org"));
        assertThat(List.of(cookie.with("t"), cookie.device("d"), cookie.removed()))
                .allSatisfy(made -> {
                    assertThat(made.getName()).startsWith("__Host-");
                    assertThat(made.isSecure()).isTrue();
                    assertThat(made.isHttpOnly()).isTrue();
                    assertThat(made.getPath()).isEqualTo("/");
                    assertThat(made.getDomain()).isNull();
                    assertThat(made.getSameSite()).isEqualTo(NewCookie.SameSite.LAX);
                });
    }
}
