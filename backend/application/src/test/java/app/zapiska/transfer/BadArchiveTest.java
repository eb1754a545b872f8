package app.zapiska.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent as an archive: it is refused with a reason, nothing of it is written, and no file is left behind. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class BadArchiveTest {

    private Visitor visitor;
    private byte[] good;
    private List<Path> filesBefore;

    @BeforeEach
    void pack() throws IOException {
        filesBefore = temporaryFiles();
        visitor = Visitor.newcomer();
        visitor.request()
                .body(Map.of("title", "Задача", "due", "2031-01-01T10:00", "subtasks", List.of(Map.of("title", "Шаг"))))
                .post("/tasks")
                .then()
                .statusCode(201);
        var loan = visitor.request()
                .body(Map.of(
                        "orgName", "МаниМен",
                        "loanDate", "2025-10-01",
                        "amountBorrowed", "100.00",
                        "installments", List.of(Map.of("dueDate", "2025-11-01", "amount", "120.00"))))
                .post("/loans")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        visitor.request()
                .post("/loans/" + loan.getLong("id") + "/installments/" + loan.getLong("installments[0].id") + "/pay")
                .then()
                .statusCode(200);
        good = Luggage.packedBy(visitor);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        Waiting.until(() -> filesBefore.containsAll(temporaryFilesNow()));
    }

    private static List<Path> temporaryFilesNow() {
        try {
            return temporaryFiles();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("zapiska-import-"))
                    .sorted()
                    .toList();
        }
    }

    private static long things(Visitor visitor) {
        return RealServices.count(
                "select (select count(*) from tasks where account_id = a) + (select count(*) from loans where account_id = a) + (select count(*) from task_categories where account_id = a) from (select cast(? as bigint) as a) x",
                visitor.accountId());
    }

    /** Refused at once. */
    private void refused(byte[] archive, String detail) {
        var other = Visitor.newcomer();
        Luggage.send(other, archive, false)
                .statusCode(400)
                .contentType(containsString("problem+json"))
                .body("type", is("/problems/validation"))
                .body("detail", containsString(detail));
        assertThat(things(other)).isZero();
    }

    /** Refused when it has been read. */
    private void fails(byte[] archive, String where, String problem) {
        var other = Visitor.newcomer();
        var ended = Luggage.bring(other, archive, false);
        assertThat(ended.getString("state")).isEqualTo("failed");
        assertThat(ended.getString("error")).isEqualTo("invalid");
        assertThat(ended.getList("faults.where", String.class)).contains(where);
        assertThat(ended.getList("faults.problem", String.class)).contains(problem);
        assertThat(things(other)).isZero();
        assertThat(other.request()
                        .get("/imports/" + ended.getLong("id") + "/report")
                        .asString())
                .contains(where);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "не архив", "PK\u0003\u0004 и дальше ничего", "{\"tasks\": []}"})
    void whatIsNoZipIsRefused(String body) {
        refused(body.getBytes(StandardCharsets.UTF_8), "ZIP");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9, 0.999})
    void anArchiveCutShortIsRefused(double part) {
        refused(Arrays.copyOf(good, (int) (good.length * part)), "обрезан");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/etc/passwd",
                "..\\..\\evil.json",
                "a/../b.json",
                "a/b/c.json",
                "tasks.json\u0000.txt",
                "__MACOSX/../../evil.json",
                "C:\\tasks.json",
                "вложение/photo.json",
                "Tasks.JSON",
                "задачи.json"
            })
    void strangeNamesAreRefused(String name) {
        var files = Luggage.unpacked(good);
        files.put(name, new byte[0]);
        refused(Luggage.packed(files), "лишний файл: «" + name.replace("\u0000", "") + "»");
    }

    @Test
    @DisplayName("BR-24: the same file twice, once with a backslash, is refused by its name")
    void theSameFileTwiceIsRefused() {
        var files = Luggage.unpacked(good);
        files.put("csv\\tasks.csv", new byte[0]);
        refused(Luggage.packed(files), "два файла с одним именем: «csv");
    }

    @Test
    @DisplayName("BR-24: two folders are not one")
    void filesBesideTheFolderAreRefused() {
        var files = new LinkedHashMap<String, byte[]>();
        Luggage.unpacked(good).forEach((name, content) -> files.put("архив/" + name, content));
        files.put("другая папка/tasks.json", new byte[0]);
        refused(Luggage.packed(files), "лишний файл: «другая папка/tasks.json»");
    }

    @Test
    @DisplayName("a number of lines below zero is refused in words")
    void linesBelowZeroAreRefused() {
        var files = Luggage.unpacked(good);
        var manifest = (ObjectNode) Luggage.json(files.get("manifest.json"));
        ((ObjectNode) manifest.path("files").path("tasks.json")).put("lines", -1);
        files.put("manifest.json", manifest.toString().getBytes(StandardCharsets.UTF_8));
        refused(Luggage.packed(files), "Неверное число строк файла tasks.json: -1.");
    }

    @Test
    void tooManyFilesAreRefused() {
        var files = Luggage.unpacked(good);
        for (int i = 0; i < 100; i++) {
            files.put("file-" + i + ".json", new byte[0]);
        }
        refused(Luggage.packed(files), "слишком много файлов");
    }

    @Test
    void aForeignZipIsRefused() {
        refused(
                Luggage.packed(Map.of("data.json", "[]".getBytes(StandardCharsets.UTF_8))),
                "не архив «Записной книжки»");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "{}", "null", "", "{\"format\":\"other\",\"version\":1}", "{\"format\":\"zapiska-archive\""
            })
    void aForeignManifestIsRefused(String manifest) {
        var files = Luggage.unpacked(good);
        files.put("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
        refused(Luggage.packed(files), "не архив «Записной книжки»");
    }

    @Test
    void anotherVersionIsNamed() {
        var files = Luggage.unpacked(good);
        var manifest = (ObjectNode) Luggage.json(files.get("manifest.json"));
        manifest.put("version", 7);
        manifest.put("somethingNew", true);
        files.put("manifest.json", manifest.toString().getBytes(StandardCharsets.UTF_8));
        refused(Luggage.packed(files), "другой версии (7)");
    }

    @Test
    void aMissingFileIsNamed() {
        var files = Luggage.unpacked(good);
        files.remove("loans.json");
        refused(Luggage.packed(files), "loans.json");
    }

    @Test
    void aFileThatUnpacksToFarTooMuchIsRefusedBeforeItIsRead() {
        var files = Luggage.unpacked(good);
        files.put("tasks.json", ("[" + " ".repeat(64 << 20) + "]").getBytes(StandardCharsets.UTF_8));
        fails(Luggage.packed(files), "tasks.json", "unpacks-too-big");
    }

    @Test
    void aChangedByteIsFound() {
        var files = Luggage.unpacked(good);
        var changed = new String(files.get("tasks.json"), StandardCharsets.UTF_8).replace("Задача", "Задачи");
        files.put("tasks.json", changed.getBytes(StandardCharsets.UTF_8));
        fails(Luggage.packed(files), "tasks.json", "damaged");
    }

    @Test
    void changedSettingsAreFound() {
        var files = Luggage.unpacked(good);
        var changed = new String(files.get("settings.json"), StandardCharsets.UTF_8).replace("Moscow", "Samara");
        files.put("settings.json", changed.getBytes(StandardCharsets.UTF_8));
        fails(Luggage.packed(files), "settings.json", "damaged");
    }

    @Test
    void aSingleThingTooBigForTheMemoryIsRefused() {
        var noise = new byte[5 << 20];
        new Random(7).nextBytes(noise);
        fails(
                withTask(task -> task.put("description", HexFormat.of().formatHex(noise))),
                "tasks.json",
                "unpacks-too-big");
    }

    private static ObjectNode plan(ObjectNode settings) {
        return settings.putObject("payoffPlan")
                .put("monthlyBudget", "1000.00")
                .put("payOrder", "size")
                .put("firstOn", "2026-01-01")
                .put("extra", "0.00")
                .put("feeFixed", "0.00")
                .put("feePercent", 0)
                .put("since", "2026-01-01")
                .put("money", "0.00")
                .put("kept", "0.00")
                .put("missed", "0.00")
                .put("quiet", false);
    }

    static Stream<Arguments> badSettings() {
        return Stream.of(
                bad("currency", "wrong-value", settings -> settings.put("currency", "ZZZ")),
                bad("timeZone", "wrong-value", settings -> settings.put("timeZone", "+03:00")),
                bad("urgentDays", "wrong-value", settings -> settings.put("urgentDays", 61)),
                bad("workEndHour", "contradiction", settings -> settings.put("workEndHour", 1)),
                bad(
                        "payoffPlan.monthlyBudget",
                        "wrong-value",
                        settings -> plan(settings).put("monthlyBudget", "0.00")),
                bad(
                        "payoffPlan.payOrder",
                        "wrong-value",
                        settings -> plan(settings).put("payOrder", "cheapest")),
                bad("payoffPlan", "contradiction", settings -> plan(settings).put("since", "2099-01-01")),
                bad("payoffPlan", "contradiction", settings -> plan(settings).put("firstOn", "2099-01-01")),
                bad(
                        "payoffPlan.firstOn",
                        "wrong-value",
                        settings -> plan(settings).put("firstOn", "0001-01-01")),
                bad("payoffPlan", "contradiction", settings -> plan(settings).put("money", "-1.00")),
                bad(
                        "digestTimes",
                        "contradiction",
                        settings ->
                                settings.putArray("digestTimes").add("10:00").add("10:00")),
                bad("workDays", "contradiction", settings -> {
                    var days = settings.putObject("workDays");
                    IntStream.rangeClosed(1, 7).forEach(day -> days.putNull(String.valueOf(day)));
                }),
                bad(
                        "workDays",
                        "contradiction",
                        settings -> settings.putObject("workDays")
                                .putObject("6")
                                .put("start", 12)
                                .put("end", 12)));
    }

    @ParameterizedTest
    @MethodSource("badSettings")
    void settingsThatCannotBeAreNamed(String where, String problem, Consumer<ObjectNode> change) {
        var settings = (ObjectNode) Luggage.json(Luggage.unpacked(good).get("settings.json"));
        change.accept(settings);
        fails(Luggage.with(good, "settings.json", settings.toString()), "settings.json." + where, problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "[[]]", "[{]", "[{},{}", "\"\"", "[null]"})
    void foreignJsonIsRefused(String json) {
        var files = Luggage.unpacked(good);
        files.put("tasks.json", json.getBytes(StandardCharsets.UTF_8));
        var other = Visitor.newcomer();
        var ended = Luggage.bring(other, Luggage.packed(files), false);
        assertThat(ended.getString("error")).isEqualTo("invalid");
        assertThat(ended.getList("faults.where", String.class)).allMatch(where -> where.startsWith("tasks.json"));
        assertThat(things(other)).isZero();
    }

    private byte[] withTask(Consumer<ObjectNode> change) {
        var tasks = (ArrayNode) Luggage.json(Luggage.unpacked(good).get("tasks.json"));
        change.accept((ObjectNode) tasks.get(0));
        return Luggage.with(good, "tasks.json", tasks.toString());
    }

    private byte[] withLoan(Consumer<ObjectNode> change) {
        var loans = (ArrayNode) Luggage.json(Luggage.unpacked(good).get("loans.json"));
        change.accept((ObjectNode) loans.get(0));
        return Luggage.with(good, "loans.json", loans.toString());
    }

    static Stream<Arguments> badTasks() {
        return Stream.of(
                bad("title", "wrong-value", task -> task.put("title", "")),
                bad("title", "wrong-value", task -> task.put("title", "я".repeat(201))),
                bad("title", "wrong-value", task -> task.put("title", "а\u0007б")),
                bad("title", "wrong-value", task -> task.putNull("title")),
                bad("importance", "wrong-value", task -> task.put("importance", 9)),
                bad("status", "wrong-value", task -> task.put("status", "OPEN")),
                bad("accountId", "wrong-value", task -> task.put("accountId", 1)),
                bad("categoryId", "unknown-reference", task -> task.put("categoryId", 777)),
                bad("reminderTemplateId", "unknown-reference", task -> task.put("reminderTemplateId", 777)),
                bad("completedAt", "contradiction", task -> task.put("status", "done")),
                bad("dueTime", "contradiction", task -> task.putNull("dueDate")),
                bad("id", "wrong-value", task -> task.put("id", 0)),
                bad("id", "wrong-value", task -> task.put("id", new BigInteger("9".repeat(30)))),
                bad("dueDate", "wrong-value", task -> task.put("dueDate", "+999999999-01-01")),
                bad("recurrence", "wrong-value", task -> task.put("recurrence", "FREQ=HOURLY")),
                bad(
                        "recurrence",
                        "contradiction",
                        task -> task.put("recurrence", "FREQ=DAILY")
                                .putNull("dueDate")
                                .putNull("dueTime")
                                .putNull("durationMinutes")),
                bad("pausedUntil", "contradiction", task -> task.put("pausedUntil", "2031-01-01")),
                bad("followsId", "contradiction", task -> task.put("followsId", 999_999_999)),
                bad("continuation", "wrong-value", task -> task.put("continuation", "later")),
                bad("createdAt", "wrong-value", task -> task.put("createdAt", "вчера")),
                bad("createdAt", "wrong-value", task -> task.put("createdAt", "+292277026-01-01T00:00:00Z")),
                bad("deletedAt", "wrong-value", task -> task.put("deletedAt", "-200000-01-01T00:00:00Z")),
                bad(
                        "subtasks[0].title",
                        "wrong-value",
                        task -> ((ObjectNode) task.path("subtasks").get(0)).put("title", " ")));
    }

    @ParameterizedTest
    @MethodSource("badTasks")
    void aTaskThatCannotBeIsNamed(String where, String problem, Consumer<ObjectNode> change) {
        fails(withTask(change), "tasks.json[0]." + where, problem);
    }

    static Stream<Arguments> badLoans() {
        return Stream.of(
                bad("website", "bad-website", loan -> loan.put("website", "javascript:alert(1)")),
                bad("amountBorrowed", "wrong-value", loan -> loan.put("amountBorrowed", "NaN")),
                bad("amountBorrowed", "wrong-value", loan -> loan.put("amountBorrowed", "0.001")),
                bad("amountBorrowed", "wrong-value", loan -> loan.put("amountBorrowed", "-1.00")),
                bad("dueDate", "due-before-loan", loan -> loan.put("dueDate", "2025-09-30")),
                bad(
                        "entries",
                        "paid-too-much",
                        loan -> ((ObjectNode) loan.path("entries").get(0)).put("amount", "120.01")),
                bad(
                        "entries[0].paidOn",
                        "paid-in-future",
                        loan -> ((ObjectNode) loan.path("entries").get(0)).put("paidOn", "2100-01-01")),
                bad(
                        "entries[0].installmentId",
                        "unknown-reference",
                        loan -> ((ObjectNode) loan.path("entries").get(0)).put("installmentId", 777)),
                bad(
                        "entries[0]",
                        "contradiction",
                        loan -> ((ObjectNode) loan.path("entries").get(0)).put("kind", "reversal")),
                bad(
                        "entries[0]",
                        "contradiction",
                        loan -> ((ObjectNode) loan.path("entries").get(0)).put("amount", "-1.00")),
                bad(
                        "entries",
                        "paid-too-much",
                        loan -> ((ObjectNode) loan.path("installments").get(0))
                                .put("removedAt", "2025-11-01T00:00:00Z")));
    }

    @ParameterizedTest
    @MethodSource("badLoans")
    void aLoanThatCannotBeIsNamed(String where, String problem, Consumer<ObjectNode> change) {
        fails(withLoan(change), "loans.json[0]." + where, problem);
    }

    private static Arguments bad(String where, String problem, Consumer<ObjectNode> change) {
        return Arguments.of(where, problem, change);
    }

    @Test
    void anIdThatComesTwiceIsRefused() {
        var tasks = (ArrayNode) Luggage.json(Luggage.unpacked(good).get("tasks.json"));
        tasks.add(tasks.get(0).deepCopy());
        fails(Luggage.with(good, "tasks.json", tasks.toString()), "tasks.json[1].id", "out-of-order");
    }

    @Test
    void anotherTypeOfContentIsRefused() {
        visitor.request()
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/import")
                .then()
                .statusCode(415)
                .contentType(containsString("problem+json"))
                .body("detail", containsString("application/zip"));
    }

    @Test
    void anArchiveBiggerThanAllowedIsRefusedBeforeItIsSent() throws IOException {
        assertThat(answer("Content-Length: 99999999999\r\n")).startsWith("HTTP/1.1 413");
    }

    @Test
    void anArchiveThatNeverComesWholeLeavesNothing() throws IOException {
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.getOutputStream()
                    .write(head("Content-Length: 1000\r\n", "PK").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }
        assertThat(things(visitor)).isEqualTo(2);
    }

    private String answer(String header) throws IOException {
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.getOutputStream().write(head(header, "").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    private String head(String header, String body) {
        return "POST /api/v1/import HTTP/1.1\r\nHost: localhost\r\nX-Requested-With: zapiska\r\nContent-Type: application/zip\r\nCookie: session="
                + visitor.session() + "\r\n" + header + "\r\n" + body;
    }

    @Test
    void otherBodiesAreAsSmallAsEver() {
        visitor.request()
                .body(Map.of("title", "я".repeat(200_000)))
                .post("/tasks")
                .then()
                .statusCode(413);
    }
}
