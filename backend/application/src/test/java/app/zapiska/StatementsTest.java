package app.zapiska;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.sql.Kept;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How many statements an answer takes, counted by PostgreSQL: one, or a reason stands beside the figure. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class StatementsTest {

    /** @param why it is not one; empty where it is one or none */
    private record Most(int statements, String why) {}

    private static final Most ONE = most(1, "");
    private static final Most NONE = most(0, "");

    private static final Map<String, Most> MOST = Map.ofEntries(
            entry("AuthResource_me", NONE),
            entry("signInNeeds", ONE),
            entry("GroupResource_get", ONE),
            entry("SessionResource_list", ONE),
            entry("SettingsResource_get", ONE),
            entry("StatusResource_status", ONE),
            entry("TelegramResource_status", ONE),
            entry("TokenResource_list", ONE),
            entry("beforeNewLoan", ONE),
            entry("calendar", ONE),
            entry("collectorContactsStanding", ONE),
            entry("compareProlongation", ONE),
            entry("countTasks", ONE),
            entry("dashboard", most(2, "the tasks' half and the loans'")),
            entry("downloadBackup", ONE),
            entry("exportEverything", most(22, "one for each kind of thing, in one snapshot, each streamed")),
            entry("exportCollectorContacts", ONE),
            entry("foreseeEarlyReturn", ONE),
            entry("getCalendarFile", ONE),
            entry("getAnnouncement", ONE),
            entry("getCategory", ONE),
            entry("getCollectorContact", ONE),
            entry("getImport", ONE),
            entry("getImportReport", ONE),
            entry("getLoan", ONE),
            entry("getPaymentQr", ONE),
            entry("getPayoffPlan", ONE),
            entry("getReminderTemplate", ONE),
            entry("getRequisites", ONE),
            entry("getTask", ONE),
            entry("getTaskSeries", ONE),
            entry("listAnnouncements", ONE),
            entry("listAudit", ONE),
            entry("listBackups", ONE),
            entry("listCalendarFeeds", ONE),
            entry("listCategories", ONE),
            entry("listCollectorContacts", ONE),
            entry("listDeliveries", ONE),
            entry("listImports", ONE),
            entry("listInvitations", ONE),
            entry("listLoans", ONE),
            entry("listPayments", ONE),
            entry("listPeople", ONE),
            entry("listReminderTemplates", ONE),
            entry("listReminders", ONE),
            entry("listTasks", ONE),
            entry("listUndo", ONE),
            entry("nextDigests", ONE),
            entry("loanReckoning", ONE),
            entry("loanStatistics", ONE),
            entry("loanWays", ONE),
            entry("secondChannel", ONE),
            entry("passkeys", ONE),
            entry("secondFactor", ONE),
            entry("statistics", ONE),
            entry("telegramUpdates", ONE));

    /** What is asked for seldom may be planned each time. */
    private static final Set<String> NOT_KEPT =
            Set.of("listBackups", "downloadBackup", "exportEverything", "getImport", "getImportReport", "listImports");

    static final Set<String> ENDLESS = Set.of("EventResource_events");

    /** What is asked for as the owner, because nobody else may. */
    static final Set<String> OF_THE_OWNER = Set.of(
            "getAnnouncement",
            "listAnnouncements",
            "listBackups",
            "downloadBackup",
            "StatusResource_status",
            "listPeople",
            "listInvitations",
            "telegramUpdates");

    /** What an answer is not given without. */
    private static final Map<String, String> ASKED_WITH = Map.of("calendar", "?from=2026-11-01&to=2027-11-30");

    private static final String BACKUP = "zapiska-20261120T230000Z.age";

    private Visitor visitor;
    private Visitor owner;
    private final Map<String, Object> ids = new HashMap<>();

    private static Most most(int statements, String why) {
        return new Most(statements, why);
    }

    /** By the operation's name, the path of each GET of the API's description. */
    static Map<String, String> questions() {
        Map<String, Map<String, Map<String, Object>>> paths = RestAssured.given()
                .accept(ContentType.JSON)
                .queryParam("format", "json")
                .get("/api/v1/openapi")
                .jsonPath()
                .getMap("paths");
        var questions = new TreeMap<String, String>();
        paths.forEach((path, methods) -> {
            if (methods.containsKey("get")) {
                questions.put((String) methods.get("get").get("operationId"), path.replace("/api/v1", ""));
            }
        });
        return questions;
    }

    @Test
    @DisplayName("bug 35: every GET of the API takes one statement, or as many as it gives a reason for")
    void statementsOfEachAnswer() throws IOException {
        visitor = Visitor.newcomer();
        owner = Visitor.owner();
        var backup = RealServices.backups().resolve(BACKUP);
        Files.write(backup, new byte[] {1, 2, 3});
        try {
            seed();
            var questions = questions();
            ENDLESS.forEach(questions::remove);
            assertThat(MOST).containsOnlyKeys(questions.keySet());
            var tooMany = new TreeMap<String, List<String>>();
            var notKept = new TreeMap<String, List<String>>();
            questions.forEach((operation, path) -> {
                var statements = statementsOf(operation, path);
                if (statements.size() > MOST.get(operation).statements()) {
                    tooMany.put(operation + " takes " + statements.size(), statements);
                }
                if (!statements.stream().allMatch(Kept::prepared)) {
                    notKept.put(operation, statements);
                }
            });
            assertThat(tooMany).isEmpty();
            NOT_KEPT.forEach(notKept::remove);
            assertThat(notKept)
                    .as("name the columns that come back, and the statement stays prepared")
                    .isEmpty();
        } finally {
            Files.delete(backup);
            RealServices.execute("delete from backups where name = ?", BACKUP);
        }
    }

    @Test
    @DisplayName("what takes more than one says why")
    void reasons() {
        MOST.forEach((operation, most) ->
                assertThat(most.why().isEmpty()).as(operation).isEqualTo(most.statements() <= 1));
    }

    /** Of three tries the one with the fewest: something else in this process may have asked at the same time. */
    private List<String> statementsOf(String operation, String path) {
        ask(operation, path);
        return IntStream.range(0, 3)
                .mapToObj(round -> {
                    RealServices.countStatementsAnew();
                    ask(operation, path);
                    return RealServices.statements();
                })
                .min((one, other) -> Integer.compare(one.size(), other.size()))
                .orElseThrow();
    }

    private void ask(String operation, String path) {
        var collection = path.split("/")[1];
        var who = OF_THE_OWNER.contains(operation) ? owner : visitor;
        var named = path.replaceAll("\\{[^}]+}", String.valueOf(ids.get(collection)));
        var answer = who.request().get(named + ASKED_WITH.getOrDefault(operation, ""));
        assertThat(answer.statusCode()).as(operation + " " + named).isEqualTo(200);
        answer.asByteArray();
    }

    /** Two of everything, so that what is asked once for each row shows. */
    private void seed() {
        for (int n = 0; n < 2; n++) {
            var template = made("reminder-templates", Map.of("name", "Шаблон " + n, "rules", rules()));
            var category = made("categories", Map.of("name", "Категория " + n));
            made(
                    "tasks",
                    Map.of(
                            "title",
                            "Задача",
                            "categoryId",
                            category,
                            "due",
                            "2099-12-01T12:00",
                            "recurrence",
                            "FREQ=MONTHLY",
                            "reminderTemplateId",
                            template,
                            "subtasks",
                            List.of(Map.of("title", "Раз"), Map.of("title", "Два"))));
            var loan = made(
                    "loans",
                    Map.of(
                            "orgName",
                            "МаниМен",
                            "loanDate",
                            "2025-10-01",
                            "amountBorrowed",
                            "300.00",
                            "contract",
                            Map.of("dailyRate", 0.8),
                            "reminderTemplateId",
                            template,
                            "installments",
                            installments()));
            visitor.request()
                    .header("If-Match", "*")
                    .body(Map.of(
                            "name", "ООО МКК",
                            "account", "40701810900000012345",
                            "bank", "ПАО СБЕРБАНК",
                            "bic", "044525225",
                            "correspondentAccount", "30101810400000000225"))
                    .put("/loans/" + loan + "/requisites")
                    .then()
                    .statusCode(200);
            made("collector-contacts", Map.of("at", "2025-11-02T10:00", "kind", "call", "loanId", loan));
            visitor.request()
                    .header("If-Match", "*")
                    .body(Map.of("chosen", Map.of("monthlyBudget", "100", "order", "marginal")))
                    .put("/payoff-plan")
                    .then()
                    .statusCode(200);
            // A date is moved of the last payment, when it alone is left.
            var seen = visitor.request().get("/loans/" + loan).jsonPath();
            var others = new BigDecimal(seen.getString("debt"))
                    .subtract(new BigDecimal(seen.getString("installments[-1].amount")));
            for (var amount :
                    List.of("40.00", others.subtract(new BigDecimal("40.00")).toString())) {
                visitor.request()
                        .body(Map.of("amount", amount, "paidOn", "2025-10-02"))
                        .post("/loans/" + loan + "/payments")
                        .then()
                        .statusCode(201);
            }
            ids.put("imports", RealServices.count("""
                    with done as (insert into imports (account_id, kind, dry_run, state, requested_at, finished_at)
                      values (?, 'ARCHIVE', false, 'DONE', now(), now()) returning id)
                    select id from done""", visitor.accountId()));
        }
        String url = visitor.request()
                .body(Map.of("content", "all"))
                .post("/calendar/feeds")
                .then()
                .statusCode(201)
                .extract()
                .path("url");
        ids.put("calendar", url.replaceAll("^.*/|\\.ics$", ""));
        ids.put(
                "reminders",
                RealServices.count("select max(id) from reminders where account_id = ?", visitor.accountId()));
        ids.put("backups", BACKUP);
        ids.put("announcements", RealServices.count("""
                with made as (insert into announcements (text, planned_at, created_at, stopped_at)
                  values ('Завтра обновление', now(), now(), now()) returning id),
                copies as (insert into announcement_copies (announcement_id, account_id, state, due_at, ended_at)
                  select made.id, accounts.id, 'STOPPED', now(), now() from made, accounts)
                select id from made"""));
        RealServices.execute("""
                insert into backups (kind, state, name, size, sha256, on_disk, remote, requested_at, finished_at)
                values ('SCHEDULED', 'DONE', ?, 3, repeat('a', 64), true, 'STORED', now(), now())""", BACKUP);
    }

    private static List<Map<String, Object>> rules() {
        return List.of(Map.of("kind", "before", "minutes", 60), Map.of("kind", "before", "minutes", 1440));
    }

    private static List<Map<String, Object>> installments() {
        var installments = new ArrayList<Map<String, Object>>();
        for (var day : List.of("2025-11-01", "2026-12-10", "2035-01-01")) {
            installments.add(Map.of("dueDate", day, "amount", "100.00"));
        }
        return installments;
    }

    private Object made(String collection, Map<String, Object> body) {
        Object id = visitor.request()
                .body(body)
                .post("/" + collection)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        ids.put(collection, id);
        return id;
    }
}
