package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.ClientAddress;
import app.zapiska.platform.Plural;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.Wording;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What is asked of whoever has said the right password. Of a million codes three are right at a time: with ten wrong ones a
 * day somebody who has the password gets in within a year with a chance of one in a hundred. Recovery codes can't be guessed,
 * so they are taken also when the day's tries are used up.
 */
@ApplicationScoped
class SecondStep {

    @Inject
    SecondFactors factors;

    @Inject
    SealedSecrets secrets;

    @Inject
    RateLimits rateLimits;

    @Inject
    AuditLog audit;

    @Inject
    InstantSource clock;

    private final RateLimits.Limit codes;

    SecondStep(AccountsConfig config) {
        codes = new RateLimits.Limit("login-code", config.codeTriesPerDay(), Duration.ofDays(1), false);
    }

    sealed interface Outcome {}

    /**
     * Nothing is asked, or it was answered.
     *
     * @param recoveryCodesLeft where one was used
     */
    record Open(OptionalInt recoveryCodesLeft) implements Outcome {
        static final Open PLAIN = new Open(OptionalInt.empty());
    }

    record Needed() implements Outcome {}

    /**
     * @param why a sentence
     * @param use of the tries that a day has; null where they are not counted
     */
    record Refused(Wording why, RateLimits.Use use) implements Outcome {

        /** @param ofAddress of the tries that this address has: they alone close it for everything, recovery codes included */
        ProblemException problem(RateLimits.Use ofAddress) {
            var problem = new ProblemException(
                            ProblemType.WRONG_CODE,
                            locale -> why.in(locale) + " " + rest(ofAddress).in(locale))
                    .with("attemptsLeft", ofAddress.left());
            return ofAddress.left() > 0
                    ? problem
                    : problem.retryAfter(ofAddress.limit().window());
        }

        private Wording rest(RateLimits.Use ofAddress) {
            if (ofAddress.left() == 0) {
                return locale -> words(
                                m -> m.noAttemptsLeft(time(ofAddress.limit().window(), locale)))
                        .in(locale);
            }
            if (use != null && use.left() == 0) {
                return closed(use);
            }
            return words(m -> m.attemptsLeft(use == null ? ofAddress.left() : Math.min(ofAddress.left(), use.left())));
        }
    }

    /**
     * Fails with {@code rate-limited} after too many wrong codes.
     *
     * @param code null or empty when none was given
     * @param who whose tries are counted: of a browser that has signed in before, or of all others together
     */
    Uni<Outcome> judge(long accountId, String code, String who, ClientAddress address) {
        return factors.find(accountId).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(Open.PLAIN);
            }
            if (code == null || code.isBlank()) {
                return Uni.createFrom().item(new Needed());
            }
            return RecoveryCodes.hash(code)
                    .map(hash -> recover(accountId, hash, address))
                    .orElseGet(() -> compare(accountId, found.get(), RecoveryCodes.compact(code), who));
        });
    }

    private Uni<Outcome> recover(long accountId, byte[] hash, ClientAddress address) {
        return factors.useRecoveryCode(accountId, hash)
                .chain(left -> left.isEmpty()
                        ? Uni.createFrom().item(new Refused(words(SecondFactorMessages::wrongRecoveryCode), null))
                        : audit.record(Event.RECOVERY_CODE_USED, accountId, address, Map.of("left", left.getAsInt()))
                                .replaceWith(new Open(left)));
    }

    private Uni<Outcome> compare(long accountId, SecondFactors.Factor factor, String code, String who) {
        var secret = secrets.open(factor.sealedSecret(), ofAccount(accountId));
        if (secret.isEmpty()) {
            return Uni.createFrom()
                    .failure(new ProblemException(ProblemType.FORBIDDEN, words(SecondFactorMessages::unreadable)));
        }
        // Reserved before it is looked at, so that parallel tries can't outrun the count.
        return rateLimits.use(codes, who).chain(use -> {
            if (use.refused()) {
                return Uni.createFrom()
                        .failure(new ProblemException(ProblemType.RATE_LIMITED, closed(use))
                                .retryAfter(use.forgottenIn()));
            }
            return accept(accountId, Totp.judge(secret.get(), code, clock.instant(), factor.lastStep()))
                    .onFailure()
                    .call(() -> rateLimits.giveBack(codes, who))
                    .chain(result -> result instanceof Totp.Right
                            ? rateLimits.giveBack(codes, who).replaceWith(Open.PLAIN)
                            : Uni.createFrom().item(new Refused(why(result), use)));
        });
    }

    private Uni<Totp.Result> accept(long accountId, Totp.Result result) {
        return result instanceof Totp.Right(long step)
                ? factors.accept(accountId, step).map(first -> first ? result : new Totp.Used())
                : Uni.createFrom().item(result);
    }

    private static Wording why(Totp.Result result) {
        return switch (result) {
            case Totp.Used used -> words(SecondFactorMessages::codeUsed);
            // Of a code that is yet to come nothing is told: whoever has guessed it would only have to wait.
            case Totp.OffClock clock when !clock.fast() -> offClock(clock);
            default -> words(SecondFactorMessages::wrongCode);
        };
    }

    static Wording offClock(Totp.OffClock clock) {
        return locale -> words(m -> {
                    var minutes = Plural.MINUTE_ACCUSATIVE.of(
                            clock.by().plusSeconds(30).toMinutes(), locale);
                    return clock.fast() ? m.clockFast(minutes) : m.clockSlow(minutes);
                })
                .in(locale);
    }

    /** What a secret is sealed for. */
    static String ofAccount(long accountId) {
        return "account:" + accountId;
    }

    private static Wording closed(RateLimits.Use use) {
        return locale ->
                words(m -> m.codesLocked(time(use.forgottenIn(), locale))).in(locale);
    }

    private static String time(Duration wait, Locale locale) {
        var minutes = Math.max(1, wait.plusSeconds(59).toMinutes());
        return minutes < 120
                ? Plural.MINUTE_ACCUSATIVE.of(minutes, locale)
                : Plural.HOUR.of((minutes + 59) / 60, locale);
    }

    private static Wording words(Function<SecondFactorMessages, String> message) {
        return Wording.of(SecondFactorMessages.class, message);
    }
}
