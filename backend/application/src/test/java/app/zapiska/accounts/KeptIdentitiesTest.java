package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.KeptIdentities.Found;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeptIdentitiesTest {

    private static final long ACCOUNT = 7;

    private Instant now = Instant.parse("2026-11-21T09:00:00Z");
    private Found<String> there = new Found<>("anna", ACCOUNT, Instant.MAX);
    private int asked;

    private final KeptIdentities<String> kept = new KeptIdentities<>(() -> now, Duration.ofSeconds(10));

    private Optional<String> look() {
        return kept.of("session", () -> {
                    asked++;
                    return Uni.createFrom().item(there);
                })
                .await()
                .indefinitely();
    }

    @Test
    void theDatabaseIsAskedOnceInTenSeconds() {
        look();
        now = now.plusMillis(9_999);
        assertThat(look()).contains("anna");
        assertThat(asked).isEqualTo(1);
        now = now.plusMillis(1);
        there = null;
        assertThat(look()).isEmpty();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void whatHasChangedIsForgottenAtOnceAndOthersAreNot() {
        look();
        kept.forget(ACCOUNT + 1);
        look();
        assertThat(asked).isEqualTo(1);
        there = null;
        kept.forget(ACCOUNT);
        assertThat(look()).isEmpty();
    }

    @Test
    void nothingIsKeptBeyondItsOwnEnd() {
        there = new Found<>("anna", ACCOUNT, now.plusSeconds(3));
        assertThat(look()).contains("anna");
        now = now.plusSeconds(3);
        assertThat(look()).isEmpty();
    }

    @Test
    @DisplayName("what was read just before a session ended, and arrives just after, lets in that one request at most")
    void anAnswerOvertakenByTheEndDoesNotStay() {
        var answer = new CompletableFuture<Found<String>>();
        kept.of("session", () -> Uni.createFrom().completionStage(answer))
                .subscribe()
                .with(ignored -> {});
        kept.forget(ACCOUNT);
        answer.complete(there);
        there = null;
        assertThat(look()).isEmpty();
    }
}
