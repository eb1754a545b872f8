package app.zapiska.interest;

import app.zapiska.platform.Money;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Полная стоимость кредита (353-ФЗ ст. 6): the yearly rate at which what was given and what is paid balance. The year has 365
 * days, and the number of base periods in it is not rounded.
 *
 * @param percent of a year, three decimals
 * @param base the interval that the payments repeat at
 * @param perPeriod the rate of one base period, unrounded
 * @param even whether all intervals are the same; of others the base period follows a retelling of the law
 */
public record Psk(BigDecimal percent, Base base, BigDecimal perPeriod, boolean even) {

    /** @param length in days, or in months */
    public record Base(int length, Unit unit) {
        public enum Unit {
            @JsonProperty("days")
            DAYS,
            @JsonProperty("months")
            MONTHS
        }
    }

    /** @param amount what the debtor gets is below 0, what the debtor pays above */
    public record Flow(LocalDate day, Money amount) {}

    /** From the first flow: whole base periods, and the rest as a part of one. */
    private record Placed(BigDecimal amount, int whole, BigDecimal part) {}

    /** Between one day of the payments and the next. */
    private record Intervals(List<Integer> lengths, Base.Unit unit) {}

    private static final MathContext EXACT = new MathContext(30);
    private static final int STEPS = 64;
    private static final BigDecimal SMALLEST = new BigDecimal("0.000001");
    private static final BigDecimal LARGEST = new BigDecimal("1000000");
    /** Of a per cent a year; the rounding of the law's formula stays far below it. */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.5");

    private static final int DAYS_IN_YEAR = 365;
    private static final int MONTHS_IN_YEAR = 12;
    private static final int DAYS_IN_MONTH = 30;

    /** @param flows in any order; the first by date is the money received */
    public static Psk of(List<Flow> flows) {
        return found(flows).orElseThrow(() -> new IllegalArgumentException("no rate balances these payments"));
    }

    /**
     * @param flows in any order; the first by date is the money received
     * @return empty where no rate that anybody could mean balances them
     */
    public static Optional<Psk> found(List<Flow> flows) {
        var byDate = flows.stream().sorted(Comparator.comparing(Flow::day)).toList();
        if (byDate.size() < 2 || !byDate.getFirst().amount().isNegative()) {
            throw new IllegalArgumentException("money is received first and paid back later");
        }
        var intervals = intervals(byDate);
        var base = base(intervals);
        boolean even = intervals.lengths().stream().distinct().count() == 1;
        return root(place(byDate, base)).map(rate -> new Psk(yearly(rate, base), base, rate, even));
    }

    private static BigDecimal yearly(BigDecimal rate, Base base) {
        var periods = base.unit() == Base.Unit.MONTHS
                ? BigDecimal.valueOf(MONTHS_IN_YEAR).divide(BigDecimal.valueOf(base.length()), EXACT)
                : BigDecimal.valueOf(DAYS_IN_YEAR).divide(BigDecimal.valueOf(base.length()), EXACT);
        return rate.multiply(periods).movePointRight(2).setScale(3, RoundingMode.HALF_UP);
    }

    /** Whether the figure on the contract's first page is so far from this one that it is worth asking which payments went in. */
    public boolean worthChecking(BigDecimal contracts) {
        return percent.subtract(contracts).abs().compareTo(TOLERANCE) > 0;
    }

    /**
     * Months only where every date keeps the day of the month and there is more than one payment: by the law's text a single one
     * is counted in days.
     */
    private static Intervals intervals(List<Flow> byDate) {
        var days = byDate.stream().map(Flow::day).distinct().toList();
        if (days.size() < 2) {
            throw new IllegalArgumentException("everything is paid on the day of receipt");
        }
        boolean months = days.size() > 2 && days.stream().allMatch(day -> monthsBetween(days.getFirst(), day) >= 0);
        var intervals = new ArrayList<Integer>();
        for (int place = 1; place < days.size(); place++) {
            intervals.add(
                    months
                            ? monthsBetween(days.getFirst(), days.get(place))
                                    - monthsBetween(days.getFirst(), days.get(place - 1))
                            : (int) ChronoUnit.DAYS.between(days.get(place - 1), days.get(place)));
        }
        return new Intervals(List.copyOf(intervals), months ? Base.Unit.MONTHS : Base.Unit.DAYS);
    }

