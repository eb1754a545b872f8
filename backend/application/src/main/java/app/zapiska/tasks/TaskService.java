package app.zapiska.tasks;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.DomainException;
import app.zapiska.platform.DomainException.Conflict;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.ETags;
import app.zapiska.platform.Faults;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import app.zapiska.recurrence.RecurrenceFault;
import app.zapiska.recurrence.Series;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.ReminderPlanner.Change;
import app.zapiska.reminders.ReminderPlanner.Ending;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectKey.Kind;
import app.zapiska.tasks.SeriesChange.Scope;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What can be done with tasks. Every change and what it means for the reminders happen together or not at all. */
@ApplicationScoped
public class TaskService {

    private final Tasks tasks;
    private final TaskCategories categories;
    private final ReminderPlanner reminders;
    private final TaskSeries series;
    private final InstantSource clock;

    TaskService(
            Tasks tasks, TaskCategories categories, ReminderPlanner reminders, TaskSeries series, InstantSource clock) {
        this.tasks = tasks;
        this.categories = categories;
        this.reminders = reminders;
        this.series = series;
        this.clock = clock;
    }

    /**
     * @param template empty: nothing was said about it, so it is the account's default
     * @param custom wall times of the account's zone at which to remind besides the template's
     * @return its id
     */
    @WithTransaction
    public Uni<Long> create(
            AccountSettings account, TaskContent content, Optional<NullableId> template, List<LocalDateTime> custom) {
        return knownCategory(account.accountId(), content.categoryId())
                .chain(() -> reminders.template(account.accountId(), Kind.TASK, template))
                .chain(chosen -> {
                    var task = new Task(account.accountId(), content.with(chosen), now());
                    var begun = new SeriesChange(task, now(), account.zone()).begin(content.repeat(), custom);
                    return tasks.persistAndFlush(task)
                            .call(() -> reminders.plan(account, plan(task, begun.custom()), Change.STARTED));
                })
                .map(Task::id);
    }

    /** As over HTTP, for who has no request: a task that was proposed and accepted. @return its id */
    @WithTransaction
    public Uni<Long> create(AccountSettings account, TaskRequest request) {
        return create(account, request.content(), request.template(), List.of());
    }

    /**
     * Takes the whole task.
     *
     * @param custom empty leaves the reminders chosen by hand as they are; a done task keeps them anyway
     * @param scope whom it is about, if the task repeats
     */
    @WithTransaction
    public Uni<Void> replace(
            AccountSettings account,
            long id,
            ETags.ExpectedVersion seen,
            TaskContent content,
            Optional<List<LocalDateTime>> custom,
            Scope scope) {
        return unchangedSince(account, id, seen)
                .call(Task::fetchSubtasks)
                .call(() -> checkReferences(account.accountId(), content))
                .chain(task -> {
                    var saved = new SeriesChange(task, now(), account.zone()).save(content, custom, scope);
                    var change = saved.redated() ? Change.RESCHEDULED : Change.EDITED;
                    return tasks.flush()
                            .call(() -> task.open()
                                    ? reminders.plan(account, plan(task, saved.custom()), change)
                                    : Uni.createFrom().voidItem())
                            .replaceWithVoid();
                });
    }

    /**
     * It can be restored for {@link Task#KEPT_DELETED}.
     *
     * @param scope of a task that repeats only this occurrence, and the next one comes, or the whole rest of the series
     */
    @WithTransaction
    public Uni<Void> delete(AccountSettings account, long id, ETags.ExpectedVersion seen, Scope scope) {
        return unchangedSince(account, id, seen)
                .invoke(task -> {
                    if (scope == Scope.FOLLOWING && task.repetition().isPresent()) {
                        if (!task.open() || task.continuation() != null) {
                            throw new Conflict(Wording.of(TaskMessages.class, TaskMessages::endBySuccessor));
                        }
                        task.continued(Continuation.STOPPED);
                    }
                })
                .chain(task -> delete(account, task))
                .replaceWithVoid();
    }

    /** @return the next occurrence, if one comes; or null */
    private Uni<Task> delete(AccountSettings account, Task task) {
        var now = now();
        return (task.open() ? series.goOn(account, task, now) : Uni.createFrom().<Task>nullItem())
                .invoke(() -> task.delete(now))
                .call(tasks::flush)
                .call(() -> reminders.stop(task.accountId(), key(task), Ending.DELETED));
    }

