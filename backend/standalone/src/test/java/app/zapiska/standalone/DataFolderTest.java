package app.zapiska.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path root;

    @Test
    @DisplayName("one launcher at a time; the next one as soon as the first has gone")
    void oneAtATime() throws Exception {
        try (var first = DataFolder.open(root)) {
            assertThatThrownBy(() -> DataFolder.open(root))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(first.secrets()).isDirectory();
        }
        DataFolder.open(root).close();
    }

    @Test
    @DisplayName("a file in the place of the folder is named, not overwritten")
    void aFileInItsPlace() throws Exception {
        Path file = Files.writeString(root.resolve("data"), "mine");
        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent("mine");
    }

    @Test
    @DisplayName("a folder nobody can write to is refused with its name")
    void unwritable() {
        // /proc is closed to root as well
        assertThatThrownBy(() -> DataFolder.open(Path.of("/proc/zapiska")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("/proc/zapiska");
    }

    @Test
    @DisplayName("secrets are made once; passwords of different folders differ")
    void secrets() throws Exception {
        var passwords = new HashSet<String>();
        for (int i = 0; i < 50; i++) {
            var secrets = new Secrets(Files.createDirectory(root.resolve("s" + i)));
            String password = secrets.firstPassword();
            assertThat(secrets.firstPassword()).isEqualTo(password).matches("([a-z]{5}-){4}[a-z]{5}");
            assertThat(secrets.key("a")).isEqualTo(secrets.key("a")).isNotEqualTo(secrets.key("b"));
            passwords.add(password);
        }
        assertThat(passwords).hasSize(50);
    }
}
