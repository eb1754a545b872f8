package app.zapiska.tasks;

import static app.zapiska.tasks.Desk.etag;
import static app.zapiska.tasks.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class CategoryTest {

    @Inject
    FirstCategories first;

    @Inject
    AccountDirectory accounts;

    @Test
    @DisplayName(
            "a new account begins with work, personal and family, in its language and the colours of the specification")
    void aNewAccountHasThree() throws Throwable {
        Visitor.owner()
                .request()
                .get("/categories")
                .then()
                .body("items.name", hasItems("Работа", "Личное", "Семья"))
                .body("items.find { it.name == 'Работа' }.color", equalTo("#dc3545"))
                .body("items.find { it.name == 'Личное' }.color", equalTo("#28a745"))
                .body("items.find { it.name == 'Семья' }.color", equalTo("#007bff"));

        var english = Visitor.newcomer();
        english.request().get("/categories").then().body("items", equalTo(List.of()));
        RealServices.execute("update accounts set language = 'en' where id = ?", english.accountId());
        VertxContextSupport.subscribeAndAwait(() -> accounts.settings(List.of(english.accountId()))
                .chain(found -> Panache.withTransaction(() -> first.accountMade(found.get(english.accountId())))));
        english.request().get("/categories").then().body("items.name", contains("Work", "Personal", "Family"));
    }

    @Test
    void aCategoryIsCreatedChangedAndListed() {
        var desk = Desk.empty();
        var created = desk.post("/categories", json("name", " Дом ", "color", "#AABBCC", "icon", "🏠"))
                .statusCode(201)
                .header("ETag", etag(0))
                .body("name", equalTo("Дом"))
                .body("color", equalTo("#aabbcc"))
                .body("icon", equalTo("🏠"))
                .extract();
        var path = "/categories/" + created.jsonPath().getLong("id");
        assertThat(created.header("Location")).isEqualTo("/api/v1" + path);

        desk.put(path, 0, json("name", "Дача"))
                .statusCode(200)
                .header("ETag", etag(1))
                .body("color", equalTo("#3498db"))
                .body("icon", equalTo(""));
        desk.put(path, 0, json("name", "Поздно")).statusCode(412).body("current.name", equalTo("Дача"));
        desk.get(path).statusCode(200).body("name", equalTo("Дача"));

        var second = desk.category("Работа");
        var first = desk.get("/categories?limit=1")
                .body("items.name", contains("Дача"))
                .extract();
        desk.get("/categories?cursor=" + first.path("nextCursor"))
                .body("items.id", contains((int) second))
                .body("nextCursor", nullValue());
    }

    @Test
    void aNameStandsOnceWhateverItsCase() {
        var desk = Desk.empty();
        desk.category("Дом");
        var other = desk.category("Работа");

        desk.post("/categories", json("name", "дОМ"))
                .statusCode(409)
                .body("type", endsWith("/conflict"))
                .body("detail", equalTo("Категория с таким названием уже есть"));
        desk.put("/categories/" + other, 0, json("name", "ДОМ")).statusCode(409);

        assertThat(Desk.empty().category("Дом")).isPositive();
    }

    @Test
    @DisplayName("bug 32: deleting a category leaves its tasks, without a category")
    void deletingACategoryLeavesItsTasks() {
        var desk = Desk.empty();
        var category = desk.category("Дом");
        var task = desk.createId("title", "Задача", "categoryId", category);
        var binned = desk.createId("title", "Удалённая", "categoryId", category);
        desk.delete("/tasks/" + binned, 0).statusCode(204);

        desk.delete("/categories/" + category, 5).statusCode(412);
        desk.delete("/categories/" + category, 0).statusCode(204);

        desk.get("/categories/" + category).statusCode(404);
        desk.get("/tasks/" + task)
                .statusCode(200)
                .body("categoryId", nullValue())
                .body("version", is(1));
        desk.post("/tasks/" + binned + "/restore").statusCode(200).body("categoryId", nullValue());
        // The tab that still shows the category is told.
        desk.put("/tasks/" + task, 0, json("title", "x", "categoryId", category))
                .statusCode(412);
        desk.put("/tasks/" + task, 1, json("title", "x", "categoryId", category))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("categoryId")));
    }

    @Test
    void thereIsAnEndToCategories() {
        var desk = Desk.empty();
        RealServices.execute("""
                insert into task_categories (account_id, name, color, created_at, updated_at)
                select ?, 'К' || n, '#000000', now(), now() from generate_series(1, 200) n
                """, desk.visitor.accountId());

        desk.post("/categories", json("name", "Ещё одна")).statusCode(409);
    }
}
