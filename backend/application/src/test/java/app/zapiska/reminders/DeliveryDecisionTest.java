package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.WorkingHours;
import app.zapiska.reminders.DeliveryDecision.Next;
import app.zapiska.reminders.DeliveryDecision.Outcome;
import app.zapiska.telegram.SendOutcome;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The table of outcomes, line by line. */
class DeliveryDecisionTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final AccountSettings ACCOUNT = new AccountSettings(
            1,
            new AccountSettings.Place(ZoneId.of("Europe/Moscow"), Locale.of("ru")),
            new AccountSettings.Nagging(
                    WorkingHours.daily(7, 22),
                    Map.of(1, Duration.ofMinutes(15), 2, Duration.ofMinutes(30), 3, Duration.ofMinutes(60)),
                    Duration.ofHours(1)),
            new AccountSettings.Loans(5, List.of(LocalTime.of(10, 0)), "RUB"),
            AccountSettings.DefaultTemplates.NONE,
            new AccountSettings.Chat(OptionalLong.of(7), false));
    private static final EngineConfig CONFIG = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 100, new DurationConverter())
            .withMapping(EngineConfig.class)
            .build()
            .getConfigMapping(EngineConfig.class);

    @Test
    void acceptedWaitsForAnAnswerOneInterval() {
        var decision = after(new SendOutcome.Sent(5));
        assertThat(decision.ledger()).isEqualTo(Outcome.SENT);
        assertThat(decision.next()).isEqualTo(Next.AWAITING);
        assertThat(decision.dueAt()).contains(NOW.plus(Duration.ofMinutes(15)));
        assertThat(decision.advance()).isTrue();
        assertThat(decision.messageId()).hasValue(5);
    }

    @Test
    void theIntervalIsThatOfTheImportance() {
        assertThat(decide(new SendOutcome.Sent(5), 1, 0, false, 3, NOW).dueAt())
                .contains(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void aRepeatThatWouldFallIntoTheNightWaitsForTheOpening() {
        var lateEvening = Instant.parse("2026-11-21T18:50:00Z");
        assertThat(decide(new SendOutcome.Sent(5), 1, 0, false, 1, lateEvening).dueAt())
                .contains(Instant.parse("2026-11-22T04:00:00Z"));
    }

    @Test
    void notSentIsTriedAgainUnderTheSameNumberLaterAndLater() {
        var delays = List.of(5, 15, 60, 300, 300, 300);
        for (int tries = 1; tries <= delays.size(); tries++) {
            var decision = decide(new SendOutcome.NotSent("refused"), tries, 0, false, 1, NOW);
            assertThat(decision.ledger()).isEqualTo(Outcome.NOT_SENT);
            assertThat(decision.next()).isEqualTo(Next.RESUME);
            assertThat(decision.advance()).isFalse();
            var pause = Duration.between(NOW, decision.dueAt().orElseThrow());
            assertThat(pause.toMillis()).isBetween(delays.get(tries - 1) * 900L, delays.get(tries - 1) * 1100L);
        }
    }

    @Test
    void tooManyRequestsObeysTheAskedPause() {
        var decision = after(new SendOutcome.TooManyRequests(Duration.ofSeconds(37)));
        assertThat(decision.ledger()).isEqualTo(Outcome.REJECTED);
        assertThat(decision.dueAt()).contains(NOW.plusSeconds(37));
        assertThat(decision.advance()).isFalse();
    }

    @Test
    void anUnreachableChatBlocks() {
        var decision = after(new SendOutcome.ChatUnreachable("Forbidden: bot was blocked by the user"));
        assertThat(decision.ledger()).isEqualTo(Outcome.REJECTED);
        assertThat(decision.next()).isEqualTo(Next.BLOCKED);
        assertThat(decision.dueAt()).isEmpty();
    }

    @Test
    void aMovedGroupIsTriedAtOnceUnderTheSameNumber() {
        var decision = after(new SendOutcome.ChatMigrated(-100));
        assertThat(decision.ledger()).isEqualTo(Outcome.REJECTED);
        assertThat(decision.next()).isEqualTo(Next.RESUME);
        assertThat(decision.dueAt()).contains(NOW);
        assertThat(decision.advance()).isFalse();
    }

    @Test
    void aRefusedTextGoesOnceMorePlainAndThenFailsVisibly() {
        var first = after(new SendOutcome.MessageRefused(400, "Bad Request: can't parse entities"));
        assertThat(first.next()).isEqualTo(Next.RESUME);
        assertThat(first.plainText()).isTrue();
        assertThat(first.dueAt()).contains(NOW);

        var second = decide(new SendOutcome.MessageRefused(400, "Bad Request: still"), 2, 0, true, 1, NOW);
        assertThat(second.ledger()).isEqualTo(Outcome.REJECTED);
        assertThat(second.next()).isEqualTo(Next.FAILED);
        assertThat(second.reason()).contains(ReminderReason.REFUSED);
    }

    @Test
    void aRejectedTokenConsumesNothing() {
        var decision = after(new SendOutcome.TokenRejected("401"));
        assertThat(decision.ledger()).isEqualTo(Outcome.REJECTED);
        assertThat(decision.next()).isEqualTo(Next.RESUME);
        assertThat(decision.advance()).isFalse();
    }

    @Test
    void aServerErrorIsTriedTwiceMoreAndThenCountsAsPerhapsSent() {
        for (int soft = 0; soft < 2; soft++) {
            var decision = decide(new SendOutcome.ServerError(502, "Bad Gateway"), soft + 1, soft, false, 1, NOW);
            assertThat(decision.ledger()).isEqualTo(Outcome.UNKNOWN);
            assertThat(decision.next()).isEqualTo(Next.RESUME);
            assertThat(decision.advance()).isFalse();
            assertThat(Duration.between(NOW, decision.dueAt().orElseThrow()))
                    .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(60));
        }
        var last = decide(new SendOutcome.ServerError(502, "Bad Gateway"), 3, 2, false, 1, NOW);
        assertThat(last.next()).isEqualTo(Next.AWAITING);
        assertThat(last.advance()).isTrue();
    }

    @Test
    void anUnknownOutcomeIsNeverSentAgainAndTheRepeatComes() {
        var decision = after(new SendOutcome.Unknown("read time-out"));
        assertThat(decision.ledger()).isEqualTo(Outcome.UNKNOWN);
        assertThat(decision.next()).isEqualTo(Next.AWAITING);
        assertThat(decision.advance()).isTrue();
        assertThat(decision.dueAt()).contains(NOW.plus(Duration.ofMinutes(15)));
    }

    private static DeliveryDecision after(SendOutcome outcome) {
        return decide(outcome, 1, 0, false, 1, NOW);
    }

    private static DeliveryDecision decide(
            SendOutcome outcome, int tries, int softUnknowns, boolean plain, int importance, Instant now) {
        return DeliveryDecision.of(outcome, tries, softUnknowns, plain, ACCOUNT, importance, now, CONFIG, 0.5);
    }
}
