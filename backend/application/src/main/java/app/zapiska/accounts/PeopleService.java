package app.zapiska.accounts;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.Faults;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Statement;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Who may come in, and as what. */
@ApplicationScoped
class PeopleService {

    @Inject
    Accounts accounts;

    @Inject
    Sessions sessions;

    @Inject
    ApiTokens tokens;

    @Inject
    InstantSource clock;

    @Inject
    @All
    List<ActivityListener> listeners;

    record Change(Role before, Role after, boolean wasActive, boolean active) {
        boolean ofRole() {
            return before != after;
        }

        boolean deactivated() {
            return wasActive && !active;
        }

        boolean reactivated() {
            return !wasActive && active;
        }
    }

    /** A deactivated account is signed out everywhere, and its tokens and passkeys end: what it had open must not come back with it. */
    @WithTransaction
    public Uni<Change> change(long id, Role role, boolean active) {
        var now = clock.instant();
        return accounts.findById(id, LockModeType.PESSIMISTIC_WRITE).chain(account -> {
            refuseOwner(account);
            var change = new Change(account.role(), role, account.isActive(), active);
            account.admit(role, active, now);
            if (change.deactivated()) {
                return sessions.revokeAll(id, now)
                        .chain(() -> tokens.deleteAll(id))
                        .chain(() -> Passkeys.removeAll(id))
                        .replaceWith(change);
            }
            // A sign-in that was looking at the account when it was deactivated may have begun one since.
            return (change.reactivated()
                            ? sessions.revokeAll(id, now).chain(() -> letIn(account))
                            : Uni.createFrom().voidItem())
                    .replaceWith(change);
        });
    }

    private Uni<Void> letIn(Account account) {
        Uni<Void> told = accounts.flush();
        for (var listener : listeners) {
            told = told.chain(() -> listener.reactivated(account.settings()));
        }
        return told;
    }

    /** After {@link #change} has committed a deactivation. What fails here is let go with its lease. */
    Uni<Void> letGo(long id) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (var listener : listeners) {
            told = told.chain(() -> listener.deactivated(id))
                    .onFailure()
                    .invoke(failure ->
                            Log.warnf("Work in hand for a deactivated account goes on: %s", Faults.describe(failure)))
                    .onFailure()
                    .recoverWithNull();
        }
        return told;
    }

    /** With everything that is its own. */
    @WithTransaction
    public Uni<Void> delete(long id) {
        return accounts.findById(id)
                .invoke(PeopleService::refuseOwner)
                .chain(() -> new Statement("select delete_account(:id)", Map.of("id", id)).list(Boolean.class))
                .replaceWithVoid();
    }

    private static void refuseOwner(Account account) {
        if (account == null) {
            throw new DomainException.NotFound(ProblemType.NOT_FOUND.detail());
        }
        if (account.role() == Role.OWNER) {
            throw new DomainException.Conflict(Wording.of(AccountMessages.class, AccountMessages::ownerStays));
        }
    }
}
