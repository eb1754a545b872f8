package app.zapiska.commands;

import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was proposed in chats, within the caller's Hibernate transaction unless said otherwise. */
@Singleton
class TypedTasks {

    /** Longer than anybody looks back for a button. */
    private static final Duration KEPT = Duration.ofDays(7);

    enum State {
        OPEN,
        SAVED,
        CANCELLED,
        /** Something else was written since. */
        REPLACED
    }

    record Kept(long id, State state, TypedTask task) {}

    private final Pool database;

    TypedTasks(Pool database) {
        this.database = database;
    }

    /** @return the id of what is proposed now, in the place of what was open in the chat */
    Uni<Long> open(long account, long chat, TypedTask task, Instant now) {
        var values = new HashMap<String, Object>();
        values.put("account", account);
        values.put("chat", chat);
        values.put("title", task.title());
        values.put("date", task.due().map(LocalMoment::date).orElse(null));
        values.put("time", task.due().flatMap(LocalMoment::time).orElse(null));
        values.put("minutes", task.durationMinutes().orElse(null));
        values.put("recurrence", task.recurrence().orElse(null));
        values.put("importance", task.importance());
        values.put("category", task.categoryId().orElse(null));
        values.put("silent", task.silent());
        values.put("template", task.reminders().flatMap(NullableId::id).orElse(null));
        values.put("now", now);
        // Two lines at once: the second waits here for the first, and then takes its place.
        return new Statement(
                        "select id from accounts where id = :account for no key update", Map.of("account", account))
                .list(Long.class)
                .chain(() -> new Statement(
                                "update typed_tasks set state = 'REPLACED' where chat_id = :chat and state = 'OPEN' returning id",
                                Map.of("chat", chat))
                        .list(Long.class))
                .chain(() -> new Statement("""
                        insert into typed_tasks (account_id, chat_id, state, title, due_date, due_time, duration_minutes,
                          recurrence, importance, category_id, silent, template_id, created_at)
                        values (:account, :chat, 'OPEN', :title, cast(:date as date), cast(:time as time),
                          cast(:minutes as integer), :recurrence, :importance, cast(:category as bigint), :silent,
                          cast(:template as bigint), :now)
                        returning id
                        """, values).list(Long.class))
                .map(ids -> ids.getFirst());
    }

    /** Locked until the transaction ends. */
    Uni<Optional<Kept>> find(long account, long id) {
        return new Statement("""
                select id, state, title, cast(due_date as text), cast(due_time as text), duration_minutes, importance,
                  category_id, silent, template_id, recurrence
                from typed_tasks where account_id = :account and id = :id for update
                """, Map.of("account", account, "id", id))
                .list(Object[].class)
                .map(rows -> rows.stream().findFirst().map(TypedTasks::kept));
    }

    private static Kept kept(Object[] row) {
        var due = Optional.ofNullable((String) row[3])
                .map(date -> new LocalMoment(
                        LocalDate.parse(date), row[4] == null ? null : LocalTime.parse((String) row[4])));
        var template = number(row[9]);
        return new Kept(
                ((Number) row[0]).longValue(),
                State.valueOf((String) row[1]),
                new TypedTask(
                        (String) row[2],
                        due,
                        number(row[5]).map(Long::intValue),
                        Optional.ofNullable((String) row[10]),
                        ((Number) row[6]).intValue(),
                        number(row[7]),
                        (boolean) row[8]
                                ? Optional.of(NullableId.NONE)
                                // One that was deleted since gives way to the account's default.
                                : template.map(id -> new NullableId(Optional.of(id)))));
    }

    private static Optional<Long> number(Object value) {
        return Optional.ofNullable((Number) value).map(Number::longValue);
    }

    Uni<Void> close(long id, State state) {
        return new Statement(
                        "update typed_tasks set state = :state where id = :id returning id",
                        Map.of("id", id, "state", state.name()))
                .list(Long.class)
                .replaceWithVoid();
    }

    /** On a connection of its own. */
    Uni<Void> purge(Instant now) {
        return Sql.rows(database, "delete from typed_tasks where created_at < $1", Sql.utc(now.minus(KEPT)))
                .replaceWithVoid();
    }
}
