package app.zapiska.accounts;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.Turns;
import app.zapiska.platform.Wording;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/** Personal tokens of an account. */
@ApplicationScoped
class TokenService {

    private static final int MOST = 50;

    @Inject
    ApiTokens tokens;

    @Inject
    InstantSource clock;

    private final SecureRandom random = new SecureRandom();

    /** @param text what the person gets to see once */
    record Created(ApiToken token, String text) {}

    @WithSession
    public Uni<List<ApiToken>> list(long accountId) {
        return tokens.of(accountId);
    }

    @WithTransaction
    public Uni<Created> create(AccountSettings account, String name, ApiToken.Scope scope, LocalDate expiresOn) {
        var now = clock.instant();
        if (expiresOn != null && expiresOn.isBefore(account.today(now))) {
            throw new DomainException.Invalid(
                    "expiresOn", Wording.of(AccountMessages.class, AccountMessages::expiryInPast));
        }
        return Turns.take("tokens", account.accountId())
                .chain(() -> tokens.countOf(account.accountId()))
                .chain(count -> {
                    if (count >= MOST) {
                        throw new DomainException.Conflict(
                                Wording.of(AccountMessages.class, m -> m.tooManyTokens(MOST)));
                    }
                    var text = PersonalToken.of(random);
                    return tokens.persist(
                                    ApiToken.create(account.accountId(), name, scope, expiresOn, Sha256.of(text), now))
                            .map(token -> new Created(token, text));
                });
    }

    @WithTransaction
    public Uni<Void> delete(long accountId, long id) {
        return tokens.delete(accountId, id).map(deleted -> {
            if (deleted == 0) {
                throw new DomainException.NotFound(ProblemType.NOT_FOUND.detail());
            }
            return null;
        });
    }
}
