package app.zapiska.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.recurrence.Recurrence;
import app.zapiska.transfer.LegacyRecurrence.Lesson;
import app.zapiska.transfer.LegacyRecurrence.Repeats;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyRecurrenceTest {

    @ParameterizedTest(name = "bug 33: recurrence_rule «{0}» is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            daily                    | FREQ=DAILY
            Weekly                   | FREQ=WEEKLY
            ' monthly '              | FREQ=MONTHLY
            yearly                   | FREQ=YEARLY
            quarterly                | FREQ=MONTHLY;INTERVAL=3
            weekdays                 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
            every_2_weeks            | FREQ=WEEKLY;INTERVAL=2
            every 3 days             | FREQ=DAILY;INTERVAL=3
            Ежемесячно               | FREQ=MONTHLY
            каждые 3 месяца          | FREQ=MONTHLY;INTERVAL=3
            каждые 5 лет             | FREQ=YEARLY;INTERVAL=5
            раз в 2 недели           | FREQ=WEEKLY;INTERVAL=2
            FREQ=MONTHLY;BYMONTHDAY=5 | FREQ=MONTHLY;BYMONTHDAY=5
            RRULE:FREQ=WEEKLY;BYDAY=MO | FREQ=WEEKLY;BYDAY=MO
            """)
    void aRuleWrittenByHandIsUnderstood(String legacy, String rule) {
        assertThat(LegacyRecurrence.rule(legacy)).map(Recurrence::text).contains(rule);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "None",
                "иногда",
                "every 0 days",
                "every 2 moons",
                "по вторникам и четвергам",
                "FREQ=HOURLY",
                "{}"
            })
    void whatIsNotUnderstoodForSureIsNotGuessed(String legacy) {
        assertThat(LegacyRecurrence.rule(legacy)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"mode":"weekly","weekdays":[1,3],"times":["20:00"]}                     | FREQ=WEEKLY;BYDAY=MO,WE | 20:00
            {"mode":"monthly","months":[1,7],"days":[15,31],"times":["09:00"]}       | FREQ=MONTHLY;BYMONTH=1,7;BYMONTHDAY=15,31 | 09:00
            {"mode":"monthly","months":[1,2,3,4,5,6,7,8,9,10,11,12],"days":[5]}      | FREQ=MONTHLY;BYMONTHDAY=5 |
            {"mode":"weekly","weekdays":[7],"times":["09:00","21:00"]}               | FREQ=WEEKLY;BYDAY=SU;BYHOUR=9,21;BYMINUTE=0 | 09:00
            """)
    void aScheduleOfTheLaterVersionIsARule(String config, String rule, LocalTime time) {
        assertThat(LegacyRecurrence.schedule(config))
                .map(repeats -> repeats.rule().text())
                .contains(rule);
        assertThat(LegacyRecurrence.schedule(config).flatMap(Repeats::time)).isEqualTo(Optional.ofNullable(time));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"mode\":\"weekly\"}",
                "{\"mode\":\"weekly\",\"weekdays\":[8]}",
                "{\"mode\":\"weekly\",\"weekdays\":[\"пн\"]}",
                "{\"mode\":\"weekly\",\"weekdays\":[1],\"days\":[5]}",
                "{\"mode\":\"monthly\",\"days\":[32]}",
                "{\"mode\":\"monthly\",\"days\":[5],\"times\":[\"25:00\"]}",
                "{\"mode\":\"weekly\",\"weekdays\":[1],\"times\":[\"09:00\",\"21:30\"]}",
                "{\"mode\":\"weekly\",\"weekdays\":",
                "не JSON"
            })
    void aScheduleThatNoSingleRuleSaysStaysText(String config) {
        assertThat(LegacyRecurrence.schedule(config)).isEmpty();
    }

    @Test
    @DisplayName("«Футбол» at two times of day is two series, and no rule is made up for it")
    void aWeekOfLessons() {
        var eight = LocalTime.of(20, 0);
        assertThat(LegacyRecurrence.week(List.of(new Lesson(3, eight), new Lesson(1, eight))))
                .contains(new Repeats(Recurrence.parse("FREQ=WEEKLY;BYDAY=MO,WE"), Optional.of(eight)));
        assertThat(LegacyRecurrence.week(
                        List.of(new Lesson(1, eight), new Lesson(3, eight), new Lesson(5, LocalTime.of(21, 0)))))
                .isEmpty();
        assertThat(LegacyRecurrence.week(List.of())).isEmpty();
    }
}
