package app.zapiska.backups;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Waiting;
import app.zapiska.proxy.Compose;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The backup program itself, against a real PostgreSQL and a place off site that is really spoken to. */
@DisplayName("The backup worker")
class BackupWorkerIT {

    private static final String DATABASE = "zapiska";
    private static final String CANARY = "канарейка-в-шахте";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<PosixFilePermission> FOR_NOBODY_ELSE = PosixFilePermissions.fromString("rw-------");

    private static DebianPostgres postgres;

    private Worker worker;

    @BeforeAll
    static void startPostgres() {
        Tools.need("initdb", "pg_dump", "rclone", "age", "zstd", "shellcheck", "setpriv", "flock");
        postgres = DebianPostgres.start();
    }

    @AfterAll
    static void stopPostgres() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @BeforeEach
    void fill() {
        postgres.createMigrated(DATABASE);
        worker = new Worker(postgres, DATABASE);
        account();
        owner("""
                insert into tasks (account_id, title, description, status, importance, created_at, updated_at)
                select 1, 'Дело ' || n, md5(n::text) || md5((-n)::text), 'OPEN', 1, now(), now() from generate_series(1, 500) as n""");
        owner("insert into subtasks (account_id, task_id, title, position, created_at) values (1, 1, 'Шаг', 0, now())");
        owner("""
                insert into loans (account_id, org_name, loan_date, amount_borrowed, created_at, updated_at)
                values (1, 'Займ', '2026-01-01', 5000.00, now(), now())""");
        owner("""
                insert into loan_entries (account_id, loan_id, kind, amount, paid_on, source, actor, created_at)
                select 1, 1, 'PAYMENT', 0.10, '2026-02-01', 'WEB', 'owner', now() from generate_series(1, 3)""");
    }

    private static void account() {
        owner("""
                insert into accounts (login, name, role, password_hash, language, time_zone, work_start_hour, work_end_hour,
                  repeat_minutes_1, repeat_minutes_2, repeat_minutes_3, urgent_days, snooze_default_minutes, created_at, updated_at)
                values ('owner', '%s', 'OWNER', '-', 'ru', 'Europe/Moscow', 0, 24, 15, 15, 15, 5, 60, now(), now())""".formatted(CANARY));
    }

    @AfterEach
    void clear() {
        if (worker != null) {
            worker.close();
        }
        postgres.databases().forEach(postgres::drop);
    }

    @Test
    @DisplayName(
            "S36: leaves nothing in the clear on any disk, neither while it works nor afterwards, and nothing others may read")
    void neverPlain() throws IOException {
        worker.holdDumps();
        var process = worker.start("create");
        Waiting.until("the dump", PATIENCE, worker::held);
        assertThat(worker.names()).singleElement().asString().endsWith(".part");
        assertNothingPlain();
        worker.letGo();
        assertThat(process.onExit().join().exitValue()).as(worker.log()).isZero();
        assertNothingPlain();
        assertThat(worker.names()).singleElement().asString().matches("zapiska-\\d{8}T\\d{6}Z\\.age");
        assertThat(Files.readString(worker.folder().resolve(worker.names().getFirst()), StandardCharsets.ISO_8859_1))
                .startsWith("age-encryption.org/v1");
        assertThat(table("kind, state, on_disk, remote, ledger")).containsExactly("MANUAL DONE t NONE 0.30");
        assertThat(rows("select size = %d and sha256 = '%s' from backups"
                        .formatted(Files.size(newest()), sha256(newest()))))
                .containsExactly("t");
    }

