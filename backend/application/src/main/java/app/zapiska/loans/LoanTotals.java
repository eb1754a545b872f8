package app.zapiska.loans;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.loans.LoanViews.View;
import app.zapiska.platform.Money;
import app.zapiska.platform.sql.Sql;
import app.zapiska.reminders.NextMessage;
import app.zapiska.reminders.NextMessage.About;
import app.zapiska.reminders.NextMessages;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What all loans of an account come to: their statistics, and what the first screen shows of them. */
@ApplicationScoped
public class LoanTotals {

    private static final int FRONT_PAGE_PAYMENTS = 20;
    private static final int FRONT_PAGE_LOANS = 5;
    private static final int MONTHS_BACK = 3;
    private static final int MONTHS_AHEAD = 6;

    private final Pool database;
    private final LoanViews views;
    private final NextMessages next;

    LoanTotals(Pool database, LoanViews views, NextMessages next) {
        this.database = database;
        this.views = views;
        this.next = next;
    }

    @Schema(name = "LoanStatistics")
    public record StatisticsView(
            @Schema(required = true) long total,
            @Schema(required = true) long open,

            @Schema(required = true, description = "Overdue and today's included")
            long urgent,

            @Schema(required = true) long overdue,
            @Schema(required = true) Money debt,

            @Schema(required = true, description = "What should have been paid before today: a part of the debt")
            Money overdueAmount,

            @Schema(required = true, description = "From today on: what is overdue is not in it")
            Money dueIn7Days,

            @Schema(required = true, description = "From today on: what is overdue is not in it")
            Money dueIn30Days,

            @Schema(required = true, description = "In the account's present month, less what was reversed")
            Money paidThisMonth,

            @Schema(required = true, description = "Planned less borrowed, of all loans")
            Money overpayment) {

        private static StatisticsView of(Row row) {
            return new StatisticsView(
                    row.getLong("total"),
                    row.getLong("open"),
                    row.getLong("urgent"),
                    row.getLong("overdue"),
                    Sql.money(row, "all_debt"),
                    Sql.money(row, "overdue_amount"),
                    Sql.money(row, "in_7_days"),
                    Sql.money(row, "in_30_days"),
                    Sql.money(row, "paid_this_month"),
                    Sql.money(row, "overpayment"));
        }
    }

    /**
     * What the first screen shows of loans.
     *
     * @param overdueAmount what should have been paid before today; part of the debt, but not of what falls due in the next days
     * @param overduePayments how many of them there are, shown or not
     * @param weekPayments how many {@code week} would have without its limit
     * @param week the first {@value #FRONT_PAGE_PAYMENTS} payments that are overdue or fall due in the next seven days
     * @param planned what a plan that is followed asks for besides
     * @param urgent the first {@value #FRONT_PAGE_LOANS} urgent loans
     * @param months {@value #MONTHS_BACK} back and {@value #MONTHS_AHEAD} ahead, the present one between them
     */
    public record Today(
            StatisticsView statistics,
            Money overdueAmount,
            long overduePayments,
            long weekPayments,
            List<Due> week,
            Optional<Planned> planned,
            List<View> urgent,
            List<Month> months) {}

    /**
     * What a plan that is followed asks to be paid early, overdue or within the same seven days.
     *
     * @param amount of all of it together
     * @param dueDate the first day
     */
    public record Planned(long payments, Money amount, LocalDate dueDate) {}

    /** A payment that is not paid. @param installmentId empty for the return of a loan without a schedule */
    public record Due(
            long loanId,
            Optional<Long> installmentId,
            String orgName,
            LocalDate dueDate,
            Money remaining,
            long daysLeft,
            Urgency urgency,
            NextMessage next) {}

    /** The payments that fall due in a month. */
    public record Month(YearMonth month, Money planned, Money left) {
        public Money paid() {
            return planned.minus(left);
        }
    }

    Uni<StatisticsView> statistics(AccountSettings account) {
        return LoanFigures.statistics(account.accountId(), views.today(account), account.urgentDays())
                .on(database)
                .map(rows -> StatisticsView.of(rows.getFirst()));
    }

    public Uni<Today> today(AccountSettings account) {
        var today = views.today(account);
        var month = YearMonth.from(today);
        return LoanFigures.today(
                        account.accountId(),
                        today,
                        account.urgentDays(),
                        FRONT_PAGE_PAYMENTS,
                        FRONT_PAGE_LOANS,
                        month.minusMonths(MONTHS_BACK),
                        month.plusMonths(MONTHS_AHEAD))
                .on(database)
                .map(rows -> {
                    var first = rows.getFirst();
                    return new Today(
                            StatisticsView.of(first),
                            Sql.money(first, "overdue_amount"),
                            first.getLong("overdue_payments"),
                            first.getLong("week_payments"),
                            Sql.objects(first, "week")
                                    .map(payment -> due(account, today, payment))
                                    .toList(),
                            Sql.objects(first, "early")
                                    .findFirst()
                                    .map(early -> new Planned(
                                            early.getLong("payments"),
                                            LoanViews.money(early, "amount"),
                                            LoanViews.date(early, "dueDate"))),
                            rows.stream()
                                    .filter(row -> row.getLong("id") != null)
                                    .map(row -> views.listed(account, row).view())
                                    .toList(),
                            Sql.objects(first, "months").map(LoanTotals::month).toList());
                });
    }

    private Due due(AccountSettings account, LocalDate today, JsonObject payment) {
        var dueDate = LoanViews.date(payment, "dueDate");
        var daysLeft = ChronoUnit.DAYS.between(today, dueDate);
        var about = new About(true, true, payment.getBoolean("reminding"));
        return new Due(
                payment.getLong("loanId"),
                Optional.ofNullable(payment.getLong("installmentId")),
                payment.getString("orgName"),
                dueDate,
                LoanViews.money(payment, "remaining"),
                daysLeft,
                Urgency.of(daysLeft, account.urgentDays()),
                next.of(
                        account,
                        about,
                        NextMessage.waiting(payment.getJsonObject("waiting")).stream()
                                .toList()));
    }

    private static Month month(JsonObject row) {
        return new Month(
                YearMonth.from(LoanViews.date(row, "month")),
                LoanViews.money(row, "planned"),
                LoanViews.money(row, "remaining"));
    }
}
