package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.Engine.MovedClock;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxMessage;
import app.zapiska.telegram.BotInbox;
import app.zapiska.telegram.Prompts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("R5: «Своё время» asks until when, and the answer puts off")
class OwnSnoozeTest {

    /** In Moscow it is noon. */
    private static final Instant NOON = Instant.parse("2027-03-10T09:00:00Z");

    @Inject
    Engine.Parts parts;

    @Inject
    BotInbox inbox;

    @Inject
    MutableClock clock;

    private final Arrange arrange = new Arrange();
    private final SandboxControl telegram = RealServices.sandbox().control();
    private Person anna;
    private long task;
    private SandboxMessage reminder;

    @BeforeEach
    void aReminderThatWasPutOff() {
        telegram.clearFaults();
        arrange.silence();
        clock.set(NOON);
        anna = arrange.person(ZoneId.of("Europe/Moscow"), 0, 24);
        telegram.addChat(anna.chat(), "Анна");
        task = arrange.task(anna, "Позвонить");
        arrange.reminder(anna, task, NOON);
        arrange.reminder(anna, task, NOON.plus(Duration.ofHours(5)));
        var engine = parts.replica(new MovedClock(NOON));
        engine.run();
        reminder = message(text -> text.contains("НАПОМИНАНИЕ"));
        press("⏰ Отложить");
        engine.correct();
    }

    @AfterEach
    void done() {
        clock.backToReal();
        arrange.close();
    }

    @Test
    void exactlyOneFutureReminderIsLeft() {
        // Telegram delivers it twice, and the answer to the second, which says nothing, may come there first.
        assertThat(ask()).isIn("Напишите, когда напомнить", "");
        assertThat(question().text()).contains("Позвонить");
        write("в 19:30");
        message(text -> text.equals("⏰ Отложено до 19:30\n\nПозвонить"));
        assertThat(toCome()).containsExactly(Instant.parse("2027-03-10T16:30:00Z"));

        // It is answered once: the next line is a task of its own, and an answer to the question says that it is over.
        write("купить хлеб");
        message(text -> text.contains("Записать задачу?"));
        inbox.reply(anna.chat(), question().messageId(), "завтра");
        message(text -> text.startsWith("Этот вопрос больше не ждёт ответа"));
        assertThat(toCome()).containsExactly(Instant.parse("2027-03-10T16:30:00Z"));
    }

    @Test
    void whatIsUnclearIsAskedAgainAndChangesNothing() {
        var before = toCome();
        ask();
        for (var unclear : List.of("не знаю", "вчера", "")) {
            write(unclear);
            message(text -> text.startsWith("Не понимаю, когда напомнить"));
        }
        write("через 5 лет");
        message(text -> text.startsWith("Отложить можно не больше чем на год. Ничего не отложено, вопрос ещё ждёт"));
        write("сегодня в 10:00");
        var which = message(text -> text.equals("До какого момента отложить?"));
        assertThat(toCome()).isEqualTo(before);

        inbox.press(anna.chat(), anna.chat(), which.messageId(), data(which, "завтра, 10:00"));
        assertThat(toCome()).containsExactly(Instant.parse("2027-03-11T07:00:00Z"));
        write("через 40 минут позвонить Пете");
        message(text -> text.contains("Записать задачу?"));
    }

    @Test
    @DisplayName("who presses another button meanwhile has answered, and what is done needs no answer")
    void answeredOtherwise() {
        ask();
        press("1 час");
        var put = toCome();
        write("купить хлеб завтра");
        message(text -> text.contains("Записать задачу?"));
        assertThat(toCome()).isEqualTo(put);

        ask();
        arrange.execute("update tasks set status = 'DONE', completed_at = now() where id = ?", task);
        write("завтра");
        message(text -> text.equals("Задача уже выполнена, откладывать нечего"));
        assertThat(ask()).isEqualTo("Задача уже выполнена, откладывать нечего");
    }

    @Test
    @DisplayName("point 8: an answer that comes too late puts nothing off, and that is said")
    void tooLate() {
        ask();
        question();
        var before = toCome();
        clock.advance(Prompts.VALID);
        write("завтра");
        message(text -> text.startsWith("Вопрос, когда напомнить, устарел"));
        assertThat(toCome()).isEqualTo(before);
    }

    @Test
    void nobodyElseIsAsked() {
        var boris = arrange.person(ZoneId.of("Europe/Moscow"), 0, 24);
        telegram.addChat(boris.chat(), "Борис");
        assertThat(inbox.press(boris.chat(), boris.chat(), 1, code()))
                .isEqualTo("Этого больше нет, откладывать нечего");
        assertThat(inbox.press(boris.chat(), anna.chat(), reminder.messageId(), code()))
                .startsWith("Этот чат не привязан");
        arrange.execute("update accounts set role = 'READER' where id = ?", anna.account());
        assertThat(ask()).startsWith("Эта учётная запись");
        assertThat(arrange.count(
                        "select count(*) from chat_prompts where account_id in (?, ?)",
                        anna.account(),
                        boris.account()))
                .isZero();
    }

    // ---- what people do

    private String code() {
        return "w:t:" + task + ":0:0";
    }

    private String ask() {
        clock.advance(Duration.ofSeconds(3));
        return inbox.press(anna.chat(), anna.chat(), reminder.messageId(), code(), 2);
    }

    private SandboxMessage question() {
        return message(text -> text.contains("Когда напомнить?"));
    }

    private void write(String text) {
        clock.advance(Duration.ofSeconds(3));
        inbox.write(anna.chat(), text, OptionalLong.empty(), 2);
    }

    private void press(String label) {
        inbox.press(
                anna.chat(),
                anna.chat(),
                reminder.messageId(),
                data(telegram.message(anna.chat(), reminder.messageId()).orElseThrow(), label));
    }

    private static String data(SandboxMessage message, String label) {
        return message.buttons().stream()
                .filter(button -> button.text().equals(label))
                .findFirst()
                .flatMap(SandboxMessage.Button::callbackData)
                .orElseThrow();
    }

    private SandboxMessage message(Predicate<String> text) {
        return telegram.awaitMessage(
                anna.chat(), message -> message.fromBot() && text.test(message.text()), Duration.ofSeconds(10));
    }

    private List<Instant> toCome() {
        return arrange.rows("""
                        select due_at from reminders where subject_kind = 'TASK' and subject_id = ?
                          and state in ('SCHEDULED', 'AWAITING', 'SNOOZED', 'CLAIMED', 'SENDING') order by due_at""", task).stream()
                .map(row -> (Instant) row.get("due_at"))
                .toList();
    }
}
