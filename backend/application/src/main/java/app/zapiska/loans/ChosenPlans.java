package app.zapiska.loans;

import app.zapiska.payoff.Debt.Fee;
import app.zapiska.payoff.Followed;
import app.zapiska.payoff.Followed.Choice;
import app.zapiska.payoff.Followed.Last;
import app.zapiska.payoff.Followed.Made;
import app.zapiska.payoff.Followed.Paid;
import app.zapiska.payoff.Order;
import app.zapiska.payoff.Outcome.Shortage;
import app.zapiska.platform.Money;
import app.zapiska.platform.sql.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The plans that accounts follow, as rows; within the caller's transaction. */
@ApplicationScoped
class ChosenPlans {

    /** SQL: of a ledger's line {@code e}, that it is a payment which was not taken back. */
    static final String STANDS = """
            e.kind = 'PAYMENT' and not exists (
              select from loan_entries r where r.account_id = e.account_id and r.reversal_of = e.id)
            """;

    /**
     * @param followed empty when it has ended
     * @param afterEntry the last line of the ledgers as it was chosen: what comes after it counts as paid out of its money
     */
    record Row(int version, Optional<Followed> followed, long afterEntry) {

        static final Row NONE = new Row(0, Optional.empty(), 0);
    }

    /**
     * What was worked out of it last.
     *
     * @param ahead of the next money, what was paid already
     * @param freeOn empty: ten years are not enough, or nothing is owed
     */
    record WorkedOut(
            LocalDate on,
            Money onHand,
            Money ahead,
            Optional<LocalDate> freeOn,
            Optional<Shortage> shortage,
            Instant nextAt) {}

    /**
     * Nobody else changes it until the transaction ends. Loans are locked before it, reminders after it.
     *
     * @return whether there is one
     */
    Uni<Boolean> hold(long accountId) {
        return new Statement(
                        "select account_id from payoff_plans where account_id = :account for no key update",
                        Map.of("account", accountId))
                .list(Long.class)
                .map(found -> !found.isEmpty());
    }

    /** Under its lock. */
    Uni<Row> locked(long accountId) {
        return new Statement("""
                        select version, monthly_budget, pay_order, cast(array_to_json(by_hand) as text) as by_hand, first_on, extra, fee_fixed,
                          fee_percent, after_entry, since, money, kept, missed, quiet, last_since, last_money, last_kept
                        from payoff_plans where account_id = :account for no key update
                        """, Map.of("account", accountId))
                .list(Object[].class)
                .map(rows -> rows.stream().findFirst().map(ChosenPlans::row).orElse(Row.NONE));
    }

    private static Row row(Object[] row) {
        var version = ((Number) row[0]).intValue();
        if (row[1] == null) {
            return new Row(version, Optional.empty(), 0);
        }
        var choice = new Choice(
                money(row[1]),
                Order.valueOf((String) row[2]),
                Optional.ofNullable((String) row[3]).map(ChosenPlans::ids),
                (LocalDate) row[4],
                money(row[5]),
                new Fee(money(row[6]), (BigDecimal) row[7]));
        return new Row(
                version,
                Optional.of(new Followed(
                        choice,
                        (LocalDate) row[9],
                        money(row[10]),
                        Optional.ofNullable(row[11]).map(ChosenPlans::money),
                        money(row[12]),
                        (Boolean) row[13],
                        Optional.ofNullable((LocalDate) row[14])
                                .map(since -> new Last(since, money(row[15]), money(row[16]))))),
                ((Number) row[8]).longValue());
    }

