package app.zapiska.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** How many requests a minute one address and one account may make: far more than a person needs, far less than a flood. */
@Singleton
class RequestLimits {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Quotas quotas;
    private final Quotas.Limit ofAddress;
    private final Quotas.Limit ofAccount;

    RequestLimits(
            Quotas quotas,
            @ConfigProperty(name = "zapiska.requests-per-minute.address") int perAddress,
            @ConfigProperty(name = "zapiska.requests-per-minute.account") int perAccount) {
        this.quotas = quotas;
        ofAddress = new Quotas.Limit("requests-address", perAddress, MINUTE, false);
        ofAccount = new Quotas.Limit("requests-account", perAccount, MINUTE, false);
    }

    /** Fails with {@code rate-limited}. */
    Uni<Void> ofAddress(ClientAddress address) {
        return admit(ofAddress, address.limitKey());
    }

    @ServerRequestFilter
    Uni<Void> ofAccount(RoutingContext request) {
        return Caller.of(request)
                .map(account -> admit(ofAccount, Long.toString(account)))
                .orElse(Uni.createFrom().voidItem());
    }

    private Uni<Void> admit(Quotas.Limit limit, String who) {
        return quotas.use(limit, who)
                .chain(use -> use.refused()
                        ? Uni.createFrom()
                                .failure(new ProblemException(
                                                ProblemType.RATE_LIMITED,
                                                Wording.of(
                                                        PlatformMessages.class,
                                                        m -> m.retryAfter(Math.max(
                                                                1,
                                                                use.forgottenIn()
                                                                        .plusMillis(999)
                                                                        .toSeconds()))))
                                        .retryAfter(use.forgottenIn()))
                        : Uni.createFrom().voidItem());
    }
}
