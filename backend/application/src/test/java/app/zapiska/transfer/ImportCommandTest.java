package app.zapiska.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code make import-original}, as an administrator runs it in a terminal. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ImportCommandTest {

    private OldNotebook old;

    private record Outcome(int exit, String said) {}

    @BeforeEach
    void write() throws SQLException {
        old = OldNotebook.ofOne();
        old.loan(1, "МаниМен \"и\" другие", "moneyman.example", "2025-09-01", "2031-02-01", "10000.005", 0);
    }

    @AfterEach
    void close() throws SQLException {
        old.close();
    }

    private static Outcome run(Map<String, String> environment) throws IOException, InterruptedException {
        var command = new ProcessBuilder(
                "bash", Path.of("../../deploy/import-original").toString());
        command.redirectErrorStream(true);
        command.environment().put("PUBLIC_URL", "http://localhost:" + RestAssured.port);
        command.environment().putAll(environment);
        var running = command.start();
        running.getOutputStream().close();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(running.waitFor(), said);
    }

    private Map<String, String> dryRun(String password) {
        return new HashMap<>(
                Map.of("ORIGINAL_URL", old.url(), "LOGIN", "owner", "AUTH_PASSWORD", password, "DRY_RUN", "1"));
    }

    @Test
    void aDryRunPrintsTheReport() throws Exception {
        var outcome = run(dryRun(Visitor.PASSWORD));
        assertThat(outcome.exit()).as(outcome.said()).isZero();
        assertThat(outcome.said())
                .contains("МаниМен \"и\" другие", "сумма была не в целых копейках и округлена")
                .doesNotContain("owner:owner");
    }

    @Test
    void aWrongPasswordIsSaid() throws Exception {
        var outcome = run(dryRun("не тот пароль"));
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.said()).contains("(401)").doesNotContain("не тот пароль");
    }

    @Test
    void aDatabaseThatIsAwayEndsWithItsReason() throws Exception {
        var environment = dryRun(Visitor.PASSWORD);
        environment.put("ORIGINAL_URL", "postgresql://nobody:correct-horse@127.0.0.1:1/nothing");
        var outcome = run(environment);
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.said()).contains("не отвечает или не пускает").doesNotContain("correct-horse");
    }

    @Test
    void aWrongAddressIsSaidWithoutRepeatingIt() throws Exception {
        var environment = dryRun(Visitor.PASSWORD);
        environment.put("ORIGINAL_URL", "mysql://nobody:correct-horse@127.0.0.1/nothing");
        var outcome = run(environment);
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.said()).contains("(400)").doesNotContain("correct-horse");
    }

    @Test
    void aNotebookThatIsAwayIsSaidOnce() throws Exception {
        var environment = dryRun(Visitor.PASSWORD);
        environment.put("PUBLIC_URL", "http://127.0.0.1:1");
        var outcome = run(environment);
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.said()).containsOnlyOnce("Записная книжка не отвечает");
    }

    @Test
    void withoutAnAddressItSaysHowItIsUsed() throws Exception {
        var outcome = run(Map.of());
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.said()).contains("make import-original URL=");
    }
}
