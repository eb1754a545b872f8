package app.zapiska.loans;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.payoff.Debt.Fee;
import app.zapiska.payoff.Followed;
import app.zapiska.payoff.Followed.Choice;
import app.zapiska.payoff.Order;
import app.zapiska.platform.Computed;
import app.zapiska.platform.Money;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.NextMessage;
import app.zapiska.reminders.NextMessage.About;
import app.zapiska.reminders.NextMessages;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The plan that an account follows, as clients see it: what was chosen, and how it stands. One statement. */
@ApplicationScoped
class ChosenPlanViews {

    private final Pool database;
    private final NextMessages next;
    private final InstantSource clock;

    ChosenPlanViews(Pool database, NextMessages next, InstantSource clock) {
        this.database = database;
        this.next = next;
        this.clock = clock;
    }

    @Schema(name = "ChosenPayoffPlan")
    record View(
            @Schema(required = true, description = "0: none was ever chosen")
            int version,

            @Schema(required = true, nullable = true, description = "Null: no plan is followed")
            ChoiceView chosen,

            @Computed
            @Schema(
                    required = true,
                    nullable = true,
                    description = "By what was really paid; null: no plan is followed")
            StandingView standing) {

        private static final View NONE = new View(0, null, null);
    }

    @Schema(name = "PayoffChoice")
    record ChoiceView(
            @Schema(required = true) Money monthlyBudget,
            @Schema(required = true) Order order,

            @Schema(required = true, description = "The first day of the budget; then the same day of every month")
            LocalDate firstOn,

            @Schema(required = true) Money extra,
            @Schema(required = true, nullable = true) List<Long> loanIds,
            @Schema(required = true) Money feeFixed,
            @Schema(required = true) BigDecimal feePercent) {}

    @Schema(name = "PayoffStanding")
    record StandingView(
            @Schema(required = true) LocalDate chosenOn,

            @Schema(required = true, description = "To whatever loan, since then")
            Money paid,

            @Schema(required = true, description = "Of all loans, by their plans")
            Money debt,

            @Schema(
                    required = true,
                    description = "What should have been paid before today, by schedules and by the plan")
            Money behind,

            @Schema(required = true, description = "Of the budget, what should still be there")
            Money onHand,

            @Schema(required = true, description = "Of the next budget, what was asked for early and is paid already")
            Money ahead,

            @Schema(required = true) LocalDate nextBudgetOn,

            @Schema(
                    required = true,
                    description =
                            "What the plan wanted paid of the budget before and was not; it is not asked for again")
            Money missed,

            @Schema(required = true, nullable = true, description = "When all is paid; null: ten years are not enough")
            LocalDate debtFreeOn,

            @Schema(required = true, nullable = true, description = "The same as the plan was chosen")
            LocalDate debtFreeThen,

            @Schema(required = true, nullable = true, description = "The first day on which the budget does not reach")
            LacksView lacks,

            @Schema(
                    required = true,
                    description =
                            "What the plan pays next before anything asks for it, of the nearest such day. Reminded of like"
                                    + " the payments of its loan")
            List<PaymentView> payments) {}

    @Schema(name = "PayoffLacks")
    record LacksView(
            @Schema(required = true) LocalDate date,
            @Schema(required = true) Money missing) {}

    @Schema(name = "PlannedPayment")
    record PaymentView(
            @Schema(required = true) long id,
            @Schema(required = true) long loanId,
            @Schema(required = true) String orgName,

            @Schema(required = true, description = "The day of the plan")
            LocalDate dueDate,

            @Schema(required = true, description = "What is left to pay of it")
            Money amount,

            @Schema(required = true, nullable = true, description = "Inside working hours; null when none comes")
            Instant nextMessageAt,

            @Schema(required = true, description = "What the next message is, or why none comes")
            NextMessage.Reason nextMessageReason) {}

