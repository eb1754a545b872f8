package app.zapiska.accounts;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.Wording;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

@RequestScoped
class AuthenticatedUser implements CurrentUser {

    @Inject
    CurrentIdentityAssociation identity;

    @Override
    public long accountId() {
        return settings().accountId();
    }

    @Override
    public AccountSettings settings() {
        return identified().settings();
    }

    @Override
    public void onlyOwner() {
        if (!isOwner()) {
            throw new DomainException.Forbidden(Wording.of(AccountMessages.class, AccountMessages::onlyOwner));
        }
    }

    boolean isOwner() {
        return identified().role() == Role.OWNER;
    }

    @Override
    public Source source() {
        return identified().tokenId().isPresent() ? Source.API : Source.WEB;
    }

    @Override
    public String actor() {
        var token = identified().tokenName();
        var whole = token.isEmpty() ? identified().name() : identified().name() + ": " + token;
        // A name has at most 100 characters, and so has a token's.
        return whole.codePointCount(0, whole.length()) <= 200
                ? whole
                : whole.substring(0, whole.offsetByCodePoints(0, 200));
    }

    @Override
    public void onlyInBrowser() {
        if (identified().sessionId().isEmpty()) {
            throw new DomainException.Forbidden(Wording.of(AccountMessages.class, AccountMessages::onlyInBrowser));
        }
    }

    /** @throws ClassCastException outside an authenticated request, which is a mistake in the code */
    AccountPrincipal identified() {
        return (AccountPrincipal) identity.getIdentity().getPrincipal();
    }
}
