package app.zapiska.accounts;

import io.smallrye.mutiny.Uni;

/** Features that write to people by themselves: an account may be deactivated, and be let in again later. */
public interface ActivityListener {

    /**
     * It is committed that nothing may be sent any more. What was taken in hand before that is to be let go, without a transaction
     * of the caller's.
     */
    Uni<Void> deactivated(long accountId);

    /** What waited meanwhile goes on; within the transaction that lets the account in again. */
    Uni<Void> reactivated(AccountSettings account);
}
