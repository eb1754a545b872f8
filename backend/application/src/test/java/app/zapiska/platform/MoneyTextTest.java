package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTextTest {

    /** The table writes no-break spaces as underscores. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    5056            | RUB | 5_056_₽              | ₽5,056
                    5056.50         | RUB | 5_056,50_₽           | ₽5,056.50
                    5056.05         | RUB | 5_056,05_₽           | ₽5,056.05
                    0               | RUB | 0_₽                  | ₽0
                    0.01            | RUB | 0,01_₽               | ₽0.01
                    999             | RUB | 999_₽                | ₽999
                    999999999999.99 | RUB | 999_999_999_999,99_₽ | ₽999,999,999,999.99
                    -3000           | RUB | -3_000_₽             | -₽3,000
                    1200            | USD | 1_200_$              | $1,200
                    1200            | EUR | 1_200_€              | €1,200
                    1200            | KZT | 1_200_KZT            | KZT_1,200
                    1200            | CHF | 1_200_CHF            | CHF_1,200
                    """)
    void sumsAreWrittenAsPeopleReadThem(String sum, String currency, String russian, String english) {
        assertThat(MoneyText.of(Money.of(sum), Language.RUSSIAN, currency).replace('\u00a0', '_'))
                .isEqualTo(russian);
        assertThat(MoneyText.of(Money.of(sum), Language.ENGLISH, currency).replace('\u00a0', '_'))
                .isEqualTo(english);
    }

    @Test
    void theCountryOfTheLocaleDoesNotMatter() {
        assertThat(MoneyText.of(Money.of("5056.50"), Locale.of("ru", "RU"), "RUB"))
                .isEqualTo("5\u00a0056,50\u00a0₽");
        assertThat(MoneyText.of(Money.of("5056.50"), Locale.UK, "RUB")).isEqualTo("₽5,056.50");
    }
}
