package app.zapiska.commands;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.Visitor;
import app.zapiska.digests.Borrower;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.SandboxMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A task written to the bot in a line (T9). 10 March 2027 is a Wednesday. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TypedTaskTest extends OneChat {

    @Test
    void aLineIsProposedAndSavedByAPress() {
        int home = category("Дом");

        anna.write("завтра с 18:00 до 19:30 !1 #дом купить <b>хлеб</b>");

        var offer = offered("купить <b>хлеб</b>");
        assertThat(anna.text(offer)).isEqualTo("""
                📝 Записать задачу?

                купить <b>хлеб</b>

                📅 Срок: завтра, 18:00–19:30
                📌 Важность: Важная
                📂 Категория: Дом""");
        assertThat(anna.labels(offer)).containsExactly("Сохранить", "Изменить", "Отмена");
        assertThat(tasks()).isEmpty();

        assertThat(anna.press(offer, "Сохранить")).isEqualTo("✅ Задача записана");

        assertThat(tasks())
                .singleElement()
                .satisfies(task -> assertThat(task)
                        .containsEntry("title", "купить <b>хлеб</b>")
                        .containsEntry("due", "2027-03-11T18:00")
                        .containsEntry("durationMinutes", 90)
                        .containsEntry("importance", 1)
                        .containsEntry("categoryId", home));
        var saved = anna.message(text -> text.startsWith("✅ Задача записана"));
        assertThat(saved.messageId()).isEqualTo(offer.messageId());
        assertThat(anna.labels(saved)).doesNotContain("Сохранить");
    }

    @Test
    @DisplayName("however often it is pressed, and Telegram repeats the press, one task is saved")
    void onceIsEnough() {
        anna.write("купить хлеб завтра");
        var offer = offered("купить хлеб");
        var save = anna.data(offer, "Сохранить");

        inbox.press(anna.chat, anna.chat, offer.messageId(), save, 3);
        assertThat(inbox.press(anna.chat, anna.chat, offer.messageId(), save)).isEqualTo("Уже записана");

        assertThat(tasks()).hasSize(1);
    }

    @Test
    void aProposalIsDroppedByAPress() {
        anna.write("купить хлеб завтра");
        var offer = offered("купить хлеб");
        var save = anna.data(offer, "Сохранить");

        assertThat(anna.press(offer, "Отмена")).isEqualTo("Не записано");
        assertThat(inbox.press(anna.chat, anna.chat, offer.messageId(), save)).isEqualTo("Не записано");

        assertThat(tasks()).isEmpty();
        anna.message(text -> text.startsWith("Не записано"));
    }

    @Test
    void atMostOneIsOpenInAChat() {
        anna.write("купить хлеб");
        var first = offered("купить хлеб");
        anna.write("купить сыр");
        var second = offered("купить сыр");

        assertThat(anna.pressOnly(first, "Сохранить")).startsWith("После этого вы написали другое");
        assertThat(open()).isEqualTo(1);
        anna.press(second, "Сохранить");

        assertThat(tasks()).extracting(task -> task.get("title")).containsExactly("купить сыр");
        assertThat(open()).isZero();
    }

    @Test
    void whatRepeatsIsSavedWithItsRule() {
        anna.write("планёрка каждую пятницу в 10:00");
        var offer = offered("планёрка");
        assertThat(anna.text(offer)).contains("📅 Срок: послезавтра, 10:00\n🔁 Повтор: каждую пятницу в 10:00");

        anna.press(offer, "Сохранить");
        assertThat(tasks())
                .singleElement()
                .satisfies(task -> assertThat(task)
                        .containsEntry("title", "планёрка")
                        .containsEntry("due", "2027-03-12T10:00")
                        .containsEntry("recurrence", "FREQ=WEEKLY;BYDAY=FR"));
    }

    @Test
    void whatIsNotUnderstoodIsSaidAndItsWordsStay() {
        anna.write("съездить к морю в мае");
        assertThat(anna.text(offered("съездить к морю в мае"))).contains("❓ Срок неясен: 1 мая или 31 мая?");

        anna.write("отчёт завтра шаблон интенсивные, без напоминаний, !1 !3, каждый день, каждый месяц");
        assertThat(anna.text(offered("отчёт шаблон интенсивные, без напоминаний, !1 !3, каждый день, каждый месяц")))
                .contains("❓ Названы разные напоминания: Интенсивные или без напоминаний?")
                .contains("❓ Названа разная важность.")
                .contains("❓ Названы разные повторы.")
                .doesNotContain("🔕");

        anna.write("планёрка каждую неделю без напоминаний");
        assertThat(anna.text(offered("планёрка каждую неделю")))
                .contains("🔁 Повтор начинается с какого-то дня.")
                .contains("🔕 Без напоминаний")
                .contains("📅 Без срока");

        anna.write("завтра");
        anna.message(text -> text.startsWith("Как назвать задачу?"));
        anna.write("а".repeat(201));
        anna.message(text -> text.startsWith("Для задачи это слишком длинно"));
        anna.write("а".repeat(4_000));
        anna.write("\u0000 \ud83d");
        anna.message(text -> text.startsWith("Я понимаю кнопки"));
        assertThat(tasks()).isEmpty();
    }

    @Test
    void whatWasProposedForAMomentThatHasPassedIsNotSaved() {
        anna.write("позвонить через 5 минут");
        var offer = offered("позвонить");
        clock.set(Instant.parse("2027-03-10T06:30:00Z"));

        assertThat(anna.pressOnly(offer, "Сохранить")).isEqualTo("Этот срок уже прошёл. Напишите строку ещё раз.");

        assertThat(tasks()).isEmpty();
    }

    @Test
    @DisplayName("a template that is deleted before the press gives way to the account's default, never to silence")
    void aTemplateThatIsGone() {
        int template = anna.post(
                        "/reminder-templates",
                        Map.of("name", "Мой", "rules", List.of(Map.of("kind", "before", "minutes", 60))))
                .statusCode(201)
                .extract()
                .path("id");
        anna.write("врач завтра в 12:00, шаблон мой");
        var offer = offered("врач");
        assertThat(anna.text(offer)).contains("🔔 Напоминания: Мой");
        anna.visitor
                .request()
                .header("If-Match", "\"v0\"")
                .delete("/reminder-templates/" + template)
                .then()
                .statusCode(204);

        anna.press(offer, "Сохранить");

        assertThat(tasks())
                .singleElement()
                .satisfies(task ->
                        assertThat(task.get("reminderTemplateId")).isNotNull().isNotEqualTo(template));
    }

    @Test
    @DisplayName("G5: neither another account's press nor a line in a group does anything")
    void strangers() {
        anna.write("купить хлеб завтра");
        var offer = offered("купить хлеб");
        var save = anna.data(offer, "Сохранить");
        var other = new Borrower(parts, "2027-03-10T09:00");

        inbox.press(other.chat, other.chat, 1, save);
        inbox.write(other.chat, -other.chat, false, "купить сыр", OptionalLong.empty());

        assertThat(tasks()).isEmpty();
        assertThat(tasks(other.visitor)).isEmpty();
        assertThat(open()).isEqualTo(1);
    }

    private SandboxMessage offered(String title) {
        return anna.message(text -> text.startsWith("📝 Записать задачу?\n\n" + title + "\n"));
    }

    private int category(String name) {
        return anna.post("/categories", Map.of("name", name))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private List<Map<String, Object>> tasks() {
        return tasks(anna.visitor);
    }

    private static List<Map<String, Object>> tasks(Visitor visitor) {
        return visitor.request()
                .get("/tasks")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
    }

    private long open() {
        return RealServices.count(
                "select count(*) from typed_tasks where account_id = ? and state = 'OPEN'", anna.visitor.accountId());
    }
}
