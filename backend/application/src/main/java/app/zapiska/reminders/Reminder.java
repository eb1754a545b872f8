package app.zapiska.reminders;

import io.vertx.core.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * One planned moment of one subject and what became of it. The engine moves it through claiming and sending in SQL; what people
 * do to it — plan, cancel, snooze, finish — happens here, on a locked row. Whatever ends or moves a reminder raises the
 * fence, so that a worker that has it in hand finds out.
 */
@Entity
@Table(name = "reminders")
class Reminder {

    enum State {
        SCHEDULED,
        CLAIMED,
        SENDING,
        AWAITING,
        SNOOZED,
        DONE,
        CANCELLED,
        FAILED,
        BLOCKED;

        /** Still has something to say. FAILED does not: it waits for a person to change the subject. */
        static final Set<State> LIVE = EnumSet.of(SCHEDULED, CLAIMED, SENDING, AWAITING, SNOOZED, BLOCKED);
    }

    enum Source {
        TEMPLATE,
        CUSTOM,
        SNOOZE
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "account_id")
    private long accountId;

    @Version
    private int version;

    @Enumerated(EnumType.STRING)
    @Column(name = "subject_kind")
    private SubjectKey.Kind subjectKind;

    @Column(name = "subject_id")
    private long subjectId;

    @Enumerated(EnumType.STRING)
    private Source source;

    @Column(name = "local_at")
    private LocalDateTime localAt;

    @Column(name = "planned_at")
    private Instant plannedAt;

    @Enumerated(EnumType.STRING)
    private State state;

    @Enumerated(EnumType.STRING)
    @Column(name = "resume_state")
    private State resumeState;

    @Column(name = "snoozed_until")
    private Instant snoozedUntil;

    @Column(name = "due_at")
    private Instant dueAt;

    /** Set by the engine alone, where a try has come to nothing. */
    @Column(name = "not_before", insertable = false, updatable = false)
    private Instant notBefore;

    private int seq;
    private int attempts;

    @Column(name = "soft_unknowns")
    private int softUnknowns;

    @Column(name = "plain_text")
    private boolean plainText;

    private long fence;

    @Column(name = "lease_owner")
    private UUID leaseOwner;

    @Column(name = "lease_until")
    private Instant leaseUntil;

    @Column(name = "sent_count")
    private int sentCount;

    @Column(name = "first_sent_at")
    private Instant firstSentAt;

    @Column(name = "last_sent_at")
    private Instant lastSentAt;

    /** When the person first reacted to what had reached them; null while they have not, and when it ended without them. */
    @Column(name = "answered_at")
    private Instant answeredAt;

    @Enumerated(EnumType.STRING)
    private ReminderReason reason;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected Reminder() {}

    /**
     * @param localAt the moment as the person sees it
     * @param dueAt the same moment inside working hours
     */
    static Reminder scheduled(
            long accountId,
            SubjectKey subject,
            Source source,
            LocalDateTime localAt,
            Instant plannedAt,
            Instant dueAt,
            Instant now) {
        var reminder = new Reminder();
        reminder.accountId = accountId;
        reminder.subjectKind = subject.kind();
        reminder.subjectId = subject.id();
        reminder.source = source;
        reminder.localAt = localAt;
        reminder.plannedAt = plannedAt;
        reminder.state = State.SCHEDULED;
        reminder.resumeState = State.SCHEDULED;
        reminder.dueAt = dueAt;
        reminder.createdAt = now;
        reminder.updatedAt = now;
        return reminder;
    }

    /** Kept so that the person sees what became of the line they typed; never sent. */
    static Reminder past(long accountId, SubjectKey subject, LocalDateTime localAt, Instant plannedAt, Instant now) {
        var reminder = scheduled(accountId, subject, Source.CUSTOM, localAt, plannedAt, plannedAt, now);
        reminder.state = State.CANCELLED;
        reminder.dueAt = null;
        reminder.reason = ReminderReason.PAST;
        return reminder;
    }

    /** By the names of its columns. */
    JsonObject asJson() {
        return new JsonObject()
                .put("id", id)
                .put("account_id", accountId)
                .put("subject_kind", subjectKind.name())
                .put("subject_id", subjectId)
                .put("source", source.name())
                .put("local_at", localAt.toString())
                .put("planned_at", plannedAt)
                .put("state", state.name())
                .put("resume_state", resumeState.name())
                .put("snoozed_until", snoozedUntil)
                .put("due_at", dueAt)
                .put("fence", fence)
                .put("sent_count", sentCount)
                .put("reason", reason == null ? null : reason.name())
                .put("answered_at", answeredAt)
                .put("created_at", createdAt)
                .put("updated_at", updatedAt);
    }

    boolean live() {
        return State.LIVE.contains(state);
    }

    /** Still has something to say, or would have if Telegram took its text. */
    boolean unfinished() {
        return live() || state == State.FAILED;
    }

    /** Has been shown to the person, or may be on its way: ending it is a reaction, not a change of plan. */
    boolean started() {
        return live() && begun();
    }

    private boolean begun() {
        return sentCount > 0 || seq > 0 || state == State.SENDING || resumeState == State.SNOOZED;
    }

    /** Ended only because its subject did, so it comes back with it. */
    boolean endedWithItsSubject() {
        return !live() && (reason == ReminderReason.COMPLETED || reason == ReminderReason.DELETED);
    }

    /** Was nagging, snoozed or due when its subject ended. */
    boolean interrupted() {
        return endedWithItsSubject() && (begun() || !plannedAt.isAfter(updatedAt));
    }

