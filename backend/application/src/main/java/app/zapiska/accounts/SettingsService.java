package app.zapiska.accounts;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.ETags;
import app.zapiska.platform.Wording;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What an account has chosen, and telling the features that depend on it. */
@ApplicationScoped
public class SettingsService {

    public static final Duration LONGEST_PAUSE = Duration.ofDays(366);

    @Inject
    Accounts accounts;

    @Inject
    @All
    List<SettingsListener> listeners;

    @Inject
    AuditLog audit;

    @Inject
    InstantSource clock;

    public record Versioned(AccountSettings settings, int version) {}

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
        return accounts.findById(accountId, LockModeType.PESSIMISTIC_WRITE).chain(account -> {
            var before = account.settings();
            return apply(account, by.apply(before))
                    .chain(() ->
                            before.equals(account.settings()) ? Uni.createFrom().voidItem() : noteFromChat(accountId))
                    .map(ignored -> account.settings());
        });
    }

    /**
     * Begins a pause, moves its end, or ends it.
     *
     * @param pause empty: none; its end lies ahead and at most {@link #LONGEST_PAUSE} away, or it fails with
     *     {@link DomainException.Invalid}
     */
    @WithTransaction
    public Uni<Versioned> pause(long accountId, Optional<AccountSettings.Pause> pause) {
        var now = clock.instant();
        var until = pause.map(AccountSettings.Pause::until);
        if (until.filter(end -> !end.isAfter(now)).isPresent()) {
            return refuse(AccountMessages::pauseInPast);
        }
        if (until.filter(end -> end.isAfter(now.plus(LONGEST_PAUSE))).isPresent()) {
            return refuse(AccountMessages::pauseTooLong);
        }
        return accounts.findById(accountId, LockModeType.PESSIMISTIC_WRITE).chain(account -> {
            var before = account.settings();
            account.pause(pause, now);
            // The engine takes the account as it is in the database: it must see this before it is told anything.
            return accounts.flush()
                    .chain(() -> tell(account, before))
                    .map(ignored -> new Versioned(account.settings(), account.version()));
        });
    }

    /** As {@link #pause}, of a person who is in the chat. Joins the caller's transaction. */
    @WithTransaction
    public Uni<AccountSettings> pauseFromChat(long accountId, Optional<AccountSettings.Pause> pause) {
        return pause(accountId, pause).call(() -> noteFromChat(accountId)).map(Versioned::settings);
    }

    private Uni<Void> noteFromChat(long accountId) {
        return audit.recordInSession(AuditLog.Event.SETTINGS_CHANGED, accountId, Map.of("via", "telegram"));
    }

    private static Uni<Versioned> refuse(Function<AccountMessages, String> words) {
        return Uni.createFrom().failure(new DomainException.Invalid("until", Wording.of(AccountMessages.class, words)));
    }

    private Uni<Void> apply(Account account, AccountSettings chosen) {
        var before = account.settings();
        account.apply(chosen, clock.instant());
        return tell(account, before);
    }

    private Uni<Void> tell(Account account, AccountSettings before) {
        var after = account.settings();
        Uni<Void> told = Uni.createFrom().voidItem();
        for (var listener : before.equals(after) ? List.<SettingsListener>of() : listeners) {
            told = told.chain(() -> listener.settingsChanged(before, after));
        }
        return told.chain(() -> accounts.flush());
    }
}
