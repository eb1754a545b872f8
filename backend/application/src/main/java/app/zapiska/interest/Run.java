package app.zapiska.interest;

import app.zapiska.interest.Contract.Due;
import app.zapiska.interest.Contract.Penalty;
import app.zapiska.interest.Owed.Accrued;
import app.zapiska.interest.Owed.CeilingState;
import app.zapiska.interest.Owed.Credited;
import app.zapiska.interest.Owed.Line;
import app.zapiska.law.Law.Claim;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A loan from day to day. Nothing is rounded on the way: sums are kept in 36 500ths of a rouble, in which a per cent of a day and
 * a per cent of a year of 365 days are both exact, so that it makes no difference where somebody stops to look. A day accrues
 * on what was left at its beginning, and what is paid on it counts from the next.
 */
final class Run {

    private static final BigDecimal DAYS = BigDecimal.valueOf(365);
    private static final BigDecimal UNITS = BigDecimal.valueOf(36_500);

    private final Terms terms;
    private final Contract contract;
    private final List<Payment> payments;
    private final Optional<BigDecimal> most;
    private final Lines lines = new Lines();
    private final List<Credited> credits = new ArrayList<>();

    private LocalDate day;
    private int nextPayment;
    private Money principal;
    private Money principalPaid = Money.ZERO;
    private Money interestPaid = Money.ZERO;
    private Money penaltyPaid = Money.ZERO;
    private BigDecimal interest = BigDecimal.ZERO;
    private BigDecimal penalty = BigDecimal.ZERO;
    private BigDecimal uncappedInterest = BigDecimal.ZERO;
    private BigDecimal uncappedPenalty = BigDecimal.ZERO;
    private List<Due> schedule;

    /** The parts of the principal whose day lies before today. */
    private Money scheduledBefore;

    /** The interest that had accrued by the last date of the schedule that has passed. */
    private BigDecimal interestDue = BigDecimal.ZERO;

    /** Days times principal at the promo rate, for when it is lost. */
    private BigDecimal promoDays = BigDecimal.ZERO;

    private boolean promoLost;
    private LocalDate reachedOn;

    /** @param payments in any order */
    Run(Terms terms, List<Payment> payments) {
        this.terms = terms;
        this.contract = terms.contract();
        this.payments =
                payments.stream().sorted(Comparator.comparing(Payment::day)).toList();
        this.most = terms.ceiling()
                .map(ceiling ->
                        ceiling.minus(contract.services().min(ceiling)).amount().multiply(UNITS));
        this.day = contract.receivedOn();
        this.principal = contract.principal();
        this.promoLost = contract.promo().isEmpty();
        this.schedule = contract.scheduleOn(day);
        this.scheduledBefore = scheduledBefore(day);
        reach();
        pay();
    }

    LocalDate day() {
        return day;
    }

    Optional<LocalDate> reachedOn() {
        return Optional.ofNullable(reachedOn);
    }

    Run to(LocalDate target) {
        while (day.isBefore(target)) {
            next();
        }
        return this;
    }

    /** Whether anything can accrue on any later day, unless a payment is made. */
    boolean growing() {
        return principal.isPositive()
                && reachedOn == null
                && (percent().signum() > 0
                        || terms.penaltyPercent().signum() > 0
                        || contract.promo().isPresent() && !promoLost);
    }

    boolean promoAtStake() {
        return !promoLost;
    }

    BigDecimal percent() {
        return promoLost
                ? contract.dailyPercent()
                : contract.promo().orElseThrow().dailyPercent();
    }

    private void next() {
        boolean due = isDue(day);
        if (due) {
            interestDue = interest;
        }
        day = day.plusDays(1);
        if (due) {
            scheduledBefore = scheduledBefore(day);
        }
        if (principal.isPositive()) {
            accrue(overduePrincipal());
        }
        // What is agreed on a day counts like what is paid on it: that day itself has accrued by then.
        if (contract.isExtendedOn(day)) {
            schedule = contract.scheduleOn(day);
            scheduledBefore = scheduledBefore(day);
        }
        pay();
    }

    private boolean isDue(LocalDate date) {
        for (var due : schedule) {
            if (due.date().equals(date)) {
                return true;
            }
        }
        return false;
    }

