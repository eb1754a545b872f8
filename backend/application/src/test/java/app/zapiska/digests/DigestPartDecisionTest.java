package app.zapiska.digests;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.digests.DigestPartDecision.Before;
import app.zapiska.digests.DigestPartDecision.Next;
import app.zapiska.digests.DigestPartDecision.Part;
import app.zapiska.reminders.EngineConfig;
import app.zapiska.telegram.SendOutcome;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table of outcomes for messages that do not repeat, line by line. */
@DisplayName("A part of a digest that was")
class DigestPartDecisionTest {

    private static final Instant NOW = Instant.parse("2027-03-10T07:00:00Z");
    private static final Before FIRST = new Before(0, 0, false, 0);
    private static final EngineConfig CONFIG = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 100, new DurationConverter())
            .withMapping(EngineConfig.class)
            .build()
            .getConfigMapping(EngineConfig.class);

    @Test
    void acceptedIsSentAndTheNextFollows() {
        var decision = after(new SendOutcome.Sent(5), FIRST);
        assertThat(decision.part()).isEqualTo(Part.SENT);
        assertThat(decision.next()).isEqualTo(Next.GO_ON);
        assertThat(decision.messageId()).hasValue(5);
    }

    @Test
    void notSentComesAgainLaterAndLater() {
        assertThat(after(new SendOutcome.NotSent("refused"), FIRST).dueAt()).contains(NOW.plusSeconds(5));
        var later = after(new SendOutcome.NotSent("refused"), new Before(0, 0, false, 9));
        assertThat(later.dueAt()).contains(NOW.plusSeconds(300));
        assertThat(later.part()).isEqualTo(Part.WAITING);
        assertThat(later.fruitless()).isTrue();
        assertThat(later.unknown()).isFalse();
    }

    @Test
    void limitedWaitsAsLongAsTelegramSays() {
        var decision = after(new SendOutcome.TooManyRequests(Duration.ofSeconds(33)), FIRST);
        assertThat(decision.dueAt()).contains(NOW.plusSeconds(33));
        assertThat(decision.part()).isEqualTo(Part.WAITING);
    }

    @Test
    void unknownIsSentOnceMoreAndNotTwice() {
        var once = after(new SendOutcome.Unknown("time-out"), FIRST);
        assertThat(once.part()).isEqualTo(Part.WAITING);
        assertThat(once.next()).isEqualTo(Next.LATER);
        assertThat(once.unknown()).isTrue();
        var twice = after(new SendOutcome.Unknown("time-out"), new Before(1, 0, false, 0));
        assertThat(twice.part()).isEqualTo(Part.UNKNOWN);
        assertThat(twice.next()).as("the other parts are still owed").isEqualTo(Next.GO_ON);
    }

    @Test
    void answeredWithAServerErrorHasTwoMoreTries() {
        for (int errors = 0; errors < 2; errors++) {
            var again = after(new SendOutcome.ServerError(502, "Bad Gateway"), new Before(0, errors, false, 0));
            assertThat(again.part()).isEqualTo(Part.WAITING);
            assertThat(again.serverError()).isTrue();
            assertThat(again.dueAt()).contains(NOW.plusSeconds(30));
        }
        assertThat(after(new SendOutcome.ServerError(502, "Bad Gateway"), new Before(0, 2, false, 0))
                        .part())
                .isEqualTo(Part.UNKNOWN);
    }

    @Test
    void refusedGoesOutOnceMoreAsPlainTextAndThenFails() {
        var once = after(new SendOutcome.MessageRefused(400, "can't parse"), FIRST);
        assertThat(once.plainText()).isTrue();
        assertThat(once.dueAt()).contains(NOW);
        var twice = after(new SendOutcome.MessageRefused(400, "can't parse"), new Before(0, 0, true, 0));
        assertThat(twice.part()).isEqualTo(Part.FAILED);
        assertThat(twice.next()).isEqualTo(Next.GO_ON);
    }

    @Test
    void toAChatThatBlockedTheBotEndsTheWhole() {
        assertThat(after(new SendOutcome.ChatUnreachable("bot was blocked"), FIRST)
                        .next())
                .isEqualTo(Next.BLOCKED);
    }

    @Test
    void toAMovedGroupOrWithADeadTokenWaitsAsItIs() {
        for (var outcome :
                new SendOutcome[] {new SendOutcome.ChatMigrated(-5), new SendOutcome.TokenRejected("Unauthorized")}) {
            var decision = after(outcome, FIRST);
            assertThat(decision.part()).isEqualTo(Part.WAITING);
            assertThat(decision.dueAt()).contains(NOW);
        }
    }

    @Test
    void overtakenWasNotSent() {
        var decision = DigestPartDecision.overtaken(FIRST, NOW, Duration.ofSeconds(21));
        assertThat(decision.part()).isEqualTo(Part.WAITING);
        assertThat(decision.unknown()).isFalse();
    }

    private static DigestPartDecision after(SendOutcome outcome, Before before) {
        return DigestPartDecision.of(outcome, before, NOW, CONFIG, 0.5);
    }
}
