package app.zapiska;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the database looks at for an answer does not depend on how much others have: rows are counted, not time. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class GrowthTest {

    private static final int OTHERS = 100;
    private static final int TASKS = 200;
    private static final int LOANS = 20;

    /** A table of a few pages is read as a whole, which costs less than its index. */
    private static final int SMALL = 250;

    private static final Pattern PLAN =
            Pattern.compile("plan:\\n\\t(\\{.*?\\n\\t\\})(?=\\s*\\n\\d{4}-|\\s*\\Z)", Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is the whole installation's, is empty here, or has nothing to do with how many rows there are. */
    private static final Set<String> LEFT_OUT =
            Set.of("getCalendarFile", "getImport", "getImportReport", "AuthResource_needs");

    /** The ways of asking that have statements, or conditions, of their own. */
    private static final Map<String, List<String>> ASKED_WITH = Map.ofEntries(
            entry("calendar", List.of("?from={month}&to={today}")),
            entry("statistics", List.of("?from={month}&to={today}")),
            entry("countTasks", List.of("", "?q=квитанция")),
            entry(
                    "listTasks",
                    List.of(
                            "?filter=open",
                            "?filter=overdue",
                            "?filter=done&sort=created",
                            "?sort=day&filter=open",
                            "?q=квитанция",
                            "?q=кв",
                            "?sort=day&q=шаг",
                            "?q=⭐")),
            entry("listCollectorContacts", List.of("", "?limit=5")),
            entry("listLoans", List.of("", "?status=open&sort=debt", "?q=займ")));

    /** Of loans with several payments left; to say so it reads all that it would answer from. */
    private static final Set<String> REFUSED_HERE = Set.of("compareProlongation");

    private Visitor visitor;

    @AfterEach
    void forget() {
        RealServices.executeQuickly(Stream.of(
                        "deliveries",
                        "reminders",
                        "loan_entries",
                        "installments",
                        "loan_requisites",
                        "collector_contacts",
                        "payoff_payments",
                        "payoff_plans",
                        "loans",
                        "subtasks",
                        "tasks",
                        "task_categories",
                        "reminder_templates")
                .map(table -> "delete from " + table
                        + " where account_id in (select id from accounts where login like 'growth%')")
                .toList());
        RealServices.execute("delete from accounts where login like 'growth%'");
    }

    @Test
    @DisplayName("an answer looks at as many rows with a hundred times the rows of others as with as many as its own")
    void rowsOfOthersCostNothing() {
        visitor = Visitor.newcomer();
        fill("id = " + visitor.accountId());
        others(1, 1);
        var few = looked();
        others(2, OTHERS);

        var many = looked();

        var grown = new TreeMap<String, String>();
        many.forEach((question, rows) -> {
            if (rows > 2 * few.get(question) + SMALL) {
                grown.put(question, few.get(question) + " rows, and " + rows + " with those of others");
            }
        });
        assertThat(grown).isEmpty();
        assertThat(few.get("listTasks ?q=квитанция")).as("what is counted").isGreaterThan(0);
    }

    /** By question, the rows that its answer has looked at: planned for its values or for any, whichever looks at more. */
    private Map<String, Long> looked() {
        var looked = new TreeMap<String, Long>();
        for (var onceForAll : List.of(false, true)) {
            try (var explaining = RealServices.explaining(onceForAll)) {
                questions().forEach((name, path) -> {
                    long before = RealServices.logged();
                    var answer = visitor.request().get(path);
                    assertThat(answer.statusCode())
                            .as(name + " " + path)
                            .isEqualTo(REFUSED_HERE.contains(name) ? 409 : 200);
                    answer.asByteArray();
                    looked.merge(name, rows(RealServices.loggedSince(before)), Math::max);
                });
            }
        }
        return looked;
    }

    private Map<String, String> questions() {
        var ids = new HashMap<String, Object>();
        Map.of(
                        "tasks", "tasks",
                        "loans", "loans",
                        "collector-contacts", "collector_contacts",
                        "categories", "task_categories",
                        "reminder-templates", "reminder_templates",
                        "reminders", "reminders")
                .forEach((collection, table) -> ids.put(
                        collection,
                        RealServices.count(
                                "select max(id) from " + table + " where account_id = ?", visitor.accountId())));
        var questions = new TreeMap<String, String>();
        StatementsTest.questions().forEach((operation, path) -> {
            if (!LEFT_OUT.contains(operation)
                    && !StatementsTest.ENDLESS.contains(operation)
                    && !StatementsTest.OF_THE_OWNER.contains(operation)) {
                var named = path.replaceAll("\\{[^}]+}", String.valueOf(ids.get(path.split("/")[1])));
                for (var with : ASKED_WITH.getOrDefault(operation, List.of(""))) {
                    questions.put(
                            (operation + " " + with).strip(),
                            named + with.replace("{month}", "2026-11-01").replace("{today}", "2026-11-30"));
                }
            }
        });
        return questions;
    }

    private static long rows(String log) {
        long rows = 0;
        var plans = PLAN.matcher(log);
        while (plans.find()) {
            try {
                rows += rows(JSON.readTree(plans.group(1).replace("\n\t", "\n")).path("Plan"));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(plans.group(1), e);
            }
        }
        return rows;
    }

    /** Of tables and indexes, those that were thrown away included. */
    private static long rows(JsonNode node) {
        double here = node.has("Relation Name") || node.has("Index Name")
                ? (node.path("Actual Rows").asDouble()
                                + node.path("Rows Removed by Filter").asDouble()
                                + node.path("Rows Removed by Index Recheck").asDouble())
                        * node.path("Actual Loops").asDouble()
                : 0;
        long below = 0;
        for (var part : node.path("Plans")) {
            below += rows(part);
        }
        return Math.round(here) + below;
    }

    private void others(int first, int last) {
        RealServices.executeQuickly(List.of("""
                insert into accounts (login, name, role, password_hash, language, time_zone, work_start_hour, work_end_hour,
                  repeat_minutes_1, repeat_minutes_2, repeat_minutes_3, urgent_days, snooze_default_minutes, created_at, updated_at)
                select 'growth' || n, 'x', 'MEMBER', 'x', 'ru', 'Europe/Moscow', 7, 22, 15, 15, 15, 5, 60, now(), now()
                from generate_series(%d, %d) n
                """.formatted(first, last)));
        fill("login ~ '^growth' and cast(substr(login, 7) as integer) between " + first + " and " + last);
    }

    private static void fill(String whose) {
        var changes = new ArrayList<String>();
        String accounts = "(select id as account_id from accounts where " + whose + ") a";
        changes.add("""
                insert into task_categories (account_id, name, color, created_at, updated_at)
                select account_id, 'Дом', '#336699', now(), now() from %s
                """.formatted(accounts));
        changes.add("""
                insert into reminder_templates (account_id, name, rules, created_at, updated_at)
                select account_id, 'Свой', '[]', now(), now() from %s
                """.formatted(accounts));
        changes.add("""
                insert into tasks (account_id, title, status, importance, due_date, completed_at, created_at, updated_at)
                select account_id, case when n %% 40 = 0 then 'Квитанция ' else 'Письмо ' end || n,
                  case when n %% 4 = 0 then 'DONE' else 'OPEN' end, 1 + n %% 3, date '2026-11-01' + n %% 200,
                  case when n %% 4 = 0 then timestamptz '2026-11-01 12:00Z' + n %% 20 * interval '1 day' end, now(), now()
                from generate_series(1, %d) n, %s
                """.formatted(TASKS, accounts));
        changes.add("""
                insert into subtasks (account_id, task_id, title, position, created_at)
                select account_id, t.id, case when t.id %% 20 = 0 then 'Шаг ' else 'Часть ' end || n, n, now()
                from %s join tasks t using (account_id), generate_series(0, 1) n
                """.formatted(accounts));
        changes.add("""
                insert into loans (account_id, org_name, loan_date, amount_borrowed, daily_rate, org_folded, search_folded, created_at, updated_at)
                select account_id, 'Займ ' || n, date '2026-01-01', 10000, 0.8, 'займ ' || n, 'займ ' || n, now(), now()
                from generate_series(1, %d) n, %s
                """.formatted(LOANS, accounts));
        changes.add("""
                insert into loan_requisites (account_id, loan_id, version, name, account, bank, bic, correspondent_account, inn, kpp, purpose,
                  sbp_link, updated_at)
                select account_id, l.id, 1, 'ООО МКК', '40701810900000012345', 'ПАО СБЕРБАНК', '044525225', '30101810400000000225', '', '',
                  '', '', now()
                from %s join loans l using (account_id)
                """.formatted(accounts));
        changes.add("""
                insert into collector_contacts (account_id, loan_id, contacted_at, kind, who, phone, note, created_at)
                select account_id, l.id, now() - (l.id %% 50) * interval '1 day' - n * interval '1 hour', 'CALL', 'Ирина', '', '', now()
                from %s join loans l using (account_id), generate_series(1, 5) n
                """.formatted(accounts));
        changes.add("""
                insert into payoff_plans (account_id, version, monthly_budget, pay_order, first_on, extra, fee_fixed, fee_percent,
                  chosen_on, after_entry, since, money, kept, missed, quiet, on_hand, ahead, worked_out_on, next_at)
                select account_id, 1, 1000, 'SIZE', date '2026-01-01', 0, 0, 0, date '2026-01-01', 0, date '2026-01-01', 1000, 0, 0,
                  false, 1000, 0, date '2026-01-01', timestamptz '2100-01-01 00:00Z'
                from %s
                """.formatted(accounts));
        changes.add("""
                insert into payoff_payments (account_id, loan_id, since, due_date, amount, remaining, after_entry, created_at)
                select account_id, l.id, date '2026-01-01' + n, date '2026-01-01' + n, 100, case when n = 0 then 100 else 0 end, 0,
                  now()
                from %s join loans l using (account_id), generate_series(0, 5) n
                """.formatted(accounts));
        changes.add("""
                insert into installments (account_id, loan_id, due_date, amount, created_at)
                select account_id, l.id, date '2026-06-01' + 30 * n, 1000, now()
                from %s join loans l using (account_id), generate_series(1, 12) n
                """.formatted(accounts));
        changes.add("""
                insert into loan_entries (account_id, loan_id, installment_id, kind, amount, paid_on, source, actor, created_at)
                select account_id, i.loan_id, case when i.loan_id %% 3 > 0 then i.id end, 'PAYMENT', 1000, i.due_date, 'WEB', 'x', now()
                from %s join installments i using (account_id) where i.due_date < date '2026-11-10'
                """.formatted(accounts));
        for (var subject : List.of(
                "'TASK' as kind, s.id from %s join tasks s",
                "'INSTALLMENT' as kind, s.id from %s join installments s")) {
            changes.add("""
                    insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state, sent_count,
                      first_sent_at, last_sent_at, created_at, updated_at)
                    select account_id, kind, id, 'CUSTOM', timestamp '2026-01-01' + id * interval '1 minute',
                      timestamptz '2026-01-01Z' + id * interval '1 minute', 'DONE', sent,
                      case when sent > 0 then timestamptz '2026-11-10Z' end, case when sent > 0 then timestamptz '2026-11-10Z' end,
                      now(), now()
                    from (select account_id, %s using (account_id)) s,
                      lateral (select case when id %% 4 = 0 then 1 else 0 end as sent) n
                    """.formatted(subject.formatted(accounts)));
        }
        RealServices.executeQuickly(changes);
        RealServices.execute("vacuum analyze");
    }
}
