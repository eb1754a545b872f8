package app.zapiska.transfer;

import app.zapiska.tasks.ImportedTasks;
import app.zapiska.transfer.Archived.Category;
import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.Archived.Subtask;
import app.zapiska.transfer.Archived.Task;
import app.zapiska.transfer.Archived.Template;
import app.zapiska.transfer.Archived.Usual;
import app.zapiska.transfer.Archived.UsualContent;
import app.zapiska.transfer.ImportWriter.Target;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tasks, with the categories and templates they name, as rows of an account. */
@Singleton
class TaskImportWriter {

    private final Rows database;
    private final ImportedTasks tasks;

    TaskImportWriter(Rows database, ImportedTasks tasks) {
        this.database = database;
        this.tasks = tasks;
    }

    /** System templates are those that the account has; its own are made. */
    Uni<Integer> templates(Target target, List<Template> lines) {
        var system = lines.stream().filter(line -> line.systemKey() != null).toList();
        var own = lines.stream().filter(line -> line.systemKey() == null).toList();
        return systemTemplates(target)
                .invoke(byKey -> system.forEach(
                        line -> target.ids().get(Kind.TEMPLATE).put(line.id(), byKey.get(line.systemKey()))))
                .chain(() -> database.nextIds("reminder_templates", own.size()))
                .chain(ids -> {
                    var rows = IntStream.range(0, own.size())
                            .mapToObj(i -> {
                                var line = own.get(i);
                                target.ids().get(Kind.TEMPLATE).put(line.id(), ids.get(i));
                                return new Template(
                                        ids.get(i),
                                        null,
                                        line.name(),
                                        line.description(),
                                        line.rules(),
                                        line.createdAt(),
                                        line.updatedAt());
                            })
                            .toList();
                    return database.insert(target, """
                            insert into reminder_templates (id, account_id, name, description, rules, created_at, updated_at)
                            overriding system value
                            select id, cast(:account as bigint), name, description, rules, "createdAt", "updatedAt"
                            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id bigint, name text, description text,
                              rules text, "createdAt" timestamptz, "updatedAt" timestamptz)
                            """, rows);
                })
                .chain(() -> database.remember(
                        target,
                        Kind.TEMPLATE,
                        own.stream()
                                .map(line -> new Rows.Known(
                                        line.id(),
                                        target.ids().get(Kind.TEMPLATE).get(line.id())))
                                .toList()))
                .replaceWith(own.size());
    }

