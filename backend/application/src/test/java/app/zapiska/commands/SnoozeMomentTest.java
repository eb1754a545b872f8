package app.zapiska.commands;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.WorkingHours;
import app.zapiska.platform.Language;
import app.zapiska.quickadd.Situation;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Until when an answer to a reminder puts it off. It is Wednesday, 10 March 2027, 12:00. */
class SnoozeMomentTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            в 19:30                      | 2027-03-10T19:30
            19:30                        | 2027-03-10T19:30
            В 19:30.                     | 2027-03-10T19:30
            до 19:30                     | 2027-03-10T19:30
            завтра                       | 2027-03-11T09:00
            на завтра                    | 2027-03-11T09:00
            Отложи на завтра, пожалуйста | 2027-03-11T09:00
            напомни мне завтра в 9 утра  | 2027-03-11T09:00
            завтра вечером               | 2027-03-11T19:00
            через 40 минут               | 2027-03-10T12:40
            40 минут                     | 2027-03-10T12:40
            на 40 минут                  | 2027-03-10T12:40
            через час                    | 2027-03-10T13:00
            на час                       | 2027-03-10T13:00
            полчаса                      | 2027-03-10T12:30
            через 2 дня                  | 2027-03-12T09:00
            в пятницу                    | 2027-03-12T09:00
            15 марта в 10:00             | 2027-03-15T10:00
            в 10:00                      | 2027-03-11T10:00
            вечером                      | 2027-03-10T19:00
            tomorrow at 9am              | 2027-03-11T09:00
            tomorrow                     | 2027-03-11T09:00
            in 40 minutes                | 2027-03-10T12:40
            for 40 minutes               | 2027-03-10T12:40
            snooze until 19:30           | 2027-03-10T19:30
            friday at 18:00              | 2027-03-12T18:00
            """)
    void isUnderstood(String text, LocalDateTime until) {
        assertThat(read(text)).isEqualTo(new SnoozeMoment.At(until));
    }

    @ParameterizedTest
    @ValueSource(strings = {"сегодня", "сегодня в 10:00", "позвоню ему завтра", "завтра в 9", "today"})
    void isAskedWhenItMayBeSomethingElse(String text) {
        assertThat(read(text))
                .isInstanceOfSatisfying(
                        SnoozeMoment.OneOf.class,
                        asked -> assertThat(asked.moments())
                                .isNotEmpty()
                                .allMatch(moment -> moment.isAfter(LocalDateTime.parse("2027-03-10T12:00"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ок", "сделаю", "10 минут назад", "каждый день", "<b>", "\u0000", "👍"})
    void isUnclear(String text) {
        assertThat(read(text)).isEqualTo(new SnoozeMoment.Unclear());
    }

    @Test
    void whateverIsWrittenNothingPastComesOfIt() {
        var random = new Random(12);
        var words = List.of(
                "завтра",
                "вчера",
                "в",
                "9",
                "25:61",
                "через",
                "0",
                "минут",
                "сегодня",
                "на",
                "час",
                "до",
                "!1",
                "#дом",
                "31.02",
                "\ud83d",
                "999",
                "лет",
                "утром",
                "tomorrow",
                "at",
                "in",
                "\n",
                "каждую",
                "пятницу");
        for (int i = 0; i < 3_000; i++) {
            var text = String.join(
                    " ",
                    random.ints(1 + random.nextInt(5), 0, words.size())
                            .mapToObj(words::get)
                            .toList());
            var moments =
                    switch (read(text)) {
                        case SnoozeMoment.At at -> List.of(at.moment());
                        case SnoozeMoment.OneOf of -> of.moments();
                        case SnoozeMoment.Unclear unclear -> List.<LocalDateTime>of();
                    };
            assertThat(moments).as(text).allMatch(moment -> moment.isAfter(LocalDateTime.parse("2027-03-10T12:00")));
        }
    }

    private static SnoozeMoment read(String text) {
        return SnoozeMoment.read(
                text,
                new Situation(
                        LocalDateTime.parse("2027-03-10T12:00").atZone(ZoneId.of("Europe/Moscow")),
                        WorkingHours.daily(7, 22),
                        2,
                        Currency.getInstance("RUB"),
                        Language.RUSSIAN,
                        List.of(),
                        List.of()));
    }
}
