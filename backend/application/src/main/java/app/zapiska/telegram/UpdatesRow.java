package app.zapiska.telegram;

import app.zapiska.platform.sql.Sql;
import app.zapiska.telegram.TelegramConfig.Mode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What all replicas must know about how updates come: which way is chosen, who asks, what Telegram said last. */
@ApplicationScoped
class UpdatesRow {

    /** $1 is TELEGRAM_MODE: what was chosen on the page holds until that is changed. */
    private static final String MODE = "coalesce(case when updates_instead_of = $1 then updates end, $1)";

    private final Pool database;
    private final TelegramConfig config;

    UpdatesRow(Pool database, TelegramConfig config) {
        this.database = database;
        this.config = config;
    }

    /** @param at when Telegram was asked last; empty with what it said */
    record Known(Mode mode, Optional<WebhookInfo> info, Optional<Instant> at) {

        private static Known from(Row row) {
            var url = row.getString("webhook_url");
            return new Known(
                    Mode.valueOf(row.getString("mode")),
                    url == null
                            ? Optional.empty()
                            : Optional.of(new WebhookInfo(
                                    url,
                                    row.getInteger("webhook_pending"),
                                    Optional.ofNullable(row.getString("webhook_error")),
                                    Optional.ofNullable(Sql.instant(row, "webhook_error_at")))),
                    Optional.ofNullable(Sql.instant(row, "webhook_asked_at")));
        }
    }

    Uni<Known> read() {
        return Sql.rows(
                        database,
                        "select " + MODE + " as mode, webhook_url, webhook_pending, webhook_error, webhook_error_at,"
                                + " webhook_asked_at from telegram_bot",
                        configured())
                .map(rows -> Known.from(rows.getFirst()));
    }

    Uni<Mode> mode() {
        return read().map(Known::mode);
    }

    /** Takes or renews the right to ask for updates, unless they are pushed. */
    Uni<Boolean> leasePolling(UUID replica, Instant now, Duration length) {
        return Sql.count(
                        database,
                        "update telegram_bot set poller = $2, poller_until = $4 where " + MODE + " = 'POLLING'"
                                + " and (poller is null or poller = $2 or poller_until <= $3)",
                        configured(),
                        replica,
                        Sql.utc(now),
                        Sql.utc(now.plus(length)))
                .map(taken -> taken == 1);
    }

    /** Whoever asks for updates has lost the right to when they are pushed from now on. */
    Uni<Void> choose(Mode mode) {
        return Sql.count(
                        database,
                        "update telegram_bot set updates = $2, updates_instead_of = $1,"
                                + " poller = case when $2 = 'POLLING' then poller end,"
                                + " poller_until = case when $2 = 'POLLING' then poller_until end",
                        configured(),
                        mode.name())
                .replaceWithVoid();
    }

    /** One replica asks Telegram for all. */
    Uni<Boolean> leaseLook(Instant now, Duration length) {
        return Sql.count(
                        database,
                        "update telegram_bot set webhook_look_until = $2"
                                + " where webhook_look_until is null or webhook_look_until <= $1",
                        Sql.utc(now),
                        Sql.utc(now.plus(length)))
                .map(taken -> taken == 1);
    }

    Uni<Void> save(WebhookInfo info, Instant now) {
        return Sql.count(
                        database,
                        "update telegram_bot set webhook_url = $1, webhook_pending = $2, webhook_error = $3,"
                                + " webhook_error_at = $4, webhook_asked_at = $5",
                        info.url(),
                        info.pending(),
                        info.error().orElse(null),
                        Sql.utc(info.errorAt().orElse(null)),
                        Sql.utc(now))
                .replaceWithVoid();
    }

    private String configured() {
        return config.mode().name();
    }
}
