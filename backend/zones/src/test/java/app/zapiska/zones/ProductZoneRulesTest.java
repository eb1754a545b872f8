package app.zapiska.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.Arrays;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Java's clock, when the product's rules are named at its start */
class ProductZoneRulesTest {

    @ParameterizedTest
    @CsvSource({
        "America/Vancouver, 2027-01-15T12:00, 2027-01-15T19:00:00Z",
        "America/Edmonton, 2027-01-15T12:00, 2027-01-15T18:00:00Z",
        "Africa/Casablanca, 2027-01-15T12:00, 2027-01-15T12:00:00Z",
        "Europe/Moscow, 2027-01-15T12:00, 2027-01-15T09:00:00Z",
        "Europe/Berlin, 2027-07-15T12:00, 2027-07-15T10:00:00Z",
        "Europe/Berlin, 2190-01-15T12:00, 2190-01-15T11:00:00Z",
        "Asia/Kathmandu, 2027-01-15T12:00, 2027-01-15T06:15:00Z",
        "Australia/Lord_Howe, 2027-01-15T12:00, 2027-01-15T01:00:00Z"
    })
    @DisplayName("BR-01: knows what countries have decided since the JVM was made")
    void knowsTheLatestDecisions(String zone, LocalDateTime wall, Instant moment) {
        assertThat(wall.atZone(ZoneId.of(zone)).toInstant()).isEqualTo(moment);
    }

    @Test
    @DisplayName(
            "BR-01: says of which version its rules are, and they are no older than the JVM's own that it stands for")
    void saysItsVersion() {
        assertThat(ZoneRulesProvider.getVersions("Europe/Moscow").lastKey()).matches("20\\d\\d[a-z]");
        assertThat(ZoneRulesProvider.getVersions("Europe/Moscow").lastKey()).isGreaterThanOrEqualTo("2026f");
    }

    @Test
    @DisplayName("knows every zone that the JVM knows, and agrees with it on what was before either was made")
    void agreesWithTheJvmOnThePast() {
        var differing = new TreeMap<String, LocalDate>();
        // java.util.TimeZone goes on reading the JVM's own data
        var ids = TimeZone.getAvailableIDs();
        for (var id : Arrays.stream(ids).filter(id -> id.contains("/")).toList()) {
            assertThat(ZoneId.getAvailableZoneIds()).contains(id);
            // Names of another age, with rules that nobody keeps
            if (id.startsWith("SystemV/")) {
                continue;
            }
            var own = TimeZone.getTimeZone(id);
            var ours = ZoneId.of(id).getRules();
            for (var day = LocalDate.of(1980, 1, 15); day.getYear() < 2026; day = day.plusDays(91)) {
                var moment = day.atStartOfDay().toInstant(ZoneOffset.UTC);
                if (own.getOffset(moment.toEpochMilli())
                        != ours.getOffset(moment).getTotalSeconds() * 1000) {
                    differing.putIfAbsent(id, day);
                }
            }
        }
        assertThat(ids).hasSizeGreaterThan(590);
        assertThat(differing).isEmpty();
    }

    @Test
    @DisplayName(
            "what falls into an hour that does not exist is moved forward, and what comes twice is the earlier one")
    void changesOfClocksAreChanges() {
        var berlin = ZoneId.of("Europe/Berlin");
        assertThat(LocalDateTime.parse("2027-03-28T02:30").atZone(berlin).toLocalDateTime())
                .isEqualTo(LocalDateTime.parse("2027-03-28T03:30"));
        assertThat(LocalDateTime.parse("2027-10-31T02:30").atZone(berlin).toInstant())
                .isEqualTo(Instant.parse("2027-10-31T00:30:00Z"));
        assertThat(berlin.getRules().isDaylightSavings(Instant.parse("2027-07-01T00:00:00Z")))
                .isTrue();
    }
}
