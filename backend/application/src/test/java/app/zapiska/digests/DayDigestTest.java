package app.zapiska.digests;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The messages over a real database and a strict Bot API server; time is moved, never waited for. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("The messages about a day and a week, over days")
class DayDigestTest extends QuietChats {

    private static final String MORNING = "☀️";
    private static final String EVENING = "🌙";
    private static final String WEEKLY = "🗓";

    // ---- when

    @Test
    @DisplayName("G10: the plan of the morning comes to who has asked for it, once, with what is true when it leaves")
    void thePlanOfTheMorning() {
        var anna = asking("morning", "08:00");
        var other = new Borrower(parts, "2027-03-10T07:30");
        task(other, "Чужая", "2027-03-10", null);
        long water = task(anna, "Полить цветы", "2027-03-10", null);
        long call = task(anna, "Позвонить", "2027-03-09", "18:00");
        task(anna, "Завтрашняя", "2027-03-11", null);
        anna.loan("МаниМен", "2027-03-10", "5056", "2027-04-10", "7000");

        anna.at("2027-03-10T07:59:59");
        assertThat(texts(anna, MORNING)).isEmpty();
        telegram.script(Fault.on("sendMessage").chat(anna.chat).rateLimited(60));
        anna.at("2027-03-10T08:00");
        rename(anna, water, "Полить фикус");
        anna.at("2027-03-10T08:01");
        anna.later(Duration.ofMinutes(1));

        assertThat(texts(anna, MORNING)).containsExactly("""
                ☀️ ПЛАН НА ДЕНЬ
                среда, 10 марта

                📋 Задачи: 2
                💳 К оплате: 1 платёж на 5 056 ₽
                ⚠️ Просрочено: 1

                ⚠️ Позвонить — срок вчера, 18:00
                💳 МаниМен — 5 056 ₽
                🟡 Полить фикус""");
        assertThat(texts(other, MORNING)).isEmpty();
        assertThat(anna.row("state")).isEqualTo("SENT");

        var message = message(anna, MORNING);
        anna.press(message, "Полить фикус");
        assertThat(anna.press(message, "✅ Выполнил")).isEqualTo("✅ Выполнено");
        anna.press(message, "Назад");
        assertThat(anna.text(message)).contains("📋 Задачи: 1", "✅ Полить фикус");
        anna.post("/tasks/" + call + "/complete").statusCode(200);
        anna.correct();
        assertThat(anna.text(message)).contains("✅ Позвонить").doesNotContain("Просрочено");
    }

    @Test
    @DisplayName("what a chosen plan pays early stands among the payments, is never called overdue, and is paid there")
    void whatAPlanPaysEarly() {
        var anna = asking("morning", "08:00");
        anna.loan("МаниМен", "2027-04-10", "5000");
        anna.visitor
                .request()
                .header("If-Match", "*")
                .body(Map.of("chosen", Map.of("monthlyBudget", "9000.00", "order", "size")))
                .put("/payoff-plan")
                .then()
                .statusCode(200);

        anna.at("2027-03-10T08:00");
        anna.at("2027-03-11T08:00");
        assertThat(texts(anna, MORNING)).containsExactly("""
                ☀️ ПЛАН НА ДЕНЬ
                среда, 10 марта

                💳 К оплате: 1 платёж на 5 000 ₽

                💳 МаниМен — 5 000 ₽, по плану, раньше срока""", """
                ☀️ ПЛАН НА ДЕНЬ
                четверг, 11 марта

                💳 К оплате: 1 платёж на 5 000 ₽

                💳 МаниМен — 5 000 ₽, по плану, раньше срока""");

        var message = anna.message(text -> text.contains("11 марта"));
        anna.press(message, "✅ Оплачено 5 000 ₽");
        assertThat(anna.text(message)).contains("🎉 Всё сделано!", "✅ МаниМен — 5 000 ₽");
    }

