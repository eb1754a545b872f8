package app.zapiska;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A source that is too long to be held in one's head is two things. */
class RoomsTest {

    private static final int MOST_LINES = 450;
    private static final Path BACKEND = Path.of("..").toAbsolutePath().normalize();

    @Test
    @DisplayName("no source of the product has more than 450 lines, but those that hold what people read")
    void noRoomIsTooLarge() throws IOException {
        var tooLarge = new TreeMap<String, Long>();
        try (var files = Files.find(
                BACKEND,
                30,
                (file, is) -> is.isRegularFile()
                        && file.toString().contains("/src/main/java/")
                        && file.toString().matches(".*(?<!Texts|Messages)\\.java"))) {
            files.forEach(file -> {
                var lines = lines(file);
                if (lines > MOST_LINES) {
                    tooLarge.put(BACKEND.relativize(file).toString(), lines);
                }
            });
        }
        assertThat(tooLarge).isEmpty();
    }

    private static long lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