    boolean sent() {
        return sentCount > 0;
    }

    /** Ends it; it is done if the person has seen it, else cancelled. */
    void end(ReminderReason why, Instant now) {
        if (why.isAnswer()) {
            answered(now);
        }
        move(why == ReminderReason.DELETED || sentCount == 0 ? State.CANCELLED : State.DONE, now);
        dueAt = null;
        reason = why;
    }

    /** It is over, and is not even remembered as something the person wanted. */
    void countNoMore() {
        if (!unfinished()) {
            reason = ReminderReason.REMOVED;
        }
    }

    /** The first answer stays: what is asked is how long the person took to react at all. */
    private void answered(Instant now) {
        if (sent() && answeredAt == null) {
            // Whoever sent it may have another clock.
            answeredAt = now.isBefore(firstSentAt) ? firstSentAt : now;
        }
    }

    /** Goes silent until the moment, then nags again. */
    void snooze(Instant until, Instant dueAt, Instant now) {
        answered(now);
        move(State.SNOOZED, now);
        resumeState = State.SNOOZED;
        snoozedUntil = until;
        this.dueAt = dueAt;
        softUnknowns = 0;
        plainText = false;
        reason = null;
    }

    /** Its moment moved before it was ever sent. */
    void moveTo(LocalDateTime localAt, Instant plannedAt, Instant dueAt, Instant now) {
        if (started()) {
            throw new IllegalStateException("reminder " + id + " has already been shown");
        }
        move(state == State.BLOCKED ? State.BLOCKED : State.SCHEDULED, now);
        this.localAt = localAt;
        this.plannedAt = plannedAt;
        this.dueAt = state == State.BLOCKED ? null : dueAt;
        heldNoMore();
    }

    /** What a pause has held comes at once when that ends; a moment of its own is another matter. */
    private void heldNoMore() {
        if (reason == ReminderReason.PAUSED) {
            reason = null;
        }
    }

    /** Its subject is open again: it goes on from where it was, at this moment. */
    void resume(Instant dueAt, Instant now) {
        move(resumeState, now);
        this.dueAt = dueAt;
        reason = null;
    }

    /** The next repeat is wanted sooner. */
    void repeatBy(Instant soonest) {
        if (state == State.AWAITING && reason == null && dueAt.isAfter(soonest)) {
            dueAt = soonest;
            fence++;
        }
    }

    /** The hours or the zone changed: if it waits, then for this moment. */
    void waitUntil(Instant dueAt) {
        boolean waits = state == State.SCHEDULED || state == State.AWAITING || state == State.SNOOZED;
        if (waits && !dueAt.equals(this.dueAt)) {
            this.dueAt = dueAt;
            fence++;
        }
    }

    /** The chat can be written to again. */
    void unblock(Instant dueAt, Instant now) {
        if (state != State.BLOCKED) {
            return;
        }
        move(resumeState, now);
        this.dueAt = dueAt;
        reason = null;
    }

    /** Telegram had refused its text, which has changed since. */
    void retry(Instant dueAt, Instant now) {
        move(resumeState, now);
        this.dueAt = dueAt;
        plainText = false;
        reason = null;
    }

    /**
     * The same moment is now wanted for another reason: chosen by hand, or by a template.
     *
     * @param localAt the moment as the person sees it now, which is another one in another zone
     */
    void apply(Source source, LocalDateTime localAt) {
        this.source = source;
        this.localAt = localAt;
    }

    /**
     * What was done since is taken back: it goes on as it was then.
     *
     * @param state in which it waits or has failed
     * @param dueAt when it is sent next
     */
    void putBack(JsonObject then, State state, Instant dueAt, Instant now) {
        move(state, now);
        source = Source.valueOf(then.getString("source"));
        localAt = LocalDateTime.parse(then.getString("local_at"));
        plannedAt = then.getInstant("planned_at");
        this.dueAt = dueAt;
        reason = then.getString("reason") == null ? null : ReminderReason.valueOf(then.getString("reason"));
        answeredAt = then.getInstant("answered_at");
        // Of a repeat it says when the last message went out.
        updatedAt = then.getInstant("updated_at");
    }

    private void move(State next, Instant now) {
        if (state == State.SENDING) {
            // The message on its way has used up its number, whatever becomes of it: the next one is another message.
            seq++;
            attempts = 0;
        }
        state = next;
        leaseOwner = null;
        leaseUntil = null;
        fence++;
        updatedAt = now;
    }

    Long id() {
        return id;
    }

    long accountId() {
        return accountId;
    }

    SubjectKey subject() {
        return new SubjectKey(subjectKind, subjectId);
    }

    Source source() {
        return source;
    }

    LocalDateTime localAt() {
        return localAt;
    }

    Instant plannedAt() {
        return plannedAt;
    }

    State state() {
        return state;
    }

    State resumeState() {
        return resumeState;
    }

    Instant snoozedUntil() {
        return snoozedUntil;
    }

    Instant dueAt() {
        return dueAt;
    }

    /** When the engine looks at it next: it may have been put back since it was due. Null when it will not. */
    Instant nextAt() {
        return dueAt != null && notBefore != null && notBefore.isAfter(dueAt) ? notBefore : dueAt;
    }

    int sentCount() {
        return sentCount;
    }

    /** When it last changed; of a waiting repeat, when the message before it went out or may have gone out. */
    Instant updatedAt() {
        return updatedAt;
    }

    Instant lastSentAt() {
        return lastSentAt;
    }

    ReminderReason reason() {
        return reason;
    }
}