    private void assertNothingPlain() throws IOException {
        try (var files = Files.walk(worker.home)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (file.startsWith(worker.home.resolve("bin"))) {
                    continue;
                }
                assertThat(Files.getPosixFilePermissions(file))
                        .as(file.toString())
                        .satisfiesAnyOf(
                                rights -> assertThat(rights).isEqualTo(FOR_NOBODY_ELSE),
                                // The test's own marks and log.
                                rights -> assertThat(file.getFileName().toString())
                                        .isIn("log", "held", "go"));
                var content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content).doesNotContain("PGDMP").doesNotContain("zapiska-backup-1\"");
                assertThat(Files.readAllBytes(file))
                        .satisfies(bytes -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                                .doesNotContain(new String(
                                        CANARY.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
            }
        }
    }

    @Test
    @DisplayName(
            "S36: refuses a flipped byte, a truncated, a foreign and a plain file and a wrong key before anything is touched")
    void refusesWhatIsNotWhole() throws IOException {
        var name = worker.create();
        var good = Files.readAllBytes(worker.folder().resolve(name));
        var before = postgres.databases();
        var spoiled = worker.home.resolve("spoiled");
        var cases = new java.util.LinkedHashMap<String, byte[]>();
        for (int at : List.of(5, 200, good.length / 2, good.length - 1)) {
            var flipped = good.clone();
            flipped[at] ^= 1;
            cases.put("byte " + at + " flipped", flipped);
        }
        cases.put("cut in the middle", Arrays.copyOf(good, good.length / 2));
        cases.put("cut by one byte", Arrays.copyOf(good, good.length - 1));
        cases.put("empty", new byte[0]);
        cases.put("something else", "Это не копия".getBytes(StandardCharsets.UTF_8));
        cases.put("encrypted for us, but no backup", encryptedForUs("Это не копия"));
        cases.put("encrypted for us, and plain SQL", encryptedForUs("drop table accounts;"));
        for (var wrong : cases.entrySet()) {
            Files.write(spoiled, wrong.getValue());
            var result = worker.run(
                    "restore",
                    spoiled.toString(),
                    "--identity",
                    worker.ownersKey().toString());
            assertThat(result.exit()).as(wrong.getKey()).isEqualTo(2);
            assertThat(result.err()).as(wrong.getKey()).contains("Refused, nothing was changed");
        }
        var stranger = worker.home.resolve("stranger.key");
        Tools.run("age-keygen", "-o", stranger.toString()).succeeded();
        assertThat(worker.run("restore", name, "--identity", stranger.toString())
                        .err())
                .contains("Refused, nothing was changed")
                .contains("no identity matched");
        assertThat(postgres.databases()).isEqualTo(before);
        assertThat(rows("select count(*) from tasks")).containsExactly("500");
    }

    private byte[] encryptedForUs(String text) {
        try {
            var file = worker.home.resolve("made");
            var result = worker.inBash("printf '%s' '" + text + "' | zstd -q | age -r \"$BACKUP_KEY\" > " + file);
            result.succeeded();
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("O3: keeps 10 copies off site and 3 here, and always the last one a restore was proved with")
    void retention() throws IOException {
        try (var webDav = new WebDav(worker.home.resolve("dav"))) {
            worker.with(webDav.settings());
            var first = worker.create();
            var older = IntStream.rangeClosed(1, 14)
                    .mapToObj("zapiska-202601%02dT020000Z.age"::formatted)
                    .toList();
            for (var name : older) {
                Files.copy(worker.folder().resolve(first), worker.folder().resolve(name));
                Files.copy(worker.folder().resolve(first), webDav.files().resolve(name));
            }
            Files.writeString(webDav.files().resolve("zapiska-20260101T020000Z.age.part"), "left by a cut connection");
            Files.writeString(webDav.files().resolve("отпуск.jpg"), "somebody's own");
            owner(
                    "insert into backups (kind, state, name, requested_at, finished_at) values ('PROOF', 'DONE', '%s', now(), now())"
                            .formatted(older.getFirst()));

            var second = worker.create();

            assertThat(worker.names()).containsExactly(second, first, older.get(13), older.getFirst());
            var there = new ArrayList<>(List.of(second, first));
            there.addAll(older.subList(6, 14).reversed());
            there.add(older.getFirst());
            assertThat(webDav.names()).contains("отпуск.jpg");
            assertThat(webDav.names().stream().filter(name -> name.startsWith("zapiska")))
                    .containsExactlyElementsOf(there);
            assertThat(webDav.files().resolve(second))
                    .hasSameBinaryContentAs(worker.folder().resolve(second));
            assertThat(rows("select count(*) from backups where on_disk")).containsExactly("4");
        }
    }

    @Test
    @DisplayName("An upload that arrives cut off is noticed and never stands there under a good name")
    void partialUpload() {
        try (var webDav = new WebDav(worker.home.resolve("dav"))) {
            worker.with(webDav.settings());
            worker.inFrontOf("rclone", """
                    args=("$@") last=${!#}
                    if [[ $* == *copyto* && $last == *.part ]]; then
                      source=${args[-2]}
                      head -c 1000 "$source" > "$TMPDIR/cut"
                      args[-2]=$TMPDIR/cut
                    fi
                    exec "$REAL" "${args[@]}"
                    """);
            var name = worker.create();
            assertThat(table("state, on_disk, remote, error")).containsExactly("DONE t FAILED REMOTE_FAILED");
            assertThat(webDav.names()).containsExactly(name + ".part");

            worker.nothingInFrontOf("rclone");
            var next = worker.create();
            assertThat(webDav.names()).containsExactly(next, name);
            assertThat(table("state, remote, error")).containsExactly("DONE STORED null", "DONE STORED null");
        }
    }

    @Test
    @DisplayName(
            "With nobody off site the backup here is good, the failure is on record, and the upload is tried again")
    void remoteDown() {
        try (var webDav = new WebDav(worker.home.resolve("dav"))) {
            worker.with(webDav.settings());
            webDav.stop();
            var name = worker.create();
            assertThat(worker.names()).containsExactly(name);
            assertThat(table("state, remote, error")).containsExactly("DONE FAILED REMOTE_FAILED");

            webDav.start();
            owner("update backups set remote_tried_at = now() - interval '31 minutes', kind = 'SCHEDULED'");
            var process = worker.start("work");
            Waiting.until("the upload", PATIENCE, () -> webDav.names().contains(name));
            Waiting.until(
                    "the record of it", PATIENCE, () -> table("remote, error").equals(List.of("STORED null")));
            Worker.end(process);
            assertThat(worker.run("list").succeeded().out()).contains(name).contains("here, off site");
        }
    }

    @Test
    @DisplayName("A full disk ends in a failure that says so, without a trace of a file")
    void diskFull() {
        var result = worker.inBash("ulimit -f 16; \"$0\" create");
        assertThat(result.exit()).isNotZero();
        assertThat(worker.names()).isEmpty();
        assertThat(table("state, error, on_disk")).containsExactly("FAILED DISK_FULL f");
        worker.create();
        assertThat(worker.names()).hasSize(1);
    }

    @Test
    @DisplayName("Two workers make tonight's backup and the one asked for once each, and prove the night's")
    void twoWorkers() {
        owner("insert into backups (kind, state, requested_by, requested_at) values ('MANUAL', 'REQUESTED', 1, now())");
        var workers = List.of(worker.start("work"), worker.start("work"));
        Waiting.until(
                "all of it",
                PATIENCE,
                () -> table("kind, state").size() == 3
                        && table("state").stream().allMatch("DONE"::equals));
        workers.forEach(process -> assertThat(Worker.end(process)).isZero());
        assertThat(table("kind, error")).containsExactlyInAnyOrder("MANUAL null", "SCHEDULED null", "PROOF null");
        assertThat(worker.names()).hasSize(2);
        for (var kind : List.of("MANUAL", "SCHEDULED", "PROOF")) {
            assertThat(worker.log().lines().filter(line -> line.contains("Begin: " + kind)))
                    .as(worker.log())
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName("A worker killed in the middle leaves a row that ends as failed and a piece of a file that goes away")
    void killedInTheMiddle() {
        worker.holdDumps();
        var process = worker.start("work");
        Waiting.until("the dump", PATIENCE, worker::held);
        Worker.killAll(process);
        assertThat(worker.names()).singleElement().asString().endsWith(".part");
        assertThat(table("kind, state")).containsExactly("SCHEDULED RUNNING");

        worker.nothingInFrontOf("pg_dump");
        owner("update backups set lease_until = now() - interval '1 second'");
        owner("insert into backups (kind, state, requested_at) values ('MANUAL', 'REQUESTED', now())");
        var next = worker.start("work");
        Waiting.until("the next one", PATIENCE, () -> table("state").contains("DONE"));
        Worker.end(next);
        assertThat(table("kind, state, error"))
                .as("the night's is tried again half an hour later, not at once")
                .containsExactly("SCHEDULED FAILED WORKER_GONE", "MANUAL DONE null");
        assertThat(worker.names()).singleElement().asString().endsWith(".age");
    }

    @Test
    @DisplayName("A worker that is asked to end in the middle says so and leaves nothing behind")
    void stoppedInTheMiddle() {
        worker.holdDumps();
        var process = worker.start("work");
        Waiting.until("the dump", PATIENCE, worker::held);
        assertThat(Worker.end(process)).isZero();
        assertThat(table("state, error")).containsExactly("FAILED STOPPED");
        assertThat(worker.names()).isEmpty();
    }

    @Test
    @DisplayName("A worker whose row was given to another ends its work and makes no file")
    void overtaken() {
        worker.holdDumps();
        var process = worker.start("create");
        Waiting.until("the dump", PATIENCE, worker::held);
        owner("update backups set lease_owner = gen_random_uuid()");
        assertThat(process.onExit().join().exitValue()).isNotZero();
        assertThat(worker.names()).isEmpty();
        assertThat(table("state")).containsExactly("RUNNING");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("The proof fails when what was restored is not what was dumped:")
    @CsvSource(delimiter = '|', textBlock = """
            a table is missing          | drop table subtasks                                                     | table public.subtasks is missing
            a row is missing            | delete from subtasks                                                    | table public.subtasks has 0 rows instead of 1
            a value is another          | update tasks set title = 'Другое' where id = 7                          | table public.tasks has as many rows, but other values
            the ledger's sum is another | alter table loan_entries disable trigger user; update loan_entries set amount = 0.11 where id = 1; alter table loan_entries enable trigger user | the sum of public.loan_entries.amount is 0.31 instead of 0.30
            a sequence is out of step   | alter table tasks alter column id restart with 3                         | sequence of public.tasks.id would give 3, but 500 is taken
            a guard is missing          | drop index deliveries_sent_once                                         | index public.deliveries_sent_once is missing
            a right was added           | grant update on loan_entries to zapiska_app                             | grants on public.loan_entries is not what it was
            """)
    void proofDetects(String what, String tampering, String finding) {
        worker.create();
        worker.inFrontOf("pg_restore", """
                "$REAL" "$@" || exit
                [[ ${*: -2:1} != -d ]] || psql -XqU postgres -h 127.0.0.1 -p %d -v ON_ERROR_STOP=1 -d "${@: -1}" -c "%s" >&2
                """.formatted(postgres.port(), tampering));
        var result = worker.run("prove");
        assertThat(result.exit()).as(what).isNotZero();
        assertThat(result.err()).contains(finding);
        assertThat(rows("select state, error from backups where kind = 'PROOF'"))
                .containsExactly("FAILED DIFFERENT");
        assertThat(postgres.databases()).containsExactly(DATABASE);
    }

    @Test
    @DisplayName(
            "The proof restores everything, adds a row to every table, and counts what the engine would send first")
    void proofOfAGoodOne() {
        owner("""
                insert into reminders (account_id, %s, source, local_at, planned_at, state, due_at, created_at, updated_at)
                select 1, %s, 'CUSTOM', now(), now() - interval '12 hours', 'SCHEDULED', now() - interval '12 hours', now(), now()
                from tasks where id <= 40""".formatted(subject("id")));
        worker.create();
        var result = worker.run("prove").succeeded();
        assertThat(result.err())
                .contains("every row, sum, rule and sequence is there, every table takes a row")
                .contains("3 messages to 1 chats for 40 reminders");
        assertThat(rows("select state from backups where kind = 'PROOF'")).containsExactly("DONE");
        assertThat(postgres.databases()).containsExactly(DATABASE);
    }

    @Test
    @DisplayName("The proof fails when a message that was sent would be sent again")
    void proofAgainstAStorm() {
        owner("""
                insert into reminders (account_id, %s, source, local_at, planned_at, state, due_at, created_at, updated_at)
                select 1, %s, 'CUSTOM', now(), now(), 'SCHEDULED', now(), now(), now() from tasks where id = 1""".formatted(subject("id")));
        owner("""
                insert into deliveries (account_id, reminder_id, seq, try, fence, owner, intent_at, outcome, outcome_at, chat_id, message_id)
                values (1, 1, 0, 1, 1, gen_random_uuid(), now(), 'SENT', now(), 1, 1)""");
        worker.create();
        var result = worker.run("prove");
        assertThat(result.exit()).isNotZero();
        assertThat(result.err()).contains("a message that was sent would be sent again");
    }

    /** How a reminder names its task: by the task, or by kind and number once payments are reminded of, too. */
    private Object[] subject(String id) {
        var kinds =
                rows("select count(*) from information_schema.columns where table_name = 'reminders' and column_name = 'subject_kind'")
                        .getFirst();
        return kinds.equals("1")
                ? new Object[] {"subject_kind, subject_id", "'TASK', " + id}
                : new Object[] {"task_id", id};
    }

    @Test
    @DisplayName(
            "A restore is refused while the application is connected; forced, it cuts it off and keeps the former database")
    void restoreInUse() throws Exception {
        var name = worker.create();
        owner(
                "insert into tasks (account_id, title, status, importance, created_at, updated_at) values (1, 'Позже', 'OPEN', 1, now(), now())");
        try (var application = postgres.connect(DATABASE, DebianPostgres.APP)) {
            var refused = worker.run("restore", name);
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err()).contains("nothing was changed").contains("in use (by zapiska_app)");
            assertThat(application.isValid(5)).isTrue();
            assertThat(postgres.databases()).containsExactly(DATABASE);

            worker.run("restore", name, "--force").succeeded();
            assertThat(application.isValid(5)).isFalse();
        }
        assertThat(postgres.databases())
                .hasSize(2)
                .element(1)
                .asString()
                .matches("zapiska_before_restore_\\d{8}t?T?\\d{6}[zZ]");
        assertThat(rows("select count(*) from tasks")).containsExactly("500");
        assertThat(postgres.rows(postgres.databases().get(1), "select count(*) from tasks"))
                .containsExactly("501");
        assertThat(table("kind, state, name, on_disk")).containsExactly("MANUAL DONE " + name + " t");
        try (var application = postgres.connect(DATABASE, DebianPostgres.APP)) {
            assertThat(application.isValid(5))
                    .as("the application may connect again")
                    .isTrue();
        }
        worker.create();
        assertThat(worker.inBash("\"$0\" restore " + name + " --identity - < " + worker.ownersKey())
                        .succeeded()
                        .err())
                .as("the key by standard input")
                .contains("Restored.");
    }

    @ParameterizedTest(name = "{0}={1}")
    @DisplayName("Wrong settings are refused with one clear line:")
    @CsvSource(delimiter = '|', textBlock = """
            BACKUP_KEY         | ''                                                                          | BACKUP_KEY is empty
            BACKUP_KEY         | AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ | holds a private key
            BACKUP_KEY         | age1short                                                                   | must be a public key
            BACKUP_TIME        | 25:00                                                                       | BACKUP_TIME must be a time
            BACKUP_KEEP_LOCAL  | 0                                                                           | must be numbers from 1
            BACKUP_REMOTE      | disk                                                                        | BACKUP_REMOTE must be
            BACKUP_REMOTE      | yandex:Копии                                                                | needs YANDEX_DISK_TOKEN
            BACKUP_REMOTE      | s3:bucket                                                                   | needs BACKUP_S3_ACCESS_KEY
            """)
    void wrongSettings(String setting, String value, String words) {
        var result = worker.with(setting, value).run("create");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err().lines()).singleElement().asString().contains(words);
        assertThat(table("id")).isEmpty();
    }

    @Test
    @DisplayName("Wrong settings don't end it where it would only be started again: it says them, waits and is unwell")
    void staysOverWrongSettings() {
        worker.with("BACKUP_KEY", "");
        var process = worker.start("work", "--stay");
        Waiting.until("its words", PATIENCE, () -> worker.log().contains("No backups are made until"));
        assertThat(worker.log()).contains("BACKUP_KEY is empty");
        assertThat(process.isAlive()).isTrue();
        assertThat(worker.run("healthy").exit()).isNotZero();
        assertThat(Worker.end(process)).as("by a signal").isEqualTo(143);
    }

    @Test
    @DisplayName(
            "says that it is well while it looks after the backups, and not when it has ended or finds no database")
    void healthy() {
        assertThat(worker.run("healthy").exit()).isNotZero();
        var process = worker.start("work", "--stay");
        Waiting.until("its health", PATIENCE, () -> worker.run("healthy").exit() == 0);
        Worker.end(process);
        var lost = worker.with("DB_PORT", "1").start("work", "--stay");
        Waiting.until("its words", PATIENCE, () -> worker.log().contains("could not do its work"));
        assertThat(worker.run("healthy").err()).contains("does not work");
        Worker.end(lost);
    }

    @Test
    @DisplayName(
            "makes no backup of a new installation in which nobody has written anything, so that one can be restored first")
    void leavesAnEmptyInstallationAlone() {
        postgres.drop(DATABASE);
        postgres.createMigrated(DATABASE);
        account();
        worker.run("_tick").succeeded();
        assertThat(table("kind")).isEmpty();
        owner("update accounts set created_at = now() - interval '21 hours'");
        worker.run("_tick").succeeded();
        assertThat(table("kind, state")).contains("SCHEDULED DONE");
    }

    @Test
    @DisplayName("BR-51: the database's container is not healthy before its database answers over TCP")
    void healthOfTheDatabase() {
        assertThat(databaseHealthy(postgres.port())).isTrue();
        assertThat(databaseHealthy(DebianPostgres.freePort()))
                .as("by its socket alone, as while it initialises")
                .isFalse();
        postgres.drop(DATABASE);
        assertThat(databaseHealthy(postgres.port()))
                .as("before the database is made")
                .isFalse();
    }

    /** As docker-compose.yml asks; whoever asks by the socket finds a server there. */
    private static boolean databaseHealthy(int port) {
        var check = ((List<?>) ((Map<?, ?>) Compose.services().get("postgres").get("healthcheck")).get("test")).get(1);
        return Tools.run(
                                Map.of(
                                        "PGHOST",
                                        postgres.folder().toString(),
                                        "PGPORT",
                                        Integer.toString(port),
                                        "DB_NAME",
                                        DATABASE,
                                        "DB_USER",
                                        DebianPostgres.APP,
                                        "DB_PASSWORD",
                                        "app"),
                                List.of("sh", "-c", check.toString().replace("$$", "$")))
                        .exit()
                == 0;
    }

    @Test
    @DisplayName("Names are names and nothing else")
    void strictNames() {
        for (var name : List.of("../../etc/passwd", "zapiska-20260101T020000Z.age/..", "zapiska-1.age", "--force")) {
            for (var command : List.of("download", "prove")) {
                assertThat(worker.run(command, name).exit())
                        .as(command + " " + name)
                        .isEqualTo(2);
            }
        }
    }

    @Test
    @DisplayName("An unreachable database is told apart from everything else")
    void databaseAway() {
        var result = worker.with("DB_PORT", Integer.toString(DebianPostgres.freePort()))
                .run("create");
        assertThat(result.exit()).isNotZero();
        assertThat(result.err()).contains("DATABASE_UNREACHABLE");
        assertThat(worker.names()).isEmpty();
    }

    @Test
    @DisplayName("The settings may come from a .env file, and the environment wins")
    void envFile() throws IOException {
        var file = Files.writeString(worker.home.resolve("env"), """
                # a comment
                BACKUP_TIME="25:00"
                BACKUP_KEEP_LOCAL=0
                PATH=/nowhere
                """);
        worker.with("BACKUP_ENV_FILE", file.toString());
        assertThat(worker.run("list").err()).contains("not '25:00'");
        assertThat(worker.with(Map.of("BACKUP_TIME", "03:30", "BACKUP_KEEP_LOCAL", "2"))
                        .run("list")
                        .exit())
                .isZero();
    }

    @Test
    @DisplayName("shellcheck finds nothing")
    void shellcheck() {
        assertThat(Tools.run(
                                "shellcheck",
                                "-x",
                                "../../deploy/diagnose.sh",
                                "../../deploy/ready.sh",
                                Worker.program().toString(),
                                "../../deploy/import-original",
                                "../../deploy/ask-api.sh",
                                "../../deploy/telegram-updates")
                        .out())
                .isEmpty();
    }

    private Path newest() {
        return worker.folder().resolve(worker.names().getFirst());
    }

    private static String sha256(Path file) {
        return Tools.run("sha256sum", file.toString()).out().substring(0, 64);
    }

    private static void owner(String sql) {
        postgres.execute(DATABASE, DebianPostgres.OWNER, sql);
    }

    private static List<String> rows(String sql) {
        return postgres.rows(DATABASE, sql);
    }

    /** Of the table of backups, the oldest first. */
    private static List<String> table(String columns) {
        return rows("select " + columns + " from backups order by id");
    }
}
