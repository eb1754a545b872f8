package app.zapiska.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The former program's database comes over, with whatever its bugs have left in it. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LegacyImportTest {

    private Visitor owner;
    private OldNotebook old;

    /** The owner of an installation that is still empty. */
    @BeforeEach
    void moveIn() throws SQLException {
        RealServices.execute("update accounts set role = 'MEMBER' where role = 'OWNER'");
        owner = Visitor.newcomer("OWNER");
        old = OldNotebook.ofOne();
    }

    @AfterEach
    void moveOut() throws SQLException {
        old.close();
        RealServices.execute("update accounts set role = 'MEMBER' where role = 'OWNER'");
        RealServices.execute("update accounts set role = 'OWNER' where login = 'owner'");
    }

    private JsonPath bring(boolean dryRun, String... person) {
        var request = new HashMap<String, Object>(Map.of("url", old.url(), "dryRun", dryRun));
        if (person.length > 0) {
            request.put("person", person[0]);
        }
        var id = owner.request()
                .body(request)
                .post("/import/original")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getLong("id");
        return Luggage.ended(owner, id);
    }

    private static void done(JsonPath report) {
        assertThat(report.getString("state")).as(report.prettify()).isEqualTo("done");
    }

    private static List<String> reasons(JsonPath report) {
        return report.getList("reasons.reason", String.class);
    }

    private JsonPath loan(String org) {
        var id = RealServices.count(
                "select id from loans where account_id = ? and org_name = ?", owner.accountId(), org);
        return owner.request()
                .get("/loans/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath task(String title) {
        var id =
                RealServices.count("select id from tasks where account_id = ? and title = ?", owner.accountId(), title);
        return owner.request()
                .get("/tasks/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void aLoanComesWithItsScheduleAndItsPayments() throws SQLException {
        old.loan(7, "МаниМен", "moneyman.example", "2025-09-01", "2031-02-01", "10000", 0);
        old.installment(7, "2025-10-01", "5056.5", 1, "2025-09-30");
        old.installment(7, "2031-02-01", "5056.5", 0, null);

        var report = bring(false);

        done(report);
        var loan = loan("МаниМен");
        assertThat(loan.getString("website")).isEqualTo("https://moneyman.example");
        assertThat(loan.getString("amountBorrowed")).isEqualTo("10000.00");
        assertThat(loan.getString("plannedTotal")).isEqualTo("10113.00");
        assertThat(loan.getString("debt")).isEqualTo("5056.50");
        assertThat(loan.getString("installments[0].paidDate")).isEqualTo("2025-09-30");
        assertThat(loan.getBoolean("riskyOrg")).isTrue();
        var entries = owner.request()
                .get("/loans/" + loan.getLong("id") + "/payments")
                .then()
                .statusCode(200);
        entries.body("items.size()", is(1)).body("items[0].source", is("api"));
        assertThat(reasons(report)).contains("paid-by-flag", "website-completed");
    }

    @Test
    @DisplayName("bug 1: a loan without instalments is owed, whatever its mark says")
    void aLoanWithoutInstallmentsIsOwed() throws SQLException {
        old.loan(1, "Без графика", "https://a.example", "2025-09-01", "2031-02-01", "3000", 1);
        var report = bring(false);
        done(report);
        assertThat(loan("Без графика").getString("debt")).isEqualTo("3000.00");
        assertThat(reasons(report)).contains("paid-flag-ignored");
    }

    @Test
    @DisplayName("bug 2: the loan's mark is a step late; its payments are believed")
    void theMarkOfALoanIsNotBelieved() throws SQLException {
        old.loan(1, "Свои", "https://a.example", "2025-09-01", "2031-02-01", "3000", 0);
        old.installment(1, "2025-10-01", "3000", 1, "2025-10-01");
        old.loan(2, "Чужие", "https://a.example", "2025-09-01", "2031-02-01", "3000", 1);
        old.installment(2, "2031-02-01", "3000", 0, null);
        var report = bring(false);
        done(report);
        assertThat(loan("Свои").getString("status")).isEqualTo("paid");
        assertThat(loan("Чужие").getString("debt")).isEqualTo("3000.00");
        assertThat(report.getLong("reasons.find { it.reason == 'paid-flag-ignored' }.count"))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("bug 4: floats become exact sums; what is no sum is left behind and said so")
    void floatsBecomeExact() throws SQLException {
        old.loan(1, "Копейки", "", "2025-09-01", "2031-02-01", "0.6000000000000001", 0);
        old.loan(2, "Бесконечность", "", "2025-09-01", "2031-02-01", "Infinity", 0);
        old.loan(3, "Не число", "", "2025-09-01", "2031-02-01", "NaN", 0);
        old.installment(3, "2031-02-01", "100", 0, null);
        old.installment(3, "2031-03-01", "NaN", 0, null);
        old.installment(3, "2031-03-01", "0.001", 0, null);
        old.installment(3, "2031-03-01", "1e308", 0, null);
        var report = bring(false);
        done(report);
        assertThat(loan("Копейки").getString("amountBorrowed")).isEqualTo("0.60");
        assertThat(loan("Не число").getString("amountBorrowed")).isEqualTo("100.00");
        assertThat(loan("Не число").getString("plannedTotal")).isEqualTo("100.00");
        assertThat(reasons(report)).contains("money-rounded", "money-refused", "borrowed-guessed");
        assertThat(report.getLong("counts.find { it.kind == 'loan' }.refused")).isEqualTo(1);
        assertThat(report.getLong("counts.find { it.kind == 'loan' }.added")).isEqualTo(2);
    }

    @Test
    @DisplayName("bug 5: an instalment without a date falls due when the loan does")
    void anEmptyDateIsGuessed() throws SQLException {
        old.loan(1, "Пустая дата", "", "2025-09-01", "2031-02-01", "100", 0);
        old.installment(1, "", "100", 0, null);
        var report = bring(false);
        done(report);
        assertThat(loan("Пустая дата").getString("nextPayment.dueDate")).isEqualTo("2031-02-01");
        assertThat(reasons(report)).contains("due-date-guessed");
    }

    @Test
    @DisplayName(
            "BR-25: PostgreSQL's own way to write a day is understood, and nothing falls due or is paid today instead")
    void daysAsPostgresWritesThem() throws SQLException {
        old.loan(1, "Зоны", "", "2026-09-01 00:00:00+03", "10.01.2031", "100", 0);
        old.installment(1, "2026-10-10 00:00:00+03", "60", 1, "2026-10-09 21:00:00.123456+00");
        old.installment(1, "2031-1-9", "40", 0, null);
        old.task(1, "К сроку", null, 0, 2, "2031-01-10 00:00:00+03", null);
        old.task(2, "Полночь", null, 0, 2, "2031-01-10T24:00", null);
        var report = bring(false);
        done(report);
        var loan = loan("Зоны");
        assertThat(loan.getString("loanDate")).isEqualTo("2026-09-01");
        assertThat(loan.getString("dueDate")).isEqualTo("2031-01-10");
        assertThat(loan.getList("installments.dueDate", String.class)).containsExactly("2026-10-10", "2031-01-09");
        assertThat(loan.getString("installments[0].paidDate")).isEqualTo("2026-10-10");
        assertThat(task("К сроку").getString("due")).startsWith("2031-01-10T00:00");
        assertThat(task("Полночь").getString("due")).startsWith("2031-01-11T00:00");
        assertThat(reasons(report)).doesNotContain("due-date-guessed", "date-dropped", "date-unreadable");
    }

    @Test
    @DisplayName(
            "BR-25: a day of money that can't be read becomes no other; the row is kept aside with all that it says")
    void unreadableDaysOfMoneyAreKeptAside() throws SQLException {
        old.loan(1, "Неясный", "", "когда-то", "скоро", "100", 0);
        old.installment(1, "2026-02-31", "60", 1, "2026-02-01");
        old.installment(1, "2025-10-10", "15", 1, "на днях");
        old.installment(1, "2031-01-09", "25", 0, null);
        old.loan(2, "Вне времени", "", "", "", "100", 0);
        old.says("update loans set created_at = '?' where id = 2");
        old.installment(2, "", "100", 1, "");
        var report = bring(false);
        done(report);
        var loan = loan("Неясный");
        assertThat(loan.getList("installments.dueDate", String.class)).containsExactly("2031-01-09");
        assertThat(loan.getString("debt")).isEqualTo("25.00");
        // the day that the row was made, which is the earliest that is known
        assertThat(loan.getString("loanDate")).isEqualTo("2025-09-01");
        assertThat(loan.getString("dueDate")).isNull();
        assertThat(RealServices.count("select count(*) from loan_entries where account_id = ?", owner.accountId()))
                .isZero();
        assertThat(RealServices.count("select count(*) from loans where account_id = ?", owner.accountId()))
                .isEqualTo(1);
        assertThat(reasons(report))
                .contains("loan-date-unreadable", "date-dropped", "date-unreadable", "payment-date-unreadable");
        assertThat(report.getList("remarks.findAll { it.reason.contains('unreadable') }.value", String.class))
                .contains(
                        "amount=60 due_date=2026-02-31 paid=1 paid_date=2026-02-01",
                        "amount=15 due_date=2025-10-10 paid=1 paid_date=на днях",
                        "когда-то");
    }

    @Test
    @DisplayName("bug 11: a contract dated after its own payments is as old as the first of them")
    void aLoanDateThatWasOverwrittenMovesBack() throws SQLException {
        old.loan(1, "Перезаписан", "", "2025-11-20", "2025-11-01", "100", 0);
        old.installment(1, "2025-10-15", "100", 0, null);
        var report = bring(false);
        done(report);
        assertThat(loan("Перезаписан").getString("loanDate")).isEqualTo("2025-10-15");
        assertThat(reasons(report)).contains("loan-date-moved");
    }

    @Test
    @DisplayName("bug 10: a payment without its day, or one in the future, gets a possible day")
    void paymentsWithoutADayGetOne() throws SQLException {
        old.loan(1, "Без дня", "", "2025-09-01", "2031-02-01", "100", 1);
        old.installment(1, "2025-10-01", "60", 1, null);
        old.installment(1, "2031-02-01", "40", 1, "2031-01-01");
        var report = bring(false);
        done(report);
        assertThat(loan("Без дня").getString("installments[0].paidDate")).isEqualTo("2025-10-01");
        assertThat(loan("Без дня").getString("debt")).isEqualTo("0.00");
        assertThat(report.getLong("reasons.find { it.reason == 'paid-date-guessed' }.count"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "https://user:secret@bank.example", "два слова"})
    @DisplayName("bug 43: an address that would harm is left behind")
    void harmfulAddressesAreLeftBehind(String website) throws SQLException {
        old.loan(1, "Опасный", website, "2025-09-01", "2031-02-01", "100", 0);
        var report = bring(false);
        done(report);
        assertThat(loan("Опасный").getString("website")).isEmpty();
        assertThat(reasons(report)).contains("website-dropped");
    }

    @ParameterizedTest
    @CsvSource({
        "2031-05-01T18:00, 2031-05-01T18:00",
        "2031-05-01 18:00, 2031-05-01T18:00",
        "2031-05-01, 2031-05-01",
        "'', "
    })
    @DisplayName("bugs 16, 26: deadlines with T, a space or without a time")
    void deadlinesAreUnderstood(String due, String expected) throws SQLException {
        old.task(1, "Срок", null, 0, 2, due, null);
        done(bring(false));
        assertThat(task("Срок").getString("due")).isEqualTo(expected);
    }

    @Test
    @DisplayName("bugs 31, 33: what the old form let through is mended")
    void tasksAreMended() throws SQLException {
        old.task(1, "", "None", 0, 9, "когда-нибудь", null);
        old.task(2, "Готова", "описание", 1, 1, null, null);
        old.task(3, "Не готова", null, 0, 3, null, "2025-09-03T10:00:00.5");
        var report = bring(false);
        done(report);
        var mended = task("Без названия");
        assertThat(mended.getInt("importance")).isEqualTo(2);
        assertThat(mended.getString("description")).isEmpty();
        assertThat(mended.getString("due")).isNull();
        assertThat(task("Готова").getString("completedAt")).startsWith("2025-09-02T07:00:00");
        assertThat(task("Не готова").getString("status")).isEqualTo("open");
        assertThat(reasons(report))
                .contains("title-made-up", "importance-guessed", "date-dropped", "completed-guessed");
    }

    @Test
    @DisplayName("bugs 15, 16, 17: reminders to come come once, those of the past do not")
    void onlyRemindersToComeCome() throws SQLException {
        old.task(1, "С напоминаниями", null, 0, 1, "2031-05-01T18:00", null);
        old.reminder(1, "2031-05-01 17:00", 0);
        old.reminder(1, "2031-05-01T17:00:00", 0);
        old.reminder(1, "2031-04-30T12:00", 1);
        old.reminder(1, "2025-09-01T12:00", 0);
        old.reminder(1, "скоро", 0);
        var report = bring(false);
        done(report);
        assertThat(task("С напоминаниями").getList("reminders.at", String.class))
                .containsExactly("2031-05-01T17:00");
        assertThat(task("С напоминаниями").getList("reminders.source", String.class))
                .containsExactly("custom");
        assertThat(report.getLong("reasons.find { it.reason == 'reminder-past' }.count"))
                .isEqualTo(2);
        assertThat(reasons(report)).contains("reminder-unreadable");
    }

    @Test
    @DisplayName("bugs 30, 32: subtasks and categories come with their tasks")
    void subtasksAndCategoriesCome() throws SQLException {
        old.says("""
                insert into task_categories (id, name, color, icon, created_at) values
                  (5, 'Home', '#11AA22', null, '2025-09-01'), (6, 'HOME', 'red', null, '2025-09-01')""");
        old.task(1, "Уборка", null, 0, 2, null, null);
        old.says("update tasks set category_id = 6");
        old.says("""
                insert into subtasks (task_id, title, completed, "order", created_at) values
                  (1, 'Второе', 0, 2, '2025-09-01'), (1, 'Первое', 1, 1, '2025-09-01')""");
        var report = bring(false);
        done(report);
        assertThat(task("Уборка").getList("subtasks.title", String.class)).containsExactly("Первое", "Второе");
        assertThat(task("Уборка").getList("subtasks.completed", Boolean.class)).containsExactly(true, false);
        assertThat(RealServices.text(
                        "select string_agg(name || color, ' ') from task_categories where account_id = ?",
                        owner.accountId()))
                .isEqualTo("Home#11aa22");
        assertThat(task("Уборка").getObject("categoryId", Long.class)).isNotNull();
        assertThat(reasons(report)).contains("color-replaced");
    }

    @Test
    @DisplayName("bug 12: own templates are translated, the others are ours already")
    void ownTemplatesAreTranslated() throws SQLException {
        old.says("""
                insert into reminder_templates (name, description, rules, is_system, created_at) values
                  ('Интенсивные (3 раза)', '', '{"type": "before", "intervals": [1440, 60, 0]}', 1, '2025-09-01'),
                  ('Свой', 'мой', '{"type": "before", "intervals": [60, 1440, 60]}', 0, '2025-09-01'),
                  ('Диапазон', '', '{"type": "range", "frequency_minutes": 60}', 0, '2025-09-01'),
                  ('Сломан', '', '{', 0, '2025-09-01')""");
        var report = bring(false);
        done(report);
        assertThat(RealServices.text(
                        "select string_agg(name || cast(rules as jsonb), ' ') from reminder_templates where account_id = ? and system_key is null",
                        owner.accountId()))
                .isEqualTo("Свой[{\"kind\": \"before\", \"minutes\": 1440}, {\"kind\": \"before\", \"minutes\": 60}]");
        assertThat(reasons(report)).contains("template-ours", "template-unreadable");
    }

    @Test
    void aDryRunReportsTheSameAndWritesNothing() throws SQLException {
        old.loan(1, "МаниМен", "moneyman.example", "2025-09-01", "2031-02-01", "10000", 0);
        old.installment(1, "2025-10-01", "5056.5", 1, "2025-09-30");
        old.task(1, "Задача", null, 0, 9, null, null);

        var tried = bring(true);
        done(tried);
        assertThat(RealServices.count("select count(*) from import_rows where account_id = ?", owner.accountId()))
                .isZero();
        assertThat(RealServices.count("select count(*) from loans where account_id = ?", owner.accountId()))
                .isZero();

        var real = bring(false);
        done(real);
        assertThat(real.getList("counts")).isEqualTo(tried.getList("counts"));
        assertThat(real.getList("reasons")).isEqualTo(tried.getList("reasons"));
    }

    @Test
    void theSameAgainBringsOnlyWhatIsNew() throws SQLException {
        old.loan(1, "МаниМен", "", "2025-09-01", "2031-02-01", "10000", 0);
        old.task(1, "Задача", null, 0, 2, null, null);
        done(bring(false));
        old.task(2, "Новая", null, 0, 2, null, null);

        var again = bring(false);

        assertThat(again.getLong("counts.find { it.kind == 'task' }.added")).isEqualTo(1);
        assertThat(again.getLong("counts.find { it.kind == 'loan' }.present")).isEqualTo(1);
        assertThat(RealServices.count("select count(*) from tasks where account_id = ?", owner.accountId()))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("bug 48: whoever adds something after an import gets a number nobody has")
    void sequencesAreRight() throws SQLException {
        old.loan(900_000, "МаниМен", "", "2025-09-01", "2031-02-01", "10000", 0);
        old.task(900_000, "Задача", null, 0, 2, null, null);
        done(bring(false));
        owner.request().body(Map.of("title", "Следующая")).post("/tasks").then().statusCode(201);
        owner.request()
                .body(Map.of("orgName", "Следующий", "loanDate", "2025-10-01", "amountBorrowed", "1.00"))
                .post("/loans")
                .then()
                .statusCode(201);
    }

    @Test
    @DisplayName("bugs 27, 28, 44: of several people's things those of one come, their schedules as text")
    void thingsOfOnePersonCome() throws SQLException {
        old.close();
        old = OldNotebook.ofSeveral();
        old.says("""
                insert into users (id, email, username) values (1, 'a@example.org', 'anna'), (2, 'b@example.org', 'boris');
                insert into tasks (id, title, status, importance, created_at, updated_at, user_id, task_type, duration_minutes,
                  schedule_config) values
                  (1, 'Футбол', false, 1, '2025-10-10', '2025-10-10', 1, 'recurring_event', 60, '{"mode":"weekly"}'),
                  (2, 'Чужая', true, 1, '2025-10-10', '2025-10-10', 2, 'simple', null, null);
                insert into task_schedules (task_id, day_of_week, start_time, end_time) values (1, 1, '20:00', '21:00');
                insert into loans (org_name, website, loan_date, due_date, amount_borrowed, amount_due, risky_org,
                  reminded_pre_due, is_paid, created_at, user_id, interest_rate) values
                  ('Чужой', '', '2025-10-10', '2025-10-10', 1, 0, 0, 0, 0, '2025-10-10', 2, 0)""");

        var unchosen = bring(false);
        assertThat(unchosen.getString("error")).isEqualTo("choose-person");
        assertThat(unchosen.getList("people", String.class)).containsExactly("a@example.org", "b@example.org");

        var report = bring(false, "Anna");
        done(report);
        // A day and an hour make a series, the rest stays to be read.
        assertThat(task("Футбол").getString("description"))
                .contains("{\"mode\":\"weekly\"}")
                .doesNotContain("20:00");
        assertThat(task("Футбол").getString("recurrence")).isEqualTo("FREQ=WEEKLY;BYDAY=MO");
        assertThat(task("Футбол").getString("due")).endsWith("T20:00");
        assertThat(reasons(report)).contains("schedule-as-text");
        assertThat(RealServices.count(
                        "select (select count(*) from tasks where account_id = a) + (select count(*) from loans where account_id = a) from (select cast(? as bigint) as a) x",
                        owner.accountId()))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("rows whose loan, task, category or person is gone are left behind and counted")
    void orphansAreLeftBehind() throws SQLException {
        old.says("""
                alter table installments drop constraint installments_loan_id_fkey;
                alter table subtasks drop constraint subtasks_task_id_fkey;
                alter table task_reminders drop constraint task_reminders_task_id_fkey;
                alter table tasks drop constraint tasks_category_id_fkey;
                insert into subtasks (task_id, title, completed, "order", created_at) values (77, 'Чей?', 0, 1, '2025-09-01')""");
        old.loan(1, "Живой", "", "2025-09-01", "2031-02-01", "100", 0);
        old.installment(77, "2031-02-01", "100", 0, null);
        old.task(1, "Живая", null, 0, 2, null, null);
        old.says("update tasks set category_id = 77");
        old.reminder(77, "2031-05-01T17:00", 0);

        var report = bring(false);

        done(report);
        assertThat(report.getLong("reasons.find { it.reason == 'orphan' }.count"))
                .isEqualTo(4);
        assertThat(report.getList("remarks.findAll { it.reason == 'orphan' }.value", String.class))
                .contains("installments 1", "subtasks 1", "task_reminders 1", "task_categories 77");
        assertThat(loan("Живой").getList("installments")).isEmpty();
        assertThat(task("Живая").getList("subtasks")).isEmpty();
    }

    @Test
    void aTableOfAnotherShapeIsNotTheOriginals() throws SQLException {
        old.says("alter table tasks drop column importance");
        assertThat(bring(false).getString("error")).isEqualTo("not-the-original");
    }

    @Test
    void anotherDatabaseIsNotTheOriginal() throws SQLException {
        old.says("drop table subtasks");
        assertThat(bring(false).getString("error")).isEqualTo("not-the-original");
    }

    @Test
    void aWrongPasswordAndASilentServerAreSaid() {
        for (var url : List.of(
                "postgresql://nobody:wrong@127.0.0.1:1/nothing", old.url().replace("original_", "missing_"))) {
            var id = owner.request()
                    .body(Map.of("url", url))
                    .post("/import/original")
                    .then()
                    .statusCode(202)
                    .body("dryRun", is(true))
                    .extract()
                    .jsonPath()
                    .getLong("id");
            assertThat(Luggage.ended(owner, id).getString("error")).isEqualTo("unreachable");
        }
    }

    @Test
    void thePasswordIsInNoLog() {
        var logged = new CopyOnWriteArrayList<String>();
        var listening = new Handler() {
            @Override
            public void publish(LogRecord line) {
                var parameters = Arrays.toString(line.getParameters());
                for (var thrown = line.getThrown(); thrown != null; thrown = thrown.getCause()) {
                    parameters += " " + thrown;
                }
                logged.add(line.getMessage() + " " + parameters);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var everything = Logger.getLogger("");
        everything.addHandler(listening);
        try {
            for (var url : List.of(
                    "postgresql://nobody:correct-horse@127.0.0.1:1/nothing",
                    "postgresql://nobody:correct-horse@169.254.169.254/nothing",
                    old.url().replace(":owner@", ":correct-horse@").replace("original_", "missing_"))) {
                var answer = owner.request()
                        .body(Map.of("url", url))
                        .post("/import/original")
                        .then()
                        .statusCode(202)
                        .extract();
                assertThat(answer.asString()).doesNotContain("correct-horse");
                Luggage.ended(owner, answer.jsonPath().getLong("id"));
            }
            owner.request()
                    .body(Map.of("url", "postgresql://nobody:correct-horse@"))
                    .post("/import/original")
                    .then()
                    .statusCode(400);
        } finally {
            everything.removeHandler(listening);
        }
        assertThat(logged).noneMatch(line -> line.contains("correct-horse"));
    }

    @Test
    void thePasswordIsNowhereInTheDatabase() {
        bring(true);
        assertThat(RealServices.count(
                        "select count(*) from audit_log where cast(details as text) like '%owner:owner%'"))
                .isZero();
        assertThat(RealServices.count(
                        "select count(*) from imports i where account_id = ? and cast(i as text) like '%owner:owner%'",
                        owner.accountId()))
                .isZero();
    }

    @Test
    void onlyTheOwnerMayMakeTheServerReadAnotherDatabase() {
        Visitor.newcomer()
                .request()
                .body(Map.of("url", old.url()))
                .post("/import/original")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "http://127.0.0.1/a", "postgresql://a:b@c/d?socketFactory=x"})
    void whatIsNoAddressIsRefused(String url) {
        owner.request()
                .body(Map.of("url", url))
                .post("/import/original")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("url"));
    }

    @Test
    void theReportIsReadable() throws SQLException {
        old.loan(1, "Зло\u001b[31m", "javascript:alert(1)", "2025-09-01", "2031-02-01", "100", 0);
        var report = bring(true);
        var text = owner.request()
                .get("/imports/" + report.getLong("id") + "/report")
                .asString();
        assertThat(text)
                .startsWith("Пробный прогон")
                .contains("Займы: найдено 1, новых 1, уже было 0, не взято 0")
                .contains("Займ 1 «Зло")
                .contains("адрес сайта опасен")
                .doesNotContain("\u001b");
    }
}
