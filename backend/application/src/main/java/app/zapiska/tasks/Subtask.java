package app.zapiska.tasks;

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

    void apply(String newTitle, boolean nowCompleted, int newPosition) {
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
