package app.zapiska.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingLogTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("a log that has grown is put aside between two lines; the oldest one goes")
    void rotates() throws Exception {
        String lines =
                IntStream.range(0, 1000).mapToObj(i -> "строка " + i + "\n").collect(Collectors.joining());
        var told = new ArrayList<String>();
        try (var log = new RotatingLog(folder.resolve("a.log"), 2000)) {
            log.drain(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), told::add);
            assertThat(log.lastLines()).hasSize(12).endsWith("строка 999");
        }
        assertThat(told).hasSize(1000);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsOnly("a.log", "a.log.1", "a.log.2", "a.log.3", "a.log.4", "a.log.5");
        }
        for (int i = 1; i <= 5; i++) {
            assertThat(Files.readString(folder.resolve("a.log." + i)))
                    .startsWith("строка ")
                    .endsWith("\n");
        }
        assertThat(Files.readString(folder.resolve("a.log"))).endsWith("строка 999\n");
    }

    @Test
    @DisplayName("a line without an end is neither lost nor held in memory as a whole")
    void endlessLine() throws Exception {
        var told = new ArrayList<String>();
        try (var log = new RotatingLog(folder.resolve("a.log"), 1000)) {
            log.drain(new ByteArrayInputStream("x".repeat(100_000).getBytes(StandardCharsets.UTF_8)), told::add);
        }
        assertThat(folder.resolve("a.log")).hasSize(100_000);
        assertThat(told).singleElement().satisfies(line -> assertThat(line).hasSize(2000));
    }

    @Test
    @DisplayName("a log that can't be written costs its lines, not the process: reading goes on to the end")
    void unwritable() {
        var told = new ArrayList<String>();
        try (var log = new RotatingLog(folder.resolve("no/such/folder/a.log"), 1000)) {
            log.drain(new ByteArrayInputStream("a\nb\n".getBytes(StandardCharsets.UTF_8)), told::add);
        }
        assertThat(told).containsExactly("a", "b");
    }
}
