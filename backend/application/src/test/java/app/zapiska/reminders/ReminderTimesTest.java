package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.WorkingHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReminderTimesTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final LocalDate DUE = LocalDate.of(2026, 11, 25);
    private static final Instant LONG_BEFORE = at("2026-11-20T12:00");

    private static final Rule DAY_BEFORE = new Rule.Before(1440);
    private static final Rule HOUR_BEFORE = new Rule.Before(60);
    private static final Rule AT_ONCE = new Rule.Before(0);
    private static final Rule MORNING = new Rule.OnDay(0, LocalTime.of(9, 0));
    private static final List<Rule> INTENSIVE = List.of(DAY_BEFORE, HOUR_BEFORE, AT_ONCE);

    private final ReminderTimes times = new ReminderTimes(MOSCOW, WorkingHours.daily(7, 22));

    @Test
    void theIntensiveTemplateRemindsADayAnHourAndNoTimeBefore() {
        assertThat(ahead(INTENSIVE, "18:00"))
                .containsExactly(at("2026-11-24T18:00"), at("2026-11-25T17:00"), at("2026-11-25T18:00"));
    }

    @Test
    @DisplayName(
            "BR-07: a rule of whole days keeps the time of day over both changes of the clock; others are exact minutes")
    void wholeDaysAreDaysOfWallTime() {
        var berlin = ZoneId.of("Europe/Berlin");
        var there = new ReminderTimes(berlin, WorkingHours.daily(0, 24));
        for (var due : List.of("2027-03-28", "2027-10-31")) {
            var day = LocalDate.parse(due);
            var ten = Optional.of(LocalTime.of(10, 0));
            assertThat(there.of(List.of(DAY_BEFORE, new Rule.Before(2_880)), Due.at(day, ten), LONG_BEFORE)
                            .ahead())
                    .extracting(at -> LocalDateTime.ofInstant(at, berlin))
                    .containsExactly(
                            day.minusDays(2).atTime(10, 0), day.minusDays(1).atTime(10, 0));
            var exact = day.atTime(10, 0).atZone(berlin).toInstant().minus(Duration.ofMinutes(1_439));
            assertThat(there.of(List.of(new Rule.Before(1_439)), Due.at(day, ten), LONG_BEFORE)
                            .ahead())
                    .containsExactly(exact);
        }
        // A day without a time ends in its last minute.
        assertThat(there.of(List.of(DAY_BEFORE), Due.at(LocalDate.of(2027, 3, 28), Optional.empty()), LONG_BEFORE)
                        .ahead())
                .containsExactly(
                        LocalDate.of(2027, 3, 27).atTime(23, 59).atZone(berlin).toInstant());
    }

    @Test
    void theVeryIntensiveTemplateRemindsFiveTimes() {
        var rules = List.<Rule>of(new Rule.Before(2880), DAY_BEFORE, new Rule.Before(180), HOUR_BEFORE, AT_ONCE);
        assertThat(ahead(rules, "18:00"))
                .containsExactly(
                        at("2026-11-23T18:00"),
                        at("2026-11-24T18:00"),
                        at("2026-11-25T15:00"),
                        at("2026-11-25T17:00"),
                        at("2026-11-25T18:00"));
    }

    @Test
    void aDateWithoutATimeIsDueInItsLastWorkingMinute() {
        assertThat(times.dueInstant(Due.at(DUE, Optional.empty()))).isEqualTo(at("2026-11-25T21:59"));
        assertThat(times.of(INTENSIVE, Due.at(DUE, Optional.empty()), LONG_BEFORE)
                        .ahead())
                .containsExactly(at("2026-11-24T21:59"), at("2026-11-25T20:59"), at("2026-11-25T21:59"));
    }

    @Test
    @DisplayName("bug 25: «утром» is 09:00 of the due day, also for a deadline late in the evening")
    void theMorningHasAnHour() {
        assertThat(ahead(List.of(DAY_BEFORE, MORNING), "23:30"))
                .containsExactly(at("2026-11-25T07:00"), at("2026-11-25T09:00"));
    }

    @Test
    @DisplayName("bug 25: what would fall into the night after the deadline comes in the last working minute before it")
    void nothingComesAfterTheDeadlineWhenItCanComeBefore() {
        assertThat(ahead(List.of(AT_ONCE), "23:30")).containsExactly(at("2026-11-25T21:59"));
        assertThat(ahead(List.of(HOUR_BEFORE), "05:00")).containsExactly(at("2026-11-24T21:59"));
    }

    @Test
    void aMomentBeforeTheOpeningWaitsForItWhenThatIsStillInTime() {
        assertThat(ahead(List.of(HOUR_BEFORE), "07:30")).containsExactly(at("2026-11-25T07:00"));
    }

    @Test
    void aMorningLaterThanTheDeadlineFallsBackToTheOpening() {
        assertThat(ahead(List.of(MORNING), "08:00")).containsExactly(at("2026-11-25T07:00"));
    }

    @Test
    void aDeadlineEnteredInTheNightBeforeItIsStillRemindedOfAtTheOpening() {
        assertThat(times.of(List.of(AT_ONCE), Due.at(DUE, Optional.of(LocalTime.of(23, 50))), at("2026-11-25T23:00"))
                        .ahead())
                .containsExactly(at("2026-11-26T07:00"));
    }

    @Test
    @DisplayName("bug 17: moments already past are left out and counted; equal ones are one")
    void pastMomentsAreLeftOut() {
        var result = times.of(INTENSIVE, Due.at(DUE, Optional.of(LocalTime.of(18, 0))), at("2026-11-25T17:30"));
        assertThat(result.ahead()).containsExactly(at("2026-11-25T18:00"));
        assertThat(result.past()).isEqualTo(2);
        assertThat(ahead(List.of(MORNING, HOUR_BEFORE), "10:00")).containsExactly(at("2026-11-25T09:00"));
    }

    @Test
    @DisplayName("bug 24: the account's zone decides, not the server's")
    void theZoneIsTheAccounts() {
        var vladivostok = new ReminderTimes(ZoneId.of("Asia/Vladivostok"), WorkingHours.daily(7, 22));
        assertThat(vladivostok
                        .of(List.of(MORNING), Due.at(DUE, Optional.empty()), LONG_BEFORE)
                        .ahead())
                .containsExactly(Instant.parse("2026-11-24T23:00:00Z"));
    }

    @Test
    void theLastWorkingMinuteIsFoundAcrossAHalfHourOfDaylightSaving() {
        var zone = ZoneId.of("Australia/Lord_Howe");
        var howe = new ReminderTimes(zone, WorkingHours.daily(7, 22));
        // The clocks went back by half an hour in this night.
        var due = LocalDate.of(2027, 4, 4);
        assertThat(howe.of(List.of(AT_ONCE), Due.at(due, Optional.of(LocalTime.of(5, 0))), LONG_BEFORE)
                        .ahead())
                .containsExactly(
                        LocalDateTime.parse("2027-04-03T21:59").atZone(zone).toInstant());
    }

    private static final List<Rule> FOOTBALL =
            List.of(new Rule.Every(30, LocalTime.of(16, 0), null, 30), new Rule.BeforeEnd(20));

    @Test
    @DisplayName(
            "«Футбол»: every 30 minutes from 16:00 until 30 minutes before, and 20 minutes before the end: 9, 9 and 11")
    void football() {
        var monday = LocalDate.of(2026, 11, 30);
        var eight = List.of("16:00", "16:30", "17:00", "17:30", "18:00", "18:30", "19:00", "19:30", "20:40");
        var nine = List.of(
                "16:00", "16:30", "17:00", "17:30", "18:00", "18:30", "19:00", "19:30", "20:00", "20:30", "21:40");
        assertThat(played(monday, "20:00")).isEqualTo(eight);
        assertThat(played(monday.plusDays(2), "20:00")).isEqualTo(eight);
        assertThat(played(monday.plusDays(4), "21:00")).isEqualTo(nine);
    }

    private List<String> played(LocalDate day, String begins) {
        var due = new Due(day, Optional.of(LocalTime.parse(begins)), Optional.of(60));
        return times.of(FOOTBALL, due, LONG_BEFORE).ahead().stream()
                .map(at -> LocalDateTime.ofInstant(at, MOSCOW))
                .peek(at -> assertThat(at.toLocalDate()).isEqualTo(day))
                .map(at -> at.toLocalTime().toString())
                .toList();
    }

    @Test
    void whatGoesOnPastMidnightEndsOnTheNextDay() {
        var late = new ReminderTimes(MOSCOW, WorkingHours.daily(0, 24));
        var due = new Due(DUE, Optional.of(LocalTime.of(23, 0)), Optional.of(150));
        assertThat(late.of(List.of(new Rule.BeforeEnd(20)), due, LONG_BEFORE).ahead())
                .containsExactly(at("2026-11-26T01:10"));
        // The night is no time for a message: the last working minute still lies before the end.
        assertThat(times.of(List.of(new Rule.BeforeEnd(20)), due, LONG_BEFORE).ahead())
                .containsExactly(at("2026-11-25T21:59"));
    }

    @Test
    void aWindowIsCountedInExactMinutesOverAChangeOfTheClock() {
        var berlin = ZoneId.of("Europe/Berlin");
        var there = new ReminderTimes(berlin, WorkingHours.daily(0, 24));
        var due = Due.at(LocalDate.of(2027, 3, 28), Optional.of(LocalTime.of(4, 0)));
        // From 1:00 to 3:30 of wall time are an hour and a half in this night.
        assertThat(there.of(List.of(new Rule.Every(30, LocalTime.of(1, 0), null, 30)), due, LONG_BEFORE)
                        .ahead())
                .extracting(
                        at -> LocalDateTime.ofInstant(at, berlin).toLocalTime().toString())
                .containsExactly("01:00", "01:30", "03:00", "03:30");
    }

    @Test
    void aRuleThatMeansNoMomentIsNamed() {
        var window = new Rule.Every(30, LocalTime.of(16, 0), null, 30);
        var end = new Rule.BeforeEnd(20);
        var early = Due.at(DUE, Optional.of(LocalTime.of(9, 0)));
        assertThat(times.mute(List.of(HOUR_BEFORE, window, end), early)).containsExactly(1, 2);
        assertThat(times.of(List.of(window, end), early, LONG_BEFORE).ahead()).isEmpty();
        // What has a template is spoken of at the due moment at least.
        assertThat(times.forNew(List.of(window, end), List.of(), early, LONG_BEFORE)
                        .ahead())
                .containsExactly(at("2026-11-25T09:00"));
    }

    @Test
    void anyRulesGiveOrderedDistinctFutureMomentsInsideTheHours() {
        var random = new Random(42);
        var zones = List.of("Europe/Moscow", "Europe/Berlin", "America/Havana", "Asia/Kolkata", "Australia/Lord_Howe");
        for (int i = 0; i < 5_000; i++) {
            var zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            int start = random.nextInt(20);
            var hours = WorkingHours.daily(start, start + 1 + random.nextInt(24 - start));
            var rules = new ArrayList<Rule>();
            for (int r = random.nextInt(6); r >= 0; r--) {
                rules.add(
                        random.nextBoolean()
                                ? new Rule.Before(random.nextInt(5000))
                                : new Rule.OnDay(
                                        random.nextInt(5), LocalTime.of(random.nextInt(24), random.nextInt(60))));
            }
            var due = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365));
            var dueTime = random.nextInt(3) == 0
                    ? Optional.<LocalTime>empty()
                    : Optional.of(LocalTime.of(random.nextInt(24), random.nextInt(60)));
            var now = due.atStartOfDay(zone).toInstant().plus(Duration.ofMinutes(random.nextInt(12_000) - 9_000));
            var calculator = new ReminderTimes(zone, hours);
            var result = calculator.of(rules, Due.at(due, dueTime), now);

            assertThat(result.ahead()).isSorted().doesNotHaveDuplicates();
            assertThat(result.ahead().size() + result.past()).isLessThanOrEqualTo(rules.size());
            for (var moment : result.ahead()) {
                assertThat(moment).isAfter(now);
                assertThat(hours.contains(moment, zone)).isTrue();
                var deadline = calculator.dueInstant(Due.at(due, dueTime));
                if (moment.isAfter(deadline)) {
                    // Only when no working minute was left before the deadline.
                    assertThat(hours.firstAtOrAfter(now.plusSeconds(60), zone).isAfter(deadline)
                                    || hours.firstAtOrAfter(now.plusSeconds(60), zone)
                                            .isAfter(deadline.minusSeconds(60)))
                            .as("%s after %s, now %s", moment, deadline, now)
                            .isTrue();
                }
            }
        }
    }

    private List<Instant> ahead(List<Rule> rules, String dueTime) {
        return times.of(rules, Due.at(DUE, Optional.of(LocalTime.parse(dueTime))), LONG_BEFORE)
                .ahead();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(MOSCOW).toInstant();
    }
}
