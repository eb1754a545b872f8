package app.zapiska.transfer;

import app.zapiska.loans.ImportedLoans;
import app.zapiska.loans.LoanExtension;
import app.zapiska.transfer.Archived.Entry;
import app.zapiska.transfer.Archived.Installment;
import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.Archived.Loan;
import app.zapiska.transfer.Archived.Requisites;
import app.zapiska.transfer.ImportWriter.Target;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;

/** Loans with their schedules and ledgers as rows of an account. */
@Singleton
class LoanImportWriter {

    private final Rows database;
    private final ImportedLoans loans;

    LoanImportWriter(Rows database, ImportedLoans loans) {
        this.database = database;
        this.loans = loans;
    }

    @RegisterForReflection
    private record LoanRow(Loan loan, String orgFolded, String searchFolded) {}

    @RegisterForReflection
    private record InstallmentRow(
            long id, long loanId, LocalDate dueDate, String amount, Instant removedAt, Instant createdAt) {}

    @RegisterForReflection
    private record EntryRow(
            long id,
            long loanId,
            Long installmentId,
            String kind,
            String amount,
            LocalDate paidOn,
            Long reversalOf,
            String source,
            String actor,
            String note,
            Instant createdAt,
            LoanExtension extension) {}

    @RegisterForReflection
    private record RequisitesRow(long loanId, Requisites content) {}

    Uni<Integer> loans(Target target, List<Loan> lines) {
        var allInstallments =
                lines.stream().mapToInt(loan -> loan.installments().size()).sum();
        var allEntries = lines.stream().mapToInt(loan -> loan.entries().size()).sum();
        return database.nextIds("loans", lines.size())
                .chain(ids -> database.nextIds("installments", allInstallments)
                        .chain(installmentIds -> database.nextIds("loan_entries", allEntries)
                                .chain(entryIds ->
                                        loans(target, lines, ids, installmentIds.iterator(), entryIds.iterator()))));
    }

