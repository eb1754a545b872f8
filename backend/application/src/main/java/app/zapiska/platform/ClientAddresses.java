package app.zapiska.platform;

import app.zapiska.settings.Networks;
import app.zapiska.settings.WrongSetting;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Finds where a request comes from: the socket's address, unless that is one of our own reverse proxies; then the last hop
 * of X-Forwarded-For that is not one of them. Whatever a client has written into that header itself stands further left and
 * never counts, whether the proxy overwrites the header or appends to it.
 */
@Singleton
public class ClientAddresses {

    private static final String KEPT = ClientAddress.class.getName();
    private static final int LONGEST_CHAIN = 20;

    private final Networks trusted;

    /** @param trustedProxies addresses and networks such as {@code 172.16.0.0/12}, separated by commas or spaces */
    ClientAddresses(@ConfigProperty(name = "zapiska.trusted-proxies") Optional<String> trustedProxies) {
        try {
            trusted = Networks.parse(trustedProxies.orElse(""));
        } catch (WrongSetting refusedAtStart) {
            throw new IllegalStateException("TRUSTED_PROXIES " + refusedAtStart.english(), refusedAtStart);
        }
    }

    public ClientAddress of(RoutingContext request) {
        ClientAddress known = request.get(KEPT);
        if (known == null) {
            known = resolve(
                    request.request().remoteAddress().hostAddress(),
                    request.request().headers().getAll("X-Forwarded-For"));
            request.put(KEPT, known);
        }
        return known;
    }

    ClientAddress resolve(String socket, List<String> forwarded) {
        var nearest = ClientAddress.parse(socket);
        if (forwarded.isEmpty()) {
            return nearest;
        }
        var hops = forwarded.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .toList()
                .reversed();
        for (var hop : hops.subList(0, Math.min(hops.size(), LONGEST_CHAIN))) {
            if (!isTrusted(nearest)) {
                break;
            }
            try {
                nearest = ClientAddress.parse(hop);
            } catch (IllegalArgumentException notAnAddress) {
                break;
            }
        }
        return nearest;
    }

    private boolean isTrusted(ClientAddress hop) {
        return trusted.contain(hop.address());
    }
}
