package app.zapiska.accounts;

import app.zapiska.platform.Cursors;
import app.zapiska.platform.Page;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The audit log as people read it, the newest first. */
@Singleton
class AuditViews {

    /**
     * @param times within an hour, for what anybody can make happen again and again
     * @param lastAt the last of these times; null for one
     * @param address masked; empty for what did not come by the page or the API
     * @param accountId whose it is; null for strangers and deleted accounts
     * @param details numbers and short words, different for each event; nothing people wrote
     */
    @Schema(name = "AuditEntry")
    record View(
            @NotNull Long id,
            @NotNull Instant at,
            @Schema(nullable = true) Instant lastAt,
            @NotNull Integer times,
            @NotNull String event,
            @NotNull String address,
            @Schema(nullable = true) Long accountId,

            @Schema(nullable = true, description = "What that account is called")
            String name,

            @NotNull Map<String, Object> details) {

        private static View from(Row row) {
            return new View(
                    row.getLong("id"),
                    Sql.instant(row, "at"),
                    Sql.instant(row, "last_at"),
                    row.getInteger("times"),
                    row.getString("event"),
                    row.getString("address"),
                    row.getLong("account_id"),
                    row.getString("name"),
                    row.getJsonObject("details").getMap());
        }
    }

    /** @param account empty: everybody's, and that of strangers */
    record Filter(Optional<Long> account, Optional<Instant> from, Optional<Instant> before, Optional<String> event) {

        private String condition() {
            return "where l.id < :after"
                    + account.map(id -> " and l.account_id = :account").orElse("")
                    + from.map(moment -> " and l.at >= :from").orElse("")
                    + before.map(moment -> " and l.at < :before").orElse("")
                    + event.map(slug -> " and l.event = :event").orElse("");
        }

        private Map<String, Object> values(long after, int rows) {
            var values = new HashMap<String, Object>(Map.of("after", after, "rows", rows));
            account.ifPresent(id -> values.put("account", id));
            from.ifPresent(moment -> values.put("from", moment));
            before.ifPresent(moment -> values.put("before", moment));
            event.ifPresent(slug -> values.put("event", slug));
            return values;
        }
    }

    private record Position(long id) {}

    private final Pool database;
    private final Cursors cursors;

    AuditViews(Pool database, Cursors cursors) {
        this.database = database;
        this.cursors = cursors;
    }

    Uni<Page<View>> page(Filter filter, String cursor, int limit) {
        var list = "audit:" + filter;
        var after = cursors.read(list, cursor, Position.class).orElse(new Position(Long.MAX_VALUE));
        return Statement.of(
                        """
                        select l.id, l.at, l.last_at, l.times, l.event, l.address, l.account_id, a.name, l.details
                        from audit_log l left join accounts a on a.id = l.account_id
                        """ + filter.condition() + " order by l.id desc limit :rows",
                        filter.values(after.id(), limit + 1))
                .on(database)
                .map(rows ->
                        Page.of(rows, limit, View::from, row -> cursors.write(list, new Position(row.getLong("id")))));
    }
}
