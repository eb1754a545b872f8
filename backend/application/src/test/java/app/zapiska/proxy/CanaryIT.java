package app.zapiska.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.zapiska.channels.MailServer;
import app.zapiska.platform.Waiting;
import app.zapiska.reminders.Installation;
import app.zapiska.sandbox.Fault;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Words that stand nowhere else go through the product's whole life, good and bad. The logs are the plain ones, which no masking
 * has gone over.
 */
@DisplayName("S32: what is secret or personal")
class CanaryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    /** By what it is. */
    private static final Map<String, String> PLANTED = new LinkedHashMap<>();

    private static String canary(String what) {
        return PLANTED.computeIfAbsent(what, it -> "kanareika" + PLANTED.size() + RUN);
    }

    private static final String PASSWORD = canary("password");

    @RegisterExtension
    final Installation installation = new Installation(Map.of(
            "TRUSTED_PROXIES", "127.0.0.1",
            "AUTH_PASSWORD", PASSWORD,
            "JWT_SIGNING_KEY", canary("signing key") + "-0123456789abcdef0123456789",
            "ZAPISKA_REMINDERS_RESCUE", "1s",
            "TELEGRAM_CONNECT_TIMEOUT", "2s",
            "TELEGRAM_READ_TIMEOUT", "3s",
            "TELEGRAM_CALL_TIMEOUT", "4s"));

    private final MailServer mail = new MailServer();

    @TempDir
    Path page;

    private final List<HttpResponse<String>> refusals = new ArrayList<>();

    @BeforeEach
    void builtPage() throws Exception {
        assumeTrue(Nginx.installed() || System.getenv("CI") != null, "nginx is not installed here");
        Files.writeString(page.resolve("index.html"), "<!doctype html>");
    }

    @Test
    @DisplayName("stands in no log, no metric, no logged address and no refusal")
    void isNowhere() throws Exception {
        var replica = installation.start(
                "one",
                Map.of(
                        "SMTP_HOST",
                        "127.0.0.1",
                        "SMTP_PORT",
                        Integer.toString(mail.port()),
                        "SMTP_TLS",
                        "none",
                        "SMTP_FROM",
                        canary("sender of letters") + "@zapiska.test"));
        String metrics;
        String access;
        try (var nginx = Nginx.start(page, "", List.of(replica.port()));
                var person = new Client("http://localhost:" + nginx.port(), "127.0.0.1")) {
            live(person);
            trouble(person);
            letters(person);
            archives(person);
            chat();
            metrics = metrics(replica.managementPort());
            access = nginx.log();
            replica.terminate();
            replica.awaitEnd(PATIENCE);
        }
        PLANTED.put("bot token", installation.botToken());
        PLANTED.put("owner's chat", Long.toString(installation.telegram().ownerId()));
        var log = Files.readString(replica.log());
        assertThat(log).as("the faults of this life were logged at all").contains("Fault ");
        assertThat(refusals).hasSizeGreaterThan(8);
        var database = installation.databaseLog();
        assertThat(database)
                .as("S40: PostgreSQL logs that there was an error, by production's settings, and no more")
                .contains("ERROR:  new row for relation \"tasks\" violates check constraint", "duplicate key value")
                .doesNotContain("DETAIL", "STATEMENT", "CONTEXT");
        var redis = installation.redisLog();
        PLANTED.forEach((what, canary) -> {
            // Which page was refused is what its owner must be told: only so can they see that PUBLIC_URL is wrong.
            if (!what.equals("origin")) {
                assertThat(log).as("%s in the application's log", what).doesNotContain(canary);
            }
            assertThat(access).as("%s in nginx's log", what).doesNotContain(canary);
            // The test's own trigger says it in the message itself; what the product runs quotes only in details.
            if (!what.equals("quoted fault")) {
                assertThat(database).as("%s in PostgreSQL's log", what).doesNotContain(canary);
            }
            assertThat(redis).as("%s in Redis' log", what).doesNotContain(canary);
            assertThat(metrics).as("%s in the metrics", what).doesNotContain(canary);
            refusals.forEach(
                    refusal -> assertThat(refusal.body() + refusal.headers().map())
                            .as(
                                    "%s in the answer %d of %s",
                                    what, refusal.statusCode(), refusal.uri().getPath())
                            .doesNotContain(canary));
        });
        System.out.printf(
                "%d canaries, %d refusals: 0 hits in %d lines of logs, the metrics and the refusals%n",
                PLANTED.size(),
                refusals.size(),
                log.lines().count()
                        + access.lines().count()
                        + database.lines().count()
                        + redis.lines().count());
    }

    /** Everything goes well. */
    private void live(Client person) {
        refused(401, person.signIn(canary("wrong password")));
        var signedIn = person.signIn(PASSWORD);
        assertThat(signedIn.statusCode()).isEqualTo(200);
        var cookie = Client.cookieOf(signedIn);
        PLANTED.put("session", cookie.substring(cookie.indexOf('=') + 1));
        person.with(cookie);
        var token = made(person.post(
                "/api/v1/auth/tokens", "{\"name\":\"" + canary("name of a token") + "\",\"scope\":\"read\"}"));
        PLANTED.put("api token", token.getString("token"));
        var feed = made(person.post(
                "/api/v1/calendar/feeds",
                "{\"content\":\"all\",\"name\":\"" + canary("name of a calendar link") + "\"}"));
        var link = URI.create(feed.getString("url")).getPath();
        PLANTED.put("calendar link", link.replaceAll("^.*/|\\.ics$", ""));
        assertThat(person.get(link).statusCode()).isEqualTo(200);
        made(person.post("/api/v1/tasks", task(canary("title"))));
        assertThat(person.get("/api/v1/tasks?q=" + canary("search")).statusCode())
                .isEqualTo(200);
        var category = "{\"name\":\"" + canary("category") + "\",\"color\":\"#112233\"}";
        made(person.post("/api/v1/categories", category));
        refused(409, person.post("/api/v1/categories", category));
        var loan = made(person.post("/api/v1/loans", """
                {"orgName": "%s", "website": "https://%s.example/", "loanDate": "2026-10-01", "dueDate": "2099-10-01",
                 "amountBorrowed": "5056.00", "notes": "%s", "paymentMethods": "+7 900 %s"}""".formatted(
                        canary("lender"), canary("website"), canary("notes of a loan"), canary("phone"))));
        var payments = "/api/v1/loans/" + loan.getLong("id") + "/payments";
        var key = canary("idempotency key");
        made(person.post(
                payments,
                "{\"amount\":\"56.00\",\"note\":\"" + canary("note of a payment") + "\"}",
                "Idempotency-Key",
                key));
        refused(
                409,
                person.post(payments, "{\"amount\":\"999999.00\",\"note\":\"" + canary("note of a payment") + "\"}"));
    }

    private static String task(String title) {
        return "{\"title\":\"%s\",\"description\":\"%s\",\"subtasks\":[{\"title\":\"%s\"}]}"
                .formatted(title, canary("description"), canary("subtask"));
    }

    /** Everything goes wrong. */
    private void trouble(Client person) {
        refused(400, person.post("/api/v1/tasks", "{\"title\":\"" + canary("broken JSON")));
        refused(400, person.post("/api/v1/tasks", "{\"title\":[\"" + canary("wrong type") + "\"]}"));
        refused(400, person.post("/api/v1/tasks", "{\"title\":\"x\",\"due\":\"" + canary("wrong date") + "\"}"));
        refused(
                400,
                person.post(
                        "/api/v1/tasks", "{\"title\":\"" + canary("long title").repeat(100) + "\"}"));
        refused(
                413,
                person.post(
                        "/api/v1/tasks", "{\"title\":\"" + canary("oversize").repeat(20_000) + "\"}"));
        refused(404, person.get("/api/v1/tasks/999999?q=" + canary("query of a missing page")));
        refused(
                403,
                person.post(
                        "/api/v1/tasks",
                        task(canary("foreign page")),
                        "Origin",
                        "https://" + canary("origin") + ".example"));
        // PostgreSQL quotes the whole row in what it says of a constraint.
        var arrange = installation.arrange();
        arrange.execute("alter table tasks add constraint none_more check (title not like '" + canary("fault") + "%')");
        refused(500, person.post("/api/v1/tasks", task(canary("fault"))));
        arrange.execute("alter table tasks drop constraint none_more");
        arrange.execute("""
                create function quote_it() returns trigger language plpgsql as $$
                begin raise exception 'Quoting %', new.title; end $$""");
        arrange.execute("create trigger quote_it before insert on tasks for each row execute function quote_it()");
        refused(500, person.post("/api/v1/tasks", task(canary("quoted fault"))));
        arrange.execute("drop trigger quote_it on tasks");
    }

    /** Addresses that a mail server takes, refuses, and never hears of. */
    private void letters(Client person) {
        var address = canary("address for letters") + "@mail.test";
        assertThat(person.post("/api/v1/mail/address", address(address)).statusCode())
                .isEqualTo(200);
        var text = mail.to(address).getFirst().text();
        var token = text.replaceFirst("(?s).*/mail#(\\S+).*", "$1");
        PLANTED.put("link of a letter", token);
        assertThat(person.post("/api/v1/mail/confirmations", "{\"token\":\"" + token + "\"}")
                        .statusCode())
                .isEqualTo(200);
        refused(400, person.post("/api/v1/mail/confirmations", "{\"token\":\"" + token + "\"}"));
        refused(400, person.post("/api/v1/mail/address", address(canary("no address") + "@mail")));
        var nobody = canary("address of nobody") + "@mail.test";
        mail.fault(nobody, MailServer.Fault.NO_MAILBOX);
        refused(400, person.post("/api/v1/mail/address", address(nobody)));
        mail.down(true);
        refused(503, person.post("/api/v1/mail/address", address(canary("address in trouble") + "@mail.test")));
        mail.close();
    }

    private static String address(String address) {
        return "{\"address\":\"" + address + "\"}";
    }

    /** What leaves, and what can't be brought in. */
    private void archives(Client person) {
        assertThat(person.get("/api/v1/export").statusCode()).isEqualTo(200);
        refused(400, person.post("/api/v1/import", "PK" + canary("broken archive"), "Content-Type", "application/zip"));
        var original = "{\"url\":\"postgresql://" + canary("user of the former database") + ":"
                + canary("password of the former database") + "@127.0.0.1:1/former\"}";
        assertThat(person.post("/api/v1/import/original", original).statusCode())
                .isEqualTo(202);
        Waiting.until(
                "an import that found nothing",
                PATIENCE,
                () -> installation.arrange().count("select count(*) from imports where state = 'FAILED'") == 1);
    }

    /** Messages that Telegram takes, refuses, answers with nonsense and never gets; and what people write. */
    private void chat() {
        var telegram = installation.telegram();
        var arrange = installation.arrange();
        var faults = List.of(
                Fault.on("sendMessage")
                        .error(
                                400,
                                "Bad Request: can't parse entities: Unsupported start tag \""
                                        + canary("Telegram's complaint") + "\" at byte offset 3"),
                Fault.on("sendMessage").error(500, "Internal: \"" + canary("Telegram's fault") + "\""),
                Fault.on("sendMessage").html(502),
                Fault.on("sendMessage").closes(),
                Fault.on("sendMessage").resets(),
                Fault.on("sendMessage").truncated());
        for (var fault : faults) {
            var unlucky = arrange.person();
            telegram.addChat(unlucky.chat(), canary("first name"));
            telegram.script(fault.chat(unlucky.chat()));
            arrange.reminder(unlucky, arrange.task(unlucky, canary("title in the chat")), java.time.Instant.now());
        }
        var lucky = arrange.person();
        telegram.addChat(lucky.chat(), canary("first name"));
        arrange.reminder(lucky, arrange.task(lucky, canary("title in the chat")), java.time.Instant.now());
        var message =
                telegram.awaitMessage(lucky.chat(), sent -> !sent.buttons().isEmpty(), PATIENCE);
        telegram.sendText(lucky.chat(), canary("text of a chat"));
        telegram.replyTo(lucky.chat(), message.messageId(), canary("answer of a chat"));
        telegram.sendText(lucky.chat(), "/start " + canary("link code"));
        telegram.press(
                lucky.chat(), message.messageId(), message.buttons().getFirst().text());
        Waiting.until(
                "an outcome of every message",
                PATIENCE,
                () -> arrange.count("select count(*) from deliveries where outcome is not null") >= faults.size() + 1);
        telegram.awaitUpdatesConfirmed(PATIENCE);
        telegram.goOffline();
        var cutOff = arrange.person();
        arrange.reminder(cutOff, arrange.task(cutOff, canary("title in the chat")), java.time.Instant.now());
        Waiting.until(
                "a message that found nobody",
                PATIENCE,
                () -> arrange.count("select count(*) from deliveries where outcome = 'NOT_SENT' or outcome = 'UNKNOWN'")
                        >= 2);
        telegram.goOnline();
    }

    private void refused(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        refusals.add(answer);
    }

    private static JsonObject made(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return new JsonObject(answer.body());
    }

    private static String metrics(int port) {
        try (var scraper = new Client("http://localhost:" + port, "127.0.0.1")) {
            var metrics = scraper.get("/q/metrics");
            assertThat(metrics.body()).contains("http_server_requests");
            return metrics.body();
        }
    }
}
