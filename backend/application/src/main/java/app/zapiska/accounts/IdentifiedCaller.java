package app.zapiska.accounts;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

@RequestScoped
class IdentifiedCaller implements SignedIn {

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
    public Source source() {
        return identified().tokenId().isPresent() ? Source.API : Source.WEB;
    }

    /** @throws ClassCastException outside an authenticated request, which is a mistake in the code */
    Identified identified() {
        return (Identified) identity.getIdentity().getPrincipal();
    }
}
