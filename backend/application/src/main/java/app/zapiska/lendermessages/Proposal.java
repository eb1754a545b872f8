package app.zapiska.lendermessages;

import app.zapiska.lendermessages.Candidates.Candidate;
import app.zapiska.lendermessages.Draft.Kind;
import app.zapiska.loans.KnownLoans.Known;
import app.zapiska.platform.Money;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that a person can do about a message by one press. Nothing of it happens by itself.
 *
 * @param loanId of a candidate; empty when it is about none
 * @param installmentId when the sum is the next payment's; empty: for the loan as a whole, or it has no schedule
 * @param amount what is paid, written off, or is to be paid by then; empty: the person says
 * @param day on which it was paid, or to pay by
 * @param borrowed of a new loan
 * @param recorded a payment of this sum was written down on this day already: it may be the same
 */
public record Proposal(
        Act act,
        Optional<Long> loanId,
        Optional<Long> installmentId,
        Optional<Money> amount,
        Optional<LocalDate> day,
        Optional<Money> borrowed,
        Optional<LocalDate> recorded) {

    @Schema(name = "LenderMessageAct")
    public enum Act {
        /** Writes a payment down. */
        @JsonProperty("pay")
        PAY,
        /** Writes off what is left. */
        @JsonProperty("close")
        CLOSE,
        @JsonProperty("newLoan")
        NEW_LOAN,
        /** Takes the sum and the day over into the loan's next payment. */
        @JsonProperty("changePayment")
        CHANGE_PAYMENT,
        /** Becomes a task. */
        @JsonProperty("task")
        TASK
    }

    /** What can be done, the likeliest first. @param today the person's */
    public static List<Proposal> of(Draft draft, List<Candidate> candidates, LocalDate today) {
        var all = new ArrayList<Proposal>();
        var open = candidates.stream().map(Candidate::loan).filter(Known::open).toList();
        switch (draft.kind()) {
            case PAID -> open.forEach(loan -> all.add(pay(draft, loan, draft.sum(), today)));
            case CLOSED -> open.forEach(loan -> closed(draft, loan, today, all));
            case ISSUED -> {
                if (candidates.stream().noneMatch(candidate -> isTheNew(draft, candidate.loan()))) {
                    all.add(newLoan(
                            draft.other().filter(sum -> draft.otherIs().isPresent()), draft.date(), draft.sum()));
                }
            }
            case UPCOMING, DUE, TODAY, PROLONGED -> {
                open.stream()
                        .filter(loan -> !agrees(draft, loan))
                        .filter(loan -> draft.sum().isPresent() || draft.date().isPresent())
                        .forEach(loan -> all.add(change(draft, loan)));
                if (candidates.isEmpty() && draft.kind() != Kind.PROLONGED) {
                    all.add(newLoan(draft.sum(), draft.date(), Optional.empty()));
                }
                if (draft.kind() != Kind.PROLONGED && open.isEmpty()) {
                    all.add(task(draft, today));
                }
            }
            case OVERDUE, FAILED, PROLONGATION, SERVICE, RESTRUCTURING, CESSION, COURT, DISCOUNT, HOLIDAY ->
                all.add(task(draft, today));
            case CODE, OFFER, SUSPICIOUS, OTHER -> {}
        }
        return all;
    }

    /** Whether the loan's next payment is what the message says: then there is nothing to do. */
    public static boolean agrees(Draft draft, Known loan) {
        return loan.next()
                .filter(next -> draft.date().equals(Optional.of(next.dueDate())))
                .filter(next -> draft.sum().equals(Optional.of(next.amount())))
                .isPresent();
    }

    private static Proposal pay(Draft draft, Known loan, Optional<Money> sum, LocalDate today) {
        var said = draft.date().filter(day -> !day.isAfter(today) && !day.isBefore(loan.loanDate()));
        var day = said.orElse(today);
        return new Proposal(
                Act.PAY,
                Optional.of(loan.id()),
                loan.next()
                        .filter(next -> sum.equals(Optional.of(next.amount())))
                        .flatMap(next -> next.installmentId()),
                sum,
                Optional.of(day),
                Optional.empty(),
                sum.flatMap(amount -> Candidates.recorded(loan, amount, day)));
    }

    /** Closed by paying is paid; what the lender has let go is written off. */
    private static void closed(Draft draft, Known loan, LocalDate today, List<Proposal> all) {
        var sum = draft.sum().filter(said -> said.compareTo(loan.debt()) <= 0);
        sum.ifPresent(said -> all.add(pay(draft, loan, sum, today)));
        if (!sum.equals(Optional.of(loan.debt()))) {
            all.add(pay(draft, loan, Optional.of(loan.debt()), today));
            all.add(new Proposal(
                    Act.CLOSE,
                    Optional.of(loan.id()),
                    Optional.empty(),
                    Optional.of(loan.debt()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }
    }

    /** Whether it was written down before. */
    private static boolean isTheNew(Draft draft, Known loan) {
        return draft.sum().equals(Optional.of(loan.borrowed()));
    }

    private static Proposal newLoan(Optional<Money> due, Optional<LocalDate> day, Optional<Money> borrowed) {
        return new Proposal(Act.NEW_LOAN, Optional.empty(), Optional.empty(), due, day, borrowed, Optional.empty());
    }

    private static Proposal change(Draft draft, Known loan) {
        return new Proposal(
                Act.CHANGE_PAYMENT,
                Optional.of(loan.id()),
                loan.next().flatMap(next -> next.installmentId()),
                draft.sum(),
                draft.date(),
                Optional.empty(),
                Optional.empty());
    }

    private static Proposal task(Draft draft, LocalDate today) {
        return new Proposal(
                Act.TASK,
                Optional.empty(),
                Optional.empty(),
                draft.sum(),
                draft.date().filter(day -> !day.isBefore(today)),
                Optional.empty(),
                Optional.empty());
    }
}
