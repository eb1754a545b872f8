package app.zapiska.calendar;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.law.ProductionCalendar;
import app.zapiska.platform.Money;
import app.zapiska.platform.sql.Sql;
import app.zapiska.tasks.DatedTasks;
import app.zapiska.tasks.DatedTasks.Coming;
import app.zapiska.tasks.DatedTasks.Dated;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What lies in a period (T8): tasks and payments together, and what is still to come of tasks that repeat. */
@ApplicationScoped
class CalendarViews {

    static final int MOST_ITEMS = 5_000;

    /** More than there is room for, and few enough to be held. */
    private static final int MOST_WORKED_OUT = 4 * MOST_ITEMS;

    /** A year of one that comes twice a day. */
    private static final int MOST_OF_A_SERIES = 800;

    /** How far ahead of today dates of series are worked out; they go on after that. */
    static final int DAYS_AHEAD = 400;

    private final Pool database;
    private final ProductionCalendar daysOff;
    private final InstantSource clock;
    private final Vertx vertx;

    CalendarViews(Pool database, ProductionCalendar daysOff, InstantSource clock, Vertx vertx) {
        this.vertx = vertx;
        this.database = database;
        this.daysOff = daysOff;
        this.clock = clock;
    }

    @Schema(name = "CalendarItemKind")
    public enum Kind {
        @JsonProperty("task")
        TASK,
        @JsonProperty("payment")
        PAYMENT,
        /** A date still to come of an open task that repeats, as if each were done when it is due. */
        @JsonProperty("occurrence")
        OCCURRENCE
    }

