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

    /** More than anybody does in ten minutes by hand. */
    private static final int MOST = 50;

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

            @Schema(required = true, description = "How many things it has changed")
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

    Uni<ListView> open(long accountId) {
        return Sql.rows(database, """
                        select token, kind, action, count, made_at, expires_at from undo_actions
                        where account_id = $1 and taken_at is null and expires_at > $2
                        order by made_at desc, token limit $3
                        """, accountId, Sql.utc(clock.instant()), MOST)
                .map(rows -> new ListView(rows.stream().map(UndoViews::view).toList(), null));
    }

    private static View view(Row row) {
        return new View(
                row.getUUID("token"),
                row.getString("kind").toLowerCase(Locale.ROOT),
                row.getString("action"),
                row.getInteger("count"),
                Sql.instant(row, "made_at"),
                Sql.instant(row, "expires_at"));
    }
}