    @Test
    void whoHasNothingToDoHearsNothing() {
        var anna = asking("morning", "08:00");
        task(anna, "Завтрашняя", "2027-03-11", null);
        anna.at("2027-03-10T08:00");
        assertThat(anna.sends()).isEmpty();
        assertThat(anna.row("state")).isEqualTo("EMPTY");
    }

    @Test
    void aPlanOfTheMorningIsNotMadeUpForAtNoon() {
        var anna = asking("morning", "08:00");
        task(anna, "Полить цветы", "2027-03-10", null);
        anna.at("2027-03-10T12:00:01");
        assertThat(anna.sends()).isEmpty();
        assertThat(anna.row("state")).isEqualTo("MISSED");
        anna.at("2027-03-11T09:00");
        assertThat(texts(anna, MORNING)).as("an hour late is still a morning").hasSize(1);
    }

    @Test
    void comesOnceADayWhenItsTimeIsChosenAnew() {
        var anna = asking("morning", "08:00");
        task(anna, "Полить цветы", "2027-03-10", null);
        anna.at("2027-03-10T08:00");
        choose(anna, "morning", Map.of("on", true, "at", "07:45"));
        anna.run();
        assertThat(texts(anna, MORNING)).as("the new time has passed for today").hasSize(1);
        assertThat(next(anna, "morning")).isEqualTo("planned 2027-03-11T04:45:00Z");
        anna.at("2027-03-11T07:45");
        assertThat(texts(anna, MORNING)).hasSize(2);
    }

