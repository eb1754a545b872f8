package app.zapiska.commands;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Money;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.SandboxMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("M9: a lender's message that is written or forwarded to the bot")
class LenderChatTest extends OneChat {

    private static final String PAID = "МигКредит: ваш платёж 3 400 руб. зачислен";

    @Test
    @DisplayName("becomes a payment by one press, dated as it says, and taken back by another")
    void aPayment() {
        long mig = anna.loan("МФК «МигКредит»", "2027-03-12", "3400", "2027-04-12", "3400");
        anna.write("МигКредит: ваш платёж 3 400 руб. зачислен 09.03.2027");
        var offer = offered("Похоже, платёж дошёл");
        assertThat(anna.text(offer)).contains("3 400 ₽, вчера", "Записать в «МФК «МигКредит»»?");
        assertThat(anna.labels(offer))
                .contains("Записать платёж 3 400 ₽ · МФК «МигКредит»", "Добавить как дело", "Не то");
        assertThat(anna.ledger(mig)).isEmpty();

        assertThat(anna.press(offer, "Записать платёж 3 400 ₽ · МФК «МигКредит»"))
                .isEqualTo("Оплачено 3 400 ₽");
        assertThat(anna.ledger(mig)).containsExactly("payment 3400.00 telegram");
        assertThat(anna.loan(mig).getString("installments[0].paidDate")).isEqualTo("2027-03-09");
        var written = anna.message(text -> text.startsWith("✅ МФК «МигКредит»\nЗаписано 3 400 ₽."));
        anna.press(written, "↩️ Отменить запись");
        assertThat(anna.ledger(mig)).containsExactly("payment 3400.00 telegram", "reversal -3400.00 telegram");
    }

    @Test
    @DisplayName("pressed twice, or delivered twice, it is one payment")
    void once() {
        long mig = anna.loan("МигКредит", "2027-03-12", "3400", "2027-04-12", "3400");
        forward(PAID);
        var offer = offered("Похоже, платёж дошёл");
        var data = anna.data(offer, "Записать платёж 3 400 ₽ · МигКредит");
        inbox.press(anna.chat, anna.chat, offer.messageId(), data, 3);
        clock.advance(Duration.ofSeconds(2));
        assertThat(inbox.press(anna.chat, anna.chat, offer.messageId(), data))
                .isEqualTo("На это сообщение уже ответили, второй раз ничего не записано.");
        assertThat(anna.ledger(mig)).containsExactly("payment 3400.00 telegram");
    }

    @Test
    @DisplayName("what was written down on the page meanwhile is not written again, and what was before is said")
    void meanwhile() {
        long mig = anna.loan("МигКредит", "2027-03-12", "3400", "2027-04-12", "3400");
        forward(PAID);
        var offer = offered("Похоже, платёж дошёл");
        anna.pay(mig, 0);
        assertThat(anna.press(offer, "Записать платёж 3 400 ₽ · МигКредит"))
                .isEqualTo("Такой платёж уже записан или займ уже закрыт. Ничего не добавлено.");
        assertThat(anna.ledger(mig)).hasSize(1);

        forward(PAID);
        var second = anna.message(text -> text.contains("Возможно, это уже записано: 3 400 ₽, сегодня."));
        assertThat(anna.press(second, "Записать ещё раз 3 400 ₽ · МигКредит")).isEqualTo("Оплачено 3 400 ₽");
        assertThat(anna.ledger(mig)).hasSize(2);
    }

    @Test
    @DisplayName("old buttons say what has changed: less is left, the loan is gone, the message is a week old")
    void stale() {
        long mig = anna.loan("МигКредит", "2027-03-12", "3400");
        forward(PAID);
        var offer = offered("Похоже, платёж дошёл");
        anna.payPart(mig, 0, "400");
        var label = "Записать платёж 3 400 ₽ · МигКредит";
        assertThat(anna.press(offer, label)).isEqualTo("Это больше, чем теперь осталось по займу. Ничего не записано.");
        RealServices.execute("update loans set deleted_at = now() where id = ?", mig);
        assertThat(anna.press(offer, label)).isEqualTo("Этого займа больше нет. Ничего не записано.");
        RealServices.execute("delete from typed_tasks where account_id = ?", anna.visitor.accountId());
        assertThat(anna.press(offer, label))
                .isEqualTo("Кнопка устарела, ничего не записано. Перешлите сообщение ещё раз.");
    }

    @Test
    @DisplayName("of two loans of one lender the person chooses")
    void choice() {
        anna.loan("Займер", "2027-03-12", "5600");
        long two = anna.loan("Займер, второй", "2027-03-20", "4100");
        forward("Займер: ваш платёж 700 руб. зачислен");
        var offer = anna.message(text -> text.contains("По какому займу? Сверьте сумму и день."));
        assertThat(anna.labels(offer))
                .contains("Записать платёж 700 ₽ · Займер", "Записать платёж 700 ₽ · Займер, второй");
        anna.press(offer, "Записать платёж 700 ₽ · Займер, второй");
        assertThat(anna.ledger(two)).containsExactly("payment 700.00 telegram");
    }

