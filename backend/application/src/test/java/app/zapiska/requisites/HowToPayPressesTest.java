package app.zapiska.requisites;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.digests.Borrower;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.QrPngTest;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import app.zapiska.sandbox.ApiCall;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.MessageEntity;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxMessage;
import app.zapiska.telegram.BotInbox;
import app.zapiska.telegram.ButtonCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("«Как заплатить» under a payment")
class HowToPayPressesTest {

    private static final String BUTTON = "🧾 Как заплатить";
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    Borrower.Parts parts;

    @Inject
    BotInbox inbox;

    @Inject
    MutableClock clock;

    private SandboxControl telegram;
    private Borrower anna;
    private long loan;

    @BeforeEach
    void aLoan() {
        telegram = RealServices.sandbox().control();
        telegram.clearFaults();
        parts.silence();
        anna = new Borrower(parts, "2027-03-10T09:00");
        loan = anna.loan("МаниМен", "2027-03-10", "5056");
    }

    @AfterEach
    void done() {
        telegram.clearFaults();
        clock.backToReal();
    }

    private void describe(Map<String, Object> requisites) {
        anna.visitor
                .request()
                .header("If-Match", "*")
                .body(requisites)
                .put("/loans/" + loan + "/requisites")
                .then()
                .statusCode(200);
    }

    private SandboxMessage digest() {
        anna.at("2027-03-10T10:00");
        return anna.digest();
    }

    private SandboxMessage answer() {
        return anna.message(text -> text.startsWith("💳"));
    }

    private String sent(SandboxMessage message) throws Exception {
        return QrPngTest.read(Base64.getDecoder().decode(message.photo().orElseThrow()));
    }

    @Test
    @DisplayName("is not there while nothing is written down, or a link to the lender alone")
    void notThere() {
        assertThat(anna.labels(digest())).doesNotContain(BUTTON).contains("🔗 Кабинет");
    }

    @Test
    @DisplayName("answers with the code as a photo, what is to be copied and the links")
    void answers() throws Exception {
        describe(RequisitesResourceTest.lenders());
        var message = digest();
        assertThat(anna.press(message, BUTTON)).isEmpty();
        var answer = answer();
        assertThat(anna.text(answer)).isEqualTo("""
                💳 МаниМен
                К оплате: 5 056 ₽, срок сегодня

                Получатель: ООО МКК "Пример"
                Счёт: 40701810900000012345
                Банк: ПАО СБЕРБАНК
                БИК: 044525225
                Корр. счёт: 30101810400000000225
                ИНН: 7707083893
                КПП: 770701001
                Назначение: Погашение займа по договору № 12345-67

                Нажмите на строку, чтобы скопировать её. Проверьте получателя и сумму в приложении банка.
                ⚠️ Перевод по реквизитам идёт до трёх рабочих дней и может опоздать.""");
        assertThat(sent(answer)).startsWith("ST00012|Name=ООО МКК \"Пример\"|").endsWith("|Sum=505600");
        assertThat(answer.entities().stream()
                        .filter(entity -> entity.type().equals("code"))
                        .map(entity -> copied(answer, entity)))
                .containsExactly(
                        "ООО МКК \"Пример\"",
                        "40701810900000012345",
                        "ПАО СБЕРБАНК",
                        "044525225",
                        "30101810400000000225",
                        "7707083893",
                        "770701001",
                        "Погашение займа по договору № 12345-67");
        assertThat(answer.buttons())
                .extracting(SandboxMessage.Button::url)
                .containsExactly(
                        Optional.of("https://qr.nspk.ru/AS10003P3RH0LJ2A9ROO038L6NT5RU1M?type=01&bank=1"),
                        Optional.of("https://lk.example.org/"));
        assertThat(anna.labels(message)).as("the payment still waits").contains("✅ Оплачено 5 056 ₽");
        assertThat(anna.ledger(loan)).isEmpty();
    }

    private static String copied(SandboxMessage message, MessageEntity entity) {
        return message.text().substring(entity.offset(), entity.offset() + entity.length());
    }

    @Test
    @DisplayName("copies hostile texts letter by letter: nothing is markup, and no field of the code is another's")
    void hostile() throws Exception {
        describe(RequisitesResourceTest.lenders(
                "name", "<b>ООО</b> & \"Sum=1|PersonalAcc=1\" {sum}",
                "purpose", "</code><a href='https://example.org'>сюда</a> | Sum=1"));
        anna.press(digest(), BUTTON);
        var answer = answer();
        assertThat(answer.text())
                .contains("Получатель: <b>ООО</b> & \"Sum=1|PersonalAcc=1\" {sum}\n")
                .contains("Назначение: </code><a href='https://example.org'>сюда</a> | Sum=1\n");
        assertThat(answer.entities()).extracting(MessageEntity::type).containsOnly("bold", "code");
        assertThat(sent(answer))
                .startsWith("ST00012#Name=<b>ООО</b> & \"Sum=1|PersonalAcc=1\" {sum}#PersonalAcc=40701810900000012345#")
                .endsWith("#Sum=505600");
    }