    @Schema(name = "CalendarItem")
    public record ItemView(
            @Schema(required = true, description = "Unique within an answer")
            String key,

            @Schema(required = true) Kind kind,

            @Schema(
                    required = true,
                    description = "The task's; the installment's, or the loan's where it has no schedule")
            long id,

            @Schema(required = true, nullable = true, description = "Of a payment")
            Long loanId,

            @Schema(required = true, nullable = true, description = "Null: the return of a loan without a schedule")
            Long installmentId,

            @Schema(required = true, description = "The task's or the loan's, for If-Match")
            int version,

            @Schema(required = true, description = "The task's, or the lender's name")
            String title,

            @Schema(required = true) LocalDate date,

            @Schema(required = true, nullable = true, examples = "20:00")
            LocalTime time,

            @Schema(required = true, nullable = true) Integer durationMinutes,

            @Schema(required = true, nullable = true, description = "1 to 3; null for payments")
            Integer importance,

            @Schema(required = true, nullable = true) Long categoryId,

            @Schema(required = true, nullable = true, description = "Of a payment, as planned")
            Money amount,

            @Schema(required = true, nullable = true, description = "What is left to pay of it")
            Money left,

            @Schema(required = true) boolean done,
            @Schema(required = true) boolean overdue,
            @Schema(required = true) boolean repeats) {

        private static final Comparator<ItemView> IN_ORDER = Comparator.comparing(ItemView::date)
                .thenComparing(ItemView::time, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(ItemView::kind)
                .thenComparing(ItemView::id);

        private static ItemView of(Dated task) {
            return new ItemView(
                    "task-" + task.id(),
                    Kind.TASK,
                    task.id(),
                    null,
                    null,
                    task.version(),
                    task.title(),
                    task.date(),
                    task.time().orElse(null),
                    task.durationMinutes().orElse(null),
                    task.importance(),
                    task.categoryId().orElse(null),
                    null,
                    null,
                    task.done(),
                    task.overdue(),
                    task.repeats());
        }

        private static ItemView of(Dated task, Coming coming) {
            return new ItemView(
                    "occurrence-" + task.id() + "-" + coming.due(),
                    Kind.OCCURRENCE,
                    task.id(),
                    null,
                    null,
                    task.version(),
                    coming.title(),
                    coming.due().date(),
                    coming.due().timeOrNull(),
                    coming.durationMinutes().orElse(null),
                    coming.importance(),
                    coming.categoryId().orElse(null),
                    null,
                    null,
                    false,
                    false,
                    true);
        }

        private static ItemView ofPayment(Row row, LocalDate today) {
            var loanId = row.getLong("loan_id");
            var installmentId = row.getLong("installment_id");
            var left = Sql.money(row, "remaining");
            var date = row.getLocalDate("due_date");
            return new ItemView(
                    installmentId == null ? "loan-" + loanId : "payment-" + installmentId,
                    Kind.PAYMENT,
                    installmentId == null ? loanId : installmentId,
                    loanId,
                    installmentId,
                    row.getInteger("version"),
                    row.getString("title"),
                    date,
                    null,
                    null,
                    null,
                    null,
                    Sql.money(row, "amount"),
                    left,
                    !left.isPositive(),
                    left.isPositive() && date.isBefore(today),
                    false);
        }
    }

    @Schema(name = "Calendar")
    public record View(
            @Schema(required = true, description = "By date; on a day what has no time comes first")
            List<ItemView> items,

            @Schema(required = true, description = "False when there is more in the period than is given at once")
            boolean complete,

            @Schema(
                    required = true,
                    description = "Up to here the dates of tasks that repeat are worked out; they go on")
            LocalDate occurrencesUntil,

            @Schema(required = true, description = "Weekends and holidays of the period, less working weekends")
            List<LocalDate> dayOff,

            @Schema(required = true, description = "Those of them that the production calendar names")
            List<LocalDate> holiday,

            @Schema(required = true, description = "Before it and after dayOffKnownUntil only weekends are known")
            LocalDate dayOffKnownFrom,

            @Schema(required = true) LocalDate dayOffKnownUntil,
            @Schema(required = true) LocalDate dayOffCheckedOn,
            @Schema(required = true) String dayOffSource) {}

    /**
     * Worked out beside the event loop: a year of many old series takes longer than a reminder may wait.
     *
     * @param to the last day
     */
    Uni<View> of(AccountSettings account, LocalDate from, LocalDate to) {
        return CalendarQueries.period(account.accountId(), from, to, MOST_ITEMS)
                .on(database)
                .chain(rows -> vertx.executeBlocking(() -> view(account, rows, from, to, clock.instant()), false));
    }

    private View view(AccountSettings account, List<Row> rows, LocalDate from, LocalDate to, Instant now) {
        var until = account.today(now).plusDays(DAYS_AHEAD);
        var last = to.isBefore(until) ? to : until;
        var items = new ArrayList<ItemView>();
        for (var row : rows) {
            if (items.size() > MOST_WORKED_OUT) {
                break;
            }
            items(account, row, from, last, now).forEach(items::add);
        }
        items.sort(ItemView.IN_ORDER);
        var shown = List.copyOf(items.subList(0, Math.min(items.size(), MOST_ITEMS)));
        return new View(
                shown,
                shown.size() == items.size(),
                until,
                daysOff.daysOff(from, to),
                daysOff.holidays(from, to),
                daysOff.knownFrom(),
                daysOff.knownUntil(),
                daysOff.checkedOn(),
                daysOff.source());
    }

    /** A task of a day before the period is there only for what is to come of it. */
    private static Stream<ItemView> items(
            AccountSettings account, Row row, LocalDate from, LocalDate last, Instant now) {
        if (row.getLong("id") == null) {
            return Stream.of(ItemView.ofPayment(row, account.today(now)));
        }
        var task = Dated.of(row, now, account.zone());
        return Stream.concat(
                Stream.of(ItemView.of(task)).filter(item -> !item.date().isBefore(from)),
                DatedTasks.coming(row, now, account.zone(), last, MOST_OF_A_SERIES).stream()
                        .filter(coming -> !coming.due().date().isBefore(from))
                        .map(coming -> ItemView.of(task, coming)));
    }
}