    @Test
    @DisplayName("bug 13: three replicas at once send one message to each of ten people")
    void threeReplicasSendOne() throws InterruptedException {
        var people = new ArrayList<Borrower>();
        for (int i = 0; i < 10; i++) {
            var person = asking("morning", "08:00");
            task(person, "Полить цветы", "2027-03-10", null);
            people.add(person);
        }
        clock.set(Instant.parse("2027-03-10T05:00:00Z"));
        var replicas = IntStream.range(0, 3).mapToObj(i -> parts.replica()).toList();
        var threads = replicas.stream()
                .map(replica -> Thread.ofVirtual().start(() -> {
                    for (int tick = 0; tick < 8; tick++) {
                        Borrower.tick(replica);
                    }
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(people)
                .allSatisfy(person -> assertThat(texts(person, MORNING)).hasSize(1));
    }

    @Test
    void whatMayHaveArrivedIsSentOnceMoreAndNotAThirdTime() {
        var anna = asking("morning", "08:00");
        task(anna, "Полить цветы", "2027-03-10", null);
        telegram.script(
                Fault.on("sendMessage").chat(anna.chat).times(2).closes().accepting());
        anna.at("2027-03-10T08:00");
        anna.at("2027-03-10T08:00:30");
        anna.at("2027-03-10T08:10");
        assertThat(texts(anna, MORNING)).hasSize(2);
        var lost = message(anna, MORNING);
        assertThat(anna.press(lost, "Больше не присылать утренний план")).startsWith("Больше не присылаем");
        assertThat(anna.labels(lost))
                .as("a message whose answer was lost is known by its button")
                .contains("↩️ Вернуть утренний план");
    }

    @Test
    void thirtyOfADayArriveInThreeMessagesEachOnce() {
        var anna = asking("morning", "08:00");
        for (int i = 0; i < 30; i++) {
            task(anna, "Дело %02d!".formatted(i), "2027-03-10", null);
        }
        anna.at("2027-03-10T08:00");
        assertThat(texts(anna, MORNING)).hasSize(3);
        var all = String.join("\n", texts(anna, MORNING));
        for (int i = 0; i < 30; i++) {
            assertThat(all).containsOnlyOnce("Дело %02d!".formatted(i));
        }
        assertThat(anna.labels(message(anna, MORNING))).endsWith("Больше не присылать утренний план");
    }

    // ---- off and on

    @Test
    @DisplayName("G10: it is switched off by the button under it, and on again, and the settings say so")
    void offByAButton() {
        var anna = asking("morning", "08:00");
        task(anna, "Полить цветы", "2027-03-10", null);
        anna.at("2027-03-10T08:00");
        var message = message(anna, MORNING);
        assertThat(anna.press(message, "Больше не присылать утренний план"))
                .isEqualTo("Больше не присылаем: утренний план");
        assertThat(settings(anna)).containsEntry("morning", Map.of("on", false, "at", "08:00"));
        assertThat(next(anna, "morning")).isEqualTo("off null");
        assertThat(anna.labels(message)).endsWith("↩️ Вернуть утренний план");
        anna.at("2027-03-11T08:01");
        assertThat(texts(anna, MORNING)).hasSize(1);
        assertThat(anna.press(message, "↩️ Вернуть утренний план"))
                .isEqualTo("Снова присылаем: утренний план. Ближайший раз — завтра, 08:00");
        anna.run();
        anna.at("2027-03-12T08:00");
        assertThat(texts(anna, MORNING)).hasSize(2);
    }

    @Test
    @DisplayName("switched on again for a time at which nobody is spoken to, it says that it will not come")
    void onAgainOutsideTheHours() {
        var anna = asking("morning", "08:00");
        task(anna, "Полить цветы", "2027-03-10", null);
        anna.at("2027-03-10T08:00");
        var message = message(anna, MORNING);
        anna.press(message, "Больше не присылать утренний план");
        RealServices.execute("update accounts set morning_digest_at = '23:00' where id = ?", anna.visitor.accountId());
        assertThat(anna.press(message, "↩️ Вернуть утренний план"))
                .isEqualTo("Включено: утренний план. Но время не попадает в рабочие часы, поэтому не придёт");
        assertThat(settings(anna)).containsEntry("morning", Map.of("on", true, "at", "23:00"));
    }

    @Test
    void anotherPersonsButtonTurnsNothingOff() {
        var anna = asking("morning", "08:00");
        task(anna, "Полить цветы", "2027-03-10", null);
        anna.at("2027-03-10T08:00");
        var data = anna.data(message(anna, MORNING), "Больше не присылать утренний план");
        var boris = asking("morning", "08:00");
        task(boris, "Своя", "2027-03-10", null);
        boris.at("2027-03-10T08:00");
        var toast = parts.inbox.press(
                boris.chat, boris.chat, message(boris, MORNING).messageId(), data);
        assertThat(toast).isEqualTo("Этого сообщения больше нет в записной книжке");
        assertThat(settings(anna)).containsEntry("morning", Map.of("on", true, "at", "08:00"));
        assertThat(settings(boris)).containsEntry("morning", Map.of("on", true, "at", "08:00"));
    }

    // ---- what is left of a day

    @Test
    void oneIsMovedToTomorrowAndBack() {
        var anna = asking("evening", "21:00");
        long first = task(anna, "Первая", "2027-03-10", "18:00");
        task(anna, "Вторая", "2027-03-10", null);
        task(anna, "Старая", "2027-03-01", null);
        anna.at("2027-03-10T21:00");
        var message = message(anna, EVENING);
        assertThat(anna.text(message)).contains("📋 Осталось: 2 задачи").doesNotContain("Старая");
        anna.press(message, "Первая");
        assertThat(anna.press(message, "➡️ Перенести на завтра")).isEqualTo("➡️ завтра: 1 задача");
        assertThat(due(anna, first)).isEqualTo("2027-03-11T18:00");
        assertThat(anna.text(message)).contains("📋 Осталось: 1 задача", "➡️ Первая — завтра, 18:00");
        assertThat(anna.press(message, "↩️ Отменить перенос")).isEqualTo("↩️ Перенос отменён");
        assertThat(due(anna, first)).isEqualTo("2027-03-10T18:00");
        assertThat(anna.labels(message)).doesNotContain("↩️ Отменить перенос");
    }

    @Test
    void allAreMovedAtOnceButWhatIsDoneOrChangedMeanwhile() {
        var anna = asking("evening", "21:00");
        long first = task(anna, "Первая", "2027-03-10", null);
        long done = task(anna, "Сделана", "2027-03-10", null);
        long elsewhere = task(anna, "Через неделю", "2027-03-10", null);
        long daily = anna.post(
                        "/tasks", Borrower.json("title", "Зарядка", "due", "2027-03-10", "recurrence", "FREQ=DAILY"))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
        anna.at("2027-03-10T21:00");
        var message = message(anna, EVENING);
        var all = anna.data(message, "➡️ Перенести всё на завтра (4)");
        anna.post("/tasks/" + done + "/complete").statusCode(200);
        anna.post("/tasks/bulk", Borrower.json("ids", List.of(elsewhere), "action", "redate", "due", "2027-03-17"))
                .statusCode(200);

        assertThat(parts.inbox.press(anna.chat, anna.chat, message.messageId(), all))
                .isEqualTo("➡️ завтра: 2 задачи");
        anna.correct();
        assertThat(due(anna, first)).isEqualTo("2027-03-11");
        assertThat(due(anna, elsewhere)).isEqualTo("2027-03-17");
        assertThat(due(anna, done)).isEqualTo("2027-03-10");
        assertThat(due(anna, daily)).isEqualTo("2027-03-11");
        assertThat(anna.text(message)).contains("🎉 На этот день ничего не осталось!");
        assertThat(parts.inbox.press(anna.chat, anna.chat, message.messageId(), all))
                .as("twice is once")
                .isEqualTo("Переносить нечего: уже сделано или перенесено");
        assertThat(due(anna, first)).isEqualTo("2027-03-11");

        anna.post("/tasks/" + daily + "/complete").statusCode(200);
        assertThat(RealServices.text(
                        "select string_agg(due_date::text, ' ' order by id) from tasks where account_id = ? and title = 'Зарядка'",
                        anna.visitor.accountId()))
                .as("the series goes on from the moved one as the page would have it")
                .isEqualTo("2027-03-11 2027-03-12");
        assertThat(anna.press(message, "↩️ Отменить перенос"))
                .isEqualTo("↩️ Перенос отменён: 1 из 2. Остальное изменили позже");
        assertThat(due(anna, first)).isEqualTo("2027-03-10");
    }

    @Test
    void anOldListMovesNothingAndALateUndoSaysSo() {
        var anna = asking("evening", "21:00");
        long first = task(anna, "Первая", "2027-03-10", null);
        task(anna, "Вторая", "2027-03-10", null);
        anna.at("2027-03-10T21:00");
        var message = message(anna, EVENING);
        var all = anna.data(message, "➡️ Перенести всё на завтра (2)");
        anna.at("2027-03-11T08:00");
        assertThat(parts.inbox.press(anna.chat, anna.chat, message.messageId(), all))
                .as("the morning after, «tomorrow» is today")
                .isEqualTo("➡️ сегодня: 2 задачи");
        anna.correct();
        anna.at("2027-03-11T08:11");
        assertThat(anna.press(message, "↩️ Отменить перенос"))
                .isEqualTo("Перенос уже не отменить: его отменили раньше или прошло 10 минут");
        anna.at("2027-03-12T08:00");
        assertThat(parts.inbox.press(anna.chat, anna.chat, message.messageId(), all))
                .isEqualTo("Это список на 10 марта: из него переносить поздно");
        assertThat(due(anna, first)).isEqualTo("2027-03-11");
    }

    // ---- the week

    @Test
    void theWeekIsReviewedOnItsDay() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        choose(anna, "weekly", Map.of("on", true, "day", 7, "at", "18:00"));
        long done = task(anna, "Сделать", "2027-03-11", null);
        long loan = anna.loan("МаниМен", "2027-03-11", "5056", "2027-03-20", "7000", "2027-04-20", "1");
        anna.at("2027-03-12T10:00");
        anna.post("/tasks/" + done + "/complete").statusCode(200);
        anna.pay(loan, 0);
        anna.at("2027-03-14T17:59");
        assertThat(texts(anna, WEEKLY)).isEmpty();
        anna.at("2027-03-14T18:00");
        assertThat(texts(anna, WEEKLY)).containsExactly("""
                🗓 ИТОГИ НЕДЕЛИ
                8–14 марта

                ✅ Выполнено: 1 задача, из них после срока: 1
                💳 Оплачено: 1 платёж на 5 056 ₽

                📅 К оплате по 21 марта: 1 платёж на 7 000 ₽
                • МаниМен — 7 000 ₽, 20 марта""");
        var message = message(anna, WEEKLY);
        assertThat(anna.press(message, "Больше не присылать итоги недели"))
                .isEqualTo("Больше не присылаем: итоги недели");
        assertThat(anna.labels(message)).containsExactly("↩️ Вернуть итоги недели");
        anna.at("2027-03-21T18:00");
        assertThat(texts(anna, WEEKLY)).hasSize(1);
    }

    // ---- how many statements

    @Test
    void aLongDayTakesAsManyStatementsAsAShortOne() {
        assertThat(statementsOf(9)).isEqualTo(statementsOf(2)).isNotEmpty();
    }

    /** Of tables that nothing else asks for meanwhile. */
    private List<String> statementsOf(int tasks) {
        parts.silence();
        var anna = asking("morning", "08:00");
        for (int i = 0; i < tasks; i++) {
            task(anna, "Дело " + i, "2027-03-10", null);
        }
        clock.set(Instant.parse("2027-03-10T05:00:00Z"));
        RealServices.countStatementsAnew();
        anna.tick();
        var statements = RealServices.statements().stream()
                // Accounts are asked for by others too, and their columns have such names.
                .filter(sql -> !sql.contains("from accounts"))
                .filter(sql -> sql.contains("digest_") || sql.contains("tasks") || sql.contains("installments"))
                // PostgreSQL keeps a statement with its constants when a connection had prepared it before the count
                // began.
                .map(sql -> sql.replaceAll("'[A-Z]+'|\\$\\d+|\\b\\d+\\b", "?"))
                .sorted()
                .toList();
        assertThat(texts(anna, MORNING)).hasSize(1);
        return statements;
    }

    // ---- people

    private Borrower asking(String kind, String at) {
        var person = new Borrower(parts, "2027-03-10T07:30");
        choose(person, kind, Map.of("on", true, "at", at));
        return person;
    }

    private static void choose(Borrower person, String kind, Map<String, Object> digest) {
        person.settings(settings -> {
            settings.put("digests", Map.of(kind, digest));
            settings.put("digestTimes", List.of());
        });
    }

    private static Map<String, Object> settings(Borrower person) {
        return person.visitor
                .request()
                .get("/settings")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("digests");
    }

    /** As «reason moment». */
    private static String next(Borrower person, String kind) {
        var next = person.visitor
                .request()
                .get("/digests")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .<String, Object>getMap("items.find { it.kind == '" + kind + "' }");
        return next.get("reason") + " " + next.get("nextAt");
    }

    private static long task(Borrower person, String title, String date, String time) {
        return person.post(
                        "/tasks",
                        Borrower.json(
                                "title",
                                title,
                                "importance",
                                2,
                                "due",
                                time == null ? date : date + "T" + time,
                                "reminderTemplateId",
                                null))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private static void rename(Borrower person, long task, String title) {
        RealServices.execute(
                "update tasks set title = ? where id = ? and account_id = ?", title, task, person.visitor.accountId());
    }

    private static String due(Borrower person, long task) {
        return person.visitor
                .request()
                .get("/tasks/" + task)
                .then()
                .statusCode(200)
                .extract()
                .path("due");
    }

    private static List<String> texts(Borrower person, String beginning) {
        return person.sends().stream()
                .map(send -> Borrower.plain(send.text()))
                .filter(text -> text.startsWith(beginning))
                .toList();
    }

    private static SandboxMessage message(Borrower person, String beginning) {
        return person.message(text -> text.startsWith(beginning));
    }
}