    private static List<Long> ids(String json) {
        return Stream.of(json.replaceAll("[\\[\\] ]", "").split(","))
                .filter(id -> !id.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    private static Money money(Object column) {
        return new Money((BigDecimal) column);
    }

    /** What the ledgers say of a plan, under its lock. */
    Uni<Made> made(long accountId, Row plan) {
        return paid(accountId, plan.afterEntry())
                .chain(paid ->
                        ahead(accountId, plan.followed().orElseThrow().since()).map(ahead -> new Made(paid, ahead)));
    }

    /** What counts as paid out of the plan's money: whatever went to any lender since it was chosen and was not taken back. */
    private Uni<List<Paid>> paid(long accountId, long afterEntry) {
        return new Statement(
                        "select e.paid_on, e.amount from loan_entries e where e.account_id = :account and e.id > :after and "
                                + STANDS,
                        Map.of("account", accountId, "after", afterEntry))
                .list(Object[].class)
                .map(rows -> rows.stream()
                        .map(row -> new Paid((LocalDate) row[0], money(row[1])))
                        .toList());
    }

    /** By the day of the money, what was asked for early of it and went to its lender before that day. */
    private Uni<Map<LocalDate, Money>> ahead(long accountId, LocalDate since) {
        return new Statement("""
                        select p.since, sum(least(p.amount, (
                            select coalesce(sum(e.amount), 0) from loan_entries e
                            where e.account_id = :account and e.loan_id = p.loan_id and e.id > p.after_entry
                              and e.paid_on < p.since and %s))) as ahead
                        from payoff_payments p
                        where p.account_id = :account and p.removed_at is null and p.since >= :since
                        group by p.since
                        """.formatted(STANDS), Map.of("account", accountId, "since", since))
                .list(Object[].class)
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (LocalDate) row[0], row -> money(row[1]))));
    }

    /** Of which something is left or not, deleted ones included: nobody else changes them until the transaction ends. */
    Uni<Void> holdLoans(long accountId) {
        return new Statement(
                        "select id from loans where account_id = :account order by id for no key update",
                        Map.of("account", accountId))
                .list(Long.class)
                .replaceWithVoid();
    }

    /** Writes down what was chosen; what is worked out of it follows. */
    Uni<Void> choose(long accountId, Followed followed, WorkedOut first) {
        var choice = followed.choice();
        var values = new HashMap<String, Object>(Map.of(
                "account", accountId,
                "budget", choice.monthly().amount(),
                "order", choice.order().name(),
                "first", choice.firstOn(),
                "extra", choice.extra().amount(),
                "feeFixed", choice.fee().fixed().amount(),
                "feePercent", choice.fee().percent(),
                "today", first.on()));
        values.put(
                "byHand",
                choice.byHand()
                        .map(ids -> ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")))
                        .orElse(""));
        values.put("since", followed.since());
        values.put("money", followed.money().amount());
        values.put("nextAt", first.nextAt());
        values.put("free", first.freeOn().map(LocalDate::toString).orElse(""));
        return new Statement("""
                        insert into payoff_plans as p (account_id, version, monthly_budget, pay_order, by_hand, first_on, extra,
                          fee_fixed, fee_percent, after_entry, chosen_on, free_then, since, money, kept, missed, quiet, on_hand,
                          ahead, worked_out_on, next_at)
                        values (:account, 1, :budget, :order, cast(nullif(:byHand, '') as bigint[]), :first, :extra, :feeFixed,
                          :feePercent,
                          (select coalesce(max(id), 0) from loan_entries where account_id = :account), :today,
                          cast(nullif(:free, '') as date), :since, :money, 0, 0, false, 0, 0, :today, :nextAt)
                        on conflict (account_id) do update set version = p.version + 1, monthly_budget = excluded.monthly_budget,
                          pay_order = excluded.pay_order, by_hand = excluded.by_hand, first_on = excluded.first_on,
                          extra = excluded.extra, fee_fixed = excluded.fee_fixed, fee_percent = excluded.fee_percent,
                          after_entry = excluded.after_entry, chosen_on = excluded.chosen_on, free_then = excluded.free_then,
                          since = excluded.since, money = excluded.money, kept = 0, missed = 0, quiet = false,
                          last_since = null, last_money = null, last_kept = null, on_hand = 0, ahead = 0, free_on = null, short_on = null, short_by = null, worked_out_on = excluded.worked_out_on,
                          next_at = excluded.next_at
                        """, values).change().replaceWithVoid();
    }

    /** How it stands now. */
    Uni<Void> write(long accountId, Followed followed, WorkedOut worked) {
        var values = new HashMap<String, Object>(Map.of(
                "account", accountId,
                "since", followed.since(),
                "money", followed.money().amount(),
                "missed", followed.missed().amount(),
                "quiet", followed.quiet(),
                "onHand", worked.onHand().amount(),
                "ahead", worked.ahead().amount(),
                "today", worked.on(),
                "nextAt", worked.nextAt()));
        values.put("kept", followed.kept().map(Money::toString).orElse(""));
        values.put(
                "lastSince", followed.last().map(one -> one.since().toString()).orElse(""));
        values.put(
                "lastMoney", followed.last().map(one -> one.money().toString()).orElse(""));
        values.put("lastKept", followed.last().map(one -> one.kept().toString()).orElse(""));
        values.put("free", worked.freeOn().map(LocalDate::toString).orElse(""));
        values.put("shortOn", worked.shortage().map(one -> one.day().toString()).orElse(""));
        values.put(
                "shortBy",
                worked.shortage().map(one -> one.missing().toString()).orElse(""));
        return new Statement("""
                        update payoff_plans set since = :since, money = :money, kept = cast(nullif(:kept, '') as numeric),
                          missed = :missed, quiet = :quiet, last_since = cast(nullif(:lastSince, '') as date),
                          last_money = cast(nullif(:lastMoney, '') as numeric),
                          last_kept = cast(nullif(:lastKept, '') as numeric), on_hand = :onHand,
                          ahead = :ahead, free_on = cast(nullif(:free, '') as date),
                          short_on = cast(nullif(:shortOn, '') as date), short_by = cast(nullif(:shortBy, '') as numeric),
                          worked_out_on = :today, next_at = :nextAt
                        where account_id = :account
                        """, values).change().replaceWithVoid();
    }

    Uni<Void> end(long accountId) {
        return new Statement("""
                        update payoff_plans set version = version + 1, monthly_budget = null, pay_order = null, by_hand = null,
                          first_on = null, extra = null, fee_fixed = null, fee_percent = null, after_entry = null, chosen_on = null,
                          free_then = null, since = null, money = null, kept = null, missed = null, quiet = null,
                          last_since = null, last_money = null, last_kept = null, on_hand = null, ahead = null, free_on = null, short_on = null, short_by = null, worked_out_on = null, next_at = null
                        where account_id = :account
                        """, Map.of("account", accountId)).change().replaceWithVoid();
    }
}
