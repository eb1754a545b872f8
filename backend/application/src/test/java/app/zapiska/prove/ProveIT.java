package app.zapiska.prove;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.reminders.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Several people at work on two replicas whose processes, database, Redis and Telegram break at random. By itself it is the
 * slice that every run of the tests has; {@code make prove} makes it long, takes another seed each time, and plays a script
 * again ({@code SCRIPT=…}).
 */
@DisplayName("Prove: whatever people do and whatever breaks")
class ProveIT {

    private static final Duration LASTS = Report.duration(System.getProperty("zapiska.prove.duration", "100s"));
    private static final long SEED = Long.getLong("zapiska.prove.seed", 20_261_130L);
    private static final String SCRIPT = System.getProperty("zapiska.prove.script", "");
    private static final int PEOPLE = Integer.getInteger("zapiska.prove.people", 6);
    private static final int NAGS_EACH = Integer.getInteger("zapiska.prove.nags", 40);

    @RegisterExtension
    final Installation installation = new Installation(Proving.SETTINGS);

    @Test
    @DisplayName(
            "E1, E2, E4, E5: nothing is doubled, lost, shown to others or ended by itself, and money is counted once")
    void everyInvariantHolds() throws Exception {
        var script = SCRIPT.isBlank()
                ? Script.draw(SEED, LASTS, PEOPLE, NAGS_EACH)
                : Script.read(Files.readString(Path.of(SCRIPT)));
        var folder = Files.createDirectories(Path.of("target", "prove", Long.toString(script.seed())));
        Files.writeString(folder.resolve("script.txt"), script.text());
        System.out.println("Prove: seed " + script.seed() + ", " + folder.toAbsolutePath());
        try (var proving = new Proving(installation, script)) {
            var evidence = proving.run();
            var report = new Report(script, evidence, proving.journal());
            report.keep(folder);
            System.out.println(report.text());
            if (!report.violations().isEmpty()) {
                // The next try of the test would write over it.
                report.keep(Files.createDirectories(
                        folder.resolveSibling(script.seed() + "-failed-" + System.currentTimeMillis())));
            }

            assertThat(evidence.sends())
                    .as("messages of a run that is about messages")
                    .isNotEmpty();
            assertThat(report.violations()).isEmpty();
        }
    }
}
