package app.zapiska.accounts;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class SignInTest {

    @Test
    void theOwnerSignsInAndIsRecognised() {
        Visitor.owner()
                .request()
                .get("/auth/me")
                .then()
                .statusCode(200)
                .body("role", equalTo("owner"))
                .body("timeZone", equalTo("Europe/Moscow"))
                .body("telegramLinked", is(false));
    }

    @Test
    void afterSigningOutTheSessionIsDead() {
        var owner = Visitor.owner();
        owner.request().post("/auth/logout").then().statusCode(204);
        owner.request().get("/auth/me").then().statusCode(401).contentType(containsString("problem+json"));
    }

    @Test
    void withoutASessionTheAnswerIsAProblem() {
        Visitor.anonymous()
                .get("/auth/me")
                .then()
                .statusCode(401)
                .contentType(containsString("application/problem+json"))
                .body("type", equalTo("/problems/unauthenticated"))
                .body("title", equalTo("Нужно войти"));
    }

    @Test
    void wrongTypesAreNamedByTheirField() {
        Visitor.anonymous()
                .contentType(ContentType.JSON)
                .body("{\"password\": 5}")
                .post("/auth/login")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/validation"))
                .body("errors[0].field", equalTo("password"));
    }
}
