package app.zapiska.payments;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.digests.Borrower;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import app.zapiska.sandbox.SandboxMessage;
import app.zapiska.telegram.BotInbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("«Другая сумма»")
class OtherSumTest {

    @Inject
    Borrower.Parts parts;

    @Inject
    BotInbox inbox;

    @Inject
    MutableClock clock;

    private Borrower anna;
    private long loan;
    private SandboxMessage digest;

    @BeforeEach
    void aDigestInTheChat() {
        RealServices.sandbox().control().clearFaults();
        parts.silence();
        anna = new Borrower(parts, "2027-03-10T09:00");
        loan = anna.loan("МаниМен <b>", "2027-03-10", "5056");
        anna.at("2027-03-10T10:00");
        digest = anna.digest();
    }

    @AfterEach
    void done() {
        clock.backToReal();
    }

    @Test
    void asksForAnAnswerAndWritesItDown() {
        var question = ask();
        assertThat(Borrower.plain(question.text()))
                .startsWith("💳 МаниМен <b>\nОсталось 5 056 ₽. Сколько вы заплатили?");
        assertThat(question.replyMarkup().path("force_reply").asBoolean()).isTrue();
        assertThat(question.replyMarkup().path("input_field_placeholder").asText())
                .isNotBlank();

        anna.reply(question, "3 000");
        var answer = answer("Записано");
        assertThat(anna.text(answer)).isEqualTo("✅ МаниМен <b>\nЗаписано 3 000 ₽. Осталось 2 056 ₽.");
        assertThat(anna.ledger(loan)).containsExactly("payment 3000.00 telegram");
        anna.correct();
        assertThat(anna.text(digest)).contains("💳 Осталось: 2 056 ₽ из 5 056 ₽");

        assertThat(anna.press(answer, "↩️ Отменить запись")).isEqualTo("Запись отменена: 3 000 ₽");
        anna.message(text -> text.startsWith("↩️ МаниМен <b>\nЗапись отменена: 3 000 ₽. Осталось 5 056 ₽."));
        assertThat(anna.text(digest)).contains("💳 Сумма: 5 056 ₽");
        assertThat(anna.ledger(loan)).containsExactly("payment 3000.00 telegram", "reversal -3000.00 telegram");
    }

    @Test
    @DisplayName("takes a sum with spaces, a comma and kopeks, also when it is not sent as a reply")
    void takesASumAsPeopleTypeIt() {
        ask();
        anna.write("5 056,00");
        assertThat(anna.text(answer("Записано"))).isEqualTo("✅ МаниМен <b>\nЗаписано 5 056 ₽. Платёж закрыт ✅");
        assertThat(anna.loan(loan).getString("debt")).isEqualTo("0.00");
    }

    @Test
    void writesOneEntryThoughTelegramRepeatsTheAnswer() {
        var question = ask();
        inbox.write(anna.chat, "100", OptionalLong.of(question.messageId()), 5);
        answer("Записано");
        assertThat(anna.ledger(loan)).containsExactly("payment 100.00 telegram");
        anna.reply(question, "100");
        answer("Этот вопрос больше не ждёт ответа");
        assertThat(anna.ledger(loan)).containsExactly("payment 100.00 telegram");
    }

    @Test
    @DisplayName("bug 4: says what it expects, writes nothing down and goes on waiting")
    void refusesWhatIsNoSum() {
        var question = ask();
        for (var text : List.of("nan", "1e308", "-5", "0", "0.001", "123456789012345", "пять", "<b>5</b>", "")) {
            int before = answers("Не понимаю эту сумму");
            anna.reply(question, text);
            Waiting.until(() -> answers("Не понимаю эту сумму") == before + 1);
        }
        assertThat(anna.ledger(loan)).isEmpty();
        anna.write("1");
        answer("Записано 1 ₽");
    }

    @Test
    void refusesMoreThanIsLeftAndSaysHowMuchThatIs() {
        ask();
        anna.write("5056,01");
        answer("Это больше, чем осталось: 5 056 ₽");
        assertThat(anna.ledger(loan)).isEmpty();
        anna.write("5056");
        answer("Записано 5 056 ₽");
    }

