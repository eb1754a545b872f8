package app.zapiska.payments;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.digests.Borrower;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxMessage;
import app.zapiska.telegram.BotInbox;
import app.zapiska.telegram.ButtonCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("A press of a payment's button")
class PaymentPressesTest {

    @Inject
    Borrower.Parts parts;

    @Inject
    BotInbox inbox;

    @Inject
    MutableClock clock;

    private SandboxControl telegram;
    private Borrower anna;
    private long loan;
    private long second;
    private SandboxMessage message;

    @BeforeEach
    void aDigestInTheChat() {
        telegram = RealServices.sandbox().control();
        telegram.clearFaults();
        parts.silence();
        anna = new Borrower(parts, "2027-03-10T09:00");
        loan = anna.loan("МаниМен", "2027-03-10", "5056", "2027-04-10", "5056");
        anna.at("2027-03-10T10:00");
        message = anna.digest();
    }

    @AfterEach
    void done() {
        telegram.clearFaults();
        clock.backToReal();
    }

    @Test
    @DisplayName("bug 23: «Оплачено» writes one entry, says so and turns the message, however often it is pressed")
    void paysOnce() {
        var data = anna.data(message, "✅ Оплачено 5 056 ₽");
        assertThat(anna.press(message, "✅ Оплачено 5 056 ₽")).isEqualTo("Оплачено 5 056 ₽");
        assertThat(anna.text(message)).isEqualTo("""
                🔥 ГОРЯЩИЕ КРЕДИТЫ 🔥

                ✅ Всё оплачено! 🎉

                ✅ ОПЛАЧЕН МаниМен — 5 056 ₽""");
        assertThat(anna.labels(message)).containsExactly("↩️ Отменить запись");
        assertThat(inbox.press(anna.chat, anna.chat, message.messageId(), data)).isEqualTo("Уже оплачено");
        assertThat(anna.ledger(loan)).containsExactly("payment 5056.00 telegram");
        assertThat(anna.loan(loan).getBoolean("installments[0].paid")).isTrue();
        assertThat(anna.loan(loan).getBoolean("installments[1].paid")).isFalse();
    }

    @Test
    void thatTelegramDeliversFiveTimesWritesOneEntry() {
        inbox.press(anna.chat, anna.chat, message.messageId(), anna.data(message, "✅ Оплачено 5 056 ₽"), 5);
        assertThat(anna.ledger(loan)).containsExactly("payment 5056.00 telegram");
    }

    @Test
    void byTenFingersAtOnceWritesOneEntry() throws Exception {
        var data = anna.data(message, "✅ Оплачено 5 056 ₽");
        var toasts = byTenFingersAtOnce(message, data);
        assertThat(toasts).containsOnlyOnce("Оплачено 5 056 ₽");
        assertThat(toasts.stream().filter("Уже оплачено"::equals)).hasSize(9);
        assertThat(anna.ledger(loan)).containsExactly("payment 5056.00 telegram");
    }

    @Test
    @DisplayName("S30, bug 23: by a stranger, or for somebody else's payment, changes nothing and tells nothing")
    void byAStranger() {
        var boris = new Borrower(parts, "2027-03-10T10:00");
        var pay = anna.data(message, "✅ Оплачено 5 056 ₽");
        var other = anna.data(message, "Другая сумма");
        var snooze = anna.data(message, "⏰ Отложить");
        assertThat(inbox.press(boris.chat, boris.chat, message.messageId(), pay))
                .isEqualTo("Этого платежа больше нет");
        assertThat(inbox.press(boris.chat, anna.chat, message.messageId(), pay)).startsWith("Этот чат не привязан");
        assertThat(inbox.press(boris.chat, boris.chat, message.messageId(), other))
                .isEqualTo("Этого платежа больше нет");
        assertThat(inbox.press(boris.chat, boris.chat, message.messageId(), snooze))
                .doesNotContain("МаниМен");
        assertThat(inbox.press(404_000_000L, anna.chat, message.messageId(), pay))
                .isEmpty();
        anna.press(message, "✅ Оплачено 5 056 ₽");
        var back = anna.data(message, "↩️ Отменить запись");
        assertThat(inbox.press(boris.chat, boris.chat, message.messageId(), back))
                .isEqualTo("Этого платежа больше нет");
        assertThat(anna.ledger(loan)).containsExactly("payment 5056.00 telegram");
        assertThat(boris.sends()).isEmpty();
    }

