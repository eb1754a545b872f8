package app.zapiska.loans;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.interest.Contract.Due;
import app.zapiska.law.Law;
import app.zapiska.loans.ContractTerms.Facts;
import app.zapiska.loans.LoanContract.LenderKind;
import app.zapiska.loans.LoanContract.PenaltyKind;
import app.zapiska.loans.ReckoningViews.CaveatKind;
import app.zapiska.loans.ReckoningViews.CaveatView;
import app.zapiska.loans.ReckoningViews.OwedView;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reckoning makes of a loan as the notebook keeps it. */
class ContractTermsTest {

    private static final Law LAW = new Law();
    private static final LoanReckoning RECKONING = new LoanReckoning(LAW);
    private static final LocalDate TAKEN = LocalDate.parse("2026-05-11");

    private record Payment(Long id, LocalDate dueDate, Money amount) implements Balance.Scheduled {}

    private record Paid(
            Long id, Optional<Long> installmentId, Money amount, LocalDate paidOn, Optional<LoanExtension> extension)
            implements Balance.Booked {

        Paid(Long id, Optional<Long> installmentId, Money amount, LocalDate paidOn) {
            this(id, installmentId, amount, paidOn, Optional.empty());
        }
    }

    private static LoanContract rate(String daily) {
        return new LoanContract(
                null, new BigDecimal(daily), null, null, null, null, null, null, null, null, null, null);
    }

    /** 10,000 from 11 May 2026. @param schedule as {@code 2026-06-10 12400.00} */
    private static Facts loan(LoanContract contract, String dueDate, String... schedule) {
        return new Facts(
                TAKEN,
                Optional.ofNullable(dueDate).map(LocalDate::parse),
                Money.of("10000.00"),
                Optional.empty(),
                contract,
                Arrays.stream(schedule)
                        .map(one -> one.split(" "))
                        .map(one -> new Payment(1L, LocalDate.parse(one[0]), Money.of(one[1])))
                        .toList(),
                List.of(),
                false);
    }

    private static Facts paid(Facts loan, String day, String amount) {
        return new Facts(
                loan.loanDate(),
                loan.dueDate(),
                loan.borrowed(),
                loan.toReturn(),
                loan.contract(),
                loan.schedule(),
                List.of(new Paid(1L, Optional.empty(), Money.of(amount), LocalDate.parse(day))),
                false);
    }

    private static OwedView on(Facts loan, String day) {
        return RECKONING.whole(loan, LocalDate.parse(day), "RUB").owed();
    }

    private static List<CaveatKind> caveats(OwedView owed) {
        return owed.caveats().stream().map(CaveatView::kind).toList();
    }

    @Test
    @DisplayName("C1 and the guide: ten days of 0.8 % on 10,000 make 10,800, a day costs 80, and the ceiling is 20,000")
    void withoutASchedule() {
        var owed = on(loan(rate("0.8"), "2026-06-10"), "2026-05-21");
        assertThat(owed.total()).isEqualTo(Money.of("10800.00"));
        assertThat(owed.costOfDay()).isEqualTo(Money.of("80.00"));
        assertThat(owed.ceiling().most()).isEqualTo(Money.of("10000.00"));
        assertThat(owed.ceiling().wholeContract()).isEqualTo(Money.of("20000.00"));
        assertThat(owed.ceiling().accrued()).isEqualTo(Money.of("800.00"));
        assertThat(owed.ceiling().reachedOn()).isEqualTo("2026-09-07");
        assertThat(owed.ruleIds()).containsExactly("ceiling-2026");
        assertThat(owed.checkedOn()).isEqualTo("2026-11-28");
    }

    @Test
    @DisplayName("after the due date a day costs interest and the most penalty there may be, and that is said")
    void overdue() {
        var owed = on(loan(rate("0.8"), "2026-06-10"), "2026-06-20");
        assertThat(owed.total()).isEqualTo(Money.of("13254.79"));
        assertThat(owed.penalty()).isEqualTo(Money.of("54.79"));
        assertThat(owed.costOfDay()).isEqualTo(Money.of("85.48"));
        assertThat(caveats(owed)).containsExactly(CaveatKind.LENDER_NOT_SAID, CaveatKind.PENALTY_AT_ITS_MOST);
        assertThat(owed.ruleIds()).containsExactly("ceiling-2026", "penalty-2021");
    }

