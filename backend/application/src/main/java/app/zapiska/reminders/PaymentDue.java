package app.zapiska.reminders;

import app.zapiska.platform.Money;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A payment a person is reminded of: an instalment, the whole return of a loan without a schedule, or what a chosen plan pays early.
 *
 * @param key {@link SubjectKey.Kind#INSTALLMENT}, {@link SubjectKey.Kind#LOAN} or {@link SubjectKey.Kind#PLANNED}
 * @param lender whom the loan is from, as the person wrote it
 * @param amount what was to be paid of it at first: the instalment's sum, or all that is to be returned
 * @param remaining what is left to pay of it; zero when it is paid
 * @param dueDate empty for a loan without a schedule and without a return date; of a plan the day on which it pays
 * @param number of the instalment in its schedule, from 1; 1 of {@code count} 1 for a loan without a schedule
 * @param portal where the lender takes the payment; empty when the loan has no usable address
 * @param lastEntry the newest ledger entry that counts towards it and is not reversed; what a «Вернуть» button names
 * @param described whether an account or a link to pay by is written down for the loan; what a «Как заплатить» button shows
 */
public record PaymentDue(
        long accountId,
        SubjectKey key,
        long loanId,
        String lender,
        Money amount,
        Money remaining,
        Optional<LocalDate> dueDate,
        int number,
        int count,
        Optional<URI> portal,
        OptionalLong lastEntry,
        boolean described)
        implements Remindable.Subject {

    /** How often the nag comes: money is important. */
    static final int IMPORTANCE = 1;

    @Override
    public int importance() {
        return IMPORTANCE;
    }

    @Override
    public boolean open() {
        return remaining.isPositive();
    }

    /** Whether a plan asks for it, and no lender yet. */
    public boolean planned() {
        return key.kind() == SubjectKey.Kind.PLANNED;
    }

    /** Whether the day has passed on which a lender was to have it; a plan's has no such day. */
    public boolean overdue(LocalDate today) {
        return open()
                && !planned()
                && dueDate.filter(due -> due.isBefore(today)).isPresent();
    }
}
