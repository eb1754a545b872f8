package app.zapiska.loans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to a loan in whatever order: the money is right (L3–L5). */
class LedgerPropertyTest {

    private static final int STEPS = 1_500;

    @ParameterizedTest(name = "sequence {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    @DisplayName(
            "bugs 2, 4 and 10: after each of 30,000 random steps the debt is the plan less the ledger, and nothing of the ledger is gone")
    void theLedgerAlwaysAddsUp(long seed) {
        var random = new Random(seed);
        int possible = 0;
        for (int step = 0; step < STEPS; ) {
            var book = new Book(random);
            // A new loan every now and then, or a long life would only ever see a full one.
            for (int life = 0; life < 100 && step < STEPS; life++, step++) {
                var lines = book.lines();
                var plan = book.plan();

                var done = book.randomStep();

                possible += done ? 1 : 0;
                assertThat(book.lines().subList(0, lines.size())).isEqualTo(lines);
                if (!done) {
                    assertThat(book.lines()).isEqualTo(lines);
                    assertThat(book.plan()).isEqualTo(plan);
                }
                check(book);
            }
        }
        assertThat(possible).as("steps that were possible").isGreaterThan(STEPS / 2);
    }

    private static void check(Book book) {
        var balance = book.balance();
        var written = Money.sum(book.entries.stream().map(LoanEntry::amount).toList());
        var scheduled = Money.sum(
                book.loan.installments().stream().map(Installment::amount).toList());
        var planned = book.loan.installments().isEmpty() ? book.loan.amountWithoutSchedule() : scheduled;

        assertThat(balance.planned()).isEqualTo(planned);
        assertThat(balance.paid()).isEqualTo(written);
        assertThat(balance.debt()).isEqualTo(planned.minus(written)).isGreaterThanOrEqualTo(Money.ZERO);
        assertThat(balance.settled()).isEqualTo(balance.debt().isZero());

        assertThat(Money.sum(balance.parts().stream().map(Balance.Part::paid).toList()))
                .isEqualTo(written);
        assertThat(balance.parts()).allSatisfy(part -> {
            assertThat(part.paid()).isBetween(Money.ZERO, part.amount());
            assertThat(part.paidOn().isPresent()).isEqualTo(!part.open());
        });
        assertThat(balance.nextPart()).isEqualTo(earliestOpen(balance.parts()));
        assertThat(balance.nextPart().isEmpty()).isEqualTo(balance.settled());
    }

    private static Optional<Balance.Part> earliestOpen(List<Balance.Part> parts) {
        return parts.stream()
                .filter(Balance.Part::open)
                .min(Comparator.comparing((Balance.Part part) -> part.dueDate().orElseThrow())
                        .thenComparing(part ->
                                part.installment().map(Balance.Scheduled::id).orElse(0L)));
    }

    @Test
    @DisplayName("money paid for the loan as a whole fills the payments by date, around what is paid for each")
    void allocation() {
        var book = Book.of("2025-10-01 100.00", "2025-11-01 100.00", "2025-12-01 100.00");
        book.payWhole("150.00", "2025-10-02");
        assertThat(paid(book)).containsExactly("100.00", "50.00", "0.00");
        assertThat(book.balance().next(Book.TODAY)).hasValueSatisfying(next -> {
            assertThat(next.amount()).isEqualTo(Money.of("50.00"));
            assertThat(next.daysLeft()).isEqualTo(22);
        });

        book.payPart(1, "50.00", "2025-10-03");
        assertThat(paid(book)).containsExactly("100.00", "100.00", "0.00");
        assertThat(book.balance().parts())
                .extracting(Balance.Part::paidOn)
                .containsExactly(
                        Optional.of(LocalDate.parse("2025-10-02")),
                        Optional.of(LocalDate.parse("2025-10-03")),
                        Optional.empty());

        // The first payment's own money pushes the share on to the next ones.
        book.payPart(2, "100.00", "2025-10-04");
        assertThat(book.balance().settled()).isTrue();
        book.reverseLast();
        assertThat(paid(book)).containsExactly("100.00", "100.00", "0.00");
    }

