package app.zapiska.calendar;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Faults;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Feeds as their owner sees them, and the one that a secret opens. */
@ApplicationScoped
class FeedViews {

    private static final Duration FETCHED_EVERY = Duration.ofMinutes(5);

    private final Pool database;
    private final InstantSource clock;

    FeedViews(Pool database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Schema(name = "CalendarFeed")
    public record View(
            @Schema(required = true) long id,

            @Schema(required = true, description = "May be empty")
            String name,

            @Schema(required = true) Feed.Content content,
            @Schema(required = true) boolean hideDetails,
            @Schema(required = true) Instant createdAt,

            @Schema(required = true, nullable = true, description = "Noted every five minutes at most")
            Instant lastFetchedAt) {

        private static View of(Row row) {
            return new View(
                    row.getLong("id"),
                    row.getString("name"),
                    Feed.Content.valueOf(row.getString("content")),
                    row.getBoolean("hide_details"),
                    Sql.instant(row, "created_at"),
                    Sql.instant(row, "last_fetched_at"));
        }
    }

    @Schema(name = "CalendarFeedPage")
    public record PageView(
            @Schema(required = true) List<View> items,
            @Schema(required = true, nullable = true) String nextCursor) {}

    /** What a secret opens: whose calendar, and how much of it. */
    record Opened(long id, AccountSettings account, Feed.Content content, boolean hideDetails, Instant lastFetchedAt) {}

    /** Newest first. */
    Uni<PageView> of(long accountId) {
        return Statement.of("""
                        select id, name, content, hide_details, created_at, last_fetched_at from calendar_feeds
                        where account_id = :account order by id desc""", Map.of("account", accountId))
                .on(database)
                .map(rows -> new PageView(rows.stream().map(View::of).toList(), null));
    }

    /** Asked each time, so that a link that was ended is ended everywhere at once. */
    Uni<Optional<Opened>> opened(String secret) {
        return Statement.of(
                        "select f.id as feed_id, f.content, f.hide_details, f.last_fetched_at, "
                                + AccountDirectory.COLUMNS
                                + " from calendar_feeds f join accounts a on a.id = f.account_id"
                                + " where f.secret_sha256 = :secret and a.deactivated_at is null",
                        Map.of("secret", Buffer.buffer(Sha256.of(secret))))
                .on(database)
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Opened(
                                row.getLong("feed_id"),
                                AccountDirectory.settings(row),
                                Feed.Content.valueOf(row.getString("content")),
                                row.getBoolean("hide_details"),
                                Sql.instant(row, "last_fetched_at"))));
    }

    /** Tells the owner whether the link is in use; a calendar is not refused because that could not be noted. */
    Uni<Void> fetched(Opened feed) {
        var now = clock.instant();
        if (feed.lastFetchedAt() != null
                && feed.lastFetchedAt().plus(FETCHED_EVERY).isAfter(now)) {
            return Uni.createFrom().voidItem();
        }
        return Statement.of(
                        "update calendar_feeds set last_fetched_at = :now where id = :id",
                        Map.of("now", now, "id", feed.id()))
                .on(database)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> Log.warnf("When a feed was fetched was not noted: %s", Faults.describe(failure)))
                .onFailure()
                .recoverWithNull();
    }
}
