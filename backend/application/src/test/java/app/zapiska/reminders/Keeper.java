package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.AcceptedSend;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxMessage;
import app.zapiska.telegram.ButtonHandler;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Somebody new with a linked chat who keeps tasks over HTTP and reads the chat. Time is the product's clock; the engine runs
 * when a test says so.
 */
final class Keeper {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final AtomicLong CHATS = new AtomicLong(7_000_000);

    final Visitor visitor;
    final long chat;

    private final MutableClock clock;
    private final Engine.Parts parts;
    private final Engine engine;
    private final SandboxControl telegram = RealServices.sandbox().control();
    private ZoneId zone = MOSCOW;

    private Keeper(MutableClock clock, Engine.Parts parts) {
        this.clock = clock;
        this.parts = parts;
        engine = parts.replica(new Engine.MovedClock(clock.instant()));
        visitor = Visitor.newcomer();
        chat = CHATS.incrementAndGet();
        telegram.addChat(chat, "Человек");
        try (var arrange = new Arrange()) {
            arrange.execute(
                    "update accounts set telegram_chat_id = ?, telegram_user_id = ? where id = ?",
                    chat,
                    chat,
                    visitor.accountId());
        }
    }

    /** At this wall time of Moscow; nobody else's reminders are awake. */
    static Keeper at(String local, MutableClock clock, Engine.Parts parts) {
        clock.set(LocalDateTime.parse(local).atZone(MOSCOW).toInstant());
        try (var arrange = new Arrange()) {
            arrange.silence();
        }
        return new Keeper(clock, parts);
    }

    // ---- over HTTP

