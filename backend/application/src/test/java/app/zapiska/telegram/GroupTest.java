package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.Visitor;
import app.zapiska.digests.Borrower;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxMessage;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("Point 2: a group of named people")
class GroupTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final AtomicLong UPDATES = new AtomicLong(1_700_000_000);
    private static final AtomicLong GROUPS = new AtomicLong(-100_700_000);
    private static final AtomicLong PEOPLE = new AtomicLong(7_700_000);
    private static final long ANONYMOUS = 1_087_968_824L;

    private record Person(long id, String name) {}

    @Inject
    Borrower.Parts parts;

    @Inject
    UpdateReceiver receiver;

    @Inject
    MutableClock clock;

    private final SandboxControl telegram = RealServices.sandbox().control();
    private Borrower anna;
    private Person own;
    private Person masha;
    private long group;
    private long bread;

    @BeforeEach
    void aPersonWithTasks() {
        telegram.clearFaults();
        parts.silence();
        anna = new Borrower(parts, "2027-03-10T09:00");
        own = new Person(anna.chat, "Анна");
        masha = new Person(PEOPLE.incrementAndGet(), "Маша");
        group = group();
        bread = anna.post("/tasks", Map.of("title", "Купить хлеб"))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    @AfterEach
    void done() {
        clock.backToReal();
    }

    @Test
    void isLinkedByACodeAndThePageAndThenNamedPeopleLookAndPress() {
        long loan = anna.loan("МаниМен", "2027-02-25", "5056");
        var code = code(anna);
        write(own, group, "/tasks");
        write(own, group, code);
        said(group, "Почти готово");
        write(own, group, "/tasks");
        var asked = state(anna);
        assertThat(asked.getString("title")).isNull();
        assertThat(asked.getString("request.title")).isEqualTo("Семья");
        assertThat(asked.getString("request.name")).isEqualTo("Анна");
        assertThat(messages(group)).as("no power before the page says so").hasSize(1);
        Visitor.newcomer()
                .request()
                .post("/telegram/group/requests/" + asked.getLong("request.id") + "/confirm")
                .then()
                .statusCode(404);
        answer(anna, 204);
        said(group, "Готово: здесь видны");
        assertThat(state(anna).getString("title")).isEqualTo("Семья");
        assertThat(RealServices.count("select telegram_chat_id from accounts where id = ?", anna.visitor.accountId()))
                .as("reminders stay where they were")
                .isEqualTo(anna.chat);
        write(own, group, code);
        assertThat(state(anna).getString("request")).as("the code opens once").isNull();

        write(own, group, "/tasks@zapiska_sandbox_bot");
        var list = said(group, "Открытые задачи");
        assertThat(press(masha, list, "Купить хлеб")).startsWith("Здесь я отвечаю только тем");
        assertThat(open()).isTrue();
        assertThat(state(anna).getList("people.name")).containsExactly("Маша");
        name(anna, true);
        assertThat(press(masha, list, "Купить хлеб")).isEmpty();
        assertThat(press(masha, list, "⏰ Отложить")).startsWith("⏰ Отложено до");
        assertThat(press(masha, list, "Своё время")).startsWith("Это — только в личном чате");
        assertThat(press(masha, list, "✅ Выполнил")).isEqualTo("✅ Выполнено");
        assertThat(open()).isFalse();

        write(masha, group, "/loans");
        var loans = said(group, "Займы: ближайшие платежи");
        press(masha, loans, "МаниМен · 5 056 ₽");
        assertThat(press(masha, loans, "Другая сумма")).startsWith("Это — только в личном чате");
        assertThat(press(masha, loans, "✅ Оплачено 5 056 ₽")).isNotEmpty();
        assertThat(anna.ledger(loan)).containsExactly("payment 5056.00 telegram");
        for (var talk : List.of("/add купить сыр", "/settings@zapiska_sandbox_bot", "/pause", "купить сыр завтра")) {
            write(masha, group, talk);
        }
        assertThat(messages(group))
                .filteredOn(text -> text.startsWith("Это — только в личном"))
                .isNotEmpty();
        assertThat(RealServices.count(
                        "select count(*) from chat_prompts where account_id = ?", anna.visitor.accountId()))
                .isZero();
        assertThat(RealServices.text(
                        "select string_agg(distinct details ->> 'who', ' ') from audit_log where account_id = ? and event = 'group-pressed'",
                        anna.visitor.accountId()))
                .isEqualTo("Маша");
        assertThat(anna.sends()).as("the own chat heard nothing of it").isEmpty();
    }

    @Test
    @DisplayName("a stranger, one who took a name, an anonymous admin and a channel change and learn nothing")
    void whoIsNotNamed() {
        linked();
        named();
        write(masha, group, "/tasks");
        var list = said(group, "Открытые задачи");
        int before = messages(group).size();
        var boris = new Borrower(parts, "2027-03-10T09:00");
        for (var stranger : List.of(new Person(boris.chat, "Борис"), new Person(PEOPLE.incrementAndGet(), "Маша"))) {
            assertThat(pressData(stranger, list, "d:t:" + bread + ":0:0")).startsWith("Здесь я отвечаю только тем");
            assertThat(pressData(stranger, list, "'; drop")).startsWith("Здесь я отвечаю только тем");
            write(stranger, group, "/tasks");
            write(stranger, group, "/unlink");
            write(stranger, group, "болтовня");
        }
        var anonymous = message(new Person(ANONYMOUS, "Group"), group, "/tasks");
        ((ObjectNode) anonymous.path("message")).putObject("sender_chat").put("id", group);
        ((ObjectNode) anonymous.path("message").path("from")).put("is_bot", true);
        receive(anonymous);
        var channel = update();
        channel.putObject("channel_post")
                .put("message_id", 5)
                .put("text", "/tasks")
                .putObject("chat")
                .put("id", group);
        receive(channel);
        write(own, group, "/help");
        said(group, "/unlink — отвязать группу");
        assertThat(String.join(
                        "\n", messages(group).subList(before, messages(group).size())))
                .contains("Здесь я отвечаю только тем")
                .doesNotContain("Купить хлеб")
                .satisfies(all ->
                        assertThat(all.split("Здесь я отвечаю|Не видно, кто")).hasSizeLessThanOrEqualTo(4));
        assertThat(open()).isTrue();
        assertThat(state(anna).getList("people.findAll { it.allowed }.id")).hasSize(1);
        assertThat(state(anna).getList("people.name")).containsExactlyInAnyOrder("Маша", "Маша", "Борис");
        assertThat(boris.sends()).isEmpty();

        // A person stays the one who was named, whatever they call themselves, until the page says otherwise.
        var renamed = new Person(masha.id(), "Мария");
        assertThat(press(renamed, list, "Купить хлеб")).isEmpty();
        assertThat(state(anna).getList("people.findAll { it.allowed }.name")).containsExactly("Мария");
        assertThat(pressData(renamed, list, "s:t:" + bread + ":77:1"))
                .as("of a reminder's message, which is not here")
                .startsWith("Это — только в личном чате");
        name(anna, false);
        assertThat(press(renamed, list, "✅ Выполнил")).startsWith("Здесь я отвечаю только тем");

        name(anna, true);
        RealServices.execute("update accounts set deactivated_at = now() where id = ?", anna.visitor.accountId());
        before = messages(group).size();
        assertThat(press(renamed, list, "✅ Выполнил")).isEqualTo("Сейчас кнопки здесь не действуют.");
        write(renamed, group, "/tasks");
        assertThat(messages(group)).hasSize(before);
        RealServices.execute(
                "update accounts set deactivated_at = null, role = 'READER' where id = ?", anna.visitor.accountId());
        assertThat(press(renamed, list, "✅ Выполнил")).startsWith("Эта учётная запись");
        assertThat(open()).isTrue();
    }

    @Test
    @DisplayName("linked anew, unlinked, left or declined, it has no power any more; a supergroup keeps it")
    void ends() {
        linked();
        named();
        write(own, group, "/tasks");
        var list = said(group, "Открытые задачи");
        long former = group;
        group = group();
        linked();
        said(former, "Эта группа больше не привязана");
        var stood = telegram.message(former, list.messageId()).orElseThrow().text();
        anna.post("/tasks/" + bread + "/complete").statusCode(200);
        anna.correct();
        assertThat(telegram.message(former, list.messageId()).orElseThrow().text())
                .as("nothing new is told there")
                .isEqualTo(stood);
        anna.post("/tasks/" + bread + "/reopen").statusCode(200);
        assertThat(pressData(masha, list, "d:t:" + bread + ":0:0", former)).isEmpty();
        assertThat(pressData(own, list, "d:t:" + bread + ":0:0", former)).startsWith("Этот чат не привязан");
        assertThat(state(anna).getList("people"))
                .as("of the new group nobody is named")
                .isEmpty();
        assertThat(open()).isTrue();

        long supergroup = group();
        var moved = message(own, group, "");
        ((ObjectNode) moved.path("message"))
                .put("migrate_to_chat_id", supergroup)
                .remove("from");
        receive(moved);
        receive(moved);
        group = supergroup;
        write(own, group, "/today");
        said(group, "На сегодня всё");

        write(masha, group, "/unlink");
        assertThat(state(anna).getString("title")).isEqualTo("Семья");
        write(own, group, "/unlink@zapiska_sandbox_bot");
        said(group, "Эта группа больше не привязана");
        assertThat(state(anna).getString("title")).isNull();
        int before = messages(group).size();
        write(own, group, "/tasks");
        assertThat(messages(group)).hasSize(before);

        linked();
        var left = update();
        var change = left.putObject("my_chat_member").put("date", 1);
        change.putObject("chat").put("id", group).put("type", "supergroup");
        change.putObject("from").put("id", masha.id()).put("is_bot", false).put("first_name", "Маша");
        for (var member : List.of("old_chat_member", "new_chat_member")) {
            change.putObject(member)
                    .put("status", "kicked")
                    .putObject("user")
                    .put("id", 1)
                    .put("is_bot", true)
                    .put("first_name", "Бот");
        }
        receive(left);
        said(anna.chat, "Меня убрали из группы");
        assertThat(state(anna).getString("title")).isNull();

        receive(message(masha, group, code(anna)));
        anna.visitor
                .request()
                .delete("/telegram/group/requests/" + state(anna).getLong("request.id"))
                .then()
                .statusCode(204);
        said(group, "На странице ответили");
        answerRequest(anna, 1, 404);
        linked(masha);
        assertThat(state(anna).getList("people.allowed"))
                .as("who has brought the link is proposed, not named")
                .containsExactly(false);
        anna.visitor.request().delete("/telegram/group").then().statusCode(204);
        assertThat(state(anna).getString("title")).isNull();
        assertThat(RealServices.text(
                        "select string_agg(event, ' ' order by id) from audit_log where account_id = ? and event like 'group-%'",
                        anna.visitor.accountId()))
                .isEqualTo("group-linked group-person-allowed group-linked group-unlinked group-linked group-unlinked"
                        + " group-declined group-linked group-unlinked");
    }

    @Test
    @DisplayName("a code that is late, in a private chat, or for a group that is another's, links nothing")
    void codesThatLinkNothing() {
        var code = code(anna);
        write(own, anna.chat, code);
        said(anna.chat, "Эта ссылка — для группы");
        clock.advance(LinkCodes.VALID);
        write(own, group, code);
        said(group, "Ссылка устарела");
        linked();
        var boris = new Borrower(parts, "2027-03-10T11:00");
        write(new Person(boris.chat, "Борис"), group, code(boris));
        said(group, "Эта группа уже привязана");
        assertThat(state(boris).getString("request")).isNull();
        // As the chat that reminders go to it is no better.
        var own = boris.visitor
                .request()
                .post("/telegram/link-code")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("code");
        write(new Person(boris.chat, "Борис"), group, "/start " + own);
        said(group, "Этот чат уже привязан");
        assertThat(state(anna).getString("title")).isEqualTo("Семья");
    }

    // ---- what people do

    private long group() {
        long chat = GROUPS.decrementAndGet();
        telegram.addChat(chat, "Семья");
        return chat;
    }

    private static String code(Borrower who) {
        return who.visitor
                .request()
                .post("/telegram/group/code")
                .then()
                .statusCode(200)
                .extract()
                .path("command");
    }

    private void linked() {
        linked(own);
    }

    /** Tries are counted, so nothing is repeated. */
    private void linked(Person by) {
        clock.advance(Duration.ofSeconds(3));
        receive(message(by, group, code(anna)));
        answer(anna, 204);
        said(group, "Готово: здесь видны");
    }

    private void named() {
        write(masha, group, "/tasks");
        name(anna, true);
    }

    private void answer(Borrower who, int expected) {
        answerRequest(who, state(who).getLong("request.id"), expected);
    }

    private static void answerRequest(Borrower who, long request, int expected) {
        who.visitor
                .request()
                .post("/telegram/group/requests/" + request + "/confirm")
                .then()
                .statusCode(expected);
    }

    /** Masha, whatever she calls herself. */
    private void name(Borrower who, boolean allowed) {
        long person = RealServices.count(
                "select id from telegram_group_people where account_id = ? and user_id = ?",
                who.visitor.accountId(),
                masha.id());
        who.visitor
                .request()
                .body(Map.of("allowed", allowed))
                .put("/telegram/group/people/" + person)
                .then()
                .statusCode(204);
    }

    private static JsonPath state(Borrower who) {
        return who.visitor
                .request()
                .get("/telegram/group")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private boolean open() {
        return RealServices.count("select count(*) from tasks where id = ? and status = 'OPEN'", bread) == 1;
    }

    private static ObjectNode update() {
        return JsonNodeFactory.instance.objectNode().put("update_id", UPDATES.incrementAndGet());
    }

    private static ObjectNode from(Person person) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", person.id())
                .put("is_bot", false)
                .put("first_name", person.name());
    }

    private static ObjectNode message(Person person, long chat, String text) {
        var update = update();
        var message =
                update.putObject("message").put("message_id", 1).put("date", 1).put("text", text);
        message.putObject("chat")
                .put("id", chat)
                .put("type", chat < 0 ? "supergroup" : "private")
                .put("title", "Семья");
        message.set("from", from(person));
        return update;
    }

    /** As Telegram repeats it. Typing takes a while, in which the chat becomes free for an answer. */
    private void write(Person person, long chat, String text) {
        clock.advance(Duration.ofSeconds(3));
        var update = message(person, chat, text);
        receive(update);
        receive(update);
    }

    private String press(Person person, SandboxMessage message, String label) {
        var data = telegram.message(group, message.messageId()).orElseThrow().buttons().stream()
                .filter(button -> Borrower.plain(button.text()).equals(label))
                .findFirst()
                .flatMap(SandboxMessage.Button::callbackData)
                .orElseThrow(() -> new AssertionError("no button " + label));
        return pressData(person, message, data);
    }

    private String pressData(Person person, SandboxMessage message, String data) {
        return pressData(person, message, data, group);
    }

    private String pressData(Person person, SandboxMessage message, String data, long chat) {
        var press = telegram.pressAs(person.id(), chat, message.messageId(), data);
        var update = update();
        var query =
                update.putObject("callback_query").put("id", press.callbackId()).put("data", data);
        query.set("from", from(person));
        query.putObject("message")
                .put("message_id", message.messageId())
                .put("date", 1)
                .putObject("chat")
                .put("id", chat)
                .put("type", "supergroup");
        receive(update);
        assertThat(press.awaitAnswered(SOON)).isTrue();
        anna.correct();
        return Borrower.plain(press.toast().orElse(""));
    }

    private void receive(ObjectNode update) {
        try {
            VertxContextSupport.subscribeAndAwait(
                    () -> receiver.receive(Incoming.of(update).orElseThrow()));
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    private List<String> messages(long chat) {
        return telegram.messages(chat).stream()
                .filter(SandboxMessage::fromBot)
                .map(SandboxMessage::text)
                .toList();
    }

    private SandboxMessage said(long chat, String words) {
        return telegram.awaitMessage(
                chat, message -> message.fromBot() && message.text().contains(words), SOON);
    }
}
