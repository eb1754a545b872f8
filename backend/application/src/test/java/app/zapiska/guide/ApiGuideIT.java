package app.zapiska.guide;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.reminders.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The guide to the API")
class ApiGuideIT {

    private static final Path GUIDE = Path.of("../../docs/api.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|text)\\n(.*?)^```$");
    private static final String PASSWORD = "forty-two-magpies";
    /** Stands between the outputs of two commands, where nothing else writes it. */
    private static final String SEPARATOR = "\u001e";

    @RegisterExtension
    final Installation installation = new Installation(
            Map.of("TIME_ZONE", "Europe/Moscow", "BOT_WORK_HOURS_START", "0", "BOT_WORK_HOURS_END", "24"));

    /** @param printed empty where the guide shows nothing */
    private record Example(String command, String printed) {}

    @Test
    @DisplayName("shows commands that work, and what they print")
    void everyExample() throws Exception {
        var examples = examples();
        var replica = installation.start("one");
        var script = new StringBuilder("set -uo pipefail\n");
        examples.forEach(example -> script.append(example.command()).append("printf '\\036'\n"));
        var errors = Files.createTempFile("guide", ".err");
        try {
            var shell = new ProcessBuilder("bash", "-c", script.toString()).redirectError(errors.toFile());
            shell.environment().put("ZAPISKA", "http://localhost:" + replica.port());
            shell.environment().put("PASSWORD", PASSWORD);
            var running = shell.start();
            var printed = new String(running.getInputStream().readAllBytes()).split(SEPARATOR, -1);

            assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
            var softly = new SoftAssertions();
            for (int i = 0; i < examples.size(); i++) {
                softly.assertThat(i < printed.length ? printed[i] : "(not reached)")
                        .as(examples.get(i).command())
                        .isEqualTo(examples.get(i).printed());
            }
            softly.assertThat(errors).as("what the shell complained of").isEmptyFile();
            softly.assertAll();
            System.out.printf("API guide: %d examples run, each printed what the guide shows%n", examples.size());
        } finally {
            Files.delete(errors);
        }
    }

    private static List<Example> examples() throws Exception {
        var examples = new ArrayList<Example>();
        var blocks = BLOCK.matcher(Files.readString(GUIDE));
        while (blocks.find()) {
            if (blocks.group(1).equals("sh")) {
                examples.add(new Example(blocks.group(2), ""));
            } else {
                examples.set(examples.size() - 1, new Example(examples.getLast().command(), blocks.group(2)));
            }
        }
        assertThat(examples).hasSizeGreaterThan(15);
        return examples;
    }
}