    @Test
    void expiresAfterAnHour() {
        var question = ask();
        clock.advance(Duration.ofHours(1));
        anna.reply(question, "3000");
        answer("Вопрос устарел, ничего не записано");
        assertThat(anna.ledger(loan)).isEmpty();
        anna.write("как дела?");
        answer("Записать задачу?");
        var second = ask(question.messageId());
        anna.reply(second, "3000");
        answer("Записано 3 000 ₽");
    }

    @Test
    void isReplacedByTheNextQuestion() {
        long other = anna.loan("Второй", "2027-03-10", "700");
        anna.at("2027-03-10T20:00");
        var both = anna.message(text -> text.contains("Второй"));
        anna.press(both, "МаниМен <b> · 5 056 ₽");
        assertThat(anna.press(both, "Другая сумма")).isEqualTo("Напишите сумму ответом на вопрос");
        var first = question(0);
        anna.press(both, "Назад");
        anna.press(both, "Второй · 700 ₽");
        anna.press(both, "Другая сумма");
        var second = question(first.messageId());
        anna.reply(first, "5");
        answer("Этот вопрос больше не ждёт ответа");
        anna.write("50");
        answer("Записано 50 ₽");
        assertThat(anna.ledger(loan)).isEmpty();
        assertThat(anna.ledger(other)).containsExactly("payment 50.00 telegram");
        assertThat(Borrower.plain(second.text())).startsWith("💳 Второй");
    }

    @Test
    void isOverWhenThePaymentIsPaidOrGone() {
        ask();
        anna.pay(loan, 0);
        anna.write("5");
        answer("Уже оплачено");
        assertThat(anna.ledger(loan)).containsExactly("payment 5056.00 web");
        assertThat(anna.pressOnly(digest, "Другая сумма")).isEqualTo("Уже оплачено");
    }

    @Test
    @DisplayName("S30: nobody else's words are taken for an answer")
    void isAnsweredByNobodyElse() {
        var question = ask();
        var boris = new Borrower(parts, "2027-03-10T10:00");
        inbox.reply(boris.chat, question.messageId(), "5");
        inbox.write(boris.chat, anna.chat, true, "5", OptionalLong.of(question.messageId()));
        // In a group people also talk to each other: a number is not meant for the bot unless it is a reply.
        inbox.write(anna.chat, anna.chat, false, "5", OptionalLong.empty());
        assertThat(anna.ledger(loan)).isEmpty();
        inbox.write(anna.chat, anna.chat, false, "7", OptionalLong.of(question.messageId()));
        assertThat(anna.ledger(loan)).containsExactly("payment 7.00 telegram");
    }

    @Test
    void isNotAnsweredByAReplyToAnotherMessage() {
        ask();
        anna.reply(digest, "5");
        answer("/help");
        anna.write("/help");
        assertThat(anna.ledger(loan)).isEmpty();
    }

    private SandboxMessage ask() {
        return ask(0);
    }

    private SandboxMessage ask(long after) {
        assertThat(anna.pressOnly(digest, "Другая сумма")).isEqualTo("Напишите сумму ответом на вопрос");
        return question(after);
    }

    /** The question, once its number is known to the product. */
    private SandboxMessage question(long after) {
        var question = RealServices.sandbox()
                .control()
                .awaitMessage(
                        anna.chat,
                        message -> message.messageId() > after
                                && message.replyMarkup().path("force_reply").asBoolean(),
                        Duration.ofSeconds(10));
        Waiting.until(() -> RealServices.count(
                        "select count(*) from chat_prompts where chat_id = ? and message_id = ?",
                        anna.chat,
                        question.messageId())
                == 1);
        return question;
    }

    private SandboxMessage answer(String words) {
        return anna.message(text -> text.contains(words));
    }

    private int answers(String words) {
        return (int) anna.sends().stream()
                .filter(send -> send.text().contains(words))
                .count();
    }
}
