package app.zapiska.calendar;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.MutableClock;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Somebody new who keeps tasks and loans over HTTP, from a given moment on. */
abstract class OneAccount {

    @Inject
    MutableClock clock;

    Visitor visitor;

    private final Instant from;

    OneAccount(String from) {
        this.from = Instant.parse(from);
    }

    @BeforeEach
    void somebodyNew() {
        clock.set(from);
        visitor = Visitor.newcomer();
    }

    @AfterEach
    void back() {
        clock.backToReal();
    }

    JsonPath task(Object... parts) {
        return post("/tasks", json(parts));
    }

    JsonPath loan(Object... parts) {
        var loan = json("orgName", "МаниМен", "loanDate", "2026-11-01", "amountBorrowed", "10000.00");
        loan.putAll(json(parts));
        return post("/loans", loan);
    }

    JsonPath post(String path, Map<String, Object> body) {
        return visitor.request()
                .body(body)
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    static Map<String, Object> json(Object... parts) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < parts.length; i += 2) {
            object.put((String) parts[i], parts[i + 1]);
        }
        return object;
    }
}
