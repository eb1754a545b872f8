package app.zapiska.status;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.status.ZoneData.Newer;
import app.zapiska.status.ZoneData.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who knows newer rules of time zones than the product. */
class ZoneDataTest {

    private static final Instant WINTER = Instant.parse("2027-01-15T12:00:00Z");

    /** Of other programs than ours; in SQL, the only places where hours are asked for by the name of a zone. */
    private static final List<String> ONLY_TO_COMPARE = List.of("ZoneData.java");

    private static final Pattern BY_NAME = Pattern.compile(
            "\\bat\\s+time\\s+zone\\b(?!\\s+'UTC')|(?-i:\\btimezone\\s*\\()|\\bset\\s+(local\\s+)?(time\\s+zone|timezone)\\b(?!\\s*=?\\s*'UTC')",
            Pattern.CASE_INSENSITIVE);

    @TempDir
    Path system;

    private ZoneData ofVersion(String version) {
        return new ZoneData(null, InstantSource.system(), system, version);
    }

    @Test
    @DisplayName("BR-01: a system whose zone data are newer is named with their version")
    void aNewerSystemIsNamed() throws IOException {
        Files.writeString(
                system.resolve("tzdata.zi"), "# version 2098b\n# This zic input file is in the public domain.\n");
        assertThat(ofVersion("2098a").newer(List.of())).containsExactly(new Newer("system", "2098b", List.of()));
        assertThat(ofVersion("2098b").newer(List.of())).isEmpty();
        assertThat(ofVersion("2098c").newer(List.of())).isEmpty();
    }

    @Test
    void macOsSaysItInAnotherFile() throws IOException {
        Files.writeString(system.resolve("+VERSION"), "2098b\n");
        assertThat(ZoneData.system(system)).contains("2098b");
    }

    @Test
    void aSystemThatDoesNotSayIsNoNewer() throws IOException {
        assertThat(ZoneData.system(system)).isEmpty();
        Files.write(system.resolve("tzdata.zi"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(ZoneData.system(system)).isEmpty();
    }

    @Test
    @DisplayName("BR-01: the JVM's own data are known, and a newer JVM is named")
    void aNewerJvmIsNamed() {
        var own = ZoneData.jvm(Path.of(System.getProperty("java.home"))).orElseThrow();
        assertThat(own).matches("20\\d\\d[a-z]");
        assertThat(ofVersion("1999a").newer(List.of())).containsExactly(new Newer("jvm", own, List.of()));
        assertThat(ofVersion("2098a").newer(List.of())).isEmpty();
    }

    @Test
    @DisplayName("BR-01: a database that tells other hours than we and the JVM do knows something newer")
    void aNewerDatabaseIsNamed() {
        assertThat(ofVersion("2098a")
                        .newer(List.of(
                                new Reading("Europe/Moscow", WINTER, 10_800),
                                new Reading("Europe/Samara", WINTER, 10_800))))
                .containsExactly(new Newer("database", null, List.of("Europe/Samara")));
    }

    @Test
    @DisplayName("a database that tells what the older JVM tells is older itself, and no reason to warn")
    void anOlderDatabaseIsNot() {
        var zone = "America/Vancouver";
        var asTheJvm = TimeZone.getTimeZone(zone).getOffset(WINTER.toEpochMilli()) / 1000;
        assertThat(ofVersion("2098a").newer(List.of(new Reading(zone, WINTER, asTheJvm))))
                .isEmpty();
    }

    @Test
    @DisplayName("BR-01: no statement asks the database for hours by the name of a zone")
    void noTimeIsComputedInSqlByTheNameOfAZone() throws IOException {
        try (var ours = Files.walk(Path.of("src/main"));
                var deployed = Files.walk(Path.of("../../deploy"));
                var launcher = Files.walk(Path.of("../standalone/src/main"))) {
            var guilty = Stream.of(ours, deployed, launcher)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().matches(".*\\.(java|sql|sh|yml|yaml|json|properties)"))
                    .filter(file -> !ONLY_TO_COMPARE.contains(file.getFileName().toString()))
                    .filter(ZoneDataTest::computesByName)
                    .toList();
            assertThat(guilty).isEmpty();
        }
    }

    private static boolean computesByName(Path file) {
        try {
            return Files.readString(file)
                    .lines()
                    .anyMatch(line -> BY_NAME.matcher(line).find());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
