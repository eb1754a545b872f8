package app.zapiska.tasks;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The list by days: what was missed, the days to come with what has none at their end, and what is done, the latest first.
 * Each section is in the order of an index, so a page is read from where it begins and no further.
 */
enum TaskDays {
    MISSED("status = 'OPEN' and due_end <= cast(:passedUntil as timestamp) and due_day <= cast(:passedUntil as date)"),
    TO_COME("status = 'OPEN' and due_end > cast(:passedUntil as timestamp) and due_day >= cast(:today as date)"),
    DONE("status = 'DONE'") {
        @Override
        String keys() {
            // Counts down, so that all sections are put together in one order.
            return "date '9999-12-31' as listed_day,"
                    + " - cast(extract(epoch from completed_at) * 1000000 as bigint) as listed_place";
        }

        @Override
        String order() {
            return "completed_at desc, id";
        }

        @Override
        String after() {
            return "completed_at <= cast(:afterCompletedAt as timestamptz)"
                    + " and (completed_at < cast(:afterCompletedAt as timestamptz) or id > cast(:afterId as bigint))";
        }
    };

    private final String condition;

    TaskDays(String condition) {
        this.condition = condition;
    }

    /**
     * Where a page of it ends.
     *
     * @param day counted, since no day that JSON may say comes after all others
     * @param completedAt of a done one
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Position(int section, long day, long place, Instant completedAt) {

        static Position of(Row row, Instant completedAt) {
            return new Position(
                    row.getInteger("section"),
                    row.getLocalDate("listed_day").toEpochDay(),
                    row.getLong("listed_place"),
                    completedAt);
        }

        Map<String, Object> parameters() {
            var parameters = new HashMap<String, Object>();
            parameters.put("afterDay", LocalDate.ofEpochDay(day));
            parameters.put("afterPlace", place);
            parameters.put("afterCompletedAt", completedAt);
            return parameters;
        }
    }

    String keys() {
        return "due_day as listed_day, day_place as listed_place";
    }

    String order() {
        return "due_day, day_place, id";
    }

    String after() {
        return "(due_day, day_place, id)"
                + " > (cast(:afterDay as date), cast(:afterPlace as bigint), cast(:afterId as bigint))";
    }

    /** @param from a relation of tasks, with its condition */
    private String section(String from, boolean goesOn) {
        return "(select id, " + ordinal() + " as section, " + keys() + from + " and " + condition
                + (goesOn ? " and " + after() : "") + " order by " + order() + " limit :limit)";
    }

    /** Those that can hold something of the filter. */
    private boolean isOf(TaskFilter filter) {
        return switch (filter) {
            case ALL -> true;
            case OPEN, TODAY, IMPORTANT -> this != DONE;
            case OVERDUE -> this == MISSED;
            case DONE -> this == DONE;
        };
    }

    /** The ids of a page with what they are ordered by. @param from a relation of tasks, with its condition */
    static String page(TaskFilter filter, Optional<Position> after, String from) {
        int first = after.map(Position::section).orElse(0);
        return Stream.of(values())
                .filter(days -> days.isOf(filter) && days.ordinal() >= first)
                .map(days -> days.section(from, after.isPresent() && days.ordinal() == first))
                .collect(Collectors.joining(
                        " union all ",
                        "select * from (",
                        ") sections order by " + TaskSort.DAY.order() + " limit :limit"));
    }
}
