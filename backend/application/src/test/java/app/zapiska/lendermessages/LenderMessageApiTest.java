package app.zapiska.lendermessages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import app.zapiska.digests.Borrower;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("A lender's message over HTTP")
class LenderMessageApiTest {

    @Inject
    Borrower.Parts parts;

    private Borrower anna;

    @BeforeEach
    void comes() {
        anna = new Borrower(parts, "2027-03-10T09:00");
    }

    private ValidatableResponse read(String text) {
        return anna.post("/lender-messages/draft", Map.of("text", text)).statusCode(200);
    }

    @Test
    @DisplayName("is understood, finds its loan, and proposes the payment with all that it needs; nothing is written")
    void aPayment() {
        long mig = anna.loan("ООО МФК «МигКредит»", "2027-03-12", "3400", "2027-04-12", "3400");
        anna.loan("Займер", "2027-03-12", "5600");
        read("MigKredit: vash platezh 3400 RUB prinyat 09.03.2027. Ostatok dolga 3500 rub")
                .body("kind", equalTo("paid"))
                .body("sum", equalTo("3400.00"))
                .body("other", equalTo("3500.00"))
                .body("otherIs", equalTo("remaining"))
                .body("lender", equalTo("MigKredit"))
                .body("candidates", hasSize(1))
                .body("candidates[0].loanId", equalTo((int) mig))
                .body("candidates[0].why", contains("lender", "payment"))
                .body("candidates[0].debt", equalTo("6800.00"))
                .body("proposals", hasSize(1))
                .body("proposals[0].act", equalTo("pay"))
                .body("proposals[0].loanId", equalTo((int) mig))
                .body("proposals[0].installmentId", equalTo((int) anna.installment(mig, 0)))
                .body("proposals[0].amount", equalTo("3400.00"))
                .body("proposals[0].day", equalTo("2027-03-09"))
                .body("proposals[0].recorded", nullValue());
        assertThat(anna.ledger(mig)).isEmpty();
    }

    @Test
    @DisplayName("says that the payment may be written down already")
    void recorded() {
        long mig = anna.loan("МигКредит", "2027-03-12", "3400", "2027-04-12", "3400");
        anna.pay(mig, 0);
        read("МигКредит: ваш платёж 3 400 р зачислен").body("proposals[0].recorded", equalTo("2027-03-10"));
        anna.post("/loans/" + mig + "/installments/" + anna.installment(mig, 0) + "/unpay")
                .statusCode(200);
        read("МигКредит: ваш платёж 3 400 р зачислен").body("proposals[0].recorded", nullValue());
    }

    @Test
    @DisplayName("leaves the choice between two of one lender, and takes the person's word for a third")
    void choice() {
        long one = anna.loan("Займер", "2027-03-12", "5600");
        long two = anna.loan("Займер, второй", "2027-03-20", "4100");
        long other = anna.loan("Карманный", "2027-03-20", "4100");
        read("Займер: платёж 700 р зачислен")
                .body("candidates.loanId", contains((int) one, (int) two))
                .body("proposals.loanId", contains((int) one, (int) two));
        anna.post("/lender-messages/draft", Map.of("text", "Займер: платёж 700 р зачислен", "loanId", other))
                .statusCode(200)
                .body("candidates.loanId", contains((int) other))
                .body("candidates[0].why", contains("chosen"))
                .body("proposals[0].loanId", equalTo((int) other));
    }

    @Test
    @DisplayName("a new loan comes filled in, a reminder that says the same asks for nothing, a court becomes a task")
    void others() {
        read("Екапуста: вам перечислено 7 000 р на карту *1234. К возврату 8 680 р до 09.04.2027")
                .body("candidates", empty())
                .body("proposals[0].act", equalTo("newLoan"))
                .body("proposals[0].borrowed", equalTo("7000.00"))
                .body("proposals[0].amount", equalTo("8680.00"))
                .body("proposals[0].day", equalTo("2027-04-09"));
        anna.loan("Займер", "2027-03-12", "5600");
        read("Займер: оплатите 5 600 р до 12.03.2027")
                .body("candidates[0].agrees", equalTo(true))
                .body("proposals", empty());
        read("Займер: оплатите 5 900 р до 12.03.2027")
                .body("candidates[0].agrees", equalTo(false))
                .body("proposals[0].act", equalTo("changePayment"))
                .body("proposals[0].amount", equalTo("5900.00"));
        read("ПКО «Щит»: подано заявление в суд, сумма 18 300 руб.")
                .body("kind", equalTo("court"))
                .body("proposals[0].act", equalTo("task"))
                .body("proposals[0].title", startsWith("Щит: Разобраться с письмом о суде"));
    }

