package app.zapiska.announcements;

import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the owner does with announcements. */
@ApplicationScoped
class AnnouncementService {

    private final Pool database;

    AnnouncementService(Pool database) {
        this.database = database;
    }

    /** In a transaction that knows the request's key, so that a request that is repeated makes one announcement. */
    @WithTransaction
    public Uni<Long> create(String text, Instant plannedAt, Instant now) {
        return new Statement(
                        "insert into announcements (text, planned_at, created_at) values (:text, :planned, :now) returning id",
                        Map.of("text", text, "planned", plannedAt, "now", now))
                .list(Long.class)
                .map(List::getFirst);
    }

    /**
     * What is not on its way stays unsent. Two statements: the second sees what was committed while the first waited.
     *
     * @return whether there was anything to stop
     */
    Uni<Boolean> stop(long id, Instant now) {
        return database.withTransaction(connection -> Sql.count(connection, """
                        update announcements a set stopped_at = $2, version = version + 1
                        where id = $1 and stopped_at is null and (
                          begun_at is null
                          or exists (
                            select from announcement_copies c
                            where c.announcement_id = a.id and c.state in ('WAITING', 'CLAIMED', 'SENDING')))
                        """, id, Sql.utc(now))
                .chain(stopped -> stopped == 0
                        ? Uni.createFrom().item(false)
                        : Sql.count(connection, """
                                        update announcement_copies c
                                        set state = case when c.unknowns + c.server_errors > 0 then 'UNKNOWN' else 'STOPPED' end,
                                            ended_at = $2, lease_owner = null, lease_until = null, held_until = null,
                                            held_by = null
                                        where announcement_id = $1 and state in ('WAITING', 'CLAIMED')
                                        """, id, Sql.utc(now)).replaceWith(true)));
    }
}
