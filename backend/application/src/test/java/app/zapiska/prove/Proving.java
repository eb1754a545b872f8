package app.zapiska.prove;

import static java.util.Map.entry;

import app.zapiska.platform.Waiting;
import app.zapiska.prove.Evidence.Attempt;
import app.zapiska.prove.Evidence.ShownLoan;
import app.zapiska.prove.Evidence.Who;
import app.zapiska.prove.PatientClient.Door;
import app.zapiska.proxy.Client;
import app.zapiska.proxy.Nginx;
import app.zapiska.reminders.Installation;
import app.zapiska.reminders.Replica;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One run: the installation is set up, its script is played, and once all is at rest the evidence is read. */
final class Proving implements AutoCloseable {

    /**
     * Shorter than in production, in the same proportion: age of an intent + a call &lt; a lease. A nag repeats as often as the
     * product lets anybody choose.
     */
    static final Map<String, String> SETTINGS = Map.ofEntries(
            entry("REPEAT_INTERVAL_MINUTES", Long.toString(MessageInvariants.INTERVAL.toMinutes())),
            entry("BOT_WORK_HOURS_START", "0"),
            entry("BOT_WORK_HOURS_END", "24"),
            entry("TRUSTED_PROXIES", "127.0.0.1"),
            entry("REQUESTS_PER_MINUTE_ADDRESS", "1000000"),
            entry("REQUESTS_PER_MINUTE_ACCOUNT", "1000000"),
            entry("ZAPISKA_REMINDERS_LEASE", "9s"),
            entry("ZAPISKA_REMINDERS_INTENT_AGE", "2s"),
            entry("ZAPISKA_REMINDERS_RESCUE", "1s"),
            entry("ZAPISKA_REMINDERS_SOFT_RETRY_AFTER", "5s"),
            entry("TELEGRAM_CONNECT_TIMEOUT", "2s"),
            entry("TELEGRAM_READ_TIMEOUT", "5s"),
            entry("TELEGRAM_CALL_TIMEOUT", "6s"),
            entry("TELEGRAM_LONG_POLL", "3s"),
            entry("TELEGRAM_LONGEST_PAUSE", "4s"),
            entry("TELEGRAM_POLLER_LEASE", "6s"));

    private static final List<String> NAMES = List.of(
            "Зимородок", "Свиристель", "Пустельга", "Козодой", "Вертишейка", "Поползень", "Жаворонок", "Перепёлка");

    static final int MOST_PEOPLE = NAMES.size();

    /** Of a replica that does not listen yet. */
    private static final int NOWHERE = 0;

    private static final String PASSWORD = "forty-two-magpies";
    private static final long FIRST_CHAT = 8_000_001;

    /** A nag and the longest of what may hold it up when the last fault has ended. */
    private static final Duration UNTIL_EVERYBODY_IS_REMINDED = Duration.ofSeconds(180);

    private static final List<String> REPLICAS = List.of("one", "two", "three");
    static final int MOST_REPLICAS = REPLICAS.size();

    /** Telegram may be away for as long as an outage of it lasts. */
    private static final Duration UNTIL_UPDATES_COME_OTHERWISE = Duration.ofSeconds(240);

    private static final Duration UNTIL_UPDATES_ARE_TAKEN = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(35);

    /** People who have waited for an answer do what they have missed, but not for ever. */
    private static final Duration LATE = Duration.ofSeconds(20);

    private final Installation installation;
    private final Script script;
    private final Journal journal = new Journal();
    private final TcpProxy database;
    private final TcpProxy redis;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<TcpProxy> fronts = new ArrayList<>();
    private final List<PlayedPerson> people = new ArrayList<>();
    private final Optional<Path> before;
    private final Path page;
    private final Optional<Nginx> nginx;
    private Client owner;

    /** @param before the packaged application of another version, which the first replica is made of */
    Proving(Installation installation, Script script, Optional<Path> before) throws IOException {
        this.installation = installation;
        this.before = before;
        this.script = script;
        database = new TcpProxy(installation.databasePort());
        redis = new TcpProxy(installation.redisPort());
        for (int replica = 0; replica < script.replicas(); replica++) {
            fronts.add(new TcpProxy(NOWHERE));
        }
        page = Files.createTempDirectory("zapiska-prove-");
        Files.writeString(page.resolve("index.html"), "<!doctype html>");
        nginx = Nginx.installed()
                ? Optional.of(Nginx.start(
                        page, "", fronts.stream().map(TcpProxy::port).toList()))
                : Optional.empty();
    }