    @Test
    @DisplayName("of a code nothing is read, of an advertisement nothing is proposed")
    void codes() {
        anna.loan("Займер", "2027-03-12", "5600");
        read("Займер: код 482193 для подписания договора на 10 000 р. Никому не сообщайте")
                .body("kind", equalTo("code"))
                .body("sum", nullValue())
                .body("date", nullValue())
                .body("lender", nullValue())
                .body("contract", nullValue())
                .body("candidates", empty())
                .body("proposals", empty());
        read("Займер: вам одобрено 15 000 руб. под 0%")
                .body("kind", equalTo("offer"))
                .body("proposals", empty());
    }

    @Test
    @DisplayName("is at most 2000 characters long, and about a loan of one's own")
    void refused() {
        read("а".repeat(2_000));
        read("😀".repeat(2_000));
        anna.post("/lender-messages/draft", Map.of("text", "а".repeat(2_001)))
                .statusCode(400)
                .body("errors[0].field", equalTo("text"));
        anna.post("/lender-messages/draft", Map.of()).statusCode(400);
        long foreign = new Borrower(parts, "2027-03-10T09:00").loan("Займер", "2027-03-12", "5600");
        anna.post("/lender-messages/draft", Map.of("text", "Займер: платёж 700 р зачислен", "loanId", foreign))
                .statusCode(400)
                .body("errors[0].field", equalTo("loanId"));
        read("Займер: платёж 700 р зачислен").body("candidates", empty());
    }

    @Test
    @DisplayName("who may only look may have a message read")
    void who() {
        RealServices.execute("update accounts set role = 'READER' where id = ?", anna.visitor.accountId());
        read("Займер: платёж 700 р зачислен").body("kind", equalTo("paid"));
    }

    @Test
    @DisplayName("nothing of a message is left behind, in no table and no log, whichever way it came")
    void nothingStays() {
        anna.loan("Займер", "2027-03-12", "5600");
        var code = "739" + (100 + (int) (Math.abs(UUID.randomUUID().getMostSignificantBits()) % 900));
        var written = new CopyOnWriteArrayList<String>();
        var root = Logger.getLogger("");
        var handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                written.add(record.getMessage() + " "
                        + List.of(record.getParameters() == null ? new Object[0] : record.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        try {
            var message = "Займер: код " + code + " для подписания договора. Никому не сообщайте";
            for (int time = 0; time < 2; time++) {
                anna.visitor
                        .request()
                        .header("Idempotency-Key", "key-" + code)
                        .body(Map.of("text", message))
                        .post("/lender-messages/draft")
                        .then()
                        .statusCode(200);
            }
            // Refused ones must not be kept for their complaint either.
            anna.post("/lender-messages/draft", Map.of("text", message, "loanId", Long.MAX_VALUE))
                    .statusCode(400);
            anna.post("/lender-messages/draft", new HashMap<>(Map.of("text", message, "nonsense", code)))
                    .statusCode(400);
            anna.write(message);
            anna.message(text -> text.startsWith("🔒 Это код, его никому не показывайте"));
            anna.write("/add " + message);
            anna.write("/add");
            anna.message(text -> text.startsWith("Что добавить?"));
            anna.write(message);
        } finally {
            root.removeHandler(handler);
        }
        assertThat(tablesWith(code)).isEmpty();
        assertThat(RealServices.count("select count(*) from idempotency_keys where key = ?", "key-" + code))
                .isZero();
        assertThat(written)
                .filteredOn(line -> line.contains(code) && !line.contains("key-" + code))
                .isEmpty();
    }

    /** Every table of the product is looked through, row by row as text. */
    private static List<String> tablesWith(String words) {
        var tables = RealServices.text(
                "select string_agg(quote_ident(table_name), ',') from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'");
        assertThat(tables).contains("typed_tasks", "idempotency_keys", "audit_log");
        return List.of(tables.split(",")).stream()
                .filter(table -> RealServices.count(
                                "select count(*) from " + table + " as t where t::text like ?", "%" + words + "%")
                        > 0)
                .collect(Collectors.toList());
    }
}