    private void accrue(Money overdue) {
        loseThePromo();
        var bearing =
                contract.penalty().kind() == Penalty.Kind.INSTEAD_OF_INTEREST ? principal.minus(overdue) : principal;
        if (!promoLost) {
            promoDays = promoDays.add(bearing.amount());
        }
        add(
                Line.Kind.INTEREST,
                day,
                bearing,
                percent(),
                bearing.amount().multiply(percent()).multiply(DAYS));
        if (overdue.isPositive()) {
            switch (contract.penalty().kind()) {
                case NONE -> {}
                case BESIDE_INTEREST -> {
                    var percent = terms.penaltyPercent();
                    add(
                            Line.Kind.PENALTY_OF_A_YEAR,
                            day,
                            overdue,
                            percent,
                            overdue.amount().multiply(percent));
                }
                case INSTEAD_OF_INTEREST -> {
                    var percent = terms.penaltyPercent();
                    var amount = overdue.amount().multiply(percent).multiply(DAYS);
                    add(Line.Kind.PENALTY_OF_A_DAY, day, overdue, percent, amount);
                }
            }
        }
    }

    private void loseThePromo() {
        if (promoLost || !overdueFor(contract.promo().orElseThrow().lostOnDay())) {
            return;
        }
        promoLost = true;
        var more =
                contract.dailyPercent().subtract(contract.promo().orElseThrow().dailyPercent());
        if (more.signum() > 0) {
            add(
                    Line.Kind.PROMO_LOST,
                    contract.receivedOn().plusDays(1),
                    contract.principal(),
                    more,
                    promoDays.multiply(more).multiply(DAYS));
        }
    }

    /** Whether a part of the principal is late today for so many days, today included. */
    private boolean overdueFor(int days) {
        return scheduledBefore(day.minusDays(days - 1L)).compareTo(principalPaid) > 0;
    }

    private void add(Line.Kind kind, LocalDate from, Money base, BigDecimal percent, BigDecimal wanted) {
        if (wanted.signum() == 0) {
            return;
        }
        boolean ofPenalty = kind == Line.Kind.PENALTY_OF_A_YEAR || kind == Line.Kind.PENALTY_OF_A_DAY;
        if (ofPenalty) {
            uncappedPenalty = uncappedPenalty.add(wanted);
        } else {
            uncappedInterest = uncappedInterest.add(wanted);
        }
        if (reachedOn != null) {
            return;
        }
        var amount = most.map(ceiling -> wanted.min(ceiling.subtract(interest).subtract(penalty)))
                .orElse(wanted);
        boolean capped = amount.compareTo(wanted) < 0;
        var before = ofPenalty ? penalty : interest;
        if (ofPenalty) {
            penalty = penalty.add(amount);
        } else {
            interest = interest.add(amount);
        }
        lines.add(kind, from, day, base, percent, before, before.add(amount), capped);
        reach();
    }

    private void reach() {
        if (reachedOn == null && most.isPresent() && interest.add(penalty).compareTo(most.get()) >= 0) {
            reachedOn = day;
        }
    }

    private void pay() {
        while (nextPayment < payments.size() && !payments.get(nextPayment).day().isAfter(day)) {
            var payment = payments.get(nextPayment++);
            var credit = Credit.of(payment.amount(), claims(), terms.crediting());
            interestPaid = interestPaid.plus(credit.to(Claim.OVERDUE_INTEREST)).plus(credit.to(Claim.CURRENT_INTEREST));
            penaltyPaid = penaltyPaid.plus(credit.to(Claim.PENALTY));
            var ofPrincipal = credit.to(Claim.OVERDUE_PRINCIPAL).plus(credit.to(Claim.CURRENT_PRINCIPAL));
            principalPaid = principalPaid.plus(ofPrincipal);
            principal = principal.minus(ofPrincipal);
            credits.add(new Credited(payment, credit));
        }
    }

    private Map<Claim, Money> claims() {
        var claims = new EnumMap<Claim, Money>(Claim.class);
        claims.put(Claim.OVERDUE_INTEREST, overdueInterest());
        claims.put(Claim.OVERDUE_PRINCIPAL, overduePrincipal());
        claims.put(Claim.CURRENT_INTEREST, unpaidInterest().minus(overdueInterest()));
        claims.put(Claim.CURRENT_PRINCIPAL, principal.minus(overduePrincipal()));
        claims.put(Claim.PENALTY, unpaidPenalty());
        return claims;
    }