    @Test
    @DisplayName("a prolonged loan is due later with what was agreed, and taking the payment back makes it what it was")
    void prolonged() {
        var book = Book.of();
        book.prolong("2025-10-05", "2026-01-01", "24.00", "110.00");
        assertThat(book.balance().paid()).isEqualTo(Money.of("24.00"));
        assertThat(book.balance().debt()).isEqualTo(Money.of("110.00"));
        assertThat(book.loan.dueDate()).contains(LocalDate.parse("2026-01-01"));
        book.prolong("2025-10-06", "2026-02-01", "10.00", "105.00");
        assertThat(book.balance().debt()).isEqualTo(Money.of("105.00"));
        assertThatThrownBy(() -> book.reverse(0)).isInstanceOf(DomainException.Conflict.class);

        book.reverseLast();
        assertThat(book.balance().debt()).isEqualTo(Money.of("110.00"));
        assertThat(book.loan.dueDate()).contains(LocalDate.parse("2026-01-01"));
        book.reverse(0);
        assertThat(book.balance().debt()).isEqualTo(Money.of("100.00"));
        assertThat(book.loan.dueDate()).contains(LocalDate.parse("2025-12-01"));
        assertThat(book.loan.amountDue()).isEmpty();
    }

    @Test
    @DisplayName("of a schedule the last payment is prolonged when it alone is left, around what is paid for it")
    void prolongedOfASchedule() {
        var book = Book.of("2025-10-01 100.00", "2025-11-01 100.00");
        assertThatThrownBy(() -> book.prolong("2025-10-05", "2025-12-01", "5.00", "90.00"))
                .isInstanceOf(DomainException.Conflict.class);
        book.payWhole("120.00", "2025-10-02");
        book.prolong("2025-10-05", "2025-12-01", "5.00", "90.00");
        assertThat(paid(book)).containsExactly("100.00", "25.00");
        assertThat(book.balance().debt()).isEqualTo(Money.of("90.00"));
        assertThat(book.balance().next(Book.TODAY).orElseThrow().dueDate()).isEqualTo("2025-12-01");
        book.reverseLast();
        assertThat(paid(book)).containsExactly("100.00", "20.00");
        assertThat(book.balance().debt()).isEqualTo(Money.of("80.00"));
        assertThat(book.balance().next(Book.TODAY).orElseThrow().dueDate()).isEqualTo("2025-11-01");
    }

    private static List<String> paid(Book book) {
        return book.balance().parts().stream()
                .map(part -> part.paid().toString())
                .toList();
    }

    @Test
    @DisplayName("bug 1: a loan without a schedule is paid when its sum is, not before")
    void withoutASchedule() {
        var book = Book.of();
        assertThat(book.balance().debt()).isEqualTo(Money.of("100.00"));
        assertThat(book.balance().settled()).isFalse();
        assertThat(book.balance().urgency(LocalDate.parse("2025-11-27"), 5)).isEqualTo(Urgency.URGENT);

        book.payWhole("100.00", "2025-10-02");

        assertThat(book.balance().settled()).isTrue();
        assertThat(book.balance().next(Book.TODAY)).isEmpty();
        assertThat(book.balance().urgency(LocalDate.parse("2025-11-27"), 5)).isEqualTo(Urgency.NONE);
    }

    @ParameterizedTest
    @CsvSource({"-1,5,OVERDUE", "0,5,TODAY", "0,0,TODAY", "1,5,URGENT", "4,5,URGENT", "5,5,NONE", "1,0,NONE", "1,1,NONE"
    })
    @DisplayName("bug 3: there is one rule of what is urgent")
    void urgency(long daysLeft, int urgentDays, Urgency urgency) {
        assertThat(Urgency.of(daysLeft, urgentDays)).isEqualTo(urgency);
    }
}
