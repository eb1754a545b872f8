package app.zapiska.accounts;

import app.zapiska.platform.RealServices;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody in a browser: {@code Visitor.owner().request().get("/tasks")}. Paths are below /api/v1. Each call of
 * {@link #owner()} or {@link #newcomer()} signs in anew.
 */
public final class Visitor {

    public static final String PASSWORD = "сорок две сороки";

    /** {@link #PASSWORD}, hashed so that it is checked in no time: a thousand sign-ins of the tests are not about it. */
    private static final String QUICKLY_CHECKED =
            "$argon2id$v=19$m=8,t=1,p=1$b25seS1mb3ItdGVzdHMtMA$jByfrC4NQYxeBboRatjuYsKI9quUJs6UhtACBNVmCjE";

    private static final AtomicInteger NEWCOMERS = new AtomicInteger();

    private final long accountId;
    private final String login;
    private final String session;

    private Visitor(long accountId, String login, String session) {
        this.accountId = accountId;
        this.login = login;
        this.session = session;
    }

    public static Visitor owner() {
        return signIn("owner");
    }

    /** A second account with nothing in it, for tests that things are separate. */
    public static Visitor newcomer() {
        return newcomer("MEMBER");
    }

    /** @param role MEMBER or READER */
    public static Visitor newcomer(String role) {
        var login = "newcomer" + NEWCOMERS.incrementAndGet();
        RealServices.execute("""
                insert into accounts (login, name, role, password_hash, language, time_zone, work_start_hour,
                  work_end_hour, repeat_minutes_1, repeat_minutes_2, repeat_minutes_3, urgent_days,
                  snooze_default_minutes, created_at, updated_at)
                values (?, 'Новичок', ?, ?, 'ru', 'Europe/Moscow', 7, 22, 15, 15, 15, 5, 60, now(), now())
                """, login, role, QUICKLY_CHECKED);
        return signIn(login);
    }

    public static Visitor signIn(String login) {
        var answer = anonymous()
                .contentType(ContentType.JSON)
                .body(Map.of("password", PASSWORD, "login", login))
                .post("/auth/login")
                .then()
                .statusCode(200)
                .extract();
        return new Visitor(answer.jsonPath().getLong("account.id"), login, answer.cookie("session"));
    }

    /** The same person, signed in anew: a session ends when a test has gone far ahead. */
    public Visitor again() {
        return signIn(login);
    }

    /** Not signed in, but coming from our own page. */
    public static RequestSpecification anonymous() {
        return RestAssured.given().config(utf8()).basePath("/api/v1").header("X-Requested-With", "zapiska");
    }

    /** A request as the page makes it; JSON unless said otherwise. */
    public RequestSpecification request() {
        return anonymous().cookie("session", session).contentType(ContentType.JSON);
    }

    public long accountId() {
        return accountId;
    }

    public String login() {
        return login;
    }

    /** The session's token, as it is in the cookie. */
    public String session() {
        return session;
    }

    private static RestAssuredConfig utf8() {
        return RestAssured.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .defaultContentCharset("UTF-8")
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false));
    }
}
