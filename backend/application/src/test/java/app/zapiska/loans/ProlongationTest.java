package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** «Продлить», over HTTP: 10,000 of 11 May 2026 at 0.8 % a day, until 10 June. It is noon in Moscow on that day. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ProlongationTest {

    @Inject
    MutableClock clock;

    private Purse purse;

    @BeforeEach
    void noon() {
        clock.set(Instant.parse("2026-06-10T09:00:00Z"));
        purse = Purse.empty();
    }

    @AfterEach
    void backToReal() {
        clock.backToReal();
    }

    private JsonPath lent(Object... more) {
        var parts = Stream.concat(
                        Stream.of(
                                "loanDate",
                                "2026-05-11",
                                "dueDate",
                                "2026-06-10",
                                "amountDue",
                                "12400.00",
                                "contract",
                                json("dailyRate", 0.8, "lenderKind", "microcredit")),
                        Stream.of(more))
                .toArray();
        return purse.create(parts);
    }

    private String reminders(long loan) {
        return RealServices.text("""
                select coalesce(string_agg(source || ' ' || local_at || ' ' || planned_at, ', ' order by planned_at, local_at), '-')
                from reminders where loan_id = ? and state in ('SCHEDULED', 'SNOOZED', 'AWAITING')""", loan);
    }

    @Test
    @DisplayName("before it is confirmed it stands beside paying all and beside paying a part, in roubles")
    void compared() {
        var path = "/loans/" + lent().getLong("id") + "/prolongation";
        purse.get(path)
                .statusCode(200)
                .body("on", equalTo("2026-06-10"))
                .body("due", equalTo("2026-06-10"))
                .body("until", equalTo("2026-07-10"))
                .body("notReckoned", nullValue())
                .body("ways.way", equalTo(List.of("payAll", "prolong", "prolongAndPayAPart")))
                .body("ways.now", equalTo(List.of("12400.00", "2400.00", "7400.00")))
                .body("ways.later", equalTo(List.of("0.00", "12400.00", "6200.00")))
                .body("ways.dearer", equalTo(List.of("0.00", "2400.00", "1200.00")))
                .body("rules.id", equalTo(List.of("ceiling-2026")));
        purse.get(path + "?until=2026-06-24&fee=300&part=2000")
                .statusCode(200)
                .body("ways.now", equalTo(List.of("12400.00", "2700.00", "4700.00")))
                .body("ways.later", equalTo(List.of("0.00", "11120.00", "8896.00")))
                .body("ways.dearer", equalTo(List.of("0.00", "1420.00", "1196.00")));
        purse.get(path + "?until=2026-06-10").statusCode(400).body("errors[0].field", equalTo("until"));
        purse.get(path + "?until=2099-06-10").statusCode(400).body("errors[0].field", equalTo("until"));
        purse.get(path + "?on=2026-06-20")
                .statusCode(200)
                .body("until", equalTo("2026-07-20"))
                .body("ways[0].now", equalTo("13254.79"))
                .body("rules.id", equalTo(List.of("ceiling-2026", "penalty-2021")));
    }

    @Test
    @DisplayName(
            "the interest is a payment, the date and the reminders move, and what is owed since is exact; undone, all is as before")
    void prolonged() {
        var id = lent().getLong("id");
        var path = "/loans/" + id;
        var before = reminders(id);
        var entry = purse.post(path + "/prolongation", json("until", "2026-07-10"))
                .statusCode(201)
                .header("ETag", equalTo("\"v1\""))
                .body("kind", equalTo("payment"))
                .body("amount", equalTo("2400.00"))
                .body("paidOn", equalTo("2026-06-10"))
                .body(
                        "extension",
                        equalTo(json(
                                "dueBefore",
                                "2026-06-10",
                                "dueAfter",
                                "2026-07-10",
                                "plannedBefore",
                                "12400.00",
                                "plannedAfter",
                                "14800.00",
                                "fee",
                                "0.00")))
                .extract()
                .jsonPath()
                .getLong("id");

        purse.get(path)
                .body("dueDate", equalTo("2026-07-10"))
                .body("debt", equalTo("12400.00"))
                .body("paidTotal", equalTo("2400.00"))
                .body("nextPayment.dueDate", equalTo("2026-07-10"))
                .body("urgency", equalTo("none"))
                .body("owed.total", equalTo("10000.00"))
                .body("owed.penalty", equalTo("0.00"))
                .body("owed.caveats.kind", equalTo(List.of("penaltyAtItsMost")));
        // As if it had been due on the new date from the beginning.
        var other = lent("dueDate", "2026-07-10").getLong("id");
        assertThat(reminders(id))
                .isEqualTo(reminders(other))
                .isNotEqualTo(before)
                .isNotEqualTo("-");
        purse.get(path + "/reckoning?on=2026-07-10")
                .body("owed.total", equalTo("12400.00"))
                .body("owed.penalty", equalTo("0.00"))
                .body("owed.ceiling.accrued", equalTo("4800.00"));
        purse.get(path + "/reckoning?on=2026-07-11").body("owed.penalty", equalTo("5.48"));

        purse.post(path + "/payments/" + entry + "/reverse")
                .statusCode(200)
                .body("dueDate", equalTo("2026-06-10"))
                .body("amountDue", equalTo("12400.00"))
                .body("debt", equalTo("12400.00"))
                .body("owed.total", equalTo("12400.00"));
        assertThat(reminders(id)).isEqualTo(before);
        purse.get(path + "/payments").body("items", hasSize(2)).body("items[0].extension", nullValue());
        purse.post(path + "/payments/" + entry + "/reverse").statusCode(409);
    }

    @Test
    @DisplayName("what was really paid and agreed on counts before what is worked out, and a fee repays nothing")
    void asAgreed() {
        var id = lent().getLong("id");
        var path = "/loans/" + id;
        purse.post(
                        path + "/prolongation",
                        json(
                                "until",
                                "2026-06-24",
                                "paidOn",
                                "2026-06-09",
                                "amount",
                                "2620",
                                "fee",
                                "300",
                                "note",
                                "СМС"))
                .statusCode(201)
                .body("note", equalTo("СМС"))
                .body("extension.fee", equalTo("300.00"))
                // 2,320 of interest until the ninth; fifteen days of 80 follow.
                .body("extension.plannedAfter", equalTo("13820.00"));
        purse.get(path)
                .body("debt", equalTo("11200.00"))
                .body("owed.principal", equalTo("10000.00"))
                .body("owed.interest", equalTo("80.00"));
        purse.post(path + "/prolongation", json("until", "2026-06-30", "amount", "80.00", "toReturn", "11600.00"))
                .statusCode(201);
        purse.get(path).body("debt", equalTo("11600.00")).body("dueDate", equalTo("2026-06-30"));
    }

    @Test
    @DisplayName(
            "a loan of which nothing is known is prolonged by sums that are said; without them it is said which is missing")
    void withoutAContract() {
        var id = lent("contract", null).getLong("id");
        var path = "/loans/" + id + "/prolongation";
        purse.get(path).statusCode(200).body("notReckoned", equalTo("noRate")).body("ways", empty());
        purse.post(path, json("until", "2026-07-10")).statusCode(400).body("errors[0].field", equalTo("amount"));
        purse.post(path, json("until", "2026-07-10", "amount", "2400"))
                .statusCode(400)
                .body("errors[0].field", equalTo("toReturn"));
        purse.post(path, json("until", "2026-07-10", "amount", "2400", "toReturn", "12400"))
                .statusCode(201);
        purse.get("/loans/" + id).body("debt", equalTo("12400.00")).body("dueDate", equalTo("2026-07-10"));
    }

    @Test
    @DisplayName("what makes no sense is refused by its field, and nothing is written")
    void refused() {
        var path = "/loans/" + lent().getLong("id") + "/prolongation";
        var before = purse.everything();
        for (var bad : List.of(
                List.of("until", json("until", "2026-06-10")),
                List.of("until", json("until", "2026-06-09")),
                List.of("until", json("until", "2037-06-10")),
                List.of("paidOn", json("until", "2026-07-10", "paidOn", "2026-06-11")),
                List.of("paidOn", json("until", "2026-07-10", "paidOn", "2026-05-10", "amount", "1", "toReturn", "1")),
                List.of("fee", json("until", "2026-07-10", "fee", "-1")),
                List.of("fee", json("until", "2026-07-10", "amount", "100", "fee", "101", "toReturn", "12400")),
                List.of("amount", json("until", "2026-07-10", "amount", "0")),
                List.of("amount", json("until", "2026-07-10", "amount", "12400")),
                List.of("toReturn", json("until", "2026-07-10", "amount", "1", "toReturn", "999999999999.99")),
                List.of("until", json("paidOn", "2026-06-10")))) {
            purse.post(path, bad.get(1)).statusCode(400).body("errors[0].field", equalTo(bad.get(0)));
        }
        assertThat(purse.everything()).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "of a schedule the last payment is prolonged when it alone is left; a paid loan and one without a date are not")
    void whichPayment() {
        var two = lent(
                "installments", List.of(installment("2026-05-25", "6000.00"), installment("2026-06-10", "6000.00")));
        var path = "/loans/" + two.getLong("id");
        purse.post(path + "/prolongation", json("until", "2026-07-10")).statusCode(409);
        purse.get(path + "/prolongation").statusCode(409);
        purse.post(path + "/installments/" + two.getLong("installments[0].id") + "/pay")
                .statusCode(200);
        purse.post(path + "/prolongation", json("until", "2026-07-10", "amount", "700", "toReturn", "6100"))
                .statusCode(201)
                .body("installmentId", is((int) two.getLong("installments[1].id")));
        purse.get(path)
                .body("installments[1].dueDate", equalTo("2026-07-10"))
                .body("installments[1].paidAmount", equalTo("700.00"))
                .body("debt", equalTo("6100.00"));
        // Taking back all that was paid for it takes the new date back, too.
        purse.post(path + "/installments/" + two.getLong("installments[1].id") + "/unpay")
                .statusCode(200)
                .body("installments[1].dueDate", equalTo("2026-06-10"))
                .body("debt", equalTo("6000.00"));

        var dateless = lent("dueDate", null).getLong("id");
        purse.post("/loans/" + dateless + "/prolongation", json("until", "2026-07-10"))
                .statusCode(409);
        purse.post("/loans/" + dateless + "/close", json("reason", "Простили")).statusCode(200);
        purse.post("/loans/" + dateless + "/prolongation", json("until", "2026-07-10", "amount", "1", "toReturn", "1"))
                .statusCode(409);
    }

    @Test
    @DisplayName("it is taken back from the last one on, and not while more is paid than was planned before")
    void takenBackInOrder() {
        var id = lent().getLong("id");
        var path = "/loans/" + id;
        var first = purse.post(path + "/prolongation", json("until", "2026-07-10"))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
        var second = purse.post(
                        path + "/prolongation", json("until", "2026-08-09", "amount", "100.00", "toReturn", "13000.00"))
                .statusCode(201)
                .body("extension.plannedBefore", equalTo("14800.00"))
                .body("extension.plannedAfter", equalTo("15500.00"))
                .extract()
                .jsonPath()
                .getLong("id");
        purse.post(path + "/payments/" + first + "/reverse").statusCode(409);
        purse.post(path + "/payments", json("amount", "13000.00")).statusCode(201);
        purse.post(path + "/payments/" + second + "/reverse").statusCode(409);
        purse.get(path).body("status", equalTo("paid"));
        var last = purse.get(path + "/payments").extract().jsonPath().getLong("items[0].id");
        purse.post(path + "/payments/" + last + "/reverse").statusCode(200);
        purse.post(path + "/payments/" + second + "/reverse").statusCode(200);
        purse.post(path + "/payments/" + first + "/reverse")
                .statusCode(200)
                .body("dueDate", equalTo("2026-06-10"))
                .body("debt", equalTo("12400.00"));
    }

    @Test
    @DisplayName("what was changed by hand since stays when it is taken back")
    void changedByHandSince() {
        var id = lent().getLong("id");
        var path = "/loans/" + id;
        var entry = purse.post(path + "/prolongation", json("until", "2026-07-10"))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
        purse.put(
                        path,
                        1,
                        Purse.loan(
                                "loanDate",
                                "2026-05-11",
                                "dueDate",
                                "2026-07-20",
                                "amountDue",
                                "15000.00",
                                "contract",
                                json("dailyRate", 0.8)))
                .statusCode(200);
        purse.post(path + "/payments/" + entry + "/reverse")
                .statusCode(200)
                .body("dueDate", equalTo("2026-07-20"))
                .body("amountDue", equalTo("15000.00"))
                .body("debt", equalTo("15000.00"));
    }

    @Test
    @DisplayName("asked twice with one key it happens once; five at once without one leave one ledger that adds up")
    void once() {
        var id = lent().getLong("id");
        var path = "/loans/" + id;
        var key = UUID.randomUUID().toString();
        for (int n = 0; n < 2; n++) {
            purse.visitor
                    .request()
                    .header("Idempotency-Key", key)
                    .body(json("until", "2026-07-10"))
                    .post(path + "/prolongation")
                    .then()
                    .statusCode(201)
                    .body("amount", equalTo("2400.00"));
        }
        purse.get(path + "/payments").body("items", hasSize(1));
        var all = Stream.generate(() -> CompletableFuture.supplyAsync(() -> purse.post(
                                path + "/prolongation",
                                json("until", "2026-08-09", "amount", "10.00", "toReturn", "12000.00"))
                        .extract()
                        .statusCode()))
                .limit(5)
                .toList();
        // The first moves the date, and to the others it is no later one any more.
        assertThat(all.stream().map(CompletableFuture::join).sorted()).containsExactly(201, 400, 400, 400, 400);
        purse.get(path)
                .body("dueDate", equalTo("2026-08-09"))
                .body("paidTotal", equalTo("2410.00"))
                .body("debt", equalTo("12000.00"));
    }
}
