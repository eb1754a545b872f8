package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

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
                                2)));

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
}
