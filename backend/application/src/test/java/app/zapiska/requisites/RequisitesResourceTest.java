package app.zapiska.requisites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.accounts.OpenPage;
import app.zapiska.accounts.Visitor;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("How a loan is paid")
class RequisitesResourceTest {

    private static final Pattern RUN = Pattern.compile("M(\\d+),(\\d+)h(\\d+)v1h-\\d+z");
    private static final String LINK = "https://qr.nspk.ru/AS10003P3RH0LJ2A9ROO038L6NT5RU1M?type=01&bank=1";

    @Inject
    MutableClock clock;

    private Visitor anna;
    private long loan;
    private String path;

    @BeforeEach
    void aLoan() {
        anna = Visitor.newcomer();
        loan = loan(anna, "2027-01-11", "5056.00");
        path = "/loans/" + loan + "/requisites";
    }

    @AfterEach
    void done() {
        clock.backToReal();
    }

    private static long loan(Visitor who, String dueDate, String amount) {
        return who.request()
                .body(Map.of(
                        "orgName",
                        "МаниМен",
                        "loanDate",
                        "2025-10-01",
                        "amountBorrowed",
                        "10000.00",
                        "installments",
                        List.of(Map.of("dueDate", dueDate, "amount", amount))))
                .post("/loans")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    static Map<String, Object> lenders(String... instead) {
        var requisites = new LinkedHashMap<String, Object>(Map.of(
                "name", "ООО МКК \"Пример\"",
                "account", "40701810900000012345",
                "bank", "ПАО СБЕРБАНК",
                "bic", "044525225",
                "correspondentAccount", "30101810400000000225",
                "inn", "7707083893",
                "kpp", "770701001",
                "purpose", "Погашение займа по договору № 12345-67",
                "sbpLink", LINK));
        for (int i = 0; i < instead.length; i += 2) {
            requisites.put(instead[i], instead[i + 1]);
        }
        return requisites;
    }

    private ValidatableResponse put(int version, Map<String, Object> requisites) {
        return anna.request()
                .header("If-Match", "\"v" + version + "\"")
                .body(requisites)
                .put(path)
                .then();
    }

    private JsonPath get() {
        return anna.request().get(path).then().statusCode(200).extract().jsonPath();
    }

    @Test
    @DisplayName("is not known at first, and that is no error")
    void nothingYet() {
        anna.request()
                .get(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"v0\"")
                .body("account", equalTo(""))
                .body("sbpLink", equalTo(""))
                .body("findings", empty())
                .body("codePossible", equalTo(false))
                .body("updatedAt", nullValue());
    }

    @Test
    @DisplayName("comes back as it was written, numbers without the spaces that contracts print in them")
    void comesBack() {
        put(0, lenders("account", "40701 810 9 00000012345"))
                .statusCode(200)
                .header("ETag", "\"v1\"")
                .body("version", equalTo(1))
                .body("findings", empty())
                .body("codePossible", equalTo(true));
        var kept = get();
        lenders()
                .forEach((field, value) ->
                        assertThat(kept.getString(field)).as(field).isEqualTo(value));
    }

    @Test
    @DisplayName("may be half known: what is missing is said in words")
    void half() {
        put(0, Map.of("name", "ООО МКК", "bic", "044525225"))
                .statusCode(200)
                .body("codePossible", equalTo(false))
                .body("findings.field", contains("account", "bank", "correspondentAccount"))
                .body("findings[0].flaw", equalTo("missing"))
                .body("findings[0].message", equalTo("Впишите номер счёта: без него QR-код не составить"));
        put(1, Map.of("sbpLink", LINK))
                .statusCode(200)
                .body("name", equalTo(""))
                .body("sbpLink", equalTo(LINK));
    }

    @ParameterizedTest
    @CsvSource({
        "account, 40701810900000012346, Проверьте счёт: он не подходит к этому БИК",
        "correspondentAccount, 30101810400000000226, Проверьте корреспондентский счёт: он не подходит к этому БИК",
        "account, 4070181090000001234, Проверьте счёт: в нём должно быть 20 знаков",
        "bic, 04452522, Проверьте БИК: в нём должно быть 9 цифр",
        "inn, 770708389, Проверьте ИНН: в нём должно быть 10 или 12 цифр",
        "kpp, 77070100, Проверьте КПП: в нём должно быть 9 знаков",
        "sbpLink, https://example.org/AS1, Нужна ссылка СБП: она начинается с https://qr.nspk.ru/",
        "sbpLink, http://qr.nspk.ru/AS1, Нужна ссылка СБП: она начинается с https://qr.nspk.ru/",
    })
    @DisplayName("is refused where it is wrong, and the field is named in words")
    void wrong(String field, String value, String message) {
        put(0, lenders(field, value))
                .statusCode(400)
                .body("errors.field", contains(field))
                .body("errors.message", contains(message));
        assertThat(get().getInt("version")).isZero();
    }

    @Test
    @DisplayName("is wrong in both accounts when the bank's code is, and both are named")
    void wrongBank() {
        put(0, lenders("bic", "044030653"))
                .statusCode(400)
                .body("errors.field", contains("account", "correspondentAccount"));
    }

    @Test
    @DisplayName("is told and not refused where it is only doubtful or too long for the code")
    void doubtful() {
        put(0, lenders("inn", "7707083894"))
                .statusCode(200)
                .body("codePossible", equalTo(true))
                .body("findings.flaw", contains("doubtful"))
                .body("findings.message", contains("Сверьте ИНН с договором: в нём, похоже, опечатка"));
        put(1, lenders("bank", "ФИЛИАЛ \"ЦЕНТРАЛЬНЫЙ\" БАНКА ВТБ (ПАО) Г. МОСКВА"))
                .statusCode(200)
                .body("codePossible", equalTo(false))
                .body("findings.flaw", contains("tooLong"));
    }

    @Test
    @DisplayName("is not written over by who has seen an older one, also not after it was taken away")
    void versions() {
        put(0, lenders()).statusCode(200);
        put(0, lenders()).statusCode(412).body("current.version", equalTo(1));
        anna.request().body(lenders()).put(path).then().statusCode(428);
        anna.request().header("If-Match", "\"v1\"").delete(path).then().statusCode(204);
        assertThat(get().getInt("version")).isEqualTo(2);
        assertThat(get().getString("account")).isEmpty();
        put(1, lenders()).statusCode(412);
        put(2, lenders()).statusCode(200).body("version", equalTo(3));
    }

    @Test
    @DisplayName("goes and comes back with its loan")
    void withItsLoan() {
        put(0, lenders()).statusCode(200);
        anna.request().header("If-Match", "*").delete("/loans/" + loan).then().statusCode(204);
        anna.request().get(path).then().statusCode(404);
        anna.request().get("/loans/" + loan + "/payment-qr").then().statusCode(404);
        put(1, lenders()).statusCode(404);
        anna.request().post("/loans/" + loan + "/restore").then().statusCode(200);
        assertThat(get().getString("account")).isEqualTo("40701810900000012345");
    }

    @Test
    @DisplayName("is announced to open pages, and stands in the audit log without what was written")
    void isAnnounced() {
        var page = new OpenPage(anna).ready();
        put(0, lenders()).statusCode(200);
        Waiting.until(() -> page.heard("\"kind\":\"requisites\",\"id\":" + loan + ",\"version\":1"));
        anna.request().header("If-Match", "\"v1\"").delete(path).then().statusCode(204);
        assertThat(RealServices.text(
                        "select string_agg(event || details::text, ' ' order by id) from audit_log where account_id = ? and event like 'requisites%'",
                        anna.accountId()))
                .isEqualTo("requisites-changed{\"id\": %1$d} requisites-deleted{\"id\": %1$d}".formatted(loan));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-28T10:00:00Z, inTime",
        "2026-12-29T10:00:00Z, mayBeLate",
        "2027-01-12T10:00:00Z, overdue",
    })
    @DisplayName("says by when a transfer must leave, over the New Year's holidays too")
    void transfer(Instant now, String state) {
        anna = Visitor.newcomer();
        loan = loan(anna, "2027-01-11", "5056.00");
        path = "/loans/" + loan + "/requisites";
        clock.set(now);
        anna = Visitor.signIn(anna.login());
        anna.request()
                .get(path)
                .then()
                .statusCode(200)
                .body("transfer.dueDate", equalTo("2027-01-11"))
                .body("transfer.amount", equalTo("5056.00"))
                .body("transfer.sendBy", equalTo("2026-12-28"))
                .body("transfer.state", equalTo(state));
    }

