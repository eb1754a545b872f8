package app.zapiska.requisites;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.requisites.Requisites.Field;
import app.zapiska.requisites.Requisites.Finding;
import app.zapiska.requisites.Requisites.Flaw;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequisitesTest {

    static final Requisites SAMPLE = new Requisites(
            "ООО «Три кита»",
            "40702810138250123017",
            "ОАО \"БАНК\"",
            "044525225",
            "30101810400000000225",
            "6200098765",
            "",
            "Оплата членского взноса",
            "");

    static Requisites with(Field field, String value) {
        var s = SAMPLE;
        return new Requisites(
                field == Field.NAME ? value : s.name(),
                field == Field.ACCOUNT ? value : s.account(),
                field == Field.BANK ? value : s.bank(),
                field == Field.BIC ? value : s.bic(),
                field == Field.CORRESPONDENT_ACCOUNT ? value : s.correspondentAccount(),
                field == Field.INN ? value : "7707083893",
                field == Field.KPP ? value : s.kpp(),
                field == Field.PURPOSE ? value : s.purpose(),
                field == Field.CONTRACT ? value : s.contract());
    }

    @Test
    @DisplayName("the sample of the standard passes but for its tax number, which is doubted only")
    void theStandardsSample() {
        assertThat(SAMPLE.findings()).containsExactly(new Finding(Field.INN, Flaw.DOUBTFUL));
        assertThat(with(Field.INN, "7707083893").findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Field.class,
            names = {"ACCOUNT", "CORRESPONDENT_ACCOUNT"})
    @DisplayName("a wrong digit anywhere in an account is found")
    void aSlip(Field field) {
        var right = field == Field.ACCOUNT ? SAMPLE.account() : SAMPLE.correspondentAccount();
        for (int at = 0; at < right.length(); at++) {
            for (char digit = at == 0 ? '1' : '0'; digit <= '9'; digit++) {
                if (digit != right.charAt(at)) {
                    var slipped = right.substring(0, at) + digit + right.substring(at + 1);
                    assertThat(with(field, slipped).findings())
                            .as(slipped)
                            .contains(new Finding(field, Flaw.WRONG_KEY));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NAME, '', MISSING",
        "NAME, ' \n ', MISSING",
        "ACCOUNT, '', MISSING",
        "BANK, '', MISSING",
        "BIC, '', MISSING",
        "CORRESPONDENT_ACCOUNT, '', MISSING",
        "ACCOUNT, 4070281013825012301, MALFORMED",
        "ACCOUNT, 00702810138250123017, MALFORMED",
        "ACCOUNT, 4070281013825O123017, MALFORMED",
        "BIC, 04452522, MALFORMED",
        "INN, 77070838930, MALFORMED",
        "INN, 7707083892, DOUBTFUL",
        "INN, 500100732258, DOUBTFUL",
        "KPP, 77360, MALFORMED",
    })
    void whatIsWrong(Field field, String value, Flaw flaw) {
        assertThat(with(field, value).findings()).contains(new Finding(field, flaw));
    }

    @ParameterizedTest
    @CsvSource({
        "ACCOUNT, 40702 810 1 3825 0123017",
        "BIC, 044 525 225",
        "INN, 500100732259",
        "KPP, 773601001",
        "KPP, ''",
        "PURPOSE, ''"
    })
    void whatIsRight(Field field, String value) {
        assertThat(with(field, value).findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"NAME, 160", "BANK, 45", "PURPOSE, 160", "CONTRACT, 100"})
    void whatIsTooLong(Field field, int most) {
        assertThat(with(field, "🙂".repeat(most)).findings()).isEmpty();
        assertThat(with(field, "🙂".repeat(most + 1)).findings()).containsExactly(new Finding(field, Flaw.TOO_LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"044525000", "044525001", "044525002"})
    @DisplayName("an account at the Bank of Russia itself is checked by the number of its centre")
    void atTheBankOfRussia(String bic) {
        var account = "40101810045250010041";
        assertThat(BankKeys.accountFits(bic, account)).isEqualTo(BankKeys.correspondentFits(bic, account));
    }
}
