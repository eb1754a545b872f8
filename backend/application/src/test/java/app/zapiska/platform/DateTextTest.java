package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A day or a moment in words")
class DateTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-29 | 2026-11-28T23:59 | вчера, 23:59          | yesterday, 23:59
            2026-11-29 | 2026-11-29T00:00 | сегодня, 00:00        | today, 00:00
            2026-11-29 | 2026-11-29T18:00 | сегодня, 18:00        | today, 18:00
            2026-11-29 | 2026-11-30T18:00 | завтра, 18:00         | tomorrow, 18:00
            2026-11-29 | 2026-12-01T09:05 | послезавтра, 09:05    | 1 December, 09:05
            2026-11-29 | 2026-12-02T18:00 | 2 декабря, 18:00      | 2 December, 18:00
            2026-11-29 | 2026-11-27T18:00 | 27 ноября, 18:00      | 27 November, 18:00
            2026-11-29 | 2026-05-09T08:30 | 9 мая, 08:30          | 9 May, 08:30
            2026-11-29 | 2027-01-01T00:00 | 1 января 2027, 00:00  | 1 January 2027, 00:00
            2026-11-29 | 2025-11-29T18:00 | 29 ноября 2025, 18:00 | 29 November 2025, 18:00
            2026-12-31 | 2027-01-01T10:00 | завтра, 10:00         | tomorrow, 10:00
            2026-12-31 | 2027-01-02T10:00 | послезавтра, 10:00    | 2 January 2027, 10:00
            2027-01-01 | 2026-12-31T22:00 | вчера, 22:00          | yesterday, 22:00
            2027-01-01 | 2026-12-30T22:00 | 30 декабря 2026, 22:00 | 30 December 2026, 22:00
            2028-02-28 | 2028-02-29T12:00 | завтра, 12:00         | tomorrow, 12:00
            """)
    void isToldFromToday(LocalDate today, LocalDateTime moment, String russian, String english) {
        var zone = ZoneId.of("Europe/Moscow");
        var instant = moment.atZone(zone).toInstant();
        assertThat(new DateText(today, zone, Language.RUSSIAN).moment(instant)).isEqualTo(russian);
        assertThat(new DateText(today, zone, Language.RUSSIAN).moment(moment)).isEqualTo(russian);
        assertThat(new DateText(today, zone, Language.ENGLISH).moment(instant)).isEqualTo(english);
        assertThat(new DateText(today, zone, Language.RUSSIAN).day(moment.toLocalDate()))
                .isEqualTo(russian.substring(0, russian.indexOf(',')));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Europe/Moscow      | сегодня, 23:30
            Asia/Vladivostok   | завтра, 06:30
            America/New_York   | сегодня, 15:30
            Pacific/Kiritimati | завтра, 10:30
            Asia/Kathmandu     | завтра, 02:15
            """)
    void isOfTheReadersZone(String zone, String words) {
        var dates = new DateText(LocalDate.of(2026, 11, 29), ZoneId.of(zone), Language.RUSSIAN);
        assertThat(dates.moment(Instant.parse("2026-11-29T20:30:00Z"))).isEqualTo(words);
    }

    @Test
    void isTheTimeAloneWhereAPhraseWantsItShort() {
        var dates = new DateText(LocalDate.of(2026, 11, 29), ZoneId.of("Europe/Moscow"), Language.RUSSIAN);
        assertThat(dates.brief(Instant.parse("2026-11-29T15:00:00Z"))).isEqualTo("18:00");
        assertThat(dates.brief(Instant.parse("2026-11-30T15:00:00Z"))).isEqualTo("завтра, 18:00");
        assertThat(dates.day(LocalDate.of(1, 1, 1))).isEqualTo("1 января 1");
    }
}
