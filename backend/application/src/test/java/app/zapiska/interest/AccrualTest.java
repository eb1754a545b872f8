package app.zapiska.interest;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.interest.Contract.Due;
import app.zapiska.interest.Contract.Penalty;
import app.zapiska.interest.Contract.Promo;
import app.zapiska.interest.LenderFigure.Cause;
import app.zapiska.interest.Owed.Caveat;
import app.zapiska.interest.Owed.Line;
import app.zapiska.interest.Prolongation.Way;
import app.zapiska.law.Law;
import app.zapiska.law.Law.Claim;
import app.zapiska.law.ProductionCalendar;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told about one loan: 10 000 ₽ of 11 May 2026 at 0.8 % a day, to be returned on 10 June. */
class AccrualTest {

    private static final Law LAW = new Law();
    private static final LocalDate RECEIVED = LocalDate.parse("2026-05-11");
    private static final LocalDate DUE = LocalDate.parse("2026-06-10");
    private static final Contract LOAN = Contract.atOnce(RECEIVED, Money.of("10000"), new BigDecimal("0.8"), DUE);

    private static Owed owed(Contract contract, LocalDate day, Payment... payments) {
        return new Accrual(contract, List.of(payments), LAW).on(day);
    }

    private static Payment paid(LocalDate day, String amount) {
        return new Payment(day, Money.of(amount));
    }

    @Test
    @DisplayName("the day of receipt costs nothing, the day of return does, and nothing is rounded on the way")
    void days() {
        assertThat(owed(LOAN, RECEIVED).total()).isEqualTo(Money.of("10000"));
        assertThat(owed(LOAN, RECEIVED.plusDays(1)).total()).isEqualTo(Money.of("10080"));
        assertThat(owed(LOAN, DUE).total()).isEqualTo(Money.of("12400"));
        assertThat(owed(LOAN, DUE).penalty()).isEqualTo(Money.ZERO);
        assertThat(new Accrual(LOAN, List.of(), LAW).costOfNight(DUE.minusDays(1)))
                .isEqualTo(Money.of("80"));
        assertThat(new Accrual(LOAN, List.of(), LAW).costOfNight(DUE)).isEqualTo(Money.of("85.48"));
    }

    @Test
    @DisplayName("a sum says of which days, which base, which rate and which rules it is made")
    void itExplainsItself() {
        var owed = owed(LOAN, DUE.plusDays(10));
        assertThat(owed.lines())
                .containsExactly(
                        new Line(
                                Line.Kind.INTEREST,
                                RECEIVED.plusDays(1),
                                DUE.plusDays(10),
                                40,
                                Money.of("10000"),
                                new BigDecimal("0.8"),
                                Money.of("3200"),
                                false),
                        new Line(
                                Line.Kind.PENALTY_OF_A_YEAR,
                                DUE.plusDays(1),
                                DUE.plusDays(10),
                                10,
                                Money.of("10000"),
                                new BigDecimal("20"),
                                Money.of("54.79"),
                                false));
        assertThat(owed.ruleIds()).containsExactly("ceiling-2026", "penalty-2021");
        assertThat(owed.caveats()).containsExactly(Caveat.PENALTY_AT_ITS_MOST);
        assertThat(owed.overduePrincipal()).isEqualTo(Money.of("10000"));
        assertThat(owed.overdueInterest()).isEqualTo(Money.of("2400"));
        assertThat(owed(LOAN, DUE).ruleIds()).containsExactly("ceiling-2026");
        assertThat(owed(LOAN, DUE, paid(DUE, "100")).ruleIds()).contains("crediting-2024");
    }

