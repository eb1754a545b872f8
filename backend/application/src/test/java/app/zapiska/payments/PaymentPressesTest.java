package app.zapiska.payments;

import static org.assertj.core.api.Assertions.assertThat;

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
    @DisplayName("bug 23: «Оплатил» writes one entry, says so and turns the message, however often it is pressed")
    void paysOnce() {
        var data = anna.data(message, "✅ Оплатил 5 056 ₽");
        assertThat(anna.press(message, "✅ Оплатил 5 056 ₽")).isEqualTo("Оплачено 5 056 ₽");
        assertThat(anna.text(message)).isEqualTo("""
                🔥 ГОРЯЩИЕ КРЕДИТЫ 🔥

                ✅ Всё оплачено! 🎉

                ✅ ОПЛАЧЕН МаниМен — 5 056 ₽""");
        assertThat(anna.labels(message)).containsExactly("↩️ Вернуть");
        assertThat(inbox.press(anna.chat, anna.chat, message.messageId(), data)).isEqualTo("Уже оплачено");
        assertThat(anna.ledger(loan)).containsExactly("payment 5056.00 telegram");
        assertThat(anna.loan(loan).getBoolean("installments[0].paid")).isTrue();
        assertThat(anna.loan(loan).getBoolean("installments[1].paid")).isFalse();
    }

    @Test
    void thatTelegramDeliversFiveTimesWritesOneEntry() {
        inbox.press(anna.chat, anna.chat, message.messageId(), anna.data(message, "✅ Оплатил 5 056 ₽"), 5);
        assertThat(anna.ledger(loan)).containsExactly("payment 5056.00 telegram");
    }

    @Test
    void byTenFingersAtOnceWritesOneEntry() throws Exception {
        var data = anna.data(message, "✅ Оплатил 5 056 ₽");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var presses = new ArrayList<Future<String>>();
            for (int i = 0; i < 10; i++) {
                presses.add(threads.submit(
                        (Callable<String>) () -> inbox.press(anna.chat, anna.chat, message.messageId(), data)));
            }
            var toasts = new ArrayList<String>();
            for (var press : presses) {
                toasts.add(Borrower.plain(press.get()));
            }
            assertThat(toasts).containsOnlyOnce("Оплачено 5 056 ₽");
            assertThat(toasts.stream().filter("Уже оплачено"::equals)).hasSize(9);
        }
        assertThat(anna.ledger(loan)).containsExactly("payment 5056.00 telegram");
    }

    @Test
    @DisplayName("S30, bug 23: by a stranger, or for somebody else's payment, changes nothing and tells nothing")
    void byAStranger() {
        var boris = new Borrower(parts, "2027-03-10T10:00");
        var pay = anna.data(message, "✅ Оплатил 5 056 ₽");
        var other = anna.data(message, "Другая сумма");
        var snooze = anna.data(message, "⏰ Отложить");
        assertThat(inbox.press(boris.chat, boris.chat, message.messageId(), pay))
                .isEqualTo("Этого платежа больше нет");
        assertThat(inbox.press(boris.chat, anna.chat, message.messageId(), pay)).isEqualTo("Этого платежа больше нет");
        assertThat(inbox.press(boris.chat, boris.chat, message.messageId(), other))
                .isEqualTo("Этого платежа больше нет");
        assertThat(inbox.press(boris.chat, boris.chat, message.messageId(), snooze))
                .doesNotContain("МаниМен");
        assertThat(inbox.press(404_000_000L, anna.chat, message.messageId(), pay))
                .isEmpty();
        anna.press(message, "✅ Оплатил 5 056 ₽");
        var back = anna.data(message, "↩️ Вернуть");
        assertThat(inbox.press(boris.chat, boris.chat, message.messageId(), back))
                .isEqualTo("Этого платежа больше нет");
        assertThat(anna.ledger(loan)).containsExactly("payment 5056.00 telegram");
        assertThat(boris.sends()).isEmpty();
    }

    @Test
    void withAForgedSumPaysNothing() {
        long installment = anna.installment(loan, 0);
        for (long kopeks : new long[] {1, 505_599, 505_601, 999_999_999_999_99L}) {
            var forged = new ButtonCode("p", "i", installment, 0, kopeks).encode();
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
        assertThat(anna.pressOnly(message, "✅ Оплатил 5 056 ₽")).isEqualTo("Сумма изменилась: осталось 3 000 ₽");
        anna.correct();
        assertThat(anna.text(message)).contains("💳 Осталось: 3 000 ₽ из 5 056 ₽");
        assertThat(anna.press(message, "✅ Оплатил 3 000 ₽")).isEqualTo("Оплачено 3 000 ₽");
        assertThat(anna.ledger(loan)).containsExactly("payment 2056.00 web", "payment 3000.00 telegram");
    }

    @Test
    void ofTakeBackReversesOnceAndAsksAgain() {
        anna.press(message, "✅ Оплатил 5 056 ₽");
        var back = anna.data(message, "↩️ Вернуть");
        assertThat(anna.press(message, "↩️ Вернуть")).isEqualTo("Возвращено 5 056 ₽");
        assertThat(anna.text(message)).contains("🔴 СЕГОДНЯ МаниМен\n💳 Сумма: 5 056 ₽");
        assertThat(inbox.press(anna.chat, anna.chat, message.messageId(), back)).isEqualTo("Уже возвращено");
        assertThat(anna.ledger(loan)).containsExactly("payment 5056.00 telegram", "reversal -5056.00 telegram");
        assertThat(anna.press(message, "✅ Оплатил 5 056 ₽")).isEqualTo("Оплачено 5 056 ₽");
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
        anna.press(second, "✅ Оплатил 100 ₽ (12)");
        assertThat(anna.text(second)).contains("12. ✅ ОПЛАЧЕН Банк 12 — 100 ₽");
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
        assertThat(anna.press(lost, "✅ Оплатил 77 ₽")).isEqualTo("Оплачено 77 ₽");
        assertThat(anna.text(lost)).contains("✅ ОПЛАЧЕН Потерянный — 77 ₽");
        anna.press(lost, "↩️ Вернуть");
        assertThat(anna.text(lost)).contains("🔴 СЕГОДНЯ Потерянный");
        assertThat(anna.ledger(next)).containsExactly("payment 77.00 telegram", "reversal -77.00 telegram");
    }
}
