package app.zapiska.tasks;

import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.Page;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.sql.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Categories as clients see them, each answer from one statement. */
@ApplicationScoped
public class CategoryViews {

    private static final String SHOWN =
            "select id, version, name, color, icon from task_categories where account_id = :account and ";

    private final Pool database;

    CategoryViews(Pool database) {
        this.database = database;
    }

    @Schema(name = "Category")
    public record View(
            @Schema(required = true) long id,
            @Schema(required = true) int version,
            @Schema(required = true) String name,

            @Schema(required = true, pattern = "^#[0-9a-f]{6}$")
            String color,

            @Schema(required = true, description = "Usually one emoji; may be empty")
            String icon) {}

    @Schema(name = "CategoryPage")
    public record PageView(
            @Schema(required = true) List<View> items,
            @Schema(required = true, nullable = true) String nextCursor) {

        static PageView from(Page<View> page) {
            return new PageView(page.items(), page.nextCursor());
        }
    }

    /** In order of creation; at most {@code limit + 1} of them, the last one telling that there are more. */
    Uni<List<View>> page(long accountId, Optional<Long> after, int limit) {
        return Statement.of(
                        SHOWN + "id > :after order by id limit :limit",
                        Map.of("account", accountId, "after", after.orElse(0L), "limit", limit + 1L))
                .on(database)
                .map(rows -> rows.stream().map(CategoryViews::view).toList());
    }

    /** @throws NotFound (as a failed Uni) when the account has no such category */
    Uni<View> one(long accountId, long id) {
        return Statement.of(SHOWN + "id = :id", Map.of("account", accountId, "id", id))
                .on(database)
                .map(rows -> {
                    if (rows.isEmpty()) {
                        throw new NotFound(ProblemType.NOT_FOUND.detail());
                    }
                    return view(rows.getFirst());
                });
    }

    private static View view(Row row) {
        return new View(
                row.getLong("id"),
                row.getInteger("version"),
                row.getString("name"),
                row.getString("color"),
                row.getString("icon"));
    }
}
