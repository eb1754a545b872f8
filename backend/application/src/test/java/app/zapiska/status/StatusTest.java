package app.zapiska.status;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** How the installation is */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class StatusTest {

    @Test
    void isToldToItsOwnerWithTheLastFaultsAndNoPersonalData() {
        Logger.getLogger("app.zapiska.Some").error("a chat 987654321 could not be reached");
        Visitor.owner()
                .request()
                .get("/status")
                .then()
                .statusCode(200)
                .body("version", notNullValue())
                .body("now", notNullValue())
                .body("status", notNullValue())
                .body("checks.database", equalTo("ok"))
                .body("checks.engine", notNullValue())
                .body("checks.telegram", notNullValue())
                .body("checks.redis", equalTo("ok"))
                .body("faults.message", hasItem("a chat <number> could not be reached"))
                .body("faults.message", not(hasItem(containsString("987654321"))));
    }

    @Test
    void isNobodyElsesBusiness() {
        Visitor.newcomer().request().get("/status").then().statusCode(403);
        Visitor.anonymous().get("/status").then().statusCode(401);
    }
}
