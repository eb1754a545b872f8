package app.zapiska.telegram;

import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** What all replicas together know of whether Telegram can be reached. */
@Singleton
public class TelegramReach {

    private final Pool database;

    public TelegramReach(Pool database) {
        this.database = database;
    }

    /** Since when it is away, or does not know our token; empty while it can be reached, as far as is known. */
    public Uni<Optional<Instant>> awaySince() {
        return Sql.rows(
                        database,
                        "select state_since from telegram_bot where state in ('UNREACHABLE', 'TOKEN_REJECTED')")
                .map(rows -> rows.stream().findFirst().map(row -> Sql.instant(row, "state_since")));
    }
}
