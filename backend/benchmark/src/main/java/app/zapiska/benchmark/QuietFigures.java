package app.zapiska.benchmark;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What nobody asks for by a request: starting, idling, sending. */
final class QuietFigures {

    private static final int PEOPLE = 400;
    /** What hears that rows are new has done so before anything is due. */
    private static final int SECONDS_TO_SETTLE = 6;

    private static final List<String> OF_A_PERSON =
            List.of("PATH", "HOME", "JAVA_HOME", "LANG", "LC_ALL", "LC_CTYPE", "PROGRAMS_DIR", "FRONTEND_DIR");
    private static final Path CACHES = Path.of("backend/standalone/target/aot");

    private final Product product;
    private final Seed seed;
    private final Report report;

    QuietFigures(Product product, Seed seed, Report report) {
        this.product = product;
        this.seed = seed;
        this.report = report;
    }

    /** Processor time while nobody asks for anything and nothing is due. */
    void idle() throws IOException, InterruptedException {
        Main.say("Idling: 15 s of rest, 60 s measured");
        TimeUnit.SECONDS.sleep(15);
        double before = product.processorSeconds();
        TimeUnit.SECONDS.sleep(60);
        report.add(
                "doing nothing, one account: processor time of the application per second",
                (product.processorSeconds() - before) * 1000 / 60,
                "ms",
                8);
    }

    /**
     * The sandbox keeps Telegram's limits, and so does the product: some thirty messages a second. What an idle product
     * would have used in that time is part of the figure.
     */
    void sending() throws SQLException, IOException, InterruptedException {
        Main.say("Sending: 1,200 due reminders of 400 people, four times");
        long first = seed.people("sending", PEOPLE);
        long last = first + PEOPLE - 1;
        seed.link(first, last, product.bot());
        for (long id = first; id <= last; id++) {
            product.addChat(2_000_000 + id);
        }
        for (String how : List.of("cold", "warm", "third time", "fourth time")) {
            TimeUnit.SECONDS.sleep(5);
            seed.due(first, last, SECONDS_TO_SETTLE);
            TimeUnit.SECONDS.sleep(SECONDS_TO_SETTLE);
            double before = product.processorSeconds();
            long began = System.nanoTime();
            int due = PEOPLE * 3;
            long limit = began + TimeUnit.MINUTES.toNanos(3);
            while (seed.number("select count(*) from deliveries where outcome = 'SENT' and account_id >= " + first)
                    < due) {
                if (System.nanoTime() > limit) {
                    throw new IOException("not sent within three minutes");
                }
                TimeUnit.MILLISECONDS.sleep(250);
            }
            double took = (System.nanoTime() - began) / 1e9;
            double used = product.processorSeconds() - before;
            long messages = seed.number(
                    "select count(distinct (chat_id, message_id)) from deliveries where outcome = 'SENT' and account_id >= "
                            + first);
            report.add(
                    "sending 1,200 due reminders of 400 people (" + messages + " messages in " + Report.number(took)
                            + " s), " + how + ": processor time of the application per message",
                    used * 1000 / messages,
                    "ms",
                    1.5);
            seed.forget(first, last);
        }
    }

    /**
     * What a person waits for who starts it again: from the launcher's start to the first 200 of {@code /healthz}. The first
     * start makes the database and, where the product keeps one, the cache that makes later starts quick.
     */
    void secondStart(String launch) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("zapiska-bench-start");
        Main.say("Starting: once to prepare, three times measured");
        start(launch, data, true);
        var seconds = new ArrayList<Double>();
        for (int i = 0; i < 3; i++) {
            seconds.add(start(launch, data, false));
        }
        report.add("`make run`, second start to the first answer of /healthz", Figures.median(seconds), "s", 4);
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static double start(String launch, Path data, boolean first) throws IOException, InterruptedException {
        int port = freePort();
        var builder = new ProcessBuilder("sh", "-c", launch)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("said.log").toFile());
        builder.environment().keySet().retainAll(OF_A_PERSON);
        builder.environment().put("DATA_DIR", data.toString());
        builder.environment().put("HTTP_PORT", Integer.toString(port));
        builder.environment().put("MANAGEMENT_PORT", Integer.toString(freePort()));
        long began = System.nanoTime();
        var process = builder.start();
        try {
            while (!healthy(port)) {
                if (!process.isAlive() || System.nanoTime() - began > TimeUnit.MINUTES.toNanos(2)) {
                    throw new IOException("does not start: " + Files.readString(data.resolve("said.log")));
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            double took = (System.nanoTime() - began) / 1e9;
            if (first) {
                awaitCaches();
            }
            return took;
        } finally {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static boolean healthy(int port) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/healthz").toURL().openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The launcher's and the application's; made some time after the start, unless they are there already. */
    private static void awaitCaches() throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (caches() < 2 && System.nanoTime() < limit) {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static long caches() throws IOException {
        if (!Files.isDirectory(CACHES)) {
            return 0;
        }
        try (var files = Files.list(CACHES)) {
            return files.filter(file -> file.toString().endsWith(".aot")).count();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
