package app.zapiska.loans;

import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.DomainException;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** A loan with its whole ledger, without a database: ids are given here as the database would. */
final class Book {

    static final LocalDate TODAY = LocalDate.parse("2025-10-10");
    static final Instant NOW = Instant.parse("2025-10-10T09:00:00Z");
    static final LoanEntry.Author AUTHOR = new LoanEntry.Author(CurrentUser.Source.WEB, "Новичок");

    private final AtomicLong ids = new AtomicLong();
    private final RandomGenerator random;
    final Loan loan;
    final List<LoanEntry> entries = new ArrayList<>();
    private boolean deleted;

    /** Of a random loan. */
    Book(RandomGenerator random) {
        this.random = random;
        loan = new Loan(1, content(), NOW);
        giveIds();
    }

    private Book(List<LoanContent.Wanted> schedule) {
        random = null;
        loan = new Loan(1, content(Optional.empty(), schedule), NOW);
        giveIds();
    }

    /** Of a loan of 100.00 until 1 December 2025. @param schedule as {@code 2025-10-01 100.00} */
    static Book of(String... schedule) {
        return new Book(Arrays.stream(schedule)
                .map(one -> one.split(" "))
                .map(one -> new LoanContent.Wanted(Optional.empty(), LocalDate.parse(one[0]), Money.of(one[1])))
                .toList());
    }

    void payWhole(String amount, String day) {
        pay(Optional.empty(), amount, day);
    }

    /** @param place in the schedule, from 0 */
    void payPart(int place, String amount, String day) {
        pay(Optional.of(loan.installments().get(place)), amount, day);
    }

    private void pay(Optional<Installment> installment, String amount, String day) {
        write(loan.pay(installment, Money.of(amount), LocalDate.parse(day), "", ledger(), AUTHOR, TODAY, NOW));
    }

    void prolong(String paidOn, String until, String amount, String toReturn) {
        write(Prolonging.agree(
                loan,
                new Prolonging.Agreement(
                        LocalDate.parse(paidOn),
                        LocalDate.parse(until),
                        Money.of(amount),
                        Money.ZERO,
                        Money.of(toReturn),
                        ""),
                ledger(),
                AUTHOR,
                TODAY,
                NOW));
    }

    void reverse(int entry) {
        write(loan.reverse(entries.get(entry), ledger(), AUTHOR, NOW));
    }

    void reverseLast() {
        write(loan.reverse(entries.getLast(), ledger(), AUTHOR, NOW));
    }

    static LoanContent content(Optional<Money> due, List<LoanContent.Wanted> schedule) {
        return new LoanContent(
                "МаниМен",
                "",
                LocalDate.parse("2025-09-01"),
                Optional.of(LocalDate.parse("2025-12-01")),
                Money.of("100.00"),
                due,
                false,
                "",
                "",
                Optional.empty(),
                Optional.of(schedule),
                Optional.empty());
    }

    Ledger ledger() {
        return Ledger.of(entries);
    }

    Balance balance() {
        return Balance.of(loan, ledger());
    }

    /** @return whether it was possible */
    boolean randomStep() {
        try {
            step();
            giveIds();
            return true;
        } catch (DomainException refused) {
            return false;
        }
    }

