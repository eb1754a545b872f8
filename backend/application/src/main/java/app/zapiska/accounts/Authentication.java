package app.zapiska.accounts;

import app.zapiska.platform.Caller;
import app.zapiska.platform.Language;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Two ways in: the session cookie of a browser, and a personal token as bearer. Each accepts only its own kind, and a
 * request with an Authorization header is judged by that alone.
 */
@Singleton
class Authentication implements HttpAuthenticationMechanism {

    private final SessionCookie cookie;
    private final SessionJwt jwt;
    private final Principals identities;

    Authentication(SessionCookie cookie, SessionJwt jwt, Principals identities) {
        this.cookie = cookie;
        this.jwt = jwt;
        this.identities = identities;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        var authorization = request.request().getHeader("Authorization");
        if (authorization != null) {
            return PersonalToken.fromHeader(authorization)
                    .map(token -> identities.byToken(token))
                    .orElse(Uni.createFrom().item(Optional.empty()))
                    .onItemOrFailure()
                    .transformToUni((found, failure) -> outcome(request, found, failure));
        }
        return cookie.of(request)
                .map(token -> jwt.verify(token)
                        .map(identities::bySession)
                        .orElse(Uni.createFrom().item(Optional.empty()))
                        .onItemOrFailure()
                        .transformToUni((found, failure) -> outcome(request, found, failure)))
                .orElse(Uni.createFrom().nullItem());
    }

    private static Uni<SecurityIdentity> outcome(
            RoutingContext request, Optional<AccountPrincipal> found, Throwable failure) {
        if (failure != null) {
            // The cause tells the problem mapper that it was us who could not look, not the caller who is unknown.
            return Uni.createFrom().failure(new AuthenticationFailedException(failure));
        }
        if (found.isEmpty()) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        var identified = found.get();
        request.put(AccountPrincipal.class.getName(), identified);
        Caller.identified(request, identified.settings().accountId());
        Language.ofAccount(request, identified.settings().language());
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(identified)
                        .addRole(identified.role().slug())
                        .build());
    }

    /** Whether what the request came with would still let it in: asked again and again by answers that last. */
    Uni<Boolean> stillValid(RoutingContext request) {
        return authenticate(request, null)
                .map(identity -> identity != null)
                .onFailure(AuthenticationFailedException.class)
                .recoverWithItem(false);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer realm=\"zapiska\""));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }
}