    Journal journal() {
        return journal;
    }

    Evidence run() {
        start();
        invite();
        prepare();
        var calmAt = play();
        awaitRest(calmAt);
        var shown = people.stream().flatMap(one -> one.shownLoans().stream()).toList();
        return end(calmAt, shown);
    }

    // ---- before

    private void start() {
        var names = REPLICAS.subList(0, script.replicas());
        // What an update meets. Else all at once over an empty database, as a compose file does.
        before.ifPresent(jar -> replicas.add(installation.start("before", behindCables("before"), jar)));
        var further = names.subList(replicas.size() + (before.isPresent() ? 0 : 1), names.size()).stream()
                .map(name -> installation.launch(name, behindCables(name)))
                .toList();
        if (before.isEmpty()) {
            replicas.add(installation.start(names.getFirst(), behindCables(names.getFirst())));
        }
        further.forEach(Replica::awaitReady);
        replicas.addAll(further);
        for (int replica = 0; replica < replicas.size(); replica++) {
            fronts.get(replica).leadTo(replicas.get(replica).port());
        }
    }

    private String publicUrl() {
        return "http://localhost:"
                + nginx.map(Nginx::port).orElseGet(() -> fronts.getFirst().port());
    }

    private Map<String, String> behindCables(String name) {
        return Map.of(
                "PUBLIC_URL",
                publicUrl(),
                "DB_PORT",
                Integer.toString(database.port()),
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                "postgresql://127.0.0.1:" + database.port() + "/zapiska?application_name=" + name,
                "REDIS_URL",
                "redis://127.0.0.1:" + redis.port());
    }

    private static Client client(int port) {
        return new Client("http://localhost:" + port, "127.0.0.1");
    }

    /** To each replica, and through nginx. */
    private List<Door> doors() {
        var replica = IntStream.range(0, fronts.size())
                .mapToObj(number -> new Door(number, client(fronts.get(number).port())));
        var all = nginx.stream().map(proxy -> new Door(Attempt.THROUGH_NGINX, client(proxy.port())));
        return Stream.concat(replica, all).toList();
    }

    /** As people come to it, but for their chats, which are linked behind the product's back. */
    private void invite() {
        owner = client(nginx.map(Nginx::port).orElseGet(() -> fronts.getFirst().port()));
        owner.with(Client.cookieOf(owner.signIn(PASSWORD)));
        for (int number = 0; number < script.people(); number++) {
            people.add(invited(number));
        }
        people.forEach(one -> one.knows(people));
    }

    private PlayedPerson invited(int number) {
        var link = created(owner.post("/api/v1/invitations", "{\"role\":\"member\"}"))
                .getString("url");
        var pages = doors();
        var first = pages.getFirst().client();
        var accepted = first.post(
                "/api/v1/invitations/accept",
                new JsonObject()
                        .put("code", link.split("#")[1])
                        .put("login", "person" + number)
                        .put("name", NAMES.get(number))
                        .put("password", PASSWORD)
                        .encode());
        long account = created(accepted).getJsonObject("account").getLong("id");
        pages.forEach(door -> door.client().with(Client.cookieOf(accepted)));
        var token = created(first.post("/api/v1/auth/tokens", "{\"name\":\"script\",\"scope\":\"write\"}"))
                .getString("token");
        var who = new Who(number, NAMES.get(number), account, FIRST_CHAT + number);
        installation.telegram().addChat(who.chat(), who.name());
        installation
                .arrange()
                .execute(
                        "update accounts set telegram_chat_id = ?, telegram_user_id = ? where id = ?",
                        who.chat(),
                        who.chat(),
                        account);
        var client = new PatientClient(number, pages, doors(), token, journal);
        return new PlayedPerson(who, client, installation.telegram(), journal);
    }

