package app.zapiska.interest;

import app.zapiska.law.Law;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** «Сколько я должен сегодня», what a day costs, and how long it goes on growing. */
public final class Accrual {

    /** Beyond this nobody plans, and a rate near 0 would have a clock run for ever. */
    private static final int MOST_YEARS = 10;

    private final Terms terms;
    private final List<Payment> payments;
    private final Law law;

    /** @param payments in any order */
    public Accrual(Contract contract, List<Payment> payments, Law law) {
        this.terms = Terms.of(contract, law);
        this.payments = List.copyOf(payments);
        this.law = law;
    }

    /** What closes the loan on the day, by the payments up to it. */
    public Owed on(LocalDate day) {
        return run(day).owed();
    }

    /** By how much the sum grows overnight if nothing is paid. */
    public Money costOfNight(LocalDate day) {
        return night(day).cost();
    }

    /** What is owed on a day, and by how much it grows overnight if nothing is paid. */
    public record Night(Owed owed, Money cost) {}

    /** Both at once: a list asks it of many loans. */
    public Night night(LocalDate day) {
        var run = run(day);
        var owed = run.owed();
        return new Night(owed, run.to(day.plusDays(1)).owed().total().minus(owed.total()));
    }

    /**
     * How it stands on a day.
     *
     * @param dailyPercent what the principal bears from then on
     * @param promoAtStake whether that is a lower rate which a delay takes back
     */
    public record Standing(Owed owed, BigDecimal dailyPercent, boolean promoAtStake) {}

    public Standing standing(LocalDate day) {
        var run = run(day);
        return new Standing(run.owed(), run.percent(), run.promoAtStake());
    }

    /**
     * @param today whose payments are the last
     * @return empty where there is no ceiling that counts
     */
    public Optional<CeilingClock> ceiling(LocalDate today) {
        var run = run(today);
        var state = run.owed().ceiling();
        var last = today.plusYears(MOST_YEARS);
        while (run.growing() && run.day().isBefore(last)) {
            run.to(run.day().plusDays(1));
        }
        return state.map(now -> new CeilingClock(
                now.most(),
                terms.contract().principal().plus(now.most()),
                now.accrued(),
                now.room(),
                run.reachedOn(),
                now.ruleId()));
    }

    /**
     * The payments still to come when each is made on its day, what is late first of all.
     *
     * @param from the first day on which one can be made
     */
    public List<Payment> toTheEnd(LocalDate from) {
        var known = Terms.of(terms.contract().knownOn(from), law);
        var all = new ArrayList<>(paidUntil(from));
        var coming = new ArrayList<Payment>();
        var dates = known.contract().scheduleOn(from).stream()
                .map(Contract.Due::date)
                .filter(date -> !date.isBefore(from))
                .toList();
        for (var date : dates.isEmpty() ? List.of(from) : dates) {
            var run = new Run(known, all).to(date);
            var due = run.unpaidInterest().plus(run.unpaidPenalty()).plus(run.principalDue());
            if (due.isPositive()) {
                var payment = new Payment(date, due);
                all.add(payment);
                coming.add(payment);
            }
        }
        return List.copyOf(coming);
    }

    List<Payment> paidUntil(LocalDate day) {
        return payments.stream().filter(payment -> !payment.day().isAfter(day)).toList();
    }

    Contract contract() {
        return terms.contract();
    }

    private Run run(LocalDate day) {
        return new Run(terms, paidUntil(day)).to(day);
    }
}
