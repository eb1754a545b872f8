package app.zapiska.standalone;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The embedded PostgreSQL over {@code DATA_DIR/pgdata}. It holds what people owe and must remember, so a committed row
 * survives every death of every process: fsync, synchronous_commit and full_page_writes stand on the command line,
 * where no configuration file can switch them off.
 *
 * <p>Three roles: the superuser, used here only; the owner of the database, which migrates; and the application's,
 * which owns nothing.
 */
final class PostgresServer implements Service {

    static final String DATABASE = "zapiska";
    static final String OWNER = "zapiska_owner";
    static final String APPLICATION = "zapiska_app";

    static final String SUPERUSER = "postgres";
    private static final String MAJOR_VERSION = "18";
    /** PostgreSQL numbers the databases that people create from here on. */
    private static final int FIRST_DATABASE_OF_PEOPLE = 16384;

    private final DataFolder folder;
    private final Secrets secrets;
    private final Console console;
    private final Path programs;
    private final int port;

    /** @param programs the folder with {@code bin/postgres} */
    PostgresServer(DataFolder folder, Secrets secrets, Console console, Path programs, int port) {
        this.folder = folder;
        this.secrets = secrets;
        this.console = console;
        this.programs = programs;
        this.port = port;
    }

    int port() {
        return port;
    }

    @Override
    public String key() {
        return "postgresql";
    }

    @Override
    public Text name() {
        return new Text("База данных PostgreSQL", "PostgreSQL");
    }

    @Override
    public String program() {
        return programs.resolve("bin/postgres").toString();
    }