    @Test
    @DisplayName("the date of the contract decides whether a payment reaches the penalty before the interest of today")
    void creditingByContractDate() {
        for (var expected : List.of("2024-06-30:true", "2024-07-01:false")) {
            var concluded = LocalDate.parse(expected.substring(0, 10));
            var contract = Contract.atOnce(concluded, Money.of("10000"), new BigDecimal("0.8"), concluded.plusDays(30));
            var day = concluded.plusDays(40);
            var credit =
                    owed(contract, day, paid(day, "12430")).credits().getFirst().credit();
            assertThat(credit.to(Claim.OVERDUE_INTEREST)).isEqualTo(Money.of("2400"));
            assertThat(credit.to(Claim.OVERDUE_PRINCIPAL)).isEqualTo(Money.of("10000"));
            assertThat(credit.to(Claim.PENALTY).isPositive())
                    .as(expected)
                    .isEqualTo(Boolean.parseBoolean(expected.substring(11)));
        }
    }

    @Test
    @DisplayName("a promo rate that is lost on the fourth day of a delay is taken back for all the days")
    void promoLost() {
        var promo = LOAN.with(Penalty.NONE).with(new Promo(new BigDecimal("0.5"), 4));
        assertThat(owed(promo, DUE).interest()).isEqualTo(Money.of("1500"));
        assertThat(owed(promo, DUE.plusDays(3)).interest()).isEqualTo(Money.of("1650"));
        assertThat(owed(promo, DUE.plusDays(4)).interest()).isEqualTo(Money.of("2720"));
        assertThat(owed(promo, DUE.plusDays(4)).lines())
                .anySatisfy(line -> assertThat(line.kind()).isEqualTo(Line.Kind.PROMO_LOST));
        assertThat(owed(promo, DUE.plusDays(4), paid(DUE, "11500")).settled()).isTrue();
    }

    @Test
    @DisplayName("an extension of the same contract moves the day of the penalty and not the counter of the ceiling")
    void extension() {
        var moved = LOAN.extended(DUE, DUE.plusDays(30));
        var interest = paid(DUE, "2400");
        assertThat(owed(moved, DUE.plusDays(30), interest).penalty()).isEqualTo(Money.ZERO);
        assertThat(owed(moved, DUE.plusDays(31), interest).penalty()).isEqualTo(Money.of("5.48"));
        assertThat(owed(moved, DUE.plusDays(30), interest).accrued().total()).isEqualTo(Money.of("4800"));
        assertThat(owed(moved, DUE.plusDays(30), interest)
                        .ceiling()
                        .orElseThrow()
                        .room())
                .isEqualTo(Money.of("5200"));
        // Ever longer: all the interest of the contract counts, paid or not.
        assertThat(owed(moved.extended(DUE.plusDays(30), DUE.plusDays(300)), DUE.plusDays(200), interest)
                        .accrued()
                        .total())
                .isEqualTo(Money.of("10000"));
    }

    @Test
    @DisplayName("prolonging stands beside paying all, and beside paying a part with it, each with what it costs more")
    void prolongation() {
        var ways = Prolongation.compare(
                LOAN,
                List.of(),
                DUE,
                DUE.plusDays(30),
                Money.of("100"),
                List.of(Money.of("5000"), Money.of("10000")),
                LAW);
        assertThat(ways)
                .containsExactly(
                        new Prolongation(Way.PAY_ALL, Money.of("12400"), DUE, Money.ZERO, Money.ZERO),
                        new Prolongation(
                                Way.PROLONG, Money.of("2500"), DUE.plusDays(30), Money.of("12400"), Money.of("2500")),
                        new Prolongation(
                                Way.PROLONG_AND_PAY_A_PART,
                                Money.of("7500"),
                                DUE.plusDays(30),
                                Money.of("6200"),
                                Money.of("1300")));
    }

    @ParameterizedTest(name = "{0} ₽ in the cabinet: {1}")
    @CsvSource({
        "13254.79, SAME",
        "13254.50, ROUNDING",
        "13169.31, WITHOUT_TODAY",
        "13340.27, WITH_TOMORROW",
        "13200.00, WITHOUT_PENALTY",
        "14754.79, WITH_SERVICES",
        "15000.00, NOT_EXPLAINED"
    })
    void theLendersFigure(String theirs, Cause cause) {
        var figure = LenderFigure.compare(
                LOAN.withServices(Money.of("1500")), List.of(), DUE.plusDays(10), Money.of(theirs), LAW);
        assertThat(figure.ours()).isEqualTo(Money.of("13254.79"));
        assertThat(figure.difference()).isEqualTo(Money.of(theirs).minus(figure.ours()));
        assertThat(figure.cause()).isEqualTo(cause);
    }

