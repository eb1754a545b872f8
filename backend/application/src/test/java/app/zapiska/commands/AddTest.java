package app.zapiska.commands;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.digests.Borrower;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.SandboxMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("G6: /add, «Изменить» and forwarded messages")
class AddTest extends OneChat {

    @Test
    void aCommandWithATextProposesIt() {
        anna.write("/add купить <b>хлеб</b> завтра");
        var offer = offered("купить <b>хлеб</b>");
        assertThat(anna.labels(offer)).containsExactly("Сохранить", "Изменить", "Отмена");
        anna.press(offer, "Сохранить");
        assertThat(titles()).containsExactly("купить <b>хлеб</b>");
    }

    @Test
    void aCommandAloneAsksAndTheNextMessageIsIt() {
        anna.write("/add");
        var question = anna.message(text -> text.startsWith("Что добавить?"));
        assertThat(question.replyMarkup().path("force_reply").asBoolean()).isTrue();

        anna.write("завтра");
        anna.message(text -> text.startsWith("Как назвать задачу?"));
        anna.write("а".repeat(201));
        anna.message(text -> text.startsWith("Для задачи это слишком длинно"));
        anna.write("");
        anna.message(text -> text.startsWith("В этом сообщении нет слов"));
        anna.reply(question, "купить хлеб завтра");

        anna.press(offered("купить хлеб"), "Сохранить");
        assertThat(titles()).containsExactly("купить хлеб");
        assertThat(open()).isZero();
    }

    @Test
    @DisplayName("«Изменить» replaces the proposal; until the new text is there the old one can be saved")
    void change() {
        anna.write("купить хлеб завтра");
        var offer = offered("купить хлеб");
        assertThat(anna.press(offer, "Изменить")).isEqualTo("Напишите задачу заново");
        anna.message(text -> text.startsWith("✏️ Напишите задачу заново\n\nкупить хлеб"));

        anna.write("купить сыр в пятницу");
        var second = offered("купить сыр");
        assertThat(anna.pressOnly(offer, "Сохранить")).startsWith("После этого вы написали другое");
        anna.press(second, "Сохранить");
        assertThat(titles()).containsExactly("купить сыр");
    }

    @Test
    void savedMeanwhileNothingIsChanged() {
        anna.write("купить хлеб завтра");
        var offer = offered("купить хлеб");
        var change = anna.data(offer, "Изменить");
        anna.press(offer, "Изменить");
        anna.press(offer, "Сохранить");
        assertThat(open()).isZero();
        assertThat(inbox.press(anna.chat, anna.chat, offer.messageId(), change)).isEqualTo("Уже записана");

        anna.write("купить сыр");
        anna.press(offered("купить сыр"), "Отмена");
        assertThat(titles()).containsExactly("купить хлеб");
    }

    @Test
    @DisplayName("point 8: a question ends by itself, and who answers too late is told so and loses nothing")
    void tooLate() {
        anna.write("/add");
        anna.message(text -> text.startsWith("Что добавить?"));
        clock.advance(Duration.ofHours(1));
        anna.write("купить хлеб завтра");
        var offer = anna.message(text -> text.startsWith("Вопрос «Что добавить?» устарел.\n\n📝 Записать задачу?"));
        anna.press(offer, "Изменить");
        anna.message(text -> text.startsWith("✏️"));
        clock.advance(Duration.ofHours(2));
        anna.write("купить сыр");
        anna.message(text -> text.startsWith("Время на изменение вышло") && text.contains("купить сыр"));
        anna.write("купить масло");
        offered("купить масло");
        assertThat(titles()).isEmpty();
    }

    @Test
    @DisplayName("point 8: one question at a time, and a command ends it")
    void oneAtATime() {
        anna.write("/add");
        anna.message(text -> text.startsWith("Что добавить?"));
        anna.write("/add");
        assertThat(open()).isEqualTo(1);
        anna.write("/help");
        assertThat(open()).isZero();
        anna.write("купить хлеб");
        offered("купить хлеб");
    }

