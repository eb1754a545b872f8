package app.zapiska.tasks;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/** A drawer for tasks. Removing it leaves them (T3): the database clears their {@code category_id}. */
@Entity
@Table(name = "task_categories")
class TaskCategory {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "account_id", updatable = false)
    private long accountId;

    @Version
    private int version;

    private String name;

    private String color;

    private String icon;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected TaskCategory() {}

    TaskCategory(long accountId, Looks looks, Instant now) {
        this.accountId = accountId;
        this.createdAt = now;
        apply(looks, now);
    }

    void apply(Looks looks, Instant now) {
        name = looks.name();
        color = looks.color();
        icon = looks.icon();
        updatedAt = now;
    }

    /**
     * @param name 1–100 characters, unique in the account whatever the case
     * @param color {@code #rrggbb}, lower case
     * @param icon up to 50 characters; usually one emoji
     */
    record Looks(String name, String color, String icon) {}

    Long id() {
        return id;
    }

    int version() {
        return version;
    }
}
