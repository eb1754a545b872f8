package app.zapiska.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Csv;
import app.zapiska.platform.Csv.Cell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+7 900 000-00-00",
                "-2",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "  =HYPERLINK(\"http://evil\")",
                "\u00a0=1",
                "＝1",
                "\n=1"
            })
    @DisplayName("S22: a text that a spreadsheet would take for a formula is shown as a text")
    void formulasAreTexts(String text) {
        assertThat(Cell.text(text).shown()).startsWith("\"'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"МаниМен", "1=1", "a@b.ru", "Чай - кофе"})
    void otherTextsStayAsTheyAre(String text) {
        assertThat(Cell.text(text).shown()).isEqualTo('"' + text + '"');
    }

    @Test
    void aSumBelowZeroStaysANumber() {
        assertThat(Cell.value("-5056.00").shown()).isEqualTo("-5056.00");
    }

    @Test
    void nothingInATextEndsItsCell() throws IOException {
        var out = new ByteArrayOutputStream();
        var csv = new Csv(out, ';');
        csv.row(List.of(Cell.value("1"), Cell.text("а;\"б\"\nв"), Cell.EMPTY, Cell.value(null)));
        csv.flush();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\uFEFF1;\"а;\"\"б\"\"\nв\";;\r\n");
    }

    @Test
    @DisplayName("BR-20: sums and days as the spreadsheet of the account's language counts with them")
    void valuesAreOfTheLanguage() {
        var russian = new Spreadsheet(Locale.of("ru"), ZoneId.of("Europe/Moscow"));
        var english = new Spreadsheet(Locale.of("en"), ZoneId.of("Europe/Moscow"));
        assertThat(russian.separator()).isEqualTo(';');
        assertThat(russian.number(new BigDecimal("12.05")).shown()).isEqualTo("12,05");
        assertThat(russian.number(new BigDecimal("-1234.56")).shown()).isEqualTo("-1234,56");
        assertThat(russian.day(LocalDate.of(2027, 1, 9)).shown()).isEqualTo("09.01.2027");
        assertThat(russian.moment(LocalDateTime.of(2027, 1, 9, 9, 5)).shown()).isEqualTo("09.01.2027 09:05");
        assertThat(english.separator()).isEqualTo(',');
        assertThat(english.number(new BigDecimal("12.05")).shown()).isEqualTo("12.05");
        assertThat(english.day(LocalDate.of(2027, 1, 9)).shown()).isEqualTo("2027-01-09");
    }
}
