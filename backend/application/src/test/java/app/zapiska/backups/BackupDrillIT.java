package app.zapiska.backups;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Waiting;
import app.zapiska.reminders.Replica;
import app.zapiska.sandbox.AcceptedSend;
import app.zapiska.sandbox.SandboxOptions;
import app.zapiska.sandbox.TelegramSandbox;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/**
 * What a person does after losing the server, from end to end and with the real parts: the packaged application, the backup
 * worker, PostgreSQL, a place off site, and a Bot API server that remembers what it was sent.
 */
@DisplayName("The drill")
class BackupDrillIT {

    private static final String DATABASE = "zapiska";
    private static final String PASSWORD = "forty-two-magpies";
    private static final int OVERDUE = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^ ]+:(\\d+)");
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    /** What was started, the latest first. */
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

    private DebianPostgres postgres;
    private WebDav webDav;
    private TelegramSandbox telegram;
    private Worker worker;
    private Map<String, String> environment;
    private int port;

    @BeforeEach
    void install() throws Exception {
        Tools.need("initdb", "pg_dump", "rclone", "age", "zstd", "setpriv", "flock");
        postgres = DebianPostgres.start();
        toClose.push(postgres);
        postgres.createDatabase(DATABASE);
        var redis = RedisServer.newRedisServer()
                .port(DebianPostgres.freePort())
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
        toClose.push(redis::stop);
        telegram = TelegramSandbox.start(
                SandboxOptions.defaults().withPacing(false).withLocalLinks(true));
        toClose.push(telegram);
        worker = new Worker(postgres, DATABASE);
        toClose.push(worker);
        webDav = new WebDav(worker.home.resolve("dav"));
        toClose.push(webDav);
        worker.with(webDav.settings());
        environment = new HashMap<>(Map.of(
                "HTTP_PORT",
                Integer.toString(port),
                "MANAGEMENT_PORT",
                "0",
                "PUBLIC_URL",
                "http://localhost:8080",
                "AUTH_PASSWORD",
                PASSWORD,
                "JWT_SIGNING_KEY",
                "only-for-tests-0123456789abcdef0123456789",
                "BOT_WORK_HOURS_START",
                "0",
                "BOT_WORK_HOURS_END",
                "24",
                "BACKUP_DIR",
                worker.folder().toString(),
                "REDIS_URL",
                "redis://127.0.0.1:" + redis.ports().getFirst()));
        environment.putAll(Map.of(
                "DB_HOST", "127.0.0.1",
                "DB_PORT", Integer.toString(postgres.port()),
                "DB_NAME", DATABASE,
                "DB_PASSWORD", "app",
                "DB_MIGRATION_PASSWORD", "owner",
                "TELEGRAM_API_URL", telegram.baseUrl().toString(),
                "TELEGRAM_BOT_TOKEN", telegram.token(),
                "TELEGRAM_CHAT_ID", Long.toString(telegram.control().ownerId()),
                "TELEGRAM_SANDBOX_URL", telegram.chatUrl().toString()));
    }

    @AfterEach
    void clear() throws Exception {
        for (var closing : toClose) {
            closing.close();
        }
    }

    @Test
    @DisplayName(
            "run, fill, back up, encrypt, flip a byte (refused), wipe, restore, compare, go on reminding: one message a reminder, combined")
    void fromEndToEnd() throws Exception {
        var started = System.nanoTime();
        var application = start("before");
        fill();
        var owner = signIn();

        // Back up: the owner asks for it in the product, the worker makes it, an open page sees it grow.
        Files.createDirectories(worker.folder());
        var news = listen(owner);
        var asked = owner.request()
                .post("/backups")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();
        assertThat(asked.getString("state")).isEqualTo("requested");
        var process = worker.start("work");
        try {
            Waiting.until("the backups", PATIENCE, () -> states(owner).equals(List.of("done", "done")) && proved());
        } catch (AssertionError late) {
            throw new AssertionError(owner.request().get("/backups").asPrettyString(), late);
        }
        Worker.end(process);
        var made =
                owner.request().get("/backups").then().statusCode(200).extract().jsonPath();
        String name = made.getString("items[0].name");
        assertThat(made.getString("items[0].remote")).isEqualTo("stored");
        assertThat(made.getString("items[0].ledger")).isEqualTo("0.30");
        assertThat(news).anyMatch(line -> line.contains("\"kind\":\"backup\""));
        var file = worker.folder().resolve(name);
        var downloaded = owner.request()
                .get("/backups/" + name)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertThat(downloaded)
                .isEqualTo(Files.readAllBytes(file))
                .isEqualTo(Files.readAllBytes(webDav.files().resolve(name)));

        // The one that counts is made when nobody writes any more, so that everything can be compared.
        application.terminate();
        application.awaitEnd(PATIENCE);
        postgres.execute(DATABASE, DebianPostgres.OWNER, overdueReminders());
        postgres.execute(DATABASE, DebianPostgres.OWNER, silentOverdueTask());
        var last = worker.create();
        var before = contents();
        long sentBefore = telegram.control().acceptedSends().size();

        // The server is lost, with everything on it: the database, the worker's files, its proof key.
        postgres.drop(DATABASE);
        Tools.delete(worker.folder());
        Tools.delete(worker.home.resolve("state"));
        assertThat(worker.run("restore", last).err()).contains("no key");

        // What lies off site, and the key from the owner's safe, are enough.
        var fetched = Files.createDirectories(worker.home.resolve("fetched"));
        var copy = Path.of(worker.run("download", last, fetched.toString())
                .succeeded()
                .out()
                .strip());
        var bytes = Files.readAllBytes(copy);
        bytes[bytes.length / 3] ^= 4;
        Files.write(copy, bytes);
        assertThat(worker.run(
                                "restore",
                                copy.toString(),
                                "--identity",
                                worker.ownersKey().toString())
                        .err())
                .contains("Refused, nothing was changed");
        assertThat(postgres.databases()).isEmpty();
        worker.run("restore", last, "--identity", worker.ownersKey().toString()).succeeded();
        assertThat(postgres.databases()).containsExactly(DATABASE);
        assertThat(contents()).isEqualTo(before);

        // It goes on reminding: each overdue subject once, in a few messages, also what nothing in the backup reminds
        // of.
        var again = start("after");
        Waiting.until("every overdue reminder", PATIENCE, () -> awaiting() == OVERDUE + 1);
        Waiting.until(
                "the claims to end",
                PATIENCE,
                () -> rows("select count(*) from reminders where lease_until is not null")
                        .equals(List.of("0")));
        var sends = telegram.control()
                .acceptedSends()
                .subList((int) sentBefore, telegram.control().acceptedSends().size());
        assertThat(sends).hasSizeBetween(3, 4);
        var words = String.join("\n", sends.stream().map(AcceptedSend::text).toList());
        for (int i = 1; i <= OVERDUE; i++) {
            assertThat(words.split("Просрочено " + i + "(?!\\d)", -1))
                    .as("mentions of task " + i)
                    .hasSize(2);
        }
        assertThat(words.split("Молчало", -1)).hasSize(2);
        assertThat(rows("select count(*) from deliveries where outcome is distinct from 'SENT'"))
                .containsExactly("0");
        var returned = signIn();
        var task = returned.request()
                .body(Map.of("title", "После восстановления", "reminders", List.of()))
                .post("/tasks")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
        assertThat(task).as("numbers go on where they were").isGreaterThan(OVERDUE);
        postgres.execute(DATABASE, DebianPostgres.OWNER, reminder(task, Instant.now()));
        Waiting.until(
                "the new reminder",
                PATIENCE,
                () -> telegram.control().acceptedSends().stream()
                        .anyMatch(send -> send.text().contains("После восстановления")));
        again.terminate();
        again.awaitEnd(PATIENCE);
        System.out.printf(
                "The drill took %.1f s: %d bytes for %s rows; restored off site copy equal in all %d tables; %d overdue reminders came in %d messages%n",
                (System.nanoTime() - started) / 1e9,
                bytes.length,
                made.getString("items[0].rows"),
                before.size(),
                OVERDUE,
                sends.size());
    }

    private Replica start(String name) throws Exception {
        var log = Files.createDirectories(TARGET.resolve("it-logs")).resolve("BackupDrillIT-" + name + ".log");
        Files.deleteIfExists(log);
        var jar = Path.of(System.getProperty(
                "zapiska.packaged",
                TARGET.resolve("quarkus-app/quarkus-run.jar").toString()));
        var replica = new Replica(name, jar, log, environment);
        toClose.push(replica::kill);
        replica.launch();
        replica.awaitReady();
        var listening = LISTENING.matcher(Files.readString(log));
        assertThat(listening.find()).as("says where it listens, see " + log).isTrue();
        port = Integer.parseInt(listening.group(1));
        return replica;
    }

    private record Owner(String session, int port) {
        RequestSpecification request() {
            return RestAssured.given()
                    .baseUri("http://localhost:" + port)
                    .basePath("/api/v1")
                    .header("X-Requested-With", "zapiska")
                    .cookie("session", session)
                    .contentType(ContentType.JSON);
        }
    }

    private Owner signIn() {
        var session = RestAssured.given()
                .baseUri("http://localhost:" + port)
                .basePath("/api/v1")
                .header("X-Requested-With", "zapiska")
                .contentType(ContentType.JSON)
                .body(Map.of("password", PASSWORD))
                .post("/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .cookie("session");
        return new Owner(session, port);
    }

    /** Everything the product can hold today: by its own API, and what has none yet behind its back. */
    private void fill() {
        var owner = signIn();
        var category = owner.request()
                .body(Map.of("name", "Дом", "color", "#aabbcc", "icon", "🏠"))
                .post("/categories")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
        for (int i = 1; i <= OVERDUE; i++) {
            owner.request()
                    .body(Map.of(
                            "title",
                            "Просрочено " + i,
                            "description",
                            "Кавычки ' \" \\ и перевод\nстроки, эмодзи 🎉",
                            "categoryId",
                            category,
                            "subtasks",
                            List.of(Map.of("title", "Шаг"))))
                    .post("/tasks")
                    .then()
                    .statusCode(201);
        }
        owner.request()
                .body(Map.of("name", "Скрипт", "scope", "read"))
                .post("/auth/tokens")
                .then()
                .statusCode(201);
        postgres.execute(DATABASE, DebianPostgres.OWNER, """
                insert into loans (account_id, org_name, loan_date, amount_borrowed, created_at, updated_at)
                select id, 'Займ', '2026-01-01', 5000.00, now(), now() from accounts""");
        postgres.execute(DATABASE, DebianPostgres.OWNER, """
                insert into loan_entries (account_id, loan_id, kind, amount, paid_on, source, actor, created_at)
                select account_id, id, 'PAYMENT', 0.10, '2026-02-01', 'WEB', 'owner', now() from loans, generate_series(1, 3)""");
    }

    private String overdueReminders() {
        return insertReminders("(now() - interval '12 hours')", "t.title like 'Просрочено%'");
    }

    /** As an earlier version left it: with a template and a date in the past, and without a single reminder. */
    private static String silentOverdueTask() {
        return """
                insert into tasks (account_id, title, status, importance, due_date, reminder_template_id, created_at, updated_at)
                select account_id, 'Молчало', 'OPEN', 3, current_date - 2, id, now(), now()
                from reminder_templates where system_key = 'intensive'""";
    }

    private String reminder(long task, Instant at) {
        return insertReminders("'" + at + "'::timestamptz", "t.id = " + task);
    }

    private String insertReminders(String at, String which) {
        var byKind =
                rows("select count(*) from information_schema.columns where table_name = 'reminders' and column_name = 'subject_kind'")
                        .equals(List.of("1"));
        return """
                insert into reminders (account_id, %s, source, local_at, planned_at, state, due_at, created_at, updated_at)
                select t.account_id, %s, 'CUSTOM', %s at time zone 'Europe/Moscow', %s, 'SCHEDULED', %s, now(), now()
                from tasks t where %s""".formatted(
                byKind ? "subject_kind, subject_id" : "task_id", byKind ? "'TASK', t.id" : "t.id", at, at, at, which);
    }

    private long awaiting() {
        return Long.parseLong(
                rows("select count(*) from reminders where state = 'AWAITING'").getFirst());
    }

    private boolean proved() {
        return rows("select state from backups where kind = 'PROOF'").equals(List.of("DONE"));
    }

    private static List<String> states(Owner owner) {
        return owner.request()
                .get("/backups")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.state");
    }

    private List<String> listen(Owner owner) {
        var lines = new CopyOnWriteArrayList<String>();
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        toClose.push(client::shutdownNow);
        client.sendAsync(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/events"))
                                .header("Cookie", "session=" + owner.session())
                                .build(),
                        HttpResponse.BodyHandlers.ofLines())
                .thenAcceptAsync(answer -> answer.body().forEach(lines::add), Thread::startVirtualThread);
        Waiting.until("the open page", PATIENCE, () -> !lines.isEmpty());
        return lines;
    }

    private List<String> rows(String sql) {
        return postgres.rows(DATABASE, sql);
    }

    /** Every row of every table as text, but for what the backup itself writes about itself. */
    private Map<String, List<String>> contents() {
        var contents = new TreeMap<String, List<String>>();
        for (var table : rows("select tablename from pg_tables where schemaname = 'public'")) {
            if (!table.startsWith("backup")) {
                contents.put(table, new ArrayList<>(rows("select t::text from " + table + " t order by 1")));
            }
        }
        return contents;
    }
}
