package app.zapiska.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.Language;
import app.zapiska.platform.LocalMoment;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=DAILY",
                "FREQ=DAILY;INTERVAL=2;COUNT=10",
                "FREQ=DAILY;BYHOUR=9,21;BYMINUTE=0",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU",
                "FREQ=MONTHLY;BYMONTHDAY=31",
                "FREQ=MONTHLY;BYMONTHDAY=31;SKIP=OMIT",
                "FREQ=MONTHLY;BYMONTHDAY=1,15,-1",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270331T205900Z",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;UNTIL=20300101",
                "FREQ=YEARLY;BYDAY=20MO;UNTIL=20300101T120000"
            })
    void aTextIsReadAndWrittenAlike(String text) {
        assertThat(Recurrence.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RRULE:FREQ=DAILY                          | FREQ=DAILY
            freq=weekly;byday=mo                      | FREQ=WEEKLY;BYDAY=MO
            FREQ=MONTHLY;SKIP=BACKWARD                | FREQ=MONTHLY
            RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD | FREQ=MONTHLY
            FREQ=WEEKLY;BYDAY=MO,MO;INTERVAL=1;WKST=MO | FREQ=WEEKLY;BYDAY=MO
            BYMONTHDAY=+5;FREQ=MONTHLY                | FREQ=MONTHLY;BYMONTHDAY=5
            """)
    void whatMeansTheSameIsTheSame(String text, String canonical) {
        assertThat(Recurrence.parse(text)).isEqualTo(Recurrence.parse(canonical));
        assertThat(Recurrence.parse(text).text()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                  | NOT_A_RULE
            каждый день                         | NOT_A_RULE
            FREQ=DAILY;                         | NOT_A_RULE
            INTERVAL=2                          | NO_FREQ
            FREQ=HOURLY                         | TOO_OFTEN
            FREQ=SECONDLY;BYDAY=MO              | TOO_OFTEN
            FREQ=FORTNIGHTLY                    | WRONG_VALUE
            FREQ=DAILY;FREQ=WEEKLY              | TWICE
            FREQ=YEARLY;BYWEEKNO=20             | UNKNOWN_PART
            FREQ=YEARLY;BYYEARDAY=100           | UNKNOWN_PART
            FREQ=DAILY;BYSECOND=5               | UNKNOWN_PART
            FREQ=DAILY;X-ELSE=5                 | UNKNOWN_PART
            FREQ=DAILY;INTERVAL=0               | WRONG_VALUE
            FREQ=DAILY;INTERVAL=1000            | WRONG_VALUE
            FREQ=DAILY;INTERVAL=1,2             | WRONG_VALUE
            FREQ=DAILY;COUNT=0                  | WRONG_VALUE
            FREQ=DAILY;COUNT=3;UNTIL=20270331   | COUNT_AND_UNTIL
            FREQ=DAILY;UNTIL=20270229           | WRONG_VALUE
            FREQ=DAILY;UNTIL=20270331T2500      | WRONG_VALUE
            FREQ=DAILY;UNTIL=20270331T250000Z   | WRONG_VALUE
            FREQ=DAILY;UNTIL=99990331           | WRONG_VALUE
            FREQ=MONTHLY;BYMONTHDAY=0           | WRONG_VALUE
            FREQ=MONTHLY;BYMONTHDAY=32          | WRONG_VALUE
            FREQ=MONTHLY;BYMONTHDAY=-31         | WRONG_VALUE
            FREQ=MONTHLY;BYDAY=6MO              | WRONG_VALUE
            FREQ=MONTHLY;BYDAY=0MO              | WRONG_VALUE
            FREQ=MONTHLY;BYDAY=XX               | WRONG_VALUE
            FREQ=WEEKLY;BYMONTHDAY=13           | NOT_TOGETHER
            FREQ=WEEKLY;BYDAY=1MO               | NUMBERED_DAYS
            FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=1 | NUMBERED_AND_DAYS
            FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=1   | NUMBERED_AND_POSITION
            FREQ=MONTHLY;BYSETPOS=1             | POSITION_OF_NOTHING
            FREQ=YEARLY;BYMONTHDAY=15           | WHICH_MONTH
            FREQ=YEARLY;BYDAY=MO                | WHICH_DAY_OF_YEAR
            FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;SKIP=OMIT | NEVER
            FREQ=MONTHLY;SKIP=FORWARD           | WRONG_VALUE
            FREQ=MONTHLY;BYDAY=FR;SKIP=BACKWARD | SKIP_OF_NOTHING
            RSCALE=HEBREW;FREQ=MONTHLY          | WRONG_VALUE
            FREQ=DAILY;WKST=1                   | WRONG_VALUE
            """)
    void whatIsNotSupportedIsRefusedInWords(String text, RecurrenceFault why) {
        assertThatThrownBy(() -> Recurrence.parse(text))
                .isInstanceOfSatisfying(DomainException.Invalid.class, refused -> {
                    var error = refused.errors().getFirst();
                    assertThat(error.field()).isEqualTo("recurrence");
                    for (var language : List.of(Language.RUSSIAN, Language.ENGLISH)) {
                        // By the part before the first gap, which no two faults share.
                        var begins = why.with("%s", "%s").wording().in(language).split("%s", -1);
                        assertThat(error.message().in(language))
                                .startsWith(begins[0])
                                .endsWith(begins[begins.length - 1])
                                .doesNotContain("%s");
                    }
                });
    }

    @Test
    @DisplayName("any text is a rule or is refused in words; nothing else ever happens")
    void nonsenseIsRefused() {
        var seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        var pieces = List.of(
                "FREQ=",
                "DAILY",
                "WEEKLY",
                "MONTHLY",
                "YEARLY",
                ";",
                ";",
                "INTERVAL=",
                "COUNT=",
                "UNTIL=",
                "BYDAY=",
                "MO",
                "-1FR",
                ",",
                "1",
                "31",
                "-1",
                "0",
                "99999",
                "20270331",
                "T205900Z",
                "BYMONTHDAY=",
                "BYMONTH=",
                "BYSETPOS=",
                "BYHOUR=",
                "SKIP=",
                "BACKWARD",
                "WKST=",
                "=",
                " ",
                "é",
                "٣",
                "İ",
                "%s",
                "RRULE:",
                "\n");
        for (int i = 0; i < 30_000; i++) {
            var text = new StringBuilder(random.nextBoolean() ? "FREQ=MONTHLY;" : "");
            for (int n = random.nextInt(10); n >= 0; n--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            try {
                var rule = Recurrence.parse(text.toString());
                assertThat(Recurrence.parse(rule.text()))
                        .as(text + ", seed " + seed)
                        .isEqualTo(rule);
            } catch (DomainException.Invalid refused) {
                assertThat(refused.wording().in(Language.RUSSIAN)).isNotBlank();
            } catch (RuntimeException unlookedFor) {
                throw new AssertionError("«" + text + "», seed " + seed, unlookedFor);
            }
        }
    }

    @ParameterizedTest(name = "V-31: {0} from {1} is {2} for other calendars")
    @CsvSource(delimiter = '|', textBlock = """
            FREQ=MONTHLY                              | 2027-01-31 | FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1
            FREQ=MONTHLY;BYMONTHDAY=31                | 2027-01-31 | FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1
            FREQ=MONTHLY;BYMONTHDAY=15,30             | 2027-01-15 | FREQ=MONTHLY;BYMONTHDAY=15,28,29,30;BYSETPOS=1,-1
            FREQ=MONTHLY;BYMONTHDAY=31;SKIP=OMIT      | 2027-01-31 | FREQ=MONTHLY;BYMONTHDAY=31
            FREQ=MONTHLY                              | 2027-01-15 | FREQ=MONTHLY
            FREQ=YEARLY                               | 2028-02-29 | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1
            FREQ=YEARLY;BYMONTH=2,7;BYMONTHDAY=31     | 2027-07-31 | FREQ=MONTHLY;BYMONTH=2,7;BYMONTHDAY=28,29,30,31;BYSETPOS=-1
            FREQ=YEARLY                               | 2027-07-31 | FREQ=YEARLY
            FREQ=MONTHLY;BYMONTHDAY=-3,30             | 2027-01-30 |
            FREQ=DAILY;UNTIL=20270331                 | 2027-03-28T23:59 | FREQ=DAILY;UNTIL=20270331T205959Z
            FREQ=DAILY;UNTIL=20270331T235900          | 2027-03-28T23:59 | FREQ=DAILY;UNTIL=20270331T205900Z
            FREQ=DAILY;UNTIL=20270331T205900Z         | 2027-03-28 | FREQ=DAILY;UNTIL=20270331
            """)
    void calendarsGetRulesWithoutSkip(String rule, String start, String expected) {
        assertThat(CalendarText.of(Recurrence.parse(rule), LocalMoment.parse(start), MOSCOW)
                        .orElse(null))
                .isEqualTo(expected);
    }
}
