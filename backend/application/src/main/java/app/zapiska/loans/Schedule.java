package app.zapiska.loans;

import app.zapiska.platform.Money;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Equal payments at equal distances, whose sum is exact: what does not divide goes to the last one (L2). */
final class Schedule {

    static final int MOST_INSTALLMENTS = 366;

    private Schedule() {}

    @Schema(name = "SchedulePeriod")
    enum Period {
        /** Anchored at the first date's day: 31 January, 28 February, 31 March. */
        @JsonProperty("month")
        MONTH {
            @Override
            LocalDate after(LocalDate first, int periods) {
                return first.plusMonths(periods);
            }
        },
        @JsonProperty("week")
        WEEK {
            @Override
            LocalDate after(LocalDate first, int periods) {
                return first.plusWeeks(periods);
            }
        },
        @JsonProperty("twoWeeks")
        TWO_WEEKS {
            @Override
            LocalDate after(LocalDate first, int periods) {
                return first.plusWeeks(2L * periods);
            }
        };

        /** Always counted from the first date: counted from the one before, a short month would shift all that follow. */
        abstract LocalDate after(LocalDate first, int periods);
    }

    record Planned(LocalDate dueDate, Money amount) {}

    /** Whether each of so many payments would be at least one kopek. */
    static boolean divides(Money amount, int count) {
        return amount.compareTo(new Money(BigDecimal.valueOf(count, 2))) >= 0;
    }

    /**
     * @param amount to be paid in all; must {@link #divides divide}
     * @param count 1–{@value #MOST_INSTALLMENTS}
     */
    static List<Planned> generate(Money amount, int count, LocalDate first, Period period) {
        // Rounded down, or many small payments would add up to more than the whole.
        var each = new Money(amount.amount().divide(BigDecimal.valueOf(count), 2, RoundingMode.DOWN));
        var planned = new ArrayList<Planned>();
        var left = amount;
        for (int n = 0; n < count; n++) {
            var due = period.after(first, n);
            planned.add(new Planned(due, n == count - 1 ? left : each));
            left = left.minus(each);
        }
        return planned;
    }
}
