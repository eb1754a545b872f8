package app.zapiska.tasks;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.recurrence.Series.Occurrence;
import app.zapiska.recurrence.Series.Over;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.ReminderPlanner.Change;
import app.zapiska.reminders.ReminderPlanner.Ending;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectKey.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What comes after a task that repeats. Works on locked tasks within the caller's transaction, so the end of one occurrence and the
 * beginning of the next happen together or not at all; the database takes no second follower from anybody.
 */
@ApplicationScoped
class TaskSeries {

    private final Tasks tasks;
    private final Followers rows;
    private final ReminderPlanner reminders;

    TaskSeries(Tasks tasks, Followers rows, ReminderPlanner reminders) {
        this.tasks = tasks;
        this.rows = rows;
        this.reminders = reminders;
    }

    /**
     * What follows an occurrence.
     *
     * @param id of the next one
     */
    record Follower(long id, Due due) {}

    /** As {@link #goOnAll}, after one. */
    Uni<Optional<Follower>> goOn(AccountSettings account, Task ended) {
        return goOnAll(account, List.of(ended)).map(followers -> Optional.ofNullable(followers.get(ended.id())));
    }

    /**
     * Occurrences are over: done, or deleted while they were open. In a number of statements that does not depend on how many.
     *
     * @return those that follow, by the id of what they come after; none where a series is over, goes on already or there is none
     */
    Uni<Map<Long, Follower>> goOnAll(AccountSettings account, Collection<Task> ended) {
        var followed = new LinkedHashMap<Task, Occurrence>();
        for (var task : ended) {
            switch (task.next(task.endedAt(), account.zone()).orElse(null)) {
                case Occurrence one -> followed.put(task, one);
                case Over over -> task.continued(Continuation.of(over.reason()));
                case null -> {}
            }
        }
        return followed.isEmpty()
                ? tasks.flush().replaceWith(Map.of())
                : tasks.fetchSubtasks(account.accountId(), ids(followed.keySet()))
                        .chain(() -> usual(account, followed.keySet()))
                        .chain(usual -> stillThere(account.accountId(), usual.values())
                                .chain(there -> follow(account, followed, usual, there)));
    }

