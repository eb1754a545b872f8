package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.ApiDescription.Operation;
import app.zapiska.accounts.GeneratedRequests.Kind;
import app.zapiska.accounts.GeneratedRequests.Request;
import app.zapiska.platform.KeptConnection;
import app.zapiska.platform.KeptConnection.Answer;
import app.zapiska.platform.LimitsForgotten;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Wire;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * S8, S9, S18, S24, S25, S26, S32, S42: requests to every operation of the API's own description, right, at the edge and hostile, with a
 * person's session, their tokens, a reader's, the owner's and nobody's.
 */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("Of generated requests to every operation")
class GeneratedRequestsTest {

    /** {@code -Dzapiska.requests=50000} for as many. */
    private static final int REQUESTS = Integer.getInteger("zapiska.requests", 2_000);

    /** The same requests each time, for a landing must not hang upon luck; {@code -Dzapiska.requests.seed} asks for others. */
    private static final long SEED = Long.getLong("zapiska.requests.seed", 15_403);

    /** At work at the same time. */
    private static final int ACTORS = 4;

    /** Then somebody new comes, whose account is small and whose password nobody has changed. */
    private static final int REQUESTS_OF_A_LIFE = 250;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Pattern> HEADERS = Map.of(
            "content-security-policy",
                    Pattern.compile("default-src 'none'; script-src 'self';.*frame-ancestors 'none'"),
            "x-content-type-options", Pattern.compile("nosniff"),
            "referrer-policy", Pattern.compile("no-referrer"),
            "x-frame-options", Pattern.compile("DENY"),
            "cross-origin-opener-policy", Pattern.compile("same-origin"),
            "cross-origin-resource-policy", Pattern.compile("same-origin"),
            "permissions-policy", Pattern.compile("camera=.*"));

    /** Headers that tell others what runs here, or let other sites read. */
    private static final Set<String> NEVER = Set.of("server", "x-powered-by", "access-control-allow-origin");

    private static final Pattern INSIDES = Pattern.compile(
            "(?i)sql ?state|\\bselect .+ from |insert into |violates |Exception|\\bat [a-z]+(\\.\\w+)+\\(|app\\.zapiska|"
                    + "java\\.(lang|util|time)|io\\.(quarkus|vertx|netty)|org\\.(hibernate|jboss)|com\\.fasterxml|postgres");

    /** What asks a server of others, which may be away: for them alone 503 is an answer. */
    private static final Set<String> OF_OTHERS = Set.of(
            "POST /mail/address",
            "POST /telegram/link-code",
            "POST /telegram/group/code",
            "POST /telegram/webhook",
            "POST /import");

    /** Of the owner's, what could not be told from what the owner means. */
    private static final Set<String> NOT_AS_OWNER = Set.of("POST /backups", "POST /telegram/updates/check");

    private enum Caller {
        SESSION,
        WRITING_TOKEN,
        READING_TOKEN,
        NOBODY
    }

    @Inject
    RedisDataSource redis;

    @Inject
    RateLimits rateLimits;

    private final Map<String, String> faults = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicLong> counts = new ConcurrentSkipListMap<>();
    private final List<Operation> operations = new ArrayList<>();
    private final Object arrangement = new Object();
    private ApiDescription api;

    /** Guesses of passwords are counted here as anywhere; other tests want to sign in. */
    @AfterEach
    void forgetTries() {
        redis.execute("FLUSHALL");
        LimitsForgotten.here(rateLimits);
    }

    private void count(String what) {
        counts.computeIfAbsent(what, ignored -> new AtomicLong()).incrementAndGet();
    }

    private void fault(String what, Request request, Answer answer) {
        faults.putIfAbsent(
                request.operation().name() + " " + request.kind() + ": " + what.split(": …")[0],
                what + "\n      " + request + "\n      -> " + answer.status() + " " + excerpt(answer.text()));
    }

    private static String excerpt(String text) {
        return text.substring(0, Math.min(text.length(), 400));
    }

    /** Somebody with one of everything, until the account or its password is gone. */
    private final class Life {

