package app.zapiska.reminders;

import app.zapiska.platform.sql.Statement;
import app.zapiska.reminders.Remindable.Subject;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which things a reminder's message in a chat speaks of, within the caller's Hibernate transaction. */
@Singleton
public class MessageSubjects {

    /** How far back the ledger is asked for a message that has lost its subjects to a newer one. */
    private static final Duration LOOKED_BACK = Duration.ofDays(7);

    private final Remindables subjects;
    private final InstantSource clock;

    MessageSubjects(Remindables subjects, InstantSource clock) {
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * The subjects of any message a reminder was ever sent by: the one that stands, a combined one, or one that a repeat has
     * replaced while somebody was answering it.
     *
     * @return as they are now; empty when no reminder was sent by it; missing ones are left out, and those that only a newer
     *     version knows
     */
    public Uni<Optional<List<Subject>>> of(long accountId, long chatId, long messageId) {
        return new Statement(
                        """
                select t.subject_kind, t.subject_id from chat_messages m
                join chat_message_subjects t on t.account_id = m.account_id and t.chat_message_id = m.id
                where m.account_id = :account and m.chat_id = :chat and m.message_id = :message
                union
                select r.subject_kind, r.subject_id from deliveries d join reminders r on r.id = d.reminder_id
                where d.account_id = :account and d.chat_id = :chat and d.message_id = :message and d.intent_at > :since
                order by 1, 2
                """,
                        Map.of(
                                "account",
                                accountId,
                                "chat",
                                chatId,
                                "message",
                                messageId,
                                "since",
                                clock.instant().minus(LOOKED_BACK)))
                .list(Object[].class)
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : Multi.createFrom()
                                .iterable(rows)
                                .onItem()
                                .transformToUniAndConcatenate(
                                        row -> find(accountId, (String) row[0], ((Number) row[1]).longValue()))
                                .collect()
                                .asList()
                                .map(found -> Optional.of(
                                        found.stream().flatMap(Optional::stream).toList())));
    }

    private Uni<Optional<Subject>> find(long accountId, String kind, long id) {
        return SubjectKey.Kind.ofName(kind)
                .map(known -> find(accountId, new SubjectKey(known, id)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** One of them; empty when the account has none such. */
    public Uni<Optional<Subject>> find(long accountId, SubjectKey key) {
        return subjects.find(accountId, key);
    }
}
