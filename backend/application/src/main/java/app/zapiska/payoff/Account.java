package app.zapiska.payoff;

import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A debt while its plan is made, in kopecks. Interest is rounded when something is paid, as it is then that a sum is named; what
 * is paid goes to the interest first.
 */
final class Account {

    private static final long NO_CEILING = Long.MAX_VALUE;

    /** Hundredths of a per cent in the whole. */
    private static final long PERCENT_UNITS = 10_000;

    /**
     * A payment that will be asked for.
     *
     * @param until all that is asked for by that day, with it
     * @param closes whether it is whatever is left
     */
    record Asked(LocalDate day, long amount, long until, boolean closes) {}

    private final Debt debt;
    private final long feeFixed;
    private final long feePercent;
    private final List<Asked> asked;
    private long balance;
    private long interest;
    private long charges;
    private long room;
    private LocalDate since;
    private long paid;

    /** Kopecks by which the last payment may be more than was asked, as interest was rounded more often. */
    private long roundings;

    /** Of interest and charges in what was paid last, for who writes it down. */
    private long beyondPrincipal;

    Account(Debt debt, LocalDate from) {
        this.debt = debt;
        this.feeFixed = kopecks(debt.fee().fixed());
        this.feePercent = debt.fee().percent().movePointRight(2).longValueExact();
        reset(from);
        this.asked = ask(from);
        reset(from);
    }

    private void reset(LocalDate from) {
        balance = kopecks(debt.balance());
        interest = kopecks(debt.accrued());
        charges = kopecks(debt.charges());
        room = debt.room().map(Account::kopecks).orElse(NO_CEILING);
        since = from;
        paid = 0;
    }

    /** What must be paid and when, as long as nobody pays anything early. */
    private List<Asked> ask(LocalDate from) {
        var sums = new TreeMap<LocalDate, Long>();
        for (var due : debt.dues()) {
            sums.merge(due.day().isBefore(from) ? from : due.day(), kopecks(due.amount()), Long::sum);
        }
        debt.wholeBy().ifPresent(day -> sums.putIfAbsent(day.isBefore(from) ? from : day, 0L));
        var all = new ArrayList<Asked>();
        long due = 0;
        for (var one : sums.entrySet()) {
            var day = one.getKey();
            due += one.getValue();
            long amount = Math.min(owed(day), wholeBy(day) ? Long.MAX_VALUE : due - paid);
            if (amount > 0) {
                pay(amount, day);
                all.add(new Asked(day, amount, paid, wholeBy(day)));
            }
        }
        return List.copyOf(all);
    }

    private boolean wholeBy(LocalDate day) {
        return debt.wholeBy().filter(last -> !last.isAfter(day)).isPresent();
    }

    static long kopecks(Money money) {
        return money.amount().unscaledValue().longValueExact();
    }

    static Money money(long kopecks) {
        return new Money(BigDecimal.valueOf(kopecks, 2));
    }

    long id() {
        return debt.id();
    }

    List<Asked> asked() {
        return asked;
    }

    /** Whether by then all that is left is asked for. */
    boolean closesBefore(LocalDate day) {
        return !asked.isEmpty()
                && asked.getLast().closes()
                && asked.getLast().day().isBefore(day);
    }

    boolean promoAtStake() {
        return debt.promoAtStake();
    }

    boolean open() {
        return balance > 0 || interest > 0 || charges > 0;
    }

    long balance() {
        return balance;
    }

    /** As far as it is counted: what accrued since the last payment is not in it. */
    long counted() {
        return balance + interest + charges;
    }

    long paid() {
        return paid;
    }

    long roundings() {
        return roundings;
    }

    /** Before it is asked for. */
    void payEarly(long amount, LocalDate day) {
        roundings += marginalPercent().signum() > 0 ? 1 : 0;
        pay(amount, day);
    }

    long beyondPrincipal() {
        return beyondPrincipal;
    }

    long owed(LocalDate day) {
        return counted() + accruing(day);
    }

    private long accruing(LocalDate day) {
        long days = ChronoUnit.DAYS.between(since, day);
        if (balance == 0 || days == 0 || room == 0 || debt.dailyPercent().signum() == 0) {
            return 0;
        }
        long added = BigDecimal.valueOf(balance)
                .multiply(debt.dailyPercent())
                .multiply(BigDecimal.valueOf(days))
                .movePointLeft(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        return Math.min(added, room);
    }

    /** What is still asked for of all that comes due by the day. */
    long least(LocalDate day, Asked coming) {
        return Math.min(owed(day), wholeBy(day) ? Long.MAX_VALUE : Math.max(0, coming.until() - paid));
    }

    /** @param amount at most what is owed */
    void pay(long amount, LocalDate day) {
        long added = accruing(day);
        interest += added;
        room -= room == NO_CEILING ? 0 : added;
        since = day;
        long ofInterest = Math.min(amount, interest);
        long ofBalance = Math.min(amount - ofInterest, balance);
        interest -= ofInterest;
        balance -= ofBalance;
        charges -= amount - ofInterest - ofBalance;
        paid += amount;
        beyondPrincipal = amount - ofBalance;
    }

    BigDecimal percent() {
        return debt.dailyPercent();
    }

    BigDecimal marginalPercent() {
        return room == 0 ? BigDecimal.ZERO : debt.dailyPercent();
    }

    /** Of interest, by a rouble that is paid now, until the ceiling; a rate that no ceiling ends counts for the longest plan. */
    BigDecimal savedByARouble() {
        var forever =
                percent().multiply(BigDecimal.valueOf(Simulation.MOST_DAYS)).movePointLeft(2);
        return room == NO_CEILING || balance == 0
                ? forever
                : BigDecimal.valueOf(room)
                        .divide(BigDecimal.valueOf(balance), MathContext.DECIMAL64)
                        .min(forever);
    }

    long feeOf(long payment) {
        return payment > 0 ? feeFixed + share(payment, feePercent, PERCENT_UNITS, PERCENT_UNITS / 2) : 0;
    }

    /** So of the amount that no sum of the notebook is too big for it. */
    private static long share(long amount, long part, long whole, long rounding) {
        return amount / whole * part + (amount % whole * part + rounding) / whole;
    }

    /** Of a payment that is made together with another one of the same day. */
    long feeOfMore(long payment, long paidToday) {
        return feeOf(paidToday + payment) - feeOf(paidToday);
    }

    /** The most that can be paid besides, so that it comes to no more than the limit with its fee. */
    long within(long limit, long paidToday, LocalDate day) {
        long most = Math.min(limit, owed(day));
        if (most <= 0 || feeFixed == 0 && feePercent == 0) {
            return Math.max(most, 0);
        }
        long beforeFee = limit - (paidToday > 0 ? 0 : feeFixed);
        most = Math.min(most, share(beforeFee, PERCENT_UNITS, PERCENT_UNITS + feePercent, 0) + 1);
        while (most > 0 && most + feeOfMore(most, paidToday) > limit) {
            most--;
        }
        return Math.max(most, 0);
    }

    /** Whether an extra payment of its own is worth its fee, or had better wait for the next one. */
    boolean worthItsFee(long payment, long paidToday, LocalDate day, long days) {
        return paidToday > 0
                || feeFixed == 0
                || payment >= owed(day)
                || Payoff.saves(money(payment), marginalPercent(), days, money(feeFixed));
    }
}