        private final Visitor person;
        private final Map<String, Object> ids;
        private final boolean reader;
        private final Map<Caller, String> credentials = new HashMap<>();
        private final String secret;
        private final GeneratedRequests requests;
        private Map<String, Object> before;

        Life(Random random) {
            reader = random.nextInt(4) == 0;
            secret = "kanareika" + Long.toHexString(random.nextLong());
            synchronized (arrangement) {
                var member = Visitor.newcomer();
                ids = EveryRouteTest.things(member);
                credentials.put(Caller.WRITING_TOKEN, "Authorization: Bearer " + token(member, "write"));
                credentials.put(Caller.READING_TOKEN, "Authorization: Bearer " + token(member, "read"));
                if (reader) {
                    RealServices.execute("update accounts set role = 'READER' where id = ?", member.accountId());
                }
                person = reader ? Visitor.signIn(member.login()) : member;
            }
            credentials.put(Caller.SESSION, "Cookie: session=" + person.session());
            requests = new GeneratedRequests(api, random, ids, secret);
            before = rows();
        }

        private static String token(Visitor who, String scope) {
            return who.request()
                    .body(Map.of("name", "Программа", "scope", scope))
                    .post("/auth/tokens")
                    .jsonPath()
                    .getString("token");
        }

        private Map<String, Object> rows() {
            var rows = EveryRouteTest.everything(person);
            // A refusal is kept, too, for whoever asks again.
            rows.remove("idempotency_keys");
            // Telegram may say at any moment that the chat that was linked is not there.
            rows.computeIfPresent(
                    "accounts",
                    (table, row) -> row.toString().replaceAll("\"telegram_blocked_\\w+\": (null|\"[^\"]*\")", ""));
            return rows;
        }

        boolean isOver() {
            return person.request().get("/auth/me").statusCode() != 200;
        }

        void end() {
            RealServices.execute("select delete_account(?)", person.accountId());
        }
    }

    private final class Actor implements Callable<Void> {

        private final Random random;
        private final String address;

        Actor(int number) {
            random = new Random(SEED * ACTORS + number);
            address = "127.0.3." + (10 + number);
        }

        @Override
        public Void call() throws Exception {
            try (var connection = new KeptConnection(address)) {
                for (int left = REQUESTS / ACTORS; left > 0; ) {
                    var life = new Life(random);
                    try {
                        for (int i = Math.min(left, REQUESTS_OF_A_LIFE); i > 0; i--) {
                            left--;
                            if (!one(life, connection) && life.isOver()) {
                                break;
                            }
                        }
                    } finally {
                        life.end();
                    }
                }
            }
            return null;
        }

        /** @return whether the person's session has been taken for one, as far as the answer tells */
        private boolean one(Life life, KeptConnection connection) throws IOException {
            var operation = operations.get(random.nextInt(operations.size()));
            var kind = Kind.values()[random.nextInt(Kind.values().length)];
            var request = life.requests.next(operation, kind);
            var caller = caller(request);
            var answer = send(life, request, caller, connection);
            if (answer == null) {
                return true;
            }
            count(kind.name());
            count(Integer.toString(answer.status()));
            judge(life, request, caller, answer);
            if (!request.reads() || answer.status() >= 400 && random.nextInt(10) == 0) {
                changed(life, request, answer);
            }
            return caller != Caller.SESSION || answer.status() != 401 && answer.status() != 204;
        }

        private Caller caller(Request request) {
            // Who has a session would be told of changes for as long as they listen.
            return EveryRouteTest.ENDLESS.contains(request.operation().name())
                    ? Caller.NOBODY
                    : switch (random.nextInt(10)) {
                        case 0 -> Caller.NOBODY;
                        case 1 -> Caller.READING_TOKEN;
                        case 2 -> Caller.WRITING_TOKEN;
                        default -> Caller.SESSION;
                    };
        }

