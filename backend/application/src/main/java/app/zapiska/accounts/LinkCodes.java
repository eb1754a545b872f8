package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.ClientAddress;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.Wording;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.Supplier;

/** Codes of links that let a stranger do one thing: guessing them is counted like guessing passwords. */
@ApplicationScoped
class LinkCodes {

    /** @param unknown what is said of a code that does not work (any more) */
    record Kind(Event wrong, Wording unknown) {}

    @Inject
    SignInService signIn;

    @Inject
    AuditLog audit;

    /**
     * Fails with {@code not-found} or {@code locked}.
     *
     * @param opens whether the code works
     * @return the try that was given back
     */
    Uni<RateLimits.Use> open(Kind kind, ClientAddress address, Supplier<Uni<Boolean>> opens) {
        return signIn.reserve(address)
                .chain(use -> opens.get()
                        .onFailure()
                        .call(() -> signIn.giveBack(address))
                        .chain(right ->
                                right ? signIn.giveBack(address).replaceWith(use) : refuse(kind, address, use)));
    }

    private <T> Uni<T> refuse(Kind kind, ClientAddress address, RateLimits.Use use) {
        return audit.record(kind.wrong(), 0, address, Map.of("attemptsLeft", use.left()))
                .chain(() ->
                        use.left() > 0 ? Uni.createFrom().voidItem() : audit.record(Event.LOCKED, 0, address, Map.of()))
                .chain(() -> Uni.createFrom().failure(unknown(kind, use)));
    }

    static ProblemException unknown(Kind kind, RateLimits.Use use) {
        var problem = new ProblemException(ProblemType.NOT_FOUND, kind.unknown()).with("attemptsLeft", use.left());
        return use.left() > 0 ? problem : problem.retryAfter(use.limit().window());
    }
}