    private static final String SHOWN = LoanFigures.OF_ACCOUNT
            + """
            select p.version, p.monthly_budget, p.pay_order, p.by_hand, p.first_on, p.extra, p.fee_fixed, p.fee_percent,
              p.chosen_on, p.since, p.missed, p.on_hand, p.ahead, p.free_on, p.free_then, p.short_on, p.short_by,
              (select coalesce(sum(debt), 0) from standing) as all_debt,
              (select coalesce(sum(remaining), 0) from payment where due_date < cast(:today as date)) as late,
              (select coalesce(sum(e.amount), 0) from loan_entries e
                where e.account_id = :account and e.id > p.after_entry and
            """
            + ChosenPlans.STANDS
            + """
              ) as paid,
              (select json_agg(json_build_object('id', q.id, 'loanId', q.loan_id, 'orgName', l.org_name,
                  'dueDate', q.due_date, 'remaining', cast(q.remaining as text),
                  'reminding', l.reminder_template_id is not null, 'waiting', to_json(w)) order by q.due_date, q.id)
                from payoff_payments q join loans l on l.account_id = q.account_id and l.id = q.loan_id
                left join lateral ("""
            + NextMessage.soonest(
                    "select * from reminders where account_id = :account and subject_kind = 'PLANNED' and subject_id = q.id")
            + """
            ) w on true
                where q.account_id = :account and q.removed_at is null and q.remaining > 0) as payments
            from payoff_plans p where p.account_id = :account
            """;

    Uni<View> get(AccountSettings account) {
        var today = account.today(clock.instant());
        return Statement.of(SHOWN, Map.of("account", account.accountId(), "today", today))
                .on(database)
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> view(account, today, row))
                        .orElse(View.NONE));
    }

    private View view(AccountSettings account, LocalDate today, Row row) {
        int version = row.getInteger("version");
        if (Sql.money(row, "monthly_budget") == null) {
            return new View(version, null, null);
        }
        var byHand = row.getArrayOfLongs("by_hand");
        var choice = new ChoiceView(
                Sql.money(row, "monthly_budget"),
                Order.valueOf(row.getString("pay_order")),
                row.getLocalDate("first_on"),
                Sql.money(row, "extra"),
                byHand == null ? null : List.of(byHand),
                Sql.money(row, "fee_fixed"),
                row.getBigDecimal("fee_percent"));
        var payments = Sql.objects(row, "payments")
                .map(payment -> payment(account, payment))
                .toList();
        var late = Money.sum(payments.stream()
                .filter(payment -> payment.dueDate().isBefore(today))
                .map(PaymentView::amount)
                .toList());
        return new View(
                version,
                choice,
                new StandingView(
                        row.getLocalDate("chosen_on"),
                        Sql.money(row, "paid"),
                        Sql.money(row, "all_debt"),
                        Sql.money(row, "late").plus(late),
                        Sql.money(row, "on_hand"),
                        Sql.money(row, "ahead"),
                        nextBudget(row, choice, today),
                        Sql.money(row, "missed"),
                        row.getLocalDate("free_on"),
                        row.getLocalDate("free_then"),
                        Optional.ofNullable(row.getLocalDate("short_on"))
                                .map(day -> new LacksView(day, Sql.money(row, "short_by")))
                                .orElse(null),
                        payments));
    }

    private static LocalDate nextBudget(Row row, ChoiceView choice, LocalDate today) {
        var since = row.getLocalDate("since");
        return new Followed(
                        new Choice(
                                choice.monthlyBudget(),
                                choice.order(),
                                Optional.empty(),
                                choice.firstOn(),
                                choice.extra(),
                                Fee.NONE),
                        since,
                        Money.ZERO,
                        Optional.empty(),
                        Money.ZERO,
                        false,
                        Optional.empty())
                .next(today.isBefore(since) ? since : today);
    }

    private PaymentView payment(AccountSettings account, JsonObject payment) {
        var message = next.of(
                account,
                new About(true, true, payment.getBoolean("reminding")),
                NextMessage.waiting(payment.getJsonObject("waiting")).stream().toList());
        return new PaymentView(
                payment.getLong("id"),
                payment.getLong("loanId"),
                payment.getString("orgName"),
                LocalDate.parse(payment.getString("dueDate")),
                Money.of(payment.getString("remaining")),
                message.at().orElse(null),
                message.reason());
    }
}
