package app.zapiska.tasks;

import app.zapiska.platform.LocalMoment;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * All of a task that a bulk action or a deletion can change, as it was before.
 *
 * @param completedAt empty: it was open
 */
record TaskBefore(
        Optional<Instant> completedAt,
        Optional<Continuation> continuation,
        Optional<Long> categoryId,
        Optional<Long> templateId,
        int importance,
        Optional<Due> due,
        Optional<Integer> durationMinutes) {

    static TaskBefore of(Task task) {
        return new TaskBefore(
                task.completedAt(),
                Optional.ofNullable(task.continuation()),
                task.categoryId(),
                task.reminderTemplateId(),
                task.importance(),
                task.due(),
                task.durationMinutes());
    }

    JsonObject asJson() {
        return new JsonObject()
                .put("completedAt", completedAt.map(Instant::toString).orElse(null))
                .put("continuation", continuation.map(Enum::name).orElse(null))
                .put("categoryId", categoryId.orElse(null))
                .put("templateId", templateId.orElse(null))
                .put("importance", importance)
                .put("due", due.map(Due::moment).map(LocalMoment::toString).orElse(null))
                .put("durationMinutes", durationMinutes.orElse(null));
    }

    static TaskBefore of(JsonObject json) {
        return new TaskBefore(
                Optional.ofNullable(json.getString("completedAt")).map(Instant::parse),
                Optional.ofNullable(json.getString("continuation")).map(Continuation::valueOf),
                Optional.ofNullable(json.getLong("categoryId")),
                Optional.ofNullable(json.getLong("templateId")),
                json.getInteger("importance"),
                Optional.ofNullable(json.getString("due"))
                        .map(LocalMoment::parse)
                        .map(Due::of),
                Optional.ofNullable(json.getInteger("durationMinutes")));
    }
}