    private Uni<Map<String, Long>> systemTemplates(Target target) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select system_key, id from reminder_templates where account_id = :account and system_key is not null",
                                Object[].class)
                        .setParameter("account", target.account().accountId())
                        .getResultList())
                .map(rows -> {
                    var byKey = new HashMap<String, Long>();
                    rows.forEach(row -> byKey.put((String) row[0], ((Number) row[1]).longValue()));
                    return byKey;
                });
    }

    /** One of the same name is the same one. */
    Uni<Integer> categories(Target target, List<Category> lines) {
        return database.nextIds("task_categories", lines.size()).chain(ids -> {
            var rows = IntStream.range(0, lines.size())
                    .mapToObj(i -> {
                        var line = lines.get(i);
                        return new Category(
                                ids.get(i), line.name(), line.color(), line.icon(), line.createdAt(), line.updatedAt());
                    })
                    .toList();
            return database.insert(target, """
                            insert into task_categories (id, account_id, name, color, icon, created_at, updated_at)
                            overriding system value
                            select id, cast(:account as bigint), name, color, icon, "createdAt", "updatedAt"
                            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id bigint, name text, color text, icon text,
                              "createdAt" timestamptz, "updatedAt" timestamptz)
                            on conflict (account_id, lower(name)) do nothing
                            """, rows)
                    .chain(() -> categoriesByName(target, rows))
                    .chain(here -> {
                        var known = new ArrayList<Rows.Known>();
                        var added = 0;
                        for (int i = 0; i < lines.size(); i++) {
                            var id = here.get(rows.get(i).id());
                            target.ids().get(Kind.CATEGORY).put(lines.get(i).id(), id);
                            known.add(new Rows.Known(lines.get(i).id(), id));
                            added += id == rows.get(i).id() ? 1 : 0;
                        }
                        return database.remember(target, Kind.CATEGORY, known).replaceWith(added);
                    });
        });
    }

    /** By the id it was offered under. */
    private Uni<Map<Long, Long>> categoriesByName(Target target, List<Category> rows) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select r.id as offered, c.id as id
                                from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id bigint, name text)
                                join task_categories c on c.account_id = :account and lower(c.name) = lower(r.name)
                                """, Object[].class)
                        .setParameter("account", target.account().accountId())
                        .setParameter("rows", database.text(rows))
                        .getResultList())
                .map(found -> {
                    var here = new HashMap<Long, Long>();
                    found.forEach(row -> here.put(((Number) row[0]).longValue(), ((Number) row[1]).longValue()));
                    return here;
                });
    }

    @RegisterForReflection
    private record SubtaskRow(long taskId, String title, boolean completed, int position, Instant createdAt) {}

    Uni<Integer> tasks(Target target, List<Task> lines) {
        return database.nextIds("tasks", lines.size()).chain(ids -> {
            var rows = IntStream.range(0, lines.size())
                    .mapToObj(i -> moved(target, lines.get(i), ids.get(i)))
                    .toList();
            var subtasks = rows.stream()
                    .flatMap(task -> task.subtasks().stream().map(subtask -> row(task.id(), subtask)))
                    .toList();
            return database.insert(target, """
                            insert into tasks (id, account_id, title, description, status, importance, due_date, due_time, own_place, own_place_due,
                              duration_minutes, category_id, recurrence, recur_from, paused_until, series_start_date,
                              series_start_time, series_start_number, slot_date, slot_time, usual, continuation,
                              reminder_template_id, completed_at, deleted_at, created_at, updated_at)
                            overriding system value
                            select id, cast(:account as bigint), title, description, upper(status), importance, "dueDate", "dueTime",
                              "dayPlace", case when "dayPlace" is not null
                                then coalesce("dueDate" + coalesce("dueTime", time '24:00'), timestamp 'infinity') end,
                              "durationMinutes", "categoryId", recurrence, upper("recurFrom"), "pausedUntil", "seriesStartDate",
                              "seriesStartTime", "seriesStartNumber", "slotDate", "slotTime", usual, upper(continuation),
                              "reminderTemplateId", "completedAt", "deletedAt", "createdAt", "updatedAt"
                            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id bigint, title text, description text,
                              status text, importance smallint, "dueDate" date, "dueTime" time, "dayPlace" bigint, "durationMinutes" integer,
                              "categoryId" bigint, recurrence text, "recurFrom" text, "pausedUntil" date, "seriesStartDate" date,
                              "seriesStartTime" time, "seriesStartNumber" integer, "slotDate" date, "slotTime" time,
                              usual text, continuation text,
                              "reminderTemplateId" bigint, "completedAt" timestamptz, "deletedAt" timestamptz,
                              "createdAt" timestamptz, "updatedAt" timestamptz)
                            """, rows)
                    .chain(() -> database.insert(target, """
                            insert into subtasks (account_id, task_id, title, completed, position, created_at)
                            select cast(:account as bigint), "taskId", title, completed, position, "createdAt"
                            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r("taskId" bigint, title text, completed boolean,
                              position integer, "createdAt" timestamptz)
                            order by "taskId", position
                            """, subtasks))
                    .chain(() -> database.remember(target, Kind.TASK, Rows.pairs(lines, ids)))
                    .chain(() -> link(target, rows))
                    .chain(() -> tasks.remind(
                            target.account(),
                            rows.stream()
                                    .filter(Task::open)
                                    .map(TaskImportWriter::open)
                                    .toList()))
                    .replaceWith(lines.size());
        });
    }

    /**
     * The occurrences of a series to each other, by what they were there. One that stands here already keeps what came after it here.
     */
    private Uni<Void> link(Target target, List<Task> rows) {
        var occurrences = rows.stream()
                .filter(task -> task.seriesId() != null || task.followsId() != null)
                .toList();
        return occurrences.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery("""
                                update tasks t set series_id = l.first, follows_id = l.follows
                                from (
                                  select r.id, first.id as first, before.id as follows
                                  from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id bigint, "seriesId" bigint, "followsId" bigint)
                                  left join import_rows f on f.account_id = :account and f.source = :source and f.kind = 'TASK'
                                    and f.source_id = r."seriesId"
                                  left join tasks first on first.account_id = :account and first.id = f.id
                                  left join import_rows b on b.account_id = :account and b.source = :source and b.kind = 'TASK'
                                    and b.source_id = r."followsId"
                                  left join tasks before on before.account_id = :account and before.id = b.id
                                    and not exists (select from tasks a where a.account_id = :account and a.follows_id = b.id)) l
                                where t.account_id = :account and t.id = l.id
                                """)
                                .setParameter("account", target.account().accountId())
                                .setParameter("source", target.source())
                                .setParameter("rows", database.text(occurrences))
                                .executeUpdate())
                        .replaceWithVoid();
    }

    private static Usual usual(Target target, Usual there) {
        if (there == null || there.content() == null) {
            return there;
        }
        var content = there.content();
        return new Usual(
                there.reminders(),
                new UsualContent(
                        content.title(),
                        content.description(),
                        content.importance(),
                        content.durationMinutes(),
                        target.here(Kind.CATEGORY, content.categoryId()),
                        target.here(Kind.TEMPLATE, content.reminderTemplateId()),
                        content.steps()));
    }

    private static SubtaskRow row(long taskId, Subtask subtask) {
        return new SubtaskRow(taskId, subtask.title(), subtask.completed(), subtask.position(), subtask.createdAt());
    }

    private static Task moved(Target target, Task line, long id) {
        var series = ImportedSeries.of(line);
        boolean repeats = series != null;
        return new Task(
                id,
                line.title(),
                line.description(),
                line.status(),
                line.importance(),
                line.dueDate(),
                line.dueTime(),
                line.dayPlace(),
                line.durationMinutes(),
                target.here(Kind.CATEGORY, line.categoryId()),
                repeats ? series.rule().text() : null,
                line.recurFrom(),
                line.pausedUntil(),
                line.seriesId(),
                line.followsId(),
                repeats ? series.start().date() : null,
                repeats ? series.start().timeOrNull() : null,
                repeats ? series.startNumber() : null,
                repeats ? series.slot().date() : null,
                repeats ? series.slot().timeOrNull() : null,
                repeats ? usual(target, line.usual()) : null,
                line.continuation(),
                target.template(
                        line.reminderTemplateId(),
                        // Moments still to come were chosen there.
                        target.account()
                                .defaults()
                                .ofTasks()
                                .filter(usual -> line.reminders().isEmpty())),
                line.completedAt(),
                line.deletedAt(),
                line.createdAt(),
                line.updatedAt(),
                line.subtasks(),
                line.reminders());
    }

    private static ImportedTasks.Open open(Task task) {
        return new ImportedTasks.Open(
                task.id(),
                task.importance(),
                Optional.ofNullable(task.dueDate()),
                Optional.ofNullable(task.dueTime()),
                Optional.ofNullable(task.durationMinutes()),
                Optional.ofNullable(task.reminderTemplateId()),
                task.reminders());
    }
}
