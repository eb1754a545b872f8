package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.ClientAddress;
import app.zapiska.platform.ClientAddresses;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.Wording;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** Lets in whom another feature has recognised by something else than a password. */
@ApplicationScoped
public class Admission {

    @Inject
    Accounts accounts;

    @Inject
    Sessions sessions;

    @Inject
    SessionService sessionService;

    @Inject
    InstantSource clock;

    @Inject
    SignInService signIn;

    @Inject
    SessionCookie cookie;

    @Inject
    SessionJwt jwt;

    @Inject
    AuditLog audit;

    @Inject
    ClientAddresses addresses;

    /** @param before the session this browser has had so far: its cookie goes, so it ends */
    public record Browser(ClientAddress address, String userAgent, Optional<UUID> before) {}

    /** Somebody who is in; what becomes of it is {@link #welcome}'s. */
    public static final class Admitted {

        private final Account account;
        private final Session session;
        private final SignInWay way;
        private final OptionalInt recoveryCodesLeft;

        private Admitted(Account account, Session session, SignInWay way, OptionalInt recoveryCodesLeft) {
            this.account = account;
            this.session = session;
            this.way = way;
            this.recoveryCodesLeft = recoveryCodesLeft;
        }

        /** @param left after one of them was used */
        Admitted withRecoveryCodes(OptionalInt left) {
            return new Admitted(account, session, way, left);
        }
    }

    public Browser browser(RoutingContext http) {
        return new Browser(
                addresses.of(http),
                http.request().getHeader("User-Agent"),
                cookie.of(http).flatMap(jwt::verify));
    }

    /**
     * Counts a try like a wrong password of the address before it is looked at, and gives it back unless it was a guess. Fails
     * with {@code locked} when there were too many.
     *
     * @param look fails with a {@link Guess} when what was brought is none of ours
     */
    public <T> Uni<T> counted(Browser browser, Supplier<Uni<? extends T>> look) {
        return signIn.reserve(browser.address())
                .chain(use -> Uni.createFrom()
                        .deferred(look)
                        .onItemOrFailure()
                        .transformToUni((found, failure) -> failure instanceof Guess guess
                                ? refuse(guess.event, guess.accountId, browser.address(), use, guess.problem.apply(use))
                                : signIn.giveBack(browser.address())
                                        .chain(() -> failure == null
                                                ? Uni.createFrom().item(found)
                                                : Uni.createFrom().failure(failure))));
    }

    /** What was brought may be guessed or forged. */
    public static final class Guess extends RuntimeException {

        private final Event event;
        private final long accountId;
        private final transient Function<RateLimits.Use, ProblemException> problem;

        public Guess(Event event, Wording words) {
            this(event, 0, use -> unknown(use, words));
        }

        /** @param accountId whose access was tried; 0 when unknown */
        Guess(Event event, long accountId, Function<RateLimits.Use, ProblemException> problem) {
            super("guess", null, false, false);
            this.event = event;
            this.accountId = accountId;
            this.problem = problem;
        }
    }

    <T> Uni<T> refuse(Event event, ClientAddress address, RateLimits.Use use, Wording words) {
        return refuse(event, 0, address, use, unknown(use, words));
    }

    private <T> Uni<T> refuse(
            Event event, long accountId, ClientAddress address, RateLimits.Use use, ProblemException problem) {
        return audit.record(event, accountId, address, Map.of("attemptsLeft", use.left()))
                .chain(() -> use.left() > 0
                        ? Uni.createFrom().voidItem()
                        : audit.record(Event.LOCKED, accountId, address, Map.of()))
                .chain(() -> Uni.createFrom().failure(problem));
    }

    static ProblemException unknown(RateLimits.Use use, Wording words) {
        var problem = new ProblemException(ProblemType.NOT_FOUND, words).with("attemptsLeft", use.left());
        return use.left() > 0 ? problem : problem.retryAfter(use.limit().window());
    }

    /** For whoever may not come in at present, whatever they bring. */
    public static ProblemException inactive() {
        return new ProblemException(
                        ProblemType.FORBIDDEN, Wording.of(AccountMessages.class, AccountMessages::accountInactive))
                .with("reason", "inactive");
    }

    /** Begins the session, within the caller's transaction. */
    public Uni<Admitted> begin(long accountId, SignInWay way, Browser browser) {
        return browser.before()
                .map(token -> sessions.revoke(token, clock.instant()))
                .orElse(Uni.createFrom().item(0))
                .chain(() -> accounts.findById(accountId))
                .chain(account -> {
                    if (!account.isActive()) {
                        throw inactive();
                    }
                    return sessionService
                            .begin(
                                    accountId,
                                    way,
                                    browser.userAgent(),
                                    browser.address().masked())
                            .map(session -> new Admitted(account, session, way, OptionalInt.empty()));
                });
    }

    /** As {@link #begin}: when the passkey is removed, the session ends. */
    Uni<Admitted> beginBy(long passkey, long accountId, Browser browser) {
        return begin(accountId, SignInWay.PASSKEY, browser).invoke(admitted -> admitted.session.beginsBy(passkey));
    }

    /**
     * The answer, once that is committed.
     *
     * @param framed the page stands in a frame of another site's, where browsers keep no ordinary cookie
     */
    public Uni<RestResponse<?>> welcome(Admitted admitted, boolean framed, Browser browser) {
        return audit.record(
                        event(admitted.way),
                        admitted.account.id(),
                        browser.address(),
                        Map.of("session", admitted.session.id()))
                .map(ignored -> {
                    var began = signIn.began(admitted.account, admitted.session, admitted.recoveryCodesLeft);
                    return framed && cookie.fitsFrames()
                            ? AuthResource.signedInFramed(began, cookie, admitted.way.life())
                            : AuthResource.signedIn(began, cookie, RestResponse.Status.OK, admitted.way.life());
                });
    }

    private static Event event(SignInWay way) {
        return switch (way) {
            case LINK -> Event.LOGIN_BY_LINK;
            case TELEGRAM -> Event.LOGIN_BY_TELEGRAM;
            case PASSKEY -> Event.LOGIN_BY_PASSKEY;
            case PASSWORD, INVITATION -> Event.LOGIN;
        };
    }
}
