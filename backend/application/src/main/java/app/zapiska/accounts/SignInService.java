package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.ClientAddress;
import app.zapiska.platform.Plural;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.Wording;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Signing in by password. A try is reserved before the password is looked at, so that parallel tries can't outrun the
 * count, and given back when it was right or when we could not judge it.
 */
@ApplicationScoped
class SignInService {

    @Inject
    SessionService sessions;

    @Inject
    PasswordHashing passwords;

    @Inject
    SecondStep secondStep;

    @Inject
    KnownDevices devices;

    @Inject
    SessionJwt jwt;

    @Inject
    AuditLog audit;

    @Inject
    RateLimits rateLimits;

    private final RateLimits.Limit ofAddress;
    private final RateLimits.Limit ofAccount;
    private final Counter right;
    private final Counter wrong;
    private final Counter locked;

    SignInService(AccountsConfig config, MeterRegistry metrics) {
        right = metrics.counter("zapiska.logins", "result", "ok");
        wrong = metrics.counter("zapiska.logins", "result", "failed");
        locked = metrics.counter("zapiska.logins", "result", "locked");
        ofAddress = new RateLimits.Limit("login", config.loginTries(), config.loginLock(), true);
        ofAccount = new RateLimits.Limit("login-account", config.strangersTriesPerHour(), Duration.ofHours(1), false);
    }

    /**
     * @param login null while there is one account
     * @param code of the second step; null where none was asked for yet
     * @param device the browser's mark of an earlier sign-in
     */
    record Attempt(
            String password,
            String login,
            String code,
            Optional<String> device,
            ClientAddress address,
            String userAgent) {

        boolean named() {
            return login != null && !login.isBlank();
        }
    }

    /** @param recoveryCodesLeft where one was used */
    record Began(Account account, String token, String device, OptionalInt recoveryCodesLeft) {}

    /**
     * Fails with {@code wrong-password}, {@code second-factor-needed}, {@code wrong-code}, {@code locked}, or {@code validation}
     * when a login is needed.
     */
    Uni<Began> signIn(Attempt attempt) {
        return sessions.find(attempt.login())
                .chain(found ->
                        reserve(ofAddress, attempt.address().limitKey()).chain(use -> check(found, attempt, use)));
    }

    private Uni<Began> check(Optional<Account> found, Attempt attempt, RateLimits.Use ofThisAddress) {
        var addressKey = attempt.address().limitKey();
        var accountKey = accountKey(found, attempt);
        return reserve(ofAccount, accountKey)
                .onFailure()
                .call(() -> rateLimits.giveBack(ofAddress, addressKey))
                .chain(() -> passwords
                        .matches(
                                attempt.password(),
                                found.map(Account::passwordHash).orElse(null))
                        // Whatever kept us from judging must not cost the person a try.
                        .onFailure()
                        .call(() -> giveBack(addressKey, accountKey))
                        .chain(right -> right
                                ? take(found.orElseThrow(), attempt, addressKey, accountKey, ofThisAddress)
                                : refuse(found, attempt, ofThisAddress)));
    }

    /** The password is right. Until the second step is taken the count of the address is not started anew. */
    private Uni<Began> take(
            Account account, Attempt attempt, String addressKey, String accountKey, RateLimits.Use ofThisAddress) {
        return secondStep
                .judge(account.id(), attempt.code(), accountKey, attempt.address())
                .onFailure()
                .call(() -> giveBack(addressKey, accountKey))
                .chain(outcome -> switch (outcome) {
                    case SecondStep.Open open ->
                        rateLimits
                                .reset(ofAddress, addressKey)
                                .chain(() -> rateLimits.giveBack(ofAccount, accountKey))
                                .chain(() -> begin(account, attempt, open.recoveryCodesLeft()));
                    case SecondStep.Needed needed ->
                        giveBack(addressKey, accountKey)
                                .chain(() -> Uni.createFrom()
                                        .failure(new ProblemException(ProblemType.SECOND_FACTOR_NEEDED)));
                    case SecondStep.Refused refused ->
                        refuse(
                                Event.WRONG_CODE,
                                account.id(),
                                attempt.address(),
                                ofThisAddress,
                                refused.problem(ofThisAddress));
                });
    }

    private Uni<Void> giveBack(String addressKey, String accountKey) {
        return rateLimits.giveBack(ofAddress, addressKey).chain(() -> rateLimits.giveBack(ofAccount, accountKey));
    }

