package app.zapiska.standalone;

import app.zapiska.settings.StoredPassword;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
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
        makeFirstAccount();
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

    /** Once, and with AUTH_PASSWORD: later starts never touch a password. */
    private static void makeFirstAccount() throws IOException {
        var address = "jdbc:postgresql://%s:%s/%s"
                .formatted(System.getenv("DB_HOST"), System.getenv("DB_PORT"), System.getenv("DB_NAME"));
        try (var owner = DriverManager.getConnection(
                        address, System.getenv("DB_MIGRATION_USER"), System.getenv("DB_MIGRATION_PASSWORD"));
                var sql = owner.createStatement()) {
            sql.execute("create table if not exists accounts (role text, password_hash text)");
            try (var accounts = sql.executeQuery("select from accounts")) {
                if (accounts.next()) {
                    return;
                }
            }
            try (var make = owner.prepareStatement("insert into accounts values ('OWNER', ?)")) {
                make.setString(1, StoredPassword.of(System.getenv("AUTH_PASSWORD"), new SecureRandom()));
                make.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
