package app.zapiska.statistics;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.loans.Punctuality;
import app.zapiska.loans.Punctuality.Fate;
import app.zapiska.loans.Punctuality.Payments;
import app.zapiska.platform.Money;
import app.zapiska.platform.sql.Statement;
import app.zapiska.platform.sql.ZoneOffsets;
import app.zapiska.reminders.AnswerTimes;
import app.zapiska.reminders.AnswerTimes.Answers;
import app.zapiska.reminders.AnswerTimes.Counted;
import app.zapiska.tasks.DoneTasks;
import app.zapiska.tasks.DoneTasks.Category;
import app.zapiska.tasks.DoneTasks.Done;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was done, answered and paid within a period, by one statement of which each feature has given its column. */
@ApplicationScoped
class StatisticsViews {

    static final int MOST_DAYS = 400;

    private static final String COUNTED = "with offsets as (" + ZoneOffsets.ROWS + ") select " + DoneTasks.COUNTED
            + ", " + AnswerTimes.COUNTED + ", " + Punctuality.COUNTED;

    private final Pool database;
    private final InstantSource clock;

    StatisticsViews(Pool database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whole days of the account. @param last included */
    record Period(LocalDate first, LocalDate last) {

        long days() {
            return ChronoUnit.DAYS.between(first, last) + 1;
        }

        LocalDate before() {
            return first.minusDays(days());
        }

        private <T> List<T> each(
                Function<LocalDate, LocalDate> start,
                Function<LocalDate, LocalDate> next,
                Function<LocalDate, T> made) {
            return Stream.iterate(start.apply(first), day -> !day.isAfter(last), next::apply)
                    .map(made)
                    .toList();
        }
    }

    @Schema(name = "Statistics")
    public record View(
            @Schema(required = true) LocalDate from,

            @Schema(required = true, description = "Included")
            LocalDate to,

            @Schema(required = true) TasksView tasks,
            @Schema(required = true) RemindersView reminders,
            @Schema(required = true) PaymentsView payments) {}

    @Schema(
            name = "TaskStatistics",
            description = "Tasks that are done now, by the moment of completion. Each occurrence of a series counts; a "
                    + "reopened task does not, nor does a deleted one")
    public record TasksView(
            @Schema(required = true) long done,

            @Schema(required = true, description = "In as many days before the period")
            long doneBefore,

            @Schema(required = true, description = "Every day of the period")
            List<DayView> byDay,

            @Schema(
                    required = true,
                    description = "Every week that the period touches; only its days within the period count")
            List<WeekView> byWeek,

            @Schema(required = true, description = "1, 2 and 3, as the tasks have it now")
            List<ImportanceView> byImportance,

            @Schema(required = true, description = "Most first; only categories with something done")
            List<CategoryView> byCategory) {}

    @Schema(name = "DoneOnDay")
    public record DayView(
            @Schema(required = true) LocalDate date,
            @Schema(required = true) long done) {}

    @Schema(name = "DoneInWeek")
    public record WeekView(
            @Schema(required = true) LocalDate monday,
            @Schema(required = true) long done) {}

    @Schema(name = "DoneOfImportance")
    public record ImportanceView(
            @Schema(required = true) int importance,
            @Schema(required = true) long done) {}

    @Schema(name = "DoneOfCategory")
    public record CategoryView(
            @Schema(required = true, nullable = true, description = "Null: without a category")
            Long categoryId,

            @Schema(required = true, nullable = true) String name,
            @Schema(required = true, nullable = true) String color,
            @Schema(required = true) long done) {}

    @Schema(
            name = "ReminderStatistics",
            description = "Reminders whose first message arrived within the period. Repeats are not counted. Answered: "
                    + "the person completed, paid, snoozed or moved what it was about; the first answer counts. Unanswered "
                    + "ones are in no median, and what has been deleted is not counted")
    public record RemindersView(
            @Schema(required = true) long sent,
            @Schema(required = true) long answered,

            @Schema(required = true, nullable = true, description = MEDIAN)
            Long medianSeconds,

            @Schema(required = true, description = "0 to 23, by the wall time of the first message")
            List<HourView> byHour,

            @Schema(required = true, description = "1, 2, 3 and payments")
            List<AnswersView> byImportance) {}

    private static final String MEDIAN =
            "From the first message to the answer, of the answered ones; null when none was";

    @Schema(name = "AnswersInHour")
    public record HourView(
            @Schema(required = true) int hour,
            @Schema(required = true) long sent,
            @Schema(required = true) long answered,

            @Schema(required = true, nullable = true, description = MEDIAN)
            Long medianSeconds) {}

    @Schema(name = "AnswersOfImportance")
    public record AnswersView(
            @Schema(required = true, nullable = true, description = "Null: payments")
            Integer importance,

            @Schema(required = true) long sent,
            @Schema(required = true) long answered,

            @Schema(required = true, nullable = true, description = MEDIAN)
            Long medianSeconds) {}

    @Schema(
            name = "PaymentStatistics",
            description =
                    "Installments, and returns of loans without a schedule, that fall due within the period. What is "
                            + "not due yet and not paid is not counted")
    public record PaymentsView(
            @Schema(required = true, description = "Wholly paid by the due date, that day included")
            SumView onTime,

            @Schema(required = true, description = "Wholly paid, the last of it after the due date")
            SumView late,

            @Schema(required = true, description = "The due date has passed, and a part or all of it is missing")
            SumView unpaid,

            @Schema(required = true, description = "The last of it was written off by closing the loan")
            SumView closed,

            @Schema(required = true, description = "Every month that the period touches, by due date")
            List<MonthView> byMonth) {}

    @Schema(name = "CountAndSum")
    public record SumView(
            @Schema(required = true) long count,

            @Schema(required = true, description = "Planned amounts, a part of which may be paid")
            Money amount) {

        private static SumView of(List<Payments> payments, Predicate<Payments> chosen) {
            var counted = payments.stream().filter(chosen).toList();
            return new SumView(
                    counted.stream().mapToLong(Payments::count).sum(),
                    Money.sum(counted.stream().map(Payments::amount).toList()));
        }
    }

    @Schema(name = "PaymentsOfMonth")
    public record MonthView(
            @Schema(required = true, examples = "2026-11") String month,
            @Schema(required = true) SumView onTime,
            @Schema(required = true) SumView late,
            @Schema(required = true) SumView unpaid,
            @Schema(required = true) SumView closed) {}

    Uni<View> of(AccountSettings account, Period period) {
        return statement(account, period).on(database).map(rows -> {
            var row = rows.getFirst();
            return new View(
                    period.first(),
                    period.last(),
                    tasks(period, DoneTasks.of(row)),
                    reminders(AnswerTimes.of(row)),
                    payments(period, Punctuality.of(row)));
        });
    }

    private Statement statement(AccountSettings account, Period period) {
        var parameters = new HashMap<String, Object>(Map.of(
                "account", account.accountId(),
                "today", account.today(clock.instant()),
                "from", period.first(),
                "to", period.last(),
                "before", period.before()));
        // A day more at both ends: which day a moment belongs to is decided by its wall time.
        ZoneOffsets.put(
                parameters,
                account.zone(),
                midnight(account, period.before().minusDays(1)),
                midnight(account, period.last().plusDays(2)));
        return Statement.of(COUNTED, parameters);
    }

    private static Instant midnight(AccountSettings account, LocalDate day) {
        return day.atStartOfDay(account.zone()).toInstant();
    }

    private static TasksView tasks(Period period, List<Done> counted) {
        var within = counted.stream().filter(done -> done.day().isPresent()).toList();
        var days = sums(within, done -> done.day().orElseThrow());
        var weeks = sums(within, done -> monday(done.day().orElseThrow()));
        var importances = sums(within, Done::importance);
        long all = total(within);
        return new TasksView(
                all,
                total(counted) - all,
                period.each(day -> day, day -> day.plusDays(1), day -> new DayView(day, days.getOrDefault(day, 0L))),
                period.each(
                        StatisticsViews::monday,
                        day -> day.plusWeeks(1),
                        day -> new WeekView(day, weeks.getOrDefault(day, 0L))),
                IntStream.rangeClosed(1, 3)
                        .mapToObj(
                                importance -> new ImportanceView(importance, importances.getOrDefault(importance, 0L)))
                        .toList(),
                sums(within, Done::category).entrySet().stream()
                        .map(entry -> category(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparingLong(CategoryView::done)
                                .reversed()
                                .thenComparing(CategoryView::name, Comparator.nullsLast(Comparator.naturalOrder())))
                        .toList());
    }

    private static CategoryView category(Optional<Category> category, long done) {
        return new CategoryView(
                category.map(Category::id).orElse(null),
                category.map(Category::name).orElse(null),
                category.map(Category::color).orElse(null),
                done);
    }

    private static <K> Map<K, Long> sums(List<Done> counted, Function<Done, K> by) {
        return counted.stream().collect(Collectors.groupingBy(by, Collectors.summingLong(Done::count)));
    }

    private static long total(List<Done> counted) {
        return counted.stream().mapToLong(Done::count).sum();
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static RemindersView reminders(Counted counted) {
        var hours = new TreeMap<Integer, Answers>();
        counted.hours().forEach(hour -> hours.put(hour.hour(), hour.answers()));
        var importances = new HashMap<Optional<Integer>, Answers>();
        counted.importances().forEach(one -> importances.put(one.importance(), one.answers()));
        return new RemindersView(
                counted.all().sent(),
                counted.all().answered(),
                seconds(counted.all()),
                IntStream.range(0, 24)
                        .mapToObj(hour -> {
                            var answers = hours.getOrDefault(hour, Answers.NONE);
                            return new HourView(hour, answers.sent(), answers.answered(), seconds(answers));
                        })
                        .toList(),
                Stream.of(Optional.of(1), Optional.of(2), Optional.of(3), Optional.<Integer>empty())
                        .map(importance -> {
                            var answers = importances.getOrDefault(importance, Answers.NONE);
                            return new AnswersView(
                                    importance.orElse(null), answers.sent(), answers.answered(), seconds(answers));
                        })
                        .toList());
    }

    private static Long seconds(Answers answers) {
        return answers.median().map(Duration::toSeconds).orElse(null);
    }

    private static PaymentsView payments(Period period, List<Payments> payments) {
        Function<Fate, SumView> all = fate -> SumView.of(payments, one -> one.fate() == fate);
        return new PaymentsView(
                all.apply(Fate.ON_TIME),
                all.apply(Fate.LATE),
                all.apply(Fate.UNPAID),
                all.apply(Fate.CLOSED),
                period.each(
                        day -> day.withDayOfMonth(1),
                        day -> day.plusMonths(1),
                        day -> month(YearMonth.from(day), payments)));
    }

    private static MonthView month(YearMonth month, List<Payments> payments) {
        Function<Fate, SumView> sum =
                fate -> SumView.of(payments, one -> one.month().equals(month) && one.fate() == fate);
        return new MonthView(
                month.toString(),
                sum.apply(Fate.ON_TIME),
                sum.apply(Fate.LATE),
                sum.apply(Fate.UNPAID),
                sum.apply(Fate.CLOSED));
    }
}