    /** The interval that occurs most often; of several, the shortest; where none repeats, their mean. */
    private static Base base(Intervals intervals) {
        return new Base(Math.max(1, standard(intervals.lengths())), intervals.unit());
    }

    private static int standard(List<Integer> intervals) {
        var counted = intervals.stream()
                .collect(Collectors.groupingBy(length -> length, TreeMap::new, Collectors.counting()));
        long most = counted.values().stream().max(Long::compare).orElseThrow();
        if (most == 1 && intervals.size() > 1) {
            long sum = intervals.stream().mapToLong(length -> length).sum();
            return BigDecimal.valueOf(sum)
                    .divide(BigDecimal.valueOf(intervals.size()), 0, RoundingMode.HALF_UP)
                    .intValueExact();
        }
        return counted.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Below 0 when the day of the month is another. */
    private static int monthsBetween(LocalDate first, LocalDate day) {
        int months = (day.getYear() - first.getYear()) * MONTHS_IN_YEAR + day.getMonthValue() - first.getMonthValue();
        return first.plusMonths(months).equals(day) ? months : -1;
    }

    private static List<Placed> place(List<Flow> byDate, Base base) {
        var first = byDate.getFirst().day();
        return byDate.stream()
                .map(flow -> {
                    if (base.unit() == Base.Unit.MONTHS) {
                        int months = monthsBetween(first, flow.day());
                        int whole = months / base.length();
                        var rest = first.plusMonths((long) whole * base.length());
                        var between = Period.between(rest, flow.day());
                        long days = between.toTotalMonths() * DAYS_IN_MONTH + between.getDays();
                        return new Placed(
                                flow.amount().amount(), whole, part(days, (long) base.length() * DAYS_IN_MONTH));
                    }
                    long days = ChronoUnit.DAYS.between(first, flow.day());
                    return new Placed(
                            flow.amount().amount(),
                            (int) (days / base.length()),
                            part(days % base.length(), base.length()));
                })
                .toList();
    }

    private static BigDecimal part(long days, long of) {
        return BigDecimal.valueOf(days).divide(BigDecimal.valueOf(of), EXACT);
    }

    /** The smallest rate above 0 that balances; 0 where no more is paid than was received; nothing above {@link #LARGEST}. */
    private static Optional<BigDecimal> root(List<Placed> flows) {
        if (balance(flows, BigDecimal.ZERO).signum() <= 0) {
            return Optional.of(BigDecimal.ZERO);
        }
        var low = BigDecimal.ZERO;
        var high = SMALLEST;
        while (balance(flows, high).signum() > 0) {
            low = high;
            high = high.multiply(new BigDecimal("1.3"), EXACT);
            if (high.compareTo(LARGEST) > 0) {
                return Optional.empty();
            }
        }
        for (int step = 0; step < STEPS; step++) {
            var middle = low.add(high).divide(BigDecimal.TWO, EXACT);
            if (balance(flows, middle).signum() > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Optional.of(high);
    }

    private static BigDecimal balance(List<Placed> flows, BigDecimal rate) {
        var sum = BigDecimal.ZERO;
        var growth = BigDecimal.ONE.add(rate);
        var power = BigDecimal.ONE;
        int at = 0;
        for (var flow : flows) {
            power = power.multiply(growth.pow(flow.whole() - at, EXACT), EXACT);
            at = flow.whole();
            var divisor = BigDecimal.ONE.add(flow.part().multiply(rate, EXACT)).multiply(power, EXACT);
            sum = sum.add(flow.amount().divide(divisor, EXACT), EXACT);
        }
        return sum;
    }
}
