package app.zapiska.sandbox;

import java.util.Locale;
import java.util.Optional;

/**
 * Keeps web pages of other origins away from the chat page and the control API. A page somewhere on the Internet can
 * make the person's browser send requests to this port; it can choose neither the {@code Host} of its own rebound name
 * nor a JSON body without asking first, and the sandbox never agrees to be asked.
 */
final class LocalOnly {

    private LocalOnly() {}

    static boolean isLoopbackName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.equals("::1")
                || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    /** @return why the request is refused, or nothing */
    static Optional<String> objection(HttpExchange exchange) {
        String host = exchange.header("Host").orElse("");
        if (!isLoopbackName(withoutPort(host))) {
            return Optional.of("The sandbox is addressed as localhost or 127.0.0.1 only");
        }
        String site = exchange.header("Sec-Fetch-Site").orElse("none");
        boolean opensPage = exchange.header("Sec-Fetch-Mode").orElse("").equals("navigate")
                && exchange.method().equals("GET");
        if (!site.equals("same-origin") && !site.equals("none") && !opensPage) {
            return Optional.of("Requests of other sites are refused");
        }
        Optional<String> origin = exchange.header("Origin");
        if (origin.isPresent() && !origin.get().equalsIgnoreCase("http://" + host)) {
            return Optional.of("Requests of other origins are refused");
        }
        boolean writes = !exchange.method().equals("GET") && !exchange.method().equals("HEAD");
        String type = exchange.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (writes && !type.startsWith("application/json")) {
            return Optional.of("Send Content-Type: application/json");
        }
        return Optional.empty();
    }

    private static String withoutPort(String host) {
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end < 0 ? host : host.substring(0, end + 1);
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }
}
