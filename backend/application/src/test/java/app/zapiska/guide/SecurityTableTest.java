package app.zapiska.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** docs/security.md says which test holds which statement; here is seen that they do say so themselves. */
@DisplayName("The table of security")
class SecurityTableTest {

    private static final Path TOP = Path.of("../..");
    private static final int STATEMENTS = 44;

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (S\\d+) \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Pattern NAMED = Pattern.compile("`([\\w.-]+(?:Test|IT|\\.ts))`");

    private record Row(String statement, List<String> tests, boolean open) {}

    private static Map<String, Row> rows() throws IOException {
        var rows = new TreeMap<String, Row>();
        ROW.matcher(Files.readString(TOP.resolve("docs/security.md"))).results().forEach(row -> {
            var tests = NAMED.matcher(row.group(3))
                    .results()
                    .map(one -> one.group(1))
                    .toList();
            var twice = rows.put(
                    row.group(1), new Row(row.group(2), tests, row.group(3).contains("open: ")));
            assertThat(twice).as(row.group(1) + " stands there once").isNull();
        });
        return rows;
    }

    @Test
    @DisplayName("has a row for each statement, with a test or the reason why there is none")
    void complete() throws IOException {
        var rows = rows();
        assertThat(rows.keySet())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, STATEMENTS)
                        .mapToObj(number -> "S" + number)
                        .toList());
        rows.forEach((id, row) -> assertThat(row.open() || !row.tests().isEmpty())
                .as(id + " " + row.statement())
                .isTrue());
    }

    @Test
    @DisplayName("names tests that are there and that name the statement")
    void trueToTheTests() throws IOException {
        var sources = sources();
        var wrong = new ArrayList<String>();
        rows().forEach((id, row) -> row.tests().forEach(test -> {
            var source = sources.get(test);
            if (source == null
                    || !Pattern.compile("\\b" + id + "\\b").matcher(source).find()) {
                wrong.add(id + ": " + test + (source == null ? " is not there" : " does not name it"));
            }
        }));
        assertThat(wrong).isEmpty();
    }

    private static Map<String, String> sources() throws IOException {
        try (var backend = Files.walk(TOP.resolve("backend"));
                var browser = Files.walk(TOP.resolve("frontend/e2e"));
                var page = Files.walk(TOP.resolve("frontend/src"))) {
            return Stream.of(backend, browser, page)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().matches(".*(/src/test/java/.*(Test|IT)\\.java|/frontend/.*\\.ts)"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            SecurityTableTest::read,
                            (one, other) -> one + other));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
