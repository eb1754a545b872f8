package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
import static app.zapiska.loans.Purse.loan;
import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random lives of loans over HTTP and the real database. After each step the ledger has only grown; every few steps the money
 * is right, and what the lists work out in SQL is what the rules of {@link Balance} say of each loan by itself.
 */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class RandomLifeTest {

    private static final LocalDate TODAY = LocalDate.parse("2025-10-10");
    private static final int LOANS = 8;
    private static final int STEPS = 300;

    @Inject
    MutableClock clock;

    private final Random random = new Random(3);
    private Purse purse;
    private List<Long> loans;
    private final List<Long> deleted = new ArrayList<>();

    @BeforeEach
    void noon() {
        clock.set(Instant.parse("2025-10-10T09:00:00Z"));
        purse = Purse.empty();
    }

    @AfterEach
    void backToReal() {
        clock.backToReal();
    }

    @Test
    @DisplayName(
            "bugs 2, 7, 10 and 11: after each of 300 random steps over HTTP the ledger has only grown, and all screens agree")
    void agrees() {
        loans = new ArrayList<>();
        for (int n = 0; n < LOANS; n++) {
            loans.add(purse.create("installments", schedule(List.of())).getLong("id"));
        }
        var statuses = new HashMap<Integer, Integer>();
        var ledger = purse.ledger();
        for (int step = 0; step < STEPS; step++) {
            var status = step(loans.get(random.nextInt(loans.size())));
            statuses.merge(status, 1, Integer::sum);

            var now = purse.ledger();
            assertThat(now.subList(0, ledger.size())).as("step %d", step).isEqualTo(ledger);
            assertThat(status >= 400 && now.size() > ledger.size()).isFalse();
            ledger = now;
            // Asks for everything there is, so not after each step.
            if (step % 6 == 0) {
                compare();
            }
        }
        assertThat(statuses.keySet()).isSubsetOf(200, 201, 204, 400, 404, 409);
        assertThat(statuses.get(200) + statuses.get(201)).isGreaterThan(STEPS / 3);
    }

    /** Read by Vert.x: RestAssured compiles a script for every path that is looked at, which is slow. */
    private JsonObject read(String path) {
        return new JsonObject(purse.get(path).statusCode(200).extract().asString());
    }

    private JsonObject read(long loan) {
        return read("/loans/" + loan);
    }

    private static List<JsonObject> list(JsonObject json, String field) {
        return json.getJsonArray(field).stream().map(JsonObject.class::cast).toList();
    }

    private int step(long id) {
        var path = "/loans/" + id;
        if (deleted.contains(id)) {
            deleted.remove(id);
            return purse.post(path + "/restore").extract().statusCode();
        }
        var loan = read(id);
        var version = loan.getInteger("version");
        var one = path + "/installments/" + any(list(loan, "installments"));
        return (switch (random.nextInt(15)) {
                    case 0, 1 -> purse.post(one + "/pay");
                    case 2 -> purse.post(one + "/unpay");
                    case 3, 4 ->
                        purse.post(
                                path + "/payments",
                                json(
                                        "amount",
                                        amount(),
                                        "installmentId",
                                        any(list(loan, "installments")),
                                        "paidOn",
                                        day()));
                    case 5, 6 -> purse.post(path + "/payments", json("amount", amount(), "paidOn", day()));
                    case 7, 8 ->
                        purse.post(path + "/payments/" + any(list(read(path + "/payments"), "items")) + "/reverse");
                    case 9 ->
                        purse.put(
                                path,
                                version,
                                loan(
                                        "amountDue",
                                        random.nextBoolean() ? amount() : null,
                                        "dueDate",
                                        due(),
                                        "installments",
                                        schedule(list(loan, "installments"))));
                    case 10 ->
                        random.nextBoolean()
                                ? purse.post(path + "/installments", installment(due(), amount()))
                                : purse.put(one, version, installment(due(), amount()));
                    case 11 ->
                        random.nextInt(3) == 0
                                ? purse.post(path + "/close", json("reason", "Простили"))
                                : purse.delete(one, version);
                    case 12, 13 ->
                        purse.post(
                                path + "/prolongation",
                                json("until", due(), "paidOn", day(), "amount", amount(), "toReturn", amount()));
                    default -> {
                        deleted.add(id);
                        yield purse.delete(path, version);
                    }
                })
                .extract()
                .statusCode();
    }

    private long any(List<JsonObject> things) {
        return things.isEmpty() ? 1 : things.get(random.nextInt(things.size())).getLong("id");
    }

    private List<Object> schedule(List<JsonObject> existing) {
        var schedule = new ArrayList<Object>();
        for (var one : existing) {
            switch (random.nextInt(6)) {
                case 0 -> {}
                case 1 -> schedule.add(json("id", one.getLong("id"), "dueDate", due(), "amount", amount()));
                default ->
                    schedule.add(json(
                            "id",
                            one.getLong("id"),
                            "dueDate",
                            one.getString("dueDate"),
                            "amount",
                            one.getString("amount")));
            }
        }
        for (int added = random.nextInt(existing.isEmpty() ? 5 : 2); added > 0; added--) {
            schedule.add(installment(due(), amount()));
        }
        return schedule;
    }

    private String amount() {
        return BigDecimal.valueOf(1 + random.nextInt(500_000), 2).toString();
    }

    private String day() {
        return TODAY.minusDays(random.nextInt(9)).toString();
    }

    private String due() {
        return TODAY.plusDays(random.nextInt(-9, 50)).toString();
    }

    /** Each loan by itself against the list, the statistics and the first screen. */
    private void compare() {
        var alone = loans.stream()
                .filter(id -> !deleted.contains(id))
                .map(this::read)
                .toList();
        alone.forEach(RandomLifeTest::checkAlone);
        var expected = alone.stream()
                .sorted(Comparator.comparing(
                                RandomLifeTest::nextDue, Comparator.nullsLast(Comparator.<String>naturalOrder()))
                        .thenComparing(loan -> loan.getLong("id")))
                .map(JsonObject::copy)
                .peek(loan -> loan.remove("installments"))
                .peek(loan -> loan.remove("planned"))
                .toList();
        assertThat(list(read("/loans?limit=200"), "items")).isEqualTo(expected);
        checkTotals(alone);
    }

    private static String nextDue(JsonObject loan) {
        return loan.getJsonObject("nextPayment") == null
                ? null
                : loan.getJsonObject("nextPayment").getString("dueDate");
    }

    private static void checkAlone(JsonObject loan) {
        var written = new BigDecimal(Purse.texts(
                        "select coalesce(sum(amount), 0.00) from loan_entries where loan_id = " + loan.getLong("id"))
                .getFirst());
        var installments = list(loan, "installments");
        var planned = !installments.isEmpty()
                ? sum(installments, "amount")
                : money(loan, loan.getString("amountDue") == null ? "amountBorrowed" : "amountDue");
        assertThat(money(loan, "plannedTotal")).isEqualByComparingTo(planned);
        assertThat(money(loan, "paidTotal")).isEqualByComparingTo(written);
        assertThat(money(loan, "debt"))
                .isEqualByComparingTo(planned.subtract(written))
                .isNotNegative();
        assertThat(loan.getString("status").equals("paid"))
                .isEqualTo(money(loan, "debt").signum() == 0);
        if (!installments.isEmpty()) {
            assertThat(sum(installments, "paidAmount")).isEqualByComparingTo(written);
        }
    }

    private void checkTotals(List<JsonObject> alone) {
        var figures = read("/loans/statistics");
        assertThat(figures.getInteger("total")).isEqualTo(alone.size());
        assertThat(figures.getInteger("open")).isEqualTo(count(alone, "status", "open"));
        assertThat(figures.getInteger("overdue")).isEqualTo(count(alone, "urgency", "overdue"));
        assertThat(figures.getInteger("urgent")).isEqualTo(alone.size() - count(alone, "urgency", "none"));
        assertThat(money(figures, "debt")).isEqualByComparingTo(sum(alone, "debt"));
        assertThat(money(figures, "overdueAmount")).isEqualByComparingTo(due(alone, -100_000, 0));
        assertThat(money(figures, "dueIn7Days")).isEqualByComparingTo(due(alone, 0, 7));
        assertThat(money(figures, "dueIn30Days")).isEqualByComparingTo(due(alone, 0, 30));
        assertThat(money(figures, "overpayment"))
                .isEqualByComparingTo(alone.stream()
                        .map(loan -> money(loan, "plannedTotal")
                                .subtract(money(loan, "amountBorrowed"))
                                .max(BigDecimal.ZERO))
                        .reduce(BigDecimal.ZERO, BigDecimal::add));

        var front = read("/dashboard").getJsonObject("loans");
        assertThat(front.getJsonObject("statistics")).isEqualTo(figures);
        assertThat(money(front, "overdueAmount")).isEqualByComparingTo(due(alone, -1_000, 0));
        var week = list(front, "week");
        assertThat(week).isSortedAccordingTo(Comparator.comparing(payment -> payment.getString("dueDate")));
        assertThat(week).hasSize((int) Math.min(20, front.getLong("weekPayments")));
        var late =
                week.stream().filter(payment -> payment.getLong("daysLeft") < 0).count();
        if (late < 20) {
            assertThat(front.getLong("overduePayments")).isEqualTo(late);
        } else {
            assertThat(front.getLong("overduePayments")).isGreaterThanOrEqualTo(late);
        }
        if (week.size() < 20) {
            assertThat(sum(week, "amount")).isEqualByComparingTo(due(alone, -1_000, 7));
        }
        assertThat(list(front, "urgent"))
                .isEqualTo(list(read("/loans?status=urgent&limit=5"), "items"))
                .hasSize(Math.min(5, figures.getInteger("urgent")));
        var months = list(front, "months");
        assertThat(months)
                .extracting(month -> month.getString("month"))
                .containsExactly(
                        "2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02",
                        "2026-03", "2026-04");
        assertThat(sum(months, "left")).isEqualByComparingTo(due(alone, -90, 180));
        assertThat(sum(months, "planned"))
                .isEqualByComparingTo(sum(months, "left").add(sum(months, "paid")));
        for (var status : List.of("overdue", "paid", "open")) {
            assertThat(list(read("/loans?sort=debt&status=" + status), "items"))
                    .hasSize(count(alone, status.equals("overdue") ? "urgency" : "status", status))
                    .isSortedAccordingTo(
                            Comparator.comparing((JsonObject loan) -> money(loan, "debt"), Comparator.reverseOrder()));
        }
    }

    private static int count(List<JsonObject> loans, String field, String value) {
        return (int) loans.stream()
                .filter(loan -> loan.getString(field).equals(value))
                .count();
    }

    /** What is left of the payments due from this many days after today to that many. */
    private static BigDecimal due(List<JsonObject> loans, int from, int to) {
        var sum = BigDecimal.ZERO;
        for (var loan : loans) {
            var installments = list(loan, "installments");
            for (var one : installments) {
                if (within(one.getString("dueDate"), from, to)) {
                    sum = sum.add(money(one, "amount")).subtract(money(one, "paidAmount"));
                }
            }
            if (installments.isEmpty()
                    && loan.getString("dueDate") != null
                    && within(loan.getString("dueDate"), from, to)) {
                sum = sum.add(money(loan, "debt"));
            }
        }
        return sum;
    }

    private static boolean within(String date, int from, int to) {
        var due = LocalDate.parse(date);
        return !due.isBefore(TODAY.plusDays(from)) && due.isBefore(TODAY.plusDays(to));
    }

    private static BigDecimal money(JsonObject json, String field) {
        return new BigDecimal(json.getString(field));
    }

    private static BigDecimal sum(List<JsonObject> things, String field) {
        return things.stream().map(thing -> money(thing, field)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
