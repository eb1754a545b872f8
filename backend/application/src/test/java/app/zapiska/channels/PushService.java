package app.zapiska.channels;

import app.zapiska.platform.SigningKeys;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A push service as RFC 8030 and 8292 want it, as strict as one that wants to find mistakes: who sends must have signed with
 * the very key that the browser subscribed with, for this service and not for long, and the browser must be able to read it.
 */
public final class PushService implements AutoCloseable {

    private static final Pattern VAPID = Pattern.compile("vapid t=([^,]+), ?k=([A-Za-z0-9_-]+)");

    private final HttpServer server;
    private final Map<String, Device> devices = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    /** What it took, in order. */
    private final List<Delivered> delivered = new CopyOnWriteArrayList<>();

    /** What it refused, and why. */
    public final List<String> complaints = new CopyOnWriteArrayList<>();

    /** A browser that is subscribed. */
    public static final class Device {
        public final String endpoint;
        private final Browser browser;
        private final byte[] serverKey;
        /** What the next messages are answered with; 0 for what a working service answers. */
        public volatile int answer;

        private Device(String endpoint, Browser browser, byte[] serverKey) {
            this.endpoint = endpoint;
            this.browser = browser;
            this.serverKey = serverKey;
        }

        public Map<String, Object> subscription() {
            return browser.subscription(endpoint);
        }

        public byte[] publicKey() {
            return browser.publicKey();
        }

        public byte[] auth() {
            return browser.auth();
        }
    }

    public record Delivered(String endpoint, JsonObject message, String topic, long life) {}

    public PushService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** What browsers subscribe with at the product that is tested. */
    public static byte[] serverKey() {
        var secret = ConfigProvider.getConfig().getValue("zapiska.signing-key", String.class);
        return new PushKeys(new SigningKeys(Optional.of(secret))).publicKey();
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param serverKey the application's key, of which alone it takes messages then */
    public Device subscribe(byte[] serverKey) {
        var path = "/push/" + next.incrementAndGet() + "-" + System.identityHashCode(this);
        var device = new Device(origin() + path, Browser.any(), serverKey);
        devices.put(path, device);
        return device;
    }

    public List<Delivered> all() {
        return List.copyOf(delivered);
    }

    public List<Delivered> to(Device device) {
        return delivered.stream()
                .filter(one -> one.endpoint().equals(device.endpoint))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status;
            try {
                status = take(exchange);
            } catch (GeneralSecurityException | RuntimeException wrong) {
                complaints.add(wrong.toString());
                status = 400;
            }
            exchange.getResponseHeaders().add("Location", origin() + "/message/1");
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private int take(HttpExchange exchange) throws IOException, GeneralSecurityException {
        var body = exchange.getRequestBody().readAllBytes();
        var device = devices.get(exchange.getRequestURI().getPath());
        if (device == null) {
            return 404;
        }
        if (device.answer != 0) {
            return device.answer;
        }
        require(exchange.getRequestMethod().equals("POST"), "POST");
        require("aes128gcm".equals(header(exchange, "Content-Encoding")), "the content coding");
        var signedBy = signer(header(exchange, "Authorization"));
        if (!Arrays.equals(signedBy, device.serverKey)) {
            return 403;
        }
        var topic = header(exchange, "Topic");
        require(topic.matches("[A-Za-z0-9_-]{1,32}"), "the topic");
        require("high".equals(header(exchange, "Urgency")), "the urgency");
        long life = Long.parseLong(header(exchange, "TTL"));
        var message = device.browser.read(body);
        require(message.encode().getBytes(StandardCharsets.UTF_8).length <= 3072, "at most 3 kB");
        delivered.add(new Delivered(device.endpoint, message, topic, life));
        return 201;
    }

    /** @return the key that has signed for it */
    private byte[] signer(String authorization) throws GeneralSecurityException {
        var vapid = VAPID.matcher(authorization);
        require(vapid.matches(), "an Authorization of VAPID: " + authorization);
        var key = Browser.bytes(vapid.group(2));
        var parts = vapid.group(1).split("\\.");
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(Browser.publicKey(key));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        require(signature.verify(Browser.bytes(parts[2])), "a valid signature");
        require("ES256".equals(json(parts[0]).getString("alg")), "ES256");
        var claims = json(parts[1]);
        require(origin().equals(claims.getString("aud")), "our own name as the audience");
        require(claims.getString("sub").matches("(mailto:.+@.+|https://.+)"), "somebody to complain to");
        long left = claims.getLong("exp") - Instant.now().getEpochSecond();
        require(left > 0 && left <= 24 * 3600, "at most a day");
        return key;
    }

    private static JsonObject json(String part) {
        return new JsonObject(new String(Browser.bytes(part), StandardCharsets.UTF_8));
    }

    private static String header(HttpExchange exchange, String name) {
        var value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void require(boolean so, String what) {
        if (!so) {
            throw new IllegalArgumentException("wanted " + what);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
