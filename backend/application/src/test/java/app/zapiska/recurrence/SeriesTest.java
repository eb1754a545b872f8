package app.zapiska.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.LocalMoment;
import app.zapiska.recurrence.Series.Next;
import app.zapiska.recurrence.Series.Occurrence;
import app.zapiska.recurrence.Series.Over;
import app.zapiska.recurrence.Series.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** V-01 to V-22 of the public cases, and what T6 says beside them. */
class SeriesTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    @DisplayName("V-01: «каждый месяц» from the 31st is anchored to the month's end")
    void monthEndSurvivesFebruary() {
        assertThat(dates("FREQ=MONTHLY", "2027-01-31T10:00", 5))
                .containsExactly(
                        at("2027-02-28T10:00"),
                        at("2027-03-31T10:00"),
                        at("2027-04-30T10:00"),
                        at("2027-05-31T10:00"),
                        at("2027-06-30T10:00"));
    }

    @Test
    @DisplayName("a new time of day or end leaves day and phase alone; a new day or rule counts from there")
    void edited() {
        var february = new Series(
                Recurrence.parse("FREQ=MONTHLY"), RecurFrom.DUE, at("2027-01-31T10:00"), 1, at("2027-02-28T10:00"));
        var before = Optional.of(at("2027-02-28T10:00"));

        var later = february.changed(Recurrence.parse("FREQ=MONTHLY;COUNT=9"), at("2027-02-28T12:00"), before);
        assertThat(later.start()).isEqualTo(at("2027-01-31T12:00"));
        assertThat(later.slot()).isEqualTo(at("2027-02-28T12:00"));
        assertThat(later.number()).isEqualTo(2);
        assertThat(february.changed(Recurrence.parse("FREQ=MONTHLY"), at("2027-02-28"), before)
                        .start())
                .isEqualTo(at("2027-01-31"));
        assertThat(february.changed(Recurrence.parse("FREQ=MONTHLY"), at("2027-02-27T10:00"), before)
                        .start())
                .isEqualTo(at("2027-02-27T10:00"));
        var weekly = february.changed(Recurrence.parse("FREQ=WEEKLY"), at("2027-02-28T10:00"), before);
        assertThat(weekly.start()).isEqualTo(at("2027-02-28T10:00"));
        assertThat(weekly.startNumber()).isEqualTo(2);
    }

    @Test
    @DisplayName("V-02: every 6 months from 31 August goes by the last of February")
    void halfYearsFromTheLastOfAugust() {
        assertThat(dates("FREQ=MONTHLY;INTERVAL=6", "2026-08-31T10:00", 3))
                .containsExactly(at("2027-02-28T10:00"), at("2027-08-31T10:00"), at("2028-02-29T10:00"));
    }

    @Test
    @DisplayName("V-04: BYMONTHDAY=31 takes the last day of shorter months; only SKIP=OMIT leaves them out")
    void noMonthIsLeftOut() {
        assertThat(dates("FREQ=MONTHLY;BYMONTHDAY=31", "2027-01-31", 3))
                .containsExactly(at("2027-02-28"), at("2027-03-31"), at("2027-04-30"));
        assertThat(dates("FREQ=MONTHLY;BYMONTHDAY=31;SKIP=OMIT", "2027-01-31", 5))
                .containsExactly(
                        at("2027-03-31"), at("2027-05-31"), at("2027-07-31"), at("2027-08-31"), at("2027-10-31"));
    }

    @Test
    @DisplayName("V-06: the last day of February, counted from the end of each")
    void lastOfFebruary() {
        assertThat(dates("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "2027-02-28", 2))
                .containsExactly(at("2028-02-29"), at("2029-02-28"));
    }

    @Test
    @DisplayName("V-07: the last working day of the month")
    void lastWorkingDay() {
        assertThat(dates("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2027-01-29", 4))
                .containsExactly(at("2027-02-26"), at("2027-03-31"), at("2027-04-30"), at("2027-05-31"));
    }

    @Test
    @DisplayName("V-09: the last Friday of the month, in the week of a clock change too")
    void lastFriday() {
        for (var zone : List.of(MOSCOW, BERLIN, ZoneId.of("America/New_York"))) {
            for (var time : List.of("", "T02:30", "T00:15", "T23:45")) {
                assertThat(dates("FREQ=MONTHLY;BYDAY=-1FR", "2027-01-29" + time, 4, zone))
                        .containsExactly(
                                at("2027-02-26" + time),
                                at("2027-03-26" + time),
                                at("2027-04-30" + time),
                                at("2027-05-28" + time));
            }
        }
    }

    @Test
    @DisplayName("V-10: a Sunday belongs to the week that ends with it, so every second Tuesday skips the next one")
    void everySecondTuesdayFromASunday() {
        assertThat(dates("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO", "2026-11-29", 3))
                .containsExactly(at("2026-12-08"), at("2026-12-22"), at("2027-01-05"));
    }

    @Test
    @DisplayName("V-12: UNTIL in UTC is inclusive: 20:59Z is 23:59 in Moscow")
    void untilIsInclusive() {
        var all = dates("FREQ=DAILY;UNTIL=20270331T205900Z", "2027-03-28T23:59", 10);
        assertThat(all).hasSize(3).endsWith(at("2027-03-31T23:59"));
        assertThat(dates("FREQ=DAILY;UNTIL=20270331T205859Z", "2027-03-28T23:59", 10))
                .endsWith(at("2027-03-30T23:59"));
    }

    @Test
    @DisplayName("V-13: UNTIL as a date is that whole day on the account's wall, never midnight of UTC")
    void untilAsADateIsTheWholeDay() {
        for (var zone : List.of(MOSCOW, ZoneId.of("Pacific/Auckland"), ZoneId.of("America/New_York"))) {
            assertThat(dates("FREQ=DAILY;UNTIL=20270331", "2027-03-29T23:59", 10, zone))
                    .containsExactly(at("2027-03-30T23:59"), at("2027-03-31T23:59"));
        }
    }

    @Test
    @DisplayName("V-15: in the night of the clock put forward 02:30 is 03:30, and 02:30 again the day after")
    void theShiftDoesNotStick() {
        var dates = dates("FREQ=DAILY", "2027-03-26T02:30", 3, BERLIN);
        assertThat(dates).containsExactly(at("2027-03-27T02:30"), at("2027-03-28T03:30"), at("2027-03-29T02:30"));
        assertThat(instant(dates.get(1), BERLIN)).isEqualTo(Instant.parse("2027-03-28T01:30:00Z"));
    }

    @Test
    @DisplayName("V-16: in the night of the clock put back it comes once, the first time")
    void theDoubledHourComesOnce() {
        var dates = dates("FREQ=DAILY", "2027-10-30T02:30", 2, BERLIN);
        assertThat(dates).containsExactly(at("2027-10-31T02:30"), at("2027-11-01T02:30"));
        assertThat(dates)
                .extracting(date -> instant(date, BERLIN))
                .containsExactly(Instant.parse("2027-10-31T00:30:00Z"), Instant.parse("2027-11-01T01:30:00Z"));
        // Done in the second pass of the hour: today's is past already.
        assertThat(due(series("FREQ=DAILY", "2027-10-30T02:30")
                        .completed(
                                at("2027-10-30T02:30"),
                                Instant.parse("2027-10-31T01:15:00Z"),
                                BERLIN,
                                Optional.empty())))
                .isEqualTo(at("2027-11-01T02:30"));
    }

    @Test
    @DisplayName("V-18: daily at 08:00, four days late, completed at night: today's is the next")
    void theFirstThatIsStillAhead() {
        assertThat(done("FREQ=DAILY", "2026-11-25T08:00", "2026-11-29T01:45")).isEqualTo(at("2026-11-29T08:00"));
        assertThat(done("FREQ=DAILY", "2026-11-25T08:00", "2026-11-29T08:00")).isEqualTo(at("2026-11-30T08:00"));
        // A day without a time lasts until its end.
        assertThat(done("FREQ=DAILY", "2026-11-25", "2026-11-29T23:59")).isEqualTo(at("2026-11-29"));
    }

    @Test
    @DisplayName("V-19: every 2 days, late: the phase is kept")
    void thePhaseIsKept() {
        assertThat(done("FREQ=DAILY;INTERVAL=2", "2026-11-25", "2026-11-28T12:00"))
                .isEqualTo(at("2026-11-29"));
    }

    @Test
    @DisplayName("V-21: 3 months from completion on 30 November is 28 February")
    void fromCompletionIsClamped() {
        var series =
                Series.begin(Recurrence.parse("FREQ=MONTHLY;INTERVAL=3"), RecurFrom.COMPLETION, at("2026-11-15T10:00"));
        var next = series.completed(at("2026-11-15T10:00"), now("2026-11-30T18:00"), MOSCOW, Optional.empty());
        assertThat(due(next)).isEqualTo(at("2027-02-28T10:00"));
    }

    @Test
    @DisplayName("V-22: weekly on Monday, snoozed to Tuesday, completed on Tuesday: next Monday, the rule intact")
    void aSnoozeDoesNotMoveTheBase() {
        assertThat(done("FREQ=WEEKLY", "2026-11-30T10:00", "2026-12-01T15:00")).isEqualTo(at("2026-12-07T10:00"));
    }

    @Test
    void completedEarlyTheSameDateNeverComesAgain() {
        for (var from : RecurFrom.values()) {
            for (var rule : List.of("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=FR", "FREQ=DAILY", "FREQ=MONTHLY;BYDAY=FR")) {
                var due = at("2026-12-11T10:00");
                for (var now :
                        List.of("2026-12-08T12:00", "2026-12-10T12:00", "2026-12-11T09:59", "2026-12-04T12:00")) {
                    var next = due(Series.begin(Recurrence.parse(rule), from, due)
                            .completed(due, now(now), MOSCOW, Optional.empty()));
                    assertThat(next).as(rule + " " + from + " " + now).isNotEqualTo(due);
                }
            }
        }
        assertThat(done("FREQ=WEEKLY", "2026-12-11T10:00", "2026-12-01T12:00")).isEqualTo(at("2026-12-18T10:00"));
    }

    @Test
    void movedByHandTheSameOccurrenceNeverComesTwice() {
        var monday = series("FREQ=WEEKLY", "2026-11-30T10:00");
        // Brought forward to Friday and done then: its own Monday is not asked for again.
        assertThat(due(monday.completed(at("2026-11-27T10:00"), now("2026-11-27T11:00"), MOSCOW, Optional.empty())))
                .isEqualTo(at("2026-12-07T10:00"));
        // Put off past the next Monday, done before it: that Monday is an occurrence of its own.
        assertThat(due(monday.completed(at("2026-12-08T10:00"), now("2026-12-01T11:00"), MOSCOW, Optional.empty())))
                .isEqualTo(at("2026-12-07T10:00"));
        // Put off onto the next Monday: done once.
        assertThat(due(monday.completed(at("2026-12-07T12:00"), now("2026-12-01T11:00"), MOSCOW, Optional.empty())))
                .isEqualTo(at("2026-12-14T10:00"));
    }

    @Test
    void aPauseLastsUntilItsDateWhichIsAlive() {
        var series = series("FREQ=WEEKLY", "2026-11-30T10:00");
        assertThat(due(series.completed(
                        at("2026-11-30T10:00"),
                        now("2026-11-30T12:00"),
                        MOSCOW,
                        Optional.of(LocalDate.parse("2026-12-21")))))
                .isEqualTo(at("2026-12-21T10:00"));
        assertThat(due(series.completed(
                        at("2026-11-30T10:00"),
                        now("2026-11-30T12:00"),
                        MOSCOW,
                        Optional.of(LocalDate.parse("2026-12-22")))))
                .isEqualTo(at("2026-12-28T10:00"));
        var counted = Series.begin(Recurrence.parse("FREQ=DAILY;INTERVAL=3"), RecurFrom.COMPLETION, at("2026-11-30"));
        assertThat(due(counted.completed(
                        at("2026-11-30"), now("2026-12-01T12:00"), MOSCOW, Optional.of(LocalDate.parse("2026-12-12")))))
                .isEqualTo(at("2026-12-13"));
    }

    @Test
    void aSeriesOfThreeEndsAfterTheThirdAndSaysWhy() {
        var first = series("FREQ=DAILY;COUNT=3", "2026-11-25T10:00");
        var second = next(first.completed(at("2026-11-25T10:00"), now("2026-11-25T09:00"), MOSCOW, Optional.empty()));
        assertThat(second.number()).isEqualTo(2);
        var third = next(second.series().completed(second.due(), now("2026-11-26T12:00"), MOSCOW, Optional.empty()));
        assertThat(third.number()).isEqualTo(3);
        assertThat(third.series().number()).isEqualTo(3);
        assertThat(third.series().completed(third.due(), now("2026-11-27T12:00"), MOSCOW, Optional.empty()))
                .isEqualTo(new Over(Reason.COUNT));
    }

    @Test
    void missedOccurrencesCount() {
        var series = series("FREQ=DAILY;COUNT=5", "2026-11-25T10:00");
        var late = next(series.completed(at("2026-11-25T10:00"), now("2026-11-28T12:00"), MOSCOW, Optional.empty()));
        assertThat(late.due()).isEqualTo(at("2026-11-29T10:00"));
        assertThat(late.number()).isEqualTo(5);
        assertThat(series.completed(at("2026-11-25T10:00"), now("2026-11-30T12:00"), MOSCOW, Optional.empty()))
                .isEqualTo(new Over(Reason.COUNT));
    }

    @Test
    void whatCountsFromCompletionCountsWhatWasDone() {
        var series = Series.begin(Recurrence.parse("FREQ=DAILY;COUNT=2"), RecurFrom.COMPLETION, at("2026-11-01"));
        var second = next(series.completed(at("2026-11-01"), now("2026-11-20T12:00"), MOSCOW, Optional.empty()));
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.due()).isEqualTo(at("2026-11-21"));
        assertThat(second.series().completed(second.due(), now("2026-11-21T12:00"), MOSCOW, Optional.empty()))
                .isEqualTo(new Over(Reason.COUNT));
    }

    @Test
    void skippingOneGivesTheNextInstead() {
        var series = series("FREQ=MONTHLY", "2027-01-31T10:00");
        var skipped = next(series.skipped(at("2027-01-31T10:00"), now("2027-01-20T10:00"), MOSCOW, Optional.empty()));
        assertThat(skipped.due()).isEqualTo(at("2027-02-28T10:00"));
        assertThat(due(skipped.series().skipped(skipped.due(), now("2027-01-20T10:00"), MOSCOW, Optional.empty())))
                .isEqualTo(at("2027-03-31T10:00"));
        // Counted from completion, a skip counts from the date itself.
        var counted = Series.begin(Recurrence.parse("FREQ=DAILY;INTERVAL=10"), RecurFrom.COMPLETION, at("2026-12-05"));
        var next = next(counted.skipped(at("2026-12-05"), now("2026-12-01T10:00"), MOSCOW, Optional.empty()));
        assertThat(next.due()).isEqualTo(at("2026-12-15"));
        assertThat(next.number()).isEqualTo(2);
    }

    @Test
    void thisAndAllFollowingGoOnFromAnotherDateWithTheirNumber() {
        var third = next(series("FREQ=WEEKLY;COUNT=5", "2026-11-02T10:00")
                .completed(at("2026-11-02T10:00"), now("2026-11-10T10:00"), MOSCOW, Optional.empty()));
        assertThat(third.number()).isEqualTo(3);
        var moved = third.series().moved(third.series().rule(), at("2026-11-18T11:00"));
        assertThat(moved.upcoming(at("2026-11-18T11:00"), now("2026-11-17T10:00"), MOSCOW, Optional.empty(), 6))
                .containsExactly(at("2026-11-25T11:00"), at("2026-12-02T11:00"));
    }

    @Test
    void severalTimesADayComeInTheirOrder() {
        assertThat(dates("FREQ=DAILY;BYHOUR=9,21", "2026-11-29T09:00", 3))
                .containsExactly(at("2026-11-29T21:00"), at("2026-11-30T09:00"), at("2026-11-30T21:00"));
        var completed =
                Series.begin(Recurrence.parse("FREQ=DAILY;BYHOUR=9,21"), RecurFrom.COMPLETION, at("2026-11-29T09:00"));
        assertThat(due(completed.completed(at("2026-11-29T09:00"), now("2026-11-29T10:00"), MOSCOW, Optional.empty())))
                .isEqualTo(at("2026-11-29T21:00"));
        // In the night of the clock put forward 02:30 and 03:30 are the same moment, which is one occurrence.
        assertThat(dates("FREQ=DAILY;BYHOUR=2,3;BYMINUTE=30", "2027-03-27T03:30", 3, BERLIN))
                .containsExactly(at("2027-03-28T03:30"), at("2027-03-29T02:30"), at("2027-03-29T03:30"));
    }

    @Test
    void aLeapDayComesEveryYear() {
        assertThat(dates("FREQ=YEARLY", "2028-02-29", 4))
                .containsExactly(at("2029-02-28"), at("2030-02-28"), at("2031-02-28"), at("2032-02-29"));
        assertThat(dates("FREQ=YEARLY;SKIP=OMIT", "2028-02-29", 2)).containsExactly(at("2032-02-29"), at("2036-02-29"));
    }

    @Test
    void theDatesOfARuleThatEndsAreFewer() {
        assertThat(dates("FREQ=DAILY;COUNT=3", "2026-12-01", 6)).containsExactly(at("2026-12-02"), at("2026-12-03"));
        assertThat(dates("FREQ=YEARLY", "2098-12-01", 6)).containsExactly(at("2099-12-01"), at("2100-12-01"));
        var last = next(series("FREQ=YEARLY", "2099-12-01")
                .completed(at("2099-12-01"), now("2099-12-01T10:00"), MOSCOW, Optional.empty()));
        assertThat(last.series().completed(last.due(), now("2100-12-01T10:00"), MOSCOW, Optional.empty()))
                .isEqualTo(new Over(Reason.CALENDAR));
    }

    @Test
    void aRuleThatNeverComesIsRefusedAndTimesNeedATime() {
        assertThatThrownBy(() -> series("FREQ=DAILY;BYHOUR=9", "2026-12-01"))
                .isInstanceOf(DomainException.Invalid.class);
        assertThatThrownBy(() -> series("FREQ=MONTHLY;BYMONTH=2;BYDAY=FR;BYMONTHDAY=30", "2026-12-01"))
                .isInstanceOf(DomainException.Invalid.class);
        assertThatThrownBy(() -> series("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9", "2026-12-01"))
                .isInstanceOf(DomainException.Invalid.class);
    }

    private static Series series(String rule, String due) {
        return Series.begin(Recurrence.parse(rule), RecurFrom.DUE, at(due));
    }

    private static List<LocalMoment> dates(String rule, String due, int count) {
        return dates(rule, due, count, MOSCOW);
    }

    private static List<LocalMoment> dates(String rule, String due, int count, ZoneId zone) {
        var first = at(due);
        return series(rule, due).upcoming(first, Instant.EPOCH, zone, Optional.empty(), count);
    }

    private static LocalMoment done(String rule, String due, String completed) {
        return due(series(rule, due).completed(at(due), now(completed), MOSCOW, Optional.empty()));
    }

    private static Occurrence next(Next next) {
        assertThat(next).isInstanceOf(Occurrence.class);
        return (Occurrence) next;
    }

    private static LocalMoment due(Next next) {
        return next(next).due();
    }

    static LocalMoment at(String text) {
        return LocalMoment.parse(text);
    }

    private static Instant now(String local) {
        return LocalDateTime.parse(local).atZone(MOSCOW).toInstant();
    }

    private static Instant instant(LocalMoment moment, ZoneId zone) {
        return moment.date().atTime(moment.time().orElseThrow()).atZone(zone).toInstant();
    }
}
