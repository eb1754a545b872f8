package app.zapiska.transfer;

import static app.zapiska.transfer.Report.Reason.*;

import app.zapiska.tasks.ImportedTasks;
import app.zapiska.transfer.Archived.Category;
import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.Archived.Subtask;
import app.zapiska.transfer.Archived.Task;
import app.zapiska.transfer.LegacyValues.Text;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The original's tasks, their categories, subtasks and reminders to come. */
final class LegacyTasks {

    private static final int MOST_REMINDERS = 50;

    private final LegacyTables old;
    private final Set<Long> categories = new HashSet<>();

    LegacyTasks(LegacyTables old) {
        this.old = old;
    }

    void readCategories(Source.Reader reader) throws SQLException, Refused {
        try (var query = old.ofPerson(
                        "select id, name, color, icon, created_at::text as created_at from task_categories",
                        "order by id");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                var id = rows.getLong("id");
                var name = rows.getString("name");
                var color = Optional.ofNullable(rows.getString("color"))
                        .map(given -> given.strip().toLowerCase(Locale.ROOT))
                        .filter(given -> given.matches("#[0-9a-f]{6}"));
                if (color.isEmpty()) {
                    old.report().remark(COLOR_REPLACED, Kind.CATEGORY, id, name, rows.getString("color"));
                }
                var created = old.created(rows);
                categories.add(id);
                reader.line(new Category(
                        id,
                        old.title(Kind.CATEGORY, id, name, 100),
                        color.orElse("#3498db"),
                        LegacyValues.oneLine(rows.getString("icon"), 50).text(),
                        created,
                        created));
            }
        }
    }

    void read(Source.Reader reader) throws SQLException, Refused {
        var more = ", " + old.ifThere("tasks", "schedule_config", "text") + ", "
                + old.ifThere("tasks", "duration_minutes", "integer")
                + ", " + old.ifThere("tasks", "paused_until", "text")
                + ", " + old.ifThere("tasks", "recurrence_rule", "text")
                + (old.has("task_schedules") ? """
                , (select string_agg(concat_ws(' ', s.day_of_week, s.start_time || '–' || s.end_time), ', ' order by s.day_of_week, s.id)
                   from task_schedules s where s.task_id = tasks.id) as week
                , (select string_agg(concat_ws(' ', s.day_of_week, s.start_time), ',' order by s.id)
                   from task_schedules s where s.task_id = tasks.id) as lessons""" : ", null::text as week, null::text as lessons");
        try (var query = old.ofPerson("""
                        select id, title, description, status::text as status, importance, due_date::text as due_date,
                          completed_at::text as completed_at, created_at::text as created_at, updated_at::text as updated_at,
                          category_id""" + more + " from tasks", "order by id");
                var rows = query.executeQuery();
                var subtasks = old.query("""
                        select title, completed::text as completed, created_at::text as created_at from subtasks
                        where task_id = ? order by "order", id""");
                var reminders = old.has("task_reminders") ? old.query("""
                                select id, reminder_time::text as reminder_time, sent::text as sent from task_reminders
                                where task_id = ? order by id""") : null) {
            while (rows.next()) {
                reader.line(task(rows, subtasks, reminders));
            }
        }
        old.remarkOrphans(Kind.TASK, "subtasks", "task_id", "tasks");
        if (old.has("task_reminders")) {
            old.remarkOrphans(Kind.TASK, "task_reminders", "task_id", "tasks");
        }
        if (old.person().isPresent()) {
            old.remarkOrphans(Kind.TASK, "tasks", "user_id", "users");
        }
    }

    private Task task(ResultSet row, PreparedStatement subtasks, PreparedStatement reminders) throws SQLException {
        var id = row.getLong("id");
        var rawTitle = row.getString("title");
        var title = LegacyValues.oneLine(rawTitle, 200);
        var importance = row.getInt("importance");
        if (importance < 1 || importance > 3) {
            old.report().remark(IMPORTANCE_GUESSED, Kind.TASK, id, rawTitle, row.getString("importance"));
            importance = 2;
        }
        var rawDue = row.getString("due_date");
        var due = LegacyValues.moment(rawDue, old.zone());
        if (due.isEmpty() && rawDue != null && !rawDue.isBlank()) {
            old.report().remark(DATE_DROPPED, Kind.TASK, id, rawTitle, rawDue);
        }
        var created = old.created(row);
        var updated = LegacyValues.instant(row.getString("updated_at"), old.zone())
                .filter(moment -> !moment.isBefore(created))
                .orElse(created);
        var done = LegacyValues.flag(row.getString("status"));
        var series = done ? Optional.<LegacySeries>empty() : LegacySeries.of(row, due, old);
        var description = description(row, id, title, rawTitle, series);
        var date = series.map(found -> found.due().date()).or(() -> due.map(LegacyValues.Moment::date));
        var time = series.flatMap(found -> found.due().time()).or(() -> due.flatMap(LegacyValues.Moment::time));
        var completed = LegacyValues.instant(row.getString("completed_at"), old.zone());
        if (done != completed.isPresent()) {
            old.report().remark(COMPLETED_GUESSED, Kind.TASK, id, rawTitle, row.getString("completed_at"));
        }
        var category = row.getLong("category_id");
        if (category != 0 && !categories.contains(category)) {
            old.report().remark(ORPHAN, Kind.TASK, id, rawTitle, "task_categories " + category);
        }
        var duration = row.getInt("duration_minutes");
        return new Task(
                id,
                old.title(Kind.TASK, id, rawTitle, 200),
                description,
                done ? "done" : "open",
                importance,
                date.orElse(null),
                time.orElse(null),
                null,
                date.isPresent() && duration >= 1 && duration <= 10_080 ? duration : null,
                categories.contains(category) ? category : null,
                series.map(found -> found.rule().text()).orElse(null),
                "due",
                series.flatMap(LegacySeries::pausedUntil).orElse(null),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                done ? completed.orElse(updated) : null,
                null,
                created,
                updated,
                subtasks(id, rawTitle, subtasks, created),
                reminders == null ? List.of() : reminders(id, rawTitle, done, reminders));
    }

    /** "None" was written there by the form itself (bug 33). A title that is too long goes on here. */
    private String description(ResultSet row, long id, Text title, String rawTitle, Optional<LegacySeries> series)
            throws SQLException {
        var raw = row.getString("description");
        var own = raw == null || raw.strip().equals("None") ? "" : raw;
        var parts = new ArrayList<String>();
        if (title.cut()) {
            parts.add(rawTitle);
        }
        if (!own.isBlank()) {
            parts.add(own);
        }
        for (var column : List.of("recurrence_rule", "schedule_config", "week")) {
            var schedule = row.getString(column);
            boolean understood =
                    series.filter(found -> found.column().equals(column)).isPresent();
            if (!understood
                    && schedule != null
                    && !schedule.isBlank()
                    && !schedule.strip().matches("null|\\{}|\\[]")) {
                old.report().remark(SCHEDULE_AS_TEXT, Kind.TASK, id, rawTitle, schedule);
                parts.add(old.say(m -> m.oldSchedule(schedule)));
            }
        }
        if (row.getString("paused_until") != null
                && series.flatMap(LegacySeries::pausedUntil).isEmpty()) {
            old.report().remark(FIELDS_DROPPED, Kind.TASK, id, rawTitle, row.getString("paused_until"));
        }
        return old.text(Kind.TASK, id, rawTitle, String.join("\n\n", parts), 10_000);
    }

    private List<Subtask> subtasks(long task, String taskTitle, PreparedStatement query, Instant created)
            throws SQLException {
        query.setLong(1, task);
        try (var rows = query.executeQuery()) {
            var found = new ArrayList<Subtask>();
            while (rows.next()) {
                if (found.size() == ImportedTasks.MOST_SUBTASKS) {
                    old.report().remark(TOO_MANY, Kind.TASK, task, taskTitle, rows.getString("title"));
                    break;
                }
                found.add(new Subtask(
                        old.title(Kind.TASK, task, rows.getString("title"), 200),
                        LegacyValues.flag(rows.getString("completed")),
                        found.size(),
                        LegacyValues.instant(rows.getString("created_at"), old.zone())
                                .orElse(created)));
            }
            return found;
        }
    }

    /** Equal ones collapse (bug 17); those with a space in the middle are as good as the others (bug 16). */
    private List<LocalDateTime> reminders(long task, String title, boolean done, PreparedStatement query)
            throws SQLException {
        query.setLong(1, task);
        try (var rows = query.executeQuery()) {
            var found = new TreeSet<LocalDateTime>();
            while (rows.next()) {
                var raw = rows.getString("reminder_time");
                var at = LegacyValues.moment(raw, old.zone()).map(LegacyValues.Moment::at);
                if (at.isEmpty()) {
                    old.report().remark(REMINDER_UNREADABLE, Kind.TASK, task, title, raw);
                } else if (done
                        || LegacyValues.flag(rows.getString("sent"))
                        || !at.get().isAfter(old.localNow())) {
                    old.report().remark(REMINDER_PAST, Kind.TASK, task, title, raw);
                } else if (found.size() == MOST_REMINDERS) {
                    old.report().remark(TOO_MANY, Kind.TASK, task, title, raw);
                } else {
                    found.add(at.get().truncatedTo(ChronoUnit.MINUTES));
                }
            }
            return List.copyOf(found);
        }
    }
}
