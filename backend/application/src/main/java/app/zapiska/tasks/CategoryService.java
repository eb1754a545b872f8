package app.zapiska.tasks;

import app.zapiska.platform.DomainException.Conflict;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.ETags;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Turns;
import app.zapiska.platform.Wording;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.hibernate.exception.ConstraintViolationException;

/** What can be done with categories. */
@ApplicationScoped
public class CategoryService {

    /** More can't be overlooked any more; and a list of them never needs a second page. */
    static final int MOST = 200;

    private final TaskCategories categories;
    private final Tasks tasks;
    private final InstantSource clock;

    CategoryService(TaskCategories categories, Tasks tasks, InstantSource clock) {
        this.categories = categories;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** @return its id */
    @WithTransaction
    public Uni<Long> create(long accountId, TaskCategory.Looks looks) {
        return Turns.take("categories", accountId)
                .chain(() -> categories.ofAccount(accountId))
                .invoke(existing -> {
                    if (existing >= MOST) {
                        throw new Conflict(Wording.of(TaskMessages.class, m -> m.tooManyCategories(MOST)));
                    }
                })
                .chain(() -> categories.persistAndFlush(new TaskCategory(accountId, looks, now())))
                .onFailure(CategoryService::sameName)
                .transform(CategoryService::exists)
                .map(TaskCategory::id);
    }

    @WithTransaction
    public Uni<Void> replace(long accountId, long id, ETags.ExpectedVersion seen, TaskCategory.Looks looks) {
        return unchangedSince(accountId, id, seen)
                .invoke(category -> category.apply(looks, now()))
                .call(categories::flush)
                .onFailure(CategoryService::sameName)
                .transform(CategoryService::exists)
                .replaceWithVoid();
    }

    /** Its tasks stay, without a category (T3). */
    @WithTransaction
    public Uni<Void> delete(long accountId, long id, ETags.ExpectedVersion seen) {
        return unchangedSince(accountId, id, seen)
                .call(() -> tasks.leaveCategory(accountId, id, now()))
                .chain(categories::delete);
    }

    private Uni<TaskCategory> unchangedSince(long accountId, long id, ETags.ExpectedVersion seen) {
        return categories
                .lock(accountId, id)
                .onItem()
                .ifNull()
                .failWith(CategoryService::noSuchCategory)
                .invoke(category -> seen.check(category.version()));
    }

    private static boolean sameName(Throwable failure) {
        return failure instanceof ConstraintViolationException violation
                && "task_categories_name".equals(violation.getConstraintName());
    }

    private static Conflict exists(Throwable sameName) {
        return new Conflict(Wording.of(TaskMessages.class, TaskMessages::categoryExists));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static NotFound noSuchCategory() {
        return new NotFound(ProblemType.NOT_FOUND.detail());
    }
}
