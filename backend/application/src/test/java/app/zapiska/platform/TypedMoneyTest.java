package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A sum typed by a person")
class TypedMoneyTest {

    private static final Currency ROUBLE = Currency.getInstance("RUB");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "5056|5056.00",
                "5056.5|5056.50",
                "5056,50|5056.50",
                "5 056,00|5056.00",
                "5\u00a0056,00|5056.00",
                "5\u202f056\u00a0₽|5056.00",
                "5 056 ₽|5056.00",
                "₽5056|5056.00",
                "RUB 5056|5056.00",
                "5056 руб.|5056.00",
                "5056руб|5056.00",
                "5056 р|5056.00",
                "5056 Р.|5056.00",
                "100 рублей|100.00",
                "1,234.50|1234.50",
                "1.234.567,89|1234567.89",
                "\" 12 \"|12.00",
                "0,01|0.01",
                "999999999999.99|999999999999.99",
                "999 999 999 999,99|999999999999.99",
                "007|7.00"
            })
    void isReadTheWayItIsMeant(String typed, String sum) {
        assertThat(TypedMoney.parse(typed, ROUBLE)).contains(Money.of(sum));
    }

    @ParameterizedTest
    @DisplayName("bug 4: that is no sum above zero in whole kopeks is refused")
    @ValueSource(
            strings = {
                "",
                " ",
                "nan",
                "NaN",
                "inf",
                "-inf",
                "Infinity",
                "1e308",
                "1e5",
                "0x10",
                "-5",
                "−5",
                "+5",
                "0",
                "0,00",
                "0.001",
                "5.055",
                "5,056",
                "1.000",
                "5056.123",
                "5056.",
                ".5",
                ",5",
                "1000000000000",
                "123456789012345",
                "1 000 000 000 000",
                "50 56",
                "5 0561",
                "5  056",
                "1,234,567",
                "1.234,567",
                "1,23.45",
                "12 34,5",
                "5056 5056",
                "5056$",
                "$5056",
                "5056 USD",
                "5056 ₽ ₽",
                "₽",
                "руб",
                "пять тысяч",
                "5 тыс",
                "5056 спасибо",
                "/start",
                "٥٠٥٦",
                "５０５６",
                "5\n056",
                "5056\u0000",
                "<b>5</b>",
                "1;drop table loans",
                "99999999999999999999999999999999999999999999999999"
            })
    void isRefused(String typed) {
        assertThat(TypedMoney.parse(typed, ROUBLE)).isEmpty();
    }

    @Test
    void inAnotherCurrencyIsKnownByItsOwnSign() {
        var dollar = Currency.getInstance("USD");
        assertThat(TypedMoney.parse("$1,234.50", dollar)).contains(Money.of("1234.50"));
        assertThat(TypedMoney.parse("12 usd", dollar)).contains(Money.of("12"));
        assertThat(TypedMoney.parse("12 ₽", dollar)).isEmpty();
        assertThat(TypedMoney.parse("12 руб", dollar)).isEmpty();
    }

    @Test
    void asAnyLocaleWritesItIsThatSum() {
        var random = new Random(20261121);
        for (int i = 0; i < 10_000; i++) {
            var sum = new Money(BigDecimal.valueOf(1 + (random.nextLong() & Long.MAX_VALUE) % 99_999_999_999_999L, 2)
                    .movePointLeft(random.nextInt(3))
                    .setScale(2, java.math.RoundingMode.UP));
            for (var locale : new Locale[] {Locale.of("ru"), Locale.ENGLISH, Locale.GERMANY, Locale.FRANCE}) {
                var format = NumberFormat.getNumberInstance(locale);
                format.setMinimumFractionDigits(2);
                assertThat(TypedMoney.parse(format.format(sum.amount()), ROUBLE))
                        .as("%s in %s", sum, locale)
                        .contains(sum);
            }
            assertThat(TypedMoney.parse(sum.toString(), ROUBLE)).contains(sum);
        }
    }

    @Test
    void ofAnyCharactersNeverFailsAndIsAlwaysInRange() {
        var random = new Random(7);
        var alphabet = "0123456789.,, \u00a0\u202f-+eE₽рубRUB$xNa\n\t٥😀\ud83d";
        for (int i = 0; i < 50_000; i++) {
            var typed = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                typed.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            TypedMoney.parse(typed.toString(), ROUBLE).ifPresent(sum -> {
                assertThat(sum.isPositive()).isTrue();
                assertThat(sum).isLessThanOrEqualTo(Money.MOST);
                // Every digit that was typed is in it.
                assertThat(sum.amount().movePointRight(2).toPlainString())
                        .contains(typed.toString().replaceAll("[^0-9]", "").replaceAll("^0+|0+$", ""));
            });
        }
    }
}
