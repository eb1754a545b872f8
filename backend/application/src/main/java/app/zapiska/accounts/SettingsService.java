package app.zapiska.accounts;

import app.zapiska.platform.ETags;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** What an account has chosen, and telling the features that depend on it. */
@ApplicationScoped
public class SettingsService {

    @Inject
    Accounts accounts;

    @Inject
    @All
    List<SettingsListener> listeners;

    @Inject
    InstantSource clock;

    record Versioned(AccountSettings settings, int version) {}

    @WithSession
    public Uni<Versioned> get(long accountId) {
        return accounts.findById(accountId).map(account -> new Versioned(account.settings(), account.version()));
    }

    /**
     * @param chosen the new settings; the chat in them is not looked at
     * @param shown turns the present state into what a stale client is shown
     */
    @WithTransaction
    public Uni<Versioned> change(
            long accountId,
            ETags.ExpectedVersion seen,
            AccountSettings chosen,
            BiFunction<AccountSettings, Integer, ?> shown) {
        return accounts.findById(accountId, LockModeType.PESSIMISTIC_WRITE).chain(account -> {
            var before = account.settings();
            seen.check(account.version(), () -> shown.apply(before, account.version()));
            return apply(account, chosen).map(ignored -> new Versioned(account.settings(), account.version()));
        });
    }

    /**
     * One thing changed from the chat, whatever else has been changed meanwhile. Joins the caller's transaction.
     *
     * @param by the present settings to the new ones
     * @return what is chosen now
     */
    @WithTransaction
    public Uni<AccountSettings> change(long accountId, UnaryOperator<AccountSettings> by) {
        return accounts.findById(accountId, LockModeType.PESSIMISTIC_WRITE)
                .chain(account -> apply(account, by.apply(account.settings())).map(ignored -> account.settings()));
    }

    private Uni<Void> apply(Account account, AccountSettings chosen) {
        var before = account.settings();
        account.apply(chosen, clock.instant());
        var after = account.settings();
        Uni<Void> told = Uni.createFrom().voidItem();
        for (var listener : before.equals(after) ? List.<SettingsListener>of() : listeners) {
            told = told.chain(() -> listener.settingsChanged(before, after));
        }
        return told.chain(() -> accounts.flush());
    }
}
