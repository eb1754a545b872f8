package app.zapiska.calendar;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.sql.Sql;
import app.zapiska.tasks.DatedTasks;
import app.zapiska.tasks.DatedTasks.Coming;
import app.zapiska.tasks.DatedTasks.Dated;
import io.vertx.mutiny.sqlclient.Row;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a feed says of rows of {@link CalendarQueries}. Pure.
 *
 * @param hideDetails neither titles nor names, sums and descriptions
 */
record FeedText(
        CalendarMessages messages, AccountSettings account, boolean hideDetails, PublicUrl publicUrl, Instant now) {

    /** Calendars sort and colour by 1 (high), 5 and 9. */
    private static final List<Integer> PRIORITIES = List.of(1, 5, 9);

    private static final String DONE = "✓ ";

    IcsText of(List<Row> rows, LocalDate from, LocalDate occurrencesUntil, int most, int mostOfASeries) {
        var real = new ArrayList<IcsEvent>();
        var coming = new ArrayList<IcsEvent>();
        for (var row : rows) {
            if (row.getLong("id") == null) {
                real.add(payment(row));
                continue;
            }
            var task = Dated.of(row, now, account.zone());
            if (!task.date().isBefore(from)) {
                real.add(task(row, task));
            }
            DatedTasks.coming(row, now, account.zone(), occurrencesUntil, mostOfASeries)
                    .forEach(one -> coming.add(occurrence(task, one)));
        }
        coming.sort(Comparator.comparing(event -> event.start().date()));
        var text = new IcsText()
                .line("BEGIN", "VCALENDAR")
                .line("VERSION", "2.0")
                .line("PRODID", "-//Zapiska//Zapiska//RU")
                .line("CALSCALE", "GREGORIAN")
                .text("NAME", messages.feedName())
                .text("X-WR-CALNAME", messages.feedName())
                .line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
                .line("X-PUBLISHED-TTL", "PT1H");
        Stream.concat(real.stream(), coming.stream()).limit(most).forEach(event -> event.write(text, account.zone()));
        return text.line("END", "VCALENDAR");
    }

    private IcsEvent task(Row row, Dated task) {
        var summary = hideDetails ? messages.someTask() : task.title();
        return new IcsEvent(
                uid("task-" + task.id()),
                task.done() ? DONE + summary : summary,
                hideDetails ? "" : task.description(),
                page("/tasks/" + task.id()),
                new LocalMoment(task.date(), task.time().orElse(null)),
                task.durationMinutes(),
                PRIORITIES.get(task.importance() - 1),
                task.version(),
                modified(row, task.updatedAt()),
                task.done() ? List.of() : alarms(row));
    }

    private IcsEvent occurrence(Dated task, Coming coming) {
        return new IcsEvent(
                uid("series-" + coming.seriesId() + "-"
                        + coming.due().toString().replaceAll("[-:]", "")),
                hideDetails ? messages.someTask() : coming.title(),
                hideDetails ? "" : coming.description(),
                page("/tasks/" + task.id()),
                coming.due(),
                coming.durationMinutes(),
                PRIORITIES.get(coming.importance() - 1),
                task.version(),
                task.updatedAt(),
                List.of());
    }

    private IcsEvent payment(Row row) {
        var loanId = row.getLong("loan_id");
        var installmentId = row.getLong("installment_id");
        var amount = Sql.money(row, "amount");
        var left = Sql.money(row, "remaining");
        boolean done = !left.isPositive();
        var summary = hideDetails
                ? messages.somePayment()
                : row.getString("title") + ": " + account.money(done ? amount : left);
        boolean partly = !done && left.compareTo(amount) < 0;
        return new IcsEvent(
                uid(installmentId == null ? "loan-" + loanId : "payment-" + installmentId),
                done ? DONE + summary : summary,
                partly && !hideDetails ? messages.partlyPaid(account.money(amount)) : "",
                page("/loans/" + loanId),
                new LocalMoment(row.getLocalDate("due_date"), null),
                Optional.empty(),
                done ? 0 : 1,
                row.getInteger("version"),
                modified(row, Sql.instant(row, "updated_at")),
                done ? List.of() : alarms(row));
    }

    /** Where nothing says otherwise the bot keeps to working hours, and so does the alarm. */
    private List<Instant> alarms(Row row) {
        return Stream.ofNullable(row.getArrayOfOffsetDateTimes("alarms"))
                .flatMap(Arrays::stream)
                .map(OffsetDateTime::toInstant)
                .map(account::inHours)
                .distinct()
                .sorted()
                .toList();
    }

    private static Instant modified(Row row, Instant updatedAt) {
        var reminders = Sql.instant(row, "reminders_updated_at");
        return reminders != null && reminders.isAfter(updatedAt) ? reminders : updatedAt;
    }

    private String uid(String what) {
        return what + "@" + publicUrl.at("/").getHost();
    }

    private URI page(String path) {
        return publicUrl.at(path);
    }
}
