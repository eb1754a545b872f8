package app.zapiska.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The product and the bare handler in turn, over the same rows of the owner's account. */
final class AnswerRounds implements AutoCloseable {

    private static final int LONGEST_WARM_UP = 12;
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private final Product product;
    private final Seed seed;
    private final Options options;
    private final Report report;
    private final List<Answer> answers;
    private final String cookie;
    private final long account;
    private final Path folder;
    private final int barePort;
    private final Process bare;
    private final StatementCount statements;

    AnswerRounds(Product product, Seed seed, LocalDate today, Options options, Report report)
            throws IOException, SQLException, InterruptedException {
        this.product = product;
        this.seed = seed;
        this.options = options;
        this.report = report;
        account = seed.number("select id from accounts where role = 'OWNER'");
        Main.say("Seeding 20,000 tasks × 3 subtasks, 30,000 reminders, 200 loans × 12");
        seed.fill(account, account, Seed.Size.WHOLE);
        seed.settle();
        cookie = product.signIn(seed.text("select login from accounts where id = " + account));
        answers = Answer.all(new Statements(
                today,
                seed.number("select max(id) from tasks where account_id = " + account),
                seed.text(
                        "select token_id from sessions where account_id = " + account + " order by id desc limit 1")));
        folder = Files.createTempDirectory("zapiska-bench");
        barePort = freePort();
        bare = bare();
        statements = new StatementCount(seed, product.dataDir().resolve("logs/postgresql.log"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process bare() throws IOException, InterruptedException {
        Path file = folder.resolve("statements.json");
        new ObjectMapper()
                .writeValue(
                        file.toFile(),
                        answers.stream().collect(Collectors.toMap(one -> "/" + one.name(), Answer::statement)));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(product.jvmOptions());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Bare.class.getName(),
                Integer.toString(barePort),
                Long.toString(account),
                file.toString()));
        var process = new ProcessBuilder(command).inheritIO().start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                new Load(barePort, "/me", "").once();
                return process;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    process.destroy();
                    throw new IOException("the bare handler does not answer", e);
                }
                Thread.sleep(100);
            }
        }
    }

    void measure() throws IOException, SQLException, InterruptedException {
        for (var answer : answers) {
            if (options.wants(answer.name())) {
                try {
                    report.add(measured(answer));
                } catch (IOException e) {
                    report.failed(answer.name(), e);
                }
            }
        }
    }

    private Report.Line measured(Answer answer) throws IOException, SQLException, InterruptedException {
        var ours = new Load(product.port(), "/api/v1" + answer.path(), cookie);
        var theirs = new Load(barePort, "/" + answer.name(), "");
        Shape.difference(ours.once(), theirs.once())
                .ifPresent(difference -> Main.say(answer.name() + " differs from the bare handler's at " + difference));
        long count = statements.of(ours);
        ours.warmUp(LONGEST_WARM_UP);
        theirs.warmUp(LONGEST_WARM_UP);
        var products = new ArrayList<Load.Round>();
        var bares = new ArrayList<Load.Round>();
        double processor = 0;
        for (int i = 0; i < options.rounds(); i++) {
            double before = product.processorSeconds();
            products.add(ours.run(options.seconds()));
            processor += product.processorSeconds() - before;
            bares.add(theirs.run(options.seconds()));
        }
        int requests = products.stream().mapToInt(round -> round.nanos().length).sum();
        var line = new Report.Line(
                answer,
                median(products, Load.Round::perSecond),
                median(bares, Load.Round::perSecond),
                median(products, round -> round.milliseconds(0.5)),
                median(products, round -> round.milliseconds(0.99)),
                median(bares, round -> round.milliseconds(0.5)),
                median(bares, round -> round.milliseconds(0.99)),
                processor * 1000 / requests,
                count,
                pgbench(answer));
        Main.say(answer.name() + ": " + Report.number(line.rate()) + " of " + Report.number(line.bareRate())
                + " requests/s, " + count + " statements");
        return line;
    }

    private static double median(List<Load.Round> rounds, ToDoubleFunction<Load.Round> figure) {
        return Figures.median(rounds.stream().map(figure::applyAsDouble).toList());
    }

    /** The same statement with nothing in front of the database; a dash where there is no pgbench. */
    private String pgbench(Answer answer) throws IOException, InterruptedException {
        Path script = folder.resolve(answer.name() + ".sql");
        Files.writeString(
                script,
                "\\set account " + account + "\n"
                        + answer.statement().replace("$1", ":account").replace('\n', ' ') + ";\n");
        var builder = new ProcessBuilder(
                        "pgbench",
                        "-n",
                        "-M",
                        "prepared",
                        "-c",
                        "16",
                        "-j",
                        "2",
                        "-T",
                        "2",
                        "-f",
                        script.toString(),
                        "-h",
                        product.environment().get("DB_HOST"),
                        "-p",
                        product.environment().get("DB_PORT"),
                        "-U",
                        product.environment().get("DB_USER"),
                        product.environment().get("DB_NAME"))
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", product.environment().get("DB_PASSWORD"));
        try {
            var process = builder.start();
            String said = new String(process.getInputStream().readAllBytes());
            process.waitFor();
            var tps = TPS.matcher(said);
            if (tps.find()) {
                return Report.number(Double.parseDouble(tps.group(1)));
            }
            Main.say("pgbench: " + said.strip());
            return "–";
        } catch (IOException e) {
            return "–";
        }
    }

    @Override
    public void close() throws IOException {
        bare.destroy();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
