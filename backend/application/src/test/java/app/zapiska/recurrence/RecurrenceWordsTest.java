package app.zapiska.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Language;
import app.zapiska.platform.LocalMoment;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceWordsTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    @ParameterizedTest(name = "{0} from {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            FREQ=DAILY                                       | 2026-12-04T09:00 | каждый день в 09:00 | every day at 09:00
            FREQ=DAILY;INTERVAL=2                            | 2026-12-04 | каждые 2 дня | every 2 days
            FREQ=DAILY;INTERVAL=5                            | 2026-12-04 | каждые 5 дней | every 5 days
            FREQ=DAILY;INTERVAL=11                           | 2026-12-04 | каждые 11 дней | every 11 days
            FREQ=DAILY;INTERVAL=21                           | 2026-12-04 | каждый 21 день | every 21 days
            FREQ=DAILY;INTERVAL=2;BYDAY=MO,WE                | 2026-12-04 | каждые 2 дня, если это понедельник или среда | every 2 days, if it is a Monday or Wednesday
            FREQ=DAILY;BYMONTH=1                             | 2026-12-04 | каждый день в январе | every day in January
            FREQ=DAILY;BYHOUR=9,21;BYMINUTE=0                | 2026-12-04T09:00 | каждый день в 09:00 и 21:00 | every day at 09:00 and 21:00
            FREQ=WEEKLY                                      | 2026-12-06 | каждое воскресенье | every Sunday
            FREQ=WEEKLY;INTERVAL=2;BYDAY=FR                  | 2026-12-04T09:00 | каждую вторую пятницу в 09:00 | every second Friday at 09:00
            FREQ=WEEKLY;INTERVAL=3                           | 2026-12-02 | каждую третью среду | every third Wednesday
            FREQ=WEEKLY;INTERVAL=6                           | 2026-12-02 | каждые 6 недель по средам | every 6 weeks on Wednesdays
            FREQ=WEEKLY;INTERVAL=21;BYDAY=MO,WE              | 2026-12-02 | каждую 21 неделю по понедельникам и средам | every 21 weeks on Mondays and Wednesdays
            FREQ=WEEKLY;BYDAY=MO,WE,FR                       | 2026-12-02T20:00 | по понедельникам, средам и пятницам в 20:00 | on Mondays, Wednesdays and Fridays at 20:00
            FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR                 | 2026-12-02T20:00 | по будням в 20:00 | on weekdays at 20:00
            FREQ=WEEKLY;BYDAY=SA,SU                          | 2026-12-02 | по выходным | on weekends
            FREQ=WEEKLY;BYMONTH=6,7,8;BYDAY=FR               | 2026-12-02 | каждую пятницу в июне, июле и августе | every Friday in June, July and August
            FREQ=MONTHLY                                     | 2027-01-15 | каждый месяц 15-го числа | every month on the 15th
            FREQ=MONTHLY                                     | 2027-01-31T10:00 | каждый месяц 31-го числа в 10:00, в коротком месяце в последний день | every month on the 31st at 10:00, in a shorter month on its last day
            FREQ=MONTHLY;BYMONTHDAY=31;SKIP=OMIT             | 2027-01-31 | каждый месяц 31-го числа, кроме коротких месяцев | every month on the 31st, except in shorter months
            FREQ=MONTHLY;BYMONTHDAY=1,15                     | 2027-01-15 | каждый месяц 1-го и 15-го числа | every month on the 1st and 15th
            FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=22            | 2027-01-15 | каждые 3 месяца 22-го числа | every 3 months on the 22nd
            FREQ=MONTHLY;BYMONTHDAY=-1                       | 2027-01-31 | в последний день месяца | on the last day of the month
            FREQ=MONTHLY;BYMONTHDAY=15,-1                    | 2027-01-31 | 15-го числа и в последний день месяца | on the 15th and the last day of the month
            FREQ=MONTHLY;BYMONTHDAY=-2                       | 2027-01-31 | во второй с конца день месяца | on the second to last day of the month
            FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1            | 2027-01-31 | в последний день месяца, каждые 2 месяца | on the last day of the month, every 2 months
            FREQ=MONTHLY;BYDAY=-1FR                          | 2027-01-29 | в последнюю пятницу месяца | on the last Friday of the month
            FREQ=MONTHLY;BYDAY=2WE                           | 2027-01-29 | во вторую среду месяца | on the second Wednesday of the month
            FREQ=MONTHLY;BYDAY=1MO,3MO                       | 2027-01-29 | в первый понедельник и в третий понедельник месяца | on the first Monday and on the third Monday of the month
            FREQ=MONTHLY;INTERVAL=3;BYDAY=-2SU               | 2027-01-29 | во второе с конца воскресенье месяца, каждые 3 месяца | on the second to last Sunday of the month, every 3 months
            FREQ=MONTHLY;BYDAY=FR                            | 2027-01-29 | по пятницам | on Fridays
            FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13              | 2027-01-29 | каждый месяц 13-го числа, если это пятница | every month on the 13th, if it is a Friday
            FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1    | 2027-01-29 | в последний рабочий день месяца | on the last working day of the month
            FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2,1  | 2027-01-29 | в первый рабочий день и во второй с конца рабочий день месяца | on the first working day and on the second to last working day of the month
            FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=-1             | 2027-01-29 | в последний выходной месяца | on the last weekend day of the month
            FREQ=MONTHLY;BYDAY=MO,TH;BYSETPOS=2              | 2027-01-29 | во второй из дней (понедельник, четверг) месяца | on the second of the days (Monday, Thursday) of the month
            FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1  | 2027-01-31 | в последнее из чисел 28, 29, 30 и 31 месяца | on the last of the days 28, 29, 30 and 31 of the month
            FREQ=MONTHLY;BYMONTH=1,7                         | 2027-01-15 | каждый год 15 января и 15 июля | every year on 15 January and 15 July
            FREQ=YEARLY                                      | 2027-05-09T12:00 | каждый год 9 мая в 12:00 | every year on 9 May at 12:00
            FREQ=YEARLY;INTERVAL=5                           | 2027-05-09 | каждые 5 лет, 9 мая | every 5 years, on 9 May
            FREQ=YEARLY;INTERVAL=2                           | 2028-02-29 | каждые 2 года, 29 февраля, в коротком месяце в последний день | every 2 years, on 29 February, in a shorter month on its last day
            FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1              | 2027-02-28 | каждый год в последний день февраля | every year on the last day of February
            FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10,25    | 2027-01-15 | каждый год 10-го и 25-го числа в январе, апреле, июле и октябре | every year on the 10th and 25th in January, April, July and October
            FREQ=YEARLY;BYMONTH=11;BYDAY=-1SU                | 2027-01-15 | в последнее воскресенье ноября | on the last Sunday of November
            FREQ=YEARLY;BYDAY=20MO                           | 2027-01-15 | в 20-й понедельник года | on the 20th Monday of the year
            FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1     | 2027-01-15 | в последний рабочий день года | on the last working day of the year
            FREQ=DAILY;COUNT=1                               | 2027-01-15 | каждый день, один раз | every day, once
            FREQ=DAILY;COUNT=3                               | 2027-01-15 | каждый день, всего 3 раза | every day, 3 times in all
            FREQ=DAILY;COUNT=12                              | 2027-01-15 | каждый день, всего 12 раз | every day, 12 times in all
            FREQ=DAILY;COUNT=22                              | 2027-01-15 | каждый день, всего 22 раза | every day, 22 times in all
            FREQ=DAILY;UNTIL=20270331                        | 2027-01-15 | каждый день, по 31 марта 2027 | every day, through 31 March 2027
            FREQ=DAILY;UNTIL=20270331T205900Z                | 2027-01-15T10:00 | каждый день в 10:00, по 31 марта 2027, 23:59 | every day at 10:00, through 31 March 2027, 23:59
            """)
    void aRuleIsSaidAsAPersonWouldSayIt(String rule, String start, String russian, String english) {
        assertThat(words(rule, RecurFrom.DUE, start, "ru")).isEqualTo(russian);
        assertThat(words(rule, RecurFrom.DUE, start, "en")).isEqualTo(english);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FREQ=DAILY               | через день после выполнения, в 10:00 | 1 day after completion, at 10:00
            FREQ=WEEKLY              | через неделю после выполнения, в 10:00 | 1 week after completion, at 10:00
            FREQ=WEEKLY;INTERVAL=2   | через 2 недели после выполнения, в 10:00 | 2 weeks after completion, at 10:00
            FREQ=MONTHLY;INTERVAL=3  | через 3 месяца после выполнения, в 10:00 | 3 months after completion, at 10:00
            FREQ=YEARLY;INTERVAL=5   | через 5 лет после выполнения, в 10:00 | 5 years after completion, at 10:00
            FREQ=WEEKLY;BYDAY=FR     | каждую пятницу в 10:00, считая от выполнения | every Friday at 10:00, counted from completion
            """)
    void whatCountsFromCompletionSaysSo(String rule, String russian, String english) {
        assertThat(words(rule, RecurFrom.COMPLETION, "2027-01-31T10:00", "ru")).isEqualTo(russian);
        assertThat(words(rule, RecurFrom.COMPLETION, "2027-01-31T10:00", "en")).isEqualTo(english);
    }

    @Test
    @DisplayName("any rule has words in both languages, without traces of what was left out")
    void everyRuleHasWords() {
        var seed = Long.getLong("seed", System.nanoTime());
        var rules = new RandomRule(new Random(seed));
        for (int i = 0; i < 5_000; i++) {
            var start = rules.start();
            var rule = rules.rule(start);
            for (var language : new String[] {"ru", "en"}) {
                assertThat(RecurrenceWords.in(Language.of(language), MOSCOW).of(rule, RecurFrom.DUE, start))
                        .as(rule.text() + ", seed " + seed)
                        .doesNotContain("  ", "null", ",,", " ,", "()", "-го и числа")
                        .doesNotEndWith(" ")
                        .matches(language.equals("ru") ? "[а-яё0-9 ,:();-]+" : "[A-Za-z0-9 ,:();-]+");
            }
        }
    }

    private static String words(String rule, RecurFrom from, String start, String language) {
        return RecurrenceWords.in(Language.of(language), MOSCOW)
                .of(Recurrence.parse(rule), from, LocalMoment.parse(start));
    }
}
