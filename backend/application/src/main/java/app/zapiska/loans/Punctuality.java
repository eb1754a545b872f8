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
                  and not exists (select from loan_entries r where r.account_id = :account and r.reversal_of = e.id)),
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
              -- Payments and money of a loan in one row of levels: a payment is filled by the first money that reaches its own.
              -- Walked through from above, so that it is one pass, however many of both there are.
              filled as (
                select due_date, amount, room, last_day, case when room > 0 then min(by_whom) over (
                  partition by loan_id order by level desc, due_date nulls first rows unbounded preceding) end as by_whom
                from (
                  select loan_id, needed as level, due_date, amount, room, last_day, cast(null as bigint[]) as by_whom
                  from payment where due_date between cast(:from as date) and cast(:to as date)
                  union all
                  select loan_id, reached, null, null, null, null,
                    array[paid_on - date '1970-01-01', id, case when kind = 'CORRECTION' then 1 else 0 end]
                  from pool) levels),
              judged as (
                select due_date, amount, case
                  when room > 0 and by_whom is null then case when due_date < cast(:today as date) then 'UNPAID' end
                  when by_whom[3] = 1 then 'CLOSED'
                  when greatest(last_day, date '1970-01-01' + cast(by_whom[1] as integer)) <= due_date then 'ON_TIME'
                  else 'LATE' end as fate
                from filled where due_date is not null)
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
