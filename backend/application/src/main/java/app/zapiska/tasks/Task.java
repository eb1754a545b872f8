package app.zapiska.tasks;

import app.zapiska.recurrence.RecurFrom;
import app.zapiska.recurrence.Series;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.annotations.BatchSize;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Something to be done, with its steps. Guards its states; the moment at which something happens to it, it is told.
 */
@Entity
@Table(name = "tasks")
class Task {

    /** How long a deleted task can be restored. */
    static final Duration KEPT_DELETED = Duration.ofDays(30);

    static final int MOST_SUBTASKS = 100;

    enum Status {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("done")
        DONE
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "account_id", updatable = false)
    private long accountId;

    @Version
    private int version;

    private String title;

    private String description;

    @Enumerated(EnumType.STRING)
    private Status status;

    private int importance;

    @Column(name = "due_date")
    private LocalDate dueDate;

    @Column(name = "due_time")
    private LocalTime dueTime;

    @Column(name = "duration_minutes")
    private Integer durationMinutes;

    @Column(name = "category_id")
    private Long categoryId;

    /** Null when it does not repeat. */
    @Embedded
    private Repetition repetition;

    @Enumerated(EnumType.STRING)
    @Column(name = "recur_from")
    private RecurFrom recurFrom = RecurFrom.DUE;

    @Column(name = "paused_until")
    private LocalDate pausedUntil;

    @Column(name = "series_id")
    private Long seriesId;

    @Column(name = "follows_id")
    private Long followsId;

    @Enumerated(EnumType.STRING)
    private Continuation continuation;

    @Column(name = "reminder_template_id")
    private Long reminderTemplateId;

    @Column(name = "completed_at")
    private Instant completedAt;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @OneToMany(mappedBy = "task", cascade = CascadeType.ALL, orphanRemoval = true, fetch = FetchType.LAZY)
    @OrderBy("position, id")
    @BatchSize(size = 200)
    private List<Subtask> subtasks = new ArrayList<>();

    protected Task() {}

    Task(long accountId, TaskContent content, Instant now) {
        this.accountId = accountId;
        this.status = Status.OPEN;
        this.createdAt = now;
        this.updatedAt = now;
        take(content, now);
    }

    /** All but how it repeats, which {@link SeriesChange} knows. */
    void change(TaskContent content, Instant now) {
        take(content, now);
    }

    private void take(TaskContent content, Instant now) {
        title = content.title();
        description = content.description();
        importance = content.importance();
        setDue(content.due());
        durationMinutes = content.durationMinutes().orElse(null);
        categoryId = content.categoryId().orElse(null);
        reminderTemplateId = content.reminderTemplateId().orElse(null);
        content.steps().ifPresent(steps -> Subtask.arrange(subtasks, steps, () -> new Subtask(this, accountId, now)));
        touch(now);
    }

    void setDue(Optional<Due> due) {
        dueDate = due.map(Due::date).orElse(null);
        dueTime = due.flatMap(Due::time).orElse(null);
    }

    Optional<Subtask> subtask(long subtaskId) {
        return subtasks.stream()
                .filter(subtask -> Objects.equals(subtask.id(), subtaskId))
                .findFirst();
    }

    /** @return whether this changed anything */
    boolean tick(Subtask subtask, boolean completed, Instant now) {
        if (subtask.completed() == completed) {
            return false;
        }
        subtask.tick(completed);
        touch(now);
        return true;
    }

    /** @return whether it was open; a second press changes nothing, the first moment stays */
    boolean complete(Instant now) {
        if (status == Status.DONE) {
            return false;
        }
        status = Status.DONE;
        completedAt = now;
        touch(now);
        return true;
    }

    /** @return whether it was done */
    boolean reopen(Instant now) {
        if (status == Status.OPEN) {
            return false;
        }
        status = Status.OPEN;
        completedAt = null;
        touch(now);
        return true;
    }

    void delete(Instant now) {
        deletedAt = now;
        touch(now);
    }

    /** @return whether it was deleted */
    boolean restore(Instant now) {
        if (deletedAt == null) {
            return false;
        }
        deletedAt = null;
        touch(now);
        return true;
    }

    /** @return whether it lay elsewhere */
    boolean move(Optional<Long> toCategory, Instant now) {
        if (Objects.equals(categoryId, toCategory.orElse(null))) {
            return false;
        }
        categoryId = toCategory.orElse(null);
        touch(now);
        return true;
    }

    /**
     * A duration ends where the time does: it means nothing for a whole day.
     *
     * @return whether the due moment was another one
     */
    boolean redate(Optional<Due> due, Instant now) {
        if (due().equals(due)) {
            return false;
        }
        setDue(due);
        if (dueTime == null) {
            durationMinutes = null;
        }
        touch(now);
        return true;
    }

