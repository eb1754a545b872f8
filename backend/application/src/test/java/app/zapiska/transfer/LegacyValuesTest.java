package app.zapiska.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How what the original wrote is understood. */
class LegacyValuesTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    @ParameterizedTest
    @CsvSource({
        "5056, 5056.00, false",
        "5056.5, 5056.50, false",
        "0.6000000000000001, 0.60, true",
        "1234.565, 1234.57, true",
        "0.001, 0.00, true",
        "1e+06, 1000000.00, false",
        "-12.3, -12.30, false"
    })
    @DisplayName("bug 4: sums kept as floats become exact ones, and it is known which were not")
    void floatsBecomeMoney(String text, String money, boolean rounded) {
        var sum = LegacyValues.sum(text).orElseThrow();
        assertThat(sum.money()).isEqualTo(Money.of(money));
        assertThat(sum.rounded()).isEqualTo(rounded);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e+308", "1e999999999", "", "abc", "1000000000000000"})
    @DisplayName("bug 4: what is no sum is none")
    void whatIsNoSumIsNone(String text) {
        assertThat(LegacyValues.sum(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T15:24, 2026-11-21T15:24",
        "2026-11-21 15:24, 2026-11-21T15:24",
        "2026-11-21T15:24:59.123456, 2026-11-21T15:24",
        "2026-11-21 15:24:00, 2026-11-21T15:24",
        "2026-11-21, 2026-11-21T00:00",
        "2026-11-21T12:24:00+00:00, 2026-11-21T15:24",
        "2026-11-21T22:30:00Z, 2026-11-22T01:30",
        "2026-11-21T12:24+0000, 2026-11-21T15:24",
        // BR-25: as PostgreSQL writes them, and as people do
        "2027-01-10 00:00:00+03, 2027-01-10T00:00",
        "2027-01-09 21:00:00+00, 2027-01-10T00:00",
        "2027-01-09 21:00:00.123456+00, 2027-01-10T00:00",
        "2027-01-10 05:30:17+05:30:17, 2027-01-10T03:00",
        "2027-01-09 16:00:00-05, 2027-01-10T00:00",
        "10.01.2027, 2027-01-10T00:00",
        "9.1.2027 18:30, 2027-01-09T18:30",
        "2027-1-9, 2027-01-09T00:00",
        "2027-01-10T9:30, 2027-01-10T09:30",
        "2027-01-10T24:00, 2027-01-11T00:00",
        "2027-01-10 24:00:00+03, 2027-01-11T00:00"
    })
    @DisplayName("bugs 16, 24: moments with T, a space, seconds or an offset are the same moments")
    void momentsAreRead(String text, LocalDateTime expected) {
        assertThat(LegacyValues.moment(text, MOSCOW).orElseThrow().at()).isEqualToIgnoringSeconds(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-10 00:00:00+03, 2027-01-10",
        "2027-01-10 24:00, 2027-01-10",
        "2027-01-10T24:00:00+03, 2027-01-10",
        "31.12.2026, 2026-12-31",
        "2027-1-9T9:30, 2027-01-09"
    })
    @DisplayName("BR-25: a day of money is the day that stands there, and 24:00 is still that day")
    void daysAreRead(String text, LocalDate expected) {
        assertThat(LegacyValues.date(text, MOSCOW)).contains(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "завтра",
                "2026-02-30",
                "31.11.2026",
                "0202-01-01",
                "2026-11-21T25:00",
                "2026-11-21T",
                "2026-11-21T24:01",
                "21.11.26",
                "11/21/2026",
                "2026-11-21 10:00+99",
                "2026-11-21 10:60"
            })
    @DisplayName("bug 5: an empty or impossible date is none")
    void whatIsNoDateIsNone(String text) {
        assertThat(LegacyValues.moment(text, MOSCOW)).isEmpty();
    }

    @Test
    void flagsAreNumbersOrTruths() {
        assertThat(LegacyValues.flag("1")).isTrue();
        assertThat(LegacyValues.flag("true")).isTrue();
        assertThat(LegacyValues.flag("0")).isFalse();
        assertThat(LegacyValues.flag("false")).isFalse();
        assertThat(LegacyValues.flag(null)).isFalse();
    }

    @Test
    void textsAreMadeToFit() {
        assertThat(LegacyValues.oneLine("а\nб", 10)).isEqualTo(new LegacyValues.Text("а б", true, false));
        assertThat(LegacyValues.oneLine("🔔".repeat(201), 200).text()).isEqualTo("🔔".repeat(199) + "…");
        assertThat(LegacyValues.lines("а\u0007б", 10)).isEqualTo(new LegacyValues.Text("аб", true, false));
        assertThat(LegacyValues.oneLine(null, 10)).isEqualTo(new LegacyValues.Text("", false, false));
    }
}