    private static JsonObject created(HttpResponse<String> answer) {
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
        }
        return new JsonObject(answer.body());
    }

    // ---- the script

    /**
     * People choose whole minutes, and a nag comes back at the second at which it began: spread over a minute before the first
     * of them, there are messages under way at any moment that something may break.
     */
    private void prepare() {
        var preparing = people.stream()
                .map(person -> played(
                        person,
                        () -> person.prepare(script.preparationsOf(person.who().number()))))
                .toList();
        preparing.forEach(Proving::join);
        installation.arrange().execute("""
                update reminders r set planned_at = spread.at, due_at = spread.at
                from (select id, now() + interval '60 seconds' * row_number() over (order by md5(id::text)) / count(*) over () as at
                  from reminders where state = 'SCHEDULED') spread
                where r.id = spread.id""");
    }

    /** @return when the last fault was over; some people may have waited for their answers longer */
    private Instant play() {
        var begin = Instant.now();
        var until = begin.plus(script.lasts()).plus(LATE);
        var playing = people.stream()
                .map(person -> played(
                        person, () -> person.play(script.actsOf(person.who().number()), begin, until)))
                .toList();
        new Breaker(installation, replicas, fronts, database, redis, nginx.map(proxy -> this::haveUpdatesBy), journal)
                .play(script.faults(), begin);
        var calmAt = Instant.now();
        playing.forEach(Proving::join);
        return calmAt;
    }

    /** By the owner on their page, who tries until it is done: whatever else is broken may stand in the way. */
    private void haveUpdatesBy(String mode) {
        Waiting.until("updates by " + mode, UNTIL_UPDATES_COME_OTHERWISE, () -> {
            try {
                return owner.put(
                                        "/api/v1/telegram/updates/mode",
                                        new JsonObject().put("mode", mode).encode())
                                .statusCode()
                        == 200;
            } catch (UncheckedIOException lost) {
                return false;
            }
        });
    }

    private Thread played(PlayedPerson person, Runnable work) {
        return Thread.ofVirtual().name(person.who().name()).start(() -> guarded(work));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A person who falls over must not pass for one who has nothing to do. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error broken) {
            journal.trouble("the suite itself: " + broken + " at " + broken.getStackTrace()[0]);
        }
    }

    // ---- afterwards

    private void awaitRest(Instant calmAt) {
        installation.telegram().clearFaults();
        for (var replica : replicas) {
            if (!replica.alive()) {
                journal.trouble("replica " + replica.name() + " is gone and nobody has ended it");
            }
        }
        if (!installation.telegram().awaitUpdatesConfirmed(UNTIL_UPDATES_ARE_TAKEN)) {
            journal.trouble(installation.telegram().pendingUpdates() + " updates were not taken at rest");
        }
        try {
            Waiting.until(
                    "a message about everything that nags", UNTIL_EVERYBODY_IS_REMINDED, () -> notYet(calmAt) == 0);
        } catch (AssertionError notInTime) {
            journal.trouble(notInTime.getMessage() + ", but for: "
                    + installation.arrange().rows("select * from reminders where " + NOT_YET + " limit 5", calmAt));
        }
    }

    /** What nags and has not been said since, and what should have been said by now. */
    private static final String NOT_YET = """
            (state = 'AWAITING' and coalesce(last_sent_at, '-infinity') < ?
             or state in ('CLAIMED', 'SENDING')
             or state in ('SCHEDULED', 'SNOOZED') and due_at < now() - interval '5 seconds')""";

    private long notYet(Instant calmAt) {
        return installation.arrange().count("select count(*) from reminders where " + NOT_YET, calmAt);
    }

    /** By SIGTERM, after which nothing may be left in hand. */
    private Evidence end(Instant calmAt, List<ShownLoan> shown) {
        var endedAt = Instant.now();
        replicas.forEach(Replica::terminate);
        for (var replica : replicas) {
            try {
                replica.awaitEnd(END);
            } catch (AssertionError late) {
                journal.trouble("E8: " + late.getMessage());
            }
        }
        journal.delivered(deliveredByWebhook());
        return new ReadEvidence(installation.arrange(), installation.telegram())
                .with(journal, people.stream().map(PlayedPerson::who).toList(), shown, calmAt, endedAt);
    }

    private long deliveredByWebhook() {
        return nginx.map(Nginx::log)
                .orElse("")
                .lines()
                .filter(line -> line.contains("/api/v1/telegram/webhook"))
                .count();
    }

    @Override
    public void close() throws Exception {
        people.forEach(PlayedPerson::close);
        if (owner != null) {
            owner.close();
        }
        if (nginx.isPresent()) {
            nginx.get().close();
        }
        Files.delete(page.resolve("index.html"));
        Files.delete(page);
        fronts.forEach(TcpProxy::close);
        database.close();
        redis.close();
    }
}
