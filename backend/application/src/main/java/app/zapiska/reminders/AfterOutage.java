package app.zapiska.reminders;

import app.zapiska.delivery.DueWork;
import app.zapiska.delivery.EngineTime;
import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * What a Telegram that was away has held up goes out when it is back, and not when the pause of its last try is over: that is
 * five minutes by then, while others already get their messages.
 */
@Singleton
class AfterOutage implements DueWork {

    static final String HELD_UP = "reminders_held_up";

    /** Tried in vain for the last time before Telegram came back; what may have arrived keeps its pause. */
    private static final String CONDITION = """
            state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and due_at <= coalesce($1, now()) and not_before > coalesce($1, now())
            and reason = 'UNREACHABLE' and soft_unknowns = 0
            and updated_at < (select bot.state_since from telegram_bot bot where bot.state = 'OK')""";

    private final Pool database;
    private final EngineTime time;

    AfterOutage(Pool database, EngineTime time) {
        this.database = database;
        this.time = time;
    }

    @Override
    public Map<String, String> conditions() {
        return Map.of(HELD_UP, "exists (select from reminders where " + CONDITION + ")");
    }

    /** @return how many may go on */
    Uni<Integer> wake() {
        return Sql.count(database, """
                with waiting as materialized (
                  select id from reminders where %s order by due_at, id limit 1000 for update skip locked)
                update reminders r
                set not_before = null, version = r.version + 1, updated_at = coalesce($1, now())
                from waiting where r.id = waiting.id
                """.formatted(CONDITION), time.forLeases());
    }
}
