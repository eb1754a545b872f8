package app.zapiska.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The product that the launcher's {@code --trial} has started for us, as its environment describes it. */
record Product(Map<String, String> environment) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** Of /proc: USER_HZ, which is 100 wherever Linux runs. */
    private static final double TICKS_PER_SECOND = 100;

    int port() {
        return Integer.parseInt(environment.get("HTTP_PORT"));
    }

    Path dataDir() {
        return Path.of(environment.get("DATA_DIR"));
    }

    Connection database() throws IOException, SQLException {
        String password = Files.readString(dataDir().resolve("secrets/database-superuser"))
                .strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + environment.get("DB_PORT") + "/" + environment.get("DB_NAME"),
                "postgres",
                password);
    }

    /** @return the cookie of the session */
    String signIn(String login) throws IOException {
        var body = JSON.createObjectNode()
                .put("password", environment.get("AUTH_PASSWORD"))
                .put("login", login);
        var response = post("/auth/login", body.toString(), "");
        return response.headers().allValues("set-cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow(() -> new IOException("no session: " + response.body()));
    }

    void addChat(long chat) throws IOException {
        post(
                URI.create(environment.get("TELEGRAM_API_URL") + "/control/add-chat"),
                JSON.createObjectNode()
                        .put("chatId", chat)
                        .put("firstName", "Человек")
                        .toString(),
                "");
    }

    /**
     * @param path below {@code /api/v1}
     * @param cookie empty for none
     */
    HttpResponse<String> post(String path, String json, String cookie) throws IOException {
        return post(URI.create("http://localhost:" + port() + "/api/v1" + path), json, cookie);
    }

    long bot() {
        String token = environment.get("TELEGRAM_BOT_TOKEN");
        return Long.parseLong(token.substring(0, token.indexOf(':')));
    }

    private static HttpResponse<String> post(URI uri, String json, String cookie) throws IOException {
        try {
            var request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .header("X-Requested-With", "zapiska")
                    .POST(HttpRequest.BodyPublishers.ofString(json));
            if (!cookie.isEmpty()) {
                request.header("Cookie", cookie);
            }
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IOException(uri + ": " + response.statusCode() + " " + response.body());
            }
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    long application() throws IOException {
        var file = new Properties();
        file.load(new StringReader(Files.readString(dataDir().resolve("run/application.process"))));
        return Long.parseLong(file.getProperty("pid"));
    }

    /** Seconds of processor time the application has used, all its threads together. */
    double processorSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + application() + "/stat"));
        // the name of the program, in brackets, may hold anything
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Memory and collector, as the application was started with them. */
    List<String> jvmOptions() throws IOException {
        String[] command =
                Files.readString(Path.of("/proc/" + application() + "/cmdline")).split("\0");
        return Stream.of(command)
                .filter(option -> option.matches("-Xm[sxn].*|-XX:\\+Use.*|-XX:.*(Tiered|CompileThreshold|Ratio).*"))
                .toList();
    }
}
