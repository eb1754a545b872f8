package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.PublicUrl;
import app.zapiska.settings.StoredPassword;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordTest {

    private final PasswordHashing hashing = new PasswordHashing(new SimpleMeterRegistry());

    @Test
    void longCyrillicPasswordsThatDifferInTheLastLetterAreDifferent() {
        var stored = hashing.hash("ы".repeat(63) + "а");
        assertThat(StoredPassword.isOpenedBy("ы".repeat(63) + "а", stored)).isTrue();
        assertThat(StoredPassword.isOpenedBy("ы".repeat(63) + "б", stored)).isFalse();
    }

    @Test
    void theSamePasswordTypedOnAnotherSystemIsTheSame() {
        assertThat(StoredPassword.isOpenedBy("и\u0306ци", hashing.hash("йци"))).isTrue();
    }

    @Test
    void hashesAreSaltedAndSayHowTheyWereMade() {
        var stored = hashing.hash("сорок две сороки");
        assertThat(stored).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hashing.hash("сорок две сороки")).isNotEqualTo(stored);
    }

    @Test
    void underHttpsTheCookiesAreTiedToTheHost() {
        var cookie = new SessionCookie(new PublicUrl("https://notebook.example.org"));
        assertThat(List.of(cookie.with("t", Session.LIFE), cookie.device("d"))).allSatisfy(made -> {
            assertThat(made.getName()).startsWith("__Host-");
            assertThat(made.isSecure()).isTrue();
            assertThat(made.isHttpOnly()).isTrue();
            assertThat(made.getPath()).isEqualTo("/");
            assertThat(made.getDomain()).isNull();
            assertThat(made.getSameSite()).isEqualTo(NewCookie.SameSite.LAX);
        });
        assertThat(cookie.framed("t", Duration.ofDays(1)))
                .as("only below the site that frames us")
                .isEqualTo("__Host-framed=t; Path=/; Max-Age=86400; Secure; HttpOnly; SameSite=None; Partitioned");
        assertThat(new SessionCookie(new PublicUrl("http://localhost:8080")).fitsFrames())
                .isFalse();
    }
}
