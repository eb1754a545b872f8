package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import app.zapiska.platform.BrokenAnswers;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A payment whose answer got lost is not made again by the next try of the same press. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LostAnswerTest {

    private static final Duration LEASE_OVER = Duration.ofMinutes(2);

    @Inject
    MutableClock clock;

    private Purse purse;
    private String loan;
    private long installment;
    private String key;

    @BeforeEach
    void arrange() {
        purse = Purse.empty();
        var created = purse.create("installments", List.of(installment("2099-11-01", "5056.00")));
        loan = "/loans/" + created.getLong("id");
        installment = created.getLong("installments[0].id");
        key = UUID.randomUUID().toString();
    }

    @AfterEach
    void wayFree() {
        RealServices.execute("drop trigger if exists answers_are_lost on idempotency_keys");
        clock.backToReal();
    }

    /** As if the process died after the commit: whatever it then wants to note about its answer does not come to pass. */
    private static void loseAnswers() {
        RealServices.execute("""
                create or replace function lose_answer() returns trigger language plpgsql as $$
                begin raise exception 'the answer is lost'; end $$""");
        RealServices.execute("""
                create trigger answers_are_lost before update of status on idempotency_keys for each row
                when (new.status is not null) execute function lose_answer()""");
    }

    private Response press(String path, Object body) {
        return purse.visitor
                .request()
                .header("Idempotency-Key", key)
                .header("Accept-Language", "ru")
                .body(body)
                .post(path);
    }

    private Response pay300() {
        return press(loan + "/payments", json("amount", "300.00"));
    }

    @Test
    @DisplayName("after the lease, too: the payment stands once, and the person is told that only the answer was lost")
    void neverAgain() throws Exception {
        loseAnswers();
        pay300().then().statusCode(201);
        pay300().then().statusCode(409).body("detail", containsString("ещё выполняется"));
        clock.advance(LEASE_OVER);

        var answers = fiftyTimes(this::pay300);

        assertThat(answers)
                .allSatisfy(answer -> answer.then()
                        .statusCode(409)
                        .body("type", equalTo("/problems/conflict"))
                        .body("detail", containsString("потерялся только ответ")));
        purse.visitor
                .request()
                .header("Idempotency-Key", key)
                .header("Accept-Language", "en")
                .body(json("amount", "300.00"))
                .post(loan + "/payments")
                .then()
                .statusCode(409)
                .body("detail", containsString("only its answer was lost"));
        assertThat(purse.ledger()).hasSize(1);
        clock.advance(Duration.ofHours(23));
        pay300().then().statusCode(409);
        assertThat(purse.ledger()).hasSize(1);
    }

    @Test
    @DisplayName("every way to pay: an instalment, a part, taking back, closing")
    void everyWay() {
        loseAnswers();
        acts(loan + "/payments", json("amount", "300.00"), 1);
        acts(loan + "/installments/" + installment + "/pay", json(), 2);
        acts(loan + "/installments/" + installment + "/unpay", json(), 3);
        acts(loan + "/payments", json("amount", "1.00"), 4);
        var entry = purse.get(loan + "/payments").extract().jsonPath().getLong("items[0].id");
        acts(loan + "/payments/" + entry + "/reverse", json(), 5);
        acts(loan + "/close", json("reason", "Простили"), 6);
    }

    private void acts(String path, Object body, int entries) {
        key = UUID.randomUUID().toString();
        assertThat(press(path, body).statusCode()).as(path).isBetween(200, 201);
        assertThat(purse.ledger()).as(path).hasSize(entries);
        RealServices.execute("update idempotency_keys set lease_until = now() - interval '1 hour' where key = ?", key);
        press(path, body).then().statusCode(409).body("detail", containsString("потерялся только ответ"));
        assertThat(purse.ledger()).as(path).hasSize(entries);
    }

    @Test
    @DisplayName("our own fault after the commit frees no key")
    void brokenAnswer() {
        purse.visitor
                .request()
                .header("Idempotency-Key", key)
                .header(BrokenAnswers.BREAK, "yes")
                .body(json("amount", "300.00"))
                .post(loan + "/payments")
                .then()
                .statusCode(500);
        clock.advance(LEASE_OVER);

        pay300().then().statusCode(409).body("detail", containsString("потерялся только ответ"));
        assertThat(purse.ledger()).hasSize(1);
    }

    @Test
    @DisplayName("tasks, too, also many at once")
    void tasks() {
        loseAnswers();
        var task = press("/tasks", json("title", "Раз"));
        task.then().statusCode(201);
        RealServices.execute("update idempotency_keys set lease_until = now() - interval '1 hour' where key = ?", key);
        press("/tasks", json("title", "Раз")).then().statusCode(409);
        assertThat(purse.get("/tasks").extract().jsonPath().getList("items")).hasSize(1);

        key = UUID.randomUUID().toString();
        var bulk = json("ids", List.of(task.jsonPath().getLong("id")), "action", "complete");
        press("/tasks/bulk", bulk).then().statusCode(200).body("done", equalTo(1));
        RealServices.execute("update idempotency_keys set lease_until = now() - interval '1 hour' where key = ?", key);
        press("/tasks/bulk", bulk).then().statusCode(409);
    }

    @Test
    @DisplayName("what has written nothing may be done again: a preview, and a payment that was refused")
    void onlyReading() {
        var preview = json("amount", "1000.00", "count", 2, "firstDate", "2099-01-01", "period", "month");
        press("/loans/schedule-preview", preview).then().statusCode(200);
        assertThat(acted()).isFalse();
        key = UUID.randomUUID().toString();
        press(loan + "/payments", json("amount", "99999.00")).then().statusCode(409);
        assertThat(acted()).isFalse();
        key = UUID.randomUUID().toString();
        pay300().then().statusCode(201);
        assertThat(acted()).isTrue();
        pay300().then().statusCode(201).header("Idempotency-Replayed", "true");
        assertThat(purse.ledger()).hasSize(1);
    }

    private boolean acted() {
        return RealServices.count("select acted::int from idempotency_keys where key = ?", key) == 1;
    }

    @Test
    @DisplayName("a first try that was held up past its lease and the try that took over: one of them pays")
    void heldUpPastTheLease() throws Exception {
        try (var people = Executors.newVirtualThreadPerTaskExecutor();
                var database = DriverManager.getConnection(RealServices.ownerUrl())) {
            database.setAutoCommit(false);
            lockTheLoan(database);
            var late = people.submit(this::pay300);
            waitingForTheLoan(1);
            clock.advance(LEASE_OVER);
            var next = people.submit(this::pay300);
            waitingForTheLoan(2);
            database.rollback();

            late.get().then().statusCode(409).body("detail", containsString("ещё выполняется"));
            next.get().then().statusCode(201);
        }
        assertThat(purse.ledger()).hasSize(1);
        pay300().then().statusCode(201).header("Idempotency-Replayed", "true");
    }

    private void lockTheLoan(java.sql.Connection database) throws Exception {
        try (var lock = database.prepareStatement("select 1 from loans where id = ? for update")) {
            lock.setLong(1, Long.parseLong(loan.substring("/loans/".length())));
            lock.executeQuery();
        }
    }

    private static void waitingForTheLoan(int requests) {
        Waiting.until(() -> RealServices.count("""
                select count(*) from pg_stat_activity where usename = 'zapiska_app' and wait_event_type = 'Lock'""") == requests);
    }

    @Test
    @DisplayName("fifty times at once with one key: a part of 300.00 is paid once")
    void sameKeyAtOnce() throws Exception {
        var answers = fiftyTimes(this::pay300);

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(201, 409));
        assertThat(answers).anySatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
        assertThat(purse.ledger()).hasSize(1);
        pay300().then().statusCode(201).header("Idempotency-Replayed", "true");
    }

    private static List<Response> fiftyTimes(Callable<Response> press) throws Exception {
        try (var people = Executors.newFixedThreadPool(50)) {
            var answers = new java.util.ArrayList<Response>();
            for (Future<Response> answer :
                    people.invokeAll(IntStream.range(0, 50).mapToObj(n -> press).toList())) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
