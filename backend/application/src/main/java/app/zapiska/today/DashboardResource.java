package app.zapiska.today;

import app.zapiska.accounts.CurrentUser;
import app.zapiska.loans.LoanTotals;
import app.zapiska.loans.LoanTotals.StatisticsView;
import app.zapiska.loans.LoanViews;
import app.zapiska.loans.Urgency;
import app.zapiska.platform.Money;
import app.zapiska.reminders.NextMessage;
import app.zapiska.tasks.TaskViews;
import app.zapiska.tasks.TaskViews.CountsView;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The first screen: what is to be done and paid. The only place that knows both tasks and loans. */
@Cancellable(false)
@Path("/dashboard")
@Tag(name = "Today")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class DashboardResource {

    private final TaskViews tasks;
    private final LoanTotals loans;
    private final CurrentUser currentUser;

    DashboardResource(TaskViews tasks, LoanTotals loans, CurrentUser currentUser) {
        this.tasks = tasks;
        this.loans = loans;
        this.currentUser = currentUser;
    }

    /**
     * The first screen. Each list holds its first entries; the counters tell how many there are.
     *
     * @param today of this day and not missed yet, so that nothing stands in two lists
     * @param next of the days to come, the nearest first
     */
    @Schema(name = "Dashboard")
    public record View(
            @Schema(required = true) List<TaskViews.View> today,
            @Schema(required = true) List<TaskViews.View> overdue,
            @Schema(required = true) List<TaskViews.View> next,
            @Schema(required = true) CountsView counts,
            @Schema(required = true) LoansView loans) {}

    @Schema(name = "DashboardLoans")
    public record LoansView(
            @Schema(required = true) StatisticsView statistics,

            @Schema(required = true, description = "What should have been paid before today")
            Money overdueAmount,

            @Schema(required = true, description = "How many payments that is, shown in the week or not")
            long overduePayments,

            @Schema(required = true, description = "How many entries the week would have without its limit")
            long weekPayments,

            @Schema(
                    required = true,
                    maxItems = 20,
                    description = "What is overdue or falls due in the next seven days, today included, by date")
            List<PaymentView> week,

            @Schema(required = true, nullable = true, description = "Null: no plan is followed that asks for anything")
            PlannedView planned,

            @Schema(required = true, maxItems = 5, description = "The most urgent ones, without installments")
            List<LoanViews.View> urgent,

            @Schema(required = true, description = "Three months back, the present one, six ahead")
            List<MonthView> months) {

        static LoansView from(LoanTotals.Today page) {
            return new LoansView(
                    page.statistics(),
                    page.overdueAmount(),
                    page.overduePayments(),
                    page.weekPayments(),
                    page.week().stream().map(PaymentView::from).toList(),
                    page.planned().map(PlannedView::from).orElse(null),
                    page.urgent(),
                    page.months().stream().map(MonthView::from).toList());
        }
    }

    @Schema(
            name = "DuePlanned",
            description =
                    "What the payoff plan that is followed asks to be paid before anything else does, overdue or in the next"
                            + " seven days; in no other figure")
    public record PlannedView(
            @Schema(required = true) long payments,
            @Schema(required = true) Money amount,

            @Schema(required = true, description = "The first day")
            LocalDate dueDate) {

        static PlannedView from(LoanTotals.Planned planned) {
            return new PlannedView(planned.payments(), planned.amount(), planned.dueDate());
        }
    }

    @Schema(name = "DuePayment")
    public record PaymentView(
            @Schema(required = true) long loanId,

            @Schema(required = true, nullable = true, description = "Null: the return of a loan without a schedule")
            Long installmentId,

            @Schema(required = true) String orgName,
            @Schema(required = true) LocalDate dueDate,

            @Schema(required = true, description = "What is left to pay of it")
            Money amount,

            @Schema(required = true, description = "Negative when overdue")
            long daysLeft,

            @Schema(required = true) Urgency urgency,

            @Schema(required = true, nullable = true, description = "Inside working hours; null when none comes")
            Instant nextMessageAt,

            @Schema(required = true, description = "What the next message is, or why none comes")
            NextMessage.Reason nextMessageReason) {

        static PaymentView from(LoanTotals.Due due) {
            return new PaymentView(
                    due.loanId(),
                    due.installmentId().orElse(null),
                    due.orgName(),
                    due.dueDate(),
                    due.remaining(),
                    due.daysLeft(),
                    due.urgency(),
                    due.next().at().orElse(null),
                    due.next().reason());
        }
    }

    @Schema(name = "MonthOfPayments", description = "The payments that fall due in a month: planned = paid + left")
    public record MonthView(
            @Schema(required = true, examples = "2026-11") String month,
            @Schema(required = true) Money planned,
            @Schema(required = true) Money paid,
            @Schema(required = true) Money left) {

        static MonthView from(LoanTotals.Month month) {
            return new MonthView(month.month().toString(), month.planned(), month.paid(), month.left());
        }
    }

    @GET
    @Operation(operationId = "dashboard", summary = "What the first screen shows, in one answer")
    public Uni<View> get() {
        var account = currentUser.settings();
        return tasks.today(account)
                .chain(page -> loans.today(account)
                        .map(ofLoans -> new View(
                                page.today(), page.overdue(), page.next(), page.counts(), LoansView.from(ofLoans))));
    }
}