    @Test
    @DisplayName("has no day by which a transfer must leave where the days off are not known, or nothing is due")
    void noTransfer() {
        var far = loan(anna, "2031-01-11", "5056.00");
        anna.request()
                .get("/loans/" + far + "/requisites")
                .then()
                .body("transfer.sendBy", nullValue())
                .body("transfer.state", equalTo("unknown"));
        pay();
        anna.request().get(path).then().body("transfer", nullValue());
    }

    private void pay() {
        anna.request()
                .body(Map.of("amount", "5056.00", "paidOn", "2025-10-02"))
                .post("/loans/" + loan + "/payments")
                .then()
                .statusCode(201);
    }

    // ---- the code

    private ValidatableResponse code(String query) {
        return anna.request().get("/loans/" + loan + "/payment-qr" + query).then();
    }

    private static String read(JsonPath code) throws Exception {
        var matrix = new BitMatrix(code.getInt("picture.size") - 8);
        var runs = RUN.matcher(code.getString("picture.path"));
        while (runs.find()) {
            matrix.setRegion(
                    Integer.parseInt(runs.group(1)) - 4,
                    Integer.parseInt(runs.group(2)) - 4,
                    Integer.parseInt(runs.group(3)),
                    1);
        }
        return new Decoder().decode(matrix).getText();
    }