    private Uni<Map<Long, Follower>> follow(
            AccountSettings account, Map<Task, Occurrence> followed, Map<Task, Usual> usual, StillThere there) {
        var followers = new LinkedHashMap<Long, Task>();
        followed.forEach((task, next) -> {
            var kept = new Usual(usual.get(task).reminders(), Optional.empty());
            followers.put(
                    task.id(),
                    task.followed(
                            next, content(task, usual.get(task), next, there), kept, task.endedAt(), account.zone()));
        });
        return tasks.flush().chain(() -> rows.add(followers.values())).chain(ids -> {
            var plans = new ArrayList<Plan>();
            followed.forEach((task, next) -> plans.add(TaskService.plan(
                    SubjectKey.task(ids.get(task.id())),
                    followers.get(task.id()),
                    Optional.of(usual.get(task)
                            .moments(Repetition.base(next.series().slot()))))));
            return reminders
                    .planAll(account, plans, Change.STARTED)
                    .replaceWith(() -> ids.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    id -> new Follower(
                                            id.getValue(),
                                            followers.get(id.getKey()).due().orElseThrow()))));
        });
    }

    private static List<Long> ids(Collection<Task> tasks) {
        return tasks.stream().map(Task::id).toList();
    }

    /** The moments chosen by hand are noted with the series, but for those that only its reminders know, as when a template went. */
    private Uni<Map<Task, Usual>> usual(AccountSettings account, Collection<Task> of) {
        var elsewhere = of.stream().filter(TaskSeries::knownElsewhere).toList();
        return (elsewhere.isEmpty()
                        ? Uni.createFrom().item(Map.<Long, List<LocalDateTime>>of())
                        : tasks.ownMoments(account.accountId(), ids(elsewhere)))
                .map(moments -> of.stream().collect(Collectors.toMap(Function.identity(), task -> {
                    var place = task.repetition().orElseThrow();
                    return knownElsewhere(task)
                            ? new Usual(
                                    Optional.of(Usual.fromDue(
                                            moments.getOrDefault(task.id(), List.of()),
                                            place.base(task.due(), account.zone()))),
                                    place.usual().content())
                            : place.usual();
                })));
    }

    private static boolean knownElsewhere(Task task) {
        var noted = task.repetition().orElseThrow().usual();
        var known = noted.reminders();
        return known.isEmpty()
                || known.get().isEmpty()
                        && task.reminderTemplateId().isEmpty()
                        && noted.content().isEmpty();
    }

    private static TaskContent content(Task task, Usual usual, Occurrence next, StillThere there) {
        var due = Optional.of(Due.of(next.due()));
        if (usual.content().isEmpty()) {
            return new TaskContent(
                    task.title(),
                    task.description(),
                    task.importance(),
                    due,
                    duration(task.durationMinutes(), next),
                    task.categoryId(),
                    TaskContent.Repeat.UNTOLD,
                    task.reminderTemplateId(),
                    Optional.of(
                            steps(task.subtasks().stream().map(Subtask::title).toList())));
        }
        var noted = usual.content().get();
        return new TaskContent(
                noted.title(),
                noted.description(),
                noted.importance(),
                due,
                duration(noted.durationMinutes(), next),
                noted.categoryId().filter(there.categories()::contains),
                TaskContent.Repeat.UNTOLD,
                noted.templateId().flatMap(id -> there.templates().contains(id) ? Optional.of(id) : there.otherwise()),
                Optional.of(steps(noted.steps())));
    }

    private static Optional<Integer> duration(Optional<Integer> minutes, Occurrence next) {
        return minutes.filter(any -> next.due().time().isPresent());
    }

    private static List<TaskContent.Step> steps(List<String> titles) {
        return IntStream.range(0, titles.size())
                .mapToObj(place -> new TaskContent.Step(Optional.empty(), titles.get(place), Optional.of(false), place))
                .toList();
    }

    /**
     * What the others of a series were to be like and is still there.
     *
     * @param otherwise the template that takes the place of one that is gone: what reminded must not fall silent
     */
    private record StillThere(Set<Long> categories, Set<Long> templates, Optional<Long> otherwise) {}

    private Uni<StillThere> stillThere(long accountId, Collection<Usual> usual) {
        var noted = usual.stream().flatMap(one -> one.content().stream()).toList();
        if (noted.isEmpty()) {
            return Uni.createFrom().item(new StillThere(Set.of(), Set.of(), Optional.empty()));
        }
        var wanted = noted.stream().flatMap(one -> one.templateId().stream()).collect(Collectors.toSet());
        return tasks.keepCategories(
                        accountId,
                        noted.stream().flatMap(one -> one.categoryId().stream()).toList())
                .chain(categories -> tasks.keepTemplates(accountId, wanted)
                        .chain(templates -> (templates.containsAll(wanted)
                                        ? Uni.createFrom().item(Optional.<Long>empty())
                                        : reminders.template(accountId, Kind.TASK, Optional.empty()))
                                .map(otherwise -> new StillThere(categories, templates, otherwise))));
    }

    /** As {@link #takeBackAll}, of one. */
    Uni<Void> takeBack(AccountSettings account, Task task, Instant now) {
        return takeBackAll(account, List.of(task), now);
    }

    /**
     * Occurrences that were over are open again. What followed them is taken back as long as nobody has touched it, else two of the same
     * would stand there; what somebody has touched stays, and completing this one again makes no further one.
     */
    Uni<Void> takeBackAll(AccountSettings account, Collection<Task> reopened, Instant now) {
        var followed = new HashMap<Long, Task>();
        for (var task : reopened) {
            if (task.continuation() == Continuation.FOLLOWED) {
                followed.put(task.id(), task);
            } else {
                task.continued(null);
            }
        }
        if (followed.isEmpty()) {
            return tasks.flush();
        }
        return tasks.lockFollowers(account.accountId(), followed.keySet())
                .map(found -> found.stream().filter(Task::untouched).toList())
                .chain(untouched -> tasks.snoozed(account.accountId(), ids(untouched))
                        .map(snoozed -> untouched.stream()
                                .filter(follower -> !snoozed.contains(follower.id()))
                                .toList()))
                .invoke(gone -> gone.forEach(follower -> {
                    followed.get(follower.followsId().orElseThrow()).continued(null);
                    follower.takeBack(now);
                }))
                .call(tasks::flush)
                .chain(gone -> reminders.stopAll(
                        account.accountId(),
                        gone.stream().map(Task::id).map(SubjectKey::task).toList(),
                        Ending.DELETED));
    }
}
