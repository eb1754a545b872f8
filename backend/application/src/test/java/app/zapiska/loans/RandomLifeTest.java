package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
import static app.zapiska.loans.Purse.loan;
import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random lives of loans over HTTP and the real database. After each step the ledger has only grown, the money is right, and
 * what the lists work out in SQL is what the rules of {@link Balance} say of each loan by itself.
 */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class RandomLifeTest {

    private static final LocalDate TODAY = LocalDate.parse("2025-10-10");
    private static final int LOANS = 8;
    private static final int STEPS = 400;

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
            "bugs 2, 7, 10 and 11: after each of 400 random steps over HTTP the ledger has only grown, and all screens agree")
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
            compare();
        }
        assertThat(statuses.keySet()).isSubsetOf(200, 201, 204, 400, 404, 409);
        assertThat(statuses.get(200) + statuses.get(201)).isGreaterThan(STEPS / 3);
    }

    private int step(long id) {
        var path = "/loans/" + id;
        if (deleted.contains(id)) {
            deleted.remove(id);
            return purse.post(path + "/restore").extract().statusCode();
        }
        var loan = purse.loan(id);
        var installments = loan.getList("installments.id", Long.class);
        var installment = installments.isEmpty() ? 1 : installments.get(random.nextInt(installments.size()));
        var entries = purse.get(path + "/payments").extract().jsonPath().getList("items.id", Long.class);
        var one = path + "/installments/" + installment;
        return (switch (random.nextInt(13)) {
                    case 0, 1 -> purse.post(one + "/pay");
                    case 2 -> purse.post(one + "/unpay");
                    case 3, 4 ->
                        purse.post(
                                path + "/payments",
                                json("amount", amount(), "installmentId", installment, "paidOn", day()));
                    case 5, 6 -> purse.post(path + "/payments", json("amount", amount(), "paidOn", day()));
                    case 7, 8 ->
                        purse.post(path + "/payments/"
                                + (entries.isEmpty() ? 1 : entries.get(random.nextInt(entries.size()))) + "/reverse");
                    case 9 ->
                        purse.put(
                                path,
                                loan.getInt("version"),
                                loan(
                                        "amountDue",
                                        random.nextBoolean() ? amount() : null,
                                        "dueDate",
                                        due(),
                                        "installments",
                                        schedule(loan.getList("installments"))));
                    case 10 ->
                        random.nextBoolean()
                                ? purse.post(path + "/installments", installment(due(), amount()))
                                : purse.put(one, loan.getInt("version"), installment(due(), amount()));
                    case 11 ->
                        random.nextInt(3) == 0
                                ? purse.post(path + "/close", json("reason", "Простили"))
                                : purse.delete(one, loan.getInt("version"));
                    default -> {
                        deleted.add(id);
                        yield purse.delete(path, loan.getInt("version"));
                    }
                })
                .extract()
                .statusCode();
    }

    private List<Object> schedule(List<Map<String, Object>> existing) {
        var schedule = new ArrayList<Object>();
        for (var one : existing) {
            switch (random.nextInt(6)) {
                case 0 -> {}
                case 1 -> schedule.add(json("id", one.get("id"), "dueDate", due(), "amount", amount()));
                default ->
                    schedule.add(json("id", one.get("id"), "dueDate", one.get("dueDate"), "amount", one.get("amount")));
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
        var list = purse.get("/loans?limit=200").statusCode(200).extract().jsonPath();
        var alone = new ArrayList<JsonPath>();
        for (var id : loans) {
            if (!deleted.contains(id)) {
                alone.add(purse.loan(id));
            }
        }
        var items = new HashMap<Long, Map<String, Object>>();
        list.<Map<String, Object>>getList("items")
                .forEach(item -> items.put(((Number) item.get("id")).longValue(), item));
        assertThat(items.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        alone.stream().map(loan -> loan.getLong("id")).toList());
        for (var loan : alone) {
            var whole = new HashMap<String, Object>(loan.get("$"));
            whole.remove("installments");
            assertThat(items.get(loan.getLong("id"))).isEqualTo(whole);
            checkAlone(loan);
        }
        assertThat(list.getList("items.id", Long.class))
                .isEqualTo(alone.stream()
                        .sorted(Comparator.comparing(
                                        (JsonPath loan) -> loan.getString("nextPayment.dueDate"),
                                        Comparator.nullsLast(Comparator.naturalOrder()))
                                .thenComparing(loan -> loan.getLong("id")))
                        .map(loan -> loan.getLong("id"))
                        .toList());
        checkTotals(alone);
    }

    private static void checkAlone(JsonPath loan) {
        var id = loan.getLong("id");
        var written =
                new BigDecimal(Purse.texts("select coalesce(sum(amount), 0.00) from loan_entries where loan_id = " + id)
                        .getFirst());
        var amounts = sum(loan, "installments.amount");
        var planned = !loan.getList("installments").isEmpty()
                ? amounts
                : money(loan, loan.getString("amountDue") == null ? "amountBorrowed" : "amountDue");
        assertThat(money(loan, "plannedTotal")).isEqualByComparingTo(planned);
        assertThat(money(loan, "paidTotal")).isEqualByComparingTo(written);
        assertThat(money(loan, "debt"))
                .isEqualByComparingTo(planned.subtract(written))
                .isNotNegative();
        assertThat(loan.getString("status").equals("paid"))
                .isEqualTo(money(loan, "debt").signum() == 0);
        if (!loan.getList("installments").isEmpty()) {
            assertThat(sum(loan, "installments.paidAmount")).isEqualByComparingTo(written);
        }
    }

    private void checkTotals(List<JsonPath> alone) {
        var figures = purse.get("/loans/statistics").statusCode(200).extract().jsonPath();
        assertThat(figures.getInt("total")).isEqualTo(alone.size());
        assertThat(figures.getInt("open")).isEqualTo(count(alone, "status", "open"));
        assertThat(figures.getInt("overdue")).isEqualTo(count(alone, "urgency", "overdue"));
        assertThat(figures.getInt("urgent")).isEqualTo(alone.size() - count(alone, "urgency", "none"));
        assertThat(money(figures, "debt")).isEqualByComparingTo(total(alone, "debt"));
        assertThat(money(figures, "dueIn7Days")).isEqualByComparingTo(due(alone, 0, 7));
        assertThat(money(figures, "dueIn30Days")).isEqualByComparingTo(due(alone, 0, 30));
        assertThat(money(figures, "overpayment"))
                .isEqualByComparingTo(alone.stream()
                        .map(loan -> money(loan, "plannedTotal")
                                .subtract(money(loan, "amountBorrowed"))
                                .max(BigDecimal.ZERO))
                        .reduce(BigDecimal.ZERO, BigDecimal::add));

        var front = purse.get("/dashboard").statusCode(200).extract().jsonPath();
        assertThat(front.<Object>get("loans.statistics")).isEqualTo(figures.get("$"));
        assertThat(money(front, "loans.overdueAmount")).isEqualByComparingTo(due(alone, -1_000, 0));
        assertThat(front.getList("loans.week.amount", String.class).stream()
                        .map(BigDecimal::new)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isLessThanOrEqualTo(due(alone, -1_000, 7));
        assertThat(front.getList("loans.urgent.id", Long.class))
                .isEqualTo(purse.ids("status=urgent", 200).stream().limit(5).toList());
        assertThat(purse.ids("status=overdue", 3)).hasSize(count(alone, "urgency", "overdue"));
        assertThat(purse.ids("status=paid&sort=debt", 3)).hasSize(count(alone, "status", "paid"));
        assertThat(purse.ids("status=open&sort=org", 3)).hasSize(count(alone, "status", "open"));
    }

    private static int count(List<JsonPath> loans, String field, String value) {
        return (int) loans.stream()
                .filter(loan -> loan.getString(field).equals(value))
                .count();
    }

    private static BigDecimal total(List<JsonPath> loans, String field) {
        return loans.stream().map(loan -> money(loan, field)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What is left of the payments due from this many days after today to that many. */
    private static BigDecimal due(List<JsonPath> loans, int from, int to) {
        var sum = BigDecimal.ZERO;
        for (var loan : loans) {
            List<Map<String, Object>> installments = loan.getList("installments");
            for (var one : installments) {
                if (within((String) one.get("dueDate"), from, to)) {
                    sum = sum.add(new BigDecimal((String) one.get("amount"))
                            .subtract(new BigDecimal((String) one.get("paidAmount"))));
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

    private static BigDecimal money(JsonPath json, String field) {
        return new BigDecimal(json.getString(field));
    }

    private static BigDecimal sum(JsonPath json, String field) {
        return json.getList(field, String.class).stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