    private void step() {
        if (deleted) {
            deleted = !loan.restore(NOW);
            return;
        }
        switch (random.nextInt(13)) {
            case 0, 1 -> payRemaining();
            case 2, 3 -> write(loan.pay(installment(), amount(), day(), "", ledger(), AUTHOR, TODAY, NOW));
            case 4 -> write(loan.pay(Optional.empty(), amount(), day(), "", ledger(), AUTHOR, TODAY, NOW));
            case 5 ->
                installment().ifPresent(installment -> {
                    var direct = ledger().direct(installment);
                    // Those that moved the date one at a time: there is no transaction that takes back what was half
                    // done.
                    boolean moved =
                            direct.stream().anyMatch(one -> one.extension().isPresent());
                    (moved ? List.of(direct.getLast()) : direct)
                            .forEach(entry -> write(loan.reverse(entry, ledger(), AUTHOR, NOW)));
                });
            case 6, 7 -> {
                if (!entries.isEmpty()) {
                    write(loan.reverse(any(entries), ledger(), AUTHOR, NOW));
                }
            }
            case 8 -> {
                if (random.nextInt(4) == 0) {
                    write(loan.close("Простили", ledger(), AUTHOR, TODAY, NOW));
                }
            }
            case 9 -> loan.change(content(), ledger(), NOW);
            case 11 ->
                write(Prolonging.agree(
                        loan,
                        new Prolonging.Agreement(
                                day(),
                                TODAY.plusDays(random.nextInt(-5, 300)),
                                amount(),
                                random.nextBoolean() ? Money.ZERO : amount(),
                                amount(),
                                ""),
                        ledger(),
                        AUTHOR,
                        TODAY,
                        NOW));
            case 10 -> {
                var installment = installment();
                switch (random.nextInt(3)) {
                    case 0 -> loan.add(due(), amount(), ledger(), NOW);
                    case 1 -> installment.ifPresent(one -> loan.change(one, due(), amount(), ledger(), NOW));
                    default -> installment.ifPresent(one -> loan.remove(one, ledger(), NOW));
                }
            }
            default -> {
                loan.delete(NOW);
                deleted = true;
            }
        }
    }

    private void payRemaining() {
        var installment = installment();
        var remaining = installment
                .flatMap(balance()::of)
                .map(Balance.Part::remaining)
                .orElse(balance().debt());
        write(loan.pay(installment, remaining, TODAY, "", ledger(), AUTHOR, TODAY, NOW));
    }

    /** Some of the instalments kept, with or without another sum or date, some left out, some new. */
    private LoanContent content() {
        var schedule = new ArrayList<LoanContent.Wanted>();
        if (loan != null) {
            for (var installment : loan.installments()) {
                switch (random.nextInt(8)) {
                    case 0 -> {}
                    case 1 -> schedule.add(new LoanContent.Wanted(Optional.of(installment.id()), due(), amount()));
                    default ->
                        schedule.add(new LoanContent.Wanted(
                                Optional.of(installment.id()), installment.dueDate(), installment.amount()));
                }
            }
        }
        var added = random.nextInt(loan == null ? 7 : 2);
        for (int n = 0; n < added; n++) {
            schedule.add(new LoanContent.Wanted(Optional.empty(), due(), amount()));
        }
        return content(random.nextBoolean() ? Optional.of(amount()) : Optional.empty(), schedule);
    }

    private Optional<Installment> installment() {
        return loan.installments().isEmpty() ? Optional.empty() : Optional.of(any(loan.installments()));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Money amount() {
        return new Money(BigDecimal.valueOf(1 + random.nextInt(5_000), 2));
    }

    private LocalDate day() {
        return TODAY.minusDays(random.nextInt(45));
    }

    private LocalDate due() {
        return TODAY.plusDays(random.nextInt(-20, 60));
    }

    private void write(LoanEntry entry) {
        give(entry);
        entries.add(entry);
    }

    private void giveIds() {
        if (loan.id() == null) {
            give(loan);
        }
        loan.installments().stream()
                .filter(installment -> installment.id() == null)
                .sorted(Comparator.comparing(Installment::dueDate))
                .forEach(this::give);
    }

    private void give(Object row) {
        try {
            var id = row.getClass().getDeclaredField("id");
            id.setAccessible(true);
            id.set(row, ids.incrementAndGet());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every line of the ledger, in words. */
    List<String> lines() {
        return entries.stream()
                .map(entry -> "%d %s %s %s %s %s %s"
                        .formatted(
                                entry.id(),
                                entry.kind(),
                                entry.amount(),
                                entry.paidOn(),
                                entry.installmentId(),
                                entry.reversalOf(),
                                entry.actor()))
                .toList();
    }

    /** The plan, in words. */
    String plan() {
        return loan.amountWithoutSchedule() + " "
                + loan.installments().stream()
                        .map(one -> one.id() + " " + one.dueDate() + " " + one.amount())
                        .toList();
    }
}
