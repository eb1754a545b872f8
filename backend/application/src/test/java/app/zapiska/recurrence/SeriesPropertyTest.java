package app.zapiska.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.LocalMoment;
import app.zapiska.recurrence.Series.Occurrence;
import app.zapiska.recurrence.Series.Over;
import app.zapiska.recurrence.Series.Reason;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What holds for every series, in every zone, whenever somebody completes something. */
class SeriesPropertyTest {

    /** With and without daylight saving, half hours, both hemispheres, clocks that change at midnight, and by half an hour. */
    private static final List<ZoneId> ZONES = List.of(
                    "Europe/Moscow",
                    "Europe/Kaliningrad",
                    "Asia/Vladivostok",
                    "Europe/Berlin",
                    "America/New_York",
                    "America/Santiago",
                    "Australia/Lord_Howe",
                    "Asia/Kolkata")
            .stream()
            .map(ZoneId::of)
            .toList();

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomRule rules = new RandomRule(random);

    @Test
    @DisplayName(
            "the next occurrence is the first of the rule's dates that is still ahead and is not the one just done")
    void theNextIsTheFirstThatIsAhead() {
        for (int i = 0; i < 2_000; i++) {
            var zone = zone();
            var start = rules.start();
            var rule = ended(rules.rule(start), start);
            var now = near(start, zone);
            Optional<LocalDate> pausedUntil =
                    random.nextInt(4) == 0 ? Optional.of(start.date().plusDays(random.nextInt(400))) : Optional.empty();
            var what = rule.text() + " from " + start + " done " + now + " in " + zone + " paused " + pausedUntil
                    + ", seed " + seed;
            var dates = new DayByDay(rule, start).dates(Integer.MAX_VALUE, lookedAt(start, now, zone));
            var next = new Series(rule, RecurFrom.DUE, start, 1, start).completed(start, now, zone, pausedUntil);

            int number = 1;
            Optional<LocalMoment> expected = Optional.empty();
            var over = Optional.<Reason>empty();
            for (var date : dates) {
                if (wall(date).compareTo(wall(start)) <= 0) {
                    continue;
                }
                number++;
                if (rule.ends() instanceof Ends.After(int count) && number > count) {
                    over = Optional.of(Reason.COUNT);
                    break;
                }
                if (rule.ends().passedBy(date, zone)) {
                    over = Optional.of(Reason.UNTIL);
                    break;
                }
                boolean ahead = date.time().isPresent()
                        ? instant(date, zone).isAfter(now)
                        : date.date().plusDays(1).atStartOfDay(zone).toInstant().isAfter(now);
                boolean awake = pausedUntil.filter(date.date()::isBefore).isEmpty();
                boolean same = rule.severalTimesADay()
                        ? instant(date, zone).equals(instant(start, zone))
                        : date.date().equals(start.date());
                if (ahead && awake && !same) {
                    expected = Optional.of(date);
                    break;
                }
            }
            if (expected.isPresent()) {
                assertThat(next).as(what).isInstanceOf(Occurrence.class);
                var occurrence = (Occurrence) next;
                assertThat(occurrence.series().slot()).as(what).isEqualTo(expected.get());
                assertThat(occurrence.number()).as(what).isEqualTo(number);
                assertThat(occurrence.series().number()).as(what).isEqualTo(number);
                if (expected.get().time().isPresent()) {
                    assertThat(instant(occurrence.due(), zone)).as(what).isEqualTo(instant(expected.get(), zone));
                }
            } else if (over.isPresent()) {
                assertThat(next).as(what).isEqualTo(new Over(over.get()));
            }
        }
    }

