package app.zapiska.tasks;

import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.ZoneOffsets;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Tasks that are done, counted. Each occurrence of a series counts by itself. One that was reopened is not done; when it is done
 * again, the later moment holds. Deleted ones count no more, or a figure would change by itself when they are purged.
 */
public final class DoneTasks {

    private static final String COLUMN = "done_tasks";

    /**
     * A column of a statement with {@code offsets}, the rows of {@link ZoneOffsets}, and {@code :account}, {@code :from},
     * {@code :to}, {@code :before}: the days {@code from} to {@code to} each, those since {@code before} together.
     */
    public static final String COUNTED =
            """
            (select json_agg(json_build_object('day', d.day, 'importance', d.importance, 'categoryId', d.category_id,
                'name', k.name, 'color', k.color, 'done', d.done))
              from (
                select case when day >= cast(:from as date) then day end as day, importance, category_id, count(*) as done
                from (
                  select cast({wall} as date) as day, t.importance, t.category_id
                  from offsets o join tasks t on t.completed_at >= o.since and t.completed_at < o.till
                  where t.account_id = :account and t.status = 'DONE' and t.deleted_at is null) t
                where day between cast(:before as date) and cast(:to as date)
                group by 1, 2, 3) d
              left join task_categories k on k.account_id = :account and k.id = d.category_id)""".replace("{wall}", ZoneOffsets.wall("t.completed_at", "o")) + " as " + COLUMN;

    private DoneTasks() {}

    public record Category(long id, String name, String color) {}

    /** So many of a kind. @param day empty: before the period */
    public record Done(Optional<LocalDate> day, int importance, Optional<Category> category, long count) {}

    public static List<Done> of(Row row) {
        return Sql.objects(row, COLUMN)
                .map(done -> new Done(
                        Optional.ofNullable(done.getString("day")).map(LocalDate::parse),
                        done.getInteger("importance"),
                        Optional.ofNullable(done.getLong("categoryId"))
                                .map(id -> new Category(id, done.getString("name"), done.getString("color"))),
                        done.getLong("done")))
                .toList();
    }
}
