package app.zapiska.loans;

import static app.zapiska.loans.Purse.json;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
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

/** «Вернуть раньше», over HTTP: 10,000 of 11 May 2026 at 0.8 % a day, until 10 June. It is 21 May. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class EarlyReturnTest {

    @Inject
    MutableClock clock;

    private Purse purse;

    @BeforeEach
    void noon() {
        clock.set(Instant.parse("2026-05-21T09:00:00Z"));
        purse = Purse.empty();
    }

    @AfterEach
    void backToReal() {
        clock.backToReal();
    }

    private String lent(Object contract) {
        return "/loans/"
                + purse.create("loanDate", "2026-05-11", "dueDate", "2026-06-10", "contract", contract)
                        .getLong("id") + "/early-return";
    }

    @Test
    @DisplayName("E1 and E3: returned whole on the tenth day it saves 1,600, and needs no notice until 25 May")
    void whole() {
        purse.get(lent(json("dailyRate", 0.8)))
                .statusCode(200)
                .body("on", equalTo("2026-05-21"))
                .body("toPay", equalTo("10800.00"))
                .body("principalLeft", equalTo("0.00"))
                .body("coming", empty())
                .body("saved", equalTo("1600.00"))
                .body("right", equalTo(json("last", "2026-05-25", "lastForPurpose", "2026-06-10")))
                .body("refuseServicesUntil", nullValue())
                .body("rules.id", equalTo(List.of("early-return-2014")));
    }

    @Test
    @DisplayName("E2: 3,800 on the tenth day leave 8,120 for the last one, and save 480")
    void part() {
        purse.get(lent(json("dailyRate", 0.8)) + "?amount=3800")
                .statusCode(200)
                .body("toPay", equalTo("3800.00"))
                .body("principalLeft", equalTo("7000.00"))
                .body("coming", equalTo(List.of(json("date", "2026-06-10", "amount", "8120.00"))))
                .body("saved", equalTo("480.00"));
    }

    @Test
    @DisplayName(
            "E4: services bought with the contract may be refused until 10 June; a private lender is not of that law")
    void services() {
        purse.get(lent(json("dailyRate", 0.8, "servicesPaid", "1500", "receivedOn", "2026-05-13")))
                .body("right.last", equalTo("2026-05-27"))
                .body("refuseServicesUntil", equalTo("2026-06-10"))
                .body("rules.certainty", equalTo(List.of("sure", "likely")));
        purse.get(lent(json("dailyRate", 0.8, "servicesPaid", "1500", "lenderKind", "person")))
                .body("toPay", equalTo("10800.00"))
                .body("right", nullValue())
                .body("refuseServicesUntil", nullValue())
                .body("rules", empty());
    }

    @Test
    @DisplayName("another day counts as it will be; what can't be worked out says why")
    void otherDays() {
        var path = lent(json("dailyRate", 0.8));
        purse.get(path + "?on=2026-06-10").body("toPay", equalTo("12400.00")).body("saved", equalTo("0.00"));
        purse.get(path + "?on=2026-05-10")
                .body("notReckoned", equalTo("notReceivedYet"))
                .body("toPay", nullValue());
        purse.get(path + "?on=2037-05-10").statusCode(400);
        purse.get(lent(null)).body("notReckoned", equalTo("noRate"));
    }
}