    @Test
    @DisplayName(
            "answers without a code while requisites are half known, and with links alone where there is no account")
    void halfKnown() {
        describe(Map.of("account", "40701810900000012345", "name", "ООО МКК"));
        var message = digest();
        anna.press(message, BUTTON);
        assertThat(answer().photo()).isEmpty();
        assertThat(anna.text(answer())).contains("Счёт: 40701810900000012345").doesNotContain("Банк:");

        describe(Map.of("sbpLink", "https://qr.nspk.ru/AS1"));
        anna.press(message, BUTTON);
        var links = anna.message(text -> text.equals("💳 МаниМен\nК оплате: 5 056 ₽, срок сегодня"));
        assertThat(links.photo()).isEmpty();
        assertThat(links.buttons())
                .extracting(SandboxMessage.Button::text)
                .containsExactly("⚡ Оплатить по СБП", "🔗 Кабинет");
    }

    @Test
    @DisplayName("sends texts too long for a photo's caption as a message")
    void tooLongForACaption() {
        describe(RequisitesResourceTest.lenders(
                "name", "😀".repeat(160), "bank", "😀".repeat(160), "purpose", "😀".repeat(210)));
        anna.press(digest(), BUTTON);
        assertThat(answer().photo()).isEmpty();
        assertThat(answer().text()).contains("😀".repeat(160));
    }

    @Test
    @DisplayName("of what a plan pays early says so, and that no lender waits for it")
    void byThePlan() {
        loan = anna.loan("Деньги", "2027-04-20", "4000");
        describe(RequisitesResourceTest.lenders());
        long early = anna.visitor
                .request()
                .header("If-Match", "*")
                .body(Map.of("chosen", Map.of("monthlyBudget", "20000", "order", "size")))
                .put("/payoff-plan")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("standing.payments.find { it.loanId == " + loan + " }.id");
        var data = new ButtonCode("k", "p", early, 0, 0).encode();
        assertThat(inbox.press(anna.chat, anna.chat, 999_999, data)).isEmpty();
        assertThat(anna.text(answer()))
                .startsWith("💳 Деньги\nК оплате: 4 000 ₽, по плану сегодня, раньше срока\n")
                .doesNotContain("опоздать");
    }

    @Test
    @DisplayName("S30: tells a stranger nothing, and works on a message nobody knows any more")
    void byAStranger() {
        describe(RequisitesResourceTest.lenders());
        var boris = new Borrower(parts, "2027-03-10T10:00");
        var data = new ButtonCode("k", "i", anna.installment(loan, 0), 0, 0).encode();
        assertThat(inbox.press(boris.chat, boris.chat, 999_999, data)).isEqualTo("Этого платежа больше нет");
        assertThat(boris.sends()).isEmpty();
        assertThat(inbox.press(anna.chat, anna.chat, 999_999, data)).isEmpty();
        assertThat(answer().photo()).isPresent();
    }

    @Test
    @DisplayName("says so when the requisites are gone or the payment is made")
    void over() {
        describe(RequisitesResourceTest.lenders());
        var message = digest();
        var data = anna.data(message, BUTTON);
        describe(Map.of());
        assertThat(anna.pressOnly(message, BUTTON)).isEqualTo("Реквизиты убраны. Добавьте их на странице займа.");
        anna.pay(loan, 0);
        assertThat(inbox.press(anna.chat, anna.chat, message.messageId(), data)).isEqualTo("Уже оплачено");
    }

    @Test
    @DisplayName("a photo whose answer is lost is not sent again by itself, and another press sends it")
    void trouble() {
        describe(RequisitesResourceTest.lenders());
        var message = digest();
        var before = photos().size();
        telegram.script(Fault.on("sendPhoto").chat(anna.chat).accepting().closes());
        anna.press(message, BUTTON);
        answer();
        telegram.awaitCall(call -> isPhoto(call) && call.answerCode() == ApiCall.CUT, SOON);
        anna.press(message, BUTTON);
        telegram.awaitCall(call -> isPhoto(call) && call.answerCode() == 200, SOON);
        assertThat(photos().size() - before).as("one for each press").isEqualTo(2);
    }

    private List<ApiCall> photos() {
        return telegram.calls().stream().filter(this::isPhoto).toList();
    }

    private boolean isPhoto(ApiCall call) {
        return call.method().equals("sendphoto") && call.chatId().orElse(0) == anna.chat;
    }

    @Test
    @DisplayName("a person who has blocked the bot meanwhile is marked so by the photo, as by any message")
    void blocked() {
        describe(RequisitesResourceTest.lenders());
        var message = digest();
        telegram.script(Fault.on("sendPhoto").chat(anna.chat).error(403, "Forbidden: bot was blocked by the user"));
        anna.press(message, BUTTON);
        telegram.awaitCall(call -> isPhoto(call) && call.answerCode() == 403, SOON);
        Waiting.until(() -> RealServices.count(
                        "select count(*) from accounts where id = ? and telegram_blocked_at is not null",
                        anna.visitor.accountId())
                == 1);
    }
}