    @Test
    void aForwardedMessageIsAProposalToo() {
        clock.advance(Duration.ofSeconds(3));
        inbox.forward(anna.chat, "Собрание в пятницу в 18:00, школа <i>5</i>");
        anna.press(offered("Собрание, школа <i>5</i>"), "Сохранить");
        assertThat(titles()).containsExactly("Собрание, школа <i>5</i>");
        clock.advance(Duration.ofSeconds(3));
        inbox.forward(anna.chat, "");
        anna.message(text -> text.startsWith("В этом сообщении нет слов"));
    }

    @Test
    @DisplayName("G5: nobody else answers or presses, and who may only look adds nothing")
    void strangers() {
        anna.write("/add");
        anna.message(text -> text.startsWith("Что добавить?"));
        var other = new Borrower(parts, "2027-03-10T09:00");
        inbox.write(other.chat, anna.chat, true, "чужое", OptionalLong.empty());
        anna.write("купить хлеб");
        var offer = offered("купить хлеб");
        inbox.press(other.chat, other.chat, 1, anna.data(offer, "Изменить"));
        assertThat(open()).isZero();
        RealServices.execute("update accounts set role = 'READER' where id = ?", anna.visitor.accountId());
        anna.write("/add купить сыр");
        anna.message(text -> text.startsWith("Эта учётная запись — только для просмотра"));
        anna.pressOnly(offer, "Изменить");
        assertThat(open()).isZero();
    }

    @Test
    @DisplayName("a pause is begun, changed and ended by buttons, by a day in words and by the command")
    void pause() {
        anna.write("/pause");
        var asked = anna.message(text -> text.startsWith("⏸ Пауза в напоминаниях"));
        anna.press(asked, "Ничего, кроме платежей");
        anna.message(text -> text.contains("До какого дня?"));
        assertThat(anna.labels(asked))
                .containsExactly("До завтра", "3 дня: до 13 марта", "Неделя: до 17 марта", "Другой день");
        assertThat(anna.press(asked, "3 дня: до 13 марта")).isEqualTo("Пауза включена");
        anna.message(
                text -> text.equals(
                        "⏸ Пауза: до 13 марта\nПриходят только напоминания о платежах. Остальное придёт, когда пауза кончится: 13 марта, 07:00."));
        assertThat(paused()).isEqualTo("2027-03-12T21:00:00Z true");

        anna.press(asked, "Изменить");
        anna.message(text -> text.contains("Что присылать?"));
        anna.press(asked, "Совсем ничего");
        anna.message(text -> text.contains("Совсем ничего."));
        anna.press(asked, "Другой день");
        anna.message(text -> text.startsWith("До какого дня или момента?"));
        anna.write("когда-нибудь");
        anna.message(text -> text.startsWith("До какого дня пауза, непонятно"));
        anna.write("до 20 марта");
        var on = anna.message(text -> text.startsWith("⏸ Пауза: до 20 марта\nНе приходит ничего"));
        assertThat(paused()).isEqualTo("2027-03-19T21:00:00Z false");

        assertThat(anna.press(on, "▶️ Снять паузу")).isEqualTo("▶️ Паузы нет");
        anna.message(text -> text.equals("▶️ Паузы нет\nЧто накопилось, придёт сейчас."));
        assertThat(paused()).isNull();
        anna.write("/pause off");
        anna.message(text -> text.startsWith("Паузы нет"));
        anna.write("/pause до завтра");
        anna.press(anna.message(text -> text.contains("до завтра\n\nВо время паузы")), "Совсем ничего");
        anna.message(text -> text.startsWith("⏸ Пауза: до завтра"));
        anna.write("/pause вчера");
        anna.message(text -> text.startsWith("До какого дня пауза, непонятно"));
    }

    private String paused() {
        return RealServices.text("""
                select to_char(paused_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ' ' || pause_spares_payments
                from accounts where id = ?""", anna.visitor.accountId());
    }

    private SandboxMessage offered(String title) {
        return anna.message(text -> text.startsWith("📝 Записать задачу?\n\n" + title + "\n"));
    }

    private List<Object> titles() {
        return anna
                .visitor
                .request()
                .get("/tasks")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .<Map<String, Object>>getList("items")
                .stream()
                .map(task -> task.get("title"))
                .toList();
    }

    private long open() {
        return RealServices.count(
                "select count(*) from chat_prompts where account_id = ? and state = 'OPEN'", anna.visitor.accountId());
    }
}
