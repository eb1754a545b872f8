package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S23: every route of the API's own description, tried by each role: what is refused changes nothing. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class EveryRouteTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static final Set<String> OPEN = Set.of(
            "POST /auth/login",
            "POST /auth/login-link",
            "POST /auth/login-link/owner",
            "POST /auth/passkey",
            "POST /auth/passkey/question",
            "POST /auth/telegram",
            "GET /auth/needs",
            "POST /auth/password-reset",
            "POST /invitations/accept",
            "GET /calendar/{secret}.ics");

    static final Set<String> OF_THE_OWNER = Set.of(
            "GET /accounts",
            "PUT /accounts/{id}",
            "DELETE /accounts/{id}",
            "POST /accounts/{id}/password-reset",
            "DELETE /accounts/{id}/password-reset",
            "GET /invitations",
            "POST /invitations",
            "DELETE /invitations/{id}",
            "GET /announcements",
            "POST /announcements",
            "GET /announcements/{id}",
            "POST /announcements/{id}/stop",
            "GET /backups",
            "POST /backups",
            "GET /backups/{name}",
            "POST /import/original",
            "GET /telegram/updates",
            "PUT /telegram/updates/mode",
            "POST /telegram/updates/check",
            "GET /status");

    /** What somebody who only reads may call, though it is no GET: it changes nothing of what they have written. */
    static final Set<String> FOR_READERS = Set.of(
            "POST /auth/logout",
            "POST /auth/password",
            "POST /auth/second-factor/setup",
            "POST /auth/second-factor/confirm",
            "POST /auth/second-factor/recovery-codes",
            "POST /auth/second-factor/removal",
            "DELETE /auth/sessions/{id}",
            "POST /auth/passkeys",
            "POST /auth/passkeys/setup",
            "PATCH /auth/passkeys/{id}",
            "POST /auth/passkeys/{id}/removal",
            "POST /loans/full-cost",
            "POST /loans/holiday-check",
            "POST /loans/payoff-plan",
            "POST /loans/schedule-preview",
            "POST /reminder-templates/preview",
            "POST /lender-messages/draft",
            "POST /tasks/quick-add",
            "POST /tasks/recurrence-preview");

    static final Set<String> ENDLESS = Set.of("GET /events");

    private static final Map<String, Object> TEMPLATE =
            Map.of("name", "Моё", "rules", List.of(Map.of("kind", "before", "minutes", 60)));
    private static final Map<String, Object> LOAN =
            Map.of("orgName", "Моё", "loanDate", "2025-10-01", "amountBorrowed", "1.00");
    private static final Map<String, Object> CONTACT = Map.of("at", "2025-11-02T10:00", "kind", "call", "who", "Чужое");
    private static final Map<String, Object> INSTALLMENT = Map.of("dueDate", "2031-01-01", "amount", "1.00");

    /** What is right where it is the caller's own; a route with an id and a body needs one here. */
    static final Map<String, Object> BODIES = Map.ofEntries(
            Map.entry("PATCH /auth/passkeys/{id}", Map.of("name", "Моё")),
            Map.entry("POST /auth/passkeys/{id}/removal", Map.of("password", Visitor.PASSWORD)),
            Map.entry("PUT /categories/{id}", Map.of("name", "Моё")),
            Map.entry("PUT /collector-contacts/{id}", CONTACT),
            Map.entry("PUT /loans/{id}", LOAN),
            Map.entry("POST /loans/{id}/close", Map.of("reason", "Моё")),
            Map.entry("POST /loans/{id}/installments", INSTALLMENT),
            Map.entry("PUT /loans/{id}/installments/{installmentId}", INSTALLMENT),
            Map.entry("PUT /loans/{id}/requisites", Map.of("name", "Моё")),
            Map.entry("POST /loans/{id}/payments", Map.of("amount", "1.00", "paidOn", "2025-10-02")),
            Map.entry(
                    "POST /loans/{id}/prolongation",
                    Map.of("until", "2032-01-01", "amount", "1.00", "toReturn", "300.00")),
            Map.entry("PUT /reminder-templates/{id}", TEMPLATE),
            Map.entry("PUT /tasks/{id}", Map.of("title", "Моё")),
            Map.entry("PUT /tasks/{id}/place", Map.of("after", 0)),
            Map.entry("PUT /telegram/group/people/{id}", Map.of("allowed", true)),
            Map.entry("POST /tasks/{id}/snooze", Map.of("minutes", 15)),
            Map.entry("PATCH /tasks/{id}/subtasks/{subtaskId}", Map.of("completed", true)));

    private record Route(String method, String path, boolean takesBody) {
        String name() {
            return method + " " + path;
        }

        boolean hasId() {
            return path.contains("{");
        }
    }

    private List<Route> routes;
    private Visitor victim;
    private Map<String, Object> ids;

    @BeforeEach
    void arrange() {
        routes = routes();
        victim = Visitor.newcomer();
        ids = things(victim);
    }

    private static List<Route> routes() {
        Map<String, Map<String, Map<String, Object>>> paths = RestAssured.given()
                .accept(ContentType.JSON)
                .queryParam("format", "json")
                .get("/api/v1/openapi")
                .jsonPath()
                .getMap("paths");
        var routes = new ArrayList<Route>();
        paths.forEach((path, methods) -> methods.forEach((method, operation) -> {
            if (Set.of("get", "post", "put", "patch", "delete").contains(method)) {
                routes.add(new Route(
                        method.toUpperCase(java.util.Locale.ROOT),
                        path.replace("/api/v1", ""),
                        operation.containsKey("requestBody")));
            }
        }));
        assertThat(routes).hasSizeGreaterThan(80);
        return routes;
    }

    /** One of everything, under the names that the description gives ids. */
    static Map<String, Object> things(Visitor who) {
        var ids = new LinkedHashMap<String, Object>();
        var task = who.request()
                .body(Map.of("title", "Чужое", "due", "2099-12-01T12:00", "subtasks", List.of(Map.of("title", "Раз"))))
                .post("/tasks")
                .jsonPath();
        ids.put("tasks", task.getLong("id"));
        ids.put("subtaskId", task.getLong("subtasks[0].id"));
        ids.put("categories", made(who, "/categories", Map.of("name", "Чужое")));
        ids.put("reminder-templates", made(who, "/reminder-templates", TEMPLATE));
        var loan = who.request()
                .body(Map.of(
                        "orgName", "Чужое",
                        "loanDate", "2025-10-01",
                        "amountBorrowed", "300.00",
                        "installments", List.of(Map.of("dueDate", "2031-01-01", "amount", "300.00"))))
                .post("/loans")
                .jsonPath();
        ids.put("loans", loan.getLong("id"));
        ids.put("installmentId", loan.getLong("installments[0].id"));
        who.request()
                .body(Map.of("amount", "40.00", "paidOn", "2025-10-02"))
                .post("/loans/" + ids.get("loans") + "/payments")
                .then()
                .statusCode(201);
        ids.put(
                "entryId",
                RealServices.count("select max(id) from loan_entries where account_id = ?", who.accountId()));
        ids.put("collector-contacts", made(who, "/collector-contacts", CONTACT));
        ids.put("tokens", made(who, "/auth/tokens", Map.of("name", "Чужое", "scope", "read")));
        ids.put("sessions", RealServices.count("select max(id) from sessions where account_id = ?", who.accountId()));
        ids.put("passkeys", RealServices.count("""
                with made as (insert into passkeys (account_id, credential_id, attested, sign_count, backup_eligible, name,
                    created_at)
                  values (?, uuid_send(gen_random_uuid()), '\\x00', 0, false, 'Чужое', now()) returning id)
                select id from made""", who.accountId()));
        ids.put("feeds", made(who, "/calendar/feeds", Map.of("content", "all")));
        ids.put("reminders", RealServices.count("select max(id) from reminders where account_id = ?", who.accountId()));
        ids.put("imports", RealServices.count("""
                with done as (insert into imports (account_id, kind, dry_run, state, requested_at, finished_at)
                  values (?, 'ARCHIVE', false, 'DONE', now(), now()) returning id)
                select id from done""", who.accountId()));
        ids.put("subscriptions", RealServices.count("""
                with made as (insert into push_subscriptions (account_id, endpoint, endpoint_sha256, p256dh, auth, server_key,
                    user_agent, created_at)
                  select ?, 'https://push.example/', sha256(gen_random_uuid()::text::bytea), decode(repeat('04', 65), 'hex'),
                    decode(repeat('00', 16), 'hex'), decode(repeat('04', 65), 'hex'), '', now() returning id)
                select id from made""", who.accountId()));
        ids.put("link-requests", RealServices.count("""
                with made as (insert into telegram_link_requests (account_id, chat_id, user_id, name, expires_at)
                  values (?, 5, 5, 'Кто-то', now() + interval '10 minutes') returning id)
                select id from made""", who.accountId()));
        ids.put("requests", RealServices.count("""
                with made as (insert into telegram_group_links (account_id, chat_id, user_id, name, title, expires_at)
                  values (?, -5, 5, 'Кто-то', 'Группа', now() + interval '10 minutes') returning id)
                select id from made""", who.accountId()));
        ids.put("people", RealServices.count("""
                with made as (insert into telegram_groups (account_id, chat_id, title, linked_at)
                  select ?, -1000000 - coalesce(max(id), 0), 'Группа', now() from telegram_groups returning account_id),
                person as (insert into telegram_group_people (account_id, user_id, name, seen_at)
                  select account_id, 5, 'Кто-то', now() from made returning id)
                select id from person""", who.accountId()));
        who.request()
                .header("If-Match", "*")
                .delete("/tasks/" + made(who, "/tasks", Map.of("title", "Удалённое")))
                .then()
                .statusCode(204);
        ids.put("token", who.request().get("/undo").jsonPath().getString("items[0].token"));
        ids.put("accounts", who.accountId());
        ids.put("invitations", 1);
        ids.put("announcements", 1);
        ids.put("name", "zapiska-20261120T230000Z.age");
        ids.put("secret", "A".repeat(43));
        return ids;
    }

    private static long made(Visitor who, String path, Object body) {
        return who.request()
                .body(body)
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    /** The path with ids in it, by the name of each or, where that is merely {@code id}, of what it is an id of. */
    static String filledIn(String template, Map<String, Object> ids) {
        var path = new StringBuilder();
        var last = "";
        for (var part : template.substring(1).split("/")) {
            var name = part.replaceAll("[{}]|\\.ics", "");
            var id = name.equals("id") ? ids.get(last) : ids.get(name);
            if (part.startsWith("{")) {
                assertThat(id).as("an id for " + template).isNotNull();
            }
            path.append('/').append(part.startsWith("{") ? part.replace("{" + name + "}", id.toString()) : part);
            last = part;
        }
        return path.toString();
    }

    private int status(Route route, Visitor who, Object body) {
        var path = filledIn(route.path(), ids);
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1" + path))
                .header("Cookie", "session=" + who.session())
                .header("X-Requested-With", "zapiska")
                .header("If-Match", "*")
                .timeout(Duration.ofSeconds(60));
        if (route.takesBody()) {
            request.header("Content-Type", "application/json")
                    .method(route.method(), HttpRequest.BodyPublishers.ofString(json(body)));
        } else {
            request.method(route.method(), HttpRequest.BodyPublishers.noBody());
        }
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .join()
                .statusCode();
    }

    private static String json(Object body) {
        return body instanceof String text ? text : JsonObject.mapFrom(body).encode();
    }

    /** All rows of an account, as text, by table; but not when a session, a token or a link was used last. */
    static Map<String, Object> everything(Visitor who) {
        return new JsonObject(RealServices.text(EveryTable.STATEMENT, who.accountId())).getMap();
    }

    /** One statement, which asks every table that knows whose its rows are. */
    private static final class EveryTable {
        static final String STATEMENT = RealServices.text("""
                select 'with who as (select ?::bigint as id) select json_object_agg(name, content) from ('
                  || string_agg(format(
                       'select %L as name, (select string_agg((to_jsonb(t) - ''last_seen_at'' - ''last_used_at''
                          - ''last_fetched_at'')::text, ''|'' order by t::text)
                        from %I t where %I = (select id from who)) as content',
                       table_name, table_name, column_name), ' union all ' order by table_name)
                  || ') as tables'
                from information_schema.columns
                where table_schema = 'public' and table_name <> 'audit_log'
                  and (column_name = 'account_id' or table_name = 'accounts' and column_name = 'id')""");
    }

    @Test
    @DisplayName("S23: another's ids are not there, on any route, whatever is asked of them, and stay as they are")
    void anothersIdsAreNotThere() {
        var stranger = Visitor.newcomer();
        var before = everything(victim);
        assertThat(routes.stream()
                        .filter(route -> route.hasId() && route.takesBody() && !OF_THE_OWNER.contains(route.name()))
                        .map(Route::name))
                .containsExactlyInAnyOrderElementsOf(BODIES.keySet());
        for (var route : routes) {
            if (route.hasId() && !OF_THE_OWNER.contains(route.name())) {
                assertThat(status(route, stranger, BODIES.get(route.name())))
                        .as(route.name())
                        .isEqualTo(404);
            }
        }
        // Found again under the stranger's own ids above them, which are right.
        var own = things(stranger);
        ids.put("loans", own.get("loans"));
        ids.put("tasks", own.get("tasks"));
        for (var route : routes) {
            if (route.path().matches(".*\\{.*\\{.*")) {
                assertThat(status(route, stranger, BODIES.get(route.name())))
                        .as("nested " + route.name())
                        .isEqualTo(404);
            }
        }
        assertThat(everything(victim)).isEqualTo(before);
    }

    @Test
    @DisplayName("what is the owner's is refused to members and readers, and open to the owner")
    void whatIsTheOwners() {
        var before = everything(victim);
        for (var who : List.of(Visitor.newcomer(), Visitor.newcomer("READER"))) {
            for (var route : routes) {
                if (OF_THE_OWNER.contains(route.name())) {
                    // Some judge the body first; that is not the owner's any more than anybody's.
                    assertThat(status(route, who, rightBody(route)))
                            .as(route.name())
                            .isEqualTo(403);
                }
            }
        }
        assertThat(everything(victim)).isEqualTo(before);
        var owner = Visitor.owner();
        for (var route : routes) {
            if (OF_THE_OWNER.contains(route.name()) && route.method().equals("GET") && !route.hasId()) {
                assertThat(status(route, owner, "")).as(route.name()).isEqualTo(200);
            }
        }
        assertThat(routes.stream().map(Route::name)).containsAll(OF_THE_OWNER).containsAll(FOR_READERS);
    }

    private static Object rightBody(Route route) {
        return switch (route.name()) {
            case "PUT /accounts/{id}" -> Map.of("role", "reader", "active", false);
            case "POST /accounts/{id}/password-reset" -> Map.of("removeSecondFactor", true);
            case "PUT /telegram/updates/mode" -> Map.of("mode", "webhook");
            case "POST /announcements" -> Map.of("text", "Всем");
            case "POST /invitations" -> Map.of("role", "member");
            case "POST /import/original" -> Map.of("url", "postgresql://a:b@localhost/c", "dryRun", true);
            default -> "{}";
        };
    }

    @Test
    @DisplayName("who only reads changes nothing, on any route, also of their own")
    void whoOnlyReads() {
        var reader = Visitor.newcomer();
        ids = things(reader);
        RealServices.execute("update accounts set role = 'READER' where id = ?", reader.accountId());
        var again = Visitor.signIn(reader.login());
        var before = everything(again);
        for (var route : routes) {
            if (!route.method().equals("GET") && !OPEN.contains(route.name()) && !FOR_READERS.contains(route.name())) {
                assertThat(status(route, again, rightBody(route)))
                        .as(route.name())
                        .isEqualTo(403);
            }
        }
        assertThat(everything(again)).isEqualTo(before);
        for (var route : routes) {
            if (route.method().equals("GET")
                    && !OF_THE_OWNER.contains(route.name())
                    && !OPEN.contains(route.name())
                    && !ENDLESS.contains(route.name())) {
                assertThat(status(route, again, ""))
                        .as(route.name())
                        .isLessThan(500)
                        .isNotIn(401, 403, 404);
            }
        }
    }

    @Test
    @DisplayName("who is deactivated reaches nothing at all")
    void whoIsDeactivated() {
        RealServices.execute("update accounts set deactivated_at = now() where id = ?", victim.accountId());
        // The page they had open; found again once the notice of the change has been heard.
        Waiting.until(() -> victim.request().get("/auth/me").statusCode() == 401);
        var before = everything(victim);
        for (var route : routes) {
            if (!OPEN.contains(route.name())) {
                assertThat(status(route, victim, rightBody(route)))
                        .as(route.name())
                        .isEqualTo(401);
            }
        }
        assertThat(everything(victim)).isEqualTo(before);
    }
}
