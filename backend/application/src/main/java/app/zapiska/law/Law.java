package app.zapiska.law;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.Startup;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All rules that numbers are worked out by, one file for each kind, read and checked when the product starts. */
@Startup
@Singleton
public class Law {

    /** @param times of the sum provided that interest, penalty and paid services may come to (353-ФЗ ст. 5 ч. 24) */
    public record Ceiling(BigDecimal times) {}

    /** @param percent of a day, or of a year, as the kind says */
    public record Limit(BigDecimal percent) {}

    /**
     * What may be charged for a delay (353-ФЗ ст. 5 ч. 21).
     *
     * @param yearlyPercent while interest goes on
     * @param dailyPercent while it does not
     */
    public record PenaltyLimit(BigDecimal yearlyPercent, BigDecimal dailyPercent) {}

    /** What a payment that is not enough goes to, first to last (353-ФЗ ст. 5 ч. 20). */
    public record Crediting(List<Claim> order) {}

    public enum Claim {
        @JsonProperty("overdueInterest")
        OVERDUE_INTEREST,
        @JsonProperty("overduePrincipal")
        OVERDUE_PRINCIPAL,
        @JsonProperty("currentInterest")
        CURRENT_INTEREST,
        @JsonProperty("currentPrincipal")
        CURRENT_PRINCIPAL,
        @JsonProperty("penalty")
        PENALTY
    }

    /** @param days after receipt in which the whole may be returned without notice; for a loan for a purpose, {@code purposeDays} */
    public record EarlyReturnRight(int days, int purposeDays) {}

    /** @param days after it was bought in which a paid service may be refused */
    public record RefusalRight(int days) {}

    /**
     * The loan of which the contract's first page says so (353-ФЗ ст. 6.2); nobody infers it from sum and term.
     *
     * @param percent of the sum provided that everything may come to
     */
    public record ShortLoan(BigDecimal percent, BigDecimal dailyPercent, BigDecimal mostAmount, int mostDays) {}

    public enum Period {
        DAY,
        WEEK,
        MONTH
    }

    /**
     * From and until which whole hour of the debtor's clock.
     *
     * @param until 22 means that 22:00 itself is still inside: the law doesn't say
     */
    public record Between(int from, int until) {}

    /**
     * How often and when those who collect a debt may come near the debtor (230-ФЗ ст. 7).
     *
     * @param meetings most in a period; a period that is missing has no limit
     */
    public record Approaches(
            Map<Period, Integer> meetings,
            Map<Period, Integer> calls,
            Map<Period, Integer> messages,
            Between workdays,
            Between daysOff) {}

    /** What the talk of a robot is counted as: a call. */
    public record RobotCalls() {}

    /** @param months of delay after which the debtor may refuse all contacts but letters */
    public record RefusalOfContacts(int months) {}

    /**
     * Credit holidays for whose income fell (353-ФЗ ст. 6.1-2). What the interest of that time is has not been confirmed and
     * stands nowhere here.
     *
     * @param dropPercent more than so far the income of the last months lies below the average
     * @param mostAmount of a loan that is neither for a car nor a card's limit
     * @param mostMonths whole ones
     */
    public record HolidayRight(
            BigDecimal dropPercent, int lastMonths, int averageMonths, BigDecimal mostAmount, int mostMonths) {}

    /** @param mostLoans with a full cost above the per cent: who has so many is given no other such */
    public record LoansAtOnce(BigDecimal fullCostPercent, int mostLoans) {

        /** Whether an open loan of such a full cost is one of them. */
        public boolean counts(BigDecimal fullCost) {
            return fullCost.compareTo(fullCostPercent) > 0;
        }
    }

    /** @param days after one with a full cost above the per cent was paid back */
    public record PauseBetweenLoans(BigDecimal fullCostPercent, int days) {}

    /**
     * How long the money waits after signing.
     *
     * @param fromAmount inclusive
     * @param aboveAmount from which it is {@code longHours}, exclusive
     */
    public record CoolingOff(BigDecimal fromAmount, int hours, BigDecimal aboveAmount, int longHours) {}

    /** @param liftedOnDay after the lifting was entered in the credit history */
    public record SelfBan(int liftedOnDay) {}

    private static final List<String> FILES = List.of(
            "ceiling.json",
            "daily-rate.json",
            "full-cost.json",
            "penalty.json",
            "crediting.json",
            "early-return.json",
            "service-refusal.json",
            "short-loan.json",
            "short-loan-delay.json",
            "holiday.json",
            "loans-at-once.json",
            "pause-between-loans.json",
            "cooling-off.json",
            "self-ban.json",
            "collectors.json",
            "collector-robots.json",
            "collector-refusal.json");