    @Test
    void withAForgedSumPaysNothing() {
        long installment = anna.installment(loan, 0);
        for (long minorUnits : new long[] {1, 505_599, 505_601, 999_999_999_999_99L}) {
            var forged = new ButtonCode("p", "i", installment, 0, minorUnits).encode();
            assertThat(Borrower.plain(inbox.press(anna.chat, anna.chat, message.messageId(), forged)))
                    .isEqualTo("Сумма изменилась: осталось 5 056 ₽");
        }
        for (long noSum : new long[] {0, 999_999_999_999_99L + 1, Long.MAX_VALUE}) {
            var forged = new ButtonCode("p", "i", installment, 0, noSum).encode();
            assertThat(inbox.press(anna.chat, anna.chat, message.messageId(), forged))
                    .isEqualTo("Эта кнопка больше не действует.");
        }
        inbox.press(anna.chat, anna.chat, message.messageId(), new ButtonCode("p", "t", installment, 0, 5).encode());
        inbox.press(anna.chat, anna.chat, message.messageId(), new ButtonCode("v", "i", installment, 0, 0).encode());
        inbox.press(anna.chat, anna.chat, message.messageId(), new ButtonCode("v", "e", 1, 0, 0).encode());
        assertThat(anna.ledger(loan)).isEmpty();
    }

    @Test
    @DisplayName("of a sum that is no longer true is refused, and the message shows the true one")
    void withAStaleSum() {
        anna.payPart(loan, 0, "2056");
        assertThat(anna.pressOnly(message, "✅ Оплачено 5 056 ₽")).isEqualTo("Сумма изменилась: осталось 3 000 ₽");
        anna.correct();
        assertThat(anna.text(message)).contains("💳 Осталось: 3 000 ₽ из 5 056 ₽");
        assertThat(anna.press(message, "✅ Оплачено 3 000 ₽")).isEqualTo("Оплачено 3 000 ₽");
        assertThat(anna.ledger(loan)).containsExactly("payment 2056.00 web", "payment 3000.00 telegram");
    }

    @Test
    void ofTakeBackReversesOnceAndAsksAgain() {
        anna.press(message, "✅ Оплачено 5 056 ₽");
        var back = anna.data(message, "↩️ Отменить запись");
        assertThat(anna.press(message, "↩️ Отменить запись")).isEqualTo("Запись отменена: 5 056 ₽");
        assertThat(anna.text(message)).contains("🔴 СЕГОДНЯ МаниМен\n💳 Сумма: 5 056 ₽");
        assertThat(inbox.press(anna.chat, anna.chat, message.messageId(), back)).isEqualTo("Запись уже отменена");
        assertThat(anna.ledger(loan)).containsExactly("payment 5056.00 telegram", "reversal -5056.00 telegram");
        assertThat(anna.press(message, "✅ Оплачено 5 056 ₽")).isEqualTo("Оплачено 5 056 ₽");
        assertThat(anna.loan(loan).getString("debt")).isEqualTo("5056.00");
    }

    @Test
    @DisplayName("bug 20: what happens on the web shows in the chat")
    void theWebShowsInTheChat() {
        anna.pay(loan, 0);
        anna.correct();
        assertThat(anna.text(message)).contains("✅ ОПЛАЧЕН МаниМен — 5 056 ₽");
        anna.post("/loans/" + loan + "/installments/" + anna.installment(loan, 0) + "/unpay")
                .statusCode(200);
        anna.correct();
        assertThat(anna.text(message)).contains("🔴 СЕГОДНЯ МаниМен");
        anna.visitor
                .request()
                .header("If-Match", "\"v" + anna.loan(loan).getInt("version") + "\"")
                .delete("/loans/" + loan)
                .then()
                .statusCode(204);
        anna.correct();
        assertThat(anna.refreshed(message).deleted()).isTrue();
    }

