package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
import static app.zapiska.loans.Purse.loan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S23: what is another's is not there, on every route and method with an id, and stays as it is. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LoanIsolationTest {

    private Purse other;
    private Purse stranger;
    private long id;
    private long installment;
    private long entry;
    private long deleted;
    private long template;
    private String before;

    @BeforeEach
    void arrange() {
        other = Purse.empty();
        stranger = Purse.empty();
        var created = other.create(
                "orgName",
                "Секрет",
                "installments",
                List.of(installment("2025-11-01", "100.00"), installment("2025-12-01", "100.00")));
        id = created.getLong("id");
        installment = created.getLong("installments[0].id");
        other.post("/loans/" + id + "/installments/" + installment + "/pay").statusCode(200);
        entry = other.get("/loans/" + id + "/payments").extract().jsonPath().getLong("items[0].id");
        deleted = other.create().getLong("id");
        other.delete("/loans/" + deleted, 0).statusCode(204);
        template = RealServices.count(
                "select min(id) from reminder_templates where account_id = ?", other.visitor.accountId());
        before = other.everything();
    }

    @Test
    @DisplayName("another's loan, instalment or ledger entry is not found, on every route")
    void notFound() {
        var foreign = "/loans/" + id;
        var own = "/loans/" + stranger.create().getLong("id");
        for (var path : List.of(foreign, foreign + "/payments", "/loans/" + deleted)) {
            stranger.get(path).statusCode(404).body("type", equalTo("/problems/not-found"));
        }
        Stream.of(foreign, own)
                .flatMap(loan -> Stream.of(
                        loan + "/installments/" + installment + "/pay",
                        loan + "/installments/" + installment + "/unpay",
                        loan + "/payments/" + entry + "/reverse"))
                .forEach(path -> stranger.post(path).statusCode(404));
        for (var path : List.of(foreign + "/restore", "/loans/" + deleted + "/restore")) {
            stranger.post(path).statusCode(404);
        }
        stranger.post(foreign + "/close", json("reason", "моё")).statusCode(404);
        stranger.post(foreign + "/payments", json("amount", "1")).statusCode(404);
        stranger.post(foreign + "/installments", installment("2025-11-01", "1")).statusCode(404);
        for (var loan : List.of(foreign, own)) {
            var nested = loan + "/installments/" + installment;
            stranger.visitor
                    .request()
                    .header("If-Match", "*")
                    .body(installment("2025-11-01", "1"))
                    .put(nested)
                    .then()
                    .statusCode(404);
            stranger.visitor
                    .request()
                    .header("If-Match", "*")
                    .delete(nested)
                    .then()
                    .statusCode(404);
        }
        stranger.visitor
                .request()
                .header("If-Match", "*")
                .body(loan())
                .put(foreign)
                .then()
                .statusCode(404);
        stranger.visitor
                .request()
                .header("If-Match", "*")
                .delete(foreign)
                .then()
                .statusCode(404);
        stranger.post(own + "/payments", json("amount", "1", "installmentId", installment))
                .statusCode(400);
        stranger.put(
                        own,
                        0,
                        loan("installments", List.of(json("id", installment, "dueDate", "2025-11-01", "amount", "1"))))
                .statusCode(400);

        assertThat(other.everything()).isEqualTo(before);
    }

    @Test
    @DisplayName("another's template looks just like one that does not exist")
    void foreignTemplate() {
        var answers = Stream.of(template, 999_999_999L)
                .map(unknown -> stranger.post("/loans", loan("reminderTemplateId", unknown))
                        .statusCode(400)
                        .extract()
                        .asString())
                .toList();

        assertThat(answers).containsOnly(answers.getFirst());
        assertThat(answers.getFirst()).contains("\"field\":\"reminderTemplateId\"");
    }

    @Test
    @DisplayName("bug 44: lists and totals hold only one's own")
    void listsAndTotals() {
        stranger.get("/loans").body("items", equalTo(List.of()));
        stranger.get("/loans?q=Секрет").body("items", equalTo(List.of()));
        stranger.get("/loans/statistics").body("total", is(0)).body("debt", equalTo("0.00"));
        stranger.get("/dashboard").body("loans.week", equalTo(List.of())).body("loans.urgent", equalTo(List.of()));
        other.get("/loans/statistics").body("total", is(1)).body("debt", equalTo("100.00"));
    }
}
