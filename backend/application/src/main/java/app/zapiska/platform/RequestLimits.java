package app.zapiska.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** How many requests a minute one address and one account may make: far more than a person needs, far less than a flood. */
@Singleton
class RequestLimits {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Quotas quotas;
    private final Instance<RequestsPerMinute> most;
    private volatile Limits limits;

    private record Limits(Quotas.Limit ofAddress, Quotas.Limit ofAccount) {}

    /** @param most asked at the first request: a filter is made before the settings are read, in a native image even before it runs */
    RequestLimits(Quotas quotas, Instance<RequestsPerMinute> most) {
        this.quotas = quotas;
        this.most = most;
    }

    private Limits limits() {
        if (limits == null) {
            var configured = most.get();
            limits = new Limits(
                    new Quotas.Limit("requests-address", configured.address(), MINUTE, false),
                    new Quotas.Limit("requests-account", configured.account(), MINUTE, false));
        }
        return limits;
    }

    /** Fails with {@code rate-limited}. */
    Uni<Void> ofAddress(ClientAddress address) {
        return admit(limits().ofAddress(), address.limitKey());
    }

    @ServerRequestFilter
    Uni<Void> ofAccount(RoutingContext request) {
        return Caller.of(request)
                .map(account -> admit(limits().ofAccount(), Long.toString(account)))
                .orElse(Uni.createFrom().voidItem());
    }

    private Uni<Void> admit(Quotas.Limit limit, String who) {
        return quotas.useFrequent(limit, who)
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
