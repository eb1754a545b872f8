package app.zapiska.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.LocalMoment;
import app.zapiska.recurrence.Recurrence.Frequency;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.fortuna.ical4j.model.Recur;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Our dates against two others': the standard taken word for word, always, and ical4j, wherever it does what the standard says. Where it
 * does not is written here, so a newer one that differs elsewhere fails.
 */
class SecondOpinionTest {

    private static final int RULES = Integer.getInteger("zapiska.recurrence.rules", 22_000);
    private static final int DATES = 6;

    /** Why ical4j is not asked, or may differ. Each was looked at by the standard's text; ours is what {@link DayByDay} says. */
    private enum Known {
        /** It reads SKIP and does not obey it; so it is given the form without, and these rules have none. */
        KNOWS_NO_SKIP,
        /** It looks at the month of the week's first day and then takes all of the week's days, or none. */
        MONTHS_OF_WEEKS,

        /** One day named twice, from the start and from the end of the month, counts twice for BYSETPOS. */
        POSITIONS_AMONG_DOUBLES
    }

    @Test
    @DisplayName("22,000 random rules give the dates that the standard says, and that ical4j says where it keeps to it")
    void threeAgree() throws Exception {
        var seed = Long.getLong("seed", System.nanoTime());
        System.out.println("SecondOpinionTest: seed " + seed);
        var rules = new RandomRule(new Random(seed));
        Map<Known, Integer> notAsked = new EnumMap<>(Known.class);
        int asked = 0;
        for (int i = 0; i < RULES; i++) {
            var start = rules.start();
            var rule = rules.rule(start);
            var last = start.date().plusYears(rule.frequency() == Frequency.YEARLY ? 40 : 12);
            var standard = new DayByDay(rule, start).dates(DATES, last);
            var what = rule.text() + " from " + start + ", seed " + seed;
            assertThat(ours(rule, start, last)).as(what).isEqualTo(standard);
            var known = known(rule, start);
            if (known.isPresent()) {
                notAsked.merge(known.get(), 1, Integer::sum);
            } else {
                asked++;
                var end = standard.size() < DATES ? last : standard.getLast().date();
                assertThat(theirs(rule, start, end)).as("ical4j: " + what).isEqualTo(standard);
            }
        }
        System.out.println("SecondOpinionTest: ical4j agrees on " + asked + " of " + RULES + ", not asked " + notAsked);
        assertThat(asked).isGreaterThan(RULES / 11 * 10);
    }

    private static List<LocalMoment> ours(Recurrence rule, LocalMoment start, LocalDate last) {
        var dates = new ArrayList<LocalMoment>();
        var all = new Occurrences(rule, start);
        while (dates.size() < DATES && all.hasNext()) {
            var date = all.next();
            if (date.date().isAfter(last)) {
                break;
            }
            dates.add(date);
        }
        return dates;
    }

    private static List<LocalMoment> theirs(Recurrence rule, LocalMoment start, LocalDate last) {
        // Without WKST it takes the machine's country's.
        var text = CalendarText.of(rule, start, ZoneOffset.UTC).orElseThrow()
                + (rule.weekStart() == DayOfWeek.MONDAY ? ";WKST=MO" : "");
        var end = last.plusDays(1);
        if (start.time().isEmpty()) {
            return new Recur<LocalDate>(text)
                    .getDates(start.date(), start.date(), end).stream()
                            .distinct()
                            .filter(date -> !date.isAfter(last))
                            .map(date -> new LocalMoment(date, null))
                            .limit(DATES)
                            .toList();
        }
        var begin = start.date().atTime(start.time().get());
        return new Recur<LocalDateTime>(text)
                .getDates(begin, begin, end.atStartOfDay()).stream()
                        .distinct()
                        .filter(date -> !date.toLocalDate().isAfter(last))
                        .map(date -> new LocalMoment(date.toLocalDate(), date.toLocalTime()))
                        .limit(DATES)
                        .toList();
    }

    private static Optional<Known> known(Recurrence rule, LocalMoment start) {
        var days = rule.monthDays().isEmpty() ? List.of(start.date().getDayOfMonth()) : rule.monthDays();
        if (CalendarText.of(rule, start, ZoneOffset.UTC).isEmpty()) {
            return Optional.of(Known.KNOWS_NO_SKIP);
        }
        if (rule.frequency() == Frequency.WEEKLY && !rule.months().isEmpty()) {
            return Optional.of(Known.MONTHS_OF_WEEKS);
        }

        if (!rule.positions().isEmpty()
                && days.stream().anyMatch(day -> day < 0)
                && days.stream().anyMatch(day -> day > 0)) {
            return Optional.of(Known.POSITIONS_AMONG_DOUBLES);
        }
        return Optional.empty();
    }
}
