package app.zapiska.accounts;

import app.zapiska.platform.Turns;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * Makes the owner's account at the very first start, with AUTH_PASSWORD. Later starts never touch a password: one changed in
 * the settings stays, whatever the environment says.
 */
@ApplicationScoped
class FirstAccount {

    static final String LOGIN = "owner";
    static final String TURN = "first account";

    @Inject
    Accounts accounts;

    @Inject
    NewAccounts newAccounts;

    @Inject
    AccountsConfig config;

    @Inject
    PasswordHashing passwords;

    @Inject
    FirstAccount self;

    void start(@Observes @Priority(10) StartupEvent event) throws Throwable {
        var defaults = newAccounts.defaults();
        VertxContextSupport.subscribeAndAwait(() -> self.createIfNone(defaults));
    }

    @WithTransaction
    Uni<Void> createIfNone(AccountSettings defaults) {
        // Replicas that are started together over an empty database would all find it empty.
        return Turns.take(TURN, 0).chain(() -> accounts.count()).chain(count -> {
            if (count > 0) {
                return Uni.createFrom().voidItem();
            }
            // Hashing here blocks nobody: no request is served yet.
            var hash = passwords.hash(config.firstPassword().orElseThrow());
            return newAccounts
                    .make(LOGIN, "Владелец", Role.OWNER, hash, defaults)
                    .invoke(() -> Log.info("The owner's account is made; the password is AUTH_PASSWORD"))
                    .replaceWithVoid();
        });
    }
}
