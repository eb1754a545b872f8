package app.zapiska;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Written behind this process's back, as another replica does: nothing that people read is kept in memory. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class FreshReadsTest {

    private Visitor visitor;

    @BeforeEach
    void newcomer() {
        visitor = Visitor.newcomer();
    }

    @Test
    @DisplayName("a task that another replica has changed is changed in the next answer")
    void tasks() {
        var id = made("tasks", Map.of("title", "Было"));
        assertThat(read("/tasks/" + id, "title")).isEqualTo("Было");
        assertThat(read("/tasks/counts", "open")).isEqualTo(1);

        RealServices.execute(
                "update tasks set title = 'Стало', status = 'DONE', completed_at = now() where id = ?", id);

        assertThat(read("/tasks/" + id, "title")).isEqualTo("Стало");
        assertThat(read("/tasks", "items.title")).isEqualTo(List.of("Стало"));
        assertThat(read("/tasks?q=стало", "items.title")).isEqualTo(List.of("Стало"));
        assertThat(read("/tasks/counts", "open")).isEqualTo(0);
        assertThat(read("/dashboard", "counts.done")).isEqualTo(1);
    }

    @Test
    @DisplayName("a payment that another replica has written is in the next answer")
    void payments() {
        var id = made(
                "loans",
                Map.of(
                        "orgName",
                        "МаниМен",
                        "loanDate",
                        "2025-10-01",
                        "dueDate",
                        "2099-01-01",
                        "amountBorrowed",
                        "300.00"));
        assertThat(read("/loans/" + id, "debt")).isEqualTo("300.00");
        assertThat(read("/loans/statistics", "debt")).isEqualTo("300.00");

        RealServices.execute("""
                insert into loan_entries (account_id, loan_id, kind, amount, paid_on, source, actor, created_at)
                values (?, ?, 'PAYMENT', 100, '2025-10-02', 'TELEGRAM', 'Владелец', now())""", visitor.accountId(), id);

        assertThat(read("/loans/" + id, "debt")).isEqualTo("200.00");
        assertThat(read("/loans", "items.debt")).isEqualTo(List.of("200.00"));
        assertThat(read("/loans/" + id + "/payments", "items.amount")).isEqualTo(List.of("100.00"));
        assertThat(read("/loans/statistics", "debt")).isEqualTo("200.00");
        assertThat(read("/dashboard", "loans.statistics.debt")).isEqualTo("200.00");
    }

    private Object made(String collection, Map<String, Object> body) {
        return visitor.request()
                .body(body)
                .post("/" + collection)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Object read(String path, String field) {
        return visitor.request().get(path).then().statusCode(200).extract().path(field);
    }
}
