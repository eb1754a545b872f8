package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import app.zapiska.platform.RealServices;
import app.zapiska.platform.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements about every endpoint there is, found through the API's own description. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class WholeApiTest {

    private static final Set<String> PUBLIC = Set.of(
            "POST /api/v1/auth/login",
            "POST /api/v1/auth/passkey",
            "POST /api/v1/auth/passkey/question",
            "POST /api/v1/auth/telegram",
            "POST /api/v1/auth/login-link",
            "POST /api/v1/auth/login-link/owner",
            "GET /api/v1/auth/needs",
            "POST /api/v1/auth/password-reset",
            "POST /api/v1/invitations/accept",
            "POST /api/v1/telegram/webhook",
            "GET /api/v1/calendar/{secret}.ics");
    private static final Set<String> ENDLESS = Set.of("/api/v1/events");

    private static Map<String, Map<String, Object>> paths() {
        return RestAssured.given()
                .accept(ContentType.JSON)
                .queryParam("format", "json")
                .get("/api/v1/openapi")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("paths");
    }

    private static List<String> operations() {
        var operations = new ArrayList<String>();
        paths().forEach((path, methods) -> methods.keySet().stream()
                .filter(method ->
                        Set.of("get", "post", "put", "patch", "delete").contains(method))
                .forEach(method -> operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        return operations;
    }

    @Test
    void nothingButSigningInIsOpenToStrangers() {
        assertThat(operations()).hasSizeGreaterThan(8);
        for (var operation : operations()) {
            if (PUBLIC.contains(operation)) {
                continue;
            }
            var parts = operation.split(" ");
            RestAssured.given()
                    .header("X-Requested-With", "zapiska")
                    .contentType(ContentType.JSON)
                    .body(parts[0].equals("GET") ? "" : "{}")
                    .request(parts[0], parts[1].replaceAll("\\{[^}]+}", "1"))
                    .then()
                    .statusCode(401)
                    .contentType(containsString("problem+json"));
        }
    }

    /** By path, a body that is right but for its name, and the name's field. */
    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("/tasks", "title", Map.of("title", "%s")),
                Arguments.of(
                        "/tasks",
                        "subtasks[0].title",
                        Map.of("title", "Задача", "subtasks", List.of(Map.of("title", "%s")))),
                Arguments.of("/categories", "name", Map.of("name", "%s")),
                Arguments.of(
                        "/reminder-templates",
                        "name",
                        Map.of("name", "%s", "rules", List.of(Map.of("kind", "before", "minutes", 60)))),
                Arguments.of(
                        "/loans",
                        "orgName",
                        Map.of("orgName", "%s", "loanDate", "2025-10-01", "amountBorrowed", "1.00")),
                Arguments.of("/auth/tokens", "name", Map.of("name", "%s", "scope", "read")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("names")
    @DisplayName("a name in which nothing can be seen is refused with the right words")
    void invisibleNamesAreRefused(String path, String field, Map<String, Object> body) {
        var visitor = Visitor.newcomer();
        for (var invisible : List.of("\u200b\u200d", "\u2800", "\u3164", "\ufeff\u00a0\u200e")) {
            visitor.request()
                    .body(named(body, invisible))
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItem(field))
                    .body("errors.message", hasItem(containsString("невидимые символы")));
        }
        visitor.request().body(named(body, "\u200bИмя")).post(path).then().statusCode(201);
    }

    private static Object named(Object body, String name) {
        return switch (body) {
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<>();
                map.forEach((key, value) -> copy.put(key, named(value, name)));
                yield copy;
            }
            case List<?> list -> list.stream().map(one -> named(one, name)).toList();
            case String text when text.equals("%s") -> name;
            default -> body;
        };
    }

    private static final Map<String, String> BROKEN_BODIES = Map.of(
            "application/x-www-form-urlencoded", "a=%zz",
            "multipart/form-data", "no boundary",
            "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"a\r\n",
            "multipart/form-data; boundary=c", "--c\r\n\r\n",
            "nonsense;;=", "x");

    @Test
    @DisplayName("S29, S42: a body that nobody asked for is not read, so it breaks nothing")
    void whatNobodyAskedForIsNotRead() throws IOException {
        var session = Visitor.owner().session();
        for (var operation : operations()) {
            var path = operation.substring(operation.indexOf(' ') + 1).replaceAll("\\{[^}]+}", "1");
            if (ENDLESS.contains(path)) {
                continue;
            }
            for (var body : BROKEN_BODIES.entrySet()) {
                for (var who : operation.startsWith("GET ")
                        ? List.of("", "Cookie: session=" + session + "\r\n")
                        : List.of("")) {
                    var answer =
                            Wire.answer(operation.split(" ")[0] + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + who
                                    + "Connection: close\r\nContent-Type: " + body.getKey() + "\r\nContent-Length: "
                                    + body.getValue().length() + "\r\n\r\n" + body.getValue());
                    assertThat(Wire.status(answer))
                            .as(operation + " " + who + body)
                            .isBetween(200, 499);
                }
            }
        }
    }

    @Test
    @DisplayName("S29: neither does the webhook, which is closed while the bot asks by itself")
    void theWebhookReadsNothingOfStrangers() throws IOException {
        var requests = BROKEN_BODIES.entrySet().stream()
                .flatMap(body -> Stream.of(body.getValue().length(), 1_000_000_000)
                        .map(size ->
                                "POST /api/v1/telegram/webhook HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                        + "X-Telegram-Bot-Api-Secret-Token: guess\r\nContent-Type: " + body.getKey()
                                        + "\r\nContent-Length: " + size + "\r\n\r\n" + body.getValue()))
                .toList();
        var answers = Wire.answers(requests);
        for (int i = 0; i < requests.size(); i++) {
            assertThat(Wire.status(answers.get(i))).as(requests.get(i)).isIn(404, 413, 415);
        }
    }

    @Test
    @DisplayName("S8: looking changes nothing")
    void lookingChangesNothing() throws SQLException {
        var owner = Visitor.owner();
        // What looking is allowed to leave behind: when a session was last seen, at most every few minutes, and that
        // somebody took everything along.
        var before = contents();
        for (int round = 0; round < 2; round++) {
            for (var operation : operations()) {
                var path = operation.substring(operation.indexOf(' ') + 1);
                if (operation.startsWith("GET ") && !path.contains("{") && !ENDLESS.contains(path)) {
                    var status = owner.request().basePath("").get(path).statusCode();
                    assertThat(status).as(path).isLessThan(500);
                }
            }
        }
        assertThat(contents()).isEqualTo(before);
    }

    private static Map<String, String> contents() throws SQLException {
        var contents = new LinkedHashMap<String, String>();
        try (var database = DriverManager.getConnection(RealServices.ownerUrl());
                var statement = database.createStatement()) {
            var tables = new ArrayList<String>();
            try (var rows = statement.executeQuery(
                    "select tablename from pg_tables where schemaname = 'public' order by tablename")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (var table : tables) {
                try (var rows = statement.executeQuery(
                        "select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from " + table + " t"
                                + (table.equals("audit_log") ? " where event <> 'data-exported'" : ""))) {
                    rows.next();
                    contents.put(table, rows.getString(1));
                }
            }
        }
        return contents;
    }

    @Test
    void everyOperationHasANameAndMayBeRefusedWithAProblem() {
        var names = new ArrayList<String>();
        paths().forEach((path, methods) -> methods.forEach((method, operation) -> {
            if (operation instanceof Map<?, ?> described && described.containsKey("operationId")) {
                names.add((String) described.get("operationId"));
                assertThat(((Map<?, ?>) described.get("responses")).containsKey("default"))
                        .as(method + " " + path)
                        .isTrue();
            }
        }));
        assertThat(names).doesNotHaveDuplicates().hasSize(operations().size());
    }

    @Test
    @DisplayName("what is made or begun is said to be: 201 and 202, not 200")
    void statusesOfWhatIsMade() {
        for (var made : List.of(
                "/auth/tokens",
                "/tasks",
                "/loans",
                "/collector-contacts",
                "/categories",
                "/reminder-templates",
                "/calendar/feeds",
                "/invitations",
                "/accounts/{id}/password-reset",
                "/invitations/accept")) {
            assertThat(responses(made, "post")).as(made).contains("201").doesNotContain("200");
        }
        for (var begun : List.of("/backups", "/import", "/import/original")) {
            assertThat(responses(begun, "post")).as(begun).contains("202").doesNotContain("200");
        }
    }

    private static Set<Object> responses(String path, String method) {
        var operation = (Map<?, ?>) paths().get("/api/v1" + path).get(method);
        return Set.copyOf(((Map<?, ?>) operation.get("responses")).keySet());
    }

    @Test
    @DisplayName("S32: no secret reaches the logs or the answers")
    void noSecretReachesTheLogsOrTheMetrics() {
        var lines = new ArrayList<String>();
        var recorder = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                var text = entry instanceof ExtLogRecord record ? record.getFormattedMessage() : entry.getMessage();
                var trace = new java.io.StringWriter();
                if (entry.getThrown() != null) {
                    entry.getThrown().printStackTrace(new java.io.PrintWriter(trace));
                }
                synchronized (lines) {
                    lines.add(text + trace);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(recorder);
        var answers = new StringBuilder();
        var visitor = Visitor.newcomer();
        String token;
        String feed;
        try {
            var canaries = Map.of("password", "канарейка-пароль", "login", "канарейка-имя");
            answers.append(Visitor.anonymous()
                    .contentType(ContentType.JSON)
                    .body(canaries)
                    .post("/auth/login")
                    .asString());
            token = visitor.request()
                    .body(Map.of("name", "канарейка-ключ", "scope", "write"))
                    .post("/auth/tokens")
                    .jsonPath()
                    .getString("token");
            feed = visitor.request()
                    .body(Map.of("name", "канарейка-ссылка", "content", "all"))
                    .post("/calendar/feeds")
                    .jsonPath()
                    .getString("url")
                    .replaceAll("^.*/|\\.ics$", "");
            for (var end : List.of(".ics", "x.ics", ".ics/", "", ".ics?%zz")) {
                answers.append(visitor.request().get("/calendar/" + feed + end).asString());
            }
            answers.append(visitor.request()
                    .body("{\"name\":\"канарейка-ключ\",\"scope\":\"x\"}")
                    .post("/auth/tokens")
                    .asString());
            answers.append(visitor.request()
                    .body("{\"title\":\"explode\",\"notes\":\"канарейка-заметка\"}")
                    .post("/try-out")
                    .asString());
            answers.append(
                    visitor.request().body("{\"канарейка").post("/try-out").asString());
            answers.append(visitor.request().get("/auth/sessions/канарейка").asString());
            RestAssured.given().header("Authorization", "Bearer " + token + "x").get("/api/v1/auth/me");
            Visitor.anonymous().cookie("session", visitor.session() + "x").get("/auth/me");
        } finally {
            Logger.getLogger("").removeHandler(recorder);
        }
        var logs = String.join("\n", lines);
        for (var secret : List.of("канарейка", token, feed, visitor.session(), Visitor.PASSWORD, "only-for-tests")) {
            assertThat(logs).doesNotContain(secret);
            assertThat(answers.toString()).doesNotContain(secret);
        }
    }
}
