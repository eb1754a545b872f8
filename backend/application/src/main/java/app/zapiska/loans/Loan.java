package app.zapiska.loans;

import app.zapiska.platform.DomainException.Conflict;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Money;
import app.zapiska.platform.Wording;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.BatchSize;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Money owed to a lender, with its schedule. Its ledger is apart, because it only ever grows; whatever touches money is given
 * it, and decides under the lock of the loan. What must hold at any time:
 *
 * <ul>
 *   <li>no more is paid than is planned, of the loan and of each instalment;
 *   <li>an instalment that money was paid for stays in the schedule.
 * </ul>
 */
@Entity
@Table(name = "loans")
class Loan {

    @Schema(name = "LoanStatus")
    enum Status {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("paid")
        PAID
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "account_id", updatable = false)
    private long accountId;

    @Version
    private int version;

    @Column(name = "org_name")
    private String orgName;

    private String website;

    @Column(name = "loan_date")
    private LocalDate loanDate;

    @Column(name = "due_date")
    private LocalDate dueDate;

    @Column(name = "amount_borrowed")
    private Money amountBorrowed;

    @Column(name = "amount_due")
    private Money amountDue;

    @Column(name = "risky_org")
    private boolean riskyOrg;

    private String notes;

    @Column(name = "payment_methods")
    private String paymentMethods;

    @Column(name = "org_folded")
    private String orgFolded;

    @Column(name = "search_folded")
    private String searchFolded;

    @Column(name = "reminder_template_id")
    private Long reminderTemplateId;

    /** Null while nothing of it is known. */
    @Embedded
    private LoanContract contract;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @OneToMany(mappedBy = "loan", cascade = CascadeType.PERSIST, fetch = FetchType.LAZY)
    @OrderBy("dueDate, id")
    @BatchSize(size = 200)
    private List<Installment> installments = new ArrayList<>();

    protected Loan() {}

    Loan(long accountId, LoanContent content, Instant now) {
        this.accountId = accountId;
        this.createdAt = now;
        this.updatedAt = now;
        apply(content, Ledger.EMPTY, now);
    }

    /**
     * @throws Invalid naming the fields that make no sense
     * @throws Conflict naming the fields that contradict what is paid; nothing is changed then
     */
    void change(LoanContent content, Ledger ledger, Instant now) {
        apply(content, ledger, now);
    }

    private void apply(LoanContent content, Ledger ledger, Instant now) {
        content.check(installments, Optional.ofNullable(contract), ledger);
        orgName = content.orgName();
        website = content.website();
        loanDate = content.loanDate();
        dueDate = content.dueDate().orElse(null);
        amountBorrowed = content.amountBorrowed();
        amountDue = content.amountDue().orElse(null);
        riskyOrg = content.riskyOrg();
        notes = content.notes();
        paymentMethods = content.paymentMethods();
        orgFolded = folded(orgName);
        searchFolded = folded(orgName + "\n" + website + "\n" + notes);
        reminderTemplateId = content.reminderTemplateId().orElse(null);
        content.contract().ifPresent(wanted -> contract = wanted.blank() ? null : wanted);
        content.installments().ifPresent(wanted -> arrange(wanted, now));
        touch(now);
    }

    /** How names are compared by people: without case, ё as е. */
    static String folded(String text) {
        return text.toLowerCase(Locale.ROOT).replace('ё', 'е');
    }

    private void arrange(List<LoanContent.Wanted> wanted, Instant now) {
        var leaving = LoanContent.byId(installments);
        for (var one : wanted) {
            one.id()
                    .ifPresentOrElse(
                            known -> leaving.remove(known).apply(one.dueDate(), one.amount()),
                            () -> installments.add(new Installment(this, accountId, one.dueDate(), one.amount(), now)));
        }
        leaving.values().forEach(installment -> installment.remove(now));
        installments.removeAll(leaving.values());
        installments.sort(Installment.BY_DUE_DATE);
    }

