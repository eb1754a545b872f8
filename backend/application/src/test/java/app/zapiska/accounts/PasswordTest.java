package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.ProblemException;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.Waiting;
import app.zapiska.settings.StoredPassword;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PasswordTest {

    private final PasswordHashing hashing = new PasswordHashing(new SimpleMeterRegistry());

    @Test
    @DisplayName("S16: long Cyrillic passwords that differ in the last letter are different")
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
    @DisplayName("S16: hashes are salted and say how they were made")
    void hashesAreSaltedAndSayHowTheyWereMade() {
        var stored = hashing.hash("сорок две сороки");
        assertThat(stored).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hashing.hash("сорок две сороки")).isNotEqualTo(stored);
    }

    @Test
    @DisplayName("S16: they are made aside by few, and a flood of them is refused instead of queued for ever")
    void fewAtATime() {
        var threads = ConcurrentHashMap.<String>newKeySet();
        var first = hashing.hashed("сорок две сороки")
                .invoke(made -> threads.add(Thread.currentThread().getName()));
        assertThat(first.await().atMost(Duration.ofSeconds(30))).startsWith("$argon2id$");
        assertThat(threads).containsExactly("password-hashing");

        var refused = new AtomicInteger();
        var answered = new CountDownLatch(300);
        for (int i = 0; i < 300; i++) {
            hashing.matches("чужой пароль", null).subscribe().with(right -> answered.countDown(), full -> {
                assertThat(full).isInstanceOf(ProblemException.class);
                refused.incrementAndGet();
                answered.countDown();
            });
        }
        Waiting.until(Duration.ofSeconds(60), () -> answered.getCount() == 0);
        assertThat(refused).as("of 300 at once").hasPositiveValue().hasValueLessThan(240);
    }

    @Test
    @DisplayName("S1: under https the cookies are tied to the host")
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
