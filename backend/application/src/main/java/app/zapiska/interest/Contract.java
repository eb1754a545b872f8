package app.zapiska.interest;

import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The terms of a loan, as far as money is worked out by them. Days are of the debtor's zone.
 *
 * @param concludedOn tells which rules count
 * @param receivedOn interest runs from the day after it (ГК ст. 191)
 * @param dailyPercent of the principal that is left
 * @param schedule when which part of the principal is due, by date; the parts add up to the principal
 * @param services paid to the lender for services, as far as they count towards the ceiling
 * @param lender whether the law on consumer loans binds it
 * @param shortLoan whether the first page of the contract says so (353-ФЗ ст. 6.2); never inferred
 */
public record Contract(
        LocalDate concludedOn,
        LocalDate receivedOn,
        Money principal,
        BigDecimal dailyPercent,
        List<Due> schedule,
        Penalty penalty,
        Optional<Promo> promo,
        Money services,
        Lender lender,
        boolean shortLoan,
        List<Extension> extensions) {

    public record Due(LocalDate date, Money principal) {}

    /** The last date moved, by an agreement to the same contract: what has accrued goes on counting towards the ceiling. */
    public record Extension(LocalDate agreedOn, LocalDate until) {}

    public enum Lender {
        PROFESSIONAL,
        PRIVATE
    }

    /** @param percent as the contract says; empty for the most that the law lets it be */
    public record Penalty(Kind kind, Optional<BigDecimal> percent) {

        public enum Kind {
            NONE,
            /** Per cent a year of the overdue principal, beside the interest. */
            BESIDE_INTEREST,
            /** Per cent a day of the overdue principal, which bears no interest meanwhile. */
            INSTEAD_OF_INTEREST
        }

        public static final Penalty NONE = new Penalty(Kind.NONE, Optional.empty());
        public static final Penalty MOST = new Penalty(Kind.BESIDE_INTEREST, Optional.empty());
        public static final Penalty MOST_INSTEAD = new Penalty(Kind.INSTEAD_OF_INTEREST, Optional.empty());
    }

    /**
     * A lower rate that is taken back for the whole time when a payment is late.
     *
     * @param lostOnDay of the delay, from 1
     */
    public record Promo(BigDecimal dailyPercent, int lostOnDay) {
        public Promo {
            if (lostOnDay < 1) {
                throw new IllegalArgumentException("a promo rate is lost on day 1 of a delay or later");
            }
        }
    }

    public Contract {
        schedule = schedule.stream().sorted(Comparator.comparing(Due::date)).toList();
        extensions = List.copyOf(extensions);
        if (!principal.isPositive() || dailyPercent.signum() < 0 || services.isNegative()) {
            throw new IllegalArgumentException("a contract has a principal above 0, and nothing below it");
        }
        if (receivedOn.isBefore(concludedOn)) {
            throw new IllegalArgumentException("money comes after the contract");
        }
        if (schedule.isEmpty()
                || !schedule.getFirst().date().isAfter(receivedOn)
                || !Money.sum(schedule.stream().map(Due::principal).toList()).equals(principal)) {
            throw new IllegalArgumentException("the schedule lies after the receipt and adds up to the principal");
        }
    }

    /** Paid back at once; the penalty is the most there may be. */
    public static Contract atOnce(LocalDate concludedOn, Money principal, BigDecimal dailyPercent, LocalDate due) {
        return new Contract(
                concludedOn,
                concludedOn,
                principal,
                dailyPercent,
                List.of(new Due(due, principal)),
                Penalty.MOST,
                Optional.empty(),
                Money.ZERO,
                Lender.PROFESSIONAL,
                false,
                List.of());
    }

    public Contract with(List<Due> other) {
        return new Contract(
                concludedOn,
                receivedOn,
                principal,
                dailyPercent,
                other,
                penalty,
                promo,
                services,
                lender,
                shortLoan,
                extensions);
    }

    public Contract with(Penalty other) {
        return new Contract(
                concludedOn,
                receivedOn,
                principal,
                dailyPercent,
                schedule,
                other,
                promo,
                services,
                lender,
                shortLoan,
                extensions);
    }

    public Contract with(Promo other) {
        return new Contract(
                concludedOn,
                receivedOn,
                principal,
                dailyPercent,
                schedule,
                penalty,
                Optional.of(other),
                services,
                lender,
                shortLoan,
                extensions);
    }

    public Contract with(Lender other) {
        return new Contract(
                concludedOn,
                receivedOn,
                principal,
                dailyPercent,
                schedule,
                penalty,
                promo,
                services,
                other,
                shortLoan,
                extensions);
    }

    public Contract withServices(Money other) {
        return new Contract(
                concludedOn,
                receivedOn,
                principal,
                dailyPercent,
                schedule,
                penalty,
                promo,
                other,
                lender,
                shortLoan,
                extensions);
    }

    public Contract asShortLoan() {
        return new Contract(
                concludedOn,
                receivedOn,
                principal,
                dailyPercent,
                schedule,
                penalty,
                promo,
                services,
                lender,
                true,
                extensions);
    }

    /** @param until after the last date there is */
    public Contract extended(LocalDate agreedOn, LocalDate until) {
        if (!until.isAfter(lastDue()) || agreedOn.isBefore(receivedOn)) {
            throw new IllegalArgumentException("an extension moves the last date to a later one");
        }
        var all = new ArrayList<>(extensions);
        all.add(new Extension(agreedOn, until));
        all.sort(Comparator.comparing(Extension::agreedOn));
        return new Contract(
                concludedOn,
                receivedOn,
                principal,
                dailyPercent,
                schedule,
                penalty,
                promo,
                services,
                lender,
                shortLoan,
                all);
    }

    /** The last date, with all extensions. */
    public LocalDate lastDue() {
        return extensions.isEmpty()
                ? schedule.getLast().date()
                : extensions.getLast().until();
    }

    /** The schedule as it was known on the day: an extension counts from the day on which it was agreed. */
    List<Due> scheduleOn(LocalDate day) {
        var last = extensions.stream()
                .filter(extension -> !extension.agreedOn().isAfter(day))
                .reduce((before, after) -> after);
        if (last.isEmpty()) {
            return schedule;
        }
        var moved = new ArrayList<>(schedule.subList(0, schedule.size() - 1));
        moved.add(new Due(last.get().until(), schedule.getLast().principal()));
        return moved;
    }

    boolean isExtendedOn(LocalDate day) {
        return extensions.stream().anyMatch(extension -> extension.agreedOn().equals(day));
    }

    /** Without what is agreed later than on the day. */
    Contract knownOn(LocalDate day) {
        var known = extensions.stream()
                .filter(extension -> !extension.agreedOn().isAfter(day))
                .toList();
        return new Contract(
                concludedOn,
                receivedOn,
                principal,
                dailyPercent,
                schedule,
                penalty,
                promo,
                services,
                lender,
                shortLoan,
                known);
    }

    /** Whether the term was a year at most when the contract was concluded. */
    boolean withinAYear() {
        return !schedule.getLast().date().isAfter(concludedOn.plusYears(1));
    }
}
