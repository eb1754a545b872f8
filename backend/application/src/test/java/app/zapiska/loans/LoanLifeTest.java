package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
import static app.zapiska.loans.Purse.loan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a person does with a loan, over HTTP. It is noon in Moscow, 10 October 2025. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LoanLifeTest {

    @Inject
    MutableClock clock;

    private Purse purse;

    @BeforeEach
    void noon() {
        clock.set(Instant.parse("2025-10-10T09:00:00Z"));
        purse = Purse.empty();
    }

    @AfterEach
    void backToReal() {
        clock.backToReal();
    }

    @Test
    @DisplayName("bugs 1 and 2: a loan of one payment is open until it is paid, and paid at once then")
    void oneInstallment() {
        var created = purse.create("installments", List.of(installment("2025-10-12", "12000.00")));
        var id = created.getLong("id");
        var installment = created.getLong("installments[0].id");

        assertThat(created.getString("status")).isEqualTo("open");
        assertThat(created.getString("debt")).isEqualTo("12000.00");
        assertThat(created.getString("urgency")).isEqualTo("urgent");
        purse.get("/loans?status=urgent")
                .body(
                        "items[0].nextPayment",
                        equalTo(json(
                                "installmentId",
                                (int) installment,
                                "dueDate",
                                "2025-10-12",
                                "amount",
                                "12000.00",
                                "daysLeft",
                                2,
                                "workingDay",
                                null)));

        purse.post("/loans/" + id + "/installments/" + installment + "/pay")
                .statusCode(200)
                .body("status", equalTo("paid"))
                .body("debt", equalTo("0.00"))
                .body("nextPayment", nullValue())
                .body("urgency", equalTo("none"))
                .body("installments[0].paid", is(true))
                .body("installments[0].paidDate", equalTo("2025-10-10"));
        purse.get("/loans?status=open").body("items", equalTo(List.of()));
        purse.get("/loans?status=paid").body("items.id", equalTo(List.of((int) id)));
        purse.get("/dashboard").statusCode(200).body("loans.statistics.paidThisMonth", equalTo("12000.00"));
        purse.post("/loans/" + id + "/installments/" + installment + "/pay").statusCode(409);
        purse.get("/loans/statistics").body("paidThisMonth", equalTo("12000.00"));
    }

    @Test
    @DisplayName("bug 1: without a schedule the debt is what is to be returned, else what was borrowed")
    void withoutASchedule() {
        var borrowed = purse.create();
        assertThat(borrowed.getString("debt")).isEqualTo("10000.00");
        assertThat(borrowed.getString("status")).isEqualTo("open");
        assertThat(borrowed.<Object>get("nextPayment")).isNull();
        assertThat(borrowed.getString("urgency")).isEqualTo("none");

        var due = purse.create("amountDue", 13000.5, "dueDate", "2025-10-09");
        assertThat(due.getString("amountDue")).isEqualTo("13000.50");
        assertThat(due.getString("nextPayment.amount")).isEqualTo("13000.50");
        assertThat(due.getInt("nextPayment.daysLeft")).isEqualTo(-1);
        assertThat(due.getString("urgency")).isEqualTo("overdue");
        purse.get("/loans/statistics")
                .body("total", is(2))
                .body("open", is(2))
                .body("overdue", is(1))
                .body("debt", equalTo("23000.50"))
                .body("overpayment", equalTo("3000.50"))
                .body("dueIn30Days", equalTo("0.00"));
    }

    @Test
    @DisplayName(
            "bugs 10 and 11: saving a loan keeps the identity and the payments of the instalments that keep their id")
    void savingKeepsPayments() {
        var created = purse.create(
                "riskyOrg",
                true,
                "paymentMethods",
                "Карта 1 %",
                "website",
                "https://moneyman.ru/lk",
                "installments",
                List.of(
                        installment("2025-11-01", "1000.00"),
                        installment("2025-12-01", "1000.00"),
                        installment("2026-01-01", "1000.00")));
        var path = "/loans/" + created.getLong("id");
        var first = created.getLong("installments[0].id");
        var second = created.getLong("installments[1].id");
        purse.post(path + "/installments/" + first + "/pay").statusCode(200);
        purse.post(path + "/payments", json("amount", "400", "installmentId", second, "note", "часть"))
                .statusCode(201)
                .header("ETag", equalTo("\"v2\""))
                .body("kind", equalTo("payment"))
                .body("amount", equalTo("400.00"))
                .body("source", equalTo("web"))
                .body("actor", equalTo("Новичок"))
                .body("paidOn", equalTo("2025-10-10"));

        var saved = purse.put(
                        path,
                        2,
                        loan(
                                "riskyOrg",
                                true,
                                "paymentMethods",
                                "Карта 1 %",
                                "website",
                                "https://moneyman.ru/lk",
                                "installments",
                                List.of(
                                        json("id", second, "dueDate", "2025-12-05", "amount", "900.00"),
                                        json("id", first, "dueDate", "2025-11-01", "amount", "1000.00"),
                                        installment("2026-02-01", "50.00"))))
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(saved.getList("installments.id", Long.class))
                .startsWith(first, second)
                .hasSize(3);
        assertThat(saved.getList("installments.paidAmount")).containsExactly("1000.00", "400.00", "0.00");
        assertThat(saved.getString("debt")).isEqualTo("550.00");
        assertThat(saved.getString("loanDate")).isEqualTo("2025-10-01");
        assertThat(saved.getBoolean("riskyOrg")).isTrue();
        purse.put(path, 2, loan()).statusCode(412).body("current.version", is(3));
        purse.visitor.request().body(loan()).put(path).then().statusCode(428);
        purse.put(path, 3, loan()).statusCode(200).body("installments.size()", is(3));
    }

    @Test
    @DisplayName("what contradicts the ledger is refused, and the field named")
    void contradictions() {
        var created = purse.create(
                "installments", List.of(installment("2025-11-01", "1000.00"), installment("2025-12-01", "1000.00")));
        var path = "/loans/" + created.getLong("id");
        var first = created.getLong("installments[0].id");
        var second = created.getLong("installments[1].id");
        purse.post(path + "/payments", json("amount", "600.00", "installmentId", second))
                .statusCode(201);
        var before = purse.everything();

        purse.put(
                        path,
                        1,
                        loan(
                                "installments",
                                List.of(
                                        json("id", first, "dueDate", "2025-11-01", "amount", "1000.00"),
                                        json("id", second, "dueDate", "2025-12-01", "amount", "599.99"))))
                .statusCode(409)
                .body("type", equalTo("/problems/conflict"))
                .body("errors.field", equalTo(List.of("installments[1].amount")))
                .body("detail", equalTo("Меньше, чем уже оплачено: 600.00. Сначала отмените лишние оплаты."));
        purse.put(
                        path,
                        1,
                        loan("installments", List.of(json("id", first, "dueDate", "2025-11-01", "amount", "1000.00"))))
                .statusCode(409)
                .body("errors.field", equalTo(List.of("installments")));
        purse.delete(path + "/installments/" + second, 1).statusCode(409);
        purse.put(path + "/installments/" + second, 1, installment("2025-12-01", "1"))
                .statusCode(409)
                .body("errors.field", equalTo(List.of("amount")));
        purse.post(path + "/payments", json("amount", "400.01", "installmentId", second))
                .statusCode(409)
                .body("errors.field", equalTo(List.of("amount")))
                .body("detail", equalTo("Больше, чем осталось заплатить: 400.00"));
        purse.post(path + "/payments", json("amount", "1400.01")).statusCode(409);
        purse.post(path + "/installments/" + first + "/unpay").statusCode(409);
        assertThat(purse.everything()).isEqualTo(before);

        purse.post(path + "/payments", json("amount", "1400.00")).statusCode(201);
        purse.post(path + "/close", json("reason", "Простили")).statusCode(409);
        purse.delete(path + "/installments/" + first, 2).statusCode(409);
        purse.post(path + "/installments/" + first + "/pay")
                .statusCode(409)
                .body("detail", equalTo("Этот платёж уже оплачен."));
    }

    @Test
    @DisplayName("L5: a loan is closed by hand with a reason, and opened again by reversing that")
    void closing() {
        var created = purse.create("dueDate", "2025-12-01");
        var path = "/loans/" + created.getLong("id");
        purse.post(path + "/payments", json("amount", "4000.00", "paidOn", "2025-10-01"))
                .statusCode(201);

        purse.post(path + "/close", json("reason", "Простили остаток"))
                .statusCode(200)
                .body("status", equalTo("paid"))
                .body("debt", equalTo("0.00"));
        purse.get(path + "/payments")
                .body("items.kind", equalTo(List.of("correction", "payment")))
                .body("items[0].amount", equalTo("6000.00"))
                .body("items[0].note", equalTo("Простили остаток"));
        purse.get("/loans/statistics").body("paidThisMonth", equalTo("4000.00"));

        var correction = purse.get(path + "/payments").extract().jsonPath().getLong("items[0].id");
        purse.post(path + "/payments/" + correction + "/reverse")
                .statusCode(200)
                .body("status", equalTo("open"))
                .body("debt", equalTo("6000.00"));
        // A correction was never money: taking it back takes nothing from the month.
        purse.get("/loans/statistics").body("paidThisMonth", equalTo("4000.00"));
        purse.post(path + "/payments/" + correction + "/reverse").statusCode(409);
        var entries = purse.get(path + "/payments").extract().jsonPath();
        assertThat(entries.getLong("items[0].reversalOf")).isEqualTo(correction);
        assertThat(entries.getLong("items[1].reversedBy")).isEqualTo(entries.getLong("items[0].id"));
        purse.post(path + "/payments/" + entries.getLong("items[0].id") + "/reverse")
                .statusCode(409);
    }

    @Test
    @DisplayName("bug 10: a deleted loan comes back with its schedule and its ledger")
    void deletingIsUndone() {
        var created = purse.create("installments", List.of(installment("2025-11-01", "1000.00")));
        var path = "/loans/" + created.getLong("id");
        var installment = path + "/installments/" + created.getLong("installments[0].id");
        purse.post(installment + "/pay").statusCode(200);

        purse.delete(path, 0).statusCode(412);
        purse.delete(path, 1).statusCode(204);
        purse.get(path).statusCode(404);
        purse.get(path + "/payments").statusCode(404);
        purse.post(installment + "/unpay").statusCode(404);
        purse.get("/loans").body("items", equalTo(List.of()));
        purse.get("/loans/statistics").body("total", is(0)).body("paidThisMonth", equalTo("0.00"));
        assertThat(purse.ledger()).hasSize(1);

        purse.post(path + "/restore")
                .statusCode(200)
                .body("status", equalTo("paid"))
                .body("installments[0].paid", is(true));
        purse.post(path + "/restore").statusCode(200);
        purse.get(path + "/payments").body("items.size()", is(1));

        var undo = purse.delete(path, purse.loan(created.getLong("id")).getInt("version"))
                .extract()
                .header("Undo");
        purse.get("/undo").body("items.kind", equalTo(List.of("loan"))).body("items.token", equalTo(List.of(undo)));
        purse.post("/undo/" + undo).statusCode(200).body("done", is(1));
        purse.get(path).statusCode(200).body("status", equalTo("paid"));
        purse.get("/undo").body("items", equalTo(List.of()));

        var late = purse.delete(path, purse.loan(created.getLong("id")).getInt("version"))
                .extract()
                .header("Undo");
        purse.post(path + "/restore").statusCode(200);
        purse.get("/undo").body("items", equalTo(List.of()));
        purse.post("/undo/" + late).body("done", is(0)).body("failed[0].type", equalTo("/problems/stale"));
    }

    @Test
    @DisplayName("two presses with one key make one entry and one answer")
    void idempotency() {
        var path = "/loans/" + purse.create().getLong("id");
        for (int press = 0; press < 2; press++) {
            purse.visitor
                    .request()
                    .header("Idempotency-Key", "life-" + path)
                    .body(json("amount", "1"))
                    .post(path + "/payments")
                    .then()
                    .statusCode(201);
        }
        assertThat(purse.ledger()).hasSize(1);
        purse.visitor
                .request()
                .header("Idempotency-Key", "life-" + path)
                .body(json("amount", "2"))
                .post(path + "/payments")
                .then()
                .statusCode(422);
    }

    @Test
    @DisplayName("bugs 6 and 8: an instalment of another loan, or one that is gone, is not found")
    void wrongPaths() {
        var one = "/loans/" + purse.create().getLong("id");
        var other = purse.create("installments", List.of(installment("2025-11-01", "1000.00")));
        var foreign = other.getLong("installments[0].id");
        purse.post("/loans/" + other.getLong("id") + "/installments/" + foreign + "/pay")
                .statusCode(200);
        var entry = purse.get("/loans/" + other.getLong("id") + "/payments")
                .extract()
                .jsonPath()
                .getLong("items[0].id");
        var before = purse.everything();

        purse.post(one + "/installments/" + foreign + "/pay").statusCode(404);
        purse.post(one + "/installments/" + foreign + "/unpay").statusCode(404);
        purse.put(one + "/installments/" + foreign, 0, installment("2025-11-01", "1"))
                .statusCode(404);
        purse.delete(one + "/installments/" + foreign, 0).statusCode(404);
        purse.post(one + "/payments/" + entry + "/reverse").statusCode(404);
        purse.post(one + "/payments", json("amount", "1", "installmentId", foreign))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("installmentId")));
        purse.put(one, 0, loan("installments", List.of(json("id", foreign, "dueDate", "2025-11-01", "amount", "1"))))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("installments[0].id")));
        for (var missing : List.of("/loans/777777777", "/loans/777777777/payments", "/loans/abc")) {
            purse.get(missing).statusCode(404);
        }
        purse.put("/loans/777777777", 0, loan()).statusCode(404);
        purse.post("/loans/777777777/payments", json("amount", "1")).statusCode(404);

        assertThat(purse.everything()).isEqualTo(before);
    }

    @Test
    @DisplayName("the schedule is previewed, and saved as it was shown")
    void preview() {
        var preview = purse.post(
                        "/loans/schedule-preview",
                        json("amount", "10000.00", "count", 6, "firstDate", "2025-10-31", "period", "month"))
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(preview.getList("installments.dueDate"))
                .containsExactly("2025-10-31", "2025-11-30", "2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31");
        var saved = purse.create("installments", preview.getList("installments"));
        assertThat(saved.getString("plannedTotal")).isEqualTo("10000.00");
        purse.get("/loans").body("items.size()", is(1));
    }

    @Test
    @DisplayName("the list is searched by any part of the name, the site or the notes, and sorted by the alphabet")
    void searchAndOrder() {
        var elka = purse.create("orgName", "Ёлка-Займ").getLong("id");
        var bank = purse.create("orgName", "О'Банк", "notes", "Звонить 8-800").getLong("id");
        var site = purse.create("orgName", "банк Я", "website", "https://Money-Man.ru/%5F")
                .getLong("id");
        var alpha = purse.create("orgName", "Альфа", "amountBorrowed", "20000").getLong("id");

        assertThat(purse.ids("q=елка", 50)).containsExactly(elka);
        assertThat(purse.ids("q=ЗАЙМ", 50)).containsExactly(elka);
        assertThat(purse.ids("q='ба", 50)).containsExactly(bank);
        assertThat(purse.ids("q=банк", 50)).containsExactly(bank, site);
        assertThat(purse.ids("q=8-80", 50)).containsExactly(bank);
        assertThat(purse.ids("q=money", 50)).containsExactly(site);
        assertThat(purse.ids("q=%5f", 50)).containsExactly(site);
        assertThat(purse.ids("q=_", 50)).isEmpty();
        assertThat(purse.ids("q=нет такого", 50)).isEmpty();
        assertThat(purse.ids("sort=org", 1)).containsExactly(alpha, site, elka, bank);
        assertThat(purse.ids("sort=debt", 2)).containsExactly(alpha, elka, bank, site);
        assertThat(purse.ids("sort=next", 3)).containsExactly(elka, bank, site, alpha);
        for (var wrong : List.of("sort=x", "status=x", "limit=0", "limit=201", "cursor=abc")) {
            purse.get("/loans?" + wrong).statusCode(400).body("errors[0].field", equalTo(wrong.replaceAll("=.*", "")));
        }
    }

    @Test
    @DisplayName("bug 43: «О'Банк» and </script> come back as they were written")
    void textsComeBack() {
        for (var text : List.of("О'Банк", "</script><script>alert(1)</script>", "<b>&\"'\\${x}{{y}}", "🎉 банк")) {
            var created = purse.create("orgName", text, "notes", text, "paymentMethods", text);
            var kept = purse.loan(created.getLong("id"));
            assertThat(kept.getString("orgName")).isEqualTo(text);
            assertThat(kept.getString("notes")).isEqualTo(text);
            assertThat(kept.getString("paymentMethods")).isEqualTo(text);
        }
    }

    @Test
    @DisplayName("an account that may only read sees loans and previews schedules, and changes nothing")
    void readers() {
        var reader = Visitor.newcomer("READER");
        reader.request().get("/loans").then().statusCode(200);
        reader.request()
                .body(json("amount", "1", "count", 1, "firstDate", "2025-10-31", "period", "week"))
                .post("/loans/schedule-preview")
                .then()
                .statusCode(200);
        reader.request().body(loan()).post("/loans").then().statusCode(403);
    }
}
