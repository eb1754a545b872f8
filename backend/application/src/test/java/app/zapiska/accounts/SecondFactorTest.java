package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import app.zapiska.platform.LimitsForgotten;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.RealServices;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The second step of signing in with a password. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class SecondFactorTest {

    private static final Map<String, String> PROOF = Map.of("password", Visitor.PASSWORD);

    @Inject
    RedisDataSource redis;

    @Inject
    RateLimits rateLimits;

    @Inject
    MutableClock clock;

    private Visitor anna;
    private byte[] secret;
    private List<String> recoveryCodes;

    @BeforeEach
    void arrange() {
        forgetTries();
        clock.advance(Duration.ZERO);
        anna = Visitor.newcomer();
    }

    @AfterEach
    void backToReal() {
        clock.backToReal();
        forgetTries();
    }

    private void forgetTries() {
        redis.execute("FLUSHALL");
        LimitsForgotten.here(rateLimits);
    }

    private JsonPath setUp() {
        return anna.request()
                .body(PROOF)
                .post("/auth/second-factor/setup")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private ValidatableResponse confirm(String setup, String code) {
        return anna.request()
                .body(Map.of("setup", setup, "code", code))
                .post("/auth/second-factor/confirm")
                .then();
    }

    /** Switches it on, and lets the code that did so go by. */
    private void switchOn() {
        var begun = setUp();
        secret = unbase32(begun.getString("secret"));
        recoveryCodes = confirm(begun.getString("setup"), code(0))
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("recoveryCodes");
        clock.advance(Duration.ofMinutes(2));
    }

    private String code(int stepsAhead) {
        return Totp.code(secret, Totp.step(clock.instant()) + stepsAhead, 6);
    }

    private static byte[] unbase32(String text) {
        var bytes = new byte[text.length() * 5 / 8];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(text.charAt(bit / 5));
            bytes[bit / 8] |= (byte) ((value >> 4 - bit % 5 & 1) << 7 - bit % 8);
        }
        return bytes;
    }

    private ValidatableResponse signIn(String code) {
        var body = new HashMap<String, Object>(Map.of("password", Visitor.PASSWORD, "login", anna.login()));
        if (code != null) {
            body.put("code", code);
        }
        return Visitor.anonymous()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/auth/login")
                .then();
    }

    private void forgetAddress() {
        rateLimits
                .reset(new RateLimits.Limit("login", 3, Duration.ofMinutes(5), true), "127.0.0.1")
                .await()
                .indefinitely();
    }

    private static String wrong(String right) {
        return right.substring(0, 5) + (right.charAt(5) == '0' ? '1' : '0');
    }

    private void audited(String event) {
        anna.request().get("/audit").then().body("items.event", hasItem(event));
    }

    @Test
    @DisplayName("it is on with the first right code; then the password alone lets nobody in, and a code lets in once")
    void onAndIn() {
        var elsewhere = Visitor.signIn(anna.login());
        var begun = setUp();
        assertThat(begun.getString("uri"))
                .startsWith("otpauth://totp/Zapiska:" + anna.login() + "%40")
                .contains("secret=" + begun.getString("secret"));
        secret = unbase32(begun.getString("secret"));
        confirm(begun.getString("setup"), wrong(code(0))).statusCode(400).body("errors[0].field", equalTo("code"));
        confirm(begun.getString("setup"), code(4))
                .statusCode(400)
                .body("errors[0].message", containsString("спешат примерно на 2 минуты"));
        signIn(null).statusCode(200);

        recoveryCodes = confirm(begun.getString("setup"), code(0).replaceAll("(...)", "$1 "))
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("recoveryCodes");

        assertThat(recoveryCodes).hasSize(10);
        anna.request().get("/auth/second-factor").then().body("on", is(true)).body("recoveryCodesLeft", is(10));
        elsewhere.request().get("/auth/me").then().statusCode(401);
        audited("second-factor-on");
        confirm(begun.getString("setup"), code(1)).statusCode(409);

        signIn(null)
                .statusCode(401)
                .body("type", equalTo("/problems/second-factor-needed"))
                .body("detail", containsString("личный ключ"));
        signIn(code(0)).statusCode(401).body("detail", containsString("уже использован"));
        clock.advance(Duration.ofSeconds(30));
        signIn(code(0)).statusCode(200).body("account.login", equalTo(anna.login()));
        signIn(code(0)).statusCode(401).body("type", equalTo("/problems/wrong-code"));
    }

    @Test
    @DisplayName("of several who use one code at once one gets in")
    void oneCodeAtOnce() {
        switchOn();
        var answers = IntStream.range(0, 3)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> signIn(code(0)).extract().statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertThat(answers).containsExactly(200, 401, 401);
    }

    @Test
    @DisplayName("a guess of a code counts like a guess of a password, and asking for the code costs nothing")
    void guessesLock() {
        switchOn();
        for (int n = 0; n < 5; n++) {
            signIn(null).statusCode(401).body("type", equalTo("/problems/second-factor-needed"));
        }
        signIn(wrong(code(0))).statusCode(401).body("attemptsLeft", is(2)).body("detail", containsString("часы"));
        signIn(null).statusCode(401);
        signIn(wrong(code(0))).statusCode(401).body("attemptsLeft", is(1));
        signIn(wrong(code(0)))
                .statusCode(401)
                .body("attemptsLeft", is(0))
                .body("detail", containsString("5 минут"))
                .header("Retry-After", equalTo("300"));
        signIn(code(0)).statusCode(429).body("type", equalTo("/problems/locked"));
        audited("wrong-code");
    }

    @Test
    @DisplayName("a day has ten guesses from wherever they come, and a recovery code still lets in")
    void guessesOfADay() {
        switchOn();
        for (int n = 0; n < 10; n++) {
            // From another address each time, as far as the lock of addresses knows.
            forgetAddress();
            signIn(wrong(code(0))).statusCode(401);
        }
        forgetAddress();
        signIn(code(0)).statusCode(429).body("detail", containsString("код восстановления — прямо сейчас"));
        signIn(recoveryCodes.getFirst()).statusCode(200);
    }

    @Test
    @DisplayName("a slow clock is told by how much, and a code that is yet to come is merely wrong")
    void clocks() {
        switchOn();
        clock.advance(Duration.ofMinutes(10));
        signIn(code(-6)).statusCode(401).body("detail", containsString("отстают примерно на 3 минуты"));
        signIn(code(6)).statusCode(401).body("detail", not(containsString("спешат")));
    }

    @Test
    @DisplayName("each recovery code lets in once, and new ones end the old ones")
    void recovery() {
        switchOn();
        var first = recoveryCodes.getFirst();
        signIn(first.toUpperCase().replace("-", " ")).statusCode(200).body("recoveryCodesLeft", is(9));
        signIn(first).statusCode(401).body("detail", containsString("уже использован"));
        anna.request().get("/auth/second-factor").then().body("recoveryCodesLeft", is(9));
        audited("recovery-code-used");

        List<String> renewed = anna.request()
                .body(PROOF)
                .post("/auth/second-factor/recovery-codes")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("recoveryCodes");
        signIn(recoveryCodes.get(1)).statusCode(401);
        signIn(renewed.getFirst()).statusCode(200);
        assertThat(RealServices.count(
                        "select count(*) from recovery_codes c where account_id = ? and position(? in c::text) > 0",
                        anna.accountId(),
                        renewed.get(1)))
                .isZero();
    }

    @Test
    @DisplayName("on, off and new codes need the password; off ends the other sessions and asks no more")
    void off() {
        for (var route : List.of("setup", "recovery-codes", "removal")) {
            anna.request()
                    .body(Map.of("password", "не тот пароль"))
                    .post("/auth/second-factor/" + route)
                    .then()
                    .statusCode(401)
                    .body("type", equalTo("/problems/wrong-password"));
            forgetTries();
        }
        switchOn();
        var elsewhere = signIn(code(0)).statusCode(200).extract().cookie("session");
        anna.request().body(PROOF).post("/auth/second-factor/removal").then().statusCode(204);
        Visitor.anonymous().cookie("session", elsewhere).get("/auth/me").then().statusCode(401);
        signIn(null).statusCode(200);
        audited("second-factor-off");
        anna.request()
                .body(PROOF)
                .post("/auth/second-factor/recovery-codes")
                .then()
                .statusCode(409);
    }

    @Test
    @DisplayName("personal tokens work as before and can't switch it off; changing the password leaves it on")
    void whatItDoesNotTouch() {
        String token = anna.request()
                .body(Map.of("name", "Скрипт", "scope", "write"))
                .post("/auth/tokens")
                .path("token");
        switchOn();
        var script = Map.of("Authorization", "Bearer " + token);
        Visitor.anonymous().headers(script).get("/tasks").then().statusCode(200);
        Visitor.anonymous()
                .headers(script)
                .contentType(ContentType.JSON)
                .body(PROOF)
                .post("/auth/second-factor/removal")
                .then()
                .statusCode(403);
        anna.request()
                .body(Map.of("currentPassword", Visitor.PASSWORD, "newPassword", "семь синих чашек"))
                .post("/auth/password")
                .then()
                .statusCode(204);
        anna.request().get("/auth/second-factor").then().body("on", is(true));
    }

    @Test
    @DisplayName("after JWT_SIGNING_KEY was lost a recovery code lets in, and the words say so")
    void withAnotherKey() {
        switchOn();
        RealServices.execute(
                "update second_factors set secret = secret || decode('00', 'hex') where account_id = ?",
                anna.accountId());
        signIn(code(0)).statusCode(403).body("detail", containsString("кодом восстановления"));
        signIn(recoveryCodes.getFirst()).statusCode(200);
    }

    @Test
    @DisplayName("a setup is of one account and of ten minutes")
    void setupsEnd() {
        var begun = setUp();
        secret = unbase32(begun.getString("secret"));
        var stranger = Visitor.newcomer();
        stranger.request()
                .body(Map.of("setup", begun.getString("setup"), "code", code(0)))
                .post("/auth/second-factor/confirm")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("setup"));
        clock.advance(Duration.ofMinutes(11));
        confirm(begun.getString("setup"), code(0)).statusCode(400).body("errors[0].field", equalTo("setup"));
        confirm("не то", code(0)).statusCode(400);
    }
}
