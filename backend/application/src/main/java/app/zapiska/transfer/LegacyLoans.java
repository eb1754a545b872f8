package app.zapiska.transfer;

import static app.zapiska.transfer.Report.Reason.*;

import app.zapiska.loans.ImportedLoans;
import app.zapiska.platform.Money;
import app.zapiska.transfer.Archived.Entry;
import app.zapiska.transfer.Archived.Installment;
import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.Archived.Loan;
import app.zapiska.transfer.LegacyValues.Sum;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The original's loans: exact sums of its floats, a ledger of its marks. */
final class LegacyLoans {

    private final LegacyTables old;

    LegacyLoans(LegacyTables old) {
        this.old = old;
    }

    void read(Source.Reader reader) throws SQLException, Refused {
        try (var query = old.ofPerson(
                        """
                        select id, org_name, website, loan_date::text as loan_date, due_date::text as due_date,
                          amount_borrowed::text as amount_borrowed, amount_due::text as amount_due,
                          risky_org::text as risky_org, notes, payment_methods, is_paid::text as is_paid,
                          created_at::text as created_at, """ + old.ifThere("loans", "interest_rate", "text") + " from loans", "order by id");
                var rows = query.executeQuery();
                var installments = old.query("""
                        select id, due_date::text as due_date, amount::text as amount, paid::text as paid,
                          paid_date::text as paid_date, created_at::text as created_at from installments
                        where loan_id = ? order by id""")) {
            while (rows.next()) {
                var loan = loan(rows, installments);
                if (loan.isPresent()) {
                    reader.line(loan.get());
                } else {
                    old.report().refused(Kind.LOAN);
                }
            }
        }
        old.remarkOrphans(Kind.LOAN, "installments", "loan_id", "loans");
        if (old.person().isPresent()) {
            old.remarkOrphans(Kind.LOAN, "loans", "user_id", "users");
        }
    }

    /** An instalment of the original, as far as it can be taken. */
    private record Part(long id, LocalDate dueDate, Money amount, boolean paid, String paidDate, Instant createdAt) {}

