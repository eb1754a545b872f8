package app.zapiska.platform;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.InetAddress;
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

    private final List<Network> trusted;

    /** @param trustedProxies addresses and networks such as {@code 172.16.0.0/12}, separated by commas or spaces */
    ClientAddresses(@ConfigProperty(name = "zapiska.trusted-proxies") Optional<String> trustedProxies) {
        trusted = Arrays.stream(trustedProxies.orElse("").split("[,\\s]+"))
                .filter(part -> !part.isBlank())
                .map(Network::parse)
                .toList();
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
        return trusted.stream().anyMatch(network -> network.contains(hop.address()));
    }

    /** @param prefix leading bits that must be equal */
    private record Network(byte[] base, int prefix) {

        static Network parse(String text) {
            try {
                var slash = text.indexOf('/');
                var base = ClientAddress.parse(slash < 0 ? text : text.substring(0, slash))
                        .address()
                        .getAddress();
                var prefix = slash < 0 ? base.length * 8 : Integer.parseInt(text.substring(slash + 1));
                if (prefix < 0 || prefix > base.length * 8) {
                    throw new IllegalArgumentException("prefix out of range");
                }
                return new Network(base, prefix);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("TRUSTED_PROXIES: not an address or network: " + text, wrong);
            }
        }

        boolean contains(InetAddress address) {
            var other = address.getAddress();
            if (other.length != base.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((base[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