    /**
     * The next occurrence instead of this one, which can be restored as if it had been deleted.
     *
     * @return the id of the next one
     */
    @WithTransaction
    public Uni<Long> skip(AccountSettings account, long id) {
        return existing(account.accountId(), id)
                .invoke(task -> {
                    if (task.repetition().isEmpty()) {
                        throw new Conflict(Wording.of(TaskMessages.class, TaskMessages::doesNotRepeat));
                    }
                    openOne(task, TaskMessages::doneCannotBeSkipped);
                    if (!(task.next(now(), account.zone()).orElse(null) instanceof Series.Occurrence)) {
                        throw new Conflict(Wording.of(TaskMessages.class, TaskMessages::nothingToSkipTo));
                    }
                })
                .chain(task -> delete(account, task))
                .map(Task::id);
    }

    private static void openOne(Task task, Function<TaskMessages, String> otherwise) {
        if (!task.open()) {
            throw new Conflict(Wording.of(TaskMessages.class, otherwise));
        }
    }

    /** Takes deletion back. One that is not deleted is left as it is. */
    @WithTransaction
    public Uni<Void> restore(AccountSettings account, long id) {
        return tasks.lockDeleted(account.accountId(), id, now().minus(Task.KEPT_DELETED))
                .onItem()
                .ifNull()
                .failWith(TaskService::noSuchTask)
                .call(task -> task.restore(now()) && task.open()
                        ? series.takeBack(account, task, now()).call(() -> startAgain(account, task))
                        : tasks.flush())
                .replaceWithVoid();
    }

    @WithTransaction
    public Uni<Void> complete(AccountSettings account, long id) {
        return existing(account.accountId(), id)
                .call(task -> complete(account, task))
                .replaceWithVoid();
    }

    private Uni<Void> complete(AccountSettings account, Task task) {
        var now = now();
        return task.complete(now)
                ? tasks.flush()
                        .chain(() -> series.goOn(account, task, now))
                        .chain(() -> reminders.stop(task.accountId(), key(task), Ending.COMPLETED))
                : Uni.createFrom().voidItem();
    }

    @WithTransaction
    public Uni<Void> reopen(AccountSettings account, long id) {
        return existing(account.accountId(), id)
                .call(task -> reopen(account, task))
                .replaceWithVoid();
    }

