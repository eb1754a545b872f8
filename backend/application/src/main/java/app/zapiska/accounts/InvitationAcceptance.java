package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.ClientAddress;
import app.zapiska.platform.DomainException;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.Wording;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Coming in by an invitation. Guessing codes is counted like guessing passwords; what is merely wrong in the form costs neither a
 * try nor the invitation. Hashing happens between the transactions, never inside one.
 */
@ApplicationScoped
class InvitationAcceptance {

    private static final Pattern LOGIN = Pattern.compile("[a-z0-9а-яё._@-]{1,64}");

    private static final LinkCodes.Kind KIND = new LinkCodes.Kind(
            Event.WRONG_INVITATION, Wording.of(AccountMessages.class, AccountMessages::invitationUnknown));

    @Inject
    LinkCodes links;

    @Inject
    SignInService signIn;

    @Inject
    InvitationService invitations;

    @Inject
    PasswordHashing passwords;

    @Inject
    AuditLog audit;

    record Wish(
            String code,
            String login,
            String name,
            String password,
            AccountSettings.Place place,
            String userAgent,
            ClientAddress address) {}

    Uni<SignInService.Began> accept(Wish wish) {
        return links.open(KIND, wish.address(), () -> invitations.opens(wish.code()))
                .chain(use -> join(wish, use));
    }

    private Uni<SignInService.Began> join(Wish wish, RateLimits.Use use) {
        var login = wish.login().strip().toLowerCase(Locale.ROOT);
        if (!LOGIN.matcher(login).matches()) {
            throw new DomainException.Invalid("login", Wording.of(AccountMessages.class, AccountMessages::loginForm));
        }
        PasswordChange.checkStrength("password", wish.password());
        return passwords
                .hashed(wish.password())
                .chain(hash -> invitations.accept(new InvitationService.Newcomer(
                        wish.code(),
                        login,
                        wish.name().strip(),
                        hash,
                        wish.place(),
                        new InvitationService.Device(
                                wish.userAgent(), wish.address().masked()))))
                .chain(joined -> joined.isEmpty()
                        ? Uni.createFrom().failure(LinkCodes.unknown(KIND, use))
                        : Uni.createFrom().item(joined.get()))
                .call(joined -> audit.record(
                        Event.INVITATION_ACCEPTED,
                        joined.account().id(),
                        wish.address(),
                        Map.of(
                                "invitation",
                                joined.invitation(),
                                "session",
                                joined.session().id())))
                .map(joined -> signIn.began(joined.account(), joined.session(), OptionalInt.empty()));
    }
}
