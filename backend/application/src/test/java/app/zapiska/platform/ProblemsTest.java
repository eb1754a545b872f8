package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import app.zapiska.accounts.Visitor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ProblemsTest {

    private static Visitor owner;

    private static ValidatableResponse post(String json) {
        if (owner == null) {
            owner = Visitor.owner();
        }
        return owner.request()
                .body(json.getBytes(StandardCharsets.UTF_8))
                .post("/try-out")
                .then();
    }

    private static ValidatableResponse invalid(String json, String field) {
        return post(json)
                .statusCode(400)
                .contentType(containsString("application/problem+json"))
                .header("Cache-Control", "no-store")
                .body("type", equalTo("/problems/validation"))
                .body("errors[0].field", equalTo(field))
                .body("errors[0].message", not(emptyString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"importance\":\"abc\"} | importance",
                "{\"importance\":\"2\"} | importance",
                "{\"importance\":2.5} | importance",
                "{\"importance\":99999999999999} | importance",
                "{\"importance\":1e400000} | importance",
                "{\"importance\":true} | importance",
                "{\"importance\":[]} | importance",
                "{\"importance\":-1} | importance",
                "{\"important\":\"yes\"} | important",
                "{\"title\":5} | title",
                "{\"title\":[\"a\"]} | title",
                "{\"title\":{}} | title",
                "{\"title\":\"\"} | title",
                "{\"title\":\"   \"} | title",
                "{\"title\":\"longer than ten\"} | title",
                "{\"title\":\"a\\u0000b\"} | title",
                "{\"title\":\"a\\u001bb\"} | title",
                "{\"title\":\"a\\nb\"} | title",
                "{\"title\":\"a\\u202eb\"} | title",
                "{\"title\":\"a\\ud800b\"} | title",
                "{\"notes\":\"a\\u0007b\"} | notes",
                "{\"date\":\"2026-02-30\"} | date",
                "{\"date\":\"21.11.2026\"} | date",
                "{\"date\":\"0000-01-01\"} | date",
                "{\"date\":\"999999-01-01\"} | date",
                "{\"date\":20261121} | date",
                "{\"date\":[2026,11,21]} | date",
                "{\"date\":\"\"} | date",
                "{\"at\":\"2026-11-21\"} | at",
                "{\"at\":\"2026-11-21T25:00\"} | at",
                "{\"at\":\"2026-11-21T18:00Z\"} | at",
                "{\"at\":\"2026-11-21T18:00+03:00\"} | at",
                "{\"time\":\"24:00\"} | time",
                "{\"due\":\"tomorrow\"} | due",
                "{\"parts\":[{\"title\":\"ok\"},{\"title\":\"\"}]} | parts[1].title",
                "{\"parts\":[{\"title\":\"ok\"},{\"name\":\"x\"}]} | parts[1].name",
                "{\"parts\":[null]} | parts[0]",
                "{\"parts\":{}} | parts",
                "{\"parts\":[{\"title\":\"1\"},{\"title\":\"2\"},{\"title\":\"3\"}]} | parts",
                "{\"colour\":\"red\"} | colour",
            })
    void aWrongFieldIsNamed(String json, String field) {
        invalid(json, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "accountId", "version", "status", "createdAt", "role"})
    @DisplayName("S24: fields that are not the client's are refused by name")
    void fieldsThatAreNotTheClientsAreRefusedByName(String field) {
        invalid("{\"title\":\"a\",\"" + field + "\":1}", field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "5",
                "\"text\"",
                "{\"title\":\"a\"} {}",
                "{\"title\":\"a\",\"title\":\"b\"}",
                "{'title':1}",
                "nonsense"
            })
    void whatIsNotTheExpectedJsonIsAProblem(String json) {
        post(json).statusCode(400).body("type", equalTo("/problems/validation")).body("errors", notNullValue());
    }

    @Test
    @DisplayName("S25: deep JSON is refused")
    void deepJsonIsRefused() {
        post("{\"parts\":".repeat(1) + "[".repeat(5_000) + "]".repeat(5_000) + "}")
                .statusCode(400)
                .body("type", equalTo("/problems/validation"));
    }

    @Test
    void textsArriveCleanAndWhole() {
        post("{\"title\":\"  Е\\u0301ж 🦔  \",\"notes\":\"а < b & <b>\\r\\nשלום\\t1\"}")
                .statusCode(201)
                .body("title", equalTo("Е\u0301ж 🦔"))
                .body("notes", equalTo("а < b & <b>\nשלום\t1"));
        post("{\"title\":\"и\\u0306\"}").statusCode(201).body("title", equalTo("й"));
        post("{\"title\":\"🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔\"}").statusCode(201);
    }

    @Test
    void localTimesAreReadWithASpaceAndWrittenWithAT() {
        post("{\"at\":\"2026-11-21 18:00\",\"due\":\"2026-11-21\",\"time\":\"07:30:00\"}")
                .statusCode(201)
                .body("at", equalTo("2026-11-21T18:00"))
                .body("due", equalTo("2026-11-21"))
                .body("time", equalTo("07:30"));
        post("{\"due\":\"2026-11-21 18:00\"}").statusCode(201).body("due", equalTo("2026-11-21T18:00"));
    }

    @Test
    @DisplayName("S25: a body that is too large is refused")
    void aBodyThatIsTooLargeIsRefused() {
        for (var path : new String[] {"/api/v1/auth/me", "/tasks", "/telegrams", "/telegram%2F..%2Ftasks"}) {
            RestAssured.given()
                    .urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .header("Content-Security-Policy", endsWith("frame-ancestors 'none'"))
                    .header("X-Frame-Options", "DENY");
        }
        for (var path : new String[] {"/telegram", "/telegram/tasks"}) {
            RestAssured.get(path)
                    .then()
                    .header(
                            "Content-Security-Policy",
                            startsWith("default-src 'none'; script-src 'self'; style-src 'self'"))
                    .header("Content-Security-Policy", endsWith("frame-ancestors https://web.telegram.org"))
                    .header("X-Frame-Options", equalTo(null));
        }
        post("{\"notes\":\"" + "a".repeat(300_000) + "\"}")
                .statusCode(413)
                .contentType(containsString("problem+json"))
                .body("type", equalTo("/problems/too-large"));
    }

    @Test
    @DisplayName("S25: a body that hides its size is refused, too")
    void aBodyThatHidesItsSizeIsRefusedToo() throws IOException {
        var session = Visitor.owner().session();
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write(("POST /api/v1/try-out HTTP/1.1\r\nHost: localhost\r\nCookie: session=" + session
                            + "\r\nX-Requested-With: zapiska\r\nContent-Type: application/json\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var chunk = "a".repeat(16_384);
            try {
                out.write("b\r\n{\"notes\": \"\r\n".getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < 20; i++) {
                    out.write(("4000\r\n" + chunk + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
                out.write("2\r\n\"}\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closedEarly) {
                // It need not listen to the end.
            }
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    @DisplayName("a body that comes drop by drop is given up, wherever it goes")
    void slowBodiesEnd() throws Exception {
        var session = Visitor.owner().session();
        var head =
                " HTTP/1.1\r\nHost: localhost\r\nX-Requested-With: zapiska\r\nContent-Type: application/json\r\nContent-Length: 50\r\n";
        var cookie = "Cookie: session=" + session + "\r\n";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = threads.submit(() -> Wire.answer("POST /api/v1/try-out" + head + cookie + "\r\n{"));
            var keyed = threads.submit(() -> Wire.answer("POST /api/v1/try-out" + head + cookie
                    + "Idempotency-Key: slow-" + UUID.randomUUID() + "\r\n\r\n{"));
            var refused = threads.submit(() -> Wire.answer("POST /api/v1/try-out" + head + "\r\n{"));
            var nowhere = threads.submit(() -> Wire.answer("POST /" + head + "\r\n{"));
            assertThat(slow.get()).startsWith("HTTP/1.1 408").contains("/problems/too-slow", "Content-Security-Policy");
            assertThat(keyed.get()).startsWith("HTTP/1.1 408");
            assertThat(refused.get()).startsWith("HTTP/1.1 401");
            assertThat(Wire.status(nowhere.get())).isIn(404, 405);
        }
    }

    @Test
    @DisplayName("a database that is silent is answered for within seconds, and what waits for it goes on afterwards")
    void aSilentDatabaseIsNoSilence() {
        var owner = Visitor.owner();
        owner.request().get("/tasks").then().statusCode(200);
        var began = Instant.now();
        try (var _ = RealServices.databasePaused()) {
            var asked = System.nanoTime();
            owner.request()
                    .get("/tasks")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .header("Content-Security-Policy", notNullValue())
                    .body("type", equalTo("/problems/unavailable"));
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(12));
            RestAssured.get("/healthz").then().statusCode(503);
        }
        Waiting.until(
                "the database again",
                Duration.ofSeconds(20),
                () -> owner.request().get("/tasks").statusCode() == 200);
        assertThat(RecentFaults.latest())
                .as("what was answered in time is no fault when it ends")
                .noneMatch(fault -> fault.at().isAfter(began) && fault.message().contains("Fault "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /api/v1/%zz | 400",
                "GET /%zz | 400",
                "GET /api/v1/try-out?q=%zz | 400",
                "GET /api/v1/tasks/%e0%80 | 4..",
                "POST /healthz | 405",
                "GET /api/docs | 404",
                "GET /api/docs/ | 404",
                "GET /q/metrics | 404",
                "GET /api/v1/tasks?q=LONG | 414",
                "GET /api/v1/tasks?q=чай | 400",
                "GET /чай | 400",
                "BREW /api/v1/tasks | 4..",
                "TRACE /api/v1/tasks | 4..",
            })
    @DisplayName("what comes wrong is a problem with all headers, however wrong it is")
    void whateverComesWrongIsAProblem(String request, String status) throws IOException {
        var answer = Wire.answer(request.replace("LONG", "a".repeat(9_000))
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(Integer.toString(Wire.status(answer))).as(answer).matches(status);
        isAProblemWithAllHeaders(answer);
    }

    @Test
    @DisplayName("a body that hides its size and is too large is a problem with all headers")
    void aHiddenBodyIsAProblemToo() throws IOException {
        var answer = Wire.answer(
                "POST /api/v1/try-out HTTP/1.1\r\nHost: localhost\r\nX-Requested-With: zapiska\r\nCookie: session="
                        + Visitor.owner().session()
                        + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + ("4000\r\n" + "a".repeat(0x4000) + "\r\n").repeat(17) + "0\r\n\r\n");
        assertThat(Wire.status(answer)).isEqualTo(413);
        isAProblemWithAllHeaders(answer);
    }

    private static void isAProblemWithAllHeaders(String answer) {
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains(
                        "content-type: application/problem+json",
                        "content-security-policy: ",
                        "x-content-type-options: nosniff",
                        "referrer-policy: no-referrer",
                        "x-frame-options: deny",
                        "\"type\":\"/problems/");
    }

    @Test
    @DisplayName("S26: another content type is refused")
    void anotherContentTypeIsRefused() {
        Visitor.owner()
                .request()
                .contentType("application/xml")
                .body("<a/>")
                .post("/try-out")
                .then()
                .statusCode(415)
                .contentType(containsString("problem+json"))
                .body("type", equalTo("/problems/unsupported-media-type"));
    }

    @Test
    void unknownPathsAndMethodsAreProblems() {
        for (var path : new String[] {"/nothing", "/try-out/1/2/3", "/try-out/abc"}) {
            Visitor.owner()
                    .request()
                    .header("If-Match", "*")
                    .body("{}")
                    .put(path)
                    .then()
                    .statusCode(404)
                    .contentType(containsString("problem+json"))
                    .body("type", equalTo("/problems/not-found"));
        }
        RestAssured.get("/api/v2/x").then().statusCode(404).contentType(containsString("problem+json"));
        Visitor.owner()
                .request()
                .delete("/try-out")
                .then()
                .statusCode(405)
                .contentType(containsString("problem+json"))
                .body("type", equalTo("/problems/method-not-allowed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=abc", "limit=0", "limit=201", "limit=-5", "limit=99999999999"})
    @DisplayName("S25: a page of more than 200 is refused by name")
    void aWrongLimitIsNamed(String query) {
        Visitor.anonymous().get("/try-out?" + query).then().statusCode(400).body("errors[0].field", equalTo("limit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=a%00b", "q=%1b", "q=%zz", "q%00=1", "q=%ff%fe"})
    void whatIsNoTextInAnAddressReachesNobody(String query) throws IOException {
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /api/v1/try-out?" + query
                                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // Broken UTF-8 decodes to replacement characters, which are harmless.
            assertThat(answer).startsWith(query.equals("q=%ff%fe") ? "HTTP/1.1 200" : "HTTP/1.1 400");
        }
    }

    @Test
    void anUnprintableParameterIsNamed() {
        RestAssured.given()
                .urlEncodingEnabled(false)
                .get("/api/v1/try-out?q=a%00b")
                .then()
                .statusCode(400)
                .contentType(containsString("problem+json"))
                .body("errors[0].field", equalTo("q"));
    }

    @Test
    void aLongTextIsReadWithoutLeavingTheEventLoop() {
        // 40 kB of UTF-8, far beyond the framework's default buffer.
        post("{\"notes\":\"" + "ж".repeat(20_000) + "\"}").statusCode(201);
    }

    @Test
    @DisplayName("S26: a fault of ours tells nothing but an id")
    void aFaultOfOursTellsNothingButAnId() {
        var body = post("{\"title\":\"explode\"}")
                .statusCode(500)
                .body("type", equalTo("/problems/internal"))
                .body("errorId", notNullValue())
                .extract()
                .asString();
        assertThat(body).doesNotContain("IllegalArgument", "select", "secret", "app.zapiska", "\tat ");
    }

    @Test
    void versionsAreRequiredAndCompared() {
        var visitor = Visitor.owner();
        visitor.request()
                .body("{}")
                .put("/try-out/1")
                .then()
                .statusCode(428)
                .body("type", equalTo("/problems/precondition-required"));
        visitor.request()
                .header("If-Match", "\"v2\"")
                .body("{\"title\":\"now\"}")
                .put("/try-out/1")
                .then()
                .statusCode(412)
                .body("type", equalTo("/problems/stale"))
                .body("current.title", equalTo("now"));
        for (var tag : new String[] {"\"v3\"", "W/\"v3\"", "*", "\"v2\", \"v3\""}) {
            visitor.request()
                    .header("If-Match", tag)
                    .body("{}")
                    .put("/try-out/1")
                    .then()
                    .statusCode(200);
        }
        for (var tag : new String[] {"v3", "\"3\"", "nonsense", "\"v99999999999\""}) {
            visitor.request()
                    .header("If-Match", tag)
                    .body("{}")
                    .put("/try-out/1")
                    .then()
                    .statusCode(412);
        }
    }

    @Test
    void theClientsLanguageIsAnswered() {
        Visitor.anonymous()
                .header("Accept-Language", "en-GB,en;q=0.9,ru;q=0.8")
                .get("/auth/me")
                .then()
                .statusCode(401)
                .header("Content-Language", "en")
                .body("title", equalTo("Sign in"));
        Visitor.anonymous()
                .header("Accept-Language", "fr")
                .get("/auth/me")
                .then()
                .body("title", equalTo("Нужно войти"));
        Visitor.owner()
                .request()
                .header("Accept-Language", "en")
                .body("{\"importance\":9}")
                .post("/try-out")
                .then()
                .body("errors[0].message", equalTo("At most 3"));
        assertThat(post("{\"importance\":9}").extract().jsonPath().getString("errors[0].message"))
                .isEqualTo("Не больше 3");
    }

    @Test
    void anEndpointNobodyThoughtAboutIsClosed() {
        Visitor.anonymous().get("/try-out/unannotated").then().statusCode(401);
        Visitor.owner().request().get("/try-out/unannotated").then().statusCode(403);
    }

    @Test
    @DisplayName("S18: every answer carries the security headers")
    void everyAnswerCarriesTheSecurityHeaders() {
        for (var path : new String[] {
            "/api/v1/auth/me", "/api/v1/nothing", "/healthz", "/nothing", "/api/v1/openapi", "/../etc/passwd"
        }) {
            RestAssured.given()
                    .urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .header("Content-Security-Policy", containsString("default-src 'none'; script-src 'self'"))
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Strict-Transport-Security", equalTo(null));
        }
        post("{\"notes\":\"" + "a".repeat(300_000) + "\"}").statusCode(413).header("X-Content-Type-Options", "nosniff");
        for (var path : new String[] {"/healthz", "/nothing", "/assets/not-yet.js"}) {
            RestAssured.get(path).then().header("Cache-Control", "no-store");
        }
    }

    @Test
    @DisplayName("S9: no other site may read")
    void noOtherSiteMayRead() {
        Visitor.anonymous()
                .header("Origin", "https://evil.example")
                .get("/auth/me")
                .then()
                .header("Access-Control-Allow-Origin", equalTo(null));
    }

    @Test
    void healthTellsWhatItLooksAt() {
        RestAssured.get("/healthz")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("checks.database", equalTo("ok"))
                .body("status", notNullValue());
    }
}
