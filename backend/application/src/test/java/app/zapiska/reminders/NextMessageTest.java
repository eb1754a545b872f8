package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.AccountSettings.DefaultTemplates;
import app.zapiska.accounts.WorkingHours;
import app.zapiska.reminders.NextMessage.About;
import app.zapiska.reminders.NextMessage.Reason;
import app.zapiska.reminders.NextMessage.Waiting;
import app.zapiska.reminders.Reminder.State;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** R9: one rule tells when the next message comes, or why none does. Moscow is three hours ahead. */
class NextMessageTest {

    private static final Instant NOON = Instant.parse("2026-11-21T09:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-21T20:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-11-22T04:00:00Z");
    private static final About OPEN = new About(true, true, true);

    @Test
    void theSoonestDecidesAndSaysWhatItIs() {
        var planned = waiting(1, "08:00", State.SCHEDULED, State.SCHEDULED, NOON.plusSeconds(600));
        var repeat = waiting(2, "08:30", State.AWAITING, State.AWAITING, NOON.plusSeconds(900));
        var snoozed = waiting(3, "08:40", State.SNOOZED, State.SNOOZED, NOON.plusSeconds(60));
        assertThat(next(NOON, snoozed, planned)).isEqualTo(at(NOON.plusSeconds(60), Reason.SNOOZED));
        assertThat(next(NOON, planned)).isEqualTo(at(NOON.plusSeconds(600), Reason.PLANNED));
        assertThat(next(NOON, planned, repeat))
                .as("an earlier one ends without a word once a later one has begun")
                .isEqualTo(at(NOON.plusSeconds(900), Reason.REPEAT));
    }

    @Test
    @DisplayName("what falls due at night comes at the opening; what is late comes now")
    void insideWorkingHours() {
        var late = waiting(1, "08:00", State.SCHEDULED, State.SCHEDULED, NOON);
        assertThat(next(NIGHT, late)).isEqualTo(at(MORNING, Reason.PLANNED));
        assertThat(next(NOON.plusSeconds(5), late)).isEqualTo(at(NOON.plusSeconds(5), Reason.PLANNED));
        assertThat(next(NOON, waiting(1, "08:00", State.SENDING, State.AWAITING, NOON)))
                .isEqualTo(at(NOON, Reason.REPEAT));
    }

    @Test
    void whyNoneComes() {
        var planned = waiting(1, "08:00", State.SCHEDULED, State.SCHEDULED, NOON);
        var failed = waiting(2, "08:00", State.FAILED, State.SCHEDULED, null);
        var blocked = waiting(3, "08:00", State.BLOCKED, State.SCHEDULED, null);
        assertThat(reason(new About(false, true, true), account(true, false), true, planned))
                .isEqualTo(Reason.DONE);
        assertThat(reason(OPEN, account(true, false), true)).isEqualTo(Reason.NO_REMINDERS);
        assertThat(reason(new About(true, false, true), account(true, false), true))
                .isEqualTo(Reason.NO_DATE);
        assertThat(reason(new About(true, false, false), account(true, false), true))
                .isEqualTo(Reason.NO_REMINDERS);
        assertThat(reason(OPEN, account(false, false), true, planned)).isEqualTo(Reason.NOT_LINKED);
        assertThat(reason(OPEN, account(true, true), true, planned)).isEqualTo(Reason.BLOCKED);
        assertThat(reason(OPEN, account(true, false), true, blocked)).isEqualTo(Reason.BLOCKED);
        assertThat(reason(OPEN, account(true, false), false, planned)).isEqualTo(Reason.OFF);
        assertThat(reason(OPEN, account(true, false), true, failed)).isEqualTo(Reason.FAILED);
        assertThat(reason(OPEN, account(true, false), true, failed, planned)).isEqualTo(Reason.PLANNED);
    }

    private static NextMessage next(Instant now, Waiting... waiting) {
        return NextMessage.of(OPEN, List.of(waiting), account(true, false), true, now);
    }

    private static NextMessage at(Instant at, Reason reason) {
        return new NextMessage(Optional.of(at), reason);
    }

    private static Reason reason(About about, AccountSettings account, boolean botReady, Waiting... waiting) {
        var next = NextMessage.of(about, List.of(waiting), account, botReady, NOON);
        assertThat(next.at().isPresent()).isEqualTo(next.reason() == Reason.PLANNED);
        return next.reason();
    }

    private static Waiting waiting(long id, String planned, State state, State resume, Instant dueAt) {
        return new Waiting(
                SubjectKey.task(1),
                id,
                Instant.parse("2026-11-21T" + planned + ":00Z"),
                state,
                resume,
                dueAt,
                state == State.BLOCKED ? ReminderReason.BLOCKED : null);
    }

    private static AccountSettings account(boolean linked, boolean blocked) {
        var quarter = Duration.ofMinutes(15);
        return new AccountSettings(
                1,
                new AccountSettings.Place(ZoneId.of("Europe/Moscow"), Locale.of("ru")),
                AccountSettings.Nagging.every(quarter, WorkingHours.daily(7, 22)),
                new AccountSettings.Loans(5, List.of(), "RUB"),
                DefaultTemplates.NONE,
                new AccountSettings.Chat(linked ? OptionalLong.of(7) : OptionalLong.empty(), blocked));
    }
}
