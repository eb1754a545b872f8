package app.zapiska.commands;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Waiting;
import app.zapiska.reminders.Arrange;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.Installation;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Point 8: a process that is killed in the middle of a conversation")
class KilledConversationIT {

    private static final String CODE = "killed-in-the-middle-1";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final Installation installation = new Installation(Map.of());

    @Test
    @DisplayName("the next one knows what was asked, proposed and listed; each answer counts once")
    void theNextOneGoesOn() {
        var one = installation.start("one");
        var telegram = installation.telegram();
        telegram.sendText(telegram.ownerId(), "/add");
        var others = new Others(installation.arrange(), telegram);
        others.begin();
        message(telegram, "Что добавить?");
        one.kill();

        var two = installation.start("two");
        others.goOn();
        telegram.sendText(telegram.ownerId(), "купить хлеб");
        var offer = message(telegram, "Записать задачу?\n\nкупить хлеб");
        telegram.press(telegram.ownerId(), offer.messageId(), "Изменить");
        message(telegram, "Напишите задачу заново");
        two.kill();

        installation.start("three");
        telegram.sendText(telegram.ownerId(), "купить сыр");
        var second = message(telegram, "Записать задачу?\n\nкупить сыр");
        // The old proposal has given way, however late its button is pressed.
        assertThat(telegram.press(telegram.ownerId(), offer.messageId(), "Сохранить")
                        .awaitAnswered(PATIENCE))
                .isTrue();
        for (int i = 0; i < 3; i++) {
            telegram.pressAs(telegram.ownerId(), telegram.ownerId(), second.messageId(), data(second, "Сохранить"));
        }
        Waiting.until("the task", PATIENCE, () -> tasks() == 1);
        message(telegram, "✅ Задача записана");
        assertThat(tasks()).isEqualTo(1);
        assertThat(installation
                        .arrange()
                        .rows("select title from tasks t join accounts a on a.id = t.account_id where a.role = 'OWNER'")
                        .getFirst())
                .containsEntry("title", "купить сыр");
    }

    /** Everybody is in the middle of another conversation when the process is killed: only one is open in a chat. */
    private static final class Others {

        private final Arrange arrange;
        private final SandboxControl telegram;
        private final Person pauses;
        private final Person moves;
        private final Person pays;
        private final Person snoozes;
        private final Person replies;
        private final Person reads;
        private final Person newcomer;
        private final long loan;
        private final long task;
        private final long answered;
        private SandboxMessage reminder;
        private SandboxMessage tasks;
        private SandboxMessage loans;

        Others(Arrange arrange, SandboxControl telegram) {
            this.arrange = arrange;
            this.telegram = telegram;
            pauses = person();
            moves = person();
            pays = person();
            snoozes = person();
            replies = person();
            reads = person();
            newcomer = person();
            loan = arrange.loan(pays, "МаниМен", "500", LocalDate.of(2027, 3, 10))
                    .id();
            task = arrange.task(snoozes, "Позвонить");
            answered = arrange.task(replies, "Полить цветы");
            arrange.reminder(replies, answered, Instant.now());
            for (int n = 10; n < 36; n++) {
                arrange.task(reads, "Дело " + n);
                arrange.loan(reads, "Банк " + n, "5", LocalDate.of(2027, 3, 10));
            }
            arrange.execute(
                    "update accounts set telegram_chat_id = null, telegram_user_id = null where id = ?",
                    newcomer.account());
            arrange.execute(
                    "insert into telegram_link_codes (code_sha256, account_id, expires_at) values (sha256(?::bytea), ?, now() + interval '10 minutes')",
                    CODE,
                    newcomer.account());
        }

        private Person person() {
            var person = arrange.person();
            telegram.addChat(person.chat(), "Кто-то");
            return person;
        }

