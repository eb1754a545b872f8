package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @Test
    @DisplayName("bug 4: 0.1 + 0.2 + 0.3 is 0.60")
    void isExact() {
        assertThat(Money.sum(List.of(Money.of("0.1"), Money.of("0.2"), Money.of("0.3"))))
                .isEqualTo(Money.of("0.60"))
                .hasToString("0.60");
        assertThat(Money.of("5056")).isEqualTo(Money.of("5056.0")).hasSameHashCodeAs(Money.of("5056.00"));
    }

    @ParameterizedTest
    @CsvSource({
        "5056, 5056.00",
        "5056.5, 5056.50",
        "0, 0.00",
        "-5, -5.00",
        "0005, 5.00",
        "999999999999.99, 999999999999.99",
        "-999999999999.99, -999999999999.99"
    })
    void reads(String text, String money) {
        assertThat(Money.of(text)).hasToString(money);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "nan", "NaN", "inf", "Infinity", "-inf", "1e308", "1e3", "1E3", "1e3?", "0x10", "5 056,00",
                        "5056,00",
                " 5", "5 ", "+5", "--5", "5.", ".5", "1.2.3", "٥", "５", "abc", "5\u00A0056.00", "1_000", "null", "5e-1"
            })
    @DisplayName("bug 4: what is no plain number is no sum")
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> Money.of(text)).isInstanceOf(NumberFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "5056.000", "-1.999"})
    void refusesMoreThanTwoDecimals(String text) {
        assertThatThrownBy(() -> Money.of(text)).isInstanceOf(Money.TooManyDecimals.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000000", "100000000000000", "-1000000000000.00", "999999999999999999999999999999"})
    void refusesMoreThanTheColumnHolds(String text) {
        assertThatThrownBy(() -> Money.of(text)).isInstanceOf(Money.TooBig.class);
    }

    @Test
    void aTotalMayBeMoreThanASum() {
        assertThat(Money.MOST.plus(Money.MOST)).hasToString("1999999999999.98");
    }
}