    private final Rules<Ceiling> ceiling =
            Rules.load("ceiling.json", value -> new Ceiling(number(value, "times", "times")));
    private final Rules<Limit> dailyRate =
            Rules.load("daily-rate.json", value -> new Limit(number(value, "percent", "percent")));
    private final Rules<Limit> fullCost =
            Rules.load("full-cost.json", value -> new Limit(number(value, "percent", "percent")));
    private final Rules<PenaltyLimit> penalty = Rules.load(
            "penalty.json",
            value -> new PenaltyLimit(
                    number(value, "yearlyPercent", "yearlyPercent", "dailyPercent"),
                    number(value, "dailyPercent", "yearlyPercent", "dailyPercent")));
    private final Rules<Crediting> crediting = Rules.load("crediting.json", Law::crediting);
    private final Rules<EarlyReturnRight> earlyReturn = Rules.load(
            "early-return.json",
            value -> new EarlyReturnRight(
                    whole(value, "days", "days", "purposeDays"), whole(value, "purposeDays", "days", "purposeDays")));
    private final Rules<RefusalRight> serviceRefusal =
            Rules.load("service-refusal.json", value -> new RefusalRight(whole(value, "days", "days")));
    private final Rules<ShortLoan> shortLoan = Rules.load("short-loan.json", Law::shortLoan);
    private final Rules<Limit> shortLoanDelay =
            Rules.load("short-loan-delay.json", value -> new Limit(number(value, "dailyPercent", "dailyPercent")));
    private final Rules<HolidayRight> holiday = Rules.load("holiday.json", Law::holiday);
    private final Rules<LoansAtOnce> loansAtOnce = Rules.load(
            "loans-at-once.json",
            value -> new LoansAtOnce(
                    number(value, "fullCostPercent", "fullCostPercent", "mostLoans"),
                    whole(value, "mostLoans", "fullCostPercent", "mostLoans")));
    private final Rules<PauseBetweenLoans> pauseBetweenLoans = Rules.load(
            "pause-between-loans.json",
            value -> new PauseBetweenLoans(
                    number(value, "fullCostPercent", "fullCostPercent", "days"),
                    whole(value, "days", "fullCostPercent", "days")));
    private final Rules<CoolingOff> coolingOff = Rules.load("cooling-off.json", Law::coolingOff);
    private final Rules<SelfBan> selfBan =
            Rules.load("self-ban.json", value -> new SelfBan(whole(value, "liftedOnDay", "liftedOnDay")));
    private final Rules<Approaches> approaches = Rules.load("collectors.json", Law::approaches);
    private final Rules<RobotCalls> robotCalls = Rules.load("collector-robots.json", Law::robotCalls);
    private final Rules<RefusalOfContacts> refusalOfContacts =
            Rules.load("collector-refusal.json", value -> new RefusalOfContacts(whole(value, "months", "months")));

    private static Approaches approaches(JsonObject value) {
        only(value, "meetings", "calls", "messages", "workdays", "daysOff");
        return new Approaches(
                most(value.getJsonObject("meetings")),
                most(value.getJsonObject("calls")),
                most(value.getJsonObject("messages")),
                between(value.getJsonObject("workdays")),
                between(value.getJsonObject("daysOff")));
    }

    private static Map<Period, Integer> most(JsonObject value) {
        var most = new EnumMap<Period, Integer>(Period.class);
        value.fieldNames()
                .forEach(period -> most.put(Period.valueOf(period.toUpperCase(Locale.ROOT)), value.getInteger(period)));
        if (most.isEmpty() || most.values().stream().anyMatch(number -> number == null || number < 1)) {
            throw new IllegalArgumentException("how often is one or more in a day, a week or a month");
        }
        return Map.copyOf(most);
    }

    private static Between between(JsonObject value) {
        var hours = new Between(whole(value, "from", "from", "until"), whole(value, "until", "from", "until"));
        if (hours.from() < 0 || hours.from() >= hours.until() || hours.until() > 23) {
            throw new IllegalArgumentException("hours go from 0 to 23");
        }
        return hours;
    }

    private static RobotCalls robotCalls(JsonObject value) {
        only(value, "countedAs");
        if (!"calls".equals(value.getString("countedAs"))) {
            throw new IllegalArgumentException("a robot is counted as calls");
        }
        return new RobotCalls();
    }

