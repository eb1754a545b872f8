package app.zapiska.reminders;

import app.zapiska.reminders.Reminder.State;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

@ApplicationScoped
class Reminders implements PanacheRepository<Reminder> {

    /** Enough for any loan's schedule with any template. */
    private static final int BATCH = 5_000;

    /** A row of a newer version's kind can't even be read. */
    private static final Set<SubjectKey.Kind> KNOWN = EnumSet.allOf(SubjectKey.Kind.class);

    /** Locked, because the engine changes the same rows in SQL; always in this order, so two callers can't deadlock. */
    Uni<List<Reminder>> lockOf(long accountId, Collection<SubjectKey> subjects) {
        if (subjects.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var selection = Selection.of(accountId, subjects);
        return batched()
                .chain(() -> find(selection.where() + " order by id", selection.parameters())
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .list());
    }

    /** Changes to many rows leave as one statement with many rows. */
    private static Uni<Void> batched() {
        return Panache.getSession()
                .invoke(session -> session.setBatchSize(BATCH))
                .replaceWithVoid();
    }

    /** All in one statement: with identity keys Hibernate would insert one by one. */
    Uni<Void> addAll(Collection<Reminder> fresh) {
        if (fresh.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var rows = new JsonArray();
        fresh.forEach(reminder -> rows.add(reminder.asJson()));
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                        insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state,
                          resume_state, snoozed_until, due_at, fence, reason, created_at, updated_at)
                        select account_id, subject_kind, subject_id, source, local_at, planned_at, state, resume_state,
                          snoozed_until, due_at, fence, reason, created_at, updated_at
                        from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r (account_id bigint, subject_kind text,
                          subject_id bigint, source text, local_at timestamp, planned_at timestamptz, state text,
                          resume_state text, snoozed_until timestamptz, due_at timestamptz, fence bigint, reason text,
                          created_at timestamptz, updated_at timestamptz)
                        """)
                        .setParameter("rows", rows.encode())
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<List<Reminder>> lockBlocked(long accountId) {
        return batched()
                .chain(() -> find(
                                "accountId = ?1 and state = ?2 and subjectKind in ?3 order by id",
                                accountId,
                                State.BLOCKED,
                                KNOWN)
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .list());
    }

    Uni<List<Reminder>> lockLive(long accountId) {
        return batched()
                .chain(() -> find(
                                "accountId = ?1 and state in ?2 and subjectKind in ?3 order by id",
                                accountId,
                                State.LIVE,
                                KNOWN)
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .list());
    }

    /**
     * What only a newer version reminds of waits for the chat, too, and nobody will tell that one of the chat. Working hours are
     * looked at once more when it is claimed.
     */
    Uni<Void> unblockUnknown(long accountId, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                        update reminders
                        set state = resume_state, reason = null, due_at = greatest(planned_at, :now), fence = fence + 1,
                            version = version + 1, updated_at = :now
                        where account_id = :account and state = 'BLOCKED' and subject_kind not in (%s)
                        """.formatted(SubjectKey.Kind.known()))
                        .setParameter("now", now)
                        .setParameter("account", accountId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The rows of some subjects, of whatever kinds. */
    private record Selection(String where, Map<String, Object> parameters) {

        static Selection of(long accountId, Collection<SubjectKey> subjects) {
            var parameters = new HashMap<String, Object>();
            parameters.put("account", accountId);
            var where = subjects.stream()
                    .collect(Collectors.groupingBy(
                            SubjectKey::kind, TreeMap::new, Collectors.mapping(SubjectKey::id, Collectors.toSet())))
                    .entrySet()
                    .stream()
                    .map(kind -> {
                        var name = kind.getKey().name();
                        parameters.put("kind" + name, kind.getKey());
                        parameters.put("ids" + name, kind.getValue());
                        return "subjectKind = :kind" + name + " and subjectId in :ids" + name;
                    })
                    .collect(Collectors.joining(" or ", "accountId = :account and (", ")"));
            return new Selection(where, parameters);
        }
    }
}
