package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.platform.LimitsForgotten;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import app.zapiska.telegram.BotInbox;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A4, A5: the owner invites, lets in and shuts out; nobody sees anything of another's. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class PeopleTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String PASSWORD = "девять жёлтых чашек";

    @Inject
    RedisDataSource redis;

    @Inject
    RateLimits rateLimits;

    @Inject
    MutableClock clock;

    @Inject
    BotInbox bot;

    private Visitor owner;

    @BeforeEach
    void signIn() {
        forgetTries();
        owner = Visitor.owner();
        RealServices.execute("delete from invitations");
    }

    @AfterEach
    void forgetTries() {
        clock.backToReal();
        redis.execute("FLUSHALL");
        LimitsForgotten.here(rateLimits);
    }

    private JsonPath invite(String role) {
        return owner.request()
                .body(Map.of("role", role))
                .post("/invitations")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static String code(JsonPath invitation) {
        return invitation.getString("url").replaceAll("^.*/invite#", "");
    }

    private static String newLogin() {
        return "guest" + NUMBERS.incrementAndGet();
    }

    private static ValidatableResponse accept(String code, String login, String password) {
        return Visitor.anonymous()
                .contentType(ContentType.JSON)
                .body(Map.of("code", code, "login", login, "name", "Аня", "password", password))
                .post("/invitations/accept")
                .then();
    }

    @Test
    @DisplayName("an invitation makes one account, signed in, and is then used up")
    void anInvitationIsUsedOnce() {
        var made = invite("member");
        assertThat(code(made)).matches("[A-Za-z0-9_-]{32}");
        assertThat(RealServices.count(
                        "select count(*) from invitations where position(? in encode(code_sha256, 'escape')) > 0",
                        code(made)))
                .isZero();
        var login = newLogin();

        var session = accept(code(made), login.toUpperCase(), PASSWORD)
                .statusCode(201)
                .body("account.role", equalTo("member"))
                .body("account.name", equalTo("Аня"))
                .body("account.login", equalTo(login))
                .extract()
                .cookie("session");

        Visitor.anonymous()
                .cookie("session", session)
                .get("/tasks")
                .then()
                .statusCode(200)
                .body("items", equalTo(List.of()));
        Visitor.anonymous()
                .cookie("session", session)
                .get("/reminder-templates")
                .then()
                .body(
                        "items.size()",
                        is(Math.toIntExact(RealServices.count(
                                "select count(*) from reminder_templates where account_id = ? and system_key is not null",
                                owner.accountId()))));
        accept(code(made), newLogin(), PASSWORD)
                .statusCode(404)
                .body("detail", containsString("не действует"))
                .body("attemptsLeft", is(2));
        owner.request().get("/invitations").then().body("items", equalTo(List.of()));
        owner.request()
                .get("/accounts")
                .then()
                .statusCode(200)
                .body("items[0].role", equalTo("owner"))
                .body("items.find { it.login == '" + login + "' }.name", equalTo("Аня"))
                .body("items.find { it.login == '" + login + "' }.chat", equalTo("none"))
                .body("items.find { it.login == '" + login + "' }.active", is(true));
    }

    @Test
    @DisplayName("two who use one invitation at the same moment: one gets in")
    void usedAtOnce() {
        var made = invite("reader");
        var answers = Stream.of(newLogin(), newLogin(), newLogin())
                .map(login -> CompletableFuture.supplyAsync(
                        () -> accept(code(made), login, PASSWORD).extract().statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertThat(answers).containsExactly(201, 404, 404);
    }

    @Test
    @DisplayName("withdrawn, expired and made up are the same, and what is wrong in the form uses nothing up")
    void whatDoesNotOpen() {
        var withdrawn = invite("member");
        owner.request().delete("/invitations/" + withdrawn.getLong("id")).then().statusCode(204);
        var expired = invite("member");
        clock.advance(Duration.ofDays(7).plusSeconds(1));
        var last = List.of(code(withdrawn), code(expired), "A".repeat(32)).stream()
                .map(code -> accept(code, newLogin(), PASSWORD)
                        .statusCode(404)
                        .extract()
                        .jsonPath())
                .toList();
        assertThat(last)
                .extracting(answer -> answer.getString("detail"))
                .containsOnly(last.getFirst().getString("detail"));
        clock.backToReal();
        forgetTries();

        var made = code(invite("member"));
        for (int i = 0; i < 4; i++) {
            accept(made, "с пробелом", PASSWORD).statusCode(400).body("errors.field", hasItem("login"));
            accept(made, "owner", PASSWORD).statusCode(400).body("errors.field", hasItem("login"));
            accept(made, newLogin(), "семь").statusCode(400).body("errors.field", hasItem("password"));
        }
        accept(made, newLogin(), PASSWORD).statusCode(201);
    }

    @Test
    @DisplayName("guessing codes locks the address as guessing passwords does, with one count for both")
    void guessingIsLocked() throws Exception {
        var made = code(invite("member"));
        try (var guesser = new Elsewhere("127.0.0.71")) {
            assertThat(guesser.login("wrong password").statusCode()).isEqualTo(401);
            assertThat(guesser.post("/invitations/accept", form("B".repeat(32))).statusCode())
                    .isEqualTo(404);
            var last = guesser.post("/invitations/accept", form("C".repeat(32)));
            assertThat(last.statusCode()).isEqualTo(404);
            assertThat(last.headers().firstValue("Retry-After")).isPresent();
            assertThat(guesser.post("/invitations/accept", form(made)).statusCode())
                    .isEqualTo(429);
            assertThat(guesser.login(Visitor.PASSWORD).statusCode()).isEqualTo(429);
        }
        accept(made, newLogin(), PASSWORD).statusCode(201);
    }

    private static String form(String code) {
        return "{\"code\":\"" + code + "\",\"login\":\"" + newLogin() + "\",\"name\":\"Аня\",\"password\":\"" + PASSWORD
                + "\"}";
    }

    @Test
    @DisplayName("an invitation has an end that is given, or a week, and there are not endlessly many")
    void endsOfInvitations() {
        for (var wrong : List.of("2020-01-01", "2999-01-01")) {
            owner.request()
                    .body(Map.of("role", "member", "expiresOn", wrong))
                    .post("/invitations")
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItem("expiresOn"));
        }
        owner.request()
                .body(Map.of("role", "owner"))
                .post("/invitations")
                .then()
                .statusCode(400);
        for (int i = 0; i < InvitationService.MOST; i++) {
            invite("member");
        }
        owner.request()
                .body(Map.of("role", "member"))
                .post("/invitations")
                .then()
                .statusCode(409);
    }

    @Test
    @DisplayName("V-55: the lock goes by address; a wrong name and a wrong password read the same")
    void theLockGoesByAddress() throws Exception {
        var second = Visitor.newcomer();
        try (var stranger = new Elsewhere("127.0.0.72");
                var other = new Elsewhere("127.0.0.73")) {
            var wrongPassword = stranger.login("wrong password");
            var wrongName = other.post("/auth/login", "{\"password\":\"wrong password\",\"login\":\"nobody-here\"}");
            assertThat(wrongName.statusCode()).isEqualTo(wrongPassword.statusCode());
            assertThat(wrongName.body()).isEqualTo(wrongPassword.body()).contains("Неверное имя или пароль");
            stranger.login("wrong password");
            stranger.login("wrong password");
            assertThat(stranger.login(Visitor.PASSWORD).statusCode()).isEqualTo(429);
            assertThat(other.post(
                                    "/auth/login",
                                    "{\"password\":\"" + Visitor.PASSWORD + "\",\"login\":\"" + second.login() + "\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
        Visitor.anonymous().get("/auth/needs").then().statusCode(200).body("login", is(true));
    }

    @Test
    @DisplayName("who is deactivated is out at once, everywhere, and comes back with nothing lost")
    void deactivatedAndBack() {
        var anna = Visitor.newcomer();
        var token = anna.request()
                .body(Map.of("name", "скрипт", "scope", "write"))
                .post("/auth/tokens")
                .jsonPath()
                .getString("token");
        var feed = anna.request()
                .body(Map.of("content", "all"))
                .post("/calendar/feeds")
                .jsonPath()
                .getString("url")
                .replaceAll("^.*/api/v1", "");
        anna.request().body(Map.of("title", "Моё")).post("/tasks").then().statusCode(201);
        var page = new OpenPage(anna).ready();
        Visitor.anonymous().get(feed).then().statusCode(200);

        admit(anna, "member", false).statusCode(200).body("active", is(false)).body("lastSeenAt", not(nullValue()));

        anna.request().get("/auth/me").then().statusCode(401);
        bearer(token).get("/tasks").then().statusCode(401);
        Visitor.anonymous().get(feed).then().statusCode(404);
        Waiting.until(Duration.ofSeconds(5), () -> page.closed.isDone());
        login(anna.login(), Visitor.PASSWORD).statusCode(403).body("detail", containsString("приостановил"));
        login(anna.login(), "wrong password").statusCode(401);

        admit(anna, "reader", true).statusCode(200).body("active", is(true)).body("role", equalTo("reader"));

        anna.request().get("/auth/me").then().statusCode(401);
        bearer(token).get("/tasks").then().statusCode(401);
        Visitor.anonymous().get(feed).then().statusCode(200);
        var back = Visitor.signIn(anna.login());
        back.request().get("/tasks").then().statusCode(200).body("items[0].title", equalTo("Моё"));
        back.request().body(Map.of("title", "Ещё")).post("/tasks").then().statusCode(403);
        assertThat(events(back))
                .startsWith("login", "account-reactivated", "role-changed", "wrong-password", "account-deactivated");
    }

    private static io.restassured.specification.RequestSpecification bearer(String token) {
        return Visitor.anonymous().header("Authorization", "Bearer " + token);
    }

    private static ValidatableResponse login(String login, String password) {
        return Visitor.anonymous()
                .contentType(ContentType.JSON)
                .body(Map.of("login", login, "password", password))
                .post("/auth/login")
                .then();
    }

    private ValidatableResponse admit(Visitor who, String role, boolean active) {
        return owner.request()
                .body(Map.of("role", role, "active", active))
                .put("/accounts/" + who.accountId())
                .then();
    }

    private static List<String> events(Visitor who) {
        return who.request()
                .get("/audit")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.event");
    }

    @Test
    @DisplayName("the chat of a deactivated account changes nothing and is told why")
    void theChatOfADeactivatedAccount() {
        var anna = Visitor.newcomer();
        long chat = 7_700_000L + anna.accountId();
        RealServices.sandbox().control().addChat(chat, "Аня");
        RealServices.execute(
                "update accounts set telegram_chat_id = ?, telegram_user_id = ? where id = ?",
                chat,
                chat,
                anna.accountId());
        owner.request()
                .get("/accounts")
                .then()
                .body("items.find { it.id == " + anna.accountId() + " }.chat", equalTo("linked"));
        admit(anna, "member", false).statusCode(200);
        var tasks = RealServices.count("select count(*) from tasks where account_id = ?", anna.accountId());

        assertThat(bot.press(chat, chat, 1, "t:1:done")).contains("приостановил");
        bot.write(chat, "купить хлеб завтра");

        Waiting.until(() -> RealServices.sandbox().control().messages(chat).stream()
                .anyMatch(message -> message.text().contains("приостановил")));
        assertThat(RealServices.count("select count(*) from tasks where account_id = ?", anna.accountId()))
                .isEqualTo(tasks);
    }

    @Test
    @DisplayName("there is one owner, who stays")
    void theOwnerStays() {
        admit(owner, "member", true).statusCode(409).body("detail", containsString("Владелец здесь один"));
        admit(owner, "reader", false).statusCode(409);
        owner.request().delete("/accounts/" + owner.accountId()).then().statusCode(409);
        owner.request()
                .body(Map.of("password", Visitor.PASSWORD))
                .post("/auth/delete-account")
                .then()
                .statusCode(409);
        owner.request().get("/auth/me").then().statusCode(200).body("role", equalTo("owner"));
        owner.request().delete("/accounts/999999999").then().statusCode(404);
        owner.request()
                .body(Map.of("role", "member", "active", true))
                .put("/accounts/999999999")
                .then()
                .statusCode(404);
    }

    @Test
    @DisplayName("who deletes their own account proves it is them")
    void deletingOneself() {
        var anna = Visitor.newcomer();
        anna.request()
                .body(Map.of("password", "wrong password"))
                .post("/auth/delete-account")
                .then()
                .statusCode(401);
        anna.request().get("/auth/me").then().statusCode(200);
        anna.request()
                .body(Map.of("password", Visitor.PASSWORD))
                .post("/auth/delete-account")
                .then()
                .statusCode(204);
        anna.request().get("/auth/me").then().statusCode(401);
        assertThat(RealServices.count("select count(*) from accounts where id = ?", anna.accountId()))
                .isZero();
        owner.request()
                .get("/audit?event=account-deleted")
                .then()
                .body("items[0].details.person", is((int) anna.accountId()))
                .body("items[0].accountId", nullValue());
    }

    @Test
    @DisplayName("S34: the log says who came in and who was refused, masked; each sees their own, the owner all")
    void theLog() throws Exception {
        var anna = Visitor.newcomer();
        try (var stranger = new Elsewhere("127.0.0.74")) {
            for (int i = 0; i < 3; i++) {
                stranger.post("/auth/login", "{\"password\":\"wrong password\",\"login\":\"" + anna.login() + "\"}");
            }
        }
        anna.request().get("/tasks/999999999").then().statusCode(404);
        anna.request().get("/export").then().statusCode(200);
        var token = anna.request()
                .body(Map.of("name", "скрипт", "scope", "read"))
                .post("/auth/tokens")
                .jsonPath();
        anna.request().delete("/auth/tokens/" + token.getLong("id")).then().statusCode(204);
        Waiting.until(() -> events(anna).contains("refused-id"));

        assertThat(events(anna))
                .contains("login", "wrong-password", "locked", "token-created", "token-deleted", "data-exported");
        anna.request()
                .get("/audit?event=wrong-password")
                .then()
                .body("items.size()", is(1))
                .body("items[0].times", is(3))
                .body("items[0].address", equalTo("127.0.0.x"))
                .body("items[0].accountId", is((int) anna.accountId()));
        anna.request().get("/audit?account=" + owner.accountId()).then().statusCode(403);
        owner.request()
                .get("/audit?event=locked&account=" + anna.accountId())
                .then()
                .body("items.size()", is(1))
                .body("items[0].name", equalTo("Новичок"));
        var today = clock.instant().atZone(java.time.ZoneId.of("Europe/Moscow")).toLocalDate();
        anna.request().get("/audit?from=" + today.plusDays(1)).then().body("items.size()", is(0));
        anna.request().get("/audit?to=" + today.minusDays(1)).then().body("items.size()", is(0));
        anna.request()
                .get("/audit?from=" + today + "&to=" + today)
                .then()
                .body("items.size()", is(events(anna).size()));
        for (var wrong : List.of("event=made-up", "from=x", "to=2026-13-01", "account=x", "cursor=x", "limit=0")) {
            anna.request().get("/audit?" + wrong).then().statusCode(400);
        }

        var first = owner.request().get("/audit?limit=2").jsonPath();
        var second = owner.request()
                .queryParam("limit", 2)
                .queryParam("cursor", first.getString("nextCursor"))
                .get("/audit")
                .jsonPath();
        assertThat(second.getLong("items[0].id")).isLessThan(first.getLong("items[1].id"));
        anna.request()
                .queryParam("cursor", first.getString("nextCursor"))
                .get("/audit")
                .then()
                .statusCode(400);
        anna.request().get("/audit?limit=200").then().body("items.accountId", everyItem(is((int) anna.accountId())));
    }

    @Test
    @DisplayName("V-54: each in their own zone")
    void eachInTheirOwnZone() {
        var moments = new HashMap<String, String>();
        for (var zone : List.of("Europe/Kaliningrad", "Asia/Vladivostok")) {
            var session = Visitor.anonymous()
                    .contentType(ContentType.JSON)
                    .body(Map.of(
                            "code",
                            code(invite("member")),
                            "login",
                            newLogin(),
                            "name",
                            "Аня",
                            "password",
                            PASSWORD,
                            "timeZone",
                            zone))
                    .post("/invitations/accept")
                    .then()
                    .statusCode(201)
                    .body("account.timeZone", equalTo(zone))
                    .extract();
            Visitor.anonymous()
                    .cookie("session", session.cookie("session"))
                    .contentType(ContentType.JSON)
                    .body(Map.of("title", "Утром", "due", "2031-07-10T09:00"))
                    .post("/tasks")
                    .then()
                    .statusCode(201);
            moments.put(zone, RealServices.text("""
                    select to_char(max(planned_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') from reminders
                    where account_id = ?""", session.jsonPath().getLong("account.id")));
        }
        assertThat(moments)
                .containsEntry("Europe/Kaliningrad", "2031-07-10T07:00Z")
                .containsEntry("Asia/Vladivostok", "2031-07-09T23:00Z");
    }
}
