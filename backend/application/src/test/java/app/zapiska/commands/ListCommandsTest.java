package app.zapiska.commands;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.digests.Borrower;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import app.zapiska.sandbox.SandboxMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** /today, /tasks and /loans (G6). 10 March 2027 is a Wednesday. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("A list in the chat")
class ListCommandsTest extends OneChat {

    @Inject
    ChatLists lists;

    @Test
    @DisplayName("of today has the money first, then what was missed, then the day, as the page has")
    void today() {
        task("Полить <b>цветы</b> & кактус", "2027-03-10", 3);
        task("Созвон", "2027-03-10T18:30", 1);
        task("Отчёт", "2027-03-09T12:00", 2);
        task("Завтрашнее", "2027-03-11", 1);
        task("Когда-нибудь", null, 1);
        anna.loan("МаниМен", "2027-02-25", "5056", "2027-04-25", "100");
        anna.loan("О'Банк", "2027-03-10", "100.50");
        anna.loan("Потом", "2027-03-11", "7");

        var list = asked("/today", "☀️");

        assertThat(anna.text(list)).isEqualTo("""
                ☀️ План на 10 марта
                Сегодня, 09:00 · всего 5

                Платежи
                🔴 МаниМен — 5 056 ₽, просрочен на 13 дней
                🔴 О'Банк — 100,50 ₽, сегодня

                Просрочено
                🟡 Отчёт — вчера, 12:00

                Сегодня
                🔴 Созвон — 18:30
                ⚪ Полить <b>цветы</b> & кактус""");
        assertThat(anna.labels(list))
                .containsExactly(
                        "МаниМен · 5 056 ₽", "О'Банк · 100,50 ₽", "Отчёт", "Созвон", "Полить <b>цветы</b> & кактус");
    }

    @Test
    @DisplayName("of today has what a chosen plan pays early, which is not overdue the day after")
    void todayByPlan() {
        anna.loan("МаниМен", "2027-04-25", "5056");
        anna.visitor
                .request()
                .header("If-Match", "*")
                .body(Map.of("chosen", Map.of("monthlyBudget", "9000.00", "order", "size")))
                .put("/payoff-plan")
                .then()
                .statusCode(200);
        anna.at("2027-03-11T09:00");
        var list = asked("/today", "☀️");
        assertThat(anna.text(list)).isEqualTo("""
                ☀️ План на 11 марта
                Сегодня, 09:00 · всего 1

                Платежи
                🟡 МаниМен — 5 056 ₽, по плану, раньше срока""");

        anna.press(list, "МаниМен · 5 056 ₽");
        anna.press(list, "✅ Оплачено 5 056 ₽");
        anna.press(list, "Назад");
        assertThat(anna.text(list)).contains("✅ МаниМен — оплачено");
    }

    @Test
    @DisplayName("is done, taken back and put off in place (G9)")
    void tasksInPlace() {
        long bread = task("Купить хлеб", "2027-03-10T18:00", 2);
        task("Купить сыр", null, 3);
        var list = asked("/tasks", "📋");
        assertThat(anna.text(list)).isEqualTo("""
                📋 Открытые задачи
                Сегодня, 09:00 · всего 2

                Сегодня
                🟡 Купить хлеб — 18:00

                Без срока
                ⚪ Купить сыр""");

        anna.press(list, "Купить хлеб");
        assertThat(anna.text(list)).contains("Купить хлеб").doesNotContain("сыр");
        assertThat(anna.labels(list)).containsExactly("✅ Выполнил", "⏰ Отложить", "Назад");

        assertThat(anna.press(list, "⏰ Отложить")).contains("10:00");
        assertThat(anna.text(list)).contains("⏰ Отложено до 10:00");
        anna.press(list, "Назад");
        assertThat(anna.text(list)).contains("🟡 Купить хлеб — 18:00 · ⏰ до 10:00");

        anna.press(list, "⏰ Купить хлеб");
        anna.press(list, "✅ Выполнил");
        assertThat(status(bread)).isEqualTo("done");
        anna.press(list, "Назад");
        assertThat(anna.text(list)).contains("✅ Купить хлеб").contains("⚪ Купить сыр");

        anna.press(list, "✅ Купить хлеб");
        anna.press(list, "↩️ Вернуть");
        assertThat(status(bread)).isEqualTo("open");
    }

    @Test
    @DisplayName("of loans has what is pressing first, and is paid in place, once however often it is pressed")
    void loansInPlace() {
        anna.loan("Спокойный", "2027-05-01", "10");
        long urgent = anna.loan("МаниМен", "2027-02-25", "5056", "2027-04-25", "100");
        long paid = anna.loan("Закрытый", "2027-02-01", "1");
        anna.pay(paid, 0);

        var list = asked("/loans", "💳");
        assertThat(anna.text(list)).isEqualTo("""
                💳 Займы: ближайшие платежи
                Сегодня, 09:00 · всего 2

                🔴 МаниМен — 5 056 ₽, просрочен на 13 дней
                ⚪ Спокойный — 10 ₽, 1 мая""");

        anna.press(list, "МаниМен · 5 056 ₽");
        var pay = anna.data(list, "✅ Оплачено 5 056 ₽");
        inbox.press(anna.chat, anna.chat, list.messageId(), pay, 3);
        assertThat(inbox.press(anna.chat, anna.chat, list.messageId(), pay)).isNotEmpty();
        anna.correct();
        assertThat(anna.ledger(urgent)).containsExactly("payment 5056.00 telegram");
        anna.press(list, "Назад");
        assertThat(anna.text(list)).contains("✅ МаниМен — оплачено");
    }