    private Uni<Began> begin(Account account, Attempt attempt, OptionalInt recoveryCodesLeft) {
        right.increment();
        if (!account.isActive()) {
            // Only whoever knows the password gets to know it.
            return Uni.createFrom()
                    .failure(new ProblemException(
                            ProblemType.FORBIDDEN,
                            Wording.of(AccountMessages.class, AccountMessages::accountInactive)));
        }
        return sessions.begin(
                        account.id(),
                        SignInWay.PASSWORD,
                        attempt.userAgent(),
                        attempt.address().masked())
                .call(session -> audit.record(
                        Event.LOGIN,
                        account.id(),
                        attempt.address(),
                        Map.of("session", session.id(), "by", "password")))
                .map(session -> began(account, session, recoveryCodesLeft));
    }

    /** For whoever has just been let in. */
    Began began(Account account, Session session, OptionalInt recoveryCodesLeft) {
        return new Began(account, jwt.sign(session), devices.mark(account.id()), recoveryCodesLeft);
    }

    /** A guess at what else lets one in, such as an invitation: counted with the wrong passwords of that address. */
    Uni<RateLimits.Use> reserve(ClientAddress address) {
        return reserve(ofAddress, address.limitKey());
    }

    /** It was no guess, or could not be judged. */
    Uni<Void> giveBack(ClientAddress address) {
        return rateLimits.giveBack(ofAddress, address.limitKey());
    }

    private <T> Uni<T> refuse(Optional<Account> found, Attempt attempt, RateLimits.Use use) {
        return refuse(Event.WRONG_PASSWORD, id(found), attempt.address(), use, wrongPassword(use, attempt.named()));
    }

    private <T> Uni<T> refuse(
            Event event, long accountId, ClientAddress address, RateLimits.Use use, ProblemException problem) {
        wrong.increment();
        return audit.record(event, accountId, address, Map.of("attemptsLeft", use.left()))
                .chain(() -> use.left() > 0
                        ? Uni.createFrom().voidItem()
                        : audit.record(Event.LOCKED, accountId, address, Map.of()))
                .chain(() -> Uni.createFrom().failure(problem));
    }

    private Uni<RateLimits.Use> reserve(RateLimits.Limit limit, String key) {
        return rateLimits
                .use(limit, key)
                .invoke(use -> {
                    if (use.refused()) {
                        locked.increment();
                    }
                })
                .chain(use -> use.refused()
                        ? Uni.createFrom().failure(locked(use.forgottenIn()))
                        : Uni.createFrom().item(use));
    }

    /**
     * A browser that has signed in before has tries of its own. An unknown login is counted like a known one, so that the
     * answers do not tell them apart.
     */
    private String accountKey(Optional<Account> found, Attempt attempt) {
        return found.map(account -> accountKey(account.id(), attempt.device()))
                .orElseGet(() -> "unknown:" + HexFormat.of().formatHex(Sha256.of(String.valueOf(attempt.login()))));
    }

    /** @param device the browser's mark of an earlier sign-in */
    String accountKey(long accountId, Optional<String> device) {
        return device.flatMap(mark -> devices.device(mark, accountId))
                .map(found -> "device:" + found)
                .orElse("account:" + accountId);
    }

    private static long id(Optional<Account> found) {
        return found.map(Account::id).orElse(0L);
    }

    static ProblemException wrongPassword(RateLimits.Use use) {
        return wrongPassword(use, false);
    }

    /** @param named whether a name was given, which may be the wrong one: the words don't tell which it was */
    private static ProblemException wrongPassword(RateLimits.Use use, boolean named) {
        Wording wording = use.left() > 0
                ? Wording.of(
                        AccountMessages.class,
                        m -> named ? m.wrongLoginOrPassword(use.left()) : m.wrongPassword(use.left()))
                : locale -> Wording.of(AccountMessages.class, m -> {
                            var minutes = Plural.MINUTE_ACCUSATIVE.of(
                                    Math.max(1, use.limit().window().toMinutes()), locale);
                            return named ? m.wrongLoginOrPasswordAndLocked(minutes) : m.wrongPasswordAndLocked(minutes);
                        })
                        .in(locale);
        var problem = new ProblemException(ProblemType.WRONG_PASSWORD, wording).with("attemptsLeft", use.left());
        return use.left() > 0 ? problem : problem.retryAfter(use.limit().window());
    }

    static ProblemException locked(Duration wait) {
        var seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        Wording wording = locale -> Wording.of(
                        AccountMessages.class,
                        m -> m.locked(
                                seconds < 60
                                        ? Plural.SECOND_ACCUSATIVE.of(seconds, locale)
                                        : Plural.MINUTE_ACCUSATIVE.of((seconds + 59) / 60, locale)))
                .in(locale);
        return new ProblemException(ProblemType.LOCKED, wording).retryAfter(wait);
    }
}