    /**
     * Makes the data folder ready for a start: creates the database at the first one, refuses what another version has
     * made, never deletes what a server may have written to.
     */
    void prepare() throws IOException, InterruptedException, Refusal {
        refuseIfRootCannotStepDown();
        Path data = folder.database();
        Path unfinished = data.resolveSibling("pgdata.new");
        if (Files.exists(unfinished)) {
            // no server ever runs on this name: it is renamed when complete, and only then used
            console.say(
                    "Прошлый первый запуск был прерван, создаю базу данных заново.",
                    "The earlier first start was interrupted, creating the database again.");
            Programs.deleteTree(unfinished);
        }
        if (Files.isDirectory(data) && !isEmpty(data)) {
            endForgottenServer();
            if (isComplete(data)) {
                refuseOtherVersion(data);
                removePidFileOfAnotherProgram();
                if (!secrets.has(Secrets.DATABASE_SUPERUSER)) {
                    replacePassword();
                }
                return;
            }
            putAside(data);
        }
        Files.deleteIfExists(data);
        create(unfinished);
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Creates the database and the roles where they are missing, and sets their passwords to those kept here. */
    void provision() throws IOException, Refusal {
        try (Connection connection = connect("postgres");
                Statement sql = connection.createStatement()) {
            role(sql, OWNER, secrets.key(Secrets.DATABASE_OWNER));
            role(sql, APPLICATION, secrets.key(Secrets.DATABASE_APPLICATION));
            if (!exists(sql, "select 1 from pg_database where datname = '" + DATABASE + "'")) {
                sql.execute("create database " + DATABASE + " owner " + OWNER);
            }
            sql.execute("revoke all on database " + DATABASE + " from public");
            sql.execute("grant connect on database " + DATABASE + " to " + APPLICATION);
        } catch (SQLException e) {
            throw Refusal.cannotStart(
                    "Не удалось подготовить базу данных: " + e.getMessage(),
                    "Can't prepare the database: " + e.getMessage());
        }
    }

    /** What the application has stored of the owner's password; empty before its first start has made the account. */
    Optional<String> ownersPasswordHash() throws IOException {
        try (Connection connection = connect(DATABASE);
                Statement sql = connection.createStatement()) {
            // its migrations may not have run yet
            if (!exists(sql, "select 1 from pg_tables where schemaname = 'public' and tablename = 'accounts'")) {
                return Optional.empty();
            }
            try (ResultSet rows = sql.executeQuery("select password_hash from accounts where role = 'OWNER'")) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public Process start() throws IOException {
        var command = new ArrayList<>(asNobodyIfRoot());
        command.add(program());
        command.addAll(List.of("-D", folder.database().toString()));
        for (String setting : new String[] {
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            // one household's notebook on somebody's laptop
            "max_connections=60",
            "shared_buffers=32MB",
            "max_wal_size=256MB",
            "io_method=sync",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC",
            "logging_collector=off",
            "log_line_prefix=%m [%p] %u ",
            // a statement, its values and the details of an error may hold what a person wrote down for nobody else
            "log_min_error_statement=panic",
            "log_error_verbosity=terse",
            "log_parameter_max_length=0",
            "log_parameter_max_length_on_error=0",
        }) {
            command.add("-c");
            command.add(setting);
        }
        return Spawn.quiet(command, Spawn.plainEnvironment(), folder.root());
    }

    @Override
    public boolean isReady() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException | IOException e) {
            return false;
        }
    }

    /** Long enough to replay what a power cut left in the write-ahead log. */
    @Override
    public Duration readyWithin() {
        return Duration.ofMinutes(3);
    }

    @Override
    public void end(ProcessHandle process, Patience patience) {
        Processes.signal(process, "INT"); // "fast": open transactions are rolled back
        if (patience.awaitEnd(process, Duration.ofSeconds(30))) {
            return;
        }
        Processes.signal(process, "QUIT"); // "immediate": the next start replays the log
        if (new Patience().awaitEnd(process, Duration.ofSeconds(5))) {
            return;
        }
        process.destroyForcibly();
        Patience.awaitCertainEnd(process);
    }

    Connection connect(String database) throws SQLException, IOException {
        var properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", secrets.key(Secrets.DATABASE_SUPERUSER));
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
    }

    /**
     * The order of words is the same on every machine and never changes with a library, because the collation is
     * PostgreSQL's own; the indexes of a data folder moved to another computer stay right.
     */
    private void create(Path target) throws IOException, InterruptedException, Refusal {
        folder.needsRoomForFirstStart();
        console.say("Создаю базу данных (первый запуск)…", "Creating the database (first start)…");
        secrets.key(Secrets.DATABASE_SUPERUSER);
        var command = new ArrayList<>(asNobodyIfRoot());
        command.addAll(List.of(
                programs.resolve("bin/initdb").toString(),
                "--pgdata=" + target,
                "--username=" + SUPERUSER,
                "--pwfile=" + secrets.file(Secrets.DATABASE_SUPERUSER),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        Process initdb = Spawn.quiet(command, Spawn.plainEnvironment(), folder.root());
        String output = outputToTheEnd(initdb);
        if (initdb.waitFor() != 0) {
            throw Refusal.cannotStart(
                    "Не удалось создать базу данных в " + target + ":\n" + output,
                    "Can't create the database in " + target + ", see above.");
        }
        Files.writeString(target.resolve("pg_hba.conf"), """
                # Written once by the launcher: passwords only, this machine only.
                host all all 127.0.0.1/32 scram-sha-256
                """);
    }

    private static String outputToTheEnd(Process process) throws IOException, InterruptedException {
        try {
            var output = new StringBuilder();
            Thread reader = Thread.ofPlatform().daemon().start(() -> {
                try {
                    output.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    output.append(e.getMessage());
                }
            });
            process.waitFor();
            reader.join();
            return output.toString().strip();
        } catch (InterruptedException e) {
            process.destroy();
            Patience.awaitCertainEnd(process.toHandle());
            throw e;
        }
    }

    private static boolean isComplete(Path data) {
        return Files.exists(data.resolve("PG_VERSION")) && Files.exists(data.resolve("global/pg_control"));
    }

    private static boolean isEmpty(Path data) throws IOException {
        try (var content = Files.list(data)) {
            return content.findAny().isEmpty();
        }
    }

    private static void refuseOtherVersion(Path data) throws IOException, Refusal {
        String version = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!version.equals(MAJOR_VERSION)) {
            throw Refusal.cannotStart(
                    "Базу данных в " + data + " создал PostgreSQL " + version + ", а здесь PostgreSQL " + MAJOR_VERSION
                            + ": он её не откроет. Ничего не изменено. Выгрузите данные прежней версией или задайте другой DATA_DIR.",
                    "The database in " + data + " was made by PostgreSQL " + version + "; this is PostgreSQL "
                            + MAJOR_VERSION
                            + ", which can't open it. Nothing was changed. Export the data with the former version or set another DATA_DIR.");
        }
    }

    /** A folder without the marks of a complete one: out of the way if nobody's data can be in it, otherwise hands off. */
    private void putAside(Path data) throws IOException, Refusal {
        Path databases = data.resolve("base");
        if (Files.isDirectory(databases)) {
            try (var content = Files.list(databases)) {
                if (content.anyMatch(PostgresServer::isDatabaseOfPeople)) {
                    throw Refusal.cannotStart(
                            "Папка " + data
                                    + " повреждена: нет PG_VERSION или global/pg_control, но данные в ней есть. "
                                    + "Ничего не изменено. Восстановите её из резервной копии или задайте другой DATA_DIR.",
                            "The folder " + data
                                    + " is damaged: PG_VERSION or global/pg_control is missing, but there is data in it. "
                                    + "Nothing was changed. Restore it from a backup or set another DATA_DIR.");
                }
            }
        }
        Path aside = data.resolveSibling("pgdata.broken-1");
        for (int i = 2; Files.exists(aside); i++) {
            aside = data.resolveSibling("pgdata.broken-" + i);
        }
        Files.move(data, aside, StandardCopyOption.ATOMIC_MOVE);
        console.say(
                "Папка базы данных была создана не до конца; она отложена в " + aside + ".",
                "The database folder was left half-made; it was put aside as " + aside + ".");
    }

    private static boolean isDatabaseOfPeople(Path folder) {
        try {
            return Integer.parseUnsignedInt(folder.getFileName().toString()) >= FIRST_DATABASE_OF_PEOPLE;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** A server on this very folder that no note tells of: the launcher died between starting and noting it. */
    private void endForgottenServer() throws IOException {
        Optional<ProcessHandle> server = processOfPidFile().filter(this::isServerOfThisFolder);
        if (server.isPresent()) {
            console.say(
                    "Останавливаю сервер базы данных прошлого запуска (процесс "
                            + server.get().pid() + ")…",
                    "Ending the database server of an earlier start (process "
                            + server.get().pid() + ")…");
            end(server.get(), new Patience());
        }
    }

    /**
     * PostgreSQL itself removes the file of a process that is gone, and it alone can see whether children of that
     * process are still writing, so such a file is left to it. It takes any living process of that number for a server,
     * though: after a restart of the computer that may be anything, and then the file is in the way for nothing.
     */
    private void removePidFileOfAnotherProgram() throws IOException {
        Optional<ProcessHandle> other = processOfPidFile().filter(process -> !isServerOfThisFolder(process));
        if (other.isEmpty() || aBackendStillRuns()) {
            return;
        }
        Files.deleteIfExists(pidFile());
        console.say(
                "Удалён устаревший postmaster.pid: под номером " + other.get().pid() + " работает другая программа.",
                "Removed a stale postmaster.pid: number " + other.get().pid() + " is another program now.");
    }

    private boolean aBackendStillRuns() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .filter(c -> c.endsWith("/postgres"))
                        .isPresent())
                .anyMatch(process -> Processes.workingDirectory(process)
                        .filter(folder.database()::equals)
                        .isPresent());
    }

    private boolean isServerOfThisFolder(ProcessHandle process) {
        return Processes.isRunning(process, folder.database().toString())
                && process.info().command().filter(c -> c.endsWith("/postgres")).isPresent();
    }

    private Optional<ProcessHandle> processOfPidFile() throws IOException {
        if (Files.notExists(pidFile())) {
            return Optional.empty();
        }
        try {
            String firstLine = Files.readString(pidFile()).lines().findFirst().orElse("");
            return ProcessHandle.of(Long.parseLong(firstLine.strip())).filter(Processes::runs);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Path pidFile() {
        return folder.database().resolve("postmaster.pid");
    }

    /**
     * The secret was lost or is to be another, the data are here: the owner of the files may always set a new password. It is
     * kept once the database has it; cut off before, the next start sets yet another.
     */
    private void replacePassword() throws IOException, InterruptedException, Refusal {
        String password = secrets.unused();
        var command = new ArrayList<>(asNobodyIfRoot());
        command.addAll(List.of(
                program(), "--single", "-D", folder.database().toString(), "-c", "exit_on_error=on", SUPERUSER));
        Process single = Spawn.attached(command, Spawn.plainEnvironment(), folder.root());
        try (var input = single.outputWriter(StandardCharsets.UTF_8)) {
            input.write("alter role " + SUPERUSER + " password '" + password + "'\n");
        }
        String output = outputToTheEnd(single);
        if (single.waitFor() != 0) {
            throw Refusal.cannotStart(
                    "Пароль базы данных заменить не удалось:\n" + output,
                    "The database's password can't be replaced, see above.");
        }
        secrets.keep(Secrets.DATABASE_SUPERUSER, password);
        console.say("Пароль базы данных заменён.", "The password of the database was replaced.");
    }

    private static void role(Statement sql, String role, String password) throws SQLException {
        if (!exists(sql, "select 1 from pg_roles where rolname = '" + role + "'")) {
            sql.execute("create role " + role);
        }
        // the passwords are our own letters, digits, "-" and "_"
        sql.execute("alter role " + role + " login nosuperuser nocreatedb nocreaterole noreplication password '"
                + password + "'");
    }

    private static boolean exists(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            return rows.next();
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own, root is nobody. */
    private static List<String> asNobodyIfRoot() {
        return isRoot() ? List.of("unshare", "--user") : List.of();
    }

    private static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    private static void refuseIfRootCannotStepDown() throws InterruptedException, Refusal {
        if (!isRoot()) {
            return;
        }
        try {
            Process probe = new ProcessBuilder("unshare", "--user", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (probe.waitFor() == 0) {
                return;
            }
        } catch (IOException e) {
            // no such program
        }
        throw Refusal.cannotStart(
                "PostgreSQL не работает от имени root, а «unshare --user» здесь недоступен. Запустите от обычного пользователя.",
                "PostgreSQL does not run as root, and 'unshare --user' is not available here. Start as an ordinary user.");
    }
}