    private static Crediting crediting(JsonObject value) {
        only(value, "order");
        var order = new ArrayList<Claim>();
        value.getJsonArray("order").forEach(claim -> order.add(Claim.valueOf((String) claim)));
        if (order.size() != Claim.values().length || Set.copyOf(order).size() != order.size()) {
            throw new IllegalArgumentException("the order names each claim once");
        }
        return new Crediting(List.copyOf(order));
    }

    private static ShortLoan shortLoan(JsonObject value) {
        var fields = new String[] {"percent", "dailyPercent", "mostAmount", "mostDays"};
        return new ShortLoan(
                number(value, "percent", fields),
                number(value, "dailyPercent", fields),
                number(value, "mostAmount", fields),
                whole(value, "mostDays", fields));
    }

    private static HolidayRight holiday(JsonObject value) {
        var fields = new String[] {"dropPercent", "lastMonths", "averageMonths", "mostAmount", "mostMonths"};
        return new HolidayRight(
                number(value, "dropPercent", fields),
                whole(value, "lastMonths", fields),
                whole(value, "averageMonths", fields),
                number(value, "mostAmount", fields),
                whole(value, "mostMonths", fields));
    }

    private static CoolingOff coolingOff(JsonObject value) {
        var fields = new String[] {"fromAmount", "hours", "aboveAmount", "longHours"};
        return new CoolingOff(
                number(value, "fromAmount", fields),
                whole(value, "hours", fields),
                number(value, "aboveAmount", fields),
                whole(value, "longHours", fields));
    }

    /** As text in the file: a JSON number would have been through a float. */
    private static BigDecimal number(JsonObject value, String field, String... known) {
        only(value, known);
        var number = new BigDecimal(value.getString(field));
        if (number.signum() < 0) {
            throw new IllegalArgumentException(field + " is below 0");
        }
        return number;
    }

    private static int whole(JsonObject value, String field, String... known) {
        only(value, known);
        return value.getInteger(field);
    }

    private static void only(JsonObject value, String... known) {
        if (!value.fieldNames().equals(Set.of(known))) {
            throw new IllegalArgumentException("the value holds " + List.of(known) + ", not " + value.fieldNames());
        }
    }

    public Rules<Ceiling> ceiling() {
        return ceiling;
    }

    public Rules<Limit> dailyRate() {
        return dailyRate;
    }

    /** The most that the ПСК may be, per cent a year. */
    public Rules<Limit> fullCost() {
        return fullCost;
    }

    public Rules<PenaltyLimit> penalty() {
        return penalty;
    }

    public Rules<Crediting> crediting() {
        return crediting;
    }

    public Rules<EarlyReturnRight> earlyReturn() {
        return earlyReturn;
    }

    public Rules<RefusalRight> serviceRefusal() {
        return serviceRefusal;
    }

    public Rules<ShortLoan> shortLoan() {
        return shortLoan;
    }

    /** What a short loan costs after a delay, of a day. */
    public Rules<Limit> shortLoanDelay() {
        return shortLoanDelay;
    }

    public Rules<Approaches> approaches() {
        return approaches;
    }

    public Rules<RobotCalls> robotCalls() {
        return robotCalls;
    }

    public Rules<RefusalOfContacts> refusalOfContacts() {
        return refusalOfContacts;
    }

    /** By the day on which they are asked for. */
    public Rules<HolidayRight> holiday() {
        return holiday;
    }

    public Rules<LoansAtOnce> loansAtOnce() {
        return loansAtOnce;
    }

    public Rules<PauseBetweenLoans> pauseBetweenLoans() {
        return pauseBetweenLoans;
    }

    public Rules<CoolingOff> coolingOff() {
        return coolingOff;
    }

    /** A ban on lending to oneself. */
    public Rules<SelfBan> selfBan() {
        return selfBan;
    }

    /** Every rule of every kind, as an answer names them. */
    public Stream<? extends Rule<?>> all() {
        return Stream.of(
                        ceiling,
                        dailyRate,
                        fullCost,
                        penalty,
                        crediting,
                        earlyReturn,
                        serviceRefusal,
                        shortLoan,
                        shortLoanDelay,
                        holiday,
                        loansAtOnce,
                        pauseBetweenLoans,
                        coolingOff,
                        selfBan,
                        approaches,
                        robotCalls,
                        refusalOfContacts)
                .flatMap(kind -> kind.all().stream());
    }

    static List<String> files() {
        return FILES;
    }
}
