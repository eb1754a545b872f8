package app.zapiska.prove;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.reminders.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private static final Duration LASTS = Report.duration(System.getProperty("zapiska.prove.duration", "45s"));
    /** The slice's breaks fourteen things in its forty-five seconds, and nothing that only some machines can. */
    private static final long SEED = Long.getLong("zapiska.prove.seed", 20_261_615L);

    private static final String SCRIPT = System.getProperty("zapiska.prove.script", "");
    private static final int PEOPLE = Integer.getInteger("zapiska.prove.people", 4);
    private static final int NAGS_EACH = Integer.getInteger("zapiska.prove.nags", 15);

    /** Found by an earlier try in this process: no later one that happens to go well makes it a mere flake. */
    private static final List<String> FOUND = new CopyOnWriteArrayList<>();

    private static final int REPLICAS = Integer.getInteger("zapiska.prove.replicas", 2);

    /** The packaged application of another version, or nothing. */
    private static final String BEFORE = System.getProperty("zapiska.prove.before", "");

    private final Script script = script();

    @RegisterExtension
    final Installation installation = new Installation(Proving.SETTINGS)
            .onOwnDisk(script.faults().stream().anyMatch(fault -> fault.kind() == FaultKind.DATABASE_DISK_FULL));

    private static Script script() {
        try {
            return SCRIPT.isBlank()
                    ? Script.draw(SEED, LASTS, PEOPLE, NAGS_EACH, REPLICAS)
                    : Script.read(Files.readString(Path.of(SCRIPT)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName(
            "E1, E2, E4, E5: nothing is doubled, lost, shown to others or ended by itself, and money is counted once")
    void everyInvariantHolds() throws Exception {
        assertThat(REPLICAS).isBetween(2, Proving.MOST_REPLICAS);
        assertThat(FOUND).as("found by the first try").isEmpty();
        var folder = Files.createDirectories(Path.of("target", "prove", Long.toString(script.seed())));
        Files.writeString(folder.resolve("script.txt"), script.text());
        System.out.println("Prove: seed " + script.seed() + ", " + folder.toAbsolutePath());
        try (var proving = new Proving(installation, script, before())) {
            var evidence = proving.run();
            var report = new Report(script, evidence, proving.journal());
            report.keep(folder);
            System.out.println(report.text());
            if (!report.violations().isEmpty()) {
                // The next try of the test would write over it.
                var kept = Files.createDirectories(
                        folder.resolveSibling(script.seed() + "-failed-" + System.currentTimeMillis()));
                Files.writeString(kept.resolve("script.txt"), script.text());
                report.keep(kept);
                FOUND.addAll(report.violations());
            }

            assertThat(evidence.sends())
                    .as("messages of a run that is about messages")
                    .isNotEmpty();
            assertThat(report.violations())
                    .as("invariants broken, see %s", folder.toAbsolutePath())
                    .isEmpty();
        }
    }

    private static Optional<Path> before() {
        return Optional.of(BEFORE).filter(jar -> !jar.isBlank()).map(Path::of);
    }
}
