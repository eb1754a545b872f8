package app.zapiska.loans;

import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.Money;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.Immutable;

/** A line of a loan's ledger: written once, never changed (L3). What was wrong is taken back by another line. */
@Entity
@Immutable
@Table(name = "loan_entries")
class LoanEntry implements Balance.Booked {

    @Schema(name = "LedgerEntryKind")
    enum Kind {
        /** Above zero. */
        @JsonProperty("payment")
        PAYMENT,
        /** Takes back exactly what one other entry says. */
        @JsonProperty("reversal")
        REVERSAL,
        /** Of either sign; closing a loan by hand writes one. */
        @JsonProperty("correction")
        CORRECTION
    }

    /**
     * Who writes it.
     *
     * @param actor as the account or the token is called now, 1–200 characters
     */
    record Author(CurrentUser.Source source, String actor) {}

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "account_id")
    private long accountId;

    @Column(name = "loan_id")
    private long loanId;

    @Column(name = "installment_id")
    private Long installmentId;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private Money amount;

    @Column(name = "paid_on")
    private LocalDate paidOn;

    @Column(name = "reversal_of")
    private Long reversalOf;

    @Enumerated(EnumType.STRING)
    private CurrentUser.Source source;

    private String actor;

    private String note;

    /** Null unless the payment moved a date. */
    @Embedded
    private LoanExtension extension;

    @Column(name = "created_at")
    private Instant createdAt;

    protected LoanEntry() {}

    private LoanEntry(Loan loan, Kind kind, Money amount, LocalDate paidOn, String note, Author author, Instant now) {
        this.accountId = loan.accountId();
        this.loanId = loan.id();
        this.kind = kind;
        this.amount = amount;
        this.paidOn = paidOn;
        this.note = note;
        this.source = author.source();
        this.actor = author.actor();
        this.createdAt = now;
    }

    static LoanEntry payment(
            Loan loan,
            Optional<Installment> installment,
            Money amount,
            LocalDate paidOn,
            String note,
            Author author,
            Instant now) {
        var entry = new LoanEntry(loan, Kind.PAYMENT, amount, paidOn, note, author, now);
        entry.installmentId = installment.map(Installment::id).orElse(null);
        return entry;
    }

    /** A payment that bought a later date. */
    static LoanEntry prolonging(LoanEntry payment, LoanExtension extension) {
        payment.extension = extension;
        return payment;
    }

    static LoanEntry correction(Loan loan, Money amount, LocalDate day, String reason, Author author, Instant now) {
        return new LoanEntry(loan, Kind.CORRECTION, amount, day, reason, author, now);
    }

    /** Of the same day as what it takes back, so that no month shows money that was never paid. */
    static LoanEntry reversal(Loan loan, LoanEntry reversed, Author author, Instant now) {
        var entry = new LoanEntry(loan, Kind.REVERSAL, reversed.amount.negated(), reversed.paidOn, "", author, now);
        entry.installmentId = reversed.installmentId;
        entry.reversalOf = reversed.id;
        return entry;
    }

    @Override
    public Long id() {
        return id;
    }

    long loanId() {
        return loanId;
    }

    @Override
    public Optional<Long> installmentId() {
        return Optional.ofNullable(installmentId);
    }

    Kind kind() {
        return kind;
    }

    @Override
    public Money amount() {
        return amount;
    }

    @Override
    public LocalDate paidOn() {
        return paidOn;
    }

    @Override
    public Optional<LoanExtension> extension() {
        return Optional.ofNullable(extension);
    }

    Optional<Long> reversalOf() {
        return Optional.ofNullable(reversalOf);
    }

    String actor() {
        return actor;
    }
}