    @Test
    @DisplayName("is a code that another library reads: of the next payment's sum, or of the one asked for")
    void isRead() throws Exception {
        put(0, lenders()).statusCode(200);
        var next = code("").statusCode(200).extract().jsonPath();
        assertThat(read(next))
                .isEqualTo("ST00012|Name=ООО МКК \"Пример\"|PersonalAcc=40701810900000012345|BankName=ПАО СБЕРБАНК"
                        + "|BIC=044525225|CorrespAcc=30101810400000000225|PayeeINN=7707083893|KPP=770701001"
                        + "|Purpose=Погашение займа по договору № 12345-67|Sum=505600");
        assertThat(next.getString("amount")).isEqualTo("5056.00");
        assertThat(next.getString("account")).isEqualTo("40701810900000012345");
        var other = code("?amount=0.07").statusCode(200).extract().jsonPath();
        assertThat(read(other)).endsWith("|Sum=7");
        assertThat(other.getString("amount")).isEqualTo("0.07");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.234", "много", "1e3", "9999999999999"})
    void ofNoSumIsRefused(String amount) {
        put(0, lenders()).statusCode(200);
        code("?amount=" + amount).statusCode(400).body("errors.field", contains("amount"));
    }

    @Test
    @DisplayName("is no code while something is missing or nothing is due, and the answer says what to do")
    void noCode() {
        code("").statusCode(409).body("detail", equalTo("Чтобы составить QR-код, дополните реквизиты"));
        put(0, lenders()).statusCode(200);
        pay();
        code("").statusCode(409).body("detail", equalTo("Сейчас платить нечего: укажите сумму"));
        code("?amount=1.00").statusCode(200);
        RealServices.execute("update accounts set currency = 'KZT' where id = ?", anna.accountId());
        anna = Visitor.signIn(anna.login());
        Waiting.until(() ->
                anna.request().get("/loans/" + loan + "/payment-qr?amount=1.00").statusCode() == 409);
        anna.request().get(path).then().body("codePossible", equalTo(false));
    }

    // ---- the hint of ст. 193

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-12-31, 2027-01-11",
                "2027-02-20, -",
                "2027-02-21, 2027-02-24",
                "2026-11-04, 2026-11-05",
                "2027-01-11, -",
                "2031-01-11, -",
            })
    @DisplayName("beside a day off stands the working day after it, for the years that are known")
    void workingDay(String due, String workingDay) {
        var its = anna.request().get("/loans/" + loan(anna, due, "100.00")).then();
        its.body("nextPayment.workingDay", equalTo(workingDay));
        its.body("installments[0].workingDay", equalTo(workingDay));
    }
}