    @Test
    @DisplayName("of each payment of a schedule that is principal which the interest since the last one leaves of it")
    void parts() {
        // 30,000 at 0.8 % in four equal payments each fortnight: PSK vector of the guide.
        var loan = new Facts(
                TAKEN,
                Optional.empty(),
                Money.of("30000.00"),
                Optional.empty(),
                rate("0.8"),
                List.of(
                        new Payment(1L, TAKEN.plusDays(14), Money.of("9711.11")),
                        new Payment(2L, TAKEN.plusDays(28), Money.of("9711.11")),
                        new Payment(3L, TAKEN.plusDays(42), Money.of("9711.11")),
                        new Payment(4L, TAKEN.plusDays(56), Money.of("9711.13"))),
                List.of(),
                false);
        var terms = ContractTerms.of(loan);
        assertThat(terms.contract().schedule().stream().map(Due::principal))
                .containsExactly(Money.of("6351.11"), Money.of("7062.43"), Money.of("7853.43"), Money.of("8733.03"));
        assertThat(terms.mismatch()).isEmpty();
    }

    @Test
    @DisplayName("a plan that the rate does not make is reckoned all the same, and the difference is said")
    void disagreement() {
        var loan = loan(rate("0.8"), null, "2026-06-10 5000.00", "2026-07-10 9000.00");
        assertThat(ContractTerms.of(loan).contract().schedule().stream().map(Due::principal))
                .containsExactly(Money.of("2600.00"), Money.of("7400.00"));
        assertThat(on(loan, "2026-05-21").caveats())
                .contains(new CaveatView(CaveatKind.PLAN_AND_RATE_DISAGREE, null, Money.of("-176.00")));
        assertThat(ContractTerms.of(loan(rate("0.8"), null, "2026-06-10 5000.00", "2026-07-10 9176.50"))
                        .mismatch())
                .isEmpty();
    }

    @Test
    @DisplayName("what is above the law's limit on the day of the contract is pointed at with the rule, and reckoned")
    void aboveTheLimit() {
        var steep = new LoanContract(
                null,
                new BigDecimal("1.1"),
                new BigDecimal("401.5"),
                null,
                LenderKind.MICROCREDIT,
                null,
                null,
                PenaltyKind.YEARLY,
                new BigDecimal("36.5"),
                null,
                null,
                null);
        var owed = on(loan(steep, "2026-06-10"), "2026-05-21");
        assertThat(owed.total()).isEqualTo(Money.of("11100.00"));
        assertThat(owed.caveats())
                .containsExactly(
                        new CaveatView(CaveatKind.RATE_ABOVE_LIMIT, new BigDecimal("0.8"), null),
                        new CaveatView(CaveatKind.FULL_COST_ABOVE_LIMIT, new BigDecimal("292"), null),
                        new CaveatView(CaveatKind.PENALTY_ABOVE_LIMIT, new BigDecimal("20"), null));
        assertThat(owed.ruleIds()).contains("daily-rate-2023", "full-cost-2023", "penalty-2021");
    }

    @Test
    @DisplayName("a private lender has no ceiling and no penalty that was not entered")
    void amongPeople() {
        var friend = new LoanContract(
                null, new BigDecimal("5"), null, null, LenderKind.PERSON, null, null, null, null, null, null, null);
        var owed = on(loan(friend, "2026-06-10"), "2026-06-20");
        assertThat(owed.total()).isEqualTo(Money.of("30000.00"));
        assertThat(owed.ceiling()).isNull();
        assertThat(caveats(owed)).containsExactly(CaveatKind.LENDER_NOT_BOUND);
        assertThat(owed.checkedOn()).isNull();
    }

    @Test
    @DisplayName("nothing is reckoned where something is missing, and it is said what")
    void missing() {
        var today = LocalDate.parse("2026-06-20");
        assertThat(ContractTerms.missing(loan(rate("0.8"), null), today)).contains(NotReckoned.NO_DUE_DATE);
        assertThat(ContractTerms.missing(loan(rate("0.8"), "2026-05-11"), today))
                .contains(NotReckoned.DUE_BEFORE_RECEIPT);
        assertThat(ContractTerms.missing(loan(rate("0.8"), "2026-06-10"), TAKEN.minusDays(1)))
                .contains(NotReckoned.NOT_RECEIVED_YET);
        assertThat(ContractTerms.missing(loan(rate("0.8"), "2026-06-10"), TAKEN.plusYears(11)))
                .contains(NotReckoned.TOO_LONG_AGO);
        assertThat(RECKONING
                        .whole(loan(rate("0.8"), "2026-06-10"), today, "KZT")
                        .why())
                .isEqualTo(NotReckoned.OTHER_CURRENCY);
        assertThat(RECKONING.whole(loan(null, "2026-06-10"), today, "RUB")).isEqualTo(LoanReckoning.Result.NOTHING);
    }

