package app.zapiska.requisites;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.law.ProductionCalendar;
import app.zapiska.requisites.TransferTime.State;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A transfer of three working days")
class TransferTimeTest {

    private final ProductionCalendar calendar = new ProductionCalendar();

    @ParameterizedTest(name = "due {0}: sent by {1}")
    @DisplayName("leaves in time over weekends and long holidays")
    @CsvSource({
        // An ordinary week: Thursday for Monday to Thursday.
        "2026-12-03, 2026-11-30",
        // Over a weekend.
        "2026-12-01, 2026-11-26",
        "2026-12-07, 2026-12-02",
        // On a weekend: it must be there on Friday.
        "2026-12-05, 2026-12-01",
        "2026-12-06, 2026-12-01",
        // Over the New Year's holidays, which begin on 31 December: the days between are three alone.
        "2027-01-11, 2026-12-28",
        "2027-01-05, 2026-12-25",
        "2026-12-31, 2026-12-25",
        "2027-01-13, 2026-12-30",
        "2027-01-14, 2027-01-11",
        // A Saturday on which people work, before three days off.
        "2027-02-20, 2027-02-17",
        "2027-02-24, 2027-02-18",
        // Over the May holidays.
        "2027-05-11, 2027-05-05",
        "2027-05-04, 2027-04-28",
    })
    void lastDay(LocalDate due, LocalDate lastDay) {
        assertThat(TransferTime.lastDay(calendar, due)).contains(lastDay);
    }

    @Test
    @DisplayName("has no last day where the days off are not known")
    void unknown() {
        assertThat(TransferTime.lastDay(calendar, calendar.knownUntil())).isPresent();
        assertThat(TransferTime.lastDay(calendar, calendar.knownUntil().plusDays(1)))
                .isEmpty();
        assertThat(TransferTime.lastDay(calendar, calendar.knownFrom())).isEmpty();
        assertThat(TransferTime.lastDay(calendar, LocalDate.of(2020, 1, 1))).isEmpty();
        assertThat(TransferTime.lastDay(calendar, LocalDate.MAX)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"2026-12-28, IN_TIME", "2026-12-29, MAY_BE_LATE", "2027-01-11, MAY_BE_LATE", "2027-01-12, OVERDUE"})
    @DisplayName("is in time, may be late, or late")
    void state(LocalDate today, State state) {
        var due = LocalDate.of(2027, 1, 11);
        assertThat(TransferTime.state(TransferTime.lastDay(calendar, due), due, today))
                .isEqualTo(state);
    }

    @Test
    void nothingIsSaidOfAnUnknownYear() {
        var due = calendar.knownUntil().plusDays(40);
        assertThat(TransferTime.state(Optional.empty(), due, due)).isEqualTo(State.UNKNOWN);
        assertThat(TransferTime.state(Optional.empty(), due, due.plusDays(1))).isEqualTo(State.OVERDUE);
    }
}
