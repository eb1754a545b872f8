package app.zapiska.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.Month;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days off are dated data: what the decrees say, and nothing where there is none. */
class ProductionCalendarTest {

    private final ProductionCalendar calendar = new ProductionCalendar();

    @ParameterizedTest(name = "the first working day from {0} on is {1}")
    @CsvSource({
        "2026-11-28, 2026-11-30",
        "2026-12-31, 2027-01-11",
        "2027-01-01, 2027-01-11",
        "2027-01-09, 2027-01-11",
        "2027-02-20, 2027-02-20",
        "2027-02-21, 2027-02-24",
        "2027-02-22, 2027-02-24",
        "2027-03-08, 2027-03-09",
        "2027-05-01, 2027-05-04",
        "2027-05-09, 2027-05-11",
        "2027-06-12, 2027-06-15",
        "2027-11-04, 2027-11-08",
        "2026-05-09, 2026-05-12",
        "2026-03-07, 2026-03-10",
        "2026-02-22, 2026-02-24",
        "2026-01-02, 2026-01-12",
        "2026-11-04, 2026-11-05"
    })
    void workingDays(LocalDate day, LocalDate working) {
        assertThat(day.datesUntil(day.plusDays(30))
                        .filter(one -> !calendar.isOff(one))
                        .findFirst())
                .hasValue(working);
    }

    @ParameterizedTest(name = "{0} has 247 working days")
    @CsvSource({"2026", "2027"})
    void aYear(int year) {
        var first = LocalDate.of(year, 1, 1);
        assertThat(first.lengthOfYear()
                        - calendar.daysOff(first, first.plusYears(1).minusDays(1))
                                .size())
                .isEqualTo(247);
    }

    @Test
    @DisplayName("a holiday is told from an ordinary weekend, and a working Saturday is neither")
    void holidays() {
        assertThat(calendar.holidays(LocalDate.of(2027, 2, 19), LocalDate.of(2027, 2, 28)))
                .containsExactly(LocalDate.of(2027, 2, 22), LocalDate.of(2027, 2, 23));
        assertThat(calendar.daysOff(LocalDate.of(2027, 2, 19), LocalDate.of(2027, 2, 28)))
                .containsExactly(
                        LocalDate.of(2027, 2, 21),
                        LocalDate.of(2027, 2, 22),
                        LocalDate.of(2027, 2, 23),
                        LocalDate.of(2027, 2, 27),
                        LocalDate.of(2027, 2, 28));
    }

    @Test
    @DisplayName("of a year without a decree only the weekends are known, and it is said from when to when more is")
    void unknownYears() {
        assertThat(calendar.isOff(LocalDate.of(2031, 1, 2))).isFalse();
        assertThat(calendar.isOff(LocalDate.of(2031, 1, 4))).isTrue();
        assertThat(calendar.knownFrom()).isEqualTo("2026-01-01");
        assertThat(calendar.knownUntil()).isAfterOrEqualTo("2027-12-31");
        assertThat(calendar.source()).isNotBlank();
        assertThat(calendar.checkedOn()).isAfterOrEqualTo("2026-11-28");
    }

    @Test
    @DisplayName("in December the year that comes must be there: its decree is out by September")
    void theNextYearIsThere() {
        var today = LocalDate.now();
        assertThat(calendar.knownUntil().getYear())
                .as("add the year to production-calendar.json")
                .isGreaterThanOrEqualTo(today.getYear() + (today.getMonth() == Month.DECEMBER ? 1 : 0));
    }

    @Test
    void aYearLeftOutIsAMistake() {
        var none = new JsonObject("{\"dayOff\": [], \"workingWeekend\": []}");
        assertThatThrownBy(() -> new ProductionCalendar(new JsonObject()
                        .put("source", "")
                        .put("checkedOn", "2026-11-28")
                        .put("years", new JsonObject().put("2026", none).put("2028", none))))
                .hasMessageContaining("without a gap");
    }
}
