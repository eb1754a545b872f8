package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.Engine.MovedClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** While one replica after the other gets a new version, the old ones meet reminders of a kind that they have never heard of. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class NewerKindTest {

    @Inject
    MutableClock clock;

    @Inject
    Engine.Parts parts;

    private final Arrange arrange = new Arrange();
    private Keeper anna;
    private Engine engine;

    @BeforeEach
    void aNewerVersionHasMigrated() {
        anna = Keeper.at("2026-11-21T12:00", clock, parts);
        engine = parts.replica(new MovedClock(clock.instant()));
        arrange.execute("alter table reminders drop constraint reminders_subject_kind");
    }

    @AfterEach
    void asItWas() {
        arrange.execute("delete from reminders where subject_kind = 'OF_TOMORROW'");
        arrange.execute("""
                alter table reminders add constraint reminders_subject_kind
                  check (subject_kind in ('TASK', 'INSTALLMENT', 'LOAN', 'PLANNED')) not valid""");
        arrange.close();
        clock.backToReal();
    }

    @Test
    @DisplayName("what is due is left to the newer version, and nobody looks for it again and again")
    void itIsNotSent() {
        long theirs = ofTomorrow("SCHEDULED", clock.instant());
        assertThat(engine.finds(ReminderQueue.DUE)).isFalse();

        long task = anna.create("title", "Своя", "reminders", List.of("2026-11-21T12:30"));
        anna.at("2026-11-21T12:30");

        assertThat(anna.texts()).singleElement().asString().contains("Своя");
        assertThat(anna.states(task)).containsExactly("awaiting");
        assertThat(arrange.state(theirs)).isEqualTo("SCHEDULED");
    }

    @Test
    @DisplayName("a message that was being sent is left to the newer version; the rescue of the others goes on")
    void theRescueGoesOn() {
        long theirs = ofTomorrow("SCHEDULED", clock.instant());
        long task = anna.create("title", "Своя", "reminders", List.of("2026-11-21T12:30"));
        for (var row : List.of(theirs, reminderOf(task))) {
            arrange.execute(
                    "update reminders set state = 'SENDING', lease_owner = gen_random_uuid(), lease_until = ? where id = ?",
                    clock.instant().minusSeconds(1),
                    row);
        }

        engine.rescue();

        assertThat(arrange.state(reminderOf(task))).isNotEqualTo("SENDING");
        assertThat(arrange.state(theirs)).isEqualTo("SENDING");
    }

    @Test
    @DisplayName("the list of reminders tells of those that it knows")
    void theListIsAnswered() {
        ofTomorrow("SCHEDULED", clock.instant().plus(Duration.ofHours(1)));
        long task = anna.create("title", "Своя", "reminders", List.of("2026-11-22T10:00"));
        anna.get("/reminders").statusCode(200).body("items", hasSize(1)).body("items[0].taskId", is((int) task));
    }

    @Test
    @DisplayName("what is snoozed, other hours and another zone are about those that it knows")
    void settingsAreChanged() {
        long theirs = ofTomorrow("SNOOZED", clock.instant().plus(Duration.ofHours(1)));
        long task = anna.create("title", "Своя", "reminders", List.of("2026-11-22T10:00"));
        assertThat(await(() -> engine.plans.snoozedUntil(anna.visitor.accountId())))
                .isEqualTo(Map.of());

        anna.hours(11, 20);
        assertThat(anna.next(task)).containsExactly("2026-11-22T11:00");
        anna.settings(settings -> settings.put("timeZone", "Asia/Yekaterinburg"));
        assertThat(anna.next(task)).containsExactly("2026-11-22T11:00");
        assertThat(arrange.state(theirs)).isEqualTo("SNOOZED");
    }

    @Test
    @DisplayName("a chat that can be written to again wakes what only the newer version can send, too")
    void theChatIsBack() {
        long theirs = ofTomorrow("BLOCKED", null);
        long task = anna.create("title", "Своя", "reminders", List.of("2026-11-21T12:30"));
        arrange.execute("update reminders set state = 'BLOCKED', due_at = null where id = ?", reminderOf(task));

        var account = await(() -> parts.accounts.settings(List.of(anna.visitor.accountId())))
                .get(anna.visitor.accountId());
        await(() -> Panache.withTransaction(() -> engine.plans.chatReachable(account)));

        assertThat(arrange.state(reminderOf(task))).isEqualTo("SCHEDULED");
        assertThat(arrange.state(theirs)).isEqualTo("SCHEDULED");
        assertThat(arrange.dueAt(theirs)).isEqualTo(clock.instant());
    }

    @Test
    @DisplayName("an answer to a message that speaks of such a thing is about the others that it speaks of")
    void anAnswerIsAboutTheOthers() {
        long theirs = ofTomorrow("AWAITING", clock.instant().plus(Duration.ofHours(1)));
        long task = anna.create("title", "Своя", "reminders", List.of("2026-11-21T12:30"));
        anna.at("2026-11-21T12:30");
        var message = anna.standing().getFirst().messageId();
        arrange.execute("""
                insert into deliveries (account_id, reminder_id, seq, try, fence, owner, intent_at, chat_id, channel, outcome,
                  outcome_at, message_id)
                values (?, ?, 0, 1, 0, gen_random_uuid(), ?, ?, 'TELEGRAM', 'SENT', ?, ?)
                """, anna.visitor.accountId(), theirs, clock.instant(), anna.chat, clock.instant(), message);

        var subjects = new MessageSubjects(parts.subjects(), clock);
        assertThat(await(() -> Panache.withTransaction(() -> subjects.of(anna.visitor.accountId(), anna.chat, message)))
                        .orElseThrow())
                .extracting(Remindable.Subject::key)
                .containsExactly(SubjectKey.task(task));
    }

    private long ofTomorrow(String state, Instant dueAt) {
        var planned = clock.instant();
        return arrange.count(
                """
                insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state, resume_state, due_at,
                  snoozed_until, created_at, updated_at)
                values (?, 'OF_TOMORROW', 1, 'CUSTOM', cast(? as timestamptz) at time zone 'Europe/Moscow', ?, ?, ?, ?, ?, now(), now())
                returning id""",
                anna.visitor.accountId(),
                planned,
                planned,
                state,
                state.equals("BLOCKED") ? "SCHEDULED" : state,
                dueAt,
                state.equals("SNOOZED") ? dueAt : null);
    }

    private long reminderOf(long task) {
        return arrange.count("select id from reminders where subject_kind = 'TASK' and subject_id = ?", task);
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
