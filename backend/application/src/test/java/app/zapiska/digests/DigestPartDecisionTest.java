package app.zapiska.digests;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.channels.SecondOutcome;
import app.zapiska.digests.DigestPartDecision.Before;
import app.zapiska.digests.DigestPartDecision.Next;
import app.zapiska.digests.DigestPartDecision.Part;
import app.zapiska.reminders.EngineConfig;
import app.zapiska.telegram.SendOutcome;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table of outcomes for messages that do not repeat, line by line. */
@DisplayName("A part of a digest that was")
class DigestPartDecisionTest {

    private static final Instant NOW = Instant.parse("2027-03-10T07:00:00Z");
    private static final Duration SETTING = Duration.ofMinutes(10);
    private static final Before FIRST = new Before(0, 0, false, 0);
    private static final EngineConfig CONFIG = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 100, new DurationConverter())
            .withMapping(EngineConfig.class)
            .build()
            .getConfigMapping(EngineConfig.class);

    @Test
    void acceptedIsSentAndTheNextFollows() {
        var settlement = after(new SendOutcome.Sent(5), FIRST);
        assertThat(settlement.part()).isEqualTo(Part.SENT);
        assertThat(settlement.next()).isEqualTo(Next.GO_ON);
        assertThat(settlement.messageId()).hasValue(5);
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
        var settlement = after(new SendOutcome.TooManyRequests(Duration.ofSeconds(33)), FIRST);
        assertThat(settlement.dueAt()).contains(NOW.plusSeconds(33));
        assertThat(settlement.part()).isEqualTo(Part.WAITING);
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
            var settlement = after(outcome, FIRST);
            assertThat(settlement.part()).isEqualTo(Part.WAITING);
            assertThat(settlement.dueAt()).contains(NOW);
        }
    }

    @Test
    void overtakenWasNotSent() {
        var settlement = DigestPartDecision.overtaken(FIRST, NOW, Duration.ofSeconds(21));
        assertThat(settlement.part()).isEqualTo(Part.WAITING);
        assertThat(settlement.unknown()).isFalse();
    }

    // ---- with a second channel

    @Test
    void whatIsTriedAgainIsNotSleptThrough() {
        var limited = after(new SendOutcome.TooManyRequests(Duration.ofMinutes(30)), FIRST);
        assertThat(limited.orElsewhere(NOW.plusSeconds(600), NOW).dueAt()).contains(NOW.plusSeconds(600));
        assertThat(limited.orElsewhere(NOW.plusSeconds(3600), NOW)).isSameAs(limited);
        var sent = after(new SendOutcome.Sent(5), FIRST);
        assertThat(sent.orElsewhere(NOW, NOW)).isSameAs(sent);
    }

    @Test
    void whatWouldEndUnknownGoesOnceMoreTheOtherWay() {
        var takesOver = NOW.plusSeconds(300);
        var lost = after(new SendOutcome.Unknown("time-out"), new Before(1, 0, false, 0))
                .orElsewhere(takesOver, NOW);
        var failed = after(new SendOutcome.ServerError(502, "Bad Gateway"), new Before(0, 2, false, 0))
                .orElsewhere(takesOver, NOW);
        for (var exhausted : List.of(lost, failed)) {
            assertThat(exhausted.part()).isEqualTo(Part.WAITING);
            assertThat(exhausted.dueAt()).contains(takesOver);
            assertThat(exhausted.exhausted()).isTrue();
            assertThat(exhausted.inVain()).isTrue();
        }
        var lostThereToo = elsewhere(new SecondOutcome.Unknown("503"), new Before(2, 0, false, 0, true));
        assertThat(lostThereToo.part()).isEqualTo(Part.UNKNOWN);
        assertThat(lostThereToo.next()).isEqualTo(Next.GO_ON);
    }

    @Test
    void toAChatThatBlockedTheBotGoesTheOtherWayAtOnce() {
        var blocked =
                after(new SendOutcome.ChatUnreachable("bot was blocked"), FIRST).orElsewhere(NOW, NOW);
        assertThat(blocked.next()).isEqualTo(Next.LATER);
        assertThat(blocked.dueAt()).contains(NOW.plusSeconds(5));
        assertThat(blocked.inVain()).as("that says nothing of Telegram").isFalse();
    }

    @Test
    void triedTheOtherWayItIsSentAtLeastOnceAndOnceMoreAtMost() {
        assertThat(elsewhere(new SecondOutcome.Sent(), FIRST).part()).isEqualTo(Part.SENT);
        var once = elsewhere(new SecondOutcome.Unknown("503"), FIRST);
        assertThat(once.part()).isEqualTo(Part.WAITING);
        assertThat(once.unknown()).isTrue();
        assertThat(elsewhere(new SecondOutcome.Unknown("503"), new Before(1, 0, false, 0))
                        .part())
                .isEqualTo(Part.UNKNOWN);
        var notSent =
                elsewhere(new SecondOutcome.NotSent("429", Duration.ofSeconds(40)), new Before(2, 0, false, 0, true));
        assertThat(notSent.dueAt()).contains(NOW.plusSeconds(40));
        assertThat(notSent.exhausted()).as("not by Telegram again").isTrue();
        var nobody = elsewhere(new SecondOutcome.Nobody(), FIRST);
        assertThat(nobody.dueAt()).contains(NOW);
        assertThat(nobody.inVain()).isFalse();
    }

    @Test
    @DisplayName(
            "whatever the answers: it is not sent after it has arrived, may arrive three times at most and twice by one way, and ends unknown only when the other way was tried")
    void atLeastOnceWhateverTheAnswers() {
        var random = new Random(20261130);
        for (int history = 0; history < 20_000; history++) {
            play(history, random);
        }
    }

    /** One part of an account with a second channel that is always worth it, until it ends. */
    private static void play(int history, Random random) {
        boolean blocked = false;
        var since = Optional.<Instant>empty();
        var now = NOW;
        var before = FIRST;
        int mayHaveArrivedThere = 0;
        int mayHaveArrivedElsewhere = 0;
        int softErrors = 0;
        boolean elsewhereTried = false;
        for (int step = 0; ; step++) {
            assertThat(step).as("history %d ends", history).isLessThan(2_000);
            boolean second = blocked
                    || before.exhausted()
                    || since.isPresent() && !since.get().plus(SETTING).isAfter(now);
            DigestPartDecision decision;
            if (second) {
                elsewhereTried = true;
                var outcome = elsewhereOutcomes().get(random.nextInt(4));
                decision = DigestPartDecision.ofSecond(outcome, before, now, CONFIG);
                mayHaveArrivedElsewhere += outcome instanceof SecondOutcome.NotSent ? 0 : 1;
            } else {
                var outcome = outcomes().get(random.nextInt(outcomes().size()));
                blocked = outcome instanceof SendOutcome.ChatUnreachable;
                var takesOver = blocked ? now : since.orElse(now).plus(SETTING);
                decision = DigestPartDecision.of(outcome, before, now, CONFIG, random.nextDouble())
                        .orElsewhere(takesOver.isAfter(now) ? takesOver : now, now);
                mayHaveArrivedThere +=
                        outcome instanceof SendOutcome.Sent || outcome instanceof SendOutcome.Unknown ? 1 : 0;
                softErrors += outcome instanceof SendOutcome.ServerError ? 1 : 0;
                if (decision.inVain() && since.isEmpty()) {
                    since = Optional.of(now);
                }
                assertThat(decision.next()).isNotEqualTo(Next.BLOCKED);
                assertThat(decision.part()).isNotEqualTo(Part.UNKNOWN);
            }
            assertThat(mayHaveArrivedThere)
                    .as("history %d, by Telegram", history)
                    .isLessThanOrEqualTo(2);
            assertThat(softErrors).isLessThanOrEqualTo(CONFIG.softRetries() + 1);
            assertThat(mayHaveArrivedElsewhere)
                    .as("history %d, the other way", history)
                    .isLessThanOrEqualTo(2);
            assertThat(mayHaveArrivedThere + mayHaveArrivedElsewhere)
                    .as("history %d", history)
                    .isLessThanOrEqualTo(3);
            if (decision.next() == Next.GO_ON) {
                assertThat(decision.part() != Part.UNKNOWN || elsewhereTried)
                        .as("history %d ends unknown without the other way", history)
                        .isTrue();
                return;
            }
            var due = decision.dueAt().orElseThrow();
            if (!second && since.isPresent()) {
                assertThat(due)
                        .as("history %d sleeps", history)
                        .isBeforeOrEqualTo(latest(now, since.get().plus(SETTING)));
            }
            before = new Before(
                    before.unknowns() + (decision.unknown() ? 1 : 0),
                    before.serverErrors() + (decision.serverError() ? 1 : 0),
                    decision.plainText(),
                    decision.fruitless() ? before.attempts() + 1 : 0,
                    decision.exhausted());
            now = latest(now, due);
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<SecondOutcome> elsewhereOutcomes() {
        return List.of(
                new SecondOutcome.Sent(),
                new SecondOutcome.NotSent("429", Duration.ofSeconds(20)),
                new SecondOutcome.Unknown("503"),
                new SecondOutcome.NotSent("refused", Duration.ofSeconds(60)));
    }

    private static List<SendOutcome> outcomes() {
        return List.of(
                new SendOutcome.Sent(5),
                new SendOutcome.NotSent("refused"),
                new SendOutcome.TooManyRequests(Duration.ofMinutes(30)),
                new SendOutcome.Unknown("time-out"),
                new SendOutcome.ServerError(502, "Bad Gateway"),
                new SendOutcome.ChatUnreachable("bot was blocked"),
                new SendOutcome.MessageRefused(400, "can't parse"));
    }

    private static DigestPartDecision elsewhere(SecondOutcome outcome, Before before) {
        return DigestPartDecision.ofSecond(outcome, before, NOW, CONFIG);
    }

    private static DigestPartDecision after(SendOutcome outcome, Before before) {
        return DigestPartDecision.of(outcome, before, NOW, CONFIG, 0.5);
    }
}