    @Test
    @DisplayName("the lender's figure may be without the ceiling, or without a payment that is on its way")
    void theLendersFigureOfAnOldLoan() {
        var day = RECEIVED.plusDays(150);
        var uncapped = owed(LOAN, day).principal().plus(owed(LOAN, day).uncapped());
        assertThat(LenderFigure.compare(LOAN, List.of(), day, uncapped, LAW).cause())
                .isEqualTo(Cause.WITHOUT_CEILING);
        var soon = DUE.minusDays(10);
        assertThat(LenderFigure.compare(
                                LOAN,
                                List.of(paid(soon, "3000")),
                                soon,
                                owed(LOAN, soon).total(),
                                LAW)
                        .cause())
                .isEqualTo(Cause.A_PAYMENT);
    }

    @Test
    @DisplayName("where no ceiling counts there is no clock, and the reason is said")
    void withoutACeiling() {
        var early = Contract.atOnce(
                LocalDate.parse("2019-01-27"), Money.of("10000"), new BigDecimal("0.8"), LocalDate.parse("2019-02-20"));
        var longer = LOAN.with(List.of(new Due(RECEIVED.plusYears(1).plusDays(1), Money.of("10000"))));
        var friend = LOAN.with(Contract.Lender.PRIVATE);
        assertThat(owed(early, DUE).caveats()).contains(Caveat.CEILING_NOT_KNOWN);
        assertThat(owed(longer, DUE).caveats()).contains(Caveat.LONGER_THAN_A_YEAR);
        assertThat(owed(friend, DUE).caveats()).contains(Caveat.LENDER_NOT_BOUND);
        for (var contract : List.of(early, longer, friend)) {
            assertThat(new Accrual(contract, List.of(), LAW).ceiling(DUE)).isEmpty();
        }
        assertThat(owed(LOAN.with(List.of(new Due(RECEIVED.plusYears(1), Money.of("10000")))), DUE)
                        .ceiling())
                .isPresent();
    }

    @Test
    @DisplayName("a debt that is paid grows no more, and its clock never rings")
    void paidOff() {
        var payment = paid(RECEIVED.plusDays(10), "10800");
        assertThat(owed(LOAN, DUE.plusDays(500), payment).total()).isEqualTo(Money.ZERO);
        assertThat(new Accrual(LOAN, List.of(payment), LAW)
                        .ceiling(DUE)
                        .orElseThrow()
                        .reachedOn())
                .isEmpty();
    }

    @Test
    @DisplayName("a contract's figure of the ПСК is worth checking from half a per cent on")
    void contractsFigure() {
        var psk = Psk.of(
                List.of(new Psk.Flow(RECEIVED, Money.of("10000").negated()), new Psk.Flow(DUE, Money.of("12400"))));
        assertThat(psk.worthChecking(new BigDecimal("292.5"))).isFalse();
        assertThat(psk.worthChecking(new BigDecimal("291.5"))).isFalse();
        assertThat(psk.worthChecking(new BigDecimal("288"))).isTrue();
    }

    @Test
    @DisplayName("no working day is named when the way there leads into a year whose days off are not known")
    void dayOff() {
        var calendar = new ProductionCalendar();
        var last = calendar.knownUntil();
        assertThat(calendar.isOff(last)).isTrue();
        assertThat(calendar.firstWorkingDayFrom(last)).isEmpty();
        assertThat(calendar.firstWorkingDayFrom(last.plusDays(5))).isEmpty();
        assertThat(calendar.firstWorkingDayFrom(calendar.knownFrom().minusDays(1)))
                .isEmpty();
        assertThat(calendar.firstWorkingDayFrom(DUE)).hasValue(DUE);
    }
}
