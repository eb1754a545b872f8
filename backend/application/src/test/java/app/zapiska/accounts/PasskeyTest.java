package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.platform.LimitsForgotten;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Passkeys, with an authenticator of software. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class PasskeyTest {

    private static final Map<String, String> PROOF = Map.of("password", Visitor.PASSWORD);

    @Inject
    RedisDataSource redis;

    @Inject
    RateLimits rateLimits;

    @Inject
    MutableClock clock;

    private Visitor anna;
    private final SoftwarePasskey phone = new SoftwarePasskey();

    @BeforeEach
    void arrange() {
        forgetTries();
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

    private static JsonPath setUp(Visitor who) {
        return who.request()
                .body(PROOF)
                .post("/auth/passkeys/setup")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static long add(Visitor who, SoftwarePasskey passkey, String name) {
        return who.request()
                .body(passkey.made(setUp(who), name))
                .post("/auth/passkeys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private static String question() {
        return Visitor.anonymous()
                .post("/auth/passkey/question")
                .then()
                .statusCode(200)
                .body("rpId", equalTo("localhost"))
                .extract()
                .jsonPath()
                .getString("challenge");
    }

    private static ValidatableResponse signIn(Map<String, Object> body) {
        return Visitor.anonymous()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/auth/passkey")
                .then();
    }

    private static ValidatableResponse signIn(SoftwarePasskey passkey) {
        return signIn(SoftwarePasskey.body(passkey.assertion(question())));
    }

    private static ValidatableResponse me(String session) {
        return Visitor.anonymous().cookie("session", session).get("/auth/me").then();
    }

    private static ValidatableResponse passkeys(Visitor who) {
        return who.request().get("/auth/passkeys").then().statusCode(200);
    }

    private void audited(String event) {
        anna.request().get("/audit").then().body("items.event", hasItem(event));
    }

    @Test
    @DisplayName("it is added with the password, signs in without a name, and says when it was used last")
    void signsIn() {
        anna.request()
                .body(Map.of("password", "не тот пароль"))
                .post("/auth/passkeys/setup")
                .then()
                .statusCode(401)
                .body("type", containsString("wrong-password"));
        add(anna, phone, "Телефон");
        passkeys(anna)
                .body("items.name", equalTo(List.of("Телефон")))
                .body("items[0].lastUsedAt", nullValue())
                .body("possible", is(true))
                .body("address", equalTo("http://localhost:8080"));
        Visitor.anonymous().get("/auth/needs").then().body("passkeys", is(true));

        var session = signIn(phone)
                .statusCode(200)
                .body("account.login", equalTo(anna.login()))
                .body("recoveryCodesLeft", nullValue())
                .extract()
                .cookie("session");
        Visitor.anonymous()
                .cookie("session", session)
                .get("/auth/sessions")
                .then()
                .body("items.find { it.current }.beganBy", equalTo("passkey"));
        passkeys(anna).body("items[0].lastUsedAt", notNullValue());
        audited("passkey-added");
        audited("login-by-passkey");
    }

    @Test
    @DisplayName("where its device knew its owner the second step is not asked; where it did not, it is")
    void secondStep() {
        add(anna, phone, "Телефон");
        RealServices.execute(
                "insert into second_factors (account_id, secret, last_step, created_at) values (?, decode(repeat('00', 40), 'hex'), 0, now())",
                anna.accountId());
        RealServices.execute(
                "insert into recovery_codes (account_id, code_sha256) values (?, sha256('ABCDEFGHIJKLMNOP'::bytea)), (?, sha256('B'::bytea))",
                anna.accountId(),
                anna.accountId());
        signIn(phone).statusCode(200);

        phone.verifiesUser = false;
        var answer = SoftwarePasskey.body(phone.assertion(question()));
        signIn(answer).statusCode(401).body("type", containsString("second-factor-needed"));
        signIn(with(answer, "BBBB-BBBB-BBBB-BBBB"))
                .statusCode(401)
                .body("type", containsString("wrong-code"))
                .body("attemptsLeft", is(2));
        // What was asked to be signed is answered once the code is there, too.
        signIn(with(answer, "abcd-efgh-ijkl-mnop")).statusCode(200).body("recoveryCodesLeft", is(1));
        signIn(with(answer, "abcd-efgh-ijkl-mnop")).statusCode(401);
    }

    private static Map<String, Object> with(Map<String, Object> answer, String code) {
        var body = new HashMap<>(answer);
        body.put("code", code);
        return body;
    }

    @Test
    @DisplayName("an answer lets in once, also of twenty at the same moment, and for five minutes")
    void once() {
        add(anna, phone, "Телефон");
        var answer = SoftwarePasskey.body(phone.assertion(question()));
        var statuses = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> signIn(answer).extract().statusCode()))
                .limit(20)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        // Those that wait for their turn count as tries meanwhile: some are told to wait.
        assertThat(statuses)
                .containsOnlyOnce(200)
                .allMatch(status -> List.of(200, 403, 429).contains(status));
        forgetTries();
        signIn(answer)
                .statusCode(403)
                .body("reason", equalTo("used"))
                .body("detail", containsString("уже использовано"));

        var late = SoftwarePasskey.body(phone.assertion(question()));
        clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        signIn(late).statusCode(403).body("reason", equalTo("old"));
        // Neither costs a try.
        signIn(phone).statusCode(200);
    }

    @Test
    @DisplayName(
            "made for another page, another site, another question or by another key it is refused, and guesses are counted")
    void forged() {
        add(anna, phone, "Телефон");
        phone.origin = "http://evil.example";
        signIn(phone).statusCode(404).body("attemptsLeft", is(2)).body("detail", containsString("не подошёл"));
        phone.origin = "http://localhost:8080";
        phone.rpId = "evil.example";
        signIn(phone).statusCode(404).body("attemptsLeft", is(1));
        phone.rpId = "localhost";
        signIn(new SoftwarePasskey())
                .statusCode(404)
                .body("attemptsLeft", is(0))
                .body("retryAfterSeconds", is(300));
        // Also for passwords, and for what would have been right.
        signIn(phone).statusCode(429).body("type", containsString("locked"));
        audited("wrong-passkey");

        forgetTries();
        var foreign = SoftwarePasskey.text(new byte[72]);
        signIn(SoftwarePasskey.body(phone.assertion(foreign))).statusCode(404);
        // What was made for adding a passkey lets nobody in.
        signIn(SoftwarePasskey.body(phone.assertion(setUp(anna).getString("challenge"))))
                .statusCode(404);
        forgetTries();
        signIn(phone).statusCode(200);
    }

    @Test
    @DisplayName("another account's passkey signs in to that account and to no other")
    void anothersPasskey() {
        var boris = Visitor.newcomer();
        var his = new SoftwarePasskey();
        add(anna, phone, "Телефон");
        add(boris, his, "Ноутбук");
        his.userHandle = phone.userHandle;
        signIn(his).statusCode(404);
        his.userHandle = null;
        signIn(his).statusCode(404);
        var right = phone.assertion(question());
        signIn(SoftwarePasskey.body(new PasskeyVerifier.Assertion(
                        his.credentialId,
                        right.clientData(),
                        right.authenticatorData(),
                        right.signature(),
                        right.userHandle())))
                .statusCode(404);
        forgetTries();
        // The same passkey can't be added a second time, nor with what another account was asked to sign.
        boris.request()
                .body(phone.made(setUp(boris), "Чужой"))
                .post("/auth/passkeys")
                .then()
                .statusCode(409);
        boris.request()
                .body(new SoftwarePasskey().made(setUp(anna), "Чужой"))
                .post("/auth/passkeys")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("attestation"));
        passkeys(boris).body("items.name", equalTo(List.of("Ноутбук")));
    }

    @Test
    @DisplayName("one whose count does not rise has a copy: it is refused, and the log tells of it")
    void copied() {
        phone.count = 5L;
        add(anna, phone, "Ключ");
        phone.count = 6L;
        signIn(phone).statusCode(200);
        for (long count : new long[] {6, 5, 0}) {
            phone.count = count;
            signIn(phone).statusCode(403).body("reason", equalTo("copied")).body("detail", containsString("копия"));
        }
        audited("passkey-copied");
        phone.count = 7L;
        signIn(phone).statusCode(200);
    }

    @Test
    @DisplayName("removed with the password it signs in no more, and the sessions that it began have ended")
    void removed() {
        var laptop = new SoftwarePasskey();
        var id = add(anna, phone, "Телефон");
        add(anna, laptop, "Ноутбук");
        var byPhone = signIn(phone).statusCode(200).extract().cookie("session");
        var byLaptop = signIn(laptop).statusCode(200).extract().cookie("session");
        anna.request()
                .body(Map.of("name", "  Старый телефон "))
                .patch("/auth/passkeys/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Старый телефон"));
        anna.request()
                .body(Map.of("password", "не тот пароль"))
                .post("/auth/passkeys/" + id + "/removal")
                .then()
                .statusCode(401);
        anna.request()
                .body(PROOF)
                .post("/auth/passkeys/" + id + "/removal")
                .then()
                .statusCode(204);
        me(byPhone).statusCode(401);
        me(byLaptop).statusCode(200);
        me(anna.session()).statusCode(200);
        signIn(phone).statusCode(404).body("detail", containsString("удалили"));
        passkeys(anna).body("items.name", equalTo(List.of("Ноутбук")));
        audited("passkey-removed");
        anna.request()
                .body(PROOF)
                .post("/auth/passkeys/" + id + "/removal")
                .then()
                .statusCode(404);
    }

    @Test
    @DisplayName("a new password by a link ends all passkeys, and so does the owner who suspends the account")
    void endedWithTheRest() {
        add(anna, phone, "Телефон");
        var url = Visitor.owner()
                .request()
                .body(Map.of("removeSecondFactor", false))
                .post("/accounts/" + anna.accountId() + "/password-reset")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("url");
        Visitor.anonymous()
                .contentType(ContentType.JSON)
                .body(Map.of("code", url.split("#")[1], "newPassword", Visitor.PASSWORD))
                .post("/auth/password-reset")
                .then()
                .statusCode(200);
        signIn(phone).statusCode(404);

        anna = Visitor.signIn(anna.login());
        var laptop = new SoftwarePasskey();
        add(anna, laptop, "Ноутбук");
        RealServices.execute("update accounts set deactivated_at = now() where id = ?", anna.accountId());
        signIn(laptop).statusCode(403).body("reason", equalTo("inactive"));
        RealServices.execute("update accounts set deactivated_at = null where id = ?", anna.accountId());
        for (var active : List.of(false, true)) {
            Visitor.owner()
                    .request()
                    .body(Map.of("role", "member", "active", active))
                    .put("/accounts/" + anna.accountId())
                    .then()
                    .statusCode(200);
        }
        signIn(laptop).statusCode(404);
    }

    @Test
    @DisplayName("who only reads has passkeys of their own; a program with a personal token adds none")
    void readersAndPrograms() {
        var reader = Visitor.newcomer("READER");
        var id = add(reader, phone, "Телефон");
        signIn(phone).statusCode(200).body("account.role", equalTo("reader"));
        reader.request()
                .body(Map.of("name", "Мой"))
                .patch("/auth/passkeys/" + id)
                .then()
                .statusCode(200);
        reader.request()
                .body(PROOF)
                .post("/auth/passkeys/" + id + "/removal")
                .then()
                .statusCode(204);

        var token = anna.request()
                .body(Map.of("name", "Скрипт", "scope", "write"))
                .post("/auth/tokens")
                .jsonPath()
                .getString("token");
        Visitor.anonymous()
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(PROOF)
                .post("/auth/passkeys/setup")
                .then()
                .statusCode(403);
    }

    @Test
    @DisplayName("there are at most twenty, and each is added once")
    void bounded() {
        var made = phone.made(setUp(anna), "Телефон");
        anna.request().body(made).post("/auth/passkeys").then().statusCode(201);
        anna.request().body(made).post("/auth/passkeys").then().statusCode(409);
        RealServices.execute("""
                insert into passkeys (account_id, credential_id, attested, sign_count, backup_eligible, name, created_at)
                select ?, uuid_send(gen_random_uuid()), '\\x00', 0, false, 'Ещё', now() from generate_series(2, 20)""", anna.accountId());
        anna.request()
                .body(new SoftwarePasskey().made(setUp(anna), "Лишний"))
                .post("/auth/passkeys")
                .then()
                .statusCode(409)
                .body("detail", containsString("не больше 20"));
        passkeys(anna).body("items", hasSize(20)).body("items.name", everyItem(notNullValue()));
        assertThat(setUp(anna).getList("present")).hasSize(20);
        // An answer that comes too late adds nothing.
        RealServices.execute("delete from passkeys where account_id = ? and name = 'Ещё'", anna.accountId());
        var late = new SoftwarePasskey().made(setUp(anna), "Поздний");
        clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        anna.request()
                .body(late)
                .post("/auth/passkeys")
                .then()
                .statusCode(400)
                .body("detail", containsString("пяти минут"));
    }

    @Test
    @DisplayName("whatever bytes a stranger sends, the answer is a refusal, and nobody is let in")
    void strangersBytes() {
        add(anna, phone, "Телефон");
        var seed = System.nanoTime();
        var random = new Random(seed);
        var parts = List.of("credentialId", "clientData", "authenticatorData", "signature", "userHandle");
        var sessions = sessions();
        for (int n = 0; n < 300; n++) {
            var body = SoftwarePasskey.body(phone.assertion(question()));
            var part = parts.get(random.nextInt(parts.size()));
            var bytes = SoftwarePasskey.bytes((String) body.get(part));
            switch (random.nextInt(3)) {
                case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1));
                default -> random.nextBytes(bytes);
            }
            body.put(part, SoftwarePasskey.text(bytes));
            assertThat(signIn(body).extract().statusCode())
                    .as("seed %d, %d: %s", seed, n, part)
                    .isIn(400, 404);
            if (n % 2 == 1) {
                forgetTries();
            }
        }
        signIn(with(SoftwarePasskey.body(phone.assertion(question())), null)).statusCode(200);
        assertThat(sessions()).isEqualTo(sessions + 1);
    }

    private long sessions() {
        return RealServices.count("select count(*) from sessions where account_id = ?", anna.accountId());
    }

    @Test
    @DisplayName("another page of the account hears of a passkey")
    void announced() {
        var page = new OpenPage(anna).ready();
        add(anna, phone, "Телефон");
        Waiting.until(() -> page.heard("\"kind\":\"passkey\""));
    }
}
