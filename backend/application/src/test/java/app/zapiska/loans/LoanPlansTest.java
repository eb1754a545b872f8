package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import app.zapiska.platform.sql.Statement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bug 35: what a list, a total or a change of a loan costs does not depend on how many rows there are, or only as it must. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LoanPlansTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    private List<Integer> statementsOf(List<Runnable> requests) {
        return requests.stream()
                .map(request -> {
                    RealServices.countStatementsAnew();
                    request.run();
                    return RealServices.statementsSent();
                })
                .toList();
    }

    /** Of three tries the fewest: something else in this process may have asked at the same time. */
    private List<Integer> statementsOfReads(List<Runnable> requests) {
        return requests.stream()
                .map(request -> Collections.min(statementsOf(Collections.nCopies(3, request))))
                .toList();
    }

    @Test
    @DisplayName(
            "bug 35: with 200 loans of 12 payments the list and the statistics are one statement each, as with two loans")
    void aConstantNumberOfStatements() {
        var purse = Purse.empty();
        var reads = List.<Runnable>of(
                () -> purse.get("/loans?limit=200").statusCode(200),
                () -> purse.get("/loans?limit=200&status=open&sort=debt&q=банк").statusCode(200),
                () -> purse.get("/loans/statistics").statusCode(200),
                () -> purse.get("/dashboard").statusCode(200));
        fill(purse.visitor.accountId(), 2);
        var few = statementsOfReads(reads);
        fill(purse.visitor.accountId(), 198);

        var many = statementsOfReads(reads);

        assertThat(purse.ids("limit=200", 200)).hasSize(200);
        assertThat(many).isEqualTo(few);
        assertThat(many.subList(0, 3)).containsExactly(1, 1, 1);
        assertThat(many.get(3)).isLessThanOrEqualTo(10);
    }

    @Test
    @DisplayName(
            "a loan with reminders and 36 payments is shown, paid, moved and deleted in as many statements as one with 3")
    void changesToo() {
        var purse = Purse.empty();
        var template = RealServices.count(
                "select min(id) from reminder_templates where account_id = ?", purse.visitor.accountId());

        assertThat(fewestOf(() -> changes(purse, template, 36))).isEqualTo(fewestOf(() -> changes(purse, template, 3)));
    }

    /** Of three tries: who asks is looked up anew every few seconds, whichever request that falls to. */
    private static List<Integer> fewestOf(Supplier<List<Integer>> tries) {
        return Stream.generate(tries)
                .limit(3)
                .reduce((one, other) -> IntStream.range(0, one.size())
                        .mapToObj(n -> Math.min(one.get(n), other.get(n)))
                        .toList())
                .orElseThrow();
    }

    private List<Integer> changes(Purse purse, long template, int payments) {
        var created = purse.create(
                "reminderTemplateId",
                template,
                "installments",
                IntStream.range(0, payments)
                        .mapToObj(n ->
                                installment(TODAY.plusYears(3).plusMonths(n).toString(), "100.00"))
                        .toList());
        var path = "/loans/" + created.getLong("id");
        var first = created.getLong("installments[0].id");
        return statementsOf(List.of(
                () -> purse.get(path).statusCode(200),
                () -> purse.post(path + "/installments/" + first + "/pay").statusCode(200),
                () -> purse.post(path + "/installments/" + first + "/unpay").statusCode(200),
                () -> purse.delete(path, 2).statusCode(204),
                () -> purse.post(path + "/restore").statusCode(200)));
    }

    /** Loans of 12 payments each: some paid, some in part, some for the loan as a whole, some taken back. */
    private static String filling(long account, int loans) {
        return """
                with new_loans as (
                  insert into loans (account_id, org_name, org_folded, search_folded, loan_date, due_date, amount_borrowed, notes,
                    created_at, updated_at)
                  select %1$d, 'Банк ' || n, 'банк ' || n, 'банк ' || n || repeat(' заметка', 20), date '2026-01-01', null, 10000, repeat('Заметка ', 20), now(), now()
                  from generate_series(1, %2$d) n returning id),
                new_installments as (
                  insert into installments (account_id, loan_id, due_date, amount, created_at)
                  select %1$d, id, date '2026-06-01' + 30 * n + cast(id %% 30 as integer), 1000.10 + n, now()
                  from new_loans, generate_series(1, 12) n returning id, loan_id, due_date, amount),
                payments as (
                  insert into loan_entries (account_id, loan_id, installment_id, kind, amount, paid_on, source, actor, created_at)
                  select %1$d, loan_id, case when id %% 7 > 0 then id end, 'PAYMENT',
                    case when id %% 5 = 0 then 10 else amount end, due_date, 'WEB', 'x', now()
                  from new_installments where due_date < date '2026-11-01' or id %% 11 = 0
                  returning id, loan_id, installment_id, amount, paid_on)
                select count(*) from payments
                """.formatted(account, loans);
    }

    private static void fill(long account, int loans) {
        // The foreign keys of one statement's rows are looked at when it ends.
        RealServices.count(filling(account, loans));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 2_000})
    @DisplayName("bug 35: the list and the statistics read the account's own rows only, by index, once each")
    void plans(int loans) throws SQLException {
        try (var database = DriverManager.getConnection(RealServices.ownerUrl())) {
            // Nothing of this is committed: the other tests never see it.
            database.setAutoCommit(false);
            var rich = account(database, "rich" + loans);
            value(database, filling(rich, loans));
            for (int other = 0; other < 20; other++) {
                value(database, filling(account(database, "other" + loans + "-" + other), loans));
            }
            try (var statement = database.createStatement()) {
                statement.execute("analyze loans, installments, loan_entries");
            }
            for (var sort : LoanSort.values()) {
                var selection = new LoanFigures.Selection(LoanFilter.OPEN, Optional.of("банк"));
                check(database, LoanFigures.page(rich, selection, sort, TODAY, 5, Optional.empty(), 51));
            }
            check(database, LoanFigures.statistics(rich, TODAY, 5));
            database.rollback();
        }
    }

    private static void check(Connection database, Statement statement) throws SQLException {
        var plan = explain(database, statement);
        if (Boolean.getBoolean("loans.plans")) {
            System.out.println(plan + "\n");
        }
        assertThat(plan)
                .doesNotContain("Seq Scan on loans")
                .doesNotContain("Seq Scan on installments")
                .doesNotContain("Seq Scan on loan_entries")
                // Each row with each: 2,000 loans would cost a hundred times what 200 do.
                .doesNotContainPattern("Rows Removed by Join Filter: \\d{6}");
    }

    private static String explain(Connection database, Statement statement) throws SQLException {
        var values = new ArrayList<Object>();
        var sql = Pattern.compile(":(\\w+)").matcher(statement.sql()).replaceAll(found -> {
            values.add(statement.parameters().get(found.group(1)));
            return "?";
        });
        try (var explained = database.prepareStatement("explain (analyze, costs off, timing off, summary on) " + sql)) {
            for (int i = 0; i < values.size(); i++) {
                explained.setObject(i + 1, values.get(i));
            }
            var lines = new ArrayList<String>();
            try (var rows = explained.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return String.join("\n", lines);
        }
    }

    private static long account(Connection database, String login) throws SQLException {
        return value(database, """
                insert into accounts (login, name, role, password_hash, language, time_zone, work_start_hour, work_end_hour,
                  repeat_minutes_1, repeat_minutes_2, repeat_minutes_3, urgent_days, snooze_default_minutes, created_at, updated_at)
                values ('loan-plans-%s', 'x', 'MEMBER', 'x', 'ru', 'Europe/Moscow', 7, 22, 15, 15, 15, 5, 60, now(), now()) returning id
                """.formatted(login));
    }

    private static long value(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
