package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Money;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the chat does with payments; the loans implement it as a bean. Every call that says nothing else joins the
 * caller's transaction. What is written to the ledger has the source {@code telegram} and is dated with the account's today.
 */
public interface Payments {

    /**
     * Pays the rest of a payment.
     *
     * @param expected the sum the pressed button named; when the rest is another by now, nothing is paid
     */
    Uni<Result> pay(AccountSettings account, SubjectKey payment, Money expected);

    /** Pays a part of it, or all. */
    Uni<Result> payPart(AccountSettings account, SubjectKey payment, Money amount);

    /**
     * Pays for a loan: its next payment when the sum is just that, otherwise the loan as a whole.
     *
     * @param paidOn today or before
     * @param again whether to write what is in the ledger already: without it a standing payment of the same sum and day means
     *     that this one was written down
     */
    Uni<Result> payLoan(AccountSettings account, long loanId, Money amount, LocalDate paidOn, boolean again);

    /** Takes one ledger entry back by writing its reversal. */
    Uni<Result> reverse(AccountSettings account, long entryId);

    /** As it is now; empty when it is not the account's or is gone. */
    Uni<Optional<PaymentDue>> find(long accountId, SubjectKey payment);

    /**
     * What each day of delay costs by the contract when a payment comes back only after its date. Empty when it comes back in
     * time, and where nothing can be worked out or nothing grows any more.
     *
     * @param comesBack the day on which it is spoken of again
     */
    Uni<Optional<Money>> costOfDelay(AccountSettings account, PaymentDue payment, LocalDate comesBack);

    /**
     * By how much these loans grow overnight by their contracts if nothing is paid; by loan. Those of which that is nothing, or is
     * not known, are missing. Opens its own connection.
     */
    Uni<Map<Long, Money>> costOfNight(AccountSettings account, Collection<Long> loans, LocalDate day);

    /**
     * What the law lets a loan grow to, as it is reckoned by its contract.
     *
     * @param open whether anything of it is left to pay
     * @param reachedOn the day from which it grows no more; empty while there is room
     * @param most what interest, penalty and paid services may come to
     * @param wholeContract the sum borrowed with it
     * @param enteredOn the day on which the loan was written down
     * @param rule of the law, as it is quoted
     * @param checkedOn when somebody last looked whether it still stands
     */
    record Ceiling(
            long loanId,
            String lender,
            boolean open,
            Optional<LocalDate> reachedOn,
            Money most,
            Money wholeContract,
            LocalDate enteredOn,
            String rule,
            LocalDate checkedOn) {}

    /** Of every open loan whose ceiling was reached by that day, by loan. Opens its own connection. */
    Uni<List<Ceiling>> ceilingsReached(AccountSettings account, LocalDate day);

    /**
     * Of these loans, as they stand on that day. Those that are gone, and those that have no ceiling by what is entered, are
     * missing. Opens its own connection.
     */
    Uni<List<Ceiling>> ceilings(AccountSettings account, Collection<Long> loans, LocalDate day);

    /**
     * The next payment of every open loan that is urgent on this day, overdue ones first, then by date, then by loan. Opens its
     * own connection.
     */
    Uni<List<PaymentDue>> urgent(AccountSettings account, LocalDate today);

    /** The next payment of every open loan, by date, those without one last. Opens its own connection. */
    Uni<List<PaymentDue>> next(AccountSettings account);

    /** Every payment that is due on this day or before and is not paid, by date. Opens its own connection. */
    Uni<List<PaymentDue>> dueBy(AccountSettings account, LocalDate day);

    /** @param count of payments that nobody took back; @param sum of them */
    record Made(int count, Money sum) {}

    /** What was paid from one day to another. Opens its own connection. @param last included */
    Uni<Made> made(long accountId, LocalDate first, LocalDate last);

    sealed interface Result {

        /**
         * @param entryId the new ledger entry
         * @param amount how much was paid or taken back, above zero
         * @param payment as it is now
         */
        record Written(long entryId, Money amount, PaymentDue payment) implements Result {}

        /** Nothing is owed on it; nothing was written. */
        record AlreadyPaid(PaymentDue payment) implements Result {}

        /** The rest is not what was expected; nothing was written. */
        record Changed(PaymentDue payment) implements Result {}

        /** More than is owed on it; nothing was written. */
        record TooMuch(PaymentDue payment) implements Result {}

        /** This entry was reversed before; nothing was written. */
        record AlreadyReversed() implements Result {}

        /** There is no such payment or entry in the account. */
        record Gone() implements Result {}
    }
}
