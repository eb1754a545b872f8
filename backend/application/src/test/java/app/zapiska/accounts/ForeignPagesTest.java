package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import app.zapiska.platform.RealServices;
import app.zapiska.platform.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("S7, bug 40: foreign pages change nothing")
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auth/login",
                "/auth/login/",
                "/auth/login//",
                "/auth/login;x=1",
                "/auth;x=1/login",
                "//auth/login",
                "/auth//login",
                "/./auth/login",
                "/tasks/../auth/login",
                "/auth/%6Cogin",
                "/auth/%6cogin/",
                "/auth/login;x=1/",
                "/auth/telegram/",
                "/auth/login?x=1"
            })
    @DisplayName("S7, S42: no spelling of the sign-in's address lets a foreign page spend a person's tries")
    void noSpellingOpensTheSignIn(String path) throws IOException {
        var body = "{\"password\":\"wrong\",\"login\":\"nobody\"}";
        for (var headers : new String[] {
            "Content-Type: application/json\r\n",
            "",
            "X-Requested-With: zapiska\r\n",
            "Content-Type: text/plain\r\nX-Requested-With: zapiska\r\n",
            "Authorization: Bearer x\r\nContent-Type: application/json\r\n",
            "Content-Type: application/json\r\nX-Requested-With: zapiska\r\nOrigin: https://evil.example\r\n"
        }) {
            var answer = Wire.answer("POST /api/v1" + path + " HTTP/1.1\r\nHost: localhost:" + RestAssured.port + "\r\n"
                    + headers + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            // Some spellings lead nowhere, and that does no harm either.
            assertThat(answer)
                    .as(headers)
                    .containsAnyOf("/problems/csrf", "/problems/not-found", "/problems/unsupported-media-type");
            assertThat(Wire.status(answer)).isIn(403, 404, 415);
        }
    }

    @Test
    @DisplayName("S7: a change by cookie needs a content type where there is a body, and none where there is none")
    void aBodyWithoutATypeIsRefused() throws IOException {
        var head =
                "POST /api/v1/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Requested-With: zapiska\r\nCookie: session="
                        + Visitor.owner().session() + "\r\n";
        assertThat(Wire.answer(head.formatted("try-out") + "Content-Length: 2\r\n\r\n{}"))
                .contains("/problems/csrf");
        assertThat(Wire.status(Wire.answer(head.formatted("auth/logout") + "Content-Length: 0\r\n\r\n")))
                .isEqualTo(204);
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
