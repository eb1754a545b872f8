package app.zapiska.lendermessages;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.lendermessages.Proposal.Act;
import app.zapiska.loans.KnownLoans.Known;
import app.zapiska.loans.KnownLoans.Next;
import app.zapiska.loans.KnownLoans.Paid;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Which loan a lender's message is about, and what can be done about it")
class CandidatesTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-28");

    private final Known mig = loan(1, "ООО МФК «МигКредит»", "договор № А-1182 от мая", "3400", "2026-12-05");
    private final Known zaymer = loan(2, "Займер", "", "5600", "2026-12-01");
    private final Known zaymerToo = loan(3, "займер (второй)", "", "4100", "2026-12-09");
    private final List<Known> all = List.of(mig, zaymer, zaymerToo);

    private static Known loan(long id, String name, String notes, String next, String due) {
        return new Known(
                id,
                name,
                "",
                notes,
                LocalDate.parse("2026-10-01"),
                money("10000"),
                money("9000"),
                Optional.of(new Next(Optional.of(id * 10), LocalDate.parse(due), money(next))),
                List.of());
    }

    private static Money money(String amount) {
        return new Money(new BigDecimal(amount));
    }

    private static Known paid(Known loan) {
        return new Known(
                loan.id(),
                loan.name(),
                loan.contractNumber(),
                loan.notes(),
                loan.loanDate(),
                loan.borrowed(),
                Money.ZERO,
                Optional.empty(),
                List.of());
    }

    private List<Long> candidates(String message) {
        return candidates(message, all);
    }

    private static List<Long> candidates(String message, List<Known> loans) {
        return Candidates.of(message, LenderMessage.read(message, TODAY), loans).stream()
                .map(candidate -> candidate.loan().id())
                .toList();
    }

    private static List<Proposal> proposals(String message, List<Known> loans) {
        var draft = LenderMessage.read(message, TODAY);
        return Proposal.of(draft, Candidates.of(message, draft, loans), TODAY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            МКК МигКредит | Мигкредит: платёж зачислен
            МигКредит     | MigKredit: platezh prinyat
            МигКредит     | MigCredit LLC: payment
            Веббанкир     | Оплата принята. Webbankir
            Webbankir     | ООО МФК «Вэббанкир» ждёт оплату
            Быстро Деньги | Быстроденьги: завтра платёж
            Сбербанк      | Сбер: платёж по кредиту списан
            Т-Банк        | Т-Банк. Платёж списан
            MoneyMan      | Манимен: ваш заём продлён
            Лайм-Займ     | Lime-Zaim: займ закрыт
            «Ёлка» займы  | МКК Елка: просрочка 2 дня
            Займер — на ремонт | Займер: платёж зачислен
            Займер 2      | Займер: платёж зачислен
            """)
    @DisplayName("a lender is known in other letters, quotes, legal forms and words")
    void names(String name, String message) {
        assertThat(Names.key(name))
                .hasValueSatisfying(key -> assertThat(Names.says(message, key)).isTrue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            МигКредит | Мигом: кредит до 30 000
            Займ      | Ваш займ просрочен
            Банк      | Банк ждёт платёж
            Деньги    | Деньги отправлены
            Ёж        | Ёж: платёж
            Конга     | Конгресс открыт
            """)
    @DisplayName("words that any message says are no name")
    void noNames(String name, String message) {
        assertThat(Names.key(name).filter(key -> Names.says(message, key))).isEmpty();
    }

    @Test
    @DisplayName("by its lender, of one lender's loans by sum and day, else the person chooses")
    void byLender() {
        assertThat(candidates("Мигкредит: ваш платёж 3 400 р зачислен")).containsExactly(1L);
        assertThat(candidates("Займер: ваш платёж 700 р зачислен")).containsExactly(2L, 3L);
        assertThat(candidates("Займер: завтра оплатите 5600 р до 01.12")).containsExactly(2L);
        assertThat(candidates("Платиза: ваш платёж 700 р зачислен")).isEmpty();
    }

    @Test
    @DisplayName("by the number in the field of its contract, however it is written there")
    void contractField() {
        var numbered = new Known(
                9,
                "Неизвестно кто",
                "№ 77-1182",
                "",
                mig.loanDate(),
                mig.borrowed(),
                mig.debt(),
                mig.next(),
                List.of());
        assertThat(candidates("Платёж 700 р по договору 77-1182 зачислен", List.of(numbered, zaymer)))
                .containsExactly(9L);
        assertThat(candidates("Платёж 700 р по договору 77-11 зачислен", List.of(numbered, zaymer)))
                .isEmpty();
    }

    @Test
    @DisplayName("by the number of the contract in its notes, which is stronger than a name")
    void byContract() {
        assertThat(candidates("Займер: платёж по договору №А-1182 зачислен, 700 р"))
                .containsExactly(1L);
        // The A of the phone's keyboard and of ours look alike.
        assertThat(candidates("Платёж 700 р по договору №A-1182 зачислен")).containsExactly(1L);
        assertThat(candidates("Платёж 700 р по договору №А-118 зачислен")).isEmpty();
    }

    @Test
    @DisplayName("by sum and day together, never by one of them")
    void byPayment() {
        assertThat(candidates("К оплате 5600 р до 01.12")).containsExactly(2L);
        assertThat(candidates("К оплате 5600 р до 02.12")).isEmpty();
        assertThat(candidates("К оплате 5601 р до 01.12")).isEmpty();
        assertThat(candidates("Платёж 5600 р зачислен 28.11")).containsExactly(2L);
        var twin = loan(4, "Другой", "", "5600", "2026-12-01");
        assertThat(candidates("К оплате 5600 р до 01.12", List.of(zaymer, twin)))
                .containsExactly(2L, 4L);
    }

    @Test
    @DisplayName("what is paid already is looked at only when nothing else fits; an advertisement is about none")
    void paidOnes() {
        assertThat(candidates("Займер: платёж 5600 р зачислен", List.of(paid(zaymer), zaymerToo)))
                .containsExactly(3L);
        assertThat(candidates("Займер: платёж 5600 р зачислен", List.of(paid(zaymer))))
                .containsExactly(2L);
        assertThat(candidates("Займер: одобрено 15 000 руб. под 0%")).isEmpty();
        assertThat(candidates("Займер: код 4821 для подписания")).isEmpty();
    }

    @Test
    @DisplayName("a payment is for its instalment when the sum is that, else for the loan; dated as the message says")
    void pay() {
        assertThat(proposals("МигКредит: платёж 3 400 р от 27.11 зачислен", List.of(mig)))
                .singleElement()
                .satisfies(pay -> {
                    assertThat(pay.act()).isEqualTo(Act.PAY);
                    assertThat(pay.installmentId()).hasValue(10L);
                    assertThat(pay.amount()).hasValue(money("3400"));
                    assertThat(pay.day()).hasValue(LocalDate.parse("2026-11-27"));
                    assertThat(pay.recorded()).isEmpty();
                });
        assertThat(proposals("МигКредит: платёж 700 р зачислен", List.of(mig)))
                .singleElement()
                .satisfies(pay -> assertThat(pay.installmentId()).isEmpty());
        assertThat(proposals("МигКредит: платёж зачислен", List.of(mig)))
                .singleElement()
                .satisfies(pay -> assertThat(pay.amount()).isEmpty());
    }

    @Test
    @DisplayName("what was written down about that day already is said")
    void recorded() {
        var before = new Known(
                1,
                mig.name(),
                "",
                "",
                mig.loanDate(),
                mig.borrowed(),
                mig.debt(),
                mig.next(),
                List.of(new Paid(money("3400"), TODAY.minusDays(1)), new Paid(money("700"), TODAY.minusDays(30))));
        assertThat(proposals("МигКредит: платёж 3 400 р зачислен", List.of(before))
                        .getFirst()
                        .recorded())
                .hasValue(TODAY.minusDays(1));
        assertThat(proposals("МигКредит: платёж 700 р зачислен", List.of(before))
                        .getFirst()
                        .recorded())
                .isEmpty();
    }

    @Test
    @DisplayName("closed by a payment of all is paid; closed by the lender may be paid or written off")
    void closed() {
        assertThat(proposals("МигКредит: получено 9 000 р, займ погашен полностью", List.of(mig)))
                .extracting(Proposal::act)
                .containsExactly(Act.PAY);
        assertThat(proposals("МигКредит: займ погашен полностью", List.of(mig)))
                .extracting(Proposal::act, Proposal::amount)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Act.PAY, Optional.of(money("9000"))),
                        org.assertj.core.groups.Tuple.tuple(Act.CLOSE, Optional.of(money("9000"))));
        assertThat(proposals("МигКредит: займ погашен полностью", List.of(paid(mig))))
                .isEmpty();
    }

    @Test
    @DisplayName("another sum or day goes into the loan's form, the same asks for nothing")
    void change() {
        assertThat(proposals("МигКредит: оплатите 3 400 р до 05.12", List.of(mig)))
                .isEmpty();
        assertThat(proposals("МигКредит: оплатите 3 700 р до 05.12", List.of(mig)))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.act()).isEqualTo(Act.CHANGE_PAYMENT);
                    assertThat(change.installmentId()).hasValue(10L);
                    assertThat(change.amount()).hasValue(money("3700"));
                });
        assertThat(proposals("МигКредит: займ продлён до 04.01.2027", List.of(mig))
                        .getFirst()
                        .day())
                .hasValue(LocalDate.parse("2027-01-04"));
        assertThat(proposals("Платиза: оплатите 700 р до 05.12", List.of(mig)))
                .extracting(Proposal::act)
                .containsExactly(Act.NEW_LOAN, Act.TASK);
    }

    @Test
    @DisplayName("a new loan is filled in unless it is there")
    void issued() {
        var message = "МигКредит: вам перечислено 7 000 р на карту. К возврату 8 680 р до 28.12";
        assertThat(proposals(message, List.of(mig))).singleElement().satisfies(fresh -> {
            assertThat(fresh.act()).isEqualTo(Act.NEW_LOAN);
            assertThat(fresh.borrowed()).hasValue(money("7000"));
            assertThat(fresh.amount()).hasValue(money("8680"));
            assertThat(fresh.day()).hasValue(LocalDate.parse("2026-12-28"));
        });
        assertThat(proposals("МигКредит: вам перечислено 10 000 р на карту", List.of(mig)))
                .isEmpty();
    }

    @Test
    @DisplayName("codes, advertisements and who does not say who they are ask for nothing")
    void nothing() {
        assertThat(proposals("Код 4821 для подписания договора. Никому не сообщайте", all))
                .isEmpty();
        assertThat(proposals("МигКредит: одобрено 15 000 руб. под 0%", all)).isEmpty();
        assertThat(proposals("Оплатите зодолжность 9999 по сылке bit.ly/xx", all))
                .isEmpty();
    }
}
