package app.zapiska.loans;

import app.zapiska.platform.Money;
import app.zapiska.platform.sql.Sql;
import io.vertx.mutiny.sqlclient.Row;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;

/**
 * Which payments were made in time. A payment is an instalment, or the return of a loan without a schedule. It is in time when it
 * was wholly paid by its due date, that day included: what counts is the day of the last kopek, as {@link Balance} tells it. So
 * a payment of which a part came later is late, and one of which a part is still missing is not paid.
 */
public final class Punctuality {

    /** What became of a payment. What is neither paid nor due yet is nothing of these. */
    public enum Fate {
        ON_TIME,
        LATE,
        /** Its due date has passed, and a part or all of it is missing. */
        UNPAID,
        /** The last of it was not paid but written off by closing the loan. */
        CLOSED
    }

    private static final String COLUMN = "punctuality";

    /**
     * A column of a statement with {@code :account}, {@code :today}, {@code :from}, {@code :to}: payments that fall due from
     * {@code from} to {@code to}.
     */
    public static final String COUNTED = """
            (with chosen as (
                select id, due_date, coalesce(amount_due, amount_borrowed) as whole from loans
                where account_id = :account and deleted_at is null),
              installment as (
                select i.loan_id, i.id, i.due_date, i.amount from chosen c
                join installments i on i.account_id = :account and i.loan_id = c.id where i.removed_at is null),
              planned as (
                select loan_id, id, due_date, amount from installment
                union all
                select id, 0, due_date, whole from chosen where id not in (select loan_id from installment)),
              standing as (
                select e.id, e.loan_id, i.id as installment_id, e.paid_on, e.amount, e.kind
                from loan_entries e left join installment i on i.id = e.installment_id
                where e.account_id = :account and e.reversal_of is null
                  and not exists (select from loan_entries r where r.reversal_of = e.id)),
              meant as (
                select installment_id, sum(amount) as paid, max(paid_on) as last_day from standing
                where installment_id is not null group by installment_id),
              -- Money that is meant for no instalment fills them in the order in which they fall due, day by day.
              pool as (
                select loan_id, id, paid_on, kind, sum(amount) over (partition by loan_id order by paid_on, id) as reached
                from standing where installment_id is null),
              payment as (
                select p.*, m.last_day, p.amount - coalesce(m.paid, 0) as room,
                  sum(p.amount - coalesce(m.paid, 0)) over (partition by p.loan_id order by p.due_date, p.id) as needed
                from planned p left join meant m on m.installment_id = p.id),
              due as (select * from payment where due_date between cast(:from as date) and cast(:to as date)),
              filled as (
                select distinct on (d.loan_id, d.id) d.loan_id, d.id, p.paid_on, p.kind
                from due d join pool p on p.loan_id = d.loan_id and p.reached >= d.needed
                where d.room > 0 order by d.loan_id, d.id, p.paid_on, p.id),
              judged as (
                select d.due_date, d.amount, case
                  when d.room > 0 and f.id is null then case when d.due_date < cast(:today as date) then 'UNPAID' end
                  when f.kind = 'CORRECTION' then 'CLOSED'
                  when greatest(d.last_day, f.paid_on) <= d.due_date then 'ON_TIME'
                  else 'LATE' end as fate
                from due d left join filled f on f.loan_id = d.loan_id and f.id = d.id)
              select json_agg(json_build_object('month', month, 'fate', fate, 'count', count, 'amount', cast(amount as text)))
              from (
                select to_char(due_date, 'YYYY-MM') as month, fate, count(*) as count, sum(amount) as amount
                from judged where fate is not null group by 1, 2) m)""" + " as " + COLUMN;

    private Punctuality() {}

    /** So many payments that fell due in a month. */
    public record Payments(YearMonth month, Fate fate, long count, Money amount) {}

    public static List<Payments> of(Row row) {
        return Sql.objects(row, COLUMN)
                .map(payments -> new Payments(
                        YearMonth.parse(payments.getString("month")),
                        Fate.valueOf(payments.getString("fate")),
                        payments.getLong("count"),
                        new Money(new BigDecimal(payments.getString("amount")))))
                .toList();
    }
}