    /** The parts of a JSON object: name, value, name, value… */
    static Map<String, Object> json(Object... parts) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < parts.length; i += 2) {
            object.put((String) parts[i], parts[i + 1]);
        }
        return object;
    }

    ValidatableResponse get(String path) {
        return visitor.request().get(path).then();
    }

    ValidatableResponse post(String path, Object body) {
        return visitor.request().body(body).post(path).then();
    }

    ValidatableResponse post(String path) {
        return visitor.request().post(path).then();
    }

    ValidatableResponse put(String path, int version, Object body) {
        return visitor.request()
                .header("If-Match", etag(version))
                .body(body)
                .put(path)
                .then();
    }

    ValidatableResponse delete(String path, int version) {
        return visitor.request().header("If-Match", etag(version)).delete(path).then();
    }

    static String etag(int version) {
        return "\"v" + version + "\"";
    }

    /** Without a template unless one is named. */
    long create(Object... task) {
        var wanted = json("reminderTemplateId", null);
        wanted.putAll(json(task));
        return post("/tasks", wanted).statusCode(201).extract().jsonPath().getLong("id");
    }

    JsonPath task(long id) {
        return get("/tasks/" + id).statusCode(200).extract().jsonPath();
    }

    /** Saves the task as the form does: all of it, with these parts changed. */
    JsonPath save(long id, Object... changes) {
        return trySave(id, changes).statusCode(200).extract().jsonPath();
    }

    ValidatableResponse trySave(long id, Object... changes) {
        var now = task(id);
        var form = new LinkedHashMap<String, Object>();
        for (var field : List.of(
                "title",
                "description",
                "importance",
                "due",
                "durationMinutes",
                "categoryId",
                "recurFrom",
                "reminderTemplateId")) {
            form.put(field, now.get(field));
        }
        form.putAll(json(changes));
        return put("/tasks/" + id, now.getInt("version"), form);
    }

    void complete(long id) {
        post("/tasks/" + id + "/complete").statusCode(200);
    }

    void reopen(long id) {
        post("/tasks/" + id + "/reopen").statusCode(200);
    }

    void deleteTask(long id) {
        delete("/tasks/" + id, task(id).getInt("version")).statusCode(204);
    }

    void restore(long id) {
        post("/tasks/" + id + "/restore").statusCode(200);
    }

    void snooze(long id, int minutes) {
        post("/tasks/" + id + "/snooze", json("minutes", minutes)).statusCode(200);
    }

    /** The system template at this place, 0 for «За 1 день до срока». */
    long system(int place) {
        return get("/reminder-templates").statusCode(200).extract().jsonPath().getLong("items[" + place + "].id");
    }

    long template(String name, Object... rules) {
        return post("/reminder-templates", json("name", name, "rules", List.of(rules)))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    static Map<String, Object> before(int minutes) {
        return json("kind", "before", "minutes", minutes);
    }

    static Map<String, Object> onDay(int daysBefore, String time) {
        return json("kind", "onDay", "daysBefore", daysBefore, "time", time);
    }

    /** Changes the settings and leaves the others. */
    void settings(Consumer<Map<String, Object>> change) {
        var now = get("/settings").statusCode(200).extract().jsonPath();
        Map<String, Object> settings = new LinkedHashMap<>(now.getMap(""));
        var version = (Integer) settings.remove("version");
        change.accept(settings);
        put("/settings", version, settings).statusCode(200);
        zone = ZoneId.of((String) settings.get("timeZone"));
    }

    void hours(int start, int end) {
        settings(settings -> settings.put("workHours", json("start", start, "end", end)));
    }

    /** All templates, tasks and reminders of the account as text, to see whether anything has changed. */
    String everything() {
        try (var arrange = new Arrange()) {
            var rows = new StringBuilder();
            for (var table : List.of("reminder_templates", "tasks", "reminders")) {
                rows.append(arrange.rows(
                        "select t::text from " + table + " t where account_id = ? order by id", visitor.accountId()));
            }
            return rows.toString();
        }
    }

    // ---- reminders of a task

    /** As the API shows them, by planned moment. */
    List<Map<String, Object>> reminders(long task) {
        return task(task).getList("reminders");
    }

    /** Those that still have something to say. */
    List<Map<String, Object>> live(long task) {
        return reminders(task).stream()
                .filter(one -> List.of("scheduled", "sending", "awaiting", "snoozed", "blocked")
                        .contains((String) one.get("state")))
                .toList();
    }

    /** Wall times of those that still have something to say. */
    List<String> planned(long task) {
        return live(task).stream().map(one -> (String) one.get("at")).toList();
    }

    /** Wall times at which the engine acts, in order. */
    List<String> next(long task) {
        return reminders(task).stream()
                .map(one -> (String) one.get("nextAt"))
                .filter(at -> at != null)
                .map(at -> Instant.parse(at).atZone(zone).toLocalDateTime().toString())
                .sorted()
                .toList();
    }

    /** «2026-11-22T07:00 planned»: wall time and reason of the next message, as the task and its list tell it. */
    String nextMessage(long task) {
        var shown = task(task);
        var listed = get("/tasks?limit=200").statusCode(200).extract().jsonPath();
        var place = listed.getList("items.id", Long.class).indexOf(task);
        var at = shown.getString("nextMessageAt");
        assertThat(listed.getString("items[" + place + "].nextMessageAt")).isEqualTo(at);
        return (at == null ? null : Instant.parse(at).atZone(zone).toLocalDateTime()) + " "
                + shown.getString("nextMessageReason");
    }

    /** What happens at every start. */
    void wakeSilent() {
        begin(SilentSubjects.class, SilentSubjects::wake);
    }

    /** What happens at every start, too: the first one with newer rules of time zones moves what is planned. */
    void followZoneRules() {
        begin(NewZoneRules.class, NewZoneRules::follow);
    }

    private static <T> void begin(Class<T> bean, Function<T, Uni<Void>> work) {
        try {
            VertxContextSupport.subscribeAndAwait(() ->
                    work.apply(io.quarkus.arc.Arc.container().instance(bean).get()));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> states(long task) {
        return reminders(task).stream().map(one -> (String) one.get("state")).toList();
    }

    // ---- time and the chat

    /** Moves to this wall time of the account and lets the engine do what is due. */
    void at(String local) {
        clock.set(LocalDateTime.parse(local).atZone(zone).toInstant());
        run();
    }

    void later(Duration by) {
        clock.advance(by);
        run();
    }

    void run() {
        engine.clock.set(clock.instant());
        engine.run();
    }

    /** As {@link #run}, after something that woke other accounts' reminders as well. */
    void runOut() {
        engine.clock.set(clock.instant());
        engine.runOut();
    }

    /** What is due is on its way, accepted but not yet answered, while this happens. */
    void whileSending(Runnable what) {
        engine.clock.set(clock.instant());
        var hold = telegram.holdAfter("sendMessage", chat);
        var work = engine.begin();
        hold.awaitReached();
        what.run();
        hold.release();
        work.await().atMost(Duration.ofSeconds(10));
        engine.correct();
    }

    /** Texts of everything the chat was ever sent. */
    List<String> texts() {
        return sends().stream().map(AcceptedSend::text).toList();
    }

    List<AcceptedSend> sends() {
        return telegram.acceptedSends().stream()
                .filter(send -> send.chatId() == chat)
                .toList();
    }

    /** What stands in the chat now. */
    List<SandboxMessage> standing() {
        return telegram.messages(chat).stream()
                .filter(message -> !message.deleted())
                .toList();
    }

    SandboxMessage message() {
        assertThat(standing()).hasSize(1);
        return standing().getFirst();
    }

    /** Presses a button of the message that stands in the chat, and lets the chat be corrected. */
    String press(String label) {
        var message = message();
        var data = message.buttons().stream()
                .filter(button -> button.text().equals(label))
                .findFirst()
                .flatMap(SandboxMessage.Button::callbackData)
                .orElseThrow();
        engine.clock.set(clock.instant());
        var account = parts.accounts
                .settings(List.of(visitor.accountId()))
                .await()
                .atMost(Duration.ofSeconds(10))
                .get(visitor.accountId());
        var press = new ButtonHandler.Press(account, data, chat, OptionalLong.of(message.messageId()));
        try {
            var reply = VertxContextSupport.subscribeAndAwait(
                    () -> Panache.withTransaction(() -> engine.buttons.pressed(press)));
            engine.correct();
            return reply.toast();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> times(String day, String... times) {
        var all = new ArrayList<String>();
        for (var time : times) {
            all.add(day + "T" + time);
        }
        return all;
    }
}
