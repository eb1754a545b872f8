package app.zapiska.recurrence;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.LocalMoment;
import app.zapiska.recurrence.Recurrence.Frequency;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Any rule that the product takes, near the edges more often than chance would have it. */
final class RandomRule {

    private final Random random;

    RandomRule(Random random) {
        this.random = random;
    }

    Recurrence rule(LocalMoment start) {
        while (true) {
            try {
                var rule = Recurrence.parse(text(start.time().isPresent()));
                Series.begin(rule, RecurFrom.DUE, start);
                return rule;
            } catch (DomainException.Invalid refused) {
                // Another one, then.
            }
        }
    }

    /** End of month and leap days oftener than others; now and then at night, when clocks change. */
    LocalMoment start() {
        var date = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(2_000));
        date = switch (random.nextInt(6)) {
            case 0 -> date.withDayOfMonth(date.lengthOfMonth());
            case 1 -> LocalDate.of(2024 + 4 * random.nextInt(2), 2, 29);
            case 2 -> date.withMonth(1).withDayOfMonth(29 + random.nextInt(3));
            default -> date;
        };
        return new LocalMoment(
                date,
                switch (random.nextInt(4)) {
                    case 0 -> null;
                    case 1 -> LocalTime.of(random.nextInt(4), 15 * random.nextInt(4));
                    default -> LocalTime.of(random.nextInt(24), random.nextInt(60));
                });
    }

    private String text(boolean timed) {
        var frequency = Frequency.values()[random.nextInt(4)];
        boolean byMonth = frequency == Frequency.MONTHLY || frequency == Frequency.YEARLY;
        var parts = new ArrayList<String>();
        parts.add("FREQ=" + frequency);
        if (chance(2)) {
            parts.add("INTERVAL=" + (1 + random.nextInt(chance(3) ? 20 : 4)));
        }
        if (chance(byMonth ? 3 : 6)) {
            parts.add("BYMONTH=" + some(3, () -> 1 + random.nextInt(12)));
        }
        if (byMonth && chance(2)) {
            parts.add("BYMONTHDAY="
                    + some(
                            3,
                            () -> chance(3)
                                    ? -1 - random.nextInt(28)
                                    : chance(2) ? 28 + random.nextInt(4) : 1 + random.nextInt(31)));
        }
        if (chance(2)) {
            boolean numbered = byMonth && chance(2);
            parts.add("BYDAY=" + (chance(5) ? "MO,TU,WE,TH,FR" : some(3, () -> (numbered ? number() : "") + day())));
        }
        if (byMonth && chance(4)) {
            parts.add("BYSETPOS=" + some(2, () -> chance(2) ? -1 - random.nextInt(4) : 1 + random.nextInt(4)));
        }
        if (timed && chance(6)) {
            parts.add("BYHOUR=" + some(3, () -> random.nextInt(24)));
        }
        if (timed && chance(10)) {
            parts.add("BYMINUTE=" + some(2, () -> 15 * random.nextInt(4)));
        }
        if (chance(4)) {
            parts.add("WKST=" + day());
        }
        if (byMonth && chance(5)) {
            parts.add("SKIP=" + Recurrence.Skip.values()[random.nextInt(2)]);
        }
        return String.join(";", parts);
    }

    private String number() {
        return String.valueOf(chance(2) ? -1 - random.nextInt(5) : 1 + random.nextInt(5));
    }

    private String day() {
        return DayOfWeek.of(1 + random.nextInt(7)).name().substring(0, 2);
    }

    private boolean chance(int oneOf) {
        return random.nextInt(oneOf) == 0;
    }

    private <T> String some(int most, Supplier<T> one) {
        List<T> values =
                Stream.generate(one).limit(1 + random.nextInt(most)).distinct().toList();
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
