package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.channels.PushService;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import app.zapiska.reminders.Reminding;
import app.zapiska.sandbox.SandboxMessage;
import app.zapiska.telegram.BotInbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A4, S23: several people at work at the same moment, by page and by chat, each step at random. Everything that somebody writes
 * bears their mark, so a mark in a foreign answer, event or message is something that has crossed.
 */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class SeparateLivesTest {

    private static final AtomicInteger CHATS = new AtomicInteger(880_000_000);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final long FRIEND = 870_000_000L;
    private static final Pattern DATA = Pattern.compile("\"kind\":\"(\\w+)\",\"id\":(\\d+)");

    /** Whose things all of them can name: ids are no secret. */
    private record Thing(int owner, String path) {}

    @Inject
    BotInbox bot;

    @Inject
    Reminding reminding;

    private final PushService push = new PushService();
    private final ConcurrentLinkedQueue<Thing> things = new ConcurrentLinkedQueue<>();
    private List<Person> people;

    @AfterEach
    void close() {
        push.close();
    }

    @ParameterizedTest(name = "{0} people, {1} steps each")
    @CsvSource({"2, 200", "5, 350"})
    @DisplayName("whatever several people do at the same time, nothing of anybody's crosses over")
    void nothingCrosses(int number, int steps) throws InterruptedException, ExecutionException {
        // More with -Dseparate.lives.longer: 5 makes 10,750 steps of it.
        var each = steps * Integer.getInteger("separate.lives.longer", 1);
        var seed = new Random().nextLong();
        System.out.println("SeparateLivesTest: seed " + seed + ", " + number + " people");
        people = IntStream.range(0, number)
                .mapToObj(place -> new Person(place, new Random(seed + place)))
                .toList();
        people.forEach(Person::moveIn);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var person : people) {
                running.add(threads.submit(() -> {
                    for (int step = 0; step < each; step++) {
                        person.step();
                    }
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
        }
        for (var person : people) {
            person.looksBack();
        }
    }

    private final class Person implements GroupLife.Owner {

        private final int place;
        private final Random random;
        private final Visitor visitor = Visitor.newcomer();
        private final String mark = "метка" + Long.toString(visitor.accountId(), 36) + "м";
        private final long chat = CHATS.incrementAndGet();
        private final OpenPage page = new OpenPage(visitor).ready();

        private final List<Long> open = new ArrayList<>();
        private final List<Long> done = new ArrayList<>();
        private final List<Long> categories = new ArrayList<>();
        private final Map<Long, Integer> owed = new HashMap<>();
        private final Set<Long> taskIds = new HashSet<>();
        private final List<String> sessions = new ArrayList<>(List.of(visitor.session()));
        private GroupLife group;
        private SecondWays ways;

        Person(int place, Random random) {
            this.place = place;
            this.random = random;
            RealServices.sandbox().control().addChat(chat, mark);
            RealServices.execute(
                    "update accounts set name = ?, telegram_chat_id = ?, telegram_user_id = ?, work_start_hour = 0,"
                            + " work_end_hour = 24 where id = ?",
                    mark,
                    chat,
                    chat,
                    visitor.accountId());
        }

        /** Once all are there. */
        void moveIn() {
            // The friend of all is nobody here.
            var guests = new ArrayList<>(List.of(FRIEND));
            people.stream().filter(other -> other != this).forEach(other -> guests.add(other.chat));
            group = new GroupLife(bot, random, this, mark, chat, guests);
            ways = new SecondWays(push, reminding, this, visitor.accountId(), chat);
            sessions.addAll(ways.in(bot));
        }

        void step() throws IOException, InterruptedException {
            switch (random.nextInt(100)) {
                case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 -> addTask();
                case 18, 19, 20, 21, 22, 23, 24, 25 -> completeTask();
                case 26, 27, 28, 29 -> reopenTask();
                case 30, 31, 32, 33 -> deleteTask();
                case 34, 35, 36, 37 -> addLoan();
                case 38, 39, 40, 41, 42, 43 -> pay();
                case 44 -> addCategory();
                case 45 -> remind();
                case 46, 47, 48 -> ask("GET", "/tasks?q=" + someone().mark, "", 200);
                case 49 -> writeToTheBot();
                case 50 -> pressAForeignButton();
                case 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62 -> touchAForeignThing();
                case 63, 64, 65, 66, 67, 68 -> countTasks();
                case 69, 70, 71, 72 -> sumLoans();
                case 73, 74, 75, 76, 77, 78, 79, 80, 81 -> group.step();
                case 82 -> group.triesToTake(someone().group);
                default -> look();
            }
        }

        @Override
        public JsonPath ask(String method, String path, String body, int... expected)
                throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1" + path))
                    .header("Cookie", "session=" + one(sessions))
                    .header("X-Requested-With", "zapiska")
                    .header("If-Match", "*")
                    .timeout(Duration.ofSeconds(60));
            if (!body.isEmpty()) {
                request.header("Content-Type", "application/json");
            }
            var answer = HTTP.send(
                    request.method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(expected).as(method + " " + path + ": " + answer.body()).contains(answer.statusCode());
            holdsNothingForeign(method + " " + path, answer.body());
            return answer.body().startsWith("{") ? JsonPath.from(answer.body()) : null;
        }

        private void holdsNothingForeign(String what, String text) {
            for (var other : people) {
                if (other != this && text.contains(other.mark)) {
                    throw new AssertionError(what + " of " + mark + " holds " + other.mark + ": " + text);
                }
            }
        }

        @Override
        public long openTask() {
            return open.isEmpty() ? 0 : one(open);
        }

        @Override
        public void completed(long task) {
            open.remove(task);
            done.add(task);
        }

        @Override
        public String foreignTask() {
            return things.stream()
                    .filter(thing -> thing.owner() != place && thing.path().startsWith("/tasks/"))
                    .skip(random.nextInt(1 + things.size() / 4))
                    .findFirst()
                    .map(thing -> thing.path().replaceAll("\\D", ""))
                    .orElse("");
        }

        private void addTask() throws IOException, InterruptedException {
            var due = random.nextBoolean()
                    ? ",\"due\":\"" + LocalDate.now().plusDays(random.nextInt(20)) + "T12:00\""
                    : "";
            var category = categories.isEmpty() || random.nextBoolean() ? "" : ",\"categoryId\":" + one(categories);
            var id = ask(
                            "POST",
                            "/tasks",
                            "{\"title\":\"" + mark + "\",\"description\":\"" + mark + "\"" + due + category + "}",
                            201)
                    .getLong("id");
            open.add(id);
            taskIds.add(id);
            things.add(new Thing(place, "/tasks/" + id));
        }

        private void completeTask() throws IOException, InterruptedException {
            if (!open.isEmpty()) {
                var id = take(open);
                ask("POST", "/tasks/" + id + "/complete", "", 200);
                done.add(id);
            }
        }

        private void reopenTask() throws IOException, InterruptedException {
            if (!done.isEmpty()) {
                var id = take(done);
                ask("POST", "/tasks/" + id + "/reopen", "", 200);
                open.add(id);
            }
        }

        private void deleteTask() throws IOException, InterruptedException {
            if (!open.isEmpty()) {
                ask("DELETE", "/tasks/" + take(open), "", 204);
            }
        }

        private void addLoan() throws IOException, InterruptedException {
            var id = ask(
                            "POST",
                            "/loans",
                            "{\"orgName\":\"" + mark + "\",\"loanDate\":\"2025-10-01\",\"amountBorrowed\":\"1000.00\"}",
                            201)
                    .getLong("id");
            owed.put(id, 1000);
            things.add(new Thing(place, "/loans/" + id));
            var contact = ask(
                            "POST",
                            "/collector-contacts",
                            "{\"at\":\"2025-10-02T10:00\",\"kind\":\"call\",\"who\":\"" + mark + "\",\"loanId\":" + id
                                    + "}",
                            201)
                    .getLong("id");
            things.add(new Thing(place, "/collector-contacts/" + contact));
        }

        private void pay() throws IOException, InterruptedException {
            if (!owed.isEmpty()) {
                var id = one(new ArrayList<>(owed.keySet()));
                if (owed.get(id) > 10) {
                    ask(
                            "POST",
                            "/loans/" + id + "/payments",
                            "{\"amount\":\"7.00\",\"paidOn\":\"2025-10-02\"}",
                            200,
                            201);
                    owed.merge(id, -7, Integer::sum);
                }
            }
        }

        private void addCategory() throws IOException, InterruptedException {
            if (categories.size() < 10) {
                var id = ask("POST", "/categories", "{\"name\":\"" + mark + categories.size() + "\"}", 201)
                        .getLong("id");
                categories.add(id);
                things.add(new Thing(place, "/categories/" + id));
            }
        }

        private void remind() throws IOException, InterruptedException {
            if (!open.isEmpty()) {
                ways.remind(random, openTask());
            }
        }

        private void touchAForeignThing() throws IOException, InterruptedException {
            var foreign = things.stream()
                    .skip(random.nextInt(Math.max(1, things.size())))
                    .findFirst();
            if (foreign.isEmpty() || foreign.get().owner() == place) {
                return;
            }
            var path = foreign.get().path();
            switch (random.nextInt(5)) {
                case 0 -> ask("DELETE", path, "", 404);
                case 1 -> {
                    if (path.startsWith("/tasks")) {
                        ask("POST", path + "/complete", "", 404);
                    } else if (path.startsWith("/loans")) {
                        ask("POST", path + "/payments", "{\"amount\":\"1.00\",\"paidOn\":\"2025-10-02\"}", 404);
                    }
                }
                case 2 -> {
                    if (path.startsWith("/categories")) {
                        ask(
                                "POST",
                                "/tasks",
                                "{\"title\":\"" + mark + "\",\"categoryId\":" + path.replaceAll("\\D", "") + "}",
                                400,
                                404);
                    }
                }
                default -> ask("GET", path, "", 404);
            }
        }

        private void countTasks() throws IOException, InterruptedException {
            assertThat(ask("GET", "/tasks/counts", "", 200).getInt("open"))
                    .as("open tasks of " + mark)
                    .isEqualTo(open.size());
        }

        private void sumLoans() throws IOException, InterruptedException {
            assertThat(ask("GET", "/loans/statistics", "", 200).getString("debt"))
                    .as("what " + mark + " owes")
                    .isEqualTo(
                            owed.values().stream().mapToInt(Integer::intValue).sum() + ".00");
        }

        private void look() throws IOException, InterruptedException {
            ask(
                    "GET",
                    one(List.of(
                            "/tasks?limit=20",
                            "/tasks?limit=20&status=done",
                            "/loans?limit=20&status=all",
                            "/collector-contacts?limit=20",
                            "/collector-contacts/standing",
                            "/payoff-plan",
                            "/dashboard",
                            "/reminders?limit=20",
                            "/categories",
                            "/reminder-templates",
                            "/undo",
                            "/audit?limit=20",
                            "/statistics",
                            "/settings",
                            "/auth/me",
                            "/calendar/feeds",
                            "/auth/sessions",
                            "/telegram/group",
                            "/push/subscriptions",
                            "/calendar?from=" + LocalDate.now() + "&to="
                                    + LocalDate.now().plusDays(20))),
                    "",
                    200);
        }

        private void writeToTheBot() {
            bot.write(chat, mark + " завтра");
        }

        /** What hangs in another's chat, pressed by me in mine. */
        private void pressAForeignButton() {
            var other = someone();
            if (other != this) {
                RealServices.sandbox().control().messages(other.chat).stream()
                        .flatMap(message -> message.buttons().stream()
                                .flatMap(button -> button.callbackData().stream())
                                .map(data -> Map.entry(message.messageId(), data)))
                        .findAny()
                        .ifPresent(button -> bot.press(chat, chat, button.getKey(), button.getValue()));
            }
        }

        void looksBack() throws InterruptedException {
            try {
                countTasks();
                sumLoans();
                var last = ask("POST", "/tasks", "{\"title\":\"" + mark + "\"}", 201)
                        .getLong("id");
                taskIds.add(last);
                Waiting.until(SOON, () -> page.heard("\"kind\":\"task\",\"id\":" + last));
                ways.lookBack(last);
            } catch (IOException away) {
                throw new IllegalStateException(away);
            }
            for (var line : page.lines) {
                var change = DATA.matcher(line);
                if (change.find() && change.group(1).equals("task")) {
                    assertThat(taskIds).as("events of " + mark).contains(Long.parseLong(change.group(2)));
                }
            }
            for (SandboxMessage message : RealServices.sandbox().control().messages(chat)) {
                holdsNothingForeign("a message", message.text());
            }
            for (SandboxMessage message : group.said()) {
                holdsNothingForeign("a message in the group", message.text());
            }
            for (var text : ways.received()) {
                holdsNothingForeign("a push or a letter", text);
            }
        }

        private Person someone() {
            return people.get(random.nextInt(people.size()));
        }

        private <T> T one(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private long take(List<Long> list) {
            return list.remove(random.nextInt(list.size()));
        }
    }
}
