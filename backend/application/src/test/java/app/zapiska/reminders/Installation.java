package app.zapiska.reminders;

import app.zapiska.platform.Waiting;
import app.zapiska.proxy.Compose;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxOptions;
import app.zapiska.sandbox.TelegramSandbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.embedded.RedisServer;

/**
 * The product as it is installed, of real processes: PostgreSQL that loses nothing it has committed, Redis, and the packaged
 * application as many times as a test wants it; only the Bot API server lives in the test's own process, where it is the
 * witness. Nothing of it outlives the test.
 */
public final class Installation implements BeforeEachCallback, AfterEachCallback {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path PACKAGED = Path.of(System.getProperty(
            "zapiska.packaged", TARGET.resolve("quarkus-app/quarkus-run.jar").toString()));

    private static final int DISK_MEGABYTES = 384;
    private static final String FILLER = "filler";

    private final Map<String, String> settings;
    private final List<Replica> replicas = new ArrayList<>();
    private final StringBuffer saidByRedis = new StringBuffer();
    private final Thread lastResort = new Thread(() -> replicas.forEach(Replica::kill));

    /** What was started, the latest first. */
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

    private boolean ownDisk;
    private Optional<Path> disk = Optional.empty();
    private String testName;
    private Path data;
    private EmbeddedPostgres postgres;
    private RedisServer redis;
    private TelegramSandbox sandbox;
    private Arrange arrange;

    /** @param settings environment variables of the replicas, beside those that tell where everything is */
    public Installation(Map<String, String> settings) {
        this.settings = settings;
    }

    /** PostgreSQL lies on a small disk of its own, which can be filled, where this process may mount one. */
    public Installation onOwnDisk(boolean own) {
        ownDisk = own;
        return this;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        if (!Files.exists(PACKAGED)) {
            throw new IllegalStateException("There is no " + PACKAGED + ": run `mvn package` first");
        }
        ReplicaCache.make(PACKAGED);
        open(context.getRequiredTestClass().getSimpleName());
    }

