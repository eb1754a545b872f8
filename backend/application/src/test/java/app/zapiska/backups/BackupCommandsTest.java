package app.zapiska.backups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the backup program says before it does anything; no database needed. */
@DisplayName("The backup program")
class BackupCommandsTest {

    private static final Path PROGRAM =
            Path.of("../../deploy/backup/zapiska-backup").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private record Ended(int code, String said) {}

    @Test
    @DisplayName("makes no folder for whoever only lists the backups")
    void listingLeavesNothingBehind() throws Exception {
        var ended = run(System.getenv("PATH"), "list");
        assertThat(ended.code()).isZero();
        assertThat(ended.said()).contains("NAME");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisplayName("says which program is missing instead of ending without a word")
    void missingProgram() throws Exception {
        var without = Files.createDirectory(folder.resolve("bin"));
        for (var program : List.of("bash", "env", "readlink", "dirname", "cat", "grep")) {
            Files.createSymbolicLink(without.resolve(program), where(program));
        }
        var ended = run(without.toString(), "new-key");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).contains("The program age-keygen is missing here: install the package age");
    }

    private Ended run(String path, String... arguments) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(PROGRAM.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", path, "DB_HOST", "127.0.0.1", "DB_PORT", "1"));
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private static Path where(String program) throws IOException {
        for (var part : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(part, program))) {
                return Path.of(part, program).toRealPath();
            }
        }
        throw new IOException("no " + program);
    }
}
