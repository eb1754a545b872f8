package app.zapiska.tasks;

import app.zapiska.platform.sql.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalTime;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows of next occurrences. All are written in one statement: with identity keys Hibernate would insert one by one. */
@ApplicationScoped
class Followers {

    /**
     * In the present transaction. The database takes no second one after the same task.
     *
     * @return their ids, by that of the task each of them comes after
     */
    Uni<Map<Long, Long>> add(Collection<Task> followers) {
        if (followers.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var rows = new JsonArray();
        followers.forEach(follower -> rows.add(row(follower)));
        return new Statement("""
                        with given as materialized (
                          select account_id, title, description, importance, due_date, due_time, duration_minutes, category_id,
                            recurrence, recur_from, paused_until, reminder_template_id, created_at, series_id, follows_id,
                            series_start_date, series_start_time, series_start_number, slot_date, slot_time, usual, steps
                          from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r (account_id bigint, title text,
                            description text, importance smallint, due_date date, due_time time, duration_minutes int,
                            category_id bigint, recurrence text, recur_from text, paused_until date,
                            reminder_template_id bigint, created_at timestamptz, series_id bigint, follows_id bigint,
                            series_start_date date, series_start_time time, series_start_number int, slot_date date,
                            slot_time time, usual text, steps jsonb)),
                        added as (
                          insert into tasks (account_id, title, description, status, importance, due_date, due_time,
                            duration_minutes, category_id, recurrence, recur_from, paused_until, reminder_template_id,
                            created_at, updated_at, series_id, follows_id, series_start_date, series_start_time,
                            series_start_number, slot_date, slot_time, usual)
                          select account_id, title, description, 'OPEN', importance, due_date, due_time, duration_minutes,
                            category_id, recurrence, recur_from, paused_until, reminder_template_id, created_at, created_at,
                            series_id, follows_id, series_start_date, series_start_time, series_start_number, slot_date,
                            slot_time, usual
                          from given order by follows_id
                          returning id, account_id, follows_id, created_at),
                        steps as (
                          insert into subtasks (account_id, task_id, title, position, created_at)
                          select a.account_id, a.id, s.title, s.position, a.created_at
                          from added a join given g on g.follows_id = a.follows_id,
                            jsonb_to_recordset(g.steps) as s (title text, position int)
                          order by a.id, s.position)
                        select follows_id, id from added
                        """, Map.of("rows", rows.encode()))
                .list(Object[].class)
                .map(added -> added.stream()
                        .collect(Collectors.toMap(
                                row -> ((Number) row[0]).longValue(), row -> ((Number) row[1]).longValue())));
    }

    private static JsonObject row(Task task) {
        var steps = new JsonArray();
        task.subtasks()
                .forEach(step ->
                        steps.add(new JsonObject().put("title", step.title()).put("position", step.position())));
        return task.repetition()
                .orElseThrow()
                .asJson()
                .put("account_id", task.accountId())
                .put("title", task.title())
                .put("description", task.description())
                .put("importance", task.importance())
                .put("due_date", task.due().map(due -> due.date().toString()).orElse(null))
                .put(
                        "due_time",
                        task.due().flatMap(Due::time).map(LocalTime::toString).orElse(null))
                .put("duration_minutes", task.durationMinutes().orElse(null))
                .put("category_id", task.categoryId().orElse(null))
                .put("recur_from", task.recurFrom().name())
                .put("paused_until", task.pausedUntil().map(Object::toString).orElse(null))
                .put("reminder_template_id", task.reminderTemplateId().orElse(null))
                .put("created_at", task.createdAt())
                .put("series_id", task.seriesId().orElse(null))
                .put("follows_id", task.followsId().orElse(null))
                .put("steps", steps);
    }
}
