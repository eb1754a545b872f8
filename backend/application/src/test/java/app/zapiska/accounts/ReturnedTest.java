package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.common.mapper.TypeRef;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every resource that can be read and replaced, found through the API's own description. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("What a GET answers")
class ReturnedTest {

    private static final Map<String, Object> ELSE = Map.of(
            "id", 999_999_999,
            "version", 999,
            "status", "paid",
            "createdAt", "2020-01-01T00:00:00Z",
            "updatedAt", "2020-01-01T00:00:00Z",
            "completedAt", "2020-01-01T00:00:00Z",
            "debt", "1.00",
            "system", true);

    private Visitor person;

    @BeforeEach
    void somebody() {
        person = Visitor.newcomer();
    }

    @Test
    @DisplayName("can be sent back as it is to every resource with GET and PUT, and changes nothing")
    void comesBack() {
        for (var path : resources()) {
            var before = read(path);
            var after = replace(path, before);
            assertThat(after.statusCode()).as(path + " " + after.asString()).isEqualTo(200);
            assertThat(content(read(path))).as(path).isEqualTo(content(before));
        }
    }

    @Test
    @DisplayName(
            "S24: is refused by name when it comes back with another id, version, state or date, and so is what it never had")
    void comesBackChanged() {
        for (var path : resources()) {
            var before = read(path);
            var fields = new ArrayList<>(List.of("accountId", "role"));
            ELSE.keySet().stream().filter(before::containsKey).forEach(fields::add);
            for (var field : fields) {
                var changed = new LinkedHashMap<>(before);
                changed.put(field, ELSE.getOrDefault(field, 1));
                var refused = replace(path, changed);
                assertThat(refused.statusCode())
                        .as(path + " " + field + refused.asString())
                        .isEqualTo(400);
                assertThat(refused.jsonPath().getList("errors.field", String.class))
                        .containsExactly(field);
            }
            assertThat(read(path)).as(path).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("S24: what is made anew says nothing that is not its own to say")
    void nothingComesBackIntoANewOne() {
        var loan = read(loan());
        person.request().body(loan).post("/loans").then().statusCode(400);
        person.request().body(read(task())).post("/tasks").then().statusCode(400);
        person.request().body(read(category())).post("/categories").then().statusCode(400);
        person.request()
                .body(read(template()))
                .post("/reminder-templates")
                .then()
                .statusCode(400);
    }

    @Test
    @DisplayName("the parts of a loan come back with it and by themselves, and not with another state")
    @SuppressWarnings("unchecked")
    void partsComeBack() {
        var path = loan();
        var loan = read(path);
        var installments = (List<Map<String, Object>>) loan.get("installments");
        var first = installments.getFirst();
        assertThat(person.request()
                        .header("If-Match", "\"v" + loan.get("version") + "\"")
                        .body(first)
                        .put(path + "/installments/" + first.get("id"))
                        .statusCode())
                .isEqualTo(200);

        var again = read(path);
        ((List<Map<String, Object>>) again.get("installments")).getFirst().put("paid", true);
        var refused = replace(path, again);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getList("errors.field", String.class)).containsExactly("installments[0].paid");
    }

    @Test
    @DisplayName("a moment chosen by hand is neither doubled nor lost on the way there and back")
    void momentsComeBack() {
        var path = task();
        var before = read(path);
        assertThat(replace(path, before).statusCode()).isEqualTo(200);
        assertThat(read(path).get("reminders")).isEqualTo(before.get("reminders"));
    }

    private List<String> resources() {
        var made = Map.of(
                "/settings", "/settings",
                "/tasks/{id}", task(),
                "/loans/{id}", loan(),
                "/loans/{id}/requisites", requisites(),
                "/payoff-plan", plan(),
                "/collector-contacts/{id}", contact(),
                "/categories/{id}", category(),
                "/reminder-templates/{id}", template());
        var both = paths().entrySet().stream()
                .filter(path -> path.getValue().keySet().containsAll(List.of("get", "put")))
                .map(path -> path.getKey().replace("/api/v1", ""))
                .toList();
        assertThat(made.keySet()).as("one of each to try").containsAll(both);
        return both.stream().map(made::get).toList();
    }

    private static Map<String, Map<String, Object>> paths() {
        return RestAssured.given()
                .accept(ContentType.JSON)
                .queryParam("format", "json")
                .get("/api/v1/openapi")
                .jsonPath()
                .getMap("paths");
    }

    private String task() {
        return made(
                "/tasks",
                Map.of(
                        "title",
                        "Полить цветы",
                        "due",
                        "2031-05-05T12:00",
                        "subtasks",
                        List.of(Map.of("title", "Фикус")),
                        "reminders",
                        List.of("2031-05-04T10:00")));
    }

    private String loan() {
        return made(
                "/loans",
                Map.of(
                        "orgName",
                        "МигКредит",
                        "loanDate",
                        "2026-01-10",
                        "amountBorrowed",
                        "10000.00",
                        "contract",
                        Map.of("dailyRate", 0.8, "fullCost", 292.05, "number", "А-118"),
                        "installments",
                        List.of(
                                Map.of("dueDate", "2031-01-10", "amount", "6000.00"),
                                Map.of("dueDate", "2031-02-10", "amount", "6000.00"))));
    }

    private String requisites() {
        var path = loan() + "/requisites";
        person.request()
                .header("If-Match", "*")
                .body(Map.of("name", "ООО МКК", "account", "40701810900000012345", "inn", "7707083894"))
                .put(path)
                .then()
                .statusCode(200);
        return path;
    }

    private String plan() {
        person.request()
                .header("If-Match", "*")
                .body(Map.of("chosen", Map.of("monthlyBudget", "1000", "order", "size", "loanIds", List.of(3, 1))))
                .put("/payoff-plan")
                .then()
                .statusCode(200);
        return "/payoff-plan";
    }

    /** The second of a day: what it looks to exceed comes back, too. */
    private String contact() {
        var contact =
                Map.<String, Object>of("at", "2026-11-23T18:00", "kind", "call", "who", "Ирина", "note", "Грубила");
        made("/collector-contacts", contact);
        return made("/collector-contacts", contact);
    }

    private String category() {
        return made("/categories", Map.of("name", "К" + System.nanoTime(), "color", "#AABBCC"));
    }

    private String template() {
        return made(
                "/reminder-templates",
                Map.of("name", "Ш" + System.nanoTime(), "rules", List.of(Map.of("kind", "before", "minutes", 60))));
    }

    private String made(String where, Map<String, Object> what) {
        var answer = person.request().body(what).post(where);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return where + "/" + answer.jsonPath().getLong("id");
    }

    private Map<String, Object> read(String path) {
        return person.request().get(path).then().statusCode(200).extract().as(new TypeRef<>() {});
    }

    private Response replace(String path, Map<String, Object> body) {
        return person.request()
                .header("If-Match", "\"v" + read(path).get("version") + "\"")
                .body(body)
                .put(path);
    }

    private static Map<String, Object> content(Map<String, Object> resource) {
        var content = new LinkedHashMap<>(resource);
        content.keySet().removeAll(List.of("version", "updatedAt"));
        return content;
    }
}