    private Uni<Integer> loans(
            Target target, List<Loan> lines, List<Long> ids, Iterator<Long> installmentIds, Iterator<Long> entryIds) {
        var rows = new ArrayList<LoanRow>();
        var installments = new ArrayList<InstallmentRow>();
        var entries = new ArrayList<EntryRow>();
        var requisites = new ArrayList<RequisitesRow>();
        for (int i = 0; i < lines.size(); i++) {
            var loan = moved(target, lines.get(i), ids.get(i));
            rows.add(new LoanRow(
                    loan,
                    ImportedLoans.folded(loan.orgName()),
                    ImportedLoans.folded(loan.orgName() + "\n" + loan.website() + "\n" + loan.notes())));
            var installmentHere = new HashMap<Long, Long>();
            for (var installment : loan.installments()) {
                installmentHere.put(installment.id(), installmentIds.next());
                installments.add(row(installment, installmentHere.get(installment.id()), loan.id()));
            }
            if (loan.requisites() != null) {
                requisites.add(new RequisitesRow(loan.id(), loan.requisites()));
            }
            var entryHere = new HashMap<Long, Long>();
            for (var entry : loan.entries()) {
                entryHere.put(entry.id(), entryIds.next());
                entries.add(row(
                        entry,
                        entryHere.get(entry.id()),
                        loan.id(),
                        installmentHere.get(entry.installmentId()),
                        entryHere.get(entry.reversalOf())));
            }
        }
        return database.insert(target, """
                        insert into loans (id, account_id, org_name, website, loan_date, due_date, amount_borrowed, amount_due,
                          risky_org, notes, payment_methods, reminder_template_id, deleted_at, created_at, updated_at,
                          org_folded, search_folded, contract_number, daily_rate, full_cost, services_paid, lender_kind, promo_rate,
                          promo_lost_on_day, penalty_kind, penalty_rate, short_loan, collateral, received_on)
                        overriding system value
                        select l.id, cast(:account as bigint), l."orgName", l.website, l."loanDate", l."dueDate", l."amountBorrowed",
                          l."amountDue", l."riskyOrg", l.notes, l."paymentMethods", l."reminderTemplateId", l."deletedAt",
                          l."createdAt", l."updatedAt", r."orgFolded", r."searchFolded", c.number, c."dailyRate", c."fullCost",
                          c."servicesPaid", upper(c."lenderKind"), c."promoRate", c."promoLostOnDay", upper(c."penaltyKind"),
                          c."penaltyRate", c."shortLoan", c.collateral, c."receivedOn"
                        from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(loan jsonb, "orgFolded" text, "searchFolded" text),
                          jsonb_to_record(r.loan) as l(id bigint, "orgName" text, website text, "loanDate" date,
                            "dueDate" date, "amountBorrowed" numeric, "amountDue" numeric, "riskyOrg" boolean, notes text,
                            "paymentMethods" text, "reminderTemplateId" bigint, "deletedAt" timestamptz,
                            "createdAt" timestamptz, "updatedAt" timestamptz, contract jsonb),
                          jsonb_to_record(case when jsonb_typeof(l.contract) = 'object' then l.contract else '{}' end)
                            as c(number text, "dailyRate" numeric, "fullCost" numeric, "servicesPaid" numeric, "lenderKind" text,
                              "promoRate" numeric, "promoLostOnDay" integer, "penaltyKind" text, "penaltyRate" numeric,
                              "shortLoan" boolean, collateral boolean, "receivedOn" date)
                        """, rows)
                .chain(() -> database.insert(target, """
                        insert into installments (id, account_id, loan_id, due_date, amount, removed_at, created_at)
                        overriding system value
                        select id, cast(:account as bigint), "loanId", "dueDate", amount, "removedAt", "createdAt"
                        from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id bigint, "loanId" bigint, "dueDate" date,
                          amount numeric, "removedAt" timestamptz, "createdAt" timestamptz)
                        """, installments))
                .chain(() -> database.insert(target, """
                        insert into loan_entries (id, account_id, loan_id, installment_id, kind, amount, paid_on, reversal_of,
                          source, actor, note, created_at, due_before, due_after, planned_before, planned_after, fee)
                        overriding system value
                        select id, cast(:account as bigint), "loanId", "installmentId", upper(kind), amount, "paidOn", "reversalOf",
                          upper(source), actor, note, "createdAt", m."dueBefore", m."dueAfter", m."plannedBefore",
                          m."plannedAfter", m.fee
                        from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id bigint, "loanId" bigint, "installmentId" bigint,
                          kind text, amount numeric, "paidOn" date, "reversalOf" bigint, source text, actor text, note text,
                          "createdAt" timestamptz, extension jsonb),
                          jsonb_to_record(case when jsonb_typeof(r.extension) = 'object' then r.extension else '{}' end)
                            as m("dueBefore" date, "dueAfter" date, "plannedBefore" numeric, "plannedAfter" numeric, fee numeric)
                        """, entries))
                .chain(() -> database.insert(target, """
                        insert into loan_requisites (loan_id, account_id, version, name, account, bank, bic,
                          correspondent_account, inn, kpp, purpose, sbp_link, updated_at)
                        select r."loanId", cast(:account as bigint), 1, c.name, c.account, c.bank, c.bic,
                          c."correspondentAccount", c.inn, c.kpp, c.purpose, c."sbpLink", c."updatedAt"
                        from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r("loanId" bigint, content jsonb),
                          jsonb_to_record(r.content) as c(name text, account text, bank text, bic text,
                            "correspondentAccount" text, inn text, kpp text, purpose text, "sbpLink" text,
                            "updatedAt" timestamptz)
                        """, requisites))
                .invoke(() -> Rows.pairs(lines, ids)
                        .forEach(pair -> target.ids().get(Kind.LOAN).put(pair.sourceId(), pair.id())))
                .chain(() -> database.remember(target, Kind.LOAN, Rows.pairs(lines, ids)))
                .chain(() -> loans.remind(
                        target.account(),
                        rows.stream()
                                .map(LoanRow::loan)
                                .filter(loan -> loan.deletedAt() == null)
                                .map(Loan::id)
                                .toList()))
                .replaceWith(lines.size());
    }

    private static Loan moved(Target target, Loan line, long id) {
        return new Loan(
                id,
                line.orgName(),
                ImportedLoans.completed(line.website()).orElse(""),
                line.loanDate(),
                line.dueDate(),
                line.amountBorrowed(),
                line.amountDue(),
                line.riskyOrg(),
                line.notes(),
                line.paymentMethods(),
                target.template(
                        line.reminderTemplateId(), target.account().defaults().ofPayments()),
                line.deletedAt(),
                line.createdAt(),
                line.updatedAt(),
                line.installments(),
                line.entries(),
                line.contract(),
                line.requisites());
    }

    private static InstallmentRow row(Installment line, long id, long loanId) {
        return new InstallmentRow(
                id, loanId, line.dueDate(), line.amount().toString(), line.removedAt(), line.createdAt());
    }

    private static EntryRow row(Entry line, long id, long loanId, Long installmentId, Long reversalOf) {
        return new EntryRow(
                id,
                loanId,
                installmentId,
                line.kind(),
                line.amount().toString(),
                line.paidOn(),
                reversalOf,
                line.source(),
                line.actor(),
                line.note(),
                line.createdAt(),
                line.extension());
    }
}
