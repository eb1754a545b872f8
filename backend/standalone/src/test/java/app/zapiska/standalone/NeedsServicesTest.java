package app.zapiska.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code make check} runs what backend/needs-services.sh does not name. */
class NeedsServicesTest {

    @TempDir
    Path folder;

    @Test
    void aTestIsNamedForWhatItAndItsHelpersDo() throws Exception {
        Path script = folder.resolve("needs-services.sh");
        Files.copy(Path.of("..", "needs-services.sh"), script);
        source("PureTest", "class PureTest { int sum() { return 1 + 1; } }");
        source("InQuarkusTest", "@QuarkusTest class InQuarkusTest {}");
        source("WithProcessTest", "class WithProcessTest { Object o = new ProcessBuilder(); }");
        source("Database", "class Database { EmbeddedPostgres postgres; }");
        source("Behind", "class Behind { Database database; }");
        source("ByTwoStepsTest", "class ByTwoStepsTest { Behind behind; }");

        Process process = new ProcessBuilder("bash", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(List.of(said.strip().split("\n")))
                .containsExactlyInAnyOrder(
                        "app/InQuarkusTest.java", "app/WithProcessTest.java", "app/ByTwoStepsTest.java");
    }

    private void source(String name, String content) throws Exception {
        Path tests = Files.createDirectories(folder.resolve("module/src/test/java/app"));
        Files.writeString(tests.resolve(name + ".java"), content);
    }
}
