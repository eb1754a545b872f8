package app.zapiska.digests;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.WorkingHours;
import app.zapiska.digests.DigestMessages.Content;
import app.zapiska.digests.DigestMessages.Shown;
import app.zapiska.digests.ToldDays.Told;
import app.zapiska.platform.Money;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.Payments.Ceiling;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.telegram.OutgoingMessage.Button;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("The message about ceilings")
class CeilingMessageTest {

    private static final LocalDate TODAY = LocalDate.of(2027, 3, 12);
    private static final Instant NOW = Instant.parse("2027-03-12T07:00:00Z");
    private static final LocalDate LONG_AGO = LocalDate.of(2026, 12, 1);

    @Inject
    DigestFormatters writers;

    @Test
    void namesTheDayOnWhichEachWasReached() {
        var text = text("ru", List.of(ceiling(1, "МаниМен", TODAY), ceiling(2, "Займер", TODAY.minusDays(2))));
        assertThat(text)
                .contains("МаниМен\nПотолок по договору: 20 000 ₽.")
                .contains("Похоже, с сегодняшнего дня, 12 марта, долг больше не растёт.")
                .contains("Похоже, с 10 марта долг больше не растёт.");
        assertThat(text.split("353-ФЗ", -1)).as("one source of both").hasSize(2);
        assertThat(text("en", List.of(ceiling(1, "MoneyMan", TODAY))))
                .startsWith("🧱 CEILING OF A CONTRACT\n\nMoneyMan\nCeiling of the contract: ")
                .contains("It looks as if the debt grows no more from today, 12 March.");
    }

    @Test
    @DisplayName("says nothing of what was reached later than its day, or of what is left of nothing")
    void whatIsNotSo() {
        var text = text("ru", List.of(ceiling(1, "Позже", TODAY.plusDays(1)), closed(2, "Оплачен")));
        assertThat(text).isEqualTo("""
                🧱 ПОТОЛОК ПО ДОГОВОРУ

                Позже — оплаты или условия с тех пор изменились, сколько начислено — на странице займа

                Оплачен — по вашим записям ничего не осталось""");
    }

    @Test
    void tenOfTheLongestNamesAreOneMessage() {
        for (var language : List.of("ru", "en")) {
            var ten = IntStream.rangeClosed(1, 10)
                    .mapToObj(n -> ceiling(n, "Ы".repeat(200), TODAY.minusYears(1)))
                    .toList();
            assertThat(text(language, ten).length()).as(language).isLessThanOrEqualTo(4096);
        }
    }

    @Test
    void hasTheLoanUnderItAndAWayToSwitchItOff() {
        var one = writers.ceiling(account("ru"), NOW).of(content(1), List.of(ceiling(7, "МаниМен", TODAY)));
        assertThat(one.keyboard().stream().flatMap(List::stream).map(Button::label))
                .containsExactly("Открыть займ", "Больше не присылать сообщения о потолке");
        var off = account("ru");
        off = off.withLoans(off.loans().withCeilings(false));
        assertThat(writers
                        .ceiling(off, NOW)
                        .of(content(2), List.of(ceiling(7, "А", TODAY), ceiling(8, "Б", TODAY)))
                        .keyboard()
                        .stream()
                        .flatMap(List::stream)
                        .map(Button::label))
                .containsExactly("Открыть займы", "↩️ Вернуть сообщения о потолке");
    }

    @Test
    @DisplayName("is about what nothing has told yet, and not about what was reached before the loan was written down")
    void chosen() {
        var told = new Told(TODAY.minusDays(3), Map.of(3L, TODAY.minusDays(1), 4L, TODAY.minusDays(2)));
        var reached = List.of(
                ceiling(1, "После последнего", TODAY.minusDays(3)),
                ceiling(2, "До него", TODAY.minusDays(4)),
                ceiling(3, "Мог уже уйти", TODAY.minusDays(1)),
                ceiling(4, "Ушёл другой день", TODAY),
                new Ceiling(
                        5,
                        "Записан потом",
                        true,
                        Optional.of(TODAY.minusDays(1)),
                        Money.of("10000"),
                        Money.of("20000"),
                        TODAY,
                        "353-ФЗ",
                        LONG_AGO));
        assertThat(CeilingDigest.chosen(reached, told).parts())
                .containsExactly(List.of(SubjectKey.loan(1), SubjectKey.loan(4)));
        assertThat(CeilingDigest.chosen(List.of(), told)).isEqualTo(Digest.Composed.NOTHING);
    }

    private String text(String language, List<Ceiling> ceilings) {
        return Borrower.plain(writers.ceiling(account(language), NOW)
                .of(content(ceilings.size()), ceilings)
                .text()
                .text());
    }

    private static Content content(int loans) {
        return new Content(
                1,
                DigestKind.CEILING,
                TODAY,
                LocalTime.of(10, 0),
                0,
                1,
                0,
                Optional.empty(),
                IntStream.rangeClosed(1, loans)
                        .mapToObj(n -> new Shown(1, n, SubjectKey.loan(n)))
                        .toList());
    }

    private static Ceiling ceiling(long loan, String lender, LocalDate reachedOn) {
        return new Ceiling(
                loan,
                lender,
                true,
                Optional.of(reachedOn),
                Money.of("10000"),
                Money.of("20000"),
                LONG_AGO,
                "353-ФЗ, ст. 5 ч. 24 (545-ФЗ от 29.12.2025)",
                LocalDate.of(2026, 11, 28));
    }

    private static Ceiling closed(long loan, String lender) {
        return new Ceiling(
                loan,
                lender,
                false,
                Optional.of(TODAY),
                Money.of("10000"),
                Money.of("20000"),
                LONG_AGO,
                "353-ФЗ",
                LONG_AGO);
    }

    private static AccountSettings account(String language) {
        return Accounts.of("Europe/Moscow", WorkingHours.daily(7, 22), Locale.of(language), "RUB");
    }
}