    /** With no replica yet. */
    void open(String name) throws Exception {
        testName = name;
        Runtime.getRuntime().addShutdownHook(lastResort);
        toClose.push(() -> Runtime.getRuntime().removeShutdownHook(lastResort));
        data = Files.createTempDirectory(Files.createDirectories(TARGET), "it-postgres-");
        toClose.push(() -> delete(data));
        if (ownDisk
                && ran("mount", "-t", "tmpfs", "-o", "size=" + DISK_MEGABYTES + "m", "zapiska-it", data.toString())) {
            disk = Optional.of(data);
            toClose.push(() -> ran("umount", "-l", data.toString()));
        }
        startPostgres(0);
        toClose.push(() -> postgres.close());
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create role zapiska_owner login password 'owner'");
            statement.execute("create role zapiska_app login password 'app'");
            statement.execute("create database zapiska owner zapiska_owner");
            // The test, which works as the owner, looks who waits for a lock.
            statement.execute("grant pg_read_all_stats to zapiska_owner");
            for (var durable : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                var row = statement.executeQuery("show " + durable);
                row.next();
                if (!row.getString(1).equals("on")) {
                    throw new IllegalStateException("PostgreSQL runs without " + durable);
                }
            }
        }
        redis = RedisServer.newRedisServer()
                .port(freePort())
                .bind("127.0.0.1")
                .setting("save \"\"")
                .soutListener(line -> saidByRedis.append(line).append('\n'))
                .build();
        redis.start();
        toClose.push(redis::stop);
        sandbox = TelegramSandbox.start(
                SandboxOptions.defaults().withPacing(false).withLocalLinks(true));
        toClose.push(sandbox);
    }

    /** A replica that is ready. */
    public Replica start(String name) {
        return start(name, Map.of());
    }

    /** @param instead environment variables that replace the installation's */
    public Replica start(String name, Map<String, String> instead) {
        return ready(launch(name, instead));
    }

    private Replica ready(Replica replica) {
        replica.awaitReady();
        if (arrange == null) {
            // The first replica has made the tables.
            arrange = new Arrange(url("zapiska_owner", "owner"));
            toClose.push(() -> arrange.close());
            awaitFirstPlans();
            noteWorkers();
        }
        return replica;
    }

    /** A replica that nobody waits for. @param instead environment variables that replace the installation's */
    public Replica launch(String name, Map<String, String> instead) {
        var replica = prepare(name, instead);
        replica.launch();
        return replica;
    }

    /** Of another version. @param jar of its build, ready when this returns */
    public Replica start(String name, Map<String, String> instead, Path jar) {
        var replica = prepare(name, instead, jar);
        replica.launch();
        return ready(replica);
    }

    Replica prepare(String name, Map<String, String> instead) {
        return prepare(name, instead, PACKAGED);
    }

    private Replica prepare(String name, Map<String, String> instead, Path jar) {
        try {
            var log = Files.createDirectories(TARGET.resolve("it-logs")).resolve(testName + "-" + name + ".log");
            Files.deleteIfExists(log);
            var environment = new HashMap<>(Map.of(
                    "HTTP_PORT", "0",
                    "MANAGEMENT_PORT", "0",
                    "PUBLIC_URL", "http://localhost:8080",
                    "AUTH_PASSWORD", "forty-two-magpies",
                    "JWT_SIGNING_KEY", "only-for-tests-0123456789abcdef0123456789"));
            environment.putAll(Map.of(
                    "DB_HOST", "127.0.0.1",
                    "DB_PORT", Integer.toString(postgres.getPort()),
                    "DB_NAME", "zapiska",
                    "DB_PASSWORD", "app",
                    "DB_MIGRATION_PASSWORD", "owner",
                    // The engine's connections carry the replica's name, so that a test sees who waits for what.
                    "QUARKUS_DATASOURCE_REACTIVE_URL",
                            "postgresql://127.0.0.1:" + postgres.getPort() + "/zapiska?application_name=" + name,
                    "REDIS_URL", "redis://127.0.0.1:" + redis.ports().getFirst()));
            environment.putAll(Map.of(
                    "TELEGRAM_API_URL", sandbox.baseUrl().toString(),
                    "TELEGRAM_BOT_TOKEN", sandbox.token(),
                    "TELEGRAM_CHAT_ID", Long.toString(telegram().ownerId()),
                    "TELEGRAM_SANDBOX_URL", sandbox.chatUrl().toString()));
            environment.putAll(settings);
            environment.putAll(instead);
            var replica = new Replica(name, jar, log, environment);
            replicas.add(replica);
            return replica;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Over a new database a process first brings what is planned to the rules of time zones. What a test moves past the product
     * while that goes on would be put back, and its reminder come an hour later.
     */
    private void awaitFirstPlans() {
        Waiting.until(
                "the first look at the rules of time zones",
                Duration.ofSeconds(60),
                () -> arrange.count("select count(*) from zone_rules") > 0);
    }

    /** Leases and the ledger know workers by a random id; this notes which replica it belongs to. */
    private void noteWorkers() {
        arrange.execute(
                "create table worker_names (owner uuid primary key, name text not null, since timestamptz not null)");
        arrange.execute("""
                create function note_worker() returns trigger language plpgsql security definer as $$
                begin
                  insert into worker_names values (new.lease_owner, current_setting('application_name'), clock_timestamp())
                  on conflict do nothing;
                  return null;
                end $$""");
        arrange.execute("""
                create trigger note_worker after update of lease_owner on reminders for each row
                when (new.state = 'CLAIMED') execute function note_worker()""");
    }

    public String botToken() {
        return sandbox.token();
    }

    /** What Redis has logged. */
    public String redisLog() {
        return saidByRedis.toString();
    }

    /** What PostgreSQL has logged, with production's settings of its log. */
    public String databaseLog() {
        try {
            return Files.readString(data.resolve("postgres.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of PostgreSQL, on 127.0.0.1. */
    public int databasePort() {
        return postgres.getPort();
    }

    /** Of Redis, on 127.0.0.1. */
    public int redisPort() {
        return redis.ports().getFirst();
    }

    public SandboxControl telegram() {
        return sandbox.control();
    }

    public Arrange arrange() {
        return arrange;
    }

    List<Replica> replicas() {
        return replicas;
    }

    /** As the server's superuser, who may end other people's connections. */
    public Connection superuser() {
        try {
            return DriverManager.getConnection(url("postgres", ""));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String url(String user, String password) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/zapiska?user=" + user + "&password=" + password;
    }

    public boolean canFillTheDisk() {
        return disk.isPresent();
    }

    /** Until not one more page of a table fits. */
    public void fillTheDisk() {
        try (var filler = Files.newOutputStream(data.resolve(FILLER))) {
            for (int size = 1 << 20; size >= 1 << 12; ) {
                try {
                    filler.write(new byte[size]);
                } catch (IOException full) {
                    size /= 2;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL may have ended over it: then it is started as a person would. */
    public void emptyTheDisk() {
        try {
            Files.delete(data.resolve(FILLER));
            if (!answers()) {
                crashDatabase();
            }
            arrange.close();
            arrange = new Arrange(url("zapiska_owner", "owner"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It may still be mending itself. */
    private boolean answers() {
        for (int tries = 0; tries < 20; tries++) {
            try (var connection = DriverManager.getConnection(url("postgres", ""));
                    var statement = connection.createStatement()) {
                statement.execute("select 1");
                return true;
            } catch (SQLException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
            }
        }
        return false;
    }

    /** @return whether it went well */
    private static boolean ran(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code pg_ctl stop -m immediate} and a start on the same port: every connection is cut, the log is replayed. */
    public void crashDatabase() {
        try {
            arrange.close();
            var pidFile = data.resolve("data").resolve("postmaster.pid");
            var pid = Files.readAllLines(pidFile).getFirst().strip();
            new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start().waitFor();
            // Not the process: as an orphan it may stay a zombie for as long as nobody waits for it.
            Waiting.until("the end of PostgreSQL", Duration.ofSeconds(60), () -> !Files.exists(pidFile));
            int port = postgres.getPort();
            postgres.close();
            startPostgres(port);
            arrange = new Arrange(url("zapiska_owner", "owner"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @param port 0 for a free one */
    private void startPostgres(int port) throws IOException {
        var server = EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                // As in production, not as the library likes it for tests.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                        data.resolve("postgres.log").toFile()))
                .setPGStartupWait(Duration.ofSeconds(60));
        if (disk.isPresent()) {
            // Most of a small disk would be the log of what is long on it.
            server.setServerConfig("max_wal_size", "64MB").setServerConfig("min_wal_size", "32MB");
        }
        Compose.settingsOfPostgresLog().forEach(server::setServerConfig);
        postgres = server.start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        boolean failed = context.getExecutionException().isPresent();
        if (failed) {
            tellWhatStands();
        }
        replicas.forEach(Replica::kill);
        if (failed) {
            for (var replica : replicas) {
                System.out.println("Replica " + replica.name() + " wrote " + replica.keepLog());
            }
        }
        close();
    }

    void close() throws Exception {
        replicas.forEach(Replica::kill);
        Exception trouble = null;
        for (var closing : toClose) {
            try {
                closing.close();
            } catch (Exception e) {
                if (trouble == null) {
                    trouble = e;
                } else {
                    trouble.addSuppressed(e);
                }
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }

    /** What a failure leaves no trace of: where the threads are, and what the database says of messages. */
    private void tellWhatStands() {
        replicas.forEach(Replica::dumpThreads);
        if (arrange == null) {
            return;
        }
        for (var sql : List.of(
                "select * from telegram_bot",
                "select state, reason, count(*), min(due_at), max(attempts) from reminders group by 1, 2",
                "select * from reminders where state in ('SCHEDULED', 'CLAIMED', 'SENDING') order by due_at limit 5",
                "select * from deliveries where outcome is distinct from 'SENT' order by intent_at limit 5")) {
            try {
                arrange.rows(sql).forEach(System.out::println);
            } catch (IllegalStateException e) {
                System.out.println(sql + ": " + e.getCause());
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
