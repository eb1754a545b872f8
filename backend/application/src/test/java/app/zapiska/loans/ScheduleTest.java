package app.zapiska.loans;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.loans.Schedule.Period;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    @Test
    @DisplayName("bug 4: the payments add up to the kopek, for any sum and number")
    void addsUp() {
        var random = new Random(4);
        for (int n = 0; n < 20_000; n++) {
            var count = 1 + random.nextInt(Schedule.MOST_INSTALLMENTS);
            var amount = new Money(BigDecimal.valueOf(count + random.nextLong(1L << random.nextInt(1, 46)), 2));

            var schedule = Schedule.generate(amount, count, LocalDate.parse("2026-01-31"), Period.WEEK);

            assertThat(Schedule.divides(amount, count)).isTrue();
            assertThat(schedule)
                    .hasSize(count)
                    .allMatch(planned -> planned.amount().isPositive());
            assertThat(Money.sum(schedule.stream().map(Schedule.Planned::amount).toList()))
                    .isEqualTo(amount);
            assertThat(schedule.subList(0, count - 1))
                    .allMatch(planned ->
                            planned.amount().equals(schedule.getFirst().amount()));
        }
    }

    @Test
    void whatDoesNotDivideGoesToTheLastOne() {
        assertThat(Schedule.generate(Money.of("10000"), 6, LocalDate.parse("2026-01-15"), Period.MONTH))
                .extracting(planned -> planned.amount().toString())
                .containsExactly("1666.66", "1666.66", "1666.66", "1666.66", "1666.66", "1666.70");
    }

    @Test
    @DisplayName("the end of a month stays the end of a month: 31, 28, 31, 30")
    void monthEndsAreAnchored() {
        assertThat(Schedule.generate(Money.of("500"), 5, LocalDate.parse("2026-01-31"), Period.MONTH))
                .extracting(planned -> planned.dueDate().toString())
                .containsExactly("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31");
        assertThat(Schedule.generate(Money.of("300"), 3, LocalDate.parse("2027-12-30"), Period.MONTH))
                .extracting(planned -> planned.dueDate().toString())
                .containsExactly("2027-12-30", "2028-01-30", "2028-02-29");
    }

    @ParameterizedTest
    @CsvSource({"WEEK,2026-02-26,2026-03-05", "TWO_WEEKS,2026-03-05,2026-03-19"})
    void weeks(Period period, LocalDate second, LocalDate third) {
        assertThat(Schedule.generate(Money.of("3"), 3, LocalDate.parse("2026-02-19"), period))
                .extracting(Schedule.Planned::dueDate)
                .containsExactly(LocalDate.parse("2026-02-19"), second, third);
    }

    @Test
    void aKopekDoesNotDivide() {
        assertThat(Schedule.divides(Money.of("0.03"), 3)).isTrue();
        assertThat(Schedule.divides(Money.of("0.02"), 3)).isFalse();
    }
}
