package app.zapiska.accounts;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("bug 40: foreign pages change nothing")
class ForeignPagesTest {

    private static RequestSpecification bare(String session) {
        return RestAssured.given().basePath("/api/v1").cookie("session", session);
    }

    private static void refused(RequestSpecification request) {
        request.post("/try-out").then().statusCode(403).body("type", equalTo("/problems/csrf"));
    }

    @Test
    void theHeaderIsNeededForEveryMethodThatChanges() {
        var session = Visitor.owner().session();
        for (var method : new String[] {"POST", "PUT", "PATCH", "DELETE"}) {
            bare(session)
                    .contentType("application/json")
                    .body("{}")
                    .request(method, "/try-out")
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("/problems/csrf"));
        }
        bare(session).get("/auth/me").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "Text/Plain; charset=utf-8"})
    void whatAFormCanSendIsRefused(String type) {
        refused(bare(Visitor.owner().session())
                .header("X-Requested-With", "zapiska")
                .header("Content-Type", type)
                .body("{}"));
    }

    @Test
    void browsersSayWhereARequestComesFrom() {
        var owner = Visitor.owner();
        refused(owner.request().body("{}").header("Sec-Fetch-Site", "cross-site"));
        refused(owner.request().body("{}").header("Origin", "https://evil.example"));
        refused(owner.request().body("{}").header("Origin", "null"));
        refused(owner.request().body("{}").header("Origin", "http://localhost.evil.example"));
        var here = "http://localhost:" + RestAssured.port;
        owner.request()
                .body("{}")
                .header("Origin", here)
                .header("Sec-Fetch-Site", "same-origin")
                .post("/try-out")
                .then()
                .statusCode(201);
        owner.request()
                .body("{}")
                .header("Sec-Fetch-Site", "none")
                .post("/try-out")
                .then()
                .statusCode(201);
        refused(owner.request().body("{}").header("X-Requested-With-", "x").header("Origin", "http://localhost:1"));
    }

    @Test
    void nobodyIsSignedInFromAForeignPage() {
        var body = "{\"password\":\"" + Visitor.PASSWORD + "\",\"login\":\"owner\"}";
        RestAssured.given()
                .basePath("/api/v1")
                .contentType("application/json; charset=UTF-8")
                .body(body)
                .post("/auth/login")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/csrf"));
        Visitor.anonymous()
                .contentType("application/json; charset=UTF-8")
                .header("Sec-Fetch-Site", "cross-site")
                .body(body)
                .post("/auth/login")
                .then()
                .statusCode(403);
    }

    @Test
    void withoutAnyCredentialsItIsAboutSigningIn() {
        RestAssured.given()
                .basePath("/api/v1")
                .contentType("application/json")
                .body("{}")
                .post("/try-out")
                .then()
                .statusCode(401);
    }

    @Test
    @DisplayName("bug 40: nobody is signed out by a link")
    void nobodyIsSignedOutByALink() {
        var owner = Visitor.owner();
        owner.request().get("/auth/logout").then().statusCode(405);
        owner.request().get("/auth/me").then().statusCode(200);
    }

    @Test
    @DisplayName("bug 41: signing in leads nowhere by a parameter")
    void signingInLeadsNowhere() {
        Visitor.anonymous()
                .redirects()
                .follow(false)
                .contentType("application/json; charset=UTF-8")
                .body("{\"password\":\"" + Visitor.PASSWORD + "\",\"login\":\"owner\"}")
                .post("/auth/login?next=https://evil.example")
                .then()
                .statusCode(200)
                .header("Location", equalTo(null))
                .header("Refresh", not("x"));
    }
}