    @Test
    @DisplayName("V-48: of 300 tasks shows each on some page, whatever is done, made, moved and deleted meanwhile")
    void threeHundred() {
        RealServices.execute("""
                insert into tasks (account_id, title, status, importance, due_date, created_at, updated_at)
                select ?, 'Дело ' || lpad(n::text, 3, '0') || ' ' || repeat('щ', 190), 'OPEN', 1 + n % 3,
                  case when n % 7 > 0 then date '2027-03-01' + n % 20 end, now(), now()
                from generate_series(1, 300) n
                """, anna.visitor.accountId());
        var list = asked("/tasks", "📋");
        var seen = new ArrayList<String>();
        for (int page = 1; page <= 30; page++) {
            var text = anna.text(list);
            assertThat(text.length()).isLessThanOrEqualTo(4096);
            assertThat(text).contains("страница " + page + " из 30");
            seen.addAll(names(text));
            if (page == 3) {
                var first = names(text).getFirst();
                RealServices.execute(
                        "update tasks set status = 'DONE', completed_at = now() where account_id = ? and title like ?",
                        anna.visitor.accountId(),
                        first + "%");
                task("Новое дело", "2027-03-01", 1);
            }
            if (page < 30) {
                assertThat(anna.press(list, (page + 1) + " ›")).isEmpty();
            }
        }
        assertThat(seen)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 300)
                        .mapToObj("Дело %03d"::formatted)
                        .toList());
        assertThat(anna.labels(list)).contains("« 1", "‹ 29").doesNotContain("30 »");
        anna.press(list, "« 1");
        assertThat(anna.labels(list)).endsWith("2 ›", "30 »");
        anna.press(list, "30 »");
        assertThat(anna.text(list)).contains("страница 30 из 30");
    }

    private static List<String> names(String text) {
        return text.lines()
                .filter(line -> line.contains("Дело "))
                .map(line -> line.substring(line.indexOf("Дело "), line.indexOf("Дело ") + 8))
                .toList();
    }

    @Test
    @DisplayName("that is the newest of its kind follows what happens on the page; an older one when it is pressed")
    void staysTrue() {
        long bread = task("Купить хлеб", "2027-03-10", 2);
        task("Купить сыр", "2027-03-10", 2);
        var older = asked("/tasks", "📋");
        var newer = asked("/tasks", "📋");
        assertThat(newer.messageId()).isNotEqualTo(older.messageId());

        anna.post("/tasks/" + bread + "/complete").statusCode(200);
        anna.correct();

        assertThat(anna.text(newer)).contains("✅ Купить хлеб");
        assertThat(anna.text(older)).contains("🟡 Купить хлеб");
        anna.press(older, "Купить сыр");
        anna.press(older, "Назад");
        assertThat(anna.text(older)).contains("✅ Купить хлеб");
    }

    @Test
    @DisplayName("is shown to who may only look, page by page, and changes nothing for them")
    void readOnly() {
        var tasks =
                IntStream.range(0, 11).mapToObj(i -> task("Дело " + i, null, 1)).toList();
        RealServices.execute("update accounts set role = 'READER' where id = ?", anna.visitor.accountId());
        var list = asked("/tasks", "📋");
        assertThat(anna.press(list, "2 ›")).isEmpty();
        assertThat(anna.text(list)).contains("страница 2 из 2", "Дело 10");
        anna.press(list, "Дело 10");
        assertThat(anna.press(list, "✅ Выполнил")).contains("только для просмотра");
        assertThat(status(tasks.get(10))).isEqualTo("open");
    }

    @Test
    @DisplayName("S30: of somebody else is turned, opened and read by nobody")
    void foreign() {
        IntStream.range(0, 11).forEach(i -> task("Дело " + i, null, 1));
        var list = asked("/tasks", "📋");
        var turn = anna.data(list, "2 ›");
        var open = anna.data(list, "Дело 0");
        var before = anna.text(list);

        var boris = new Borrower(parts, "2027-03-10T09:00");
        // With Anna's codes under a message of his own, and in her chat under hers.
        assertThat(inbox.press(boris.chat, boris.chat, 1, turn)).startsWith("Этот список устарел");
        assertThat(inbox.press(boris.chat, anna.chat, list.messageId(), turn)).startsWith("Этот чат не привязан");
        inbox.press(boris.chat, anna.chat, list.messageId(), open);
        // And a stranger.
        assertThat(inbox.press(anna.chat + 77_777, anna.chat, list.messageId(), turn))
                .isEmpty();
        anna.correct();
        assertThat(anna.text(list)).isEqualTo(before);
    }

    @Test
    @DisplayName("is one message however often the command is delivered, and late presses of it do no harm")
    void repeatedAndReordered() {
        IntStream.range(0, 21).forEach(i -> task("Дело " + i, null, 1));
        clock.advance(Duration.ofSeconds(3));
        inbox.write(anna.chat, "/tasks", OptionalLong.empty(), 4);
        var list = noted("📋");
        assertThat(anna.sends())
                .filteredOn(send -> send.text().startsWith("📋"))
                .hasSize(1);

        var second = anna.data(list, "2 ›");
        anna.press(list, "3 »");
        inbox.press(anna.chat, anna.chat, list.messageId(), second, 2);
        anna.correct();
        assertThat(anna.text(list)).contains("страница 2 из 3");
        for (var forged : List.of("g:k:1:999999:0", "g:k:9223372036854775807:0:0", second.replace(":1:0", ":1000:0"))) {
            inbox.press(anna.chat, anna.chat, list.messageId(), forged);
        }
        anna.correct();
        assertThat(anna.text(list)).as("the last there is").contains("страница 3 из 3");
    }

    @Test
    @DisplayName("whose message's number was lost on the way is found by a press")
    void lostNumber() {
        IntStream.range(0, 11).forEach(i -> task("Дело " + i, null, 1));
        var list = asked("/tasks", "📋");
        RealServices.execute(
                "with one as (update chat_lists set chat_message_id = null where account_id = ? returning account_id)"
                        + " delete from chat_messages m using one where m.account_id = one.account_id",
                anna.visitor.accountId());
        assertThat(anna.press(list, "2 ›")).isEmpty();
        assertThat(anna.text(list)).contains("страница 2 из 2");
    }

    @Test
    @DisplayName("is forgotten after a week, and of many asked for the oldest; their buttons say so")
    void forgotten() {
        IntStream.range(0, 11).forEach(i -> task("Дело " + i, null, 1));
        var list = asked("/tasks", "📋");
        lists.purge(clock.instant().plus(Duration.ofDays(6))).await().indefinitely();
        assertThat(anna.press(list, "2 ›")).isEmpty();
        lists.purge(clock.instant().plus(Duration.ofDays(8))).await().indefinitely();
        assertThat(anna.press(list, "‹ 1")).startsWith("Этот список устарел");
        assertThat(RealServices.count(
                        "select count(*) from chat_messages where account_id = ?", anna.visitor.accountId()))
                .isZero();
        // Its tasks still open, each by itself.
        anna.press(list, "Дело 10");
        assertThat(anna.message(text -> text.contains("Дело 10")).messageId()).isEqualTo(list.messageId());

        RealServices.execute(
                "insert into chat_lists (account_id, kind, subjects, total, created_at)"
                        + " select ?, 'TASKS', '{t1}', 1, now() from generate_series(1, 50)",
                anna.visitor.accountId());
        asked("/today", "На сегодня всё");
        asked("/tasks", "📋");
        assertThat(RealServices.count("select count(*) from chat_lists where account_id = ?", anna.visitor.accountId()))
                .isEqualTo(30);
    }

    @Test
    @DisplayName("that would be empty says so, in both languages")
    void nothing() {
        asked("/today", "На сегодня всё: ни задач, ни платежей.");
        asked("/tasks", "Открытых задач нет.");
        asked("/займы", "Открытых займов нет.");
        RealServices.execute("update accounts set language = 'en' where id = ?", anna.visitor.accountId());
        asked("/today", "Nothing left for today");
        asked("/tasks", "No open tasks.");
        asked("/loans", "No open loans.");
        task("Bread", "2027-03-09", 1);
        var list = asked("/tasks", "📋");
        assertThat(anna.text(list)).isEqualTo("""
                📋 Open tasks
                Today, 09:00 · 1 in all

                Overdue
                🔴 Bread — yesterday""");
    }

    /** Asks and waits until the answer is known to have arrived. */
    private SandboxMessage asked(String command, String beginning) {
        int before = anna.sends().size();
        anna.write(command);
        Waiting.until(() -> anna.sends().size() > before);
        return noted(beginning);
    }

    private SandboxMessage noted(String beginning) {
        var message = anna.message(text -> text.startsWith(beginning));
        if (message.buttons().stream().anyMatch(button -> button.callbackData().isPresent())) {
            Waiting.until(() -> RealServices.count(
                            "select count(*) from chat_lists l join chat_messages m on m.id = l.chat_message_id"
                                    + " where m.chat_id = ? and m.message_id = ?",
                            anna.chat,
                            message.messageId())
                    == 1);
        }
        return message;
    }

    private long task(String title, String due, int importance) {
        var task = new LinkedHashMap<String, Object>(Map.of("title", title, "importance", importance));
        task.put("reminderTemplateId", null);
        if (due != null) {
            task.put("due", due);
        }
        return anna.post("/tasks", task).statusCode(201).extract().jsonPath().getLong("id");
    }

    private String status(long task) {
        return anna.visitor
                .request()
                .get("/tasks/" + task)
                .then()
                .statusCode(200)
                .extract()
                .path("status");
    }
}