    private Uni<Void> reopen(AccountSettings account, Task task) {
        return task.reopen(now())
                ? series.takeBack(account, task, now()).chain(() -> startAgain(account, task))
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> startAgain(AccountSettings account, Task task) {
        return tasks.flush().call(() -> reminders.plan(account, plan(task, Optional.empty()), Change.STARTED));
    }

    @WithTransaction
    public Uni<Void> snooze(AccountSettings account, long id, Instant until) {
        return existing(account.accountId(), id)
                .invoke(task -> {
                    openOne(task, TaskMessages::doneCannotBeSnoozed);
                })
                .call(task -> reminders.snooze(account, key(task), until))
                .replaceWithVoid();
    }

    @WithTransaction
    public Uni<Void> tick(AccountSettings account, long id, long subtaskId, boolean completed) {
        return existing(account.accountId(), id)
                .call(Task::fetchSubtasks)
                .invoke(task ->
                        task.tick(task.subtask(subtaskId).orElseThrow(TaskService::noSuchTask), completed, now()))
                .call(tasks::flush)
                .replaceWithVoid();
    }

    /** What is to be done to each of many tasks. */
    sealed interface BulkAction {
        record Complete() implements BulkAction {}

        record Delete() implements BulkAction {}

        record Move(Optional<Long> toCategory) implements BulkAction {}

        record Redate(Optional<Due> due) implements BulkAction {}
    }

    /** @param failed why, by id */
    record BulkResult(Set<Long> done, Map<Long, ProblemType> failed) {}

    /** Each task in a transaction of its own, hence none around them: one that fails spoils no other. */
    Uni<BulkResult> bulk(AccountSettings account, Collection<Long> ids, BulkAction action) {
        var done = new LinkedHashSet<>(ids);
        var failed = new LinkedHashMap<Long, ProblemType>();
        return checkTarget(account.accountId(), action)
                .chain(() -> Multi.createFrom()
                        .iterable(List.copyOf(done))
                        .onItem()
                        .transformToUniAndConcatenate(id -> act(account, id, action)
                                .onFailure()
                                .recoverWithUni(failure -> {
                                    done.remove(id);
                                    failed.put(id, type(failure));
                                    return Uni.createFrom().voidItem();
                                }))
                        .collect()
                        .asList())
                .map(all -> new BulkResult(done, failed));
    }

    private Uni<Void> checkTarget(long accountId, BulkAction action) {
        return action instanceof BulkAction.Move(var toCategory) && toCategory.isPresent()
                ? knownTarget(accountId, toCategory)
                : Uni.createFrom().voidItem();
    }

    @WithTransaction
    Uni<Void> knownTarget(long accountId, Optional<Long> category) {
        return knownCategory(accountId, category);
    }

    @WithTransaction
    Uni<Void> act(AccountSettings account, long id, BulkAction action) {
        return existing(account.accountId(), id)
                .call(task -> act(account, task, action))
                .replaceWithVoid();
    }

    private Uni<Void> act(AccountSettings account, Task task, BulkAction action) {
        return switch (action) {
            case BulkAction.Complete() -> complete(account, task);
            case BulkAction.Delete() -> delete(account, task).replaceWithVoid();
            case BulkAction.Move(var toCategory) -> {
                task.move(toCategory, now());
                yield tasks.flush();
            }
            case BulkAction.Redate(var due)
            when due.isEmpty() && task.repetition().isPresent() -> throw RecurrenceFault.DUE_MISSING.with();
            case BulkAction.Redate(var due) ->
                task.redate(due, now())
                        ? tasks.flush()
                                .call(() -> task.open()
                                        ? reminders.plan(account, plan(task, Optional.empty()), Change.RESCHEDULED)
                                        : Uni.createFrom().voidItem())
                        : Uni.createFrom().voidItem();
        };
    }

    private static ProblemType type(Throwable failure) {
        return switch (failure) {
            case NotFound _ -> ProblemType.NOT_FOUND;
            case Conflict _ -> ProblemType.CONFLICT;
            case DomainException _ -> ProblemType.VALIDATION;
            case ProblemException refused -> refused.type();
            default -> {
                Faults.log(failure);
                yield ProblemType.INTERNAL;
            }
        };
    }

    /** For the engine: see {@link app.zapiska.reminders.Completable#complete}. */
    @WithTransaction
    public Uni<Optional<Task>> completeIfThere(AccountSettings account, long id) {
        return tasks.lock(account.accountId(), id)
                .onItem()
                .ifNotNull()
                .call(task -> complete(account, task))
                .map(Optional::ofNullable);
    }

    /** For the engine: see {@link app.zapiska.reminders.Completable#reopen}. */
    @WithTransaction
    public Uni<Optional<Task>> reopenIfThere(AccountSettings account, long id) {
        return tasks.lock(account.accountId(), id)
                .onItem()
                .ifNotNull()
                .call(task -> reopen(account, task))
                .map(Optional::ofNullable);
    }

    private Uni<Task> existing(long accountId, long id) {
        return tasks.lock(accountId, id).onItem().ifNull().failWith(TaskService::noSuchTask);
    }

    private Uni<Task> unchangedSince(AccountSettings account, long id, ETags.ExpectedVersion seen) {
        return existing(account.accountId(), id).invoke(task -> seen.check(task.version()));
    }

    private Uni<Void> checkReferences(long accountId, TaskContent content) {
        return knownCategory(accountId, content.categoryId())
                .chain(() -> reminders.template(
                        accountId, Kind.TASK, Optional.of(new NullableId(content.reminderTemplateId()))))
                .replaceWithVoid();
    }

    private Uni<Void> knownCategory(long accountId, Optional<Long> id) {
        return id.isEmpty()
                ? Uni.createFrom().voidItem()
                : categories
                        .keep(accountId, id.get())
                        .invoke(known -> refuse(known, "categoryId", TaskMessages::unknownCategory))
                        .replaceWithVoid();
    }

    private static void refuse(boolean known, String field, Function<TaskMessages, String> why) {
        if (!known) {
            throw new Invalid(field, Wording.of(TaskMessages.class, why));
        }
    }

    private static SubjectKey key(Task task) {
        return SubjectKey.task(task.id());
    }

    static Plan plan(Task task, Optional<List<LocalDateTime>> custom) {
        return new Plan(
                key(task),
                task.importance(),
                task.due().map(Due::date),
                task.due().flatMap(Due::time),
                task.durationMinutes(),
                task.reminderTemplateId(),
                custom);
    }

    /** As exact as the database keeps it, so that an answer shows the same moment now and later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static NotFound noSuchTask() {
        return new NotFound(ProblemType.NOT_FOUND.detail());
    }
}
