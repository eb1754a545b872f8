package app.zapiska.accounts;

import java.security.Principal;
import java.util.OptionalLong;

/**
 * Who is behind a request, as authentication found it; the principal of the security identity.
 *
 * @param sessionId by cookie
 * @param tokenId by personal token
 * @param tokenName what the person called that token; empty without one
 * @param mayWrite whether both the account's role and the token's scope allow changes
 */
record AccountPrincipal(
        AccountSettings settings,
        String login,
        String name,
        Role role,
        OptionalLong sessionId,
        OptionalLong tokenId,
        String tokenName,
        boolean mayWrite)
        implements Principal {

    @Override
    public String getName() {
        return Long.toString(settings.accountId());
    }

    /** Never the person's name: principals end in logs. */
    @Override
    public String toString() {
        return "account " + settings.accountId();
    }
}