    @Test
    void inOnePartCorrectsTheSumOfAllInTheFirst() {
        for (int i = 2; i <= 12; i++) {
            anna.loan("Банк " + i, "2027-03-11", "100");
        }
        anna.at("2027-03-10T20:00");
        var first = anna.message(text -> text.contains("(1/2)"));
        var second = anna.message(text -> text.contains("(2/2)"));
        assertThat(anna.text(first)).contains("📊 Всего: 12 кредитов\n💰 Сумма: 6 156 ₽");
        anna.press(second, "Банк 12 · 100 ₽");
        anna.press(second, "✅ Оплачено 100 ₽");
        anna.press(second, "Назад");
        assertThat(anna.text(second)).contains("✅ ОПЛАЧЕН Банк 12 — 100 ₽");
        assertThat(anna.text(first)).contains("📊 Всего: 11 кредитов\n💰 Сумма: 6 056 ₽");
    }

    @Test
    @DisplayName("bug 23: on a message whose arrival was unknown works, and the message is corrected from then on")
    void onAMessageNobodyKnows() {
        anna.pay(loan, 0);
        long next = anna.loan("Потерянный", "2027-03-10", "77");
        telegram.script(
                Fault.on("sendMessage").chat(anna.chat).times(2).closes().accepting());
        anna.at("2027-03-10T20:00");
        anna.at("2027-03-10T20:01");
        assertThat(anna.row("state")).isEqualTo("SENT");
        var lost = anna.message(text -> text.contains("Потерянный"));
        assertThat(anna.press(lost, "✅ Оплачено 77 ₽")).isEqualTo("Оплачено 77 ₽");
        assertThat(anna.text(lost)).contains("✅ ОПЛАЧЕН Потерянный — 77 ₽");
        anna.press(lost, "↩️ Отменить запись");
        assertThat(anna.text(lost)).contains("🔴 СЕГОДНЯ Потерянный");
        assertThat(anna.ledger(next)).containsExactly("payment 77.00 telegram", "reversal -77.00 telegram");
    }

    // ---- several loans in one message: one button each, whose actions open in it

    @Test
    @DisplayName("G9: of a loan's name opens that loan's buttons in the same message, «Назад» names them all again")
    void ofANameOpensItsButtons() {
        var both = twoLoans();
        var list = anna.text(both);
        assertThat(anna.labels(both)).containsExactly("МаниМен · 5 056 ₽", "МигКредит · 11 700 ₽");

        assertThat(anna.press(both, "МигКредит · 11 700 ₽")).isEmpty();
        assertThat(anna.text(both)).isEqualTo("""
                🔥 ГОРЯЩИЕ КРЕДИТЫ 🔥

                🟠 ЗАВТРА МигКредит
                💳 Сумма: 11 700 ₽
                🔗 Перейти в личный кабинет""");
        assertThat(anna.labels(both))
                .containsExactly("✅ Оплачено 11 700 ₽", "Другая сумма", "⏰ Отложить", "🔗 Кабинет", "Назад");
        anna.refreshed(both)
                .buttons()
                .forEach(button -> button.callbackData()
                        .ifPresent(data -> assertThat(data.length()).isLessThanOrEqualTo(64)));

        anna.press(both, "Назад");
        assertThat(anna.text(both)).isEqualTo(list);
        assertThat(anna.sends()).as("one message all the time").hasSize(2);
    }

