package app.zapiska.tasks;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.DomainException.Conflict;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.ETags;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import app.zapiska.recurrence.Series;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.ReminderPlanner.Change;
import app.zapiska.reminders.ReminderPlanner.Ending;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectKey.Kind;
import app.zapiska.tasks.SeriesChange.Scope;
import app.zapiska.tasks.TaskSeries.Follower;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What can be done with tasks. Every change and what it means for the reminders happen together or not at all. */
@ApplicationScoped
public class TaskService {

    private final Tasks tasks;
    private final TaskCategories categories;
    private final ReminderPlanner reminders;
    private final TaskSeries series;
    private final TaskUndo undo;
    private final InstantSource clock;

    TaskService(
            Tasks tasks,
            TaskCategories categories,
            ReminderPlanner reminders,
            TaskSeries series,
            TaskUndo undo,
            InstantSource clock) {
        this.tasks = tasks;
        this.categories = categories;
        this.reminders = reminders;
        this.series = series;
        this.undo = undo;
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
     * @return what takes it back
     */
    @WithTransaction
    public Uni<UUID> delete(AccountSettings account, long id, ETags.ExpectedVersion seen, Scope scope) {
        return unchangedSince(account, id, seen)
                .chain(task -> undo.begin(account.accountId(), List.of(task))
                        .invoke(() -> {
                            if (scope == Scope.FOLLOWING && task.repetition().isPresent()) {
                                if (!task.open() || task.continuation() != null) {
                                    throw new Conflict(Wording.of(TaskMessages.class, TaskMessages::endBySuccessor));
                                }
                                task.continued(Continuation.STOPPED);
                            }
                        })
                        .call(() -> delete(account, task))
                        .chain(before -> undo.end(before, List.of(task), "delete"))
                        .map(Optional::orElseThrow));
    }

    /** @return the next occurrence, if one comes */
    private Uni<Optional<Follower>> delete(AccountSettings account, Task task) {
        task.delete(now());
        return (task.open() ? series.goOn(account, task) : Uni.createFrom().item(Optional.<Follower>empty()))
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
                .map(next -> next.orElseThrow().id());
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
        return task.complete(now())
                ? tasks.flush()
                        .chain(() -> series.goOn(account, task))
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

    Uni<Void> knownCategory(long accountId, Optional<Long> id) {
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
        return plan(key(task), task, custom);
    }

    /** Of one that is not loaded. */
    static Plan plan(SubjectKey key, Task task, Optional<List<LocalDateTime>> custom) {
        return new Plan(
                key,
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
