package app.zapiska.loans;

import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What counts of a loan's ledger: the entries that are neither reversals nor reversed. Such a pair adds up to nothing, so
 * these have the same sum as all of them.
 */
record Ledger(List<LoanEntry> standing) {

    static final Ledger EMPTY = new Ledger(List.of());

    Ledger {
        standing = List.copyOf(standing);
    }

    /** @param all of a loan's entries */
    static Ledger of(List<LoanEntry> all) {
        var reversed =
                all.stream().flatMap(entry -> entry.reversalOf().stream()).toList();
        return new Ledger(all.stream()
                .filter(entry -> entry.kind() != LoanEntry.Kind.REVERSAL && !reversed.contains(entry.id()))
                .toList());
    }

    Ledger with(LoanEntry written) {
        return written.kind() == LoanEntry.Kind.REVERSAL
                ? new Ledger(standing.stream()
                        .filter(entry ->
                                !Objects.equals(entry.id(), written.reversalOf().orElseThrow()))
                        .toList())
                : new Ledger(
                        Stream.concat(standing.stream(), Stream.of(written)).toList());
    }

    Money total() {
        return Money.sum(standing.stream().map(LoanEntry::amount).toList());
    }

    /** The entries meant for this instalment. */
    List<LoanEntry> direct(Installment installment) {
        return standing.stream()
                .filter(entry -> entry.installmentId().isPresent()
                        && entry.installmentId().get().equals(installment.id()))
                .toList();
    }

    Money paidDirectly(Installment installment) {
        return Money.sum(direct(installment).stream().map(LoanEntry::amount).toList());
    }

    /** Whether this very payment is there: what looks the same may be the same. */
    boolean holds(Money amount, LocalDate paidOn) {
        return standing.stream()
                .anyMatch(entry -> entry.kind() == LoanEntry.Kind.PAYMENT
                        && entry.amount().equals(amount)
                        && entry.paidOn().equals(paidOn));
    }

    /** Those that moved a date, in the order in which they were written. */
    List<LoanEntry> extensions() {
        return standing.stream()
                .filter(entry -> entry.extension().isPresent())
                .sorted(Comparator.comparing(LoanEntry::id))
                .toList();
    }

    boolean stands(LoanEntry entry) {
        return standing.stream().anyMatch(other -> Objects.equals(other.id(), entry.id()));
    }
}