        private Answer send(Life life, Request request, Caller caller, KeptConnection connection) throws IOException {
            var credential = life.credentials.getOrDefault(caller, "");
            var head = request.head() + (credential.isEmpty() ? "" : "\r\n" + credential);
            try {
                return connection.send(head, request.body());
            } catch (IOException cutOff) {
                // Whoever sends more than is taken may be cut off before they have read why.
                if (request.body().length < 256 << 10) {
                    faults.putIfAbsent(
                            request.operation().name() + " " + request.kind() + ": no answer", request + " " + cutOff);
                }
                count("cut off");
                return null;
            }
        }

        private void judge(Life life, Request request, Caller caller, Answer answer) {
            boolean taken = answer.status() < 400;
            var name = request.method() + " " + request.operation().path();
            if (answer.status() >= 500 && !(answer.status() == 503 && OF_OTHERS.contains(name))) {
                fault("status " + answer.status(), request, answer);
            }
            HEADERS.forEach((header, value) -> {
                if (!value.matcher(answer.header(header)).matches()) {
                    fault("header " + header + " is «" + answer.header(header) + "»", request, answer);
                }
            });
            if (!answer.header("cache-control").matches("no-store|private, no-cache")) {
                fault("may be kept: " + answer.header("cache-control"), request, answer);
            }
            NEVER.stream()
                    .filter(answer.headers()::containsKey)
                    .forEach(header -> fault("tells " + header, request, answer));
            if (taken
                    && caller == Caller.NOBODY
                    && !request.method().equals("OPTIONS")
                    && !EveryRouteTest.OPEN.contains(name)) {
                fault("open to strangers", request, answer);
            }
            if (taken
                    && !request.reads()
                    && (caller == Caller.READING_TOKEN || life.reader)
                    && caller != Caller.NOBODY
                    && !EveryRouteTest.FOR_READERS.contains(name)
                    && !EveryRouteTest.OPEN.contains(name)) {
                fault("a reader writes", request, answer);
            }
            if (!taken) {
                refusal(life, request, answer);
            }
        }

        private void refusal(Life life, Request request, Answer answer) {
            var text = answer.text();
            for (var secret : secrets(life)) {
                if ((text + answer.headers()).contains(secret)) {
                    fault("repeats a secret", request, answer);
                }
            }
            if (request.method().equals("HEAD")) {
                return;
            }
            if (!answer.header("content-type").equals("application/problem+json")) {
                fault("no problem but " + answer.header("content-type"), request, answer);
                return;
            }
            if (INSIDES.matcher(text).find()) {
                fault(
                        "tells what is inside: "
                                + INSIDES.matcher(text)
                                        .results()
                                        .findFirst()
                                        .orElseThrow()
                                        .group(),
                        request,
                        answer);
            }
            try {
                var problem = JSON.readTree(text);
                if (!api.problems().contains(problem.path("type").asText())
                        || problem.path("status").asInt() != answer.status()
                        || problem.path("title").asText().isBlank()
                        || problem.path("detail").asText().isBlank()
                        || answer.header("content-language").isEmpty()) {
                    fault("half a problem", request, answer);
                }
            } catch (JsonProcessingException unreadable) {
                fault("a problem nobody can read", request, answer);
            }
            if (answer.status() == 429 && answer.header("retry-after").isEmpty()) {
                fault("does not say when to come again", request, answer);
            }
        }

        private List<String> secrets(Life life) {
            var secrets = new ArrayList<>(List.of(life.secret, life.person.session(), Visitor.PASSWORD));
            life.credentials.values().forEach(one -> secrets.add(one.replaceFirst(".*[ =]", "")));
            return secrets;
        }

        private static String difference(Object before, Object after) {
            var one = String.valueOf(before);
            var other = String.valueOf(after);
            int at = 0;
            while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
                at++;
            }
            int from = Math.max(0, at - 40);
            return ": …" + excerpt(one.substring(from)) + " became …" + excerpt(other.substring(from));
        }