    @Test
    @DisplayName("O1: a payment goes to interest first, and a part of the principal stays")
    void payments() {
        var owed = on(paid(loan(rate("0.8"), "2026-06-10"), "2026-05-21", "3800.00"), "2026-06-10");
        assertThat(owed.principal()).isEqualTo(Money.of("7000.00"));
        assertThat(owed.total()).isEqualTo(Money.of("8120.00"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName("whatever a loan holds, its parts add up to what was borrowed and nothing is thrown")
    void anyLoan(long seed) {
        var random = new Random(seed);
        int reckoned = 0;
        for (int n = 0; n < 400; n++) {
            var loan = anyLoan(random);
            var day = TAKEN.plusDays(random.nextInt(700) - 50);
            if (ContractTerms.missing(loan, day).isEmpty()) {
                reckoned++;
                assertThat(Money.sum(ContractTerms.of(loan).contract().schedule().stream()
                                .map(Due::principal)
                                .toList()))
                        .isEqualTo(loan.borrowed());
                assertThat(ContractTerms.of(loan).contract().schedule())
                        .allMatch(due -> !due.principal().isNegative());
            }
            var whole = RECKONING.whole(loan, day, "RUB");
            var brief = RECKONING.brief(loan, day, "RUB");
            var explained = RECKONING.explained(loan, day, "RUB", Optional.of(Money.of("12345.67")));
            if (whole.owed() != null) {
                assertThat(brief.owed().total()).isEqualTo(whole.owed().total());
                assertThat(explained.owed()).isEqualTo(whole.owed());
                if (whole.owed().ceiling() != null) {
                    assertThat(whole.owed().ceiling().accrued())
                            .isLessThanOrEqualTo(whole.owed().ceiling().most());
                }
            }
            assertThat(whole.why()).isEqualTo(brief.why()).isEqualTo(explained.notReckoned());
        }
        assertThat(reckoned).isGreaterThan(200);
    }

    /** 10,000 of 11 May until 10 June, prolonged on the last day to 10 July, and once more to 9 August. */
    private static Facts prolonged(String dueDate, String amountDue, Paid... entries) {
        return new Facts(
                TAKEN,
                Optional.of(LocalDate.parse(dueDate)),
                Money.of("10000.00"),
                Optional.of(Money.of(amountDue)),
                rate("0.8"),
                List.of(),
                List.of(entries),
                false);
    }

    private static Paid moved(
            long id, String amount, String day, String before, String after, String planned, String fee) {
        return new Paid(
                id,
                Optional.empty(),
                Money.of(amount),
                LocalDate.parse(day),
                Optional.of(new LoanExtension(
                        LocalDate.parse(before),
                        LocalDate.parse(after),
                        planned.isEmpty() ? null : Money.of(planned),
                        Money.of("14800.00"),
                        Money.of(fee))));
    }

    @Test
    @DisplayName("a loan prolonged in time owes no penalty until the new date, and what was paid went to the interest")
    void prolongedOnce() {
        var loan = prolonged(
                "2026-07-10",
                "14900.00",
                moved(1, "2500.00", "2026-06-10", "2026-06-10", "2026-07-10", "12400.00", "100.00"));
        assertThat(on(loan, "2026-06-10").total()).isEqualTo(Money.of("10000.00"));
        assertThat(on(loan, "2026-07-10").total()).isEqualTo(Money.of("12400.00"));
        assertThat(on(loan, "2026-07-10").penalty()).isEqualTo(Money.ZERO);
        assertThat(on(loan, "2026-07-20").penalty()).isEqualTo(Money.of("54.79"));
        // Nothing is said of a plan that does not fit: what was planned at first does.
        assertThat(caveats(on(loan, "2026-07-10")))
                .containsExactly(CaveatKind.LENDER_NOT_SAID, CaveatKind.PENALTY_AT_ITS_MOST);
        // C1's ceiling: the same contract, so what has accrued goes on counting, though it was paid.
        assertThat(on(loan, "2026-07-10").ceiling().accrued()).isEqualTo(Money.of("4800.00"));
    }

    @Test
    @DisplayName("prolonged after the day, the days between cost their penalty, and those that follow cost none")
    void prolongedLate() {
        var loan = prolonged(
                "2026-07-20",
                "15300.00",
                moved(1, "3254.79", "2026-06-20", "2026-06-10", "2026-07-20", "12400.00", "0.00"));
        var owed = on(loan, "2026-07-20");
        // The penalty comes last: what was paid for it lowered the principal, and it is still to be paid.
        assertThat(owed.principal()).isEqualTo(Money.of("9945.21"));
        assertThat(owed.interest()).isEqualTo(Money.of("2386.85"));
        assertThat(owed.penalty()).isEqualTo(Money.of("54.79"));
    }

    @Test
    @DisplayName("each of several times counts from the day on which it was agreed")
    void prolongedTwice() {
        var loan = prolonged(
                "2026-08-09",
                "17200.00",
                moved(1, "2400.00", "2026-06-10", "2026-06-10", "2026-07-10", "", "0.00"),
                moved(2, "2400.00", "2026-07-10", "2026-07-10", "2026-08-09", "14800.00", "0.00"));
        assertThat(on(loan, "2026-08-09").total()).isEqualTo(Money.of("12400.00"));
        assertThat(on(loan, "2026-08-09").penalty()).isEqualTo(Money.ZERO);
        assertThat(on(loan, "2026-08-10").penalty()).isEqualTo(Money.of("5.48"));
    }

    @Test
    @DisplayName(
            "a date moved by hand since counts as the new one; moved before the old one, the plan counts as it stands")
    void movedByHandSince() {
        var agreed = moved(1, "2400.00", "2026-06-10", "2026-06-10", "2026-07-10", "12400.00", "0.00");
        assertThat(on(prolonged("2026-07-05", "14800.00", agreed), "2026-07-06").penalty())
                .isEqualTo(Money.of("5.48"));
        assertThat(on(prolonged("2026-06-01", "14800.00", agreed), "2026-06-10").penalty())
                .isEqualTo(Money.of("49.32"));
    }

    @Test
    @DisplayName("a list of two hundred loans that are two years overdue is reckoned in a blink")
    void manyAtOnce() {
        var loan = paid(loan(rate("0.1"), null, "2026-06-10 5000.00", "2026-07-10 6000.00"), "2026-06-10", "5000.00");
        var day = TAKEN.plusYears(2);
        for (int warm = 0; warm < 50; warm++) {
            RECKONING.brief(loan, day, "RUB");
        }
        long began = System.nanoTime();
        for (int n = 0; n < 200; n++) {
            assertThat(RECKONING.brief(loan, day, "RUB").owed()).isNotNull();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }

    private static Facts anyLoan(Random random) {
        var schedule = new ArrayList<Payment>();
        for (int n = random.nextInt(8); n > 0; n--) {
            schedule.add(new Payment((long) n, TAKEN.plusDays(random.nextInt(300)), money(random)));
        }
        var entries = new ArrayList<Paid>();
        for (int n = random.nextInt(5); n > 0; n--) {
            var day = TAKEN.plusDays(random.nextInt(400));
            var before = TAKEN.plusDays(random.nextInt(400) - 10L);
            var of = schedule.isEmpty() || random.nextBoolean()
                    ? Optional.<Long>empty()
                    : Optional.of(schedule.get(random.nextInt(schedule.size())).id());
            var extension = new LoanExtension(
                    before,
                    before.plusDays(1 + random.nextInt(60)),
                    random.nextBoolean() ? null : money(random),
                    money(random),
                    random.nextBoolean() ? Money.ZERO : money(random));
            entries.add(new Paid(
                    (long) n, of, money(random), day, Optional.of(extension).filter(any -> random.nextBoolean())));
        }
        boolean promo = random.nextInt(4) == 0;
        return new Facts(
                TAKEN,
                Optional.of(TAKEN.plusDays(random.nextInt(400))).filter(any -> random.nextInt(5) > 0),
                money(random),
                Optional.of(money(random)).filter(any -> random.nextBoolean()),
                new LoanContract(
                        null,
                        new BigDecimal(random.nextInt(100_001)).movePointLeft(4),
                        null,
                        random.nextInt(4) == 0 ? money(random) : null,
                        random.nextBoolean() ? null : LenderKind.values()[random.nextInt(6)],
                        promo ? BigDecimal.ZERO : null,
                        promo ? 1 + random.nextInt(30) : null,
                        random.nextBoolean() ? null : PenaltyKind.values()[random.nextInt(3)],
                        null,
                        random.nextInt(5) == 0,
                        null,
                        random.nextInt(5) == 0 ? TAKEN.plusDays(random.nextInt(20) - 2) : null),
                schedule,
                entries,
                random.nextInt(20) == 0);
    }

    private static Money money(Random random) {
        return new Money(BigDecimal.valueOf(1 + random.nextInt(5_000_000), 2));
    }
}
