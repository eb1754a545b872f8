package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.ClientAddress;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.Wording;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** Codes of links that let a stranger do one thing: guessing them is counted like guessing passwords. */
@ApplicationScoped
class LinkCodes {

    /** @param unknown what is said of a code that does not work (any more) */
    record Kind(Event wrong, Wording unknown) {}

    @Inject
    SignInService signIn;

    @Inject
    Admission admission;

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
                        .chain(right -> right
                                ? signIn.giveBack(address).replaceWith(use)
                                : admission.refuse(kind.wrong(), address, use, kind.unknown())));
    }

    static ProblemException unknown(Kind kind, RateLimits.Use use) {
        return Admission.unknown(use, kind.unknown());
    }
}
