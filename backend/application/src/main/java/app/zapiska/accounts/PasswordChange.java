package app.zapiska.accounts;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.Wording;
import app.zapiska.settings.PasswordRules;
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
    RateLimits rateLimits;

    private final RateLimits.Limit tries;

    PasswordChange(AccountsConfig config) {
        // Somebody at an unlocked computer must not guess on without end.
        tries = new RateLimits.Limit("password-change", config.loginTries(), config.loginLock(), true);
    }

    /**
     * Fails with {@code validation}, {@code wrong-password} or {@code locked}.
     *
     * @param endTokens whether the personal tokens end with the other sessions
     */
    Uni<Void> change(long accountId, long sessionId, String current, String wanted, boolean endTokens) {
        checkStrength("newPassword", wanted);
        if (wanted.equals(current)) {
            throw new DomainException.Invalid(
                    "newPassword", Wording.of(AccountMessages.class, AccountMessages::passwordUnchanged));
        }
        return prove(accountId, current)
                .chain(() -> passwords.hashed(wanted))
                .chain(hash -> sessions.changePassword(accountId, sessionId, hash, endTokens));
    }

    /** @throws DomainException.Invalid about this field, when it would be guessed too soon */
    static void checkStrength(String field, String password) {
        PasswordRules.objection(password).ifPresent(weakness -> {
            throw new DomainException.Invalid(field, words(weakness));
        });
    }

    /** Fails with {@code wrong-password} or {@code locked} when whoever sits there does not know the password. */
    Uni<Void> prove(long accountId, String password) {
        var who = Long.toString(accountId);
        return rateLimits
                .use(tries, who)
                .chain(use -> use.refused()
                        ? Uni.createFrom().failure(SignInService.locked(use.forgottenIn()))
                        : sessions.passwordHash(accountId)
                                .chain(hash -> passwords.matches(password, hash))
                                .onFailure()
                                .call(() -> rateLimits.giveBack(tries, who))
                                .chain(right -> right
                                        ? rateLimits.reset(tries, who)
                                        : Uni.createFrom().failure(SignInService.wrongPassword(use))));
    }

    private static Wording words(PasswordRules.Weakness weakness) {
        return Wording.of(AccountMessages.class, messages -> switch (weakness) {
            case TOO_SHORT -> messages.passwordTooShort(PasswordRules.SHORTEST);
            case TOO_LONG -> messages.passwordTooLong(PasswordRules.LONGEST);
            case TOO_COMMON -> messages.passwordTooCommon();
        });
    }
}
