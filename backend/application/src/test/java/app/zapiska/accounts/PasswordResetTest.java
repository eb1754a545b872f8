package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.platform.LimitsForgotten;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.RealServices;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The owner lets a member set a new password, and never sees it. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class PasswordResetTest {

    private static final String NEW = "семь синих чашек";

    @Inject
    RedisDataSource redis;

    @Inject
    RateLimits rateLimits;

    @Inject
    MutableClock clock;

    private Visitor owner;
    private Visitor anna;

    @BeforeEach
    void arrange() {
        forgetTries();
        owner = Visitor.owner();
        anna = Visitor.newcomer();
    }

    @AfterEach
    void forgetTries() {
        clock.backToReal();
        redis.execute("FLUSHALL");
        LimitsForgotten.here(rateLimits);
    }

    private String link(boolean removeSecondFactor) {
        String url = owner.request()
                .body(Map.of("removeSecondFactor", removeSecondFactor))
                .post("/accounts/" + anna.accountId() + "/password-reset")
                .then()
                .statusCode(201)
                .extract()
                .path("url");
        assertThat(url).matches(".*/new-password#[A-Za-z0-9_-]{32}");
        return url.replaceAll("^.*#", "");
    }

    private static ValidatableResponse use(String code, String password) {
        return Visitor.anonymous()
                .contentType(ContentType.JSON)
                .body(Map.of("code", code, "newPassword", password))
                .post("/auth/password-reset")
                .then();
    }

    private int signIn(String password) {
        return Visitor.anonymous()
                .contentType(ContentType.JSON)
                .body(Map.of("password", password, "login", anna.login()))
                .post("/auth/login")
                .statusCode();
    }

    private ValidatableResponse person() {
        return owner.request().get("/accounts").then().rootPath("items.find { it.id == " + anna.accountId() + " }");
    }

    private void factorOn() {
        RealServices.execute(
                "insert into second_factors values (?, decode(repeat('00', 48), 'hex'), 0, now())", anna.accountId());
    }

    @Test
    @DisplayName("the old password works until the link is used; then all sessions end, and the link works once")
    void aNewPassword() {
        var code = link(false);
        person().body("passwordResetUntil", notNullValue());
        assertThat(signIn(Visitor.PASSWORD)).isEqualTo(200);
        use(code, "123").statusCode(400).body("errors[0].field", equalTo("newPassword"));

        use(code, NEW).statusCode(200).body("login", equalTo(anna.login())).cookies(Map.of());

        person().body("passwordResetUntil", nullValue());
        anna.request().get("/auth/me").then().statusCode(401);
        assertThat(signIn(Visitor.PASSWORD)).isEqualTo(401);
        assertThat(signIn(NEW)).isEqualTo(200);
        use(code, "восемь белых чашек").statusCode(404).body("detail", containsString("не действует"));
        owner.request()
                .queryParam("person", anna.accountId())
                .get("/audit")
                .then()
                .body("items.event", hasItems("password-reset-created", "password-reset-used"));
        assertThat(RealServices.count("select count(*) from audit_log where details::text like '%' || ? || '%'", code))
                .isZero();
    }

    @Test
    @DisplayName("two who use it at the same moment: one password is set")
    void usedAtOnce() {
        var code = link(false);
        assertThat(Stream.of("семь синих чашек", "восемь белых чашек")
                        .map(password -> CompletableFuture.supplyAsync(
                                () -> use(code, password).extract().statusCode()))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .sorted())
                .containsExactly(200, 404);
    }

    @Test
    @DisplayName("withdrawn, replaced, a day old, made up, or the password remembered and changed: it does not work")
    void whatDoesNotOpen() {
        var replaced = link(false);
        var withdrawn = link(false);
        owner.request()
                .delete("/accounts/" + anna.accountId() + "/password-reset")
                .then()
                .statusCode(204);
        owner.request()
                .delete("/accounts/" + anna.accountId() + "/password-reset")
                .then()
                .statusCode(404);
        var overtaken = link(false);
        anna.request()
                .body(Map.of("currentPassword", Visitor.PASSWORD, "newPassword", "восемь белых чашек"))
                .post("/auth/password")
                .then()
                .statusCode(204);
        for (var code : new String[] {replaced, withdrawn, overtaken}) {
            use(code, NEW).statusCode(404);
        }
        use("A".repeat(32), NEW).statusCode(429);
        forgetTries();
        var old = link(false);
        clock.advance(Duration.ofDays(1).plusSeconds(1));
        use(old, NEW).statusCode(404);
    }

    @Test
    @DisplayName("the second step goes only where the owner has ticked it")
    void theSecondStep() {
        factorOn();
        person().body("secondFactor", is(true));
        use(link(false), NEW).statusCode(200);
        person().body("secondFactor", is(true));
        assertThat(signIn(NEW)).isEqualTo(401);

        use(link(true), "восемь белых чашек").statusCode(200);
        person().body("secondFactor", is(false));
        assertThat(signIn("восемь белых чашек")).isEqualTo(200);
    }

    @Test
    @DisplayName("the owner's own is not made on the page, and a deactivated account stays shut")
    void ownerAndDeactivated() {
        owner.request()
                .body(Map.of("removeSecondFactor", false))
                .post("/accounts/" + owner.accountId() + "/password-reset")
                .then()
                .statusCode(409)
                .body("detail", containsString("make new-password"));
        owner.request()
                .body(Map.of("removeSecondFactor", false))
                .post("/accounts/" + Long.MAX_VALUE + "/password-reset")
                .then()
                .statusCode(404);
        RealServices.execute("update accounts set deactivated_at = now() where id = ?", anna.accountId());
        use(link(false), NEW).statusCode(200);
        assertThat(signIn(NEW)).isEqualTo(403);
    }

    @Test
    @DisplayName(
            "the server's own command: the owner sets a new password without the old one and without the second step")
    void fromTheServer() throws IOException {
        var before = RealServices.text("select password_hash from accounts where role = 'OWNER'");
        var statement = Files.readString(Path.of("../../deploy/postgres/new-password.sql"));
        try {
            RealServices.execute(
                    "insert into second_factors values (?, decode(repeat('00', 48), 'hex'), 0, now())",
                    owner.accountId());
            RealServices.text(statement);
            var code = RealServices.text(statement);

            use(code, NEW).statusCode(200).body("login", equalTo("owner"));

            assertThat(RealServices.count(
                            "select count(*) from second_factors where account_id = ?", owner.accountId()))
                    .isZero();
            owner.request().get("/auth/me").then().statusCode(401);
            use(code, NEW).statusCode(404);
        } finally {
            RealServices.execute("update accounts set password_hash = ? where role = 'OWNER'", before);
            RealServices.execute("delete from second_factors where account_id = ?", owner.accountId());
            RealServices.execute("delete from password_resets");
        }
    }
}
