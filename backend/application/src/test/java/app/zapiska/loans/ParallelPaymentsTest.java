package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Fifty presses at once. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ParallelPaymentsTest {

    private static final int PRESSES = 50;

    private Purse purse;
    private String loan;
    private long installment;

    @BeforeEach
    void arrange() {
        purse = Purse.empty();
        var created = purse.create(
                "installments", List.of(installment("2025-11-01", "5056.00"), installment("2025-12-01", "5056.00")));
        loan = "/loans/" + created.getLong("id");
        installment = created.getLong("installments[0].id");
    }

    private List<Response> atOnce(IntFunction<Response> press) throws Exception {
        var start = new CountDownLatch(1);
        try (var people = Executors.newFixedThreadPool(PRESSES)) {
            var answers = new ArrayList<Future<Response>>();
            for (int n = 0; n < PRESSES; n++) {
                var number = n;
                answers.add(people.submit(() -> {
                    start.await();
                    return press.apply(number);
                }));
            }
            start.countDown();
            var all = new ArrayList<Response>();
            for (var answer : answers) {
                all.add(answer.get());
            }
            return all;
        }
    }

    private static long with(int status, List<Response> answers) {
        return answers.stream().filter(answer -> answer.statusCode() == status).count();
    }

    @Test
    @DisplayName("«Оплатил» fifty times at once, each press by itself: one payment, and the others are told")
    void differentKeys() throws Exception {
        var answers = atOnce(n -> purse.visitor
                .request()
                .header("Idempotency-Key", "press-" + n)
                .post(loan + "/installments/" + installment + "/pay"));

        assertThat(with(200, answers)).isEqualTo(1);
        assertThat(with(409, answers)).isEqualTo(PRESSES - 1);
        assertThat(purse.ledger()).hasSize(1);
        assertThat(purse.get(loan).extract().jsonPath().getString("debt")).isEqualTo("5056.00");
    }

    @Test
    @DisplayName("one press sent fifty times at once: one payment, and whoever gets an answer gets the same")
    void sameKey() throws Exception {
        var answers = atOnce(n -> purse.visitor
                .request()
                .header("Idempotency-Key", "the-press")
                .post(loan + "/installments/" + installment + "/pay"));

        assertThat(with(200, answers)).isGreaterThanOrEqualTo(1);
        assertThat(with(200, answers) + with(409, answers)).isEqualTo(PRESSES);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 200)
                        .map(Response::asString)
                        .distinct())
                .hasSize(1);
        assertThat(purse.ledger()).hasSize(1);

        var again = purse.visitor
                .request()
                .header("Idempotency-Key", "the-press")
                .post(loan + "/installments/" + installment + "/pay");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(purse.ledger()).hasSize(1);
    }

    @Test
    @DisplayName("fifty payments of 300.00 towards 5,056.00: sixteen fit, exactly, and nobody's is lost")
    void parts() throws Exception {
        var answers = atOnce(n -> purse.visitor
                .request()
                .body(json("amount", "300.00", "installmentId", installment))
                .post(loan + "/payments"));

        assertThat(with(201, answers)).isEqualTo(16);
        assertThat(with(409, answers)).isEqualTo(PRESSES - 16);
        assertThat(purse.get(loan).extract().jsonPath().getString("installments[0].paidAmount"))
                .isEqualTo("4800.00");
        assertThat(purse.get(loan).extract().jsonPath().getInt("version")).isEqualTo(16);
    }

    @Test
    @DisplayName("a payment taken back fifty times at once is taken back once")
    void reversals() throws Exception {
        purse.post(loan + "/installments/" + installment + "/pay").statusCode(200);
        var entry = purse.get(loan + "/payments").extract().jsonPath().getLong("items[0].id");

        var answers = atOnce(n -> n % 2 == 0
                ? purse.visitor.request().post(loan + "/payments/" + entry + "/reverse")
                : purse.visitor.request().post(loan + "/installments/" + installment + "/unpay"));

        assertThat(with(200, answers)).isEqualTo(1);
        assertThat(with(409, answers)).isEqualTo(PRESSES - 1);
        assertThat(purse.ledger()).hasSize(2);
        assertThat(purse.get(loan).extract().jsonPath().getString("debt")).isEqualTo("10112.00");
    }

    @Test
    @DisplayName("bug 11: of edits and payments at once none is lost")
    void editsAndPayments() throws Exception {
        var answers = atOnce(n -> n % 2 == 0
                ? purse.visitor.request().body(json("amount", "1.00")).post(loan + "/payments")
                : purse.visitor
                        .request()
                        .header("If-Match", "\"v0\"")
                        .body(Purse.loan("notes", "правка " + n))
                        .put(loan));

        assertThat(with(201, answers)).isEqualTo(PRESSES / 2);
        assertThat(with(200, answers)).isLessThanOrEqualTo(1);
        assertThat(with(200, answers) + with(412, answers)).isEqualTo(PRESSES / 2);
        var now = purse.get(loan).extract().jsonPath();
        assertThat(now.getString("paidTotal")).isEqualTo("25.00");
        assertThat(now.getList("installments")).hasSize(2);
        assertThat(now.getInt("version")).isEqualTo(PRESSES / 2 + (int) with(200, answers));
    }
}