    @Test
    @DisplayName("a year looked ahead in one pass is what completing one after the other would give")
    void aheadInOnePass() {
        for (int i = 0; i < 1_500; i++) {
            var zone = zone();
            var start = rules.start();
            var rule = ended(rules.rule(start), start);
            var from = random.nextInt(4) == 0 ? RecurFrom.COMPLETION : RecurFrom.DUE;
            var first = new Series(rule, from, start, 1, start);
            var now = near(start, zone);
            Optional<LocalDate> pausedUntil =
                    random.nextInt(4) == 0 ? Optional.of(start.date().plusDays(random.nextInt(400))) : Optional.empty();
            var last = start.date().plusDays(random.nextInt(500));
            int most = 1 + random.nextInt(60);
            var due = random.nextInt(3) == 0
                    ? new LocalMoment(start.date().plusDays(random.nextInt(9)), start.timeOrNull())
                    : start;
            var what = rule.text() + " " + from + " from " + start + " due " + due + " at " + now + " in " + zone
                    + " paused " + pausedUntil + " until " + last + ", seed " + seed;

            var expected = new ArrayList<LocalMoment>();
            var series = first;
            var current = due;
            var done = now;
            while (expected.size() < most) {
                var begins = instant(current, zone);
                done = begins.isAfter(done) ? begins : done;
                if (!(series.completed(current, done, zone, pausedUntil) instanceof Occurrence next)
                        || next.due().date().isAfter(last)) {
                    break;
                }
                expected.add(next.due());
                series = next.series();
                current = next.due();
            }
            assertThat(first.upcoming(due, now, zone, pausedUntil, last, most))
                    .as(what)
                    .isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("a life of early, late and skipped completions never meets the same date twice, nor goes back")
    void noDateComesTwice() {
        for (int i = 0; i < 600; i++) {
            var zone = zone();
            var start = rules.start();
            var rule = ended(rules.rule(start), start);
            var series = new Series(rule, RecurFrom.DUE, start, 1, start);
            var due = start;
            var now = near(start, zone);
            var what = rule.text() + " from " + start + " in " + zone + ", seed " + seed;
            for (int step = 0; step < 8; step++) {
                var next = random.nextInt(4) == 0
                        ? series.skipped(due, now, zone, Optional.empty())
                        : series.completed(due, now, zone, Optional.empty());
                if (!(next instanceof Occurrence occurrence)) {
                    break;
                }
                assertThat(wall(occurrence.series().slot())).as(what).isAfter(wall(series.slot()));
                assertThat(occurrence.due()).as(what).isNotEqualTo(due);
                assertThat(occurrence.number()).as(what).isGreaterThan(series.number());
                assertThat(occurrence.series().start()).as(what).isEqualTo(start);
                assertThat(missed(occurrence.due(), zone)).as(what).isAfter(now);
                series = occurrence.series();
                due = occurrence.due();
                now = now.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 40)));
            }
        }
    }

    @Test
    @DisplayName(
            "what counts from completion comes after the day of completion, never on the date just done, numbered by one more")
    void fromCompletion() {
        for (int i = 0; i < 2_000; i++) {
            var zone = zone();
            var start = rules.start();
            var rule = rules.rule(start);
            var now = near(start, zone);
            var what = rule.text() + " from " + start + " done " + now + " in " + zone + ", seed " + seed;
            var next = new Series(rule, RecurFrom.COMPLETION, start, 7, start)
                    .completed(start, now, zone, Optional.empty());
            if (next instanceof Occurrence occurrence) {
                assertThat(missed(occurrence.due(), zone)).as(what).isAfter(now);
                assertThat(occurrence.due()).as(what).isNotEqualTo(start);
                assertThat(occurrence.number()).as(what).isEqualTo(8);
                if (!rule.severalTimesADay()) {
                    assertThat(occurrence.series().slot().date())
                            .as(what)
                            .isAfter(now.atZone(zone).toLocalDate());
                }
            } else {
                assertThat(next).as(what).isEqualTo(new Over(Reason.CALENDAR));
            }
        }
    }

    @Test
    @DisplayName("the dates shown are those that come when each is done on its date")
    void previewIsReality() {
        for (int i = 0; i < 500; i++) {
            var zone = zone();
            var start = rules.start();
            var rule = ended(rules.rule(start), start);
            var from = RecurFrom.values()[random.nextInt(2)];
            var what = rule.text() + " " + from + " from " + start + " in " + zone + ", seed " + seed;
            var series = new Series(rule, from, start, 1, start);
            var shown = series.upcoming(start, Instant.EPOCH, zone, Optional.empty(), 6);
            var due = start;
            for (var date : shown) {
                var next = (Occurrence) series.completed(due, instant(due, zone), zone, Optional.empty());
                assertThat(next.due()).as(what).isEqualTo(date);
                series = next.series();
                due = next.due();
            }
            assertThat(shown).as(what).doesNotHaveDuplicates();
        }
    }

    @Test
    @DisplayName(
            "daily over both changes of the clock: once a night, at its time or as much later as the clock leaves out")
    void everyNightOfAChange() {
        for (var zone : ZONES) {
            var change = zone.getRules().nextTransition(Instant.parse("2026-01-01T00:00:00Z"));
            for (int n = 0; n < 6 && change != null; n++) {
                for (var time : List.of("00:00", "00:30", "01:30", "01:45", "02:00", "02:30", "03:00", "23:30")) {
                    nights(
                            new LocalMoment(
                                    change.getDateTimeBefore().toLocalDate().minusDays(2), LocalTime.parse(time)),
                            zone);
                }
                change = zone.getRules().nextTransition(change.getInstant());
            }
        }
    }

    private static void nights(LocalMoment start, ZoneId zone) {
        var days = Series.begin(Recurrence.parse("FREQ=DAILY"), RecurFrom.DUE, start)
                .upcoming(start, Instant.EPOCH, zone, Optional.empty(), 4);
        assertThat(days).hasSize(4);
        for (int i = 0; i < days.size(); i++) {
            var wanted = start.date().plusDays(i + 1).atTime(start.time().orElseThrow());
            var offsets = zone.getRules().getValidOffsets(wanted);
            if (offsets.isEmpty()) {
                var left = zone.getRules().getTransition(wanted).getDuration();
                assertThat(wall(days.get(i))).as(wanted + " " + zone).isEqualTo(wanted.plus(left));
            } else {
                assertThat(wall(days.get(i))).as(wanted + " " + zone).isEqualTo(wanted);
                // Of a doubled hour the first.
                assertThat(instant(days.get(i), zone)).isEqualTo(wanted.toInstant(offsets.getFirst()));
            }
        }
    }

    @Test
    @DisplayName("any month's end stays its end: the day is the start's or the last there is")
    void monthEndsForEver() {
        for (int month = 1; month <= 12; month++) {
            for (int interval : IntStream.rangeClosed(1, 13).toArray()) {
                var end = LocalDate.of(2024, month, 1);
                var start = new LocalMoment(end.withDayOfMonth(end.lengthOfMonth()), null);
                var rule = Recurrence.parse("FREQ=MONTHLY;INTERVAL=" + interval);
                var dates = Series.begin(rule, RecurFrom.DUE, start)
                        .upcoming(start, Instant.EPOCH, ZONES.getFirst(), Optional.empty(), 40);
                for (int i = 0; i < dates.size(); i++) {
                    // plusMonths from the start is what T6 calls anchored.
                    assertThat(dates.get(i).date()).isEqualTo(start.date().plusMonths((long) interval * (i + 1)));
                }
            }
        }
    }

    /** Far enough for whatever is not rarer than once in three years; rarer ones are not judged here. */
    private static LocalDate lookedAt(LocalMoment start, Instant now, ZoneId zone) {
        var done = now.atZone(zone).toLocalDate();
        return (done.isAfter(start.date()) ? done : start.date()).plusYears(3);
    }

    private ZoneId zone() {
        return ZONES.get(random.nextInt(ZONES.size()));
    }

    /** Early, in time, late, and far too late. */
    private Instant near(LocalMoment start, ZoneId zone) {
        var due = instant(start, zone);
        return switch (random.nextInt(5)) {
            case 0 -> due.minus(Duration.ofMinutes(random.nextInt(60 * 24 * 30)));
            case 1 -> due;
            case 2 -> due.plus(Duration.ofMinutes(random.nextInt(60 * 24)));
            case 3 -> due.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 60)));
            default -> due.plus(Duration.ofDays(random.nextInt(800)));
        };
    }

    private Recurrence ended(Recurrence rule, LocalMoment start) {
        var last = start.date().plusDays(random.nextInt(900));
        return switch (random.nextInt(6)) {
            case 0 -> rule.with(new Ends.After(1 + random.nextInt(30)));
            case 1 -> rule.with(new Ends.OnDay(last));
            case 2 -> rule.with(new Ends.AtWallTime(last.atTime(12, 0)));
            case 3 ->
                rule.with(new Ends.AtInstant(last.atTime(12, 0).atZone(zone()).toInstant()));
            default -> rule;
        };
    }

    private static LocalDateTime wall(LocalMoment moment) {
        return moment.date().atTime(moment.time().orElse(LocalTime.MIN));
    }

    private static Instant instant(LocalMoment moment, ZoneId zone) {
        return wall(moment).atZone(zone).toInstant();
    }

    private static Instant missed(LocalMoment moment, ZoneId zone) {
        return moment.time().isPresent()
                ? instant(moment, zone)
                : moment.date().plusDays(1).atStartOfDay(zone).toInstant();
    }
}