    @Test
    @DisplayName("G9: an opened loan is paid once by ten fingers, stays open, and follows what happens on the page")
    void anOpenedLoanIsPaidOnce() throws Exception {
        var both = twoLoans();
        anna.press(both, "МигКредит · 11 700 ₽");
        var data = anna.data(both, "✅ Оплачено 11 700 ₽");
        assertThat(byTenFingersAtOnce(both, data)).containsOnlyOnce("Оплачено 11 700 ₽");
        assertThat(anna.ledger(second)).containsExactly("payment 11700.00 telegram");
        anna.correct();
        assertThat(anna.text(both)).contains("✅ ОПЛАЧЕН МигКредит — 11 700 ₽");
        assertThat(anna.labels(both)).containsExactly("↩️ Отменить запись", "Назад");

        anna.pay(loan, 0);
        anna.correct();
        assertThat(anna.labels(both)).as("another loan was paid").containsExactly("↩️ Отменить запись", "Назад");
        anna.post("/loans/" + second + "/installments/" + anna.installment(second, 0) + "/unpay")
                .statusCode(200);
        anna.correct();
        assertThat(anna.labels(both)).contains("✅ Оплачено 11 700 ₽", "Назад");
        anna.press(both, "Назад");
        assertThat(anna.labels(both)).containsExactly("✅ МаниМен", "МигКредит · 11 700 ₽");
    }

    @Test
    @DisplayName("G9: of a sum that is no longer true pays nothing, also when the loan was opened before")
    void anOpenedLoanWithAStaleSum() {
        var both = twoLoans();
        anna.press(both, "МигКредит · 11 700 ₽");
        anna.payPart(second, 0, "700");
        assertThat(anna.press(both, "✅ Оплачено 11 700 ₽")).isEqualTo("Сумма изменилась: осталось 11 000 ₽");
        assertThat(anna.text(both)).contains("💳 Осталось: 11 000 ₽ из 11 700 ₽");
        assertThat(anna.labels(both)).contains("✅ Оплачено 11 000 ₽", "Назад");
        assertThat(anna.ledger(second)).containsExactly("payment 700.00 web");
    }

    @Test
    @DisplayName("«Отложить» of a loan in the digest puts off that payment's own reminders, and no other's")
    void snoozingPutsOffTheReminders() {
        var both = twoLoans();
        anna.press(both, "МигКредит · 11 700 ₽");
        assertThat(anna.press(both, "⏰ Отложить")).isEqualTo("⏰ Отложено до 21:00");
        assertThat(anna.labels(both))
                .containsExactly(
                        "15 минут",
                        "1 час",
                        "Вечером 19:00",
                        "Завтра 09:00",
                        "Своё время",
                        "✅ Оплачено 11 700 ₽",
                        "Назад");
        assertThat(anna.press(both, "Завтра 09:00")).isEqualTo("⏰ Отложено до завтра, 09:00");
        assertThat(planned("INSTALLMENT", anna.installment(second, 0))).isEqualTo("SNOOZED 2027-03-11 09:00:00");
        // The borrower's other payments have no reminders, and get none by it.
        assertThat(planned("INSTALLMENT", anna.installment(loan, 1))).isNull();
    }

    @Test
    @DisplayName(
            "put off beyond its date a payment says what each day of delay costs; in time, and where nothing is known, it does not")
    void snoozingBeyondTheDate() {
        var rated = anna.loan("Ромашка", "2027-03-10", "10720");
        RealServices.execute(
                "update loans set loan_date = date '2027-03-01', amount_borrowed = 10000, daily_rate = 0.8 where id = ?",
                rated);
        anna.at("2027-03-10T20:00");
        var both = anna.message(text -> text.contains("Ромашка"));
        assertThat(anna.text(both)).containsOnlyOnce("· ≈ 85,48").containsOnlyOnce("в день");
        anna.press(both, "Ромашка · 10 720 ₽");
        assertThat(anna.press(both, "⏰ Отложить")).isEqualTo("⏰ Отложено до 21:00");
        assertThat(anna.press(both, "Завтра 09:00"))
                .startsWith("⏰ Отложено до завтра, 09:00. Каждый день просрочки ≈ 85,48");
        anna.press(both, "Назад");
        anna.press(both, "МаниМен · 5 056 ₽");
        anna.press(both, "⏰ Отложить");
        assertThat(anna.press(both, "Завтра 09:00")).isEqualTo("⏰ Отложено до завтра, 09:00");
    }

