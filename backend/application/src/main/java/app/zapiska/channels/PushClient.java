package app.zapiska.channels;

import app.zapiska.platform.CallerContext;
import app.zapiska.platform.PublicUrl;
import com.interaso.webpush.WebPush;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One message for one browser, by one HTTP request, encrypted for nobody but that browser (RFC 8291). The client posts once,
 * keeps no connection and follows no redirect; the name is resolved here and what is called is the very address that was
 * looked at, so that a name can't mean something else a moment later.
 */
@Singleton
class PushClient {

    private static final int AT_ONCE = 64;

    private final Vertx vertx;
    private final PushConfig config;
    private final PushAddress addresses;
    private final AddressLookup lookup;
    private final WebPush crypto;
    private final HttpClient client;

    /** The addresses of a host's name. */
    interface AddressLookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** Where a browser takes its messages, and what they are encrypted with. */
    record Target(String endpoint, byte[] p256dh, byte[] auth) {}

    @Inject
    PushClient(Vertx vertx, PushConfig config, PushKeys keys, PublicUrl publicUrl) {
        this(vertx, config, keys, publicUrl, InetAddress::getAllByName);
    }

    PushClient(Vertx vertx, PushConfig config, PushKeys keys, PublicUrl publicUrl, AddressLookup lookup) {
        this.vertx = vertx;
        this.config = config;
        this.addresses = new PushAddress(config.loopback());
        this.lookup = lookup;
        // Push services want to know whom they can tell that something goes wrong.
        this.crypto = new WebPush(
                publicUrl.secure() ? publicUrl.origin() : "mailto:zapiska@localhost.localdomain", keys.keys());
        int connect = Math.toIntExact(config.connectTimeout().toMillis());
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout(connect)
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setSslHandshakeTimeout(connect)
                        .setKeepAlive(false))
                .with(new PoolOptions().setHttp1MaxSize(AT_ONCE))
                .withConnectHandler(connection -> connection.exceptionHandler(told -> {}))
                .build();
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /**
     * @param topic of at most 32 letters: what waits at the push service under the same one is replaced
     * @param life how long the push service keeps it for a browser that is away
     */
    Uni<PushAnswer> post(Target target, byte[] message, String topic, Duration life) {
        return Uni.createFrom().emitter(emitter -> {
            var back = CallerContext.here();
            new Attempt(target, message, topic, life).begin().thenAcceptAsync(emitter::complete, back);
        });
    }

    private final class Attempt {

        private final CompletableFuture<PushAnswer> answer = new CompletableFuture<>();
        private final Target target;
        private final byte[] message;
        private final String topic;
        private final Duration life;
        private long deadline;
        private boolean written;
        private HttpClientRequest request;

        Attempt(Target target, byte[] message, String topic, Duration life) {
            this.target = target;
            this.message = message;
            this.topic = topic;
            this.life = life;
        }

        CompletableFuture<PushAnswer> begin() {
            var address = addresses.read(target.endpoint());
            if (address.isEmpty()) {
                answer.complete(new PushAnswer.Gone());
                return answer;
            }
            deadline = vertx.setTimer(config.callTimeout().toMillis(), expired -> fail("no answer in time"));
            // A name server and the mathematics of a key are both too slow for an event loop.
            vertx.executeBlocking(() -> prepare(address.get()), false)
                    .onFailure(this::fail)
                    .onSuccess(ready -> connect(ready.request(), ready.ways())
                            .onFailure(this::fail)
                            .onSuccess(connected -> post(connected, ready.body())));
            return answer;
        }

        private record Ready(RequestOptions request, List<SocketAddress> ways, Buffer body) {}

        private Ready prepare(URI address) throws UnknownHostException {
            var found = Arrays.asList(lookup.addresses(address.getHost()));
            if (found.isEmpty() || !found.stream().allMatch(addresses::mayCall)) {
                throw new UnknownHostException("not a public address");
            }
            int port = address.getPort() >= 0
                    ? address.getPort()
                    : address.getScheme().equals("http") ? 80 : 443;
            var request = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setAbsoluteURI(target.endpoint())
                    .setFollowRedirects(false);
            crypto.getHeaders(target.endpoint(), Math.toIntExact(life.toSeconds()), topic, WebPush.Urgency.High)
                    .forEach(request::putHeader);
            return new Ready(
                    request,
                    found.stream()
                            .map(way -> SocketAddress.inetSocketAddress(port, way.getHostAddress()))
                            .toList(),
                    Buffer.buffer(crypto.getBody(message, target.p256dh(), target.auth())));
        }

        private Future<HttpClientRequest> connect(RequestOptions to, List<SocketAddress> ways) {
            var connected = client.request(new RequestOptions(to).setServer(ways.getFirst()));
            return ways.size() == 1
                    ? connected
                    : connected.recover(failure -> connect(to, ways.subList(1, ways.size())));
        }

        private synchronized void post(HttpClientRequest connected, Buffer body) {
            if (answer.isDone()) {
                connected.reset();
                return;
            }
            request = connected;
            // From here on a failure is a message of unknown fate.
            written = true;
            connected.response().onFailure(this::fail).onSuccess(response -> {
                finish(PushAnswer.of(response.statusCode(), response.getHeader("Retry-After")));
                // What else it may say is of no use, however long it is.
                response.exceptionHandler(ended -> {});
                connected.reset();
            });
            connected.exceptionHandler(this::fail).send(body).onFailure(this::fail);
        }

        /** Nothing of the address, which is a secret of the browser, is told. */
        private void fail(Throwable failure) {
            fail(failure.getClass().getSimpleName());
        }

        private synchronized void fail(String why) {
            if (!answer.isDone() && request != null) {
                request.reset();
            }
            finish(written ? new PushAnswer.Unknown(why) : new PushAnswer.NotSent(why));
        }

        private void finish(PushAnswer result) {
            vertx.cancelTimer(deadline);
            answer.complete(result);
        }
    }
}