    private Money scheduledBefore(LocalDate limit) {
        var sum = Money.ZERO;
        for (var due : schedule) {
            if (due.date().isBefore(limit)) {
                sum = sum.plus(due.principal());
            }
        }
        return sum;
    }

    /** What must be repaid of the principal by the end of the day, as far as it is not. */
    Money principalDue() {
        return scheduledBefore(day.plusDays(1)).minus(principalPaid).max(Money.ZERO);
    }

    private Money overduePrincipal() {
        return scheduledBefore.minus(principalPaid).max(Money.ZERO);
    }

    private Money overdueInterest() {
        return roubles(interestDue).minus(interestPaid).max(Money.ZERO);
    }

    Money unpaidInterest() {
        return roubles(interest).minus(interestPaid).max(Money.ZERO);
    }

    Money unpaidPenalty() {
        return accrued().penalty().minus(penaltyPaid).max(Money.ZERO);
    }

    /** Both rounded alone could be a kopek above the ceiling that they reach together. */
    private Accrued accrued() {
        var ofInterest = roubles(interest);
        var ofPenalty = roubles(penalty);
        var room = most.map(ceiling -> roubles(ceiling).minus(ofInterest)).orElse(ofPenalty);
        return new Accrued(ofInterest, ofPenalty.min(room), contract.services());
    }

    private static Money roubles(BigDecimal units) {
        return new Money(units.divide(UNITS, 2, RoundingMode.HALF_UP));
    }

    Owed owed() {
        var accrued = accrued();
        var ceiling = terms.ceiling()
                .map(limit -> new CeilingState(
                        limit,
                        accrued.total().min(limit),
                        limit.minus(accrued.total()).max(Money.ZERO),
                        reachedOn(),
                        terms.ceilingRule().orElseThrow()));
        var rules = new LinkedHashSet<String>();
        terms.ceilingRule().ifPresent(rules::add);
        if (penalty.signum() > 0) {
            terms.penaltyRule().ifPresent(rules::add);
        }
        if (!credits.isEmpty()) {
            terms.creditingRule().ifPresent(rules::add);
        }
        return new Owed(
                day,
                principal,
                overduePrincipal(),
                unpaidInterest(),
                overdueInterest(),
                unpaidPenalty(),
                accrued,
                roubles(uncappedInterest).plus(roubles(uncappedPenalty)).plus(contract.services()),
                ceiling,
                lines.list(),
                List.copyOf(credits),
                rules,
                terms.caveats());
    }

    /** Days that differ in nothing are one line. */
    private static final class Lines {

        private record Open(
                Line.Kind kind,
                LocalDate from,
                LocalDate to,
                Money base,
                BigDecimal percent,
                BigDecimal before,
                BigDecimal after,
                boolean capped) {

            Line closed() {
                return new Line(
                        kind,
                        from,
                        to,
                        to.toEpochDay() - from.toEpochDay() + 1,
                        base,
                        percent,
                        roubles(after).minus(roubles(before)),
                        capped);
            }
        }

        private final List<Open> lines = new ArrayList<>();
        private final Map<Line.Kind, Integer> last = new EnumMap<>(Line.Kind.class);

        void add(
                Line.Kind kind,
                LocalDate from,
                LocalDate to,
                Money base,
                BigDecimal percent,
                BigDecimal before,
                BigDecimal after,
                boolean capped) {
            var place = last.get(kind);
            if (place != null) {
                var line = lines.get(place);
                if (line.to().plusDays(1).equals(from)
                        && line.base().equals(base)
                        && line.percent().equals(percent)
                        && line.after().equals(before)) {
                    lines.set(place, new Open(kind, line.from(), to, base, percent, line.before(), after, capped));
                    return;
                }
            }
            last.put(kind, lines.size());
            lines.add(new Open(kind, from, to, base, percent, before, after, capped));
        }

        List<Line> list() {
            return lines.stream().map(Open::closed).toList();
        }
    }
}
