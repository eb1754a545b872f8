package app.zapiska.loans;

import app.zapiska.platform.Money;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import org.hibernate.annotations.SQLRestriction;

/** A payment of a loan's schedule. Lives and changes through its {@link Loan} only; what is paid stands in the ledger. */
@Entity
@Table(name = "installments")
@SQLRestriction("removed_at is null")
class Installment implements Balance.Scheduled {

    /** The order in which payments fall due. A new one, still without id, comes after the others of its day. */
    static final Comparator<Installment> BY_DUE_DATE = Comparator.comparing(Installment::dueDate)
            .thenComparing(Installment::id, Comparator.nullsLast(Comparator.naturalOrder()));

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "account_id", updatable = false)
    private long accountId;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "loan_id", updatable = false)
    private Loan loan;

    @Column(name = "due_date")
    private LocalDate dueDate;

    private Money amount;

    @Column(name = "removed_at")
    private Instant removedAt;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    protected Installment() {}

    Installment(Loan loan, long accountId, LocalDate dueDate, Money amount, Instant now) {
        this.loan = loan;
        this.accountId = accountId;
        this.createdAt = now;
        apply(dueDate, amount);
    }

    void apply(LocalDate newDueDate, Money newAmount) {
        dueDate = newDueDate;
        amount = newAmount;
    }

    /** The row stays, since the ledger may name it. */
    void remove(Instant now) {
        removedAt = now;
    }

    @Override
    public Long id() {
        return id;
    }

    @Override
    public LocalDate dueDate() {
        return dueDate;
    }

    @Override
    public Money amount() {
        return amount;
    }
}