    /** @throws Invalid or Conflict as {@link #change} does, naming the field without its place in a list */
    Installment add(LocalDate due, Money amount, Ledger ledger, Instant now) {
        checkDue(due);
        if (installments.size() >= Schedule.MOST_INSTALLMENTS) {
            throw new Conflict(say(m -> m.tooManyInstallments(Schedule.MOST_INSTALLMENTS)));
        }
        checkPlanned("amount", Money.sum(amounts()).plus(amount), ledger);
        var added = new Installment(this, accountId, due, amount, now);
        installments.add(added);
        installments.sort(Installment.BY_DUE_DATE);
        touch(now);
        return added;
    }

    /** @throws Invalid or Conflict as {@link #change} does, naming the field without its place in a list */
    void change(Installment installment, LocalDate due, Money amount, Ledger ledger, Instant now) {
        checkDue(due);
        var paid = ledger.paidDirectly(installment);
        if (amount.compareTo(paid) < 0) {
            throw LoanContent.lessThanPaid("amount", paid);
        }
        checkPlanned("amount", Money.sum(amounts()).minus(installment.amount()).plus(amount), ledger);
        installment.apply(due, amount);
        installments.sort(Installment.BY_DUE_DATE);
        touch(now);
    }

    /** @throws Conflict when money was paid for it, or more is paid than would be left in the plan */
    void remove(Installment installment, Ledger ledger, Instant now) {
        if (!ledger.paidDirectly(installment).isZero()) {
            throw new Conflict(say(LoanMessages::removesPaidInstallment));
        }
        var planned = installments.size() == 1
                ? amountWithoutSchedule()
                : Money.sum(amounts()).minus(installment.amount());
        if (planned.compareTo(ledger.total()) < 0) {
            var total = ledger.total().toString();
            throw new Conflict(say(m -> m.lessThanPaid(total)));
        }
        installment.remove(now);
        installments.remove(installment);
        touch(now);
    }

    private void checkDue(LocalDate due) {
        if (due.isBefore(loanDate)) {
            throw new Invalid("dueDate", say(LoanMessages::dueBeforeLoan));
        }
    }

    private static void checkPlanned(String field, Money planned, Ledger ledger) {
        if (planned.compareTo(Money.MOST) > 0) {
            throw new Invalid(field, say(m -> m.scheduleTooBig(Money.MOST.toString())));
        }
        if (planned.compareTo(ledger.total()) < 0) {
            throw LoanContent.lessThanPaid(field, ledger.total());
        }
    }

    /**
     * Writes down a payment.
     *
     * @param installment the one it is meant for; empty when it is meant for the loan
     * @param paidOn not in the future; before the loan only if that is still to be given
     * @throws Invalid for a day on which it can't have been paid
     * @throws Conflict when it is more than is left
     */
    LoanEntry pay(
            Optional<Installment> installment,
            Money amount,
            LocalDate paidOn,
            String note,
            Ledger ledger,
            LoanEntry.Author author,
            LocalDate today,
            Instant now) {
        if (paidOn.isAfter(today)) {
            throw new Invalid("paidOn", say(LoanMessages::paidInFuture));
        }
        if (!payableOn(paidOn, today)) {
            throw new Invalid("paidOn", say(LoanMessages::paidBeforeLoan));
        }
        var balance = Balance.of(this, ledger);
        var remaining =
                installment.flatMap(balance::of).map(Balance.Part::remaining).orElse(balance.debt());
        if (!remaining.isPositive()) {
            throw new Conflict(say(installment.isPresent() ? LoanMessages::installmentPaid : LoanMessages::loanPaid));
        }
        if (amount.compareTo(remaining) > 0) {
            throw new Conflict("amount", say(m -> m.moreThanOwed(remaining.toString())));
        }
        touch(now);
        return LoanEntry.payment(this, installment, amount, paidOn, note, author, now);
    }