    @Test
    @DisplayName("several may be forwarded at once, and each is about its own payment")
    void several() {
        long mig = anna.loan("МигКредит", "2027-03-12", "3400", "2027-04-12", "3400");
        long zaymer = anna.loan("Займер", "2027-03-12", "5600");
        forward(PAID);
        var first = offered("Похоже, платёж дошёл");
        forward("Займер: ваш платёж 5 600 руб. зачислен");
        var second = anna.message(text -> text.contains("5 600 ₽"));
        anna.press(first, "Записать платёж 3 400 ₽ · МигКредит");
        anna.press(second, "Записать платёж 5 600 ₽ · Займер");
        assertThat(anna.ledger(mig)).hasSize(1);
        assertThat(anna.ledger(zaymer)).hasSize(1);
    }

    @Test
    @DisplayName("«Добавить как дело» is what it would have been before, «Не то» is nothing")
    void aTask() {
        anna.loan("МигКредит", "2027-03-12", "3400");
        forward("МигКредит: оплатите займ 3 900 руб. до 15.03.2027");
        var offer = offered("Похоже, кредитор напоминает о платеже");
        assertThat(anna.text(offer)).contains("В Записке у «МигКредит» другое: 3 400 ₽, послезавтра.");
        anna.press(offer, "Добавить как дело");
        assertThat(titles()).singleElement().asString().startsWith("МигКредит: оплатите займ 3 900 руб");
        forward(PAID);
        var second = offered("Похоже, платёж дошёл");
        var data = anna.data(second, "Записать платёж 3 400 ₽ · МигКредит");
        anna.press(second, "Не то");
        assertThat(inbox.press(anna.chat, anna.chat, second.messageId(), data)).startsWith("Кнопка устарела");
        assertThat(titles()).hasSize(1);
    }

    @Test
    @DisplayName("hostile words stay words, and forged buttons do nothing")
    void hostile() {
        long mig = anna.loan("<b>Миг</b>_*[x](http://a)", "2027-03-12", "3400");
        forward(
                "МКК «<b>Миг</b>_*[x](http://a)»: ваш платёж 3 400 руб. зачислен 09.03.2027 </b><script>alert(1)</script>");
        var offer = offered("Похоже, платёж дошёл");
        var pay = anna.labels(offer).stream()
                .filter(label -> label.startsWith("Записать"))
                .findFirst()
                .orElseThrow();
        var message = LenderButton.parse(anna.data(offer, pay)).orElseThrow();
        long foreign = new app.zapiska.digests.Borrower(parts, "2027-03-10T09:00").loan("Чужой", "2027-03-12", "3400");
        var forged = new LenderButton(message.message(), foreign, message.amount(), message.day(), false).encode();
        assertThat(inbox.press(anna.chat, anna.chat, offer.messageId(), forged))
                .isEqualTo("Этого займа больше нет. Ничего не записано.");
        var future = new LenderButton(message.message(), mig, message.amount(), LocalDate.parse("2027-03-11"), false)
                .encode();
        clock.advance(Duration.ofSeconds(2));
        assertThat(inbox.press(anna.chat, anna.chat, offer.messageId(), future)).startsWith("Займ с тех пор изменился");
        assertThat(anna.ledger(mig)).isEmpty();
        anna.press(offer, pay);
        assertThat(anna.ledger(mig)).hasSize(1);
    }

    @Test
    @DisplayName("a code is never kept, an ordinary line stays a task, in a group nobody is interrupted")
    void others() {
        anna.write("Код 482193 для подписания договора займа. Никому не сообщайте");
        var warning = anna.message(text -> text.startsWith("🔒 Это код, его никому не показывайте"));
        assertThat(anna.labels(warning)).isEmpty();
        assertThat(RealServices.count(
                        "select count(*) from typed_tasks where account_id = ?", anna.visitor.accountId()))
                .isZero();
        anna.write("заплатить за квартиру 5000 завтра");
        anna.message(text -> text.startsWith("📝 Записать задачу?\n\nзаплатить за квартиру 5000"));
        forward("Займер: вам одобрено 15 000 руб. под 0%");
        assertThat(anna.labels(anna.message(text -> text.startsWith("💬 Похоже на рекламу"))))
                .containsExactly("Добавить как дело", "Не то");
    }

    @Test
    @DisplayName("a button carries the largest sums and says nothing else than it was given")
    void codec() {
        for (var sum : List.of("0.01", "3400.50", "999999999999.99")) {
            var button = new LenderButton(
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    new Money(new BigDecimal(sum)),
                    LocalDate.parse("2099-12-31"),
                    true);
            assertThat(button.encode().length()).isLessThanOrEqualTo(64);
            assertThat(LenderButton.parse(button.encode())).hasValue(button);
        }
        for (var forged :
                List.of("lp:q:1:1:0", "lp:q:1:1:65535", "lp:t:1:1:99999999", "lx:q:1:1:99999999", "lp:q:1:1:-1")) {
            assertThat(LenderButton.parse(forged)).isEmpty();
        }
    }

    private void forward(String text) {
        clock.advance(Duration.ofSeconds(3));
        inbox.forward(anna.chat, text);
    }

    private SandboxMessage offered(String about) {
        return anna.message(text -> text.startsWith("💬 " + about));
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
}
