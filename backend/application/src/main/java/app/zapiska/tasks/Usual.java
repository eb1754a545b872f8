package app.zapiska.tasks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the next occurrence of a task has, where the present one does not say it.
 *
 * @param reminders minutes of wall time from the due moment to those chosen by hand; empty when nobody has noted them
 * @param content what the others of the series are like, when the present one alone was changed
 */
record Usual(Optional<List<Integer>> reminders, Optional<Content> content) {

    record Content(
            String title,
            String description,
            int importance,
            Optional<Integer> durationMinutes,
            Optional<Long> categoryId,
            Optional<Long> templateId,
            List<String> steps) {}

    static List<Integer> fromDue(List<LocalDateTime> moments, LocalDateTime due) {
        return moments.stream()
                .map(moment -> Math.toIntExact(Duration.between(due, moment).toMinutes()))
                .distinct()
                .sorted()
                .toList();
    }

    List<LocalDateTime> moments(LocalDateTime due) {
        return reminders.orElse(List.of()).stream().map(due::plusMinutes).toList();
    }

    /**
     * After a form was saved. It lists the moments that are still alive, so those that have passed stay whatever it says.
     *
     * @param due that those of this are counted from
     * @param otherwise the due moment now
     */
    Usual with(Optional<List<LocalDateTime>> listed, LocalDateTime due, LocalDateTime otherwise, LocalDateTime now) {
        if (listed.isEmpty()) {
            return new Usual(reminders.map(known -> fromDue(moments(due), otherwise)), Optional.empty());
        }
        var all = new TreeSet<>(listed.get());
        moments(due).stream().filter(moment -> !moment.isAfter(now)).forEach(all::add);
        return new Usual(Optional.of(fromDue(List.copyOf(all), otherwise)), Optional.empty());
    }

    String text() {
        var json = new JsonObject();
        reminders.ifPresent(known -> json.put("reminders", new JsonArray(known)));
        content.ifPresent(one -> json.put(
                "content",
                new JsonObject()
                        .put("title", one.title())
                        .put("description", one.description())
                        .put("importance", one.importance())
                        .put("durationMinutes", one.durationMinutes().orElse(null))
                        .put("categoryId", one.categoryId().orElse(null))
                        .put("reminderTemplateId", one.templateId().orElse(null))
                        .put("steps", new JsonArray(one.steps()))));
        return json.encode();
    }

    static Usual of(String text) {
        var json = text == null ? new JsonObject() : new JsonObject(text);
        return new Usual(
                Optional.ofNullable(json.getJsonArray("reminders")).map(Usual::numbers),
                Optional.ofNullable(json.getJsonObject("content"))
                        .map(one -> new Content(
                                one.getString("title"),
                                one.getString("description"),
                                one.getInteger("importance"),
                                Optional.ofNullable(one.getInteger("durationMinutes")),
                                Optional.ofNullable(one.getLong("categoryId")),
                                Optional.ofNullable(one.getLong("reminderTemplateId")),
                                one.getJsonArray("steps").stream()
                                        .map(String::valueOf)
                                        .toList())));
    }

    private static List<Integer> numbers(JsonArray array) {
        var numbers = new ArrayList<Integer>();
        for (int place = 0; place < array.size(); place++) {
            numbers.add(array.getInteger(place));
        }
        return List.copyOf(numbers);
    }
}