        /** What was refused has changed nothing, and neither has looking. */
        private void changed(Life life, Request request, Answer answer) {
            var after = life.rows();
            if (answer.status() >= 400 || request.reads()) {
                count("compared");
                after.forEach((table, rows) -> {
                    if (!java.util.Objects.equals(rows, life.before.get(table))) {
                        fault("changed " + table + difference(life.before.get(table), rows), request, answer);
                    }
                });
            }
            life.before = after;
        }
    }

    @Test
    @DisplayName(
            "S8, S9, S18, S24, S25, S26, S32, S42: none fails, each refusal is a problem with every header that tells nothing, and what is refused changes nothing")
    void generated() throws Exception {
        api = ApiDescription.read();
        operations.addAll(api.operations());
        var lines = new ArrayList<String>();
        var recorder = recorder(lines);
        Logger.getLogger("").addHandler(recorder);
        var begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<Void>>();
            for (int i = 0; i < ACTORS; i++) {
                running.add(threads.submit(new Actor(i)));
            }
            for (var actor : running) {
                actor.get();
            }
            owner();
        } finally {
            Logger.getLogger("").removeHandler(recorder);
            System.out.printf(
                    "Seed %d: %d requests to %d operations in %d s, faults %d; %s%n",
                    SEED,
                    REQUESTS,
                    operations.size(),
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    faults.size(),
                    new TreeMap<>(counts));
        }
        assertThat(String.join("\n  ", faults.values()))
                .as("with -Dzapiska.requests.seed=%d -Dzapiska.requests=%d", SEED, REQUESTS)
                .isEmpty();
        synchronized (lines) {
            assertThat(lines.stream().filter(line -> line.contains("Fault ")))
                    .as("what only the database has refused, or worse (seed %d)", SEED)
                    .isEmpty();
            assertThat(lines).as("a log entry with a secret").noneMatch(line -> line.contains("kanareika"));
        }
    }

    @Test
    @DisplayName("what is no HTTP is refused before anybody reads it, with an empty 400")
    void noHttp() throws IOException {
        for (var line : List.of("X-Control: a\u0001b", "X-Control: a\u0000b", "no header")) {
            var answer = Wire.answer(
                    "GET /api/v1/auth/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + line + "\r\n\r\n");
            assertThat(Wire.status(answer)).as(line).isEqualTo(400);
            assertThat(answer).as(line).endsWith("\r\n\r\n").doesNotContain("localhost", "X-Control");
        }
    }

    /** What is the owner's changes the whole installation: it is tried with what can't be meant. */
    private void owner() throws IOException {
        var owner = Visitor.owner();
        var ids = new HashMap<String, Object>(Map.of("name", "zapiska-20261120T230000Z.age", "secret", "A".repeat(43)));
        for (var kind : List.of(
                "accounts",
                "invitations",
                "announcements",
                "tasks",
                "loans",
                "categories",
                "reminder-templates",
                "installmentId")) {
            ids.put(kind, 999_999_999);
        }
        var actor = new Actor(ACTORS);
        var requests = new GeneratedRequests(api, actor.random, ids, "kanareika");
        var known = EveryRouteTest.everything(owner);
        try (var connection = new KeptConnection(actor.address)) {
            for (int i = 0; i < Math.max(2, REQUESTS / 1_000); i++) {
                for (var operation : operations) {
                    if (!EveryRouteTest.OF_THE_OWNER.contains(operation.name())
                            || NOT_AS_OWNER.contains(operation.name())) {
                        continue;
                    }
                    for (var kind : List.of(Kind.QUERY, Kind.WRONG_ID, Kind.HEADER)) {
                        var request =
                                operation.reads() ? requests.next(operation, kind) : requests.neverMeant(operation);
                        var answer = connection.send(
                                request.head() + "\r\nCookie: session=" + owner.session(), request.body());
                        count("owner " + answer.status());
                        if (answer.status() >= 500 || !operation.reads() && answer.status() < 400) {
                            fault("as the owner: " + answer.status(), request, answer);
                        }
                    }
                }
            }
        }
        assertThat(EveryRouteTest.everything(owner)).isEqualTo(known);
    }

    private static Handler recorder(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                var text = entry instanceof ExtLogRecord record ? record.getFormattedMessage() : entry.getMessage();
                var thrown = entry.getThrown();
                synchronized (lines) {
                    lines.add(
                            thrown == null
                                    ? String.valueOf(text)
                                    : text + " " + thrown + " " + Arrays.toString(thrown.getStackTrace()));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
