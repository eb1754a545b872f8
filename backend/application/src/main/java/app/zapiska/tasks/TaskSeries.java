package app.zapiska.tasks;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.NullableId;
import app.zapiska.recurrence.Series.Occurrence;
import app.zapiska.recurrence.Series.Over;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.ReminderPlanner.Change;
import app.zapiska.reminders.ReminderPlanner.Ending;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectKey.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What comes after a task that repeats. Works on locked tasks within the caller's transaction, so the end of one occurrence and the
 * beginning of the next happen together or not at all; the database takes no second follower from anybody.
 */
@ApplicationScoped
class TaskSeries {

    private final Tasks tasks;
    private final TaskCategories categories;
    private final ReminderPlanner reminders;

    TaskSeries(Tasks tasks, TaskCategories categories, ReminderPlanner reminders) {
        this.tasks = tasks;
        this.categories = categories;
        this.reminders = reminders;
    }

    /**
     * An occurrence is over: done, or deleted while it was open.
     *
     * @param at when it ended
     * @return the one that follows; null when the series is over, goes on already or there is none
     */
    Uni<Task> goOn(AccountSettings account, Task task, Instant at) {
        var next = task.next(at, account.zone());
        if (next.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return switch (next.get()) {
            case Occurrence one -> follow(account, task, one, at);
            case Over over -> {
                task.continued(Continuation.of(over.reason()));
                yield tasks.flush().replaceWith((Task) null);
            }
        };
    }

    private Uni<Task> follow(AccountSettings account, Task task, Occurrence next, Instant at) {
        return task.fetchSubtasks()
                .chain(() -> usual(account, task))
                .chain(usual -> content(account, task, usual, next).chain(content -> {
                    var kept = new Usual(usual.reminders(), Optional.empty());
                    var follower = task.followed(next, content, kept, at, account.zone());
                    var due = Repetition.base(next.series().slot());
                    return tasks.persistAndFlush(follower)
                            .call(() -> reminders.plan(
                                    account,
                                    TaskService.plan(follower, Optional.of(kept.moments(due))),
                                    Change.STARTED));
                }));
    }

    /** The moments chosen by hand are noted with the series, but for those that only its reminders know, as when a template went. */
    private Uni<Usual> usual(AccountSettings account, Task task) {
        var place = task.repetition().orElseThrow();
        var noted = place.usual();
        var known = noted.reminders();
        boolean elsewhere = known.isEmpty()
                || known.get().isEmpty()
                        && task.reminderTemplateId().isEmpty()
                        && noted.content().isEmpty();
        return elsewhere
                ? tasks.ownMoments(task.accountId(), task.id())
                        .map(moments -> new Usual(
                                Optional.of(Usual.fromDue(moments, place.base(task.due(), account.zone()))),
                                noted.content()))
                : Uni.createFrom().item(noted);
    }

    private Uni<TaskContent> content(AccountSettings account, Task task, Usual usual, Occurrence next) {
        var due = Optional.of(Due.of(next.due()));
        if (usual.content().isEmpty()) {
            return Uni.createFrom()
                    .item(new TaskContent(
                            task.title(),
                            task.description(),
                            task.importance(),
                            due,
                            duration(task.durationMinutes(), next),
                            task.categoryId(),
                            TaskContent.Repeat.UNTOLD,
                            task.reminderTemplateId(),
                            Optional.of(steps(
                                    task.subtasks().stream().map(Subtask::title).toList()))));
        }
        var noted = usual.content().get();
        return known(account.accountId(), noted.categoryId())
                .chain(category -> template(account.accountId(), noted.templateId())
                        .map(template -> new TaskContent(
                                noted.title(),
                                noted.description(),
                                noted.importance(),
                                due,
                                duration(noted.durationMinutes(), next),
                                category,
                                TaskContent.Repeat.UNTOLD,
                                template,
                                Optional.of(steps(noted.steps())))));
    }

    private static Optional<Integer> duration(Optional<Integer> minutes, Occurrence next) {
        return minutes.filter(any -> next.due().time().isPresent());
    }

    private static List<TaskContent.Step> steps(List<String> titles) {
        return IntStream.range(0, titles.size())
                .mapToObj(place -> new TaskContent.Step(Optional.empty(), titles.get(place), Optional.of(false), place))
                .toList();
    }

    private Uni<Optional<Long>> known(long accountId, Optional<Long> category) {
        return category.isEmpty()
                ? Uni.createFrom().item(category)
                : categories.keep(accountId, category.get()).map(there -> category.filter(id -> there));
    }

    /** One that was deleted since gives way to the default: what reminded must not fall silent. */
    private Uni<Optional<Long>> template(long accountId, Optional<Long> template) {
        return template.isEmpty()
                ? Uni.createFrom().item(template)
                : tasks.knowsTemplate(accountId, template.get())
                        .chain(there -> reminders.template(
                                accountId,
                                Kind.TASK,
                                there ? Optional.of(new NullableId(template)) : Optional.empty()));
    }

    /**
     * An occurrence that was over is open again. What followed it is taken back as long as nobody has touched it, else two of the same
     * would stand there; what somebody has touched stays, and completing this one again makes no further one.
     */
    Uni<Void> takeBack(AccountSettings account, Task task, Instant now) {
        if (task.continuation() == null) {
            return Uni.createFrom().voidItem();
        }
        if (task.continuation() != Continuation.FOLLOWED) {
            task.continued(null);
            return tasks.flush();
        }
        return tasks.lockFollower(task.accountId(), task.id())
                .onItem()
                .ifNotNull()
                .call(follower -> follower.untouched()
                        ? tasks.wasSnoozed(task.accountId(), follower.id())
                                .chain(snoozed -> snoozed ? Uni.createFrom().voidItem() : remove(task, follower, now))
                        : Uni.createFrom().voidItem())
                .replaceWithVoid();
    }

    private Uni<Void> remove(Task task, Task follower, Instant now) {
        follower.takeBack(now);
        task.continued(null);
        return tasks.flush()
                .chain(() -> reminders.stop(follower.accountId(), SubjectKey.task(follower.id()), Ending.DELETED));
    }
}