    private Optional<Loan> loan(ResultSet row, PreparedStatement installments) throws SQLException {
        var id = row.getLong("id");
        var name = row.getString("org_name");
        var created = old.created(row);
        var createdAt = row.getString("created_at");
        var end = LegacyValues.date(row.getString("due_date"), old.zone());
        if (end.isEmpty() && written(row.getString("due_date"))) {
            old.report().remark(DATE_DROPPED, Kind.LOAN, id, name, row.getString("due_date"));
        }
        var begin = LegacyValues.date(row.getString("loan_date"), old.zone());
        var parts = parts(id, name, installments, end.or(() -> begin), created);
        var planned = Money.sum(parts.stream().map(Part::amount).toList());

        var borrowed = money(id, name, row.getString("amount_borrowed")).filter(Money::isPositive);
        var due = money(id, name, row.getString("amount_due")).filter(Money::isPositive);
        if (borrowed.isEmpty()) {
            borrowed = planned.isPositive() && planned.compareTo(Money.MOST) <= 0 ? Optional.of(planned) : due;
            if (borrowed.isEmpty()) {
                old.report().remark(MONEY_REFUSED, Kind.LOAN, id, name, row.getString("amount_borrowed"));
                return Optional.empty();
            }
            old.report().remark(BORROWED_GUESSED, Kind.LOAN, id, name, row.getString("amount_borrowed"));
        }
        if (planned.compareTo(Money.MOST) > 0) {
            old.report().remark(MONEY_REFUSED, Kind.LOAN, id, name, planned.toString());
            return Optional.empty();
        }
        // The flag is a step late, and true for every loan without payments (bugs 1 and 2).
        var interest = row.getString("interest_rate");
        if (interest != null && !interest.matches("0(\\.0*)?")) {
            old.report().remark(FIELDS_DROPPED, Kind.LOAN, id, name, interest);
        }
        var paidWholly = !parts.isEmpty() && parts.stream().allMatch(Part::paid);
        if (LegacyValues.flag(row.getString("is_paid")) != paidWholly) {
            old.report().remark(PAID_FLAG_IGNORED, Kind.LOAN, id, name, row.getString("is_paid"));
        }

        var entries = new ArrayList<Entry>();
        for (var part : parts) {
            if (part.paid()) {
                entries.add(payment(id, name, part));
            }
        }
        var first = begin(
                id,
                name,
                row,
                Stream.of(
                                begin.or(() -> LegacyValues.date(createdAt, old.zone())).stream(),
                                end.stream(),
                                parts.stream().map(Part::dueDate),
                                entries.stream().map(Entry::paidOn))
                        .flatMap(dates -> dates));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Loan(
                id,
                old.title(Kind.LOAN, id, name, 200),
                website(id, name, row.getString("website")),
                first.get(),
                end.orElse(null),
                borrowed.get(),
                // A derived column, and a step late: only where nothing else says it.
                parts.isEmpty() ? due.orElse(null) : null,
                LegacyValues.flag(row.getString("risky_org")),
                old.text(Kind.LOAN, id, name, row.getString("notes"), 10_000),
                old.text(Kind.LOAN, id, name, row.getString("payment_methods"), 2_000),
                null,
                null,
                created,
                created,
                parts.stream()
                        .map(part -> new Installment(part.id(), part.dueDate(), part.amount(), null, part.createdAt()))
                        .toList(),
                entries,
                null,
                null));
    }

    /**
     * The earliest day that the loan speaks of: the later version overwrote its own with the day of saving (bug 11). Only days
     * that stand there are taken; today is nobody's.
     */
    private Optional<LocalDate> begin(long id, String name, ResultSet row, Stream<LocalDate> known)
            throws SQLException {
        var raw = row.getString("loan_date");
        var first = known.min(Comparator.naturalOrder());
        if (first.isEmpty()) {
            old.report().remark(DATE_UNREADABLE, Kind.LOAN, id, name, "loan_date=" + raw);
        } else if (written(raw) && LegacyValues.date(raw, old.zone()).isEmpty()) {
            old.report().remark(LOAN_DATE_UNREADABLE, Kind.LOAN, id, name, raw);
        } else if (!first.equals(LegacyValues.date(raw, old.zone()))) {
            old.report().remark(LOAN_DATE_MOVED, Kind.LOAN, id, name, raw);
        }
        return first;
    }

    private static boolean written(String raw) {
        return raw != null && !raw.isBlank();
    }

    private List<Part> parts(
            long loan, String name, PreparedStatement query, Optional<LocalDate> ofLoan, Instant loanCreated)
            throws SQLException {
        query.setLong(1, loan);
        try (var rows = query.executeQuery()) {
            var parts = new ArrayList<Part>();
            while (rows.next()) {
                var amount = money(loan, name, rows.getString("amount")).filter(Money::isPositive);
                if (amount.isEmpty()) {
                    old.report().remark(MONEY_REFUSED, Kind.LOAN, loan, name, rows.getString("amount"));
                    continue;
                }
                if (parts.size() == ImportedLoans.MOST_INSTALLMENTS) {
                    old.report().remark(TOO_MANY, Kind.LOAN, loan, name, rows.getString("due_date"));
                    break;
                }
                var raw = rows.getString("due_date");
                var paidDate = rows.getString("paid_date");
                var paid = LegacyValues.flag(rows.getString("paid"));
                var due = LegacyValues.date(raw, old.zone());
                var unreadable = due.isEmpty() && (written(raw) || ofLoan.isEmpty());
                if (unreadable
                        || paid
                                && written(paidDate)
                                && LegacyValues.date(paidDate, old.zone()).isEmpty()) {
                    // Another day in its place would make a debt fall due, or be paid, when it was not.
                    old.report()
                            .remark(
                                    unreadable ? DATE_UNREADABLE : PAYMENT_DATE_UNREADABLE,
                                    Kind.LOAN,
                                    loan,
                                    name,
                                    "amount=%s due_date=%s paid=%s paid_date=%s"
                                            .formatted(
                                                    rows.getString("amount"), raw, rows.getString("paid"), paidDate));
                    continue;
                }
                if (due.isEmpty()) {
                    // It hid the real next payment there (bug 5).
                    old.report().remark(DUE_DATE_GUESSED, Kind.LOAN, loan, name, raw);
                }
                parts.add(new Part(
                        rows.getLong("id"),
                        due.or(() -> ofLoan).orElseThrow(),
                        amount.get(),
                        paid,
                        paidDate,
                        LegacyValues.instant(rows.getString("created_at"), old.zone())
                                .orElse(loanCreated)));
            }
            return parts;
        }
    }

    private Entry payment(long loan, String name, Part part) {
        old.report().remark(PAID_BY_FLAG, Kind.LOAN, loan, name, part.dueDate() + " " + part.amount());
        var written = LegacyValues.date(part.paidDate(), old.zone());
        var paidOn = written.orElse(part.dueDate());
        if (paidOn.isAfter(old.today())) {
            paidOn = old.today();
        }
        if (written.isEmpty() || !written.get().equals(paidOn)) {
            old.report().remark(PAID_DATE_GUESSED, Kind.LOAN, loan, name, part.paidDate());
        }
        return new Entry(
                part.id(),
                part.id(),
                "payment",
                part.amount(),
                paidOn,
                null,
                "api",
                old.say(TransferMessages::importActor),
                old.say(TransferMessages::importNote),
                old.now(),
                null);
    }

    private Optional<Money> money(long loan, String name, String raw) {
        var sum = LegacyValues.sum(raw);
        if (sum.filter(Sum::rounded).isPresent()) {
            old.report().remark(MONEY_ROUNDED, Kind.LOAN, loan, name, raw);
        }
        return sum.map(Sum::money);
    }

    /** The original put https:// in front of whatever did not begin with http. */
    private String website(long loan, String name, String raw) {
        if (raw == null || raw.isBlank()) {
            return "";
        }
        var site = raw.strip();
        var whole = site.matches("(?i)[a-z][a-z0-9+.-]*:(?!\\d).*") ? site : "https://" + site;
        if (!ImportedLoans.acceptable(whole)) {
            old.report().remark(WEBSITE_DROPPED, Kind.LOAN, loan, name, raw);
            return "";
        }
        if (!whole.equals(site)) {
            old.report().remark(WEBSITE_COMPLETED, Kind.LOAN, loan, name, raw);
        }
        return whole;
    }
}