    /** @return whether it had another one */
    boolean remindBy(Optional<Long> template, Instant now) {
        if (reminderTemplateId().equals(template)) {
            return false;
        }
        reminderTemplateId = template.orElse(null);
        touch(now);
        return true;
    }

    /** @return whether it was more or less important */
    boolean rank(int otherwise, Instant now) {
        if (importance == otherwise) {
            return false;
        }
        importance = otherwise;
        touch(now);
        return true;
    }

    /** It is there, and as it was before something was done to it. What came after it the series knows. */
    void putBack(TaskBefore before, Instant now) {
        status = before.completedAt().isPresent() ? Status.DONE : Status.OPEN;
        completedAt = before.completedAt().orElse(null);
        deletedAt = null;
        categoryId = before.categoryId().orElse(null);
        reminderTemplateId = before.templateId().orElse(null);
        importance = before.importance();
        setDue(before.due());
        durationMinutes = before.durationMinutes().orElse(null);
        touch(now);
    }

    void repeat(Optional<Repetition> otherwise, RecurFrom from, Optional<LocalDate> until) {
        repetition = otherwise.orElse(null);
        recurFrom = from;
        pausedUntil = until.orElse(null);
    }

    void continued(Continuation how) {
        continuation = how;
    }

    /** @return what comes after it, now that it was done or, still open, deleted; empty when nothing has to be decided */
    Optional<Series.Next> next(Instant at, ZoneId zone) {
        return next(at, zone, open());
    }

    /** @param skipped it is not done */
    Optional<Series.Next> next(Instant at, ZoneId zone, boolean skipped) {
        if (continuation != null) {
            return Optional.empty();
        }
        return repetition().map(place -> {
            var series = place.series(recurFrom);
            var due = due().map(Due::moment).orElse(series.slot());
            return skipped
                    ? series.skipped(due, at, zone, pausedUntil())
                    : series.completed(due, at, zone, pausedUntil());
        });
    }

    /** @param usual of the new one */
    Task followed(Series.Occurrence by, TaskContent content, Usual usual, Instant now, ZoneId zone) {
        var follower = new Task(accountId, content, now);
        follower.repeat(
                Optional.of(new Repetition(by.series(), usual)),
                recurFrom,
                pausedUntil().filter(now.atZone(zone).toLocalDate()::isBefore));
        follower.followsId = id;
        follower.seriesId = seriesId == null ? id : seriesId;
        continuation = Continuation.FOLLOWED;
        return follower;
    }

    /** Nobody has done anything to it since it was made. */
    boolean untouched() {
        return version == 0 && open() && deletedAt == null;
    }

    /** The occurrence it came after is open again. Whoever restores it gets a task that stands for itself. */
    void takeBack(Instant now) {
        repeat(Optional.empty(), recurFrom, Optional.empty());
        followsId = null;
        seriesId = null;
        delete(now);
    }

    /**
     * Always forward, even when the clock stands still: a change of a subtask alone dirties no column of the task, and
     * without a dirty column the version would not rise.
     */
    private void touch(Instant now) {
        updatedAt = now.isAfter(updatedAt) ? now : updatedAt.plus(1, ChronoUnit.MICROS);
    }

    Optional<Due> due() {
        return Optional.ofNullable(dueDate).map(date -> new Due(date, Optional.ofNullable(dueTime)));
    }

    boolean open() {
        return status == Status.OPEN;
    }

    Long id() {
        return id;
    }

    long accountId() {
        return accountId;
    }

    int version() {
        return version;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    int importance() {
        return importance;
    }

    Optional<Integer> durationMinutes() {
        return Optional.ofNullable(durationMinutes);
    }

    Optional<Long> categoryId() {
        return Optional.ofNullable(categoryId);
    }

    RecurFrom recurFrom() {
        return recurFrom;
    }

    Optional<Repetition> repetition() {
        return Optional.ofNullable(repetition);
    }

    Optional<LocalDate> pausedUntil() {
        return Optional.ofNullable(pausedUntil);
    }

    /** Null as long as nothing is decided about what comes after it. */
    Continuation continuation() {
        return continuation;
    }

    Optional<Long> followsId() {
        return Optional.ofNullable(followsId);
    }

    Optional<Long> reminderTemplateId() {
        return Optional.ofNullable(reminderTemplateId);
    }

    boolean deleted() {
        return deletedAt != null;
    }

    Optional<Instant> completedAt() {
        return Optional.ofNullable(completedAt);
    }

    Optional<Long> seriesId() {
        return Optional.ofNullable(seriesId);
    }

    Instant createdAt() {
        return createdAt;
    }

    /** When it was done, or else deleted. */
    Instant endedAt() {
        return completedAt == null ? deletedAt : completedAt;
    }

    List<Subtask> subtasks() {
        return List.copyOf(subtasks);
    }

    /** Subtasks are loaded apart: a join would repeat the description for each of them. */
    Uni<Void> fetchSubtasks() {
        return Mutiny.fetch(subtasks).replaceWithVoid();
    }
}
