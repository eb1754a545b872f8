package app.zapiska.tasks;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.ProblemType;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.ReminderPlanner.Ending;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.undo.UndoLog;
import app.zapiska.undo.Undoable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes back what was done to tasks: each is as it was before, with what was planned for it. Whoever has changed one since, be it by
 * putting off its reminder, has said something newer, and that one stays as it is.
 */
@ApplicationScoped
class TaskUndo implements Undoable {

    private final Tasks tasks;
    private final TaskSeries series;
    private final ReminderPlanner reminders;
    private final UndoLog log;
    private final InstantSource clock;

    TaskUndo(Tasks tasks, TaskSeries series, ReminderPlanner reminders, UndoLog log, InstantSource clock) {
        this.tasks = tasks;
        this.series = series;
        this.reminders = reminders;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.TASK;
    }

    /** Locked tasks that something is about to be done to. */
    record Before(long accountId, Map<Long, TaskBefore> tasks, Map<SubjectKey, JsonArray> reminders) {}

    Uni<Before> begin(long accountId, Collection<Task> locked) {
        var before = locked.stream().collect(Collectors.toMap(Task::id, TaskBefore::of));
        return reminders.remember(accountId, keys(locked)).map(planned -> new Before(accountId, before, planned));
    }

    /**
     * In the same transaction, when all was done.
     *
     * @param changed those that were really changed
     * @return the token; empty when none was
     */
    Uni<Optional<UUID>> end(Before before, Collection<Task> changed, String action) {
        if (changed.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        // Only now they have the versions that they keep.
        return tasks.flush()
                .replaceWith(() -> {
                    var items = new JsonArray();
                    changed.forEach(task -> items.add(new JsonObject()
                            .put("id", task.id())
                            .put("version", task.version())
                            .put("before", before.tasks().get(task.id()).asJson())
                            .put(
                                    "reminders",
                                    before.reminders().getOrDefault(SubjectKey.task(task.id()), new JsonArray()))));
                    return items;
                })
                .chain(items -> log.add(before.accountId(), kind(), action, items))
                .map(Optional::of);
    }

    private record Item(long id, int version, TaskBefore before, JsonArray reminders) {

        static Item of(Object json) {
            var item = (JsonObject) json;
            return new Item(
                    item.getLong("id"),
                    item.getInteger("version"),
                    TaskBefore.of(item.getJsonObject("before")),
                    item.getJsonArray("reminders"));
        }

        SubjectKey key() {
            return SubjectKey.task(id);
        }
    }

    /** What the tasks belonged to and is still there. */
    private record StillThere(Set<Long> categories, Set<Long> templates) {

        boolean holds(TaskBefore before) {
            return before.categoryId().map(categories::contains).orElse(true)
                    && before.templateId().map(templates::contains).orElse(true);
        }
    }

    @Override
    public Uni<Result> undo(AccountSettings account, JsonArray noted) {
        var items = noted.stream().map(Item::of).toList();
        var ids = items.stream().map(Item::id).toList();
        return tasks.lockAll(account.accountId(), ids, true).chain(found -> {
            var there = found.stream().collect(Collectors.toMap(Task::id, Function.identity()));
            return stillThere(account.accountId(), items)
                    .chain(kept -> reminders
                            .snoozedSince(
                                    account.accountId(),
                                    items.stream().collect(Collectors.toMap(Item::key, Item::reminders)))
                            .chain(snoozed -> undo(account, items, there, kept, snoozed)));
        });
    }

    private Uni<StillThere> stillThere(long accountId, List<Item> items) {
        var categories = items.stream()
                .flatMap(item -> item.before().categoryId().stream())
                .collect(Collectors.toSet());
        var templates = items.stream()
                .flatMap(item -> item.before().templateId().stream())
                .collect(Collectors.toSet());
        return tasks.keepCategories(accountId, categories)
                .chain(kept -> tasks.keepTemplates(accountId, templates).map(others -> new StillThere(kept, others)));
    }

    private Uni<Result> undo(
            AccountSettings account,
            List<Item> items,
            Map<Long, Task> there,
            StillThere kept,
            Set<SubjectKey> snoozed) {
        var failed = new LinkedHashMap<Long, ProblemType>();
        var back = new LinkedHashMap<Task, Item>();
        for (var item : items) {
            var task = there.get(item.id());
            if (task == null) {
                failed.put(item.id(), ProblemType.NOT_FOUND);
            } else if (task.version() != item.version() || snoozed.contains(item.key())) {
                failed.put(item.id(), ProblemType.STALE);
            } else if (!kept.holds(item.before())) {
                failed.put(item.id(), ProblemType.CONFLICT);
            } else {
                back.put(task, item);
            }
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return putBack(account, back, now).replaceWith(new Result(back.size(), failed));
    }

    private Uni<Void> putBack(AccountSettings account, Map<Task, Item> back, Instant now) {
        var ended = back.keySet().stream()
                .filter(task -> task.continuation() != null)
                .filter(task -> back.get(task).before().continuation().isEmpty())
                .toList();
        return series.takeBackAll(account, ended, now)
                .invoke(() -> back.forEach((task, item) -> {
                    var before = item.before();
                    task.putBack(before, now);
                    // What followed was taken back, so it comes again; otherwise nothing came, for the same reason.
                    before.continuation()
                            .filter(how -> how != Continuation.FOLLOWED)
                            .ifPresent(task::continued);
                }))
                .chain(tasks::flush)
                .chain(() -> series.goOnAll(
                        account,
                        back.keySet().stream()
                                .filter(task -> task.continuation() == null)
                                .filter(task ->
                                        back.get(task).before().continuation().isPresent())
                                .toList()))
                .chain(() -> reminders.putBack(
                        account,
                        back.keySet().stream()
                                .filter(Task::open)
                                .map(task -> TaskService.plan(task, Optional.empty()))
                                .toList(),
                        back.values().stream().collect(Collectors.toMap(Item::key, Item::reminders))))
                .chain(() -> reminders.stopAll(
                        account.accountId(),
                        keys(back.keySet().stream().filter(task -> !task.open()).toList()),
                        Ending.COMPLETED));
    }

    private static List<SubjectKey> keys(Collection<Task> of) {
        return of.stream().map(Task::id).map(SubjectKey::task).toList();
    }
}
