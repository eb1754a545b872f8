package app.zapiska.tasks;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Changes;
import app.zapiska.platform.DomainException;
import app.zapiska.platform.Faults;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.ProblemType;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.ReminderPlanner.Change;
import app.zapiska.reminders.ReminderPlanner.Ending;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectKey.Kind;
import app.zapiska.tasks.TaskSeries.Follower;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One thing done to many tasks, in one transaction and a number of statements that does not depend on how many they are. Why one
 * of them can't follow is found out before any is changed, so it spoils no other; what nobody foresaw changes none.
 */
@ApplicationScoped
public class TaskBulk {

    private final Tasks tasks;
    private final TaskService service;
    private final TaskSeries series;
    private final TaskUndo undo;
    private final ReminderPlanner reminders;
    private final InstantSource clock;

    TaskBulk(
            Tasks tasks,
            TaskService service,
            TaskSeries series,
            TaskUndo undo,
            ReminderPlanner reminders,
            InstantSource clock) {
        this.tasks = tasks;
        this.service = service;
        this.series = series;
        this.undo = undo;
        this.reminders = reminders;
        this.clock = clock;
    }

    /**
     * @param done those that are now as wanted
     * @param changed of them those that were not before
     * @param failed why, by id
     * @param followed the next occurrences that were made, by what they come after
     * @param undo empty when nothing was changed
     */
    record Result(
            Set<Long> done,
            Set<Long> changed,
            Map<Long, ProblemType> failed,
            Map<Long, Follower> followed,
            Optional<UUID> undo) {}

    @WithTransaction
    public Uni<Result> act(AccountSettings account, Collection<Long> ids, BulkAction action) {
        var wanted = new LinkedHashSet<>(ids);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return Changes.together()
                .chain(() -> checkTarget(account.accountId(), action))
                .chain(() -> tasks.lockAll(account.accountId(), wanted, action instanceof BulkAction.Reopen))
                .chain(found -> act(account, wanted, found, action, now));
    }

    private Uni<?> checkTarget(long accountId, BulkAction action) {
        return switch (action) {
            case BulkAction.Move(var toCategory) -> service.knownCategory(accountId, toCategory);
            case BulkAction.Template(var template) ->
                reminders.template(accountId, Kind.TASK, Optional.of(new NullableId(template)));
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Result> act(
            AccountSettings account, Set<Long> wanted, List<Task> found, BulkAction action, Instant now) {
        var there =
                found.stream().filter(task -> !task.deleted()).collect(Collectors.toMap(Task::id, Function.identity()));
        var failed = new LinkedHashMap<Long, ProblemType>();
        var able = new ArrayList<Task>();
        for (var id : wanted) {
            var task = there.get(id);
            var refusal = task == null ? Optional.of(ProblemType.NOT_FOUND) : refusal(account, task, action, now);
            refusal.ifPresentOrElse(why -> failed.put(id, why), () -> able.add(task));
        }
        var done = new LinkedHashSet<>(wanted);
        done.removeAll(failed.keySet());
        return undo.begin(account.accountId(), able).chain(before -> {
            var changed = able.stream().filter(task -> action.apply(task, now)).toList();
            return tasks.flush()
                    .chain(() -> carryOn(account, changed, action, now))
                    .chain(followed -> undo.end(before, changed, action.name())
                            .map(token -> new Result(
                                    done,
                                    changed.stream().map(Task::id).collect(Collectors.toSet()),
                                    failed,
                                    followed,
                                    token)));
        });
    }

    private static Optional<ProblemType> refusal(AccountSettings account, Task task, BulkAction action, Instant now) {
        return switch (action) {
            case BulkAction.Redate(var due, var keepTime)
            when due.isEmpty() && task.repetition().isPresent() -> Optional.of(ProblemType.VALIDATION);
            case BulkAction.Complete() -> unforeseen(account, task, false, now);
            case BulkAction.Delete() -> unforeseen(account, task, true, now);
            default -> Optional.empty();
        };
    }

    /** A rule that can't be reckoned with keeps only its own task from ending. */
    private static Optional<ProblemType> unforeseen(AccountSettings account, Task task, boolean skipped, Instant now) {
        try {
            if (task.open()) {
                task.next(now, account.zone(), skipped);
            }
            return Optional.empty();
        } catch (DomainException refused) {
            return Optional.of(ProblemType.VALIDATION);
        } catch (RuntimeException fault) {
            Faults.log(fault);
            return Optional.of(ProblemType.INTERNAL);
        }
    }

    /** What the change means for reminders, messages in the chat and the next occurrences. */
    private Uni<Map<Long, Follower>> carryOn(
            AccountSettings account, List<Task> changed, BulkAction action, Instant now) {
        var keys = changed.stream().map(Task::id).map(SubjectKey::task).toList();
        return switch (action) {
            case BulkAction.Complete() ->
                series.goOnAll(account, changed)
                        .call(() -> reminders.stopAll(account.accountId(), keys, Ending.COMPLETED));
            case BulkAction.Delete() ->
                series.goOnAll(account, changed.stream().filter(Task::open).toList())
                        .call(() -> reminders.stopAll(account.accountId(), keys, Ending.DELETED));
            case BulkAction.Reopen() ->
                series.takeBackAll(account, changed, now)
                        .chain(() -> plan(account, changed, Change.STARTED))
                        .replaceWith(Map.of());
            case BulkAction.Move _ -> Uni.createFrom().item(Map.of());
            case BulkAction.Redate _, BulkAction.Postpone _ ->
                plan(account, changed, Change.RESCHEDULED).replaceWith(Map.of());
            case BulkAction.Template _, BulkAction.Importance _ ->
                plan(account, changed, Change.EDITED).replaceWith(Map.of());
        };
    }

    private Uni<Void> plan(AccountSettings account, List<Task> changed, Change change) {
        return reminders.planAll(
                account,
                changed.stream()
                        .filter(Task::open)
                        .map(task -> TaskService.plan(task, Optional.empty()))
                        .toList(),
                change);
    }
}
