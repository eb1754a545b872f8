package app.zapiska.tasks;

import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Wording;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A step of a task. Lives and changes through its {@link Task} only. */
@Entity
@Table(name = "subtasks")
class Subtask {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "account_id", updatable = false)
    private long accountId;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "task_id", updatable = false)
    private Task task;

    private String title;

    private boolean completed;

    private int position;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    protected Subtask() {}

    Subtask(Task task, long accountId, Instant now) {
        this.task = task;
        this.accountId = accountId;
        this.createdAt = now;
    }

    /** Makes these as wanted, in the order wanted; those that are not mentioned go. */
    static void arrange(List<Subtask> subtasks, List<TaskContent.Step> wanted, Supplier<Subtask> another) {
        var unmentioned = subtasks.stream().collect(Collectors.toMap(Subtask::id, Function.identity()));
        var existing = Map.copyOf(unmentioned);
        var unknownIds = wanted.stream()
                .filter(step -> step.id().isPresent())
                // Removing as we go finds a second mention of the same subtask, too.
                .filter(step -> unmentioned.remove(step.id().get()) == null)
                .map(step -> new FieldError(
                        "subtasks[" + step.place() + "].id",
                        Wording.of(TaskMessages.class, TaskMessages::unknownSubtask)))
                .toList();
        if (!unknownIds.isEmpty()) {
            throw new Invalid(unknownIds.getFirst().message(), unknownIds);
        }
        subtasks.removeAll(unmentioned.values());
        for (int place = 0; place < wanted.size(); place++) {
            var step = wanted.get(place);
            var subtask = step.id().map(existing::get).orElseGet(() -> {
                var added = another.get();
                subtasks.add(added);
                return added;
            });
            subtask.apply(step.title(), step.completed().orElse(subtask.completed()), place);
        }
        subtasks.sort(Comparator.comparingInt(Subtask::position));
    }

    private void apply(String newTitle, boolean nowCompleted, int newPosition) {
        title = newTitle;
        completed = nowCompleted;
        position = newPosition;
    }

    void tick(boolean nowCompleted) {
        completed = nowCompleted;
    }

    Long id() {
        return id;
    }

    String title() {
        return title;
    }

    boolean completed() {
        return completed;
    }

    int position() {
        return position;
    }
}
