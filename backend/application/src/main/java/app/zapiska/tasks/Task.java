package app.zapiska.tasks;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.Wording;
import app.zapiska.recurrence.RecurFrom;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    @Enumerated(EnumType.STRING)
    @Column(name = "recur_from")
    private RecurFrom recurFrom;

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

    Task(long accountId, Content content, Instant now) {
        this.accountId = accountId;
        this.status = Status.OPEN;
        this.createdAt = now;
        this.updatedAt = now;
        take(content, now);
    }

    /**
     * What a person decides about a task; the lists are whole.
     *
     * @param title 1–200 characters
     * @param importance 1 important, 2 needed, 3 nice to have
     * @param durationMinutes only with a due time
     * @param steps empty leaves those it has
     */
    record Content(
            String title,
            String description,
            int importance,
            Optional<Due> due,
            Optional<Integer> durationMinutes,
            Optional<Long> categoryId,
            RecurFrom recurFrom,
            Optional<Long> reminderTemplateId,
            Optional<List<Step>> steps) {

        Content with(Optional<Long> template) {
            return new Content(
                    title, description, importance, due, durationMinutes, categoryId, recurFrom, template, steps);
        }
    }

    /**
     * A subtask as wanted.
     *
     * @param id that of an existing one, which keeps its identity; empty makes a new one
     * @param completed empty keeps the tick, or makes an open one
     * @param place where it stood in the request, to name it there if it is refused
     */
    record Step(Optional<Long> id, String title, Optional<Boolean> completed, int place) {}

    record Progress(int done, int total) {}

    /** @return whether the due moment is another one now, so that reminders must move */
    boolean change(Content content, Instant now) {
        var before = due();
        take(content, now);
        return !before.equals(due());
    }

    private void take(Content content, Instant now) {
        title = content.title();
        description = content.description();
        importance = content.importance();
        setDue(content.due());
        durationMinutes = content.durationMinutes().orElse(null);
        categoryId = content.categoryId().orElse(null);
        recurFrom = content.recurFrom();
        reminderTemplateId = content.reminderTemplateId().orElse(null);
        content.steps().ifPresent(steps -> arrange(steps, now));
        touch(now);
    }

    private void setDue(Optional<Due> due) {
        dueDate = due.map(Due::date).orElse(null);
        dueTime = due.flatMap(Due::time).orElse(null);
    }

    private void arrange(List<Step> steps, Instant now) {
        var existing = subtasks.stream().collect(Collectors.toMap(Subtask::id, Function.identity()));
        var unknownIds = steps.stream()
                .filter(step -> step.id().isPresent())
                // Removing as we go finds a second mention of the same subtask, too.
                .filter(step -> existing.remove(step.id().get()) == null)
                .map(step -> new FieldError(
                        "subtasks[" + step.place() + "].id",
                        Wording.of(TaskMessages.class, TaskMessages::unknownSubtask)))
                .toList();
        if (!unknownIds.isEmpty()) {
            throw new DomainException.Invalid(unknownIds.getFirst().message(), unknownIds);
        }
        subtasks.removeAll(existing.values());
        for (int place = 0; place < steps.size(); place++) {
            var step = steps.get(place);
            var subtask = step.id().map(this::subtaskOf).orElseGet(() -> {
                var added = new Subtask(this, accountId, now);
                subtasks.add(added);
                return added;
            });
            subtask.apply(step.title(), step.completed().orElse(subtask.completed()), place);
        }
        subtasks.sort(Comparator.comparingInt(Subtask::position));
    }

    private Subtask subtaskOf(long subtaskId) {
        return subtask(subtaskId).orElseThrow();
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

    Progress progress() {
        return new Progress((int) subtasks.stream().filter(Subtask::completed).count(), subtasks.size());
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

    Status status() {
        return status;
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

    Optional<Long> reminderTemplateId() {
        return Optional.ofNullable(reminderTemplateId);
    }

    Optional<Instant> completedAt() {
        return Optional.ofNullable(completedAt);
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    List<Subtask> subtasks() {
        return List.copyOf(subtasks);
    }

    /** Subtasks are loaded apart: a join would repeat the description for each of them. */
    Uni<Void> fetchSubtasks() {
        return Mutiny.fetch(subtasks).replaceWithVoid();
    }
}
