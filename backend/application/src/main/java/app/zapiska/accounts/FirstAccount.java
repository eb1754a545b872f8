package app.zapiska.accounts;

import app.zapiska.platform.Language;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;

/**
 * Makes the owner's account at the very first start, with AUTH_PASSWORD. Later starts never touch a password: one changed in
 * the settings stays, whatever the environment says.
 */
@ApplicationScoped
class FirstAccount {

    static final String LOGIN = "owner";

    @Inject
    Accounts accounts;

    @Inject
    AccountsConfig config;

    @Inject
    PasswordHashing passwords;

    @Inject
    InstantSource clock;

    @Inject
    @All
    List<NewAccountListener> listeners;

    @Inject
    FirstAccount self;

    void start(@Observes @Priority(10) StartupEvent event) throws Throwable {
        var defaults = defaults();
        VertxContextSupport.subscribeAndAwait(() -> self.createIfNone(defaults));
    }

    AccountSettings defaults() {
        var repeat = Duration.ofMinutes(config.repeatIntervalMinutes());
        return new AccountSettings(
                0,
                new AccountSettings.Place(config.timeZone(), Language.RUSSIAN),
                AccountSettings.Nagging.every(repeat, hours(config.workHoursStart(), config.workHoursEnd())),
                new AccountSettings.Loans(
                        config.urgentDays(), List.of(LocalTime.of(10, 0), LocalTime.of(20, 0)), "RUB"),
                // Chosen by the database, which makes the templates.
                AccountSettings.DefaultTemplates.NONE,
                AccountSettings.Chat.NONE);
    }

    private static WorkingHours hours(int start, int end) {
        try {
            // The written specification lets 0–0 mean the same as 0–24.
            return WorkingHours.daily(start, start == 0 && end == 0 ? 24 : end);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException(
                    "BOT_WORK_HOURS_START and BOT_WORK_HOURS_END: " + wrong.getMessage(), wrong);
        }
    }

    @WithTransaction
    Uni<Void> createIfNone(AccountSettings defaults) {
        return accounts.count().chain(count -> {
            if (count > 0) {
                return Uni.createFrom().voidItem();
            }
            // Hashing here blocks nobody: no request is served yet.
            var hash = passwords.hash(config.firstPassword().orElseThrow());
            var owner = Account.create(LOGIN, "Владелец", Role.OWNER, hash, defaults, clock.instant());
            return accounts.persistAndFlush(owner)
                    .call(made -> greet(made.settings()))
                    .invoke(() -> Log.info("The owner's account is made; the password is AUTH_PASSWORD"))
                    .replaceWithVoid();
        });
    }

    private Uni<Void> greet(AccountSettings account) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (var listener : listeners) {
            told = told.chain(() -> listener.accountMade(account));
        }
        return told;
    }
}
