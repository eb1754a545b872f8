package app.zapiska.loans;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.loans.LoanService.LockedLoan;
import app.zapiska.payoff.Followed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;

/** What an import must know of loans: it writes their rows itself, whole and with their history, which no request could do. */
@ApplicationScoped
public class ImportedLoans {

    /** Most instalments a schedule may have. */
    public static final int MOST_INSTALLMENTS = Schedule.MOST_INSTALLMENTS;

    private final LoanService service;
    private final PayoffFollowing plan;

    ImportedLoans(LoanService service, PayoffFollowing plan) {
        this.service = service;
        this.plan = plan;
    }

    /** Whether the product would take this for a lender's address, see {@link LenderPortal}. */
    public static boolean acceptable(String website) {
        return LenderPortal.acceptable(website);
    }

    /** A lender's address as the product keeps it, also when its scheme is missing; empty when it is none. */
    public static Optional<String> completed(String website) {
        return LenderPortal.completed(website);
    }

    /** As the columns {@code org_folded} and {@code search_folded} keep a text. */
    public static String folded(String text) {
        return Loan.folded(text);
    }

    /** A plan that was followed elsewhere goes on here, within the caller's transaction: with the money that is left of it. */
    public Uni<Void> follow(AccountSettings account, Followed followed) {
        return plan.resume(account, followed);
    }

    /**
     * Plans the reminders of open payments, within the caller's transaction: nothing of the past is sent.
     *
     * @param ids of loans written in this transaction; deleted ones are passed over
     */
    public Uni<Void> remind(AccountSettings account, Collection<Long> ids) {
        return plan.follow(
                account,
                PayoffFollowing.Cause.ALL,
                () -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(id -> service.openIfThere(account.accountId(), id)
                                .onItem()
                                .ifNotNull()
                                .call(opened -> service.remindAnew(
                                        account,
                                        new LockedLoan(opened.loan(), opened.ledger(), PaymentSnapshot.NOTHING))))
                        .collect()
                        .asList()
                        .replaceWithVoid());
    }
}
