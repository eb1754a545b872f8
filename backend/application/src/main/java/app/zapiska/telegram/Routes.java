package app.zapiska.telegram;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The ways to a host, to be tried in turn: the proxies that the JVM was told of, or each of the host's addresses. Vert.x's
 * client knows neither: it takes the first address alone, and no proxy but the one of its own options.
 */
final class Routes {

    private static final long FRESH_NANOS = Duration.ofSeconds(30).toNanos();

    private final Vertx vertx;
    private final ProxySelector proxies;
    private final AddressLookup lookup;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<String, Addresses> known = new ConcurrentHashMap<>();

    /** The addresses of a host's name. */
    interface AddressLookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private record Addresses(List<String> addresses, long foundAt) {}

    Routes(Vertx vertx) {
        this(vertx, ProxySelector.getDefault(), InetAddress::getAllByName, System::nanoTime);
    }

    Routes(Vertx vertx, ProxySelector proxies, AddressLookup lookup, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.proxies = proxies;
        this.lookup = lookup;
        this.nanoTime = nanoTime;
    }

    /** @return at least one way to post there; fails when the host has no address */
    Future<Iterator<RequestOptions>> to(String url) {
        var uri = URI.create(url);
        var proxied = proxies == null
                ? List.<RequestOptions>of()
                : proxies.select(uri).stream()
                        .filter(proxy -> proxy.type() != Proxy.Type.DIRECT)
                        .map(proxy -> post(url).setProxyOptions(options(proxy)))
                        .toList();
        if (!proxied.isEmpty()) {
            return Future.succeededFuture(proxied.iterator());
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        return addresses(uri.getHost())
                .map(addresses -> addresses.stream()
                        .map(address -> post(url).setServer(SocketAddress.inetSocketAddress(port, address)))
                        .iterator());
    }

    private static RequestOptions post(String url) {
        return new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url);
    }

    private static ProxyOptions options(Proxy proxy) {
        var address = (InetSocketAddress) proxy.address();
        return new ProxyOptions()
                .setType(proxy.type() == Proxy.Type.SOCKS ? ProxyType.SOCKS5 : ProxyType.HTTP)
                .setHost(address.getHostString())
                .setPort(address.getPort());
    }

    /** Asked off the event loop, which must not wait for a name server. */
    private Future<List<String>> addresses(String host) {
        var found = known.get(host);
        if (found != null && nanoTime.getAsLong() - found.foundAt() < FRESH_NANOS) {
            return Future.succeededFuture(found.addresses());
        }
        return vertx.executeBlocking(
                        () -> Arrays.stream(lookup.addresses(host))
                                .map(InetAddress::getHostAddress)
                                .toList(),
                        false)
                .onSuccess(addresses -> known.put(host, new Addresses(addresses, nanoTime.getAsLong())));
    }
}
