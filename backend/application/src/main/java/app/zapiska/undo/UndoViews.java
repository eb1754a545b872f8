package app.zapiska.undo;

import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Singleton
class UndoViews {

    private static final int MOST = 20;

    private final Pool database;
    private final InstantSource clock;

    UndoViews(Pool database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Schema(name = "UndoAction")
    record View(
            @Schema(required = true) UUID token,

            @Schema(
                    required = true,
                    enumeration = {"task", "loan"},
                    implementation = String.class)
            String kind,

            @Schema(required = true, examples = "delete", description = "As the request named it")
            String action,

            @Schema(required = true, description = "How many things nobody has changed since")
            int count,

            @Schema(required = true) Instant madeAt,

            @Schema(required = true, description = "From then on it is too late")
            Instant expiresAt) {}

    @Schema(name = "UndoActionList")
    record ListView(
            @Schema(required = true, description = "The newest first")
            List<View> items,

            @Schema(required = true, nullable = true, implementation = String.class)
            String nextCursor) {}

    /** What nothing is left of to take back is not offered: it was restored or changed one by one. */
    Uni<ListView> open(long accountId) {
        return Sql.rows(database, """
                        select token, kind, action, count, made_at, expires_at
                        from (
                          select u.token, u.kind, u.action, u.made_at, u.expires_at, (
                            select count(*)
                            from jsonb_to_recordset(u.items) as i (id bigint, version int)
                            left join tasks t
                              on u.kind = 'TASK' and t.account_id = u.account_id and t.id = i.id and t.version = i.version
                            left join loans l
                              on u.kind = 'LOAN' and l.account_id = u.account_id and l.id = i.id and l.version = i.version
                            where t.id is not null or l.id is not null) as count
                          from undo_actions u
                          where u.account_id = $1 and u.taken_at is null and u.expires_at > $2
                          order by u.made_at desc, u.token limit $3) u
                        where count > 0
                        order by made_at desc, token
                        """, accountId, Sql.utc(clock.instant()), MOST)
                .map(rows -> new ListView(rows.stream().map(UndoViews::view).toList(), null));
    }

    private static View view(Row row) {
        return new View(
                row.getUUID("token"),
                row.getString("kind").toLowerCase(Locale.ROOT),
                row.getString("action"),
                Math.toIntExact(row.getLong("count")),
                Sql.instant(row, "made_at"),
                Sql.instant(row, "expires_at"));
    }
}
