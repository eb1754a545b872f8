package app.zapiska.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken along and brought in elsewhere is the same there. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class RoundTripTest {

    private static final String ROWS = """
            select (select count(*) from tasks where account_id = a.id) + (select count(*) from subtasks where account_id = a.id)
              + (select count(*) from task_categories where account_id = a.id)
              + (select count(*) from reminder_templates where account_id = a.id)
              + (select count(*) from loans where account_id = a.id) + (select count(*) from installments where account_id = a.id)
              + (select count(*) from loan_entries where account_id = a.id)
              + (select count(*) from collector_contacts where account_id = a.id)
              + (select count(*) from payoff_plans where account_id = a.id)
              + (select count(*) from reminders where account_id = a.id)
            from accounts a where a.id = ?""";

    private static final Map<String, Object> CONTRACT = Map.ofEntries(
            Map.entry("number", "=А-118; \"б\""),
            Map.entry("dailyRate", 0.7999),
            Map.entry("fullCost", 291.996),
            Map.entry("servicesPaid", "1500.50"),
            Map.entry("lenderKind", "microfinance"),
            Map.entry("promoRate", 0.5),
            Map.entry("promoLostOnDay", 4),
            Map.entry("penaltyKind", "daily"),
            Map.entry("penaltyRate", 0.1),
            Map.entry("shortLoan", true),
            Map.entry("collateral", false),
            Map.entry("receivedOn", "2025-10-02"));

    /** Somebody who has used everything there is. */
    private static Visitor settled() {
        var somebody = Visitor.newcomer();
        var settings =
                somebody.request().get("/settings").then().statusCode(200).extract();
        var chosen = new LinkedHashMap<>(settings.jsonPath().<String, Object>getMap(""));
        chosen.remove("version");
        chosen.put("timeZone", "Asia/Yekaterinburg");
        chosen.put("urgentDays", 9);
        chosen.put("workHours", json("start", 8, "end", 21, "days", json("7", null)));
        somebody.request()
                .header("If-Match", settings.header("ETag"))
                .body(chosen)
                .put("/settings")
                .then()
                .statusCode(200);
        var category = post(somebody, "/categories", Map.of("name", "Дом", "color", "#11aa22", "icon", "🏠"))
                .getLong("id");
        var template = post(
                        somebody,
                        "/reminder-templates",
                        Map.of(
                                "name",
                                "Заранее",
                                "description",
                                "За час",
                                "rules",
                                List.of(
                                        Map.of("kind", "before", "minutes", 60),
                                        Map.of("kind", "onDay", "daysBefore", 1, "time", "09:30"))))
                .getLong("id");
        post(
                somebody,
                "/tasks",
                json(
                        "title",
                        "=Полить цветы; и \"другое\"",
                        "description",
                        "Первая строка\nвторая",
                        "importance",
                        1,
                        "due",
                        "2031-05-01T18:00",
                        "durationMinutes",
                        30,
                        "categoryId",
                        category,
                        "reminderTemplateId",
                        template,
                        "reminders",
                        List.of("2031-04-30T12:00", "2031-04-29T12:00"),
                        "subtasks",
                        List.of(Map.of("title", "Фикус"), Map.of("title", "Кактус"))));
        var done = post(somebody, "/tasks", Map.of("title", "Сделано", "due", "2025-01-01"))
                .getLong("id");
        somebody.request().post("/tasks/" + done + "/complete").then().statusCode(200);
        var repeating = post(
                somebody,
                "/tasks",
                json(
                        "title",
                        "Повторяется",
                        "due",
                        "2031-01-31T10:00",
                        "recurrence",
                        "FREQ=MONTHLY;COUNT=30",
                        "categoryId",
                        category,
                        "reminderTemplateId",
                        template,
                        "reminders",
                        List.of("2031-01-30T12:00")));
        var next = somebody.request()
                .post("/tasks/" + repeating.getLong("id") + "/complete")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("followedBy.id");
        somebody.request()
                .header("If-Match", "\"v0\"")
                .body(json("title", "В этот раз иначе", "due", "2031-03-02T10:00"))
                .put("/tasks/" + next + "?scope=this")
                .then()
                .statusCode(200);
        var first = post(somebody, "/tasks", Map.of("title", "Раньше всех", "due", "2032-01-01T20:00"));
        post(somebody, "/tasks", Map.of("title", "Потом", "due", "2032-01-01T09:00"));
        somebody.request()
                .body(json("after", null))
                .put("/tasks/" + first.getLong("id") + "/place")
                .then()
                .statusCode(200);
        var gone = post(somebody, "/tasks", Map.of("title", "В корзине"));
        delete(somebody, "/tasks/", gone);

        var loan = post(
                somebody,
                "/loans",
                json(
                        "orgName", "МаниМен",
                        "website", "https://moneyman.example/кабинет",
                        "loanDate", "2025-10-01",
                        "dueDate", "2031-03-01",
                        "amountBorrowed", "10000.00",
                        "riskyOrg", true,
                        "notes", "+79000000000",
                        "paymentMethods", "Карта, 1 %",
                        "contract", CONTRACT,
                        "reminderTemplateId", template,
                        "installments",
                                List.of(
                                        Map.of("dueDate", "2025-11-01", "amount", "5056.00"),
                                        Map.of("dueDate", "2031-02-01", "amount", "5056.01"),
                                        Map.of("dueDate", "2031-03-01", "amount", "1.00"))));
        var path = "/loans/" + loan.getLong("id");
        somebody.request()
                .post(path + "/installments/" + loan.getLong("installments[0].id") + "/pay")
                .then()
                .statusCode(200);
        somebody.request()
                .post(path + "/installments/" + loan.getLong("installments[0].id") + "/unpay")
                .then()
                .statusCode(200);
        somebody.request()
                .header("If-Match", "*")
                .body(Map.of(
                        "name", "=ООО МКК \"Пример\"",
                        "account", "40701810900000012345",
                        "bank", "ПАО СБЕРБАНК",
                        "bic", "044525225",
                        "correspondentAccount", "30101810400000000225",
                        "inn", "7707083893",
                        "kpp", "770701001",
                        "purpose", "Погашение займа",
                        "sbpLink", "https://qr.nspk.ru/AS1000"))
                .put(path + "/requisites")
                .then()
                .statusCode(200);
        post(somebody, path + "/payments", Map.of("amount", "6000.00", "paidOn", "2025-11-02", "note", "=частями"));
        post(
                somebody,
                "/collector-contacts",
                json(
                        "at", "2025-11-02T18:05",
                        "kind", "robotCall",
                        "who", "=Алексей",
                        "phone", "+79000000001",
                        "loanId", loan.getLong("id"),
                        "note", "Первая строка\nвторая"));
        post(
                somebody,
                "/collector-contacts",
                Map.of("at", "2025-11-03T09:00", "kind", "letter", "who", "Не представились"));
        post(
                somebody,
                "/loans",
                Map.of("orgName", "Без графика", "loanDate", "2025-10-01", "amountBorrowed", "700.00"));
        var closed = post(
                somebody,
                "/loans",
                Map.of(
                        "orgName",
                        "Закрыт",
                        "loanDate",
                        "2025-10-01",
                        "amountBorrowed",
                        "900.00",
                        "amountDue",
                        "950.00"));
        somebody.request()
                .body(Map.of("reason", "Простили"))
                .post("/loans/" + closed.getLong("id") + "/close")
                .then()
                .statusCode(200);
        var prolonged = post(
                somebody,
                "/loans",
                Map.of(
                        "orgName", "Продлён",
                        "loanDate", "2025-10-01",
                        "dueDate", "2025-11-01",
                        "amountBorrowed", "1000.00",
                        "amountDue", "1300.00"));
        post(
                somebody,
                "/loans/" + prolonged.getLong("id") + "/prolongation",
                Map.of(
                        "until", "2031-01-01",
                        "paidOn", "2025-11-01",
                        "amount", "350.00",
                        "fee", "50.00",
                        "toReturn", "1250.00"));
        var deleted = post(
                somebody, "/loans", Map.of("orgName", "Удалён", "loanDate", "2025-10-01", "amountBorrowed", "1.00"));
        delete(somebody, "/loans/", deleted);
        somebody.request()
                .header("If-Match", "*")
                .body(Map.of(
                        "chosen",
                        json(
                                "monthlyBudget", "400.00",
                                "order", "manual",
                                "loanIds", List.of(prolonged.getLong("id"), loan.getLong("id")),
                                "extra", "50.00",
                                "feeFixed", "10.00",
                                "feePercent", 1.5)))
                .put("/payoff-plan")
                .then()
                .statusCode(200);
        return somebody;
    }

    private static Map<String, Object> json(Object... parts) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < parts.length; i += 2) {
            object.put((String) parts[i], parts[i + 1]);
        }
        return object;
    }

    private static JsonPath post(Visitor somebody, String path, Map<String, ?> body) {
        return somebody.request()
                .body(body)
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static void delete(Visitor somebody, String path, JsonPath thing) {
        somebody.request()
                .header("If-Match", "\"v" + thing.getInt("version") + "\"")
                .delete(path + thing.getLong("id"))
                .then()
                .statusCode(204);
    }

    private static long rows(Visitor somebody) {
        return RealServices.count(ROWS, somebody.accountId());
    }

    @Test
    void anEmptyAccountBecomesEqual() {
        var packed = Luggage.packedBy(settled());
        var other = Visitor.newcomer();

        var brought = Luggage.bring(other, packed, false);

        assertThat(brought.getString("state")).isEqualTo("done");
        assertThat(brought.getBoolean("settings")).isTrue();
        assertThat(Luggage.meaning(Luggage.packedBy(other))).isEqualTo(Luggage.meaning(packed));
        assertThat(other.request().get("/loans?q=МаниМен").jsonPath().getMap("items[0].contract"))
                .hasSameSizeAs(CONTRACT)
                .allSatisfy((field, value) -> assertThat(value)
                        .as("" + field)
                        .hasToString(CONTRACT.get(field).toString()));
    }

    @Test
    @DisplayName("an archive of the time before contracts is taken, and one that contradicts itself is not")
    void contractsOfArchives() {
        var packed = Luggage.packedBy(settled());
        var loans = new String(Luggage.unpacked(packed).get("loans.json"), StandardCharsets.UTF_8);
        var before = loans.replaceAll("\"contract\" ?: ?(null|\\{[^}]*}), ?", "");
        assertThat(before).doesNotContain("\"contract\"");
        var other = Visitor.newcomer();

        Luggage.bring(other, Luggage.with(packed, "loans.json", before), false);

        assertThat(other.request().get("/loans?q=МаниМен").jsonPath().getMap("items[0].contract"))
                .isNull();
        var wrong = loans.replaceAll("(\"receivedOn\" ?: ?)\"2025-10-02\"", "$1\"2025-09-02\"");
        assertThat(wrong).isNotEqualTo(loans);
        assertThat(Luggage.bring(Visitor.newcomer(), Luggage.with(packed, "loans.json", wrong), true)
                        .getString("state"))
                .isEqualTo("failed");
    }

    @Test
    @DisplayName("calls and visits come with the loans they were about; an archive of the time before them is taken")
    void contactsOfArchives() {
        var packed = Luggage.packedBy(settled());
        var other = Visitor.newcomer();

        Luggage.bring(other, packed, false);

        var there = other.request().get("/collector-contacts").jsonPath();
        assertThat(there.getList("items.at")).containsExactly("2025-11-03T09:00", "2025-11-02T18:05");
        assertThat(there.getList("items.orgName")).containsExactly(null, "МаниМен");
        assertThat(there.getLong("items[1].loanId"))
                .isEqualTo(other.request().get("/loans?q=МаниМен").jsonPath().getLong("items[0].id"));

        var files = Luggage.unpacked(packed);
        files.remove("contacts.json");
        Luggage.send(Visitor.newcomer(), Luggage.packed(files), true).statusCode(400);
        var before = Luggage.before(packed, "contacts.json");
        assertThat(Luggage.bring(Visitor.newcomer(), before, false).getString("state"))
                .isEqualTo("done");
        var lost = new String(Luggage.unpacked(packed).get("contacts.json"), StandardCharsets.UTF_8)
                .replaceFirst("(\"loanId\" ?: ?)\\d+", "$1999999999");
        assertThat(Luggage.bring(Visitor.newcomer(), Luggage.with(packed, "contacts.json", lost), true)
                        .getString("state"))
                .isEqualTo("failed");
    }

    @Test
    @DisplayName(
            "a plan that is followed goes on there with its money and its order, and reminds; older archives have none")
    void plansOfArchives() {
        var here = settled();
        var packed = Luggage.packedBy(here);
        var other = Visitor.newcomer();

        Luggage.bring(other, packed, false);

        var before = here.request().get("/payoff-plan").jsonPath();
        var after = other.request().get("/payoff-plan").jsonPath();
        for (var what : List.of(
                "onHand", "missed", "debt", "debtFreeOn", "nextBudgetOn", "payments.orgName", "payments.amount")) {
            assertThat(after.<Object>get("standing." + what)).as(what).isEqualTo(before.get("standing." + what));
        }
        assertThat(after.getList("standing.payments")).isNotEmpty();
        assertThat(RealServices.count(
                        "select count(*) from reminders where account_id = ? and subject_kind = 'PLANNED'",
                        other.accountId()))
                .isEqualTo(RealServices.count(
                        "select count(*) from reminders where account_id = ? and subject_kind = 'PLANNED'",
                        here.accountId()));

        var settings = new String(Luggage.unpacked(packed).get("settings.json"), StandardCharsets.UTF_8);
        var older = settings.replaceAll(",?\\s*\"payoffPlan\" ?: ?\\{[^}]*}", "");
        assertThat(older).doesNotContain("payoffPlan");
        var third = Visitor.newcomer();
        assertThat(Luggage.bring(third, Luggage.with(packed, "settings.json", older), false)
                        .getString("state"))
                .isEqualTo("done");
        assertThat(third.request().get("/payoff-plan").jsonPath().<Object>get("chosen"))
                .isNull();
        var wrong = settings.replaceAll("(\"since\" ?: ?)\"[^\"]+\"", "$1\"2999-01-01\"");
        assertThat(Luggage.bring(Visitor.newcomer(), Luggage.with(packed, "settings.json", wrong), true)
                        .getString("state"))
                .isEqualTo("failed");
    }

    @Test
    @DisplayName("an account that is deleted takes everything along, its ledger too, and nothing of anybody else's")
    void nothingIsLeftOfADeletedAccount() {
        var gone = settled();
        var stays = settled();
        var kept = Luggage.meaning(Luggage.packedBy(stays));

        Visitor.owner().request().delete("/accounts/" + gone.accountId()).then().statusCode(204);

        for (var table : RealServices.text("""
                        select string_agg(table_name, ' ') from information_schema.columns
                        where table_schema = 'public' and column_name = 'account_id'""").split(" ")) {
            assertThat(RealServices.count("select count(*) from " + table + " where account_id = ?", gone.accountId()))
                    .as(table)
                    .isZero();
        }
        assertThat(Luggage.meaning(Luggage.packedBy(stays))).isEqualTo(kept);
    }

    @Test
    @DisplayName("a task that repeats goes on there as it would have here, and is followed once")
    void theSeriesGoesOn() {
        var other = Visitor.newcomer();
        Luggage.bring(other, Luggage.packedBy(settled()), false);
        var open = other.request()
                .get("/tasks?q=иначе")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        long id = open.getLong("items[0].id");

        var next = other.request()
                .post("/tasks/" + id + "/complete")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(next.getString("followedBy.due")).isEqualTo("2031-03-31T10:00");
        var follower = other.request()
                .get("/tasks/" + next.getLong("followedBy.id"))
                .then()
                .extract()
                .jsonPath();
        assertThat(follower.getString("title")).isEqualTo("Повторяется");
        assertThat(follower.getList("reminders.findAll { it.source == 'custom' }.at"))
                .containsExactly("2031-03-30T12:00");
        other.request().get("/tasks/" + id + "/series").then().body("occurrences", org.hamcrest.Matchers.hasSize(3));
    }

    /** Columns that an archive does without: they are made anew, or say who somebody is. */
    private static final Map<String, Set<String>> LEFT_OUT = Map.ofEntries(
            // Its own place is there as dayPlace, as long as it is one.
            Map.entry("tasks", Set.of("accountId", "version", "ownPlace", "ownPlaceDue")),
            Map.entry("subtasks", Set.of("id", "accountId", "taskId")),
            Map.entry("task_categories", Set.of("accountId", "version")),
            Map.entry("reminder_templates", Set.of("accountId", "version")),
            Map.entry("loans", Set.of("accountId", "version", "orgFolded", "searchFolded", "contractNumber")),
            Map.entry("installments", Set.of("accountId", "loanId")),
            Map.entry("loan_entries", Set.of("accountId", "loanId")),
            Map.entry("loan_requisites", Set.of("accountId", "loanId", "version")),
            Map.entry("collector_contacts", Set.of("accountId", "version")),
            // What is worked out anew, or is of the ledger here.
            Map.entry(
                    "payoff_plans",
                    Set.of(
                            "accountId",
                            "version",
                            "chosenOn",
                            "afterEntry",
                            "freeThen",
                            "onHand",
                            "ahead",
                            "freeOn",
                            "shortOn",
                            "shortBy",
                            "workedOutOn",
                            "lastSince",
                            "lastMoney",
                            "lastKept",
                            "nextAt")),
            Map.entry(
                    "accounts",
                    Set.of(
                            "id",
                            "version",
                            "login",
                            "name",
                            "role",
                            "passwordHash",
                            // Devices know the account of this installation by it.
                            "passkeyHandle",
                            "telegramChatId",
                            "telegramUserId",
                            "telegramBlockedAt",
                            "telegramBlockedReason",
                            "telegramBotId",
                            "telegramBotLostAt",
                            "telegramMenu",
                            "deactivatedAt",
                            "archiveSource",
                            "pausedUntil",
                            "pauseSparesPayments",
                            // Of the devices here.
                            "secondChannelMinutes",
                            "pushDetails",
                            "createdAt",
                            "updatedAt")));

    @Test
    @DisplayName("a column that is added to a table goes into the archive, or is named here")
    void nothingIsForgotten() {
        var files = Luggage.unpacked(Luggage.packedBy(settled()));
        var task = Luggage.json(files.get("tasks.json")).get(0);
        var loan = Luggage.json(files.get("loans.json")).get(0);
        var prolonged = Luggage.json(files.get("loans.json")).get(3);
        var held = Map.ofEntries(
                Map.entry("tasks", task),
                Map.entry("subtasks", task.path("subtasks").get(0)),
                Map.entry(
                        "task_categories",
                        Luggage.json(files.get("categories.json")).get(0)),
                Map.entry(
                        "reminder_templates",
                        Luggage.json(files.get("templates.json")).get(0)),
                Map.entry("loans", loan),
                Map.entry("installments", loan.path("installments").get(0)),
                Map.entry("loan_entries", prolonged.path("entries").get(0)),
                Map.entry("loan_requisites", loan.path("requisites")),
                Map.entry(
                        "collector_contacts",
                        Luggage.json(files.get("contacts.json")).get(0)),
                Map.entry(
                        "payoff_plans", Luggage.json(files.get("settings.json")).path("payoffPlan")),
                Map.entry("accounts", Luggage.json(files.get("settings.json"))));
        held.forEach((table, line) -> {
            var forgotten = new TreeSet<>(columns(table));
            line.fieldNames().forEachRemaining(forgotten::remove);
            // The contract is a part of its own there, and columns of the loan here.
            line.path("contract").fieldNames().forEachRemaining(forgotten::remove);
            // And so is what a payment moved.
            line.path("extension").fieldNames().forEachRemaining(forgotten::remove);
            forgotten.removeAll(LEFT_OUT.get(table));
            assertThat(forgotten).as(table).isEmpty();
        });
    }

    private static List<String> columns(String table) {
        return Arrays.stream(RealServices.text("""
                        select string_agg(column_name, ' ') from information_schema.columns
                        where table_schema = 'public' and table_name = ? and is_generated = 'NEVER'""", table).split(" "))
                .map(column -> Pattern.compile("_(.)")
                        .matcher(column)
                        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT)))
                .toList();
    }

    @Test
    void theRemindersToComeAreThereAndNothingOfThePastIs() {
        var somebody = settled();
        var other = Visitor.newcomer();

        Luggage.bring(other, Luggage.packedBy(somebody), false);

        var planned = """
                select string_agg(subject_kind || ' ' || source || ' ' || planned_at, ', ' order by subject_kind, planned_at, source)
                from reminders where account_id = ? and state = 'SCHEDULED'""";
        assertThat(RealServices.text(planned, other.accountId()))
                .isEqualTo(RealServices.text(planned, somebody.accountId()));
        assertThat(RealServices.count(
                        "select count(*) from reminders where account_id = ? and planned_at <= now()",
                        other.accountId()))
                .isZero();
    }

    @Test
    void theSameAgainChangesNothingAndSaysSo() {
        var packed = Luggage.packedBy(settled());
        var other = Visitor.newcomer();
        Luggage.bring(other, packed, false);
        var before = rows(other);

        var again = Luggage.bring(other, packed, false);

        assertThat(again.getString("state")).isEqualTo("done");
        assertThat(again.getList("counts.added", Long.class)).containsOnly(0L);
        assertThat(again.getList("counts.present", Long.class)).allMatch(present -> present > 0);
        assertThat(rows(other)).isEqualTo(before);
    }

    @Test
    void aLaterArchiveBringsOnlyWhatIsNew() {
        var somebody = settled();
        var other = Visitor.newcomer();
        Luggage.bring(other, Luggage.packedBy(somebody), false);
        post(somebody, "/tasks", Map.of("title", "Новая"));

        var later = Luggage.bring(other, Luggage.packedBy(somebody), false);

        assertThat(later.getLong("counts.find { it.kind == 'task' }.added")).isEqualTo(1);
        assertThat(later.getLong("counts.find { it.kind == 'loan' }.added")).isZero();
    }

    @Test
    void onesOwnArchiveDoublesNothingAndBringsBackWhatIsGoneForGood() {
        var somebody = settled();
        var packed = Luggage.packedBy(somebody);
        RealServices.execute("delete from tasks where account_id = ? and title = 'В корзине'", somebody.accountId());

        var back = Luggage.bring(somebody, packed, false);

        assertThat(back.getBoolean("settings")).isFalse();
        assertThat(back.getLong("counts.find { it.kind == 'task' }.added")).isEqualTo(1);
        assertThat(back.getLong("counts.find { it.kind == 'loan' }.added")).isZero();
        assertThat(Luggage.bring(somebody, packed, false).getList("counts.added", Long.class))
                .containsOnly(0L);
    }

    @Test
    void aDryRunWritesNothing() {
        var packed = Luggage.packedBy(settled());
        var other = Visitor.newcomer();
        var before = rows(other);

        var tried = Luggage.bring(other, packed, true);

        assertThat(tried.getString("state")).isEqualTo("done");
        assertThat(tried.getLong("counts.find { it.kind == 'loan' }.added")).isEqualTo(5);
        assertThat(rows(other)).isEqualTo(before);
        assertThat(RealServices.count("select count(*) from import_rows where account_id = ?", other.accountId()))
                .isZero();
    }

    @Test
    void aCategoryOfTheSameNameIsTheSameOne() {
        var packed = Luggage.packedBy(settled());
        var other = Visitor.newcomer();
        var own = post(other, "/categories", Map.of("name", "Дом")).getLong("id");

        Luggage.bring(other, packed, false);

        assertThat(RealServices.count(
                        "select count(*) from tasks where account_id = ? and category_id = ?", other.accountId(), own))
                .isEqualTo(2);
    }

    @Test
    void whoHasSettledInKeepsTheirSettings() {
        var packed = Luggage.packedBy(settled());
        var other = Visitor.newcomer();
        post(other, "/tasks", Map.of("title", "Уже здесь"));

        var brought = Luggage.bring(other, packed, false);

        assertThat(brought.getBoolean("settings")).isFalse();
        assertThat(RealServices.text("select time_zone from accounts where id = ?", other.accountId()))
                .isEqualTo("Europe/Moscow");
    }

    @Test
    void tablesForPeopleHoldNoFormulas() {
        var files = Luggage.unpacked(Luggage.packedBy(settled()));
        var tasks = new String(files.get("csv/tasks.csv"), StandardCharsets.UTF_8);
        var loans = new String(files.get("csv/loans.csv"), StandardCharsets.UTF_8);
        var payments = new String(files.get("csv/payments.csv"), StandardCharsets.UTF_8);
        assertThat(tasks).startsWith("\uFEFF\"Номер\";\"Название\"").contains("\"'=Полить цветы; и \"\"другое\"\"\"");
        assertThat(loans).contains("\"'+79000000000\"").contains(";10000,00;");
        assertThat(payments).contains("\"'=частями\"").contains(";-5056,00;");
        assertThat(new String(files.get("csv/contacts.csv"), StandardCharsets.UTF_8))
                .contains(";02.11.2025 18:05;\"звонок робота\";\"'=Алексей\";\"'+79000000001\";");
        // No number that a spreadsheet would round, or whose first zero it would drop.
        assertThat(new String(files.get("csv/requisites.csv"), StandardCharsets.UTF_8))
                .contains(
                        "\"'=ООО МКК \"\"Пример\"\"\";\"40701 810 9 0000 0012345\";\"ПАО СБЕРБАНК\";\"04 4525 225\";");
    }

    @Test
    @DisplayName("BR-20: a Russian spreadsheet counts with the sums, knows the days and shows no codes")
    void tablesAreRussianToARussian() {
        var files = Luggage.unpacked(Luggage.packedBy(settled()));
        var tasks = new String(files.get("csv/tasks.csv"), StandardCharsets.UTF_8);
        var loans = new String(files.get("csv/loans.csv"), StandardCharsets.UTF_8);
        var payments = new String(files.get("csv/payments.csv"), StandardCharsets.UTF_8);
        var reminders = new String(files.get("csv/reminders.csv"), StandardCharsets.UTF_8);
        assertThat(tasks)
                .contains(";\"в работе\";1;01.05.2031;18:00;30;;\"Дом\";")
                .contains(";\"FREQ=MONTHLY;COUNT=30\";");
        assertThat(loans)
                .contains(
                        "\"МаниМен\";\"https://moneyman.example/кабинет\";01.10.2025;01.03.2031;10000,00;;6000,00;\"да\";")
                .contains(";700,00;;0,00;\"нет\";");
        assertThat(payments)
                .contains(";\"Отмена записи\";-5056,00;")
                .contains(";\"Оплата\";6000,00;02.11.2025;;\"на сайте\";");
        assertThat(reminders).contains(";\"своё\";\"запланировано\";");
    }

    @Test
    @DisplayName("BR-20: an English account gets commas between cells, points in sums and English words")
    void tablesAreEnglishToTheEnglish() {
        var somebody = settled();
        RealServices.execute("update accounts set language = 'en' where id = ?", somebody.accountId());
        // Whoever is signed in is known for a moment as the account was.
        Waiting.until(() -> "en".equals(somebody.request().get("/settings").path("language")));
        var files = Luggage.unpacked(Luggage.packedBy(somebody));
        assertThat(new String(files.get("csv/loans.csv"), StandardCharsets.UTF_8))
                .startsWith("\uFEFF\"Id\",")
                .contains(",2025-10-01,2031-03-01,10000.00,,6000.00,\"yes\",");
        assertThat(new String(files.get("csv/payments.csv"), StandardCharsets.UTF_8))
                .contains(",\"Reversal\",-5056.00,");
    }

    @Test
    @DisplayName("BR-20: whatever code a table of the database allows, there is a word for it")
    void everyCodeHasAWord() {
        var allowed = RealServices.text("""
                select string_agg(kind || ' ' || code[1], ',' order by kind, code[1])
                from (values ('status', 'tasks', 'status'), ('kind', 'loan_entries', 'kind'), ('channel', 'loan_entries', 'source'),
                    ('contact', 'collector_contacts', 'kind'),
                    ('subject', 'reminders', 'subject_kind'), ('source', 'reminders', 'source'), ('state', 'reminders', 'state'))
                  as columns (kind, of_table, of_column)
                join pg_constraint c on c.conrelid = of_table::regclass and c.contype = 'c' and array_length(c.conkey, 1) = 1
                  and c.conkey[1] = (select attnum from pg_attribute where attrelid = c.conrelid and attname = of_column)
                cross join regexp_matches(pg_get_constraintdef(c.oid), '''([A-Z_]+)''', 'g') as code""");
        assertThat(Spreadsheet.WORDS.keySet()).containsExactlyInAnyOrder(allowed.split(","));
    }

    static Stream<Arguments> packedAgain() {
        return Stream.of(
                Arguments.of("zip -r", (UnaryOperator<String>) name -> name, List.of("csv/")),
                Arguments.of(
                        "a folder of its own",
                        (UnaryOperator<String>) name -> "Новая папка (2)/" + name,
                        List.of("Новая папка (2)/", "Новая папка (2)/csv/")),
                Arguments.of(
                        "macOS",
                        (UnaryOperator<String>) name -> name,
                        List.of(
                                "__MACOSX/",
                                "__MACOSX/._tasks.json",
                                "__MACOSX/csv/._tasks.csv",
                                ".DS_Store",
                                "csv/.DS_Store",
                                "._manifest.json")),
                Arguments.of(
                        "Windows",
                        (UnaryOperator<String>) name -> "архив\\" + name.replace('/', '\\'),
                        List.of("архив\\Thumbs.db", "архив\\desktop.ini")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packedAgain")
    @DisplayName("BR-24: an archive that somebody's system has packed again is the same archive")
    void anArchivePackedAgainIsTaken(String how, UnaryOperator<String> name, List<String> more) {
        var files = new LinkedHashMap<String, byte[]>();
        more.forEach(extra -> files.put(extra, new byte[0]));
        Luggage.unpacked(Luggage.packedBy(Visitor.newcomer()))
                .forEach((file, content) -> files.put(name.apply(file), content));
        for (var charset : List.of(StandardCharsets.UTF_8, Charset.forName("IBM866"))) {
            var tried = Luggage.bring(Visitor.newcomer(), Luggage.packed(files, charset), true);
            assertThat(tried.getString("state")).as(tried.prettify()).isEqualTo("done");
            assertThat(tried.getLong("counts.find { it.kind == 'template' }.found"))
                    .isEqualTo(5);
        }
    }

    @Test
    void anArchiveHoldsNothingOfOthers() {
        settled();
        var files = Luggage.unpacked(Luggage.packedBy(Visitor.newcomer()));
        assertThat(Luggage.json(files.get("tasks.json"))).isEmpty();
        assertThat(Luggage.json(files.get("loans.json"))).isEmpty();
        assertThat(Luggage.json(files.get("templates.json"))).hasSize(5);
    }

    @Test
    void anotherAccountsImportIsNotThere() {
        var somebody = Visitor.newcomer();
        var id = Luggage.send(somebody, Luggage.packedBy(somebody), true)
                .statusCode(202)
                .extract()
                .jsonPath()
                .getLong("id");
        Luggage.ended(somebody, id);
        Visitor.newcomer().request().get("/imports/" + id).then().statusCode(404);
        Visitor.newcomer().request().get("/imports/" + id + "/report").then().statusCode(404);
    }

    @Test
    void whoMayOnlyReadTakesAlongButBringsNothing() {
        var reader = Visitor.newcomer("READER");
        Luggage.send(reader, Luggage.packedBy(reader), false).statusCode(403);
    }

    @Test
    void takingEverythingAlongIsWrittenDown() {
        var somebody = Visitor.newcomer();
        Luggage.bring(somebody, Luggage.packedBy(somebody), false);
        assertThat(RealServices.text(
                        "select string_agg(event, ' ' order by id) from audit_log where account_id = ? and event like 'data-%'",
                        somebody.accountId()))
                .isEqualTo("data-exported data-imported");
    }
}
