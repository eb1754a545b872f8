package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Money;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.Payments.Result;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.undo.UndoLog;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan that is followed: what it reminds of, whatever becomes of its loans. It is noon in Moscow, 21 May 2026. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ChosenPlanTest {

    @Inject
    MutableClock clock;

    @Inject
    PayoffDays days;

    @Inject
    Payments chat;

    @Inject
    AccountDirectory accounts;

    private Purse purse;

    @BeforeEach
    void noon() {
        clock.set(Instant.parse("2026-05-21T09:00:00Z"));
        purse = Purse.empty();
    }

    @AfterEach
    void backToReal() {
        clock.backToReal();
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonPath plan() {
        return purse.get("/payoff-plan").statusCode(200).extract().jsonPath();
    }

    private JsonPath choose(Object... parts) {
        var chosen = json("monthlyBudget", "8000.00", "order", "marginal");
        chosen.putAll(json(parts));
        return purse.put("/payoff-plan", plan().getInt("version"), json("chosen", chosen))
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void tomorrow() {
        clock.advance(Duration.ofDays(1));
        await(() -> days.goOn());
    }

    private void until(String day) {
        while (LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Moscow")).isBefore(LocalDate.parse(day))) {
            tomorrow();
        }
        purse = purse.again();
    }

    /** 10,000 at 0.8 % a day, to be returned whole on 10 June with 2,400 of interest. */
    private long dear() {
        return purse.create(
                        "orgName",
                        "Дорогой",
                        "loanDate",
                        "2026-05-11",
                        "dueDate",
                        "2026-06-10",
                        "amountDue",
                        "12400.00",
                        "contract",
                        json("dailyRate", 0.8))
                .getLong("id");
    }

    /** Without a rate, in two payments. */
    private long known() {
        return purse.create(
                        "orgName",
                        "Известный",
                        "loanDate",
                        "2026-05-01",
                        "installments",
                        List.of(installment("2026-06-01", "3000.00"), installment("2026-07-01", "3000.00")))
                .getLong("id");
    }

    /** The moments of the reminders that are still to come for what the plan asks for. */
    private List<String> ringing() {
        return Purse.texts("""
                select p.due_date || ' ' || p.remaining || ' ' || r.state from reminders r
                join payoff_payments p on p.account_id = r.account_id and r.subject_kind = 'PLANNED' and p.id = r.subject_id
                where r.account_id = %d and r.state not in ('DONE', 'CANCELLED') group by p.id, r.state order by p.id
                """.formatted(purse.visitor.accountId()));
    }

    private String pay(long loan, String amount) {
        return purse.post("/loans/" + loan + "/payments", Map.of("amount", amount))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");
    }

    @Test
    @DisplayName(
            "nobody follows a plan before one was chosen; what is chosen reminds of what it pays early, and says when")
    void chosen() {
        long dear = dear();
        known();
        purse.get("/payoff-plan")
                .statusCode(200)
                .header("ETag", "\"v0\"")
                .body("version", is(0))
                .body("chosen", nullValue())
                .body("standing", nullValue());

        var chosen = choose();

        assertThat(chosen.getInt("version")).isEqualTo(1);
        assertThat(chosen.getList("standing.payments.loanId", Long.class)).containsExactly(dear);
        assertThat(chosen.getString("standing.payments[0].dueDate")).isEqualTo("2026-05-21");
        assertThat(chosen.getString("standing.payments[0].nextMessageReason")).isNotEqualTo("noReminders");
        var preview = purse.post("/loans/payoff-plan", json("monthlyBudget", "8000.00", "order", "marginal"))
                .extract()
                .jsonPath();
        assertThat(chosen.getString("standing.payments[0].amount"))
                .isEqualTo(preview.getString("plan.days[0].payments[0].amount"));
        assertThat(chosen.getString("standing.debtFreeOn")).isEqualTo(preview.getString("comparisons[0].debtFreeOn"));
        assertThat(chosen.getString("standing.nextBudgetOn")).isEqualTo("2026-06-21");
        assertThat(chosen.getString("standing.onHand")).isEqualTo("8000.00");
        assertThat(ringing()).hasSize(1);
    }

    @Test
    @DisplayName("paid as asked, it is quiet until the next money and asks again then, a month later")
    void followedToTheLetter() {
        long dear = dear();
        var asked = choose().getString("standing.payments[0].amount");

        pay(dear, asked);

        assertThat(ringing()).noneMatch(line -> line.startsWith("2026-05"));
        assertThat(plan().getString("standing.paid")).isEqualTo(asked);
        var next = plan();
        for (int day = 0; day < 12; day++) {
            tomorrow();
            assertThat(plan().getList("standing.payments.dueDate", String.class))
                    .allMatch(due -> due.compareTo("2026-06-21") >= 0);
        }
        assertThat(next.getString("standing.missed")).isEqualTo("0.00");
    }

    @Test
    @DisplayName("half is paid and the other half is asked for; taken back, it is the whole again")
    void paidInPart() {
        long dear = dear();
        var asked = Money.of(choose().getString("standing.payments[0].amount"));
        var entry = pay(dear, "1000.00");
        var left = Money.of(plan().getString("standing.payments[0].amount"));
        assertThat(left).isEqualTo(asked.minus(Money.of("1000")));
        assertThat(ringing()).singleElement().asString().startsWith("2026-05-21 " + left);
        purse.post("/loans/" + dear + "/payments/" + entry + "/reverse").statusCode(200);
        assertThat(plan().getString("standing.payments[0].amount")).isEqualTo(asked.toString());
        pay(dear, asked.toString());
        assertThat(plan().getList("standing.payments.dueDate", String.class)).doesNotContain("2026-05-21");
    }

    @Test
    @DisplayName("the button pays exactly what the plan asks for, once, and an old one pays nothing else")
    void fromTheChat() {
        long dear = dear();
        var first = choose();
        var key = SubjectKey.planned(first.getLong("standing.payments[0].id"));
        var asked = Money.of(first.getString("standing.payments[0].amount"));
        var account = account();

        assertThat(pressed(() -> chat.pay(account, key, asked.minus(Money.of("1")))))
                .isInstanceOf(Result.Changed.class);
        var written = (Result.Written) pressed(() -> chat.pay(account, key, asked));
        assertThat(written.amount()).isEqualTo(asked);
        assertThat(written.payment().remaining()).isEqualTo(Money.ZERO);
        assertThat(written.payment().lastEntry()).hasValue(written.entryId());
        assertThat(pressed(() -> chat.pay(account, key, asked))).isInstanceOf(Result.AlreadyPaid.class);
        assertThat(purse.loan(dear).getString("paidTotal")).isEqualTo(asked.toString());

        assertThat(pressed(() -> chat.reverse(account, written.entryId()))).isInstanceOf(Result.Written.class);
        var again = await(() -> chat.find(account.accountId(), key)).orElseThrow();
        assertThat(again.remaining()).isEqualTo(asked);
        assertThat(ringing()).hasSize(1);
    }

    private static Result pressed(Supplier<Uni<Result>> press) {
        return await(press);
    }

    private AccountSettings account() {
        var id = purse.visitor.accountId();
        return await(() -> accounts.settings(List.of(id))).get(id);
    }

    @Test
    @DisplayName(
            "a new loan, one that is changed, deleted and restored: the next payment is the planner's by what is owed then")
    void loansComeAndGo() {
        long known = known();
        choose("monthlyBudget", "4000.00");
        assertThat(asPlanned()).isNotEmpty();
        long dear = dear();
        assertThat(asPlanned()).isNotEmpty();
        var loan = purse.loan(dear);
        var undo = purse.delete("/loans/" + dear, loan.getInt("version"))
                .statusCode(204)
                .extract()
                .header(UndoLog.HEADER);
        assertThat(plan().getList("standing.payments.loanId", Long.class)).doesNotContain(dear);
        asPlanned();
        purse.post("/undo/" + undo).statusCode(200);
        asPlanned();
        purse.post("/loans/" + known + "/close", Map.of("reason", "Списали")).statusCode(200);
        assertThat(plan().getList("standing.payments.loanId", Long.class)).doesNotContain(known);
        asPlanned();
    }

    /** That what is asked for is what the planner says by today's debts and what is on hand. */
    private List<String> asPlanned() {
        var plan = plan();
        var chosen = plan.getMap("chosen");
        if (!plan.getString("standing.ahead").equals("0.00")) {
            return notTwice(plan);
        }
        var body = json(
                "monthlyBudget", chosen.get("monthlyBudget"),
                "order", chosen.get("order"),
                "firstOn", plan.getString("standing.nextBudgetOn"),
                "extra", plan.getString("standing.onHand"));
        var preview =
                purse.post("/loans/payoff-plan", body).statusCode(200).extract().jsonPath();
        var worth = new BigDecimal((String) chosen.get("monthlyBudget")).movePointLeft(2);
        var today = preview.getString("on");
        boolean quiet = Purse.texts(
                        "select quiet::text from payoff_plans where account_id = " + purse.visitor.accountId())
                .contains("true");
        var expected = new ArrayList<String>();
        var before = new HashMap<Number, BigDecimal>();
        for (Map<String, Object> day : preview.<Map<String, Object>>getList("plan.days")) {
            boolean something = payments(day).stream()
                    .anyMatch(payment -> new BigDecimal((String) payment.get("early")).signum() > 0);
            if (quiet && something && day.get("date").equals(today)) {
                // What was to be paid of this money is paid, and what has been saved since waits for the next.
                assertThat(plan.getList("standing.payments.dueDate", String.class))
                        .noneMatch(due -> due.compareTo(today) <= 0);
                return List.of("nothing now");
            }
            for (Map<String, Object> payment : payments(day)) {
                var loan = (Number) payment.get("loanId");
                var amount = new BigDecimal((String) payment.get("amount"));
                var wanted = new BigDecimal((String) payment.get("early"));
                // Nobody can write down more than the notebook has.
                var left = new BigDecimal(purse.loan(loan.longValue()).getString("debt"))
                        .subtract(before.getOrDefault(loan, BigDecimal.ZERO))
                        .subtract(amount.subtract(wanted));
                var early = wanted.min(left);
                before.merge(loan, amount, BigDecimal::add);
                if (early.signum() > 0 && ((boolean) payment.get("closes") || early.compareTo(worth) >= 0)) {
                    expected.add(payment.get("loanId") + " " + early);
                }
            }
            if (!expected.isEmpty()) {
                break;
            }
        }
        var asked = new ArrayList<String>();
        for (Map<String, Object> payment : plan.<Map<String, Object>>getList("standing.payments")) {
            asked.add(payment.get("loanId") + " " + payment.get("amount"));
        }
        assertThat(asked).as("of %s", body).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(ringing()).hasSize(asked.size());
        return asked;
    }

    /** What of the next money is paid already is not in what is asked for on its day. */
    private List<String> notTwice(JsonPath plan) {
        var next = plan.getString("standing.nextBudgetOn");
        var asked = new ArrayList<String>();
        var sum = BigDecimal.ZERO;
        for (Map<String, Object> payment : plan.<Map<String, Object>>getList("standing.payments")) {
            asked.add(payment.get("loanId") + " " + payment.get("amount"));
            if (payment.get("dueDate").equals(next)) {
                sum = sum.add(new BigDecimal((String) payment.get("amount")));
            }
        }
        assertThat(sum)
                .isLessThanOrEqualTo(new BigDecimal(plan.getString("chosen.monthlyBudget"))
                        .add(new BigDecimal(plan.getString("standing.onHand")))
                        .subtract(new BigDecimal(plan.getString("standing.ahead"))));
        assertThat(ringing()).hasSize(asked.size());
        return asked;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> payments(Map<String, Object> day) {
        return (List<Map<String, Object>>) day.get("payments");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("after any life of payments what rings is what the planner says on today's balances")
    void anyLife(long seed) {
        var random = new Random(seed);
        var loans = new ArrayList<Long>(List.of(dear(), known()));
        choose(
                "monthlyBudget",
                "6000.37",
                "order",
                List.of("marginal", "rate", "size").get(random.nextInt(3)));
        var entries = new ArrayList<String[]>();
        for (int step = 0; step < 25; step++) {
            long loan = loans.get(random.nextInt(loans.size()));
            switch (random.nextInt(7)) {
                case 0, 1 -> {
                    for (int day = 1 + random.nextInt(9); day > 0; day--) {
                        tomorrow();
                    }
                    purse = purse.again();
                }
                case 2 -> {
                    var debt = new BigDecimal(purse.loan(loan).getString("debt"));
                    var sum = debt.min(BigDecimal.valueOf(1 + random.nextInt(200_000), 2));
                    if (sum.signum() > 0) {
                        entries.add(new String[] {String.valueOf(loan), pay(loan, sum.toPlainString())});
                    }
                }
                case 3 -> {
                    for (Map<String, Object> due : plan().<Map<String, Object>>getList("standing.payments")) {
                        var id = ((Number) due.get("loanId")).longValue();
                        entries.add(new String[] {String.valueOf(id), pay(id, (String) due.get("amount"))});
                    }
                }
                case 4 -> {
                    if (!entries.isEmpty()) {
                        var entry = entries.remove(random.nextInt(entries.size()));
                        purse.post("/loans/" + entry[0] + "/payments/" + entry[1] + "/reverse")
                                .statusCode(200);
                    }
                }
                case 5 -> {
                    if (loans.size() < 4) {
                        loans.add(random.nextBoolean() ? dear() : known());
                    }
                }
                // Of a loan that is paid by its plan as it was, that may be refused.
                default -> purse.post("/loans/" + loan + "/installments", installment("2026-09-01", "500.00"));
            }
            asPlanned();
        }
    }

    @Test
    @DisplayName("what was not paid out of one month's budget is told the next month and not asked for on top")
    void monthWithoutPaying() {
        dear();
        var first = choose("monthlyBudget", "3000.00").getString("standing.payments[0].amount");
        until("2026-05-25");
        assertThat(plan().getString("standing.payments[0].dueDate")).isEqualTo("2026-05-21");
        assertThat(new BigDecimal(plan().getString("standing.behind"))).isGreaterThanOrEqualTo(new BigDecimal(first));
        until("2026-06-21");
        var next = plan();
        assertThat(next.getString("standing.missed")).isEqualTo("3000.00");
        assertThat(next.getString("standing.onHand")).isEqualTo("3000.00");
        assertThat(ringing()).noneMatch(line -> line.startsWith("2026-05"));
    }

    @Test
    @DisplayName("what is paid before the day of its money is not asked for once more on that day")
    void paidBeforeItsDay() {
        long dear = dear();
        assertThat(choose("firstOn", "2026-05-25").getString("standing.payments[0].amount"))
                .isEqualTo("8000.00");

        pay(dear, "3000.00");
        assertThat(plan().getString("standing.payments[0].amount")).isEqualTo("5000.00");
        assertThat(plan().getString("standing.ahead")).isEqualTo("3000.00");
        until("2026-05-25");
        assertThat(plan().getString("standing.payments[0].amount")).isEqualTo("5000.00");
        assertThat(plan().getString("standing.onHand")).isEqualTo("5000.00");
        assertThat(plan().getString("standing.ahead")).isEqualTo("0.00");

        pay(dear, "5000.00");
        assertThat(plan().getList("standing.payments.dueDate", String.class))
                .allMatch(due -> due.compareTo("2026-06-25") >= 0);
        assertThat(plan().getString("standing.onHand")).isEqualTo("0.00");
        tomorrow();
        assertThat(ringing()).noneMatch(line -> line.startsWith("2026-05"));
    }

    @Test
    @DisplayName("the button of a payment whose day is still to come pays it once: its day asks for nothing more")
    void pressedBeforeItsDay() {
        dear();
        var chosen = choose("monthlyBudget", "4000.00", "firstOn", "2026-05-22");
        var key = SubjectKey.planned(chosen.getLong("standing.payments[0].id"));
        var account = account();

        assertThat(pressed(() -> chat.pay(account, key, Money.of("4000")))).isInstanceOf(Result.Written.class);
        assertThat(await(() -> chat.find(account.accountId(), key))
                        .orElseThrow()
                        .open())
                .isFalse();
        until("2026-05-23");
        assertThat(plan().getString("standing.onHand")).isEqualTo("0.00");
        assertThat(ringing()).noneMatch(line -> line.startsWith("2026-05"));
        assertThat(pressed(() -> chat.pay(account, key, Money.of("4000")))).isInstanceOf(Result.AlreadyPaid.class);
    }

    @Test
    @DisplayName("a payment of last month that is written down this month is missed no more")
    void writtenDownLate() {
        long dear = dear();
        choose("monthlyBudget", "3000.00");
        until("2026-06-22");
        assertThat(plan().getString("standing.missed")).isEqualTo("3000.00");

        purse.post("/loans/" + dear + "/payments", Map.of("amount", "3000.00", "paidOn", "2026-06-20"))
                .statusCode(201);

        assertThat(plan().getString("standing.missed")).isEqualTo("0.00");
        assertThat(plan().getString("standing.onHand")).isEqualTo("3000.00");
        asPlanned();
    }

    @Test
    @DisplayName("what a payment ended that paid a little less than was asked says what was paid")
    void endedByLess() {
        long dear = dear();
        var key = SubjectKey.planned(choose("monthlyBudget", "5000.00").getLong("standing.payments[0].id"));

        pay(dear, "4980.00");

        var paid = await(() -> chat.find(purse.visitor.accountId(), key)).orElseThrow();
        assertThat(paid.open()).isFalse();
        assertThat(paid.amount()).isEqualTo(Money.of("4980"));
        assertThat(ringing()).noneMatch(line -> line.startsWith("2026-05"));
    }

    @Test
    @DisplayName("a loan that comes after months without any finds one budget, not all of them")
    void moneyDoesNotGather() {
        long known = known();
        choose();
        pay(known, "6000.00");
        clock.advance(Duration.ofDays(125));
        await(() -> days.goOn());
        purse = purse.again();
        dear();
        assertThat(plan().getString("standing.onHand")).isEqualTo("8000.00");
        assertThat(plan().getString("standing.missed")).isEqualTo("0.00");
        asPlanned();
    }

    @Test
    @DisplayName("a payment that a replica of the version before writes is followed with the next look")
    void writtenPastThePlan() {
        long dear = dear();
        choose();
        RealServices.execute("""
                insert into loan_entries (account_id, loan_id, kind, amount, paid_on, source, actor, created_at)
                values (?, ?, 'PAYMENT', 7000, date '2026-05-21', 'WEB', 'Тест', now())
                """, purse.visitor.accountId(), dear);
        assertThat(plan().getString("standing.payments[0].amount")).isEqualTo("8000.00");

        await(() -> days.goOn());

        assertThat(plan().getString("standing.payments[0].amount")).isEqualTo("1000.00");
        asPlanned();
    }

    @Test
    @DisplayName("a prolonged loan is planned by its new date")
    void prolonged() {
        long dear = dear();
        choose("monthlyBudget", "2000.00");
        purse.post("/loans/" + dear + "/prolongation", json("until", "2026-07-10"))
                .statusCode(201);
        asPlanned();
        tomorrow();
        asPlanned();
    }

    @Test
    @DisplayName("a zone in which it is tomorrow has tomorrow's money at once, and the way back brings no second one")
    void zones() {
        clock.set(Instant.parse("2026-05-21T18:00:00Z"));
        dear();
        choose("firstOn", "2026-05-22");
        assertThat(plan().getString("standing.onHand")).isEqualTo("0.00");
        for (var zone : List.of("Asia/Vladivostok", "Europe/Moscow", "Asia/Vladivostok", "America/New_York")) {
            zone(zone);
            assertThat(plan().getString("standing.onHand")).as(zone).isEqualTo("8000.00");
            assertThat(plan().getString("standing.payments[0].amount")).as(zone).isEqualTo("8000.00");
            assertThat(ringing()).hasSize(1);
        }
    }

    private void zone(String zone) {
        var settings = purse.get("/settings").extract();
        var changed = new HashMap<String, Object>(settings.jsonPath().getMap(""));
        changed.put("timeZone", zone);
        purse.visitor
                .request()
                .header("If-Match", settings.header("ETag"))
                .body(changed)
                .put("/settings")
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName(
            "payments and the tick of midnight at the same moment: none waits for ever, and the plan knows all of it")
    void atOnce() throws Exception {
        var loans = List.of(dear(), known());
        choose();
        clock.advance(Duration.ofDays(1));
        var work = new ArrayList<Callable<Object>>();
        for (int n = 0; n < 8; n++) {
            long loan = loans.get(n % 2);
            work.add(() -> pay(loan, "100.00"));
            work.add(() -> {
                await(() -> days.goOn());
                return "";
            });
        }
        try (var people = Executors.newFixedThreadPool(work.size())) {
            for (var done : people.invokeAll(work)) {
                done.get();
            }
        }
        assertThat(plan().getString("standing.paid")).isEqualTo("800.00");
        assertThat(plan().getString("standing.onHand")).isEqualTo("7200.00");
        asPlanned();
    }

    @Test
    @DisplayName("a day that nobody was there for is made up for")
    void daysMissed() {
        known();
        choose("monthlyBudget", "1000.00", "firstOn", "2026-05-25");
        clock.advance(Duration.ofDays(40));
        await(() -> days.goOn());
        purse = purse.again();
        assertThat(plan().getString("standing.nextBudgetOn")).isEqualTo("2026-07-25");
        asPlanned();
    }

    @Test
    @DisplayName("a plan that ends asks for nothing; the same choice again changes nothing, another begins anew")
    void endsAndBegins() {
        dear();
        choose();
        var body = plan().getMap("chosen");
        purse.put("/payoff-plan", 1, json("chosen", body)).statusCode(200).body("version", is(1));
        clock.advance(Duration.ofDays(3));
        purse.put("/payoff-plan", 1, json("chosen", body)).statusCode(200).body("version", is(1));
        purse.put("/payoff-plan", 0, json("chosen", null)).statusCode(412);
        purse.put("/payoff-plan", 1, json("chosen", null))
                .statusCode(200)
                .body("version", is(2))
                .body("chosen", nullValue());
        assertThat(ringing()).isEmpty();
        tomorrow();
        assertThat(choose().getInt("version")).isEqualTo(3);
        assertThat(ringing()).hasSize(1);
    }

    @Test
    @DisplayName("a loan that reminds of nothing says so beside what the plan asks for it")
    void withoutReminders() {
        purse.create("orgName", "Тихий", "loanDate", "2026-05-01", "reminderTemplateId", null);
        var chosen = choose();
        assertThat(chosen.getString("standing.payments[0].nextMessageReason")).isEqualTo("noReminders");
        assertThat(ringing()).isEmpty();
    }

    @Test
    @DisplayName("with nothing left to pay it stays, and asks again when there is a new loan")
    void nothingLeft() {
        long known = known();
        choose();
        pay(known, "6000.00");
        purse.get("/payoff-plan")
                .body("standing.payments", empty())
                .body("standing.debt", equalTo("0.00"))
                .body("standing.debtFreeOn", nullValue());
        dear();
        assertThat(plan().getList("standing.payments")).isNotEmpty();
    }

    @Test
    @DisplayName("what makes no sense is named, and nothing is chosen then")
    void nonsense() {
        purse.put("/payoff-plan", 0, json("chosen", json("monthlyBudget", "0", "order", "size")))
                .statusCode(400)
                .body("errors.field", hasItem("chosen.monthlyBudget"));
        purse.put(
                        "/payoff-plan",
                        0,
                        json("chosen", json("monthlyBudget", "10", "order", "size", "firstOn", "2026-05-20")))
                .statusCode(400)
                .body("errors.field", contains("chosen.firstOn"));
        assertThat(plan().getInt("version")).isZero();
    }

    @Test
    @DisplayName("nobody sees or ends the plan of another")
    void ofOnesOwn() {
        dear();
        choose();
        var mine = purse;
        purse = Purse.empty();
        assertThat(plan().getInt("version")).isZero();
        choose("monthlyBudget", "5.00");
        purse = mine;
        assertThat(plan().getString("chosen.monthlyBudget")).isEqualTo("8000.00");
    }
}
