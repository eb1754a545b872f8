package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.SigningKeys;
import app.zapiska.platform.Waiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class SessionSecurityTest {

    @Inject
    AuditLog auditLog;

    private static final String NEW_PASSWORD = "ещё сорок две сороки";

    @Inject
    SigningKeys keys;

    @Inject
    MutableClock clock;

    @AfterEach
    void backToReal() {
        clock.backToReal();
    }

    private static ValidatableResponse me(String session) {
        return Visitor.anonymous().cookie("session", session).get("/auth/me").then();
    }

    @Test
    @DisplayName("S1: the cookie is out of reach of scripts and other sites")
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        Visitor.anonymous()
                .contentType(ContentType.JSON)
                .body(Map.of("password", Visitor.PASSWORD, "login", "owner"))
                .post("/auth/login")
                .then()
                .cookie(
                        "session",
                        io.restassured.matcher.RestAssuredMatchers.detailedCookie()
                                .httpOnly(true)
                                .path("/")
                                .sameSite("Lax")
                                .maxAge(2592000));
    }

    @Test
    @DisplayName("S2: a session ends after thirty days")
    void aSessionEndsAfterThirtyDays() {
        var visitor = Visitor.owner();
        clock.advance(Duration.ofDays(30).minusMinutes(1));
        me(visitor.session()).statusCode(200);
        clock.advance(Duration.ofMinutes(2));
        me(visitor.session()).statusCode(401);
    }

    @Test
    @DisplayName("S5, bug 39: sessions can't be forged, and end when they are ended")
    void forgedTokensAreRefused() throws Exception {
        var visitor = Visitor.owner();
        var session = visitor.session();
        var parts = session.split("\\.");
        var claims = JwtClaims.parse(new String(Base64.getUrlDecoder().decode(parts[1]), "UTF-8"));
        var ours = keys.forPurpose("session");
        me(session).statusCode(200);
        me(signed(claims, ours, "HS256", "zapiska-session+jwt", Map.of())).statusCode(200);

        var unsigned = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"zapiska-session+jwt\"}".getBytes("UTF-8"));
        var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var forged = new LinkedHashMap<String, String>();
        forged.put("no signature", unsigned + "." + parts[1] + ".");
        forged.put("signature cut", parts[0] + "." + parts[1] + ".");
        forged.put(
                "a public key as secret",
                signed(claims, hmac(rsa.getPublic().getEncoded()), "HS256", "zapiska-session+jwt", Map.of()));
        forged.put(
                "the raw secret of the environment",
                signed(
                        claims,
                        hmac("only-for-tests-0123456789abcdef0123456789".getBytes("UTF-8")),
                        "HS256",
                        "zapiska-session+jwt",
                        Map.of()));
        forged.put("a stronger algorithm with our key", signed(claims, ours, "HS384", "zapiska-session+jwt", Map.of()));
        forged.put("another type", signed(claims, ours, "HS256", "JWT", Map.of()));
        forged.put("no type", signed(claims, ours, "HS256", null, Map.of()));
        forged.put(
                "foreign kid", signed(claims, ours, "HS256", "zapiska-session+jwt", Map.of("kid", "../../dev/null")));
        forged.put(
                "foreign jku",
                signed(claims, ours, "HS256", "zapiska-session+jwt", Map.of("jku", "https://evil.example/keys")));
        forged.put("another issuer", with(claims, c -> c.setIssuer("evil"), ours));
        forged.put("another audience", with(claims, c -> c.setAudience("evil"), ours));
        forged.put("expired", with(claims, c -> c.setExpirationTime(NumericDate.fromSeconds(1)), ours));
        forged.put("not yet", with(claims, c -> c.setNotBeforeMinutesInThePast(-10), ours));
        forged.put("without end", with(claims, c -> c.unsetClaim("exp"), ours));
        forged.put(
                "unknown session",
                with(claims, c -> c.setJwtId(UUID.randomUUID().toString()), ours));
        forged.put("no session", with(claims, c -> c.setJwtId("x' or '1'='1"), ours));
        forged.put("rubbish", "a.b.c");
        forged.put("empty", "");
        forged.forEach((what, token) -> assertThat(Visitor.anonymous()
                        .cookie("session", token)
                        .get("/auth/me")
                        .statusCode())
                .as(what)
                .isEqualTo(401));
        for (int i = 0; i < session.length(); i += 7) {
            var flipped = session.substring(0, i) + (session.charAt(i) == 'A' ? 'B' : 'A') + session.substring(i + 1);
            if (!flipped.equals(session) && i != session.length() - 1) {
                me(flipped).statusCode(401);
            }
        }
    }

    private static String with(JwtClaims claims, java.util.function.Consumer<JwtClaims> change, SecretKey key)
            throws Exception {
        var changed = JwtClaims.parse(claims.toJson());
        change.accept(changed);
        return signed(changed, key, "HS256", "zapiska-session+jwt", Map.of());
    }

    private static SecretKey hmac(byte[] key) {
        return new SecretKeySpec(key, "HmacSHA256");
    }

    private static String signed(
            JwtClaims claims, SecretKey key, String algorithm, String type, Map<String, String> headers)
            throws Exception {
        var jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jws.setDoKeyValidation(false);
        jws.setAlgorithmHeaderValue(algorithm);
        if (type != null) {
            jws.setHeader("typ", type);
        }
        headers.forEach(jws::setHeader);
        jws.setKey(key);
        jws.setPayload(claims.toJson());
        return jws.getCompactSerialization();
    }

    @Test
    @DisplayName("S5: each kind of credential works only in its place")
    void eachKindOfCredentialWorksOnlyInItsPlace() {
        var visitor = Visitor.owner();
        var token = newToken(visitor, "write");
        Visitor.anonymous().cookie("session", token).get("/auth/me").then().statusCode(401);
        Visitor.anonymous()
                .header("Authorization", "Bearer " + visitor.session())
                .get("/auth/me")
                .then()
                .statusCode(401);
        Visitor.anonymous()
                .header("Authorization", "Basic b3duZXI6eA==")
                .get("/auth/me")
                .then()
                .statusCode(401);
        Visitor.anonymous()
                .header("Authorization", "Bearer " + token)
                .get("/auth/me")
                .then()
                .statusCode(200);
        visitor.request()
                .header("Authorization", "Bearer nonsense")
                .get("/auth/me")
                .then()
                .statusCode(401);
    }

    private static String newToken(Visitor visitor, String scope) {
        return visitor.request()
                .body(Map.of("name", "скрипт", "scope", scope))
                .post("/auth/tokens")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("token");
    }

    @Test
    @DisplayName("S6: personal tokens are long, hashed, shown once, and say when they were used")
    void tokensAreLongHashedAndShownOnce() {
        var visitor = Visitor.newcomer();
        var token = newToken(visitor, "read");
        assertThat(token).hasSizeGreaterThan(43);
        assertThat(RealServices.count(
                        "select count(*) from api_tokens where encode(token_sha256, 'escape') like ?",
                        "%" + token + "%"))
                .isZero();
        var listed = visitor.request().get("/auth/tokens");
        listed.then().statusCode(200).body("items", hasSize(1)).body("items[0].lastUsedAt", equalTo(null));
        assertThat(listed.asString()).doesNotContain(token);
        Visitor.anonymous()
                .header("Authorization", "Bearer " + token)
                .get("/auth/me")
                .then()
                .statusCode(200);
        visitor.request().get("/auth/tokens").then().body("items[0].lastUsedAt", notNullValue());
    }

    @Test
    void aTokensSecretIsNotKeptForRepeatedRequests() {
        var visitor = Visitor.newcomer();
        var key = UUID.randomUUID().toString();
        visitor.request()
                .header("Idempotency-Key", key)
                .body(Map.of("name", "скрипт", "scope", "read"))
                .post("/auth/tokens")
                .then()
                .statusCode(201);
        assertThat(RealServices.count("select count(*) from idempotency_keys where key = ?", key))
                .isZero();
    }

    @Test
    @DisplayName("S6: a reading token reads, a writing one writes, and neither makes tokens")
    void aReadingTokenReadsAndAWritingOneWritesButNeitherMakesTokens() {
        var visitor = Visitor.newcomer();
        var reading = newToken(visitor, "read");
        var writing = newToken(visitor, "write");
        var tag = visitor.request().get("/settings").header("ETag");
        var settings = settings();
        byToken(reading)
                .body(settings)
                .header("If-Match", tag)
                .put("/settings")
                .then()
                .statusCode(403);
        byToken(writing)
                .body(settings)
                .header("If-Match", tag)
                .put("/settings")
                .then()
                .statusCode(200);
        byToken(writing)
                .body(Map.of("name", "ещё", "scope", "write"))
                .post("/auth/tokens")
                .then()
                .statusCode(403);
    }

    private static io.restassured.specification.RequestSpecification byToken(String token) {
        // A script knows nothing of the page's header.
        return io.restassured.RestAssured.given()
                .basePath("/api/v1")
                .contentType("application/json; charset=UTF-8")
                .header("Authorization", "Bearer " + token);
    }

    private static String settings() {
        return """
                {"timeZone":"Europe/Moscow","language":"ru","workHours":{"start":7,"end":22},
                 "repeatMinutes":{"1":15,"2":15,"3":15},"urgentDays":5,"digestTimes":["10:00","20:00"],
                 "snoozeDefaultMinutes":60,"currency":"RUB"}""";
    }

    @Test
    @DisplayName("S6: a token works on its last day in the account's zone and not after")
    void aTokenWorksOnItsLastDayInTheAccountsZoneAndNotAfter() {
        clock.set(java.time.Instant.parse("2026-11-21T09:00:00Z"));
        var visitor = Visitor.newcomer();
        var token = visitor.request()
                .body(Map.of("name", "скрипт", "scope", "read", "expiresOn", "2026-11-21"))
                .post("/auth/tokens")
                .jsonPath()
                .getString("token");
        clock.set(java.time.Instant.parse("2026-11-21T20:59:59Z"));
        byToken(token).get("/auth/me").then().statusCode(200);
        clock.set(java.time.Instant.parse("2026-11-21T21:00:00Z"));
        byToken(token).get("/auth/me").then().statusCode(401);
        visitor.request()
                .body(Map.of("name", "скрипт", "scope", "read", "expiresOn", "2026-11-21"))
                .post("/auth/tokens")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("expiresOn"));
    }

    @Test
    @DisplayName("an account has 50 tokens at most, also when they are asked for all at once")
    void theLimitOfTokensIsExact() throws Exception {
        var visitor = Visitor.newcomer();
        RealServices.execute("""
                insert into api_tokens (account_id, name, scope, token_sha256, created_at)
                select ?, 'скрипт', 'READ', sha256(convert_to(random()::text || n, 'UTF8')), now()
                from generate_series(1, 45) n""", visitor.accountId());
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 20; i++) {
                answers.add(together.submit(() -> visitor.request()
                        .body(Map.of("name", "скрипт", "scope", "read"))
                        .post("/auth/tokens")
                        .statusCode()));
            }
            var codes = new ArrayList<Integer>();
            for (var answer : answers) {
                codes.add(answer.get());
            }
            assertThat(codes).containsOnly(201, 409);
            assertThat(codes.stream().filter(code -> code == 201)).hasSize(5);
        }
        assertThat(RealServices.count("select count(*) from api_tokens where account_id = ?", visitor.accountId()))
                .isEqualTo(50);
    }

    @Test
    @DisplayName("changing the password ends the personal tokens too where that is asked for, and at once")
    void changingThePasswordMayEndTokens() {
        var visitor = Visitor.newcomer();
        var token = newToken(visitor, "read");
        byToken(token).get("/auth/me").then().statusCode(200);
        var change = new LinkedHashMap<String, Object>();
        change.put("currentPassword", Visitor.PASSWORD);
        change.put("newPassword", "сорок три сороки");
        visitor.request().body(change).post("/auth/password").then().statusCode(204);
        byToken(token).get("/auth/me").then().statusCode(200);
        change.put("currentPassword", "сорок три сороки");
        change.put("newPassword", "parol123");
        change.put("endTokens", true);
        visitor.request()
                .body(change)
                .post("/auth/password")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("newPassword"));
        byToken(token).get("/auth/me").then().statusCode(200);
        change.put("newPassword", "сорок четыре сороки");
        visitor.request().body(change).post("/auth/password").then().statusCode(204);
        byToken(token).get("/auth/me").then().statusCode(401);
        visitor.request().get("/auth/tokens").then().body("items", hasSize(0));
    }

    @Test
    @DisplayName("S6, S34: a deleted token is dead at once, and asking for a stranger's is noted")
    void aDeletedTokenIsDeadAtOnceAndAStrangersIsNotThere() {
        var visitor = Visitor.newcomer();
        var token = newToken(visitor, "read");
        var id = visitor.request().get("/auth/tokens").jsonPath().getLong("items[0].id");
        byToken(token).get("/auth/me").then().statusCode(200);
        Visitor.newcomer().request().delete("/auth/tokens/" + id).then().statusCode(404);
        visitor.request().delete("/auth/tokens/" + id).then().statusCode(204);
        byToken(token).get("/auth/me").then().statusCode(401);
        Waiting.until(() -> RealServices.count(
                        "select count(*) from audit_log where event = 'refused-id' and details::text like ?",
                        "%/auth/tokens/" + id + "%")
                == 1);
    }

    @Test
    @DisplayName(
            "S43: asking for foreign ids again and again makes one entry an hour that counts, and the audit log forgets what is old")
    void theAuditLogIsBounded() {
        var visitor = Visitor.newcomer();
        for (int i = 0; i < 20; i++) {
            visitor.request().get("/tasks/" + (900_000_000 + i)).then().statusCode(404);
        }
        Waiting.until(() -> RealServices.count(
                        "select coalesce(sum(times), 0) from audit_log where account_id = ? and event = 'refused-id'",
                        visitor.accountId())
                == 20);
        // Those that came at the very same moment may have made an entry each.
        assertThat(RealServices.count(
                        "select count(*) from audit_log where account_id = ? and event = 'refused-id'",
                        visitor.accountId()))
                .isLessThan(10);

        RealServices.execute(
                "insert into audit_log (account_id, at, event) select ?, now() - make_interval(days => d), 'logout' from unnest(array[0, 399, 401]) d",
                visitor.accountId());
        auditLog.purge().await().atMost(Duration.ofSeconds(20));
        assertThat(RealServices.count(
                        "select count(*) from audit_log where account_id = ? and event = 'logout'",
                        visitor.accountId()))
                .isEqualTo(2);
    }

    @Test
    @DisplayName(
            "S43: no more entries are kept of one account than a fixed number, and from many addresses no more than a hundred a day")
    void theAuditLogIsBoundedByNumberToo() {
        var visitor = Visitor.newcomer();
        RealServices.execute(
                "insert into audit_log (account_id, at, event) select ?, now() - make_interval(secs => n), 'login' from generate_series(1, 20050) n",
                visitor.accountId());
        auditLog.purge().await().atMost(Duration.ofSeconds(20));
        assertThat(RealServices.count("select count(*) from audit_log where account_id = ?", visitor.accountId()))
                .isEqualTo(20_000);
        RealServices.count(
                "select count(record_audit(?, now(), 'refused-id', 'address ' || n, '{}', 100)) from generate_series(1, 500) n",
                visitor.accountId());
        assertThat(RealServices.text(
                        "select count(*) || ' ' || sum(times) from audit_log where account_id = ? and event = 'refused-id'",
                        visitor.accountId()))
                .isEqualTo("100 500");
    }

    @Test
    @DisplayName("S4, bug 46: changing the password ends all other sessions")
    void changingThePasswordEndsAllOtherSessions() {
        var here = Visitor.newcomer();
        var login = "newcomer-of-" + here.accountId();
        RealServices.execute("update accounts set login = ? where id = ?", login, here.accountId());
        var there = Visitor.signIn(login);
        there.request().get("/auth/me").then().statusCode(200);

        here.request()
                .body(Map.of("currentPassword", "not this one", "newPassword", NEW_PASSWORD))
                .post("/auth/password")
                .then()
                .statusCode(401)
                .body("attemptsLeft", equalTo(2));
        here.request()
                .body(Map.of("currentPassword", Visitor.PASSWORD, "newPassword", NEW_PASSWORD))
                .post("/auth/password")
                .then()
                .statusCode(204);

        here.request().get("/auth/me").then().statusCode(200);
        there.request().get("/auth/me").then().statusCode(401);
    }

    @Test
    @DisplayName("S17: poor passwords are refused by their field")
    void poorPasswordsAreRefusedByTheirField() {
        var visitor = Visitor.newcomer();
        for (var poor :
                new String[] {"short", "qwerty123", "йцукен123", "Gfhjkm123", "aaaaaaaaaaaa", "ы".repeat(129)}) {
            visitor.request()
                    .body(Map.of("currentPassword", Visitor.PASSWORD, "newPassword", poor))
                    .post("/auth/password")
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("newPassword"));
        }
    }

    @Test
    void anotherSessionCanBeEndedFromTheList() {
        var here = Visitor.newcomer();
        var login = "newcomer-of-" + here.accountId();
        RealServices.execute("update accounts set login = ? where id = ?", login, here.accountId());
        var there = Visitor.signIn(login);
        var list = here.request().get("/auth/sessions").jsonPath();
        assertThat(list.getList("items")).hasSize(2);
        long other = list.getLong("items.find { !it.current }.id");
        Visitor.newcomer().request().delete("/auth/sessions/" + other).then().statusCode(404);
        there.request().get("/auth/me").then().statusCode(200);
        here.request().delete("/auth/sessions/" + other).then().statusCode(204);
        there.request().get("/auth/me").then().statusCode(401);
    }

    @Test
    @DisplayName("S3: a session ended by another replica dies here, too")
    void aSessionEndedByAnotherReplicaDiesHereToo() {
        var visitor = Visitor.newcomer();
        visitor.request().get("/auth/me").then().statusCode(200);
        RealServices.execute("update sessions set revoked_at = now() where account_id = ?", visitor.accountId());
        Waiting.until(
                Duration.ofSeconds(5), () -> visitor.request().get("/auth/me").statusCode() == 401);
    }
}
