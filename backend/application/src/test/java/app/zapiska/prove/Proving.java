package app.zapiska.prove;

import static java.util.Map.entry;

import app.zapiska.platform.Waiting;
import app.zapiska.prove.Evidence.ShownLoan;
import app.zapiska.prove.Evidence.Who;
import app.zapiska.proxy.Client;
import app.zapiska.reminders.Installation;
import app.zapiska.reminders.Replica;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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

    private static final String PASSWORD = "forty-two-magpies";
    private static final long FIRST_CHAT = 8_000_001;

    /** A nag and the longest of what may hold it up when the last fault has ended. */
    private static final Duration UNTIL_EVERYBODY_IS_REMINDED = Duration.ofSeconds(180);

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

    Proving(Installation installation, Script script) {
        this.installation = installation;
        this.script = script;
        database = new TcpProxy(installation.databasePort());
        redis = new TcpProxy(installation.redisPort());
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
        // Both at once over an empty database, as a compose file does.
        var two = installation.launch("two", behindCables("two"));
        replicas.add(installation.start("one", behindCables("one")));
        two.awaitReady();
        replicas.add(two);
        replicas.forEach(replica -> fronts.add(new TcpProxy(replica.port())));
    }

    private Map<String, String> behindCables(String name) {
        return Map.of(
                "DB_PORT",
                Integer.toString(database.port()),
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                "postgresql://127.0.0.1:" + database.port() + "/zapiska?application_name=" + name,
                "REDIS_URL",
                "redis://127.0.0.1:" + redis.port());
    }

    private Client client(int replica) {
        return new Client("http://localhost:" + fronts.get(replica).port(), "127.0.0.1");
    }

    private List<Client> clients() {
        return IntStream.range(0, Script.REPLICAS).mapToObj(this::client).toList();
    }

    /** As people come to it, but for their chats, which are linked behind the product's back. */
    private void invite() {
        try (var owner = client(0)) {
            owner.with(Client.cookieOf(owner.signIn(PASSWORD)));
            for (int number = 0; number < script.people(); number++) {
                people.add(invited(owner, number));
            }
        }
        people.forEach(one -> one.knows(people));
    }

    private PlayedPerson invited(Client owner, int number) {
        var link = created(owner.post("/api/v1/invitations", "{\"role\":\"member\"}"))
                .getString("url");
        var pages = clients();
        var accepted = pages.getFirst()
                .post(
                        "/api/v1/invitations/accept",
                        new JsonObject()
                                .put("code", link.split("#")[1])
                                .put("login", "person" + number)
                                .put("name", NAMES.get(number))
                                .put("password", PASSWORD)
                                .encode());
        long account = created(accepted).getJsonObject("account").getLong("id");
        pages.forEach(page -> page.with(Client.cookieOf(accepted)));
        var token = created(pages.getFirst().post("/api/v1/auth/tokens", "{\"name\":\"script\",\"scope\":\"write\"}"))
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
        var client = new PatientClient(number, pages, clients(), token, journal);
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
        new Breaker(installation, replicas, fronts, database, redis, journal).play(script.faults(), begin);
        var calmAt = Instant.now();
        playing.forEach(Proving::join);
        return calmAt;
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
        return new ReadEvidence(installation.arrange(), installation.telegram())
                .with(journal, people.stream().map(PlayedPerson::who).toList(), shown, calmAt, endedAt);
    }

    @Override
    public void close() {
        people.forEach(PlayedPerson::close);
        fronts.forEach(TcpProxy::close);
        database.close();
        redis.close();
    }
}