    /** Nothing is paid in the future, and before the loan only if that is still to be given. */
    boolean payableOn(LocalDate day, LocalDate today) {
        return day.equals(today) || day.isBefore(today) && !day.isBefore(loanDate);
    }

    /** @throws Conflict when it is a reversal or was reversed before, or moved a date that something stands on since */
    LoanEntry reverse(LoanEntry entry, Ledger ledger, LoanEntry.Author author, Instant now) {
        if (entry.kind() == LoanEntry.Kind.REVERSAL) {
            throw new Conflict(say(LoanMessages::reversalOfReversal));
        }
        if (!ledger.stands(entry)) {
            throw new Conflict(say(LoanMessages::reversedBefore));
        }
        entry.extension().ifPresent(extension -> Prolonging.takeBack(this, ledger, entry, extension, now));
        touch(now);
        return LoanEntry.reversal(this, entry, author, now);
    }

    /**
     * Moves a payment, of which the lender was asked.
     *
     * @param installment empty for the return of a loan without a schedule
     * @param planned null only there: the sum borrowed is
     */
    void move(Optional<Installment> installment, LocalDate due, Money planned, Instant now) {
        installment.ifPresentOrElse(one -> one.apply(due, planned), () -> {
            dueDate = due;
            amountDue = planned;
        });
        installments.sort(Installment.BY_DUE_DATE);
        touch(now);
    }

    /**
     * The lender wants no more: what is left is written off.
     *
     * @throws Conflict when nothing is left
     */
    LoanEntry close(String reason, Ledger ledger, LoanEntry.Author author, LocalDate today, Instant now) {
        var debt = Balance.of(this, ledger).debt();
        if (!debt.isPositive()) {
            throw new Conflict(say(LoanMessages::loanPaid));
        }
        touch(now);
        return LoanEntry.correction(this, debt, today, reason, author, now);
    }

    void delete(Instant now) {
        deletedAt = now;
        touch(now);
    }

    boolean deleted() {
        return deletedAt != null;
    }

    /** @return whether it was deleted */
    boolean restore(Instant now) {
        if (deletedAt == null) {
            return false;
        }
        deletedAt = null;
        touch(now);
        return true;
    }

    /**
     * Always forward, even when the clock stands still: what happens in the schedule or the ledger dirties no column of the
     * loan, and without a dirty column the version would not rise.
     */
    private void touch(Instant now) {
        updatedAt = now.isAfter(updatedAt) ? now : updatedAt.plus(1, ChronoUnit.MICROS);
    }

    /** What is planned as long as there is no schedule. */
    Money amountWithoutSchedule() {
        return amountDue == null ? amountBorrowed : amountDue;
    }

    private List<Money> amounts() {
        return installments.stream().map(Installment::amount).toList();
    }

    private static Wording say(Function<LoanMessages, String> message) {
        return Wording.of(LoanMessages.class, message);
    }

    Optional<Installment> installment(long installmentId) {
        return installments.stream()
                .filter(installment -> Objects.equals(installment.id(), installmentId))
                .findFirst();
    }

    /** By date, then in the order in which they were made. */
    List<Installment> installments() {
        return List.copyOf(installments);
    }

    Uni<Void> fetchInstallments() {
        return Mutiny.fetch(installments).replaceWithVoid();
    }

    Long id() {
        return id;
    }

    long accountId() {
        return accountId;
    }

    int version() {
        return version;
    }

    String orgName() {
        return orgName;
    }

    String website() {
        return website;
    }

    LocalDate loanDate() {
        return loanDate;
    }

    Optional<LocalDate> dueDate() {
        return Optional.ofNullable(dueDate);
    }

    Money amountBorrowed() {
        return amountBorrowed;
    }

    Optional<Money> amountDue() {
        return Optional.ofNullable(amountDue);
    }

    /** Null while nothing of it is known. */
    LoanContract contract() {
        return contract;
    }

    Optional<Long> reminderTemplateId() {
        return Optional.ofNullable(reminderTemplateId);
    }
}
