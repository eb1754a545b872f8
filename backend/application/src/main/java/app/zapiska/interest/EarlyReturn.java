package app.zapiska.interest;

import app.zapiska.law.Law;
import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Paying before the day, beside paying on each day of the schedule (353-ФЗ ст. 11).
 *
 * @param toPay now
 * @param principalLeft after it
 * @param coming what is still to be paid then, and when
 * @param saved against the schedule; never below 0
 */
public record EarlyReturn(LocalDate day, Money toPay, Money principalLeft, List<Payment> coming, Money saved) {

    public static EarlyReturn whole(Contract contract, List<Payment> payments, LocalDate day, Law law) {
        return of(
                contract,
                payments,
                day,
                new Accrual(contract, payments, law).on(day).total(),
                law);
    }

    /** @param amount above 0; what is more than closes the loan is not taken */
    public static EarlyReturn of(Contract contract, List<Payment> payments, LocalDate day, Money amount, Law law) {
        var before = new Accrual(contract, payments, law);
        var toPay = amount.min(before.on(day).total());
        var paid = new ArrayList<>(before.paidUntil(day));
        if (toPay.isPositive()) {
            paid.add(new Payment(day, toPay));
        }
        var after = new Accrual(contract, paid, law);
        var coming = after.toTheEnd(day);
        var otherwise = sum(before.toTheEnd(day));
        return new EarlyReturn(day, toPay, after.on(day).principal(), coming, otherwise.minus(toPay.plus(sum(coming))));
    }

    /**
     * @param last day on which the whole may be returned without notice, with interest for the days it was used
     * @param lastForPurpose the same for a loan that was given for a purpose, whole or in parts
     */
    public record Right(LocalDate last, LocalDate lastForPurpose, String ruleId) {}

    public static Optional<Right> right(Contract contract, Law law) {
        return right(contract.concludedOn(), contract.receivedOn(), law);
    }

    /** It depends on the days alone: a loan of which no rate is known has it, too. */
    public static Optional<Right> right(LocalDate concludedOn, LocalDate receivedOn, Law law) {
        return law.earlyReturn()
                .on(concludedOn)
                .map(rule -> new Right(
                        receivedOn.plusDays(rule.value().days()),
                        receivedOn.plusDays(rule.value().purposeDays()),
                        rule.id()));
    }

    public record RefusalOfService(LocalDate last, String ruleId) {}

    /** Until when a paid service that came with the contract may be refused. */
    public static Optional<RefusalOfService> refusal(LocalDate boughtOn, Law law) {
        return law.serviceRefusal()
                .on(boughtOn)
                .map(rule -> new RefusalOfService(boughtOn.plusDays(rule.value().days()), rule.id()));
    }

    private static Money sum(List<Payment> payments) {
        return Money.sum(payments.stream().map(Payment::amount).toList());
    }
}
