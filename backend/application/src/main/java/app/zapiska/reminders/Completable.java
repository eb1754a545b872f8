package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.reminders.Remindable.Subject;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * Things that are done with one press, which a payment is not: it has a sum. Implemented by the {@link Remindable} of the same
 * kinds. Calls join the caller's transaction.
 */
public interface Completable {

    /**
     * Marks it done and stops its reminders.
     *
     * @return what it is now; empty when there is no such subject in the account
     */
    Uni<Optional<Subject>> complete(AccountSettings account, SubjectKey key);

    /** Takes completion back; its future reminders are planned again. */
    Uni<Optional<Subject>> reopen(AccountSettings account, SubjectKey key);
}
