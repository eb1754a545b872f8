package app.zapiska.accounts;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.Quotas;
import app.zapiska.platform.Wording;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Changing one's password. Hashing happens between the transactions, never inside one. */
@ApplicationScoped
class PasswordChange {

    @Inject
    SessionService sessions;

    @Inject
    PasswordHashing passwords;

    @Inject
    Quotas quotas;

    private final Quotas.Limit tries;

    PasswordChange(AccountsConfig config) {
        // Somebody at an unlocked computer must not guess on without end.
        tries = new Quotas.Limit("password-change", config.loginTries(), config.loginLock(), true);
    }

    /** Fails with {@code validation}, {@code wrong-password} or {@code locked}. */
    Uni<Void> change(long accountId, long sessionId, String current, String wanted) {
        PasswordRules.objection(wanted).ifPresent(objection -> {
            throw new DomainException.Invalid("newPassword", objection);
        });
        if (wanted.equals(current)) {
            throw new DomainException.Invalid(
                    "newPassword", Wording.of(AccountMessages.class, AccountMessages::passwordUnchanged));
        }
        var who = Long.toString(accountId);
        return quotas.use(tries, who)
                .chain(use -> use.refused()
                        ? Uni.createFrom().failure(SignInService.locked(use.forgottenIn()))
                        : sessions.passwordHash(accountId)
                                .chain(hash -> passwords.matches(current, hash))
                                .onFailure()
                                .call(() -> quotas.giveBack(tries, who))
                                .chain(right -> right
                                        ? quotas.reset(tries, who)
                                        : Uni.createFrom().failure(SignInService.wrongPassword(use))))
                .chain(() -> passwords.hashed(wanted))
                .chain(hash -> sessions.changePassword(accountId, sessionId, hash));
    }
}
