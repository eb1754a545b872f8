package app.zapiska.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only a process that provably is our own may be ended. */
class ProcessRegistryTest {

    @TempDir
    Path folder;

    private ProcessRegistry registry;
    private Process process;
    private String program;

    @BeforeEach
    void aProcess() throws Exception {
        registry = new ProcessRegistry(folder);
        process = new ProcessBuilder("cat").start();
        program = Spawn.onPath("cat").map(Path::of).orElseThrow().toRealPath().toString();
        registry.note("cat", process.toHandle(), program);
    }

    @AfterEach
    void ended() {
        process.destroyForcibly();
    }

    @Test
    @DisplayName("the process noted is found again, until it has ended or is forgotten")
    void survivor() {
        assertThat(registry.survivor("cat")).contains(process.toHandle());
        assertThat(registry.survivor("dog")).isEmpty();
        process.destroyForcibly();
        Patience.awaitCertainEnd(process.toHandle());
        assertThat(registry.survivor("cat")).isEmpty();
        registry.forget("cat");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisplayName("the same number with another birth or another program is somebody else")
    void somebodyElse() throws Exception {
        Path note = folder.resolve("cat.process");
        String text = Files.readString(note);
        Files.writeString(note, text.replaceFirst("birth=.*", "birth=another-boot/123"));
        assertThat(registry.survivor("cat")).isEmpty();
        Files.writeString(note, text.replace(program, "/usr/bin/dog"));
        assertThat(registry.survivor("cat")).isEmpty();
        Files.writeString(
                note,
                text.replaceFirst("pid=.*", "pid=" + ProcessHandle.current().pid()));
        assertThat(registry.survivor("cat")).isEmpty();
    }

    @Test
    @DisplayName("a copied note is about the original's process, and so is one that names no folder")
    void copiedNote() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.copy(folder.resolve("cat.process"), copy.resolve("cat.process"));
        assertThat(new ProcessRegistry(copy).survivor("cat")).isEmpty();
        Path link = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);
        assertThat(new ProcessRegistry(link).survivor("cat"))
                .as("the same folder by another path")
                .contains(process.toHandle());
        Files.delete(link);
        Path note = folder.resolve("cat.process");
        Files.writeString(note, Files.readString(note).replaceFirst("folder=.*", ""));
        assertThat(registry.survivor("cat")).isEmpty();
    }

    @Test
    @DisplayName("a program within a longer path is another one")
    void programOfALongerPath() {
        assertThat(Processes.isRunning(process.toHandle(), program)).isTrue();
        assertThat(Processes.isRunning(process.toHandle(), program.substring(program.indexOf('/', 1))))
                .isFalse();
    }

    @Test
    @DisplayName("a note cut short by a power failure proves nothing")
    void brokenNote() throws Exception {
        Files.writeString(folder.resolve("cat.process"), "pid=");
        assertThat(registry.survivor("cat")).isEmpty();
    }
}
