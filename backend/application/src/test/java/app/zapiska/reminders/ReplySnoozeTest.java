package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.Engine.MovedClock;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxMessage;
import app.zapiska.telegram.BotInbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
@DisplayName("R5: a moment written as an answer to a reminder puts it off")
class ReplySnoozeTest {

    /** In Moscow it is noon. */
    private static final Instant NOON = Instant.parse("2027-03-10T09:00:00Z");

    @Inject
    Engine.Parts parts;

    @Inject
    BotInbox inbox;

    @Inject
    MutableClock clock;

    private final MovedClock engineClock = new MovedClock(NOON);
    private final Arrange arrange = new Arrange();
    private SandboxControl telegram;
    private Engine engine;
    private Person anna;

    @BeforeEach
    void aChat() {
        telegram = RealServices.sandbox().control();
        telegram.clearFaults();
        arrange.silence();
        engine = parts.replica(engineClock);
        clock.set(NOON);
        anna = person();
    }

    @AfterEach
    void done() {
        clock.backToReal();
        telegram.clearFaults();
        arrange.close();
    }

    @Test
    void exactlyOneFutureReminderIsLeftAndItComesThen() {
        long task = arrange.task(anna, "Позвонить <b>маме</b>");
        arrange.reminder(anna, task, NOON);
        arrange.reminder(anna, task, NOON.plus(Duration.ofHours(2)));
        engine.run();
        var reminder = message(text -> text.contains("НАПОМИНАНИЕ"));

        reply(reminder, "в 19:30", 5);

        assertThat(message(text -> text.startsWith("⏰ Отложено до 19:30\n\nПозвонить"))
                        .text())
                .isEqualTo("⏰ Отложено до 19:30\n\nПозвонить <b>маме</b>");
        assertThat(toCome(task)).containsExactly(Instant.parse("2027-03-10T16:30:00Z"));
        int before = sends();
        at("2027-03-10T16:29:59Z");
        assertThat(sends()).isEqualTo(before);
        at("2027-03-10T16:30:00Z");
        assertThat(sends()).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("an answer to the repeat, and to the message corrected by an answer before, counts as well")
    void anyOfItsMessages() {
        long task = arrange.task(anna, "Позвонить");
        arrange.reminder(anna, task, NOON);
        engine.run();
        var first = message(text -> text.contains("НАПОМИНАНИЕ"));
        at("2027-03-10T09:15:00Z");
        var repeat = message(text -> text.contains("ПОВТОРНОЕ"));

        reply(repeat, "через 40 минут", 1);
        assertThat(toCome(task)).containsExactly(Instant.parse("2027-03-10T09:55:00Z"));

        reply(repeat, "tomorrow at 9am", 1);
        message(text -> text.startsWith("⏰ Отложено до завтра, 09:00"));
        assertThat(toCome(task)).containsExactly(Instant.parse("2027-03-11T06:00:00Z"));

        // Replaced by the repeat while somebody was still answering it.
        reply(first, "завтра в 10:00", 1);
        assertThat(toCome(task)).containsExactly(Instant.parse("2027-03-11T07:00:00Z"));
    }

    @Test
    void aMomentInTheNightComesInTheMorningAndThatIsSaid() {
        anna = person(7, 22);
        long task = arrange.task(anna, "Позвонить");
        arrange.reminder(anna, task, NOON);
        engine.run();

        reply(message(text -> text.contains("НАПОМИНАНИЕ")), "в 23:30", 1);

        message(
                text -> text.equals(
                        "⏰ Отложено до завтра, 07:00\n\nПозвонить\n\nВ это время (23:30) бот молчит, поэтому напомню позже: завтра, 07:00."));
        assertThat(toCome(task)).containsExactly(Instant.parse("2027-03-11T04:00:00Z"));
    }

    @Test
    void whatIsUnclearIsAskedAndNothingIsLost() {
        long task = arrange.task(anna, "Позвонить");
        arrange.reminder(anna, task, NOON);
        engine.run();
        var reminder = message(text -> text.contains("НАПОМИНАНИЕ"));
        var before = toCome(task);

        reply(reminder, "ок, сделаю", 1);
        message(text -> text.startsWith("Не понимаю, до какого момента отложить"));
        reply(reminder, "сегодня в 10:00", 1);
        var asked = message(text -> text.equals("До какого момента отложить?"));
        assertThat(asked.buttons()).extracting(SandboxMessage.Button::text).containsExactly("завтра, 10:00");
        assertThat(toCome(task)).isEqualTo(before);

        press(asked, "завтра, 10:00");
        assertThat(toCome(task)).containsExactly(Instant.parse("2027-03-11T07:00:00Z"));
        assertThat(text(asked)).isEqualTo("⏰ Отложено до завтра, 10:00\n\nПозвонить");
    }

    @Test
    void inEnglishAsWell() {
        arrange.execute("update accounts set language = 'en' where id = ?", anna.account());
        long task = arrange.task(anna, "Call mum");
        arrange.reminder(anna, task, NOON);
        engine.run();
        var reminder = message(text -> text.contains("Call mum"));
        reply(reminder, "whatever", 1);
        message(text -> text.startsWith("I don’t understand until when to snooze"));
        reply(reminder, "at 19:30", 1);
        message(text -> text.equals("⏰ Snoozed until 19:30\n\nCall mum"));
        assertThat(toCome(task)).containsExactly(Instant.parse("2027-03-10T16:30:00Z"));
    }

    @Test
    void aMessageAboutSeveralAsksWhich() {
        var tasks = List.of("Первая", "Вторая", "Третья", "Четвёртая").stream()
                .map(title -> arrange.task(anna, title))
                .toList();
        tasks.forEach(task -> arrange.reminder(anna, task, NOON));
        engine.run();
        var combined = message(text -> text.contains("Первая") && text.contains("Четвёртая"));
        var before = toCome(tasks.get(1));

        reply(combined, "в 19:30", 1);
        var asked = message(text -> text.equals("Что отложить до 19:30?"));
        press(asked, "Первая");
        assertThat(toCome(tasks.get(0))).containsExactly(Instant.parse("2027-03-10T16:30:00Z"));
        assertThat(toCome(tasks.get(1))).isEqualTo(before);

        reply(combined, "завтра", 1);
        press(message(text -> text.equals("Что отложить до завтра, 09:00?")), "Всё");
        assertThat(tasks)
                .allSatisfy(task -> assertThat(toCome(task)).containsExactly(Instant.parse("2027-03-11T06:00:00Z")));
    }

    @Test
    void aPaymentIsPutOffAsWell() {
        var loan = arrange.loan(anna, "МаниМен", "5056", LocalDate.of(2027, 3, 10));
        arrange.reminder(anna, loan, NOON);
        engine.run();

        reply(message(text -> text.contains("МаниМен")), "вечером", 1);

        message(text -> text.equals("⏰ Отложено до 19:00\n\nМаниМен"));
        assertThat(arrange.rows(
                        "select due_at from reminders where subject_kind = 'LOAN' and subject_id = ? and state = 'SNOOZED'",
                        loan.id()))
                .hasSize(1);
    }

    @Test
    @DisplayName("what is done, a moment without the answer, a stranger and a forged button put nothing off")
    void nothingIsPutOff() {
        long task = arrange.task(anna, "Позвонить");
        arrange.reminder(anna, task, NOON);
        engine.run();
        var reminder = message(text -> text.contains("НАПОМИНАНИЕ"));
        var before = toCome(task);
        var boris = person();

        inbox.reply(boris.chat(), reminder.messageId(), "в 19:30");
        inbox.write(anna.chat(), anna.chat(), false, "сделаю завтра, хорошо", OptionalLong.of(reminder.messageId()));
        assertThat(inbox.press(boris.chat(), boris.chat(), 1, "u:t:" + task + ":0:1804692600"))
                .isEqualTo("Этого больше нет, откладывать нечего");
        assertThat(inbox.press(anna.chat(), anna.chat(), reminder.messageId(), "u:t:" + task + ":0:1"))
                .startsWith("Этот момент уже прошёл");
        assertThat(inbox.press(
                        anna.chat(), anna.chat(), reminder.messageId(), "u:t:" + task + ":0:9223372036854775807"))
                .isNotNull();
        assertThat(inbox.press(anna.chat(), anna.chat(), reminder.messageId(), "ua:t:0:99999999:1804692600"))
                .isEqualTo("Этого больше нет, откладывать нечего");
        inbox.write(anna.chat(), "завтра");
        message(text -> text.startsWith("Как назвать задачу?"));
        assertThat(toCome(task)).isEqualTo(before);

        arrange.execute("update tasks set status = 'DONE', completed_at = now() where id = ?", task);
        reply(reminder, "завтра", 1);
        message(text -> text.equals("Задача уже выполнена, откладывать нечего"));
    }

    // ---- what people do

    private Person person() {
        return person(0, 24);
    }

    private Person person(int opens, int closes) {
        var person = arrange.person(ZoneId.of("Europe/Moscow"), opens, closes);
        telegram.addChat(person.chat(), "Анна");
        return person;
    }

    /** Typing takes a while, in which the chat becomes free for an answer. */
    private void reply(SandboxMessage message, String text, int times) {
        telegram.clearFaults();
        inbox.write(anna.chat(), text, OptionalLong.of(message.messageId()), times);
    }

    private void press(SandboxMessage message, String label) {
        var data = message.buttons().stream()
                .filter(button -> button.text().equals(label))
                .findFirst()
                .flatMap(SandboxMessage.Button::callbackData)
                .orElseThrow();
        inbox.press(anna.chat(), anna.chat(), message.messageId(), data, 2);
    }

    private void at(String moment) {
        engineClock.set(Instant.parse(moment));
        clock.set(Instant.parse(moment));
        engine.run();
    }

    private SandboxMessage message(Predicate<String> text) {
        return telegram.awaitMessage(
                anna.chat(), message -> message.fromBot() && text.test(message.text()), Duration.ofSeconds(10));
    }

    private String text(SandboxMessage message) {
        return telegram.awaitMessage(
                        anna.chat(),
                        one -> one.messageId() == message.messageId()
                                && !one.text().equals(message.text()),
                        Duration.ofSeconds(10))
                .text();
    }

    private int sends() {
        return (int) telegram.acceptedSends().stream()
                .filter(send -> send.chatId() == anna.chat() && send.text().contains("НАПОМИНАНИЕ"))
                .count();
    }

    private List<Instant> toCome(long task) {
        return arrange.rows("""
                        select due_at from reminders where subject_kind = 'TASK' and subject_id = ?
                          and state in ('SCHEDULED', 'AWAITING', 'SNOOZED', 'CLAIMED', 'SENDING') order by due_at""", task).stream()
                .map(row -> (Instant) row.get("due_at"))
                .toList();
    }
}
