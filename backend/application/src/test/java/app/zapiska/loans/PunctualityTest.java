package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whether a payment was made in time, as GET /statistics tells it. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class PunctualityTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-10-20");
    private static final String PERIOD = "?from=2026-08-01&to=2026-12-31";

    @Inject
    MutableClock clock;

    private Purse purse;

    @BeforeEach
    void noon() {
        clock.set(Instant.parse("2026-10-20T09:00:00Z"));
        purse = Purse.empty();
    }

    @AfterEach
    void backToReal() {
        clock.backToReal();
    }

    private JsonObject read(String path) {
        return new JsonObject(purse.get(path).statusCode(200).extract().asString());
    }

    private static List<JsonObject> list(JsonObject json, String field) {
        return json.getJsonArray(field).stream().map(JsonObject.class::cast).toList();
    }

    /** «ON_TIME 2 100.00» and so on, what there is none of left out. */
    private Map<String, String> found() {
        var payments = read("/statistics" + PERIOD).getJsonObject("payments");
        var found = new TreeMap<String, String>();
        for (var month : list(payments, "byMonth")) {
            for (var fate : List.of("onTime", "late", "unpaid", "closed")) {
                var sum = month.getJsonObject(fate);
                if (sum.getLong("count") > 0) {
                    found.put(
                            month.getString("month") + " " + fate,
                            sum.getLong("count") + " " + sum.getString("amount"));
                }
            }
        }
        return found;
    }

    private long loan(Object... parts) {
        return purse.create(parts).getLong("id");
    }

    private void pay(long loan, String amount, String day) {
        purse.post("/loans/" + loan + "/payments", json("amount", amount, "paidOn", day))
                .statusCode(201);
    }

    @Test
    @DisplayName(
            "in time is wholly paid on the due date at the latest: a part that comes later makes it late, a missing one unpaid")
    void examples() {
        var due = List.of(installment("2026-09-10", "100.00"));
        pay(loan("installments", due), "100.00", "2026-09-10");
        pay(loan("installments", due), "100.00", "2026-09-11");
        var inTwo = loan("installments", due);
        pay(inTwo, "99.99", "2026-09-01");
        pay(inTwo, "0.01", "2026-09-11");
        pay(loan("installments", due), "99.99", "2026-09-01");
        var closed = loan("installments", due);
        pay(closed, "50.00", "2026-09-01");
        purse.post("/loans/" + closed + "/close", json("reason", "Простили")).statusCode(200);
        var reversed = loan("installments", due);
        pay(reversed, "100.00", "2026-09-10");
        var entry = list(read("/loans/" + reversed + "/payments"), "items")
                .getFirst()
                .getLong("id");
        purse.post("/loans/" + reversed + "/payments/" + entry + "/reverse").statusCode(200);

        assertThat(found())
                .isEqualTo(Map.of(
                        "2026-09 onTime", "1 100.00",
                        "2026-09 late", "2 200.00",
                        "2026-09 unpaid", "2 200.00",
                        "2026-09 closed", "1 100.00"));
    }

    @Test
    @DisplayName(
            "the return of a loan without a schedule is a payment; what is not due yet counts only when it is paid")
    void returnsAndWhatIsAhead() {
        pay(loan("dueDate", "2026-10-19", "amountDue", "12000.50"), "12000.50", "2026-10-19");
        loan("dueDate", "2026-10-19");
        loan("dueDate", "2026-10-20");
        loan();
        pay(
                loan("installments", List.of(installment("2026-11-01", "5.00"), installment("2026-12-01", "6.00"))),
                "5.00",
                "2026-10-20");

        assertThat(found())
                .isEqualTo(Map.of(
                        "2026-10 onTime", "1 12000.50", "2026-10 unpaid", "1 10000.00", "2026-11 onTime", "1 5.00"));
    }

    @Test
    @DisplayName("what SQL says of random ledgers is what comes of handing out each payment by itself")
    void agreesWithAFold() {
        var random = new Random(11);
        var expected = new TreeMap<String, String>();
        var counts = new TreeMap<String, Integer>();
        var sums = new TreeMap<String, BigDecimal>();
        for (int n = 0; n < 25; n++) {
            var loan = randomLoan(random);
            if (random.nextInt(12) == 0) {
                purse.delete("/loans/" + loan, read("/loans/" + loan).getInteger("version"));
                continue;
            }
            fates(loan).forEach(payment -> {
                counts.merge(payment.key(), 1, Integer::sum);
                sums.merge(payment.key(), payment.amount(), BigDecimal::add);
            });
        }
        counts.forEach((key, count) -> expected.put(key, count + " " + sums.get(key)));

        assertThat(found()).isEqualTo(expected);
        assertThat(expected.keySet().stream().map(key -> key.split(" ")[1]))
                .contains("onTime", "late", "unpaid", "closed");
    }

    private long randomLoan(Random random) {
        var schedule = new ArrayList<Object>();
        for (int i = random.nextInt(5); i > 0; i--) {
            schedule.add(installment(TODAY.plusDays(random.nextInt(-60, 30)).toString(), amount(random)));
        }
        var id = loan("loanDate", "2026-08-01", "installments", schedule, "dueDate", "2026-12-30");
        for (int i = random.nextInt(7); i > 0; i--) {
            var installments = list(read("/loans/" + id), "installments");
            var payment = json(
                    "amount",
                    amount(random),
                    "paidOn",
                    TODAY.minusDays(random.nextInt(60)).toString());
            if (!installments.isEmpty() && random.nextBoolean()) {
                var one = installments.get(random.nextInt(installments.size()));
                payment.put("installmentId", one.getLong("id"));
                payment.put("amount", random.nextBoolean() ? one.getString("amount") : amount(random));
            }
            purse.post("/loans/" + id + "/payments", payment);
        }
        var entries = list(read("/loans/" + id + "/payments"), "items");
        if (!entries.isEmpty() && random.nextInt(3) == 0) {
            purse.post("/loans/" + id + "/payments/" + entries.getFirst().getLong("id") + "/reverse");
        }
        if (random.nextInt(5) == 0) {
            purse.post("/loans/" + id + "/close", json("reason", "Простили"));
        }
        return id;
    }

    private static String amount(Random random) {
        return BigDecimal.valueOf(1 + random.nextInt(30_000), 2).toString();
    }

    private record Judged(String key, BigDecimal amount) {}

    /** What is left of a payment that is meant for the loan as a whole. */
    private static final class Purchase {
        final LocalDate day;
        final String kind;
        BigDecimal left;

        Purchase(JsonObject entry) {
            day = LocalDate.parse(entry.getString("paidOn"));
            kind = entry.getString("kind");
            left = money(entry, "amount");
        }
    }

    private List<Judged> fates(long id) {
        var loan = read("/loans/" + id);
        var standing = list(read("/loans/" + id + "/payments?limit=200"), "items").stream()
                .filter(entry -> entry.getLong("reversalOf") == null && entry.getLong("reversedBy") == null)
                .sorted(Comparator.comparing((JsonObject entry) -> entry.getString("paidOn"))
                        .thenComparing(entry -> entry.getLong("id")))
                .toList();
        var pool = new ArrayList<Purchase>();
        standing.stream()
                .filter(entry -> entry.getLong("installmentId") == null)
                .forEach(entry -> pool.add(new Purchase(entry)));
        var payments = list(loan, "installments");
        if (payments.isEmpty()) {
            payments = List.of(new JsonObject()
                    .put("id", -1L)
                    .put("dueDate", loan.getString("dueDate"))
                    .put("amount", loan.getString("plannedTotal")));
        }
        var judged = new ArrayList<Judged>();
        for (var payment : payments) {
            var due = LocalDate.parse(payment.getString("dueDate"));
            var missing = money(payment, "amount");
            var last = LocalDate.MIN;
            var writtenOff = false;
            for (var entry : standing) {
                if (payment.getLong("id").equals(entry.getLong("installmentId"))) {
                    missing = missing.subtract(money(entry, "amount"));
                    last = LocalDate.parse(entry.getString("paidOn"));
                }
            }
            while (missing.signum() > 0 && !pool.isEmpty()) {
                var first = pool.getFirst();
                var share = first.left.min(missing);
                missing = missing.subtract(share);
                first.left = first.left.subtract(share);
                last = first.day.isAfter(last) ? first.day : last;
                writtenOff = first.kind.equals("correction");
                if (first.left.signum() == 0) {
                    pool.removeFirst();
                }
            }
            if (missing.signum() > 0 && !due.isBefore(TODAY)) {
                continue;
            }
            var fate = missing.signum() > 0 ? "unpaid" : writtenOff ? "closed" : last.isAfter(due) ? "late" : "onTime";
            judged.add(new Judged(due.toString().substring(0, 7) + " " + fate, money(payment, "amount")));
        }
        return judged;
    }

    private static BigDecimal money(JsonObject json, String field) {
        return new BigDecimal(json.getString(field));
    }
}
