package app.zapiska.standalone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * Stands for the application: listens where it is told, answers its health and its environment, ends on SIGTERM.
 * {@code FAKE_MODE}: {@code fail} ends at once with a reason, {@code stubborn} never ends on SIGTERM.
 */
public final class FakeApplication {

    private FakeApplication() {}

    public static void main(String[] args) throws IOException {
        String mode = System.getenv().getOrDefault("FAKE_MODE", "");
        if (mode.equals("fail")) {
            System.out.println("2026-11-21 11:11:11,111 ERROR [app] (main) the migration has failed");
            System.exit(7);
        }
        if (mode.equals("stubborn")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        int port = Integer.parseInt(System.getenv("HTTP_PORT"));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String answer = path.startsWith("/env/") ? System.getenv(path.substring("/env/".length())) : "ok";
            byte[] body = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        System.out.println("2026-11-21 11:11:11,111 INFO  [app] (main) quiet line");
        System.out.println("2026-11-21 11:11:11,112 WARN  [app] (main) loud line");
    }
}