        void begin() {
            press(pauses, "po:n:0:0:0");
            press(moves, "gl:g:0:0:0");
            press(pays, "o:l:" + loan + ":0:0");
            press(snoozes, "w:t:" + task + ":0:0");
            telegram.sendText(newcomer.chat(), "/start " + CODE);
            telegram.sendText(reads.chat(), "/tasks");
            telegram.sendText(reads.chat(), "/loans");
            said(pauses, "До какого дня или момента?");
            said(moves, "Напишите город");
            said(pays, "МаниМен");
            said(snoozes, "Когда напомнить?");
            said(newcomer, "подтвердите, что это вы");
            reminder = said(replies, "Полить цветы");
            tasks = said(reads, "Открытые задачи");
            loans = said(reads, "Займы: ближайшие платежи");
        }

        void goOn() {
            telegram.sendText(pauses.chat(), "завтра");
            telegram.sendText(moves.chat(), "Томск");
            telegram.sendText(pays.chat(), "100");
            telegram.sendText(snoozes.chat(), "завтра");
            telegram.replyTo(replies.chat(), reminder.messageId(), "завтра");
            telegram.sendText(newcomer.chat(), "/start " + CODE);
            turn(tasks, "2 ›");
            turn(loans, "2 ›");
            said(pauses, "⏸ Пауза: до");
            said(moves, "Томск, сейчас");
            said(pays, "Записано");
            said(snoozes, "Отложено до завтра, 09:00");
            said(replies, "Отложено до завтра, 09:00");
            said(reads, "Открытые задачи", "страница 2");
            said(reads, "Займы: ближайшие платежи", "страница 2");
            assertThat(count("accounts where paused_until > now() and id = ?", pauses))
                    .isEqualTo(1);
            assertThat(count("accounts where time_zone = 'Asia/Tomsk' and id = ?", moves))
                    .isEqualTo(1);
            assertThat(count("loan_entries where amount = 100 and account_id = ?", pays))
                    .isEqualTo(1);
            for (var person : List.of(snoozes, replies)) {
                assertThat(count(
                                "reminders where state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and account_id = ?",
                                person))
                        .isEqualTo(1);
            }
            assertThat(count(
                            "chat_prompts where state <> 'ANSWERED' and kind in ('PAUSE', 'ZONE', 'AMOUNT', 'SNOOZE') and account_id <> ?",
                            newcomer))
                    .isZero();
            // Who has brought the link still waits to be recognised, and has no power.
            assertThat(count("telegram_link_requests where account_id = ?", newcomer))
                    .isEqualTo(1);
            assertThat(count("accounts where telegram_chat_id is not null and id = ?", newcomer))
                    .isZero();
        }

        private long count(String rows, Person person) {
            return arrange.count("select count(*) from " + rows, person.account());
        }

        private void press(Person person, String data) {
            telegram.pressAs(person.chat(), person.chat(), 1, data);
        }

        private void turn(SandboxMessage list, String label) {
            var now = telegram.message(reads.chat(), list.messageId()).orElseThrow();
            telegram.pressAs(reads.chat(), reads.chat(), list.messageId(), data(now, label));
        }

        private SandboxMessage said(Person person, String... words) {
            return telegram.awaitMessage(
                    person.chat(),
                    message -> message.fromBot()
                            && Stream.of(words).allMatch(word -> message.text().contains(word)),
                    PATIENCE);
        }
    }

    private long tasks() {
        return installation
                .arrange()
                .count("select count(*) from tasks t join accounts a on a.id = t.account_id where a.role = 'OWNER'");
    }

    private static String data(SandboxMessage message, String label) {
        return message.buttons().stream()
                .filter(button -> button.text().equals(label))
                .findFirst()
                .flatMap(SandboxMessage.Button::callbackData)
                .orElseThrow();
    }

    private static SandboxMessage message(SandboxControl telegram, String words) {
        return telegram.awaitMessage(
                telegram.ownerId(),
                message -> message.fromBot() && message.text().contains(words),
                PATIENCE);
    }
}