    /** What the engine still has to do about a payment. */
    private String planned(String kind, long id) {
        return RealServices.text(
                "select string_agg(state || ' ' || (due_at at time zone 'Europe/Moscow'), ',') from reminders"
                        + " where account_id = ? and subject_kind = ? and subject_id = ? and due_at is not null",
                anna.visitor.accountId(),
                kind,
                id);
    }

    @Test
    @DisplayName(
            "S30: a stranger's press opens nothing, and in a message nobody keeps any more a name still opens its loan")
    void opensForItsOwnerOnlyAndForEver() {
        var both = twoLoans();
        var boris = new Borrower(parts, "2027-03-10T20:00");
        var open = anna.data(both, "МигКредит · 11 700 ₽");
        assertThat(inbox.press(boris.chat, anna.chat, both.messageId(), open)).startsWith("Этот чат не привязан");
        assertThat(inbox.press(boris.chat, boris.chat, both.messageId(), open)).isEqualTo("Этого платежа больше нет");
        assertThat(inbox.press(404_000_000L, anna.chat, both.messageId(), open)).isEmpty();
        anna.correct();
        assertThat(anna.labels(both)).containsExactly("МаниМен · 5 056 ₽", "МигКредит · 11 700 ₽");

        RealServices.execute("delete from digest_jobs");
        anna.press(both, "МигКредит · 11 700 ₽");
        anna.message(text -> text.startsWith("🔴 Платёж не внесён\n\nМигКредит\n\n💳 Сумма: 11 700 ₽"));
        assertThat(anna.labels(both))
                .containsExactly("✅ Оплачено 11 700 ₽", "Другая сумма", "⏰ Отложить", "🔗 Кабинет");
        assertThat(anna.press(both, "✅ Оплачено 11 700 ₽")).isEqualTo("Оплачено 11 700 ₽");
        anna.message(text -> text.startsWith("✅ МигКредит\nЗаписано 11 700 ₽."));
        assertThat(anna.ledger(second)).containsExactly("payment 11700.00 telegram");
    }

    @Test
    @DisplayName("the buttons of messages sent before there were names still act")
    void theNumberedButtonsStillAct() {
        var both = twoLoans();
        long installment = anna.installment(second, 0);
        var snooze = new ButtonCode("h", "i", installment, 0, 0).encode();
        assertThat(inbox.press(anna.chat, anna.chat, both.messageId(), snooze)).isEqualTo("⏰ Отложено до 21:00");
        var pay = new ButtonCode("p", "i", installment, 0, 1_170_000).encode();
        assertThat(Borrower.plain(inbox.press(anna.chat, anna.chat, both.messageId(), pay)))
                .isEqualTo("Оплачено 11 700 ₽");
        anna.correct();
        assertThat(anna.labels(both)).containsExactly("МаниМен · 5 056 ₽", "✅ МигКредит");
    }

    /** @return what each was told */
    private List<String> byTenFingersAtOnce(SandboxMessage pressed, String data) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var presses = new ArrayList<Future<String>>();
            for (int i = 0; i < 10; i++) {
                presses.add(threads.submit(
                        (Callable<String>) () -> inbox.press(anna.chat, anna.chat, pressed.messageId(), data)));
            }
            var toasts = new ArrayList<String>();
            for (var press : presses) {
                toasts.add(Borrower.plain(press.get()));
            }
            return toasts;
        }
    }

    private SandboxMessage twoLoans() {
        second = anna.loan("МигКредит", "2027-03-11", "11700");
        anna.at("2027-03-10T20:00");
        return anna.message(text -> text.contains("МигКредит"));
    }
}
