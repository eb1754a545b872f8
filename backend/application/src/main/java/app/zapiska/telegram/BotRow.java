package app.zapiska.telegram;

import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** The one row of telegram_bot: what all replicas must know about the bot. */
@ApplicationScoped
class BotRow {

    private final Pool database;

    BotRow(Pool database) {
        this.database = database;
    }

    /** @param since when the bot came into this state; empty before the first check */
    record Bot(BotStatus.State state, Optional<Instant> since, Optional<String> username, byte[] tokenSha256) {}

    Uni<Bot> read() {
        return database.query("select state, state_since, username, token_sha256 from telegram_bot")
                .execute()
                .map(rows -> {
                    var row = rows.iterator().next();
                    var token = row.getBuffer("token_sha256");
                    return new Bot(
                            BotStatus.State.valueOf(row.getString("state")),
                            instant(row, "state_since"),
                            Optional.ofNullable(row.getString("username")),
                            token == null ? new byte[0] : token.getBytes());
                });
    }

    /** Keeps the beginning of a state that has not changed: replicas and restarts report the same one again. */
    Uni<Void> save(BotStatus.State state, Instant now, Optional<String> username, byte[] tokenSha256) {
        return database.preparedQuery("""
                update telegram_bot set
                  state_since = case when state = $1 and token_sha256 = $4 then state_since else $2 end,
                  state = $1,
                  username = coalesce($3, case when token_sha256 = $4 then username end),
                  token_sha256 = $4""")
                .execute(Tuple.of(state.name(), Sql.utc(now), username.orElse(null), Buffer.buffer(tokenSha256)))
                .replaceWithVoid();
    }

    /** @return which list of commands Telegram was told last; empty before the first */
    Uni<byte[]> commands() {
        return database.query("select commands_sha256 from telegram_bot")
                .execute()
                .map(rows -> rows.iterator().next().getBuffer("commands_sha256"))
                .map(told -> told == null ? new byte[0] : told.getBytes());
    }

    Uni<Void> saveCommands(byte[] sha256) {
        return database.preparedQuery("update telegram_bot set commands_sha256 = $1")
                .execute(Tuple.of(Buffer.buffer(sha256)))
                .replaceWithVoid();
    }

    Uni<Void> releasePolling(UUID replica) {
        return database.preparedQuery("update telegram_bot set poller = null, poller_until = null where poller = $1")
                .execute(Tuple.of(replica))
                .replaceWithVoid();
    }

    /** Whether the database answers at all: without it a failure says nothing about the update that met it. */
    Uni<Boolean> reachable() {
        return database.query("select 1")
                .execute()
                .map(rows -> true)
                .onFailure()
                .recoverWithItem(false);
    }

    static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
