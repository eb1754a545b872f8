package app.zapiska.tasks;

import app.zapiska.platform.DomainException.Conflict;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Turns;
import app.zapiska.platform.Wording;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The order that a person gives the tasks of a day. */
@ApplicationScoped
public class DayOrderService {

    private final Tasks tasks;

    DayOrderService(Tasks tasks) {
        this.tasks = tasks;
    }

    /**
     * Puts an open task right behind another one of the same day, or before all of them. The task is no other by it: its
     * version stays, so that a form which is open somewhere can be saved.
     *
     * @param after empty: the first of its day
     */
    @WithTransaction
    Uni<Void> place(long accountId, long id, Optional<Long> after) {
        // Two that move at once would both take the same number.
        return Turns.take("day order", accountId)
                .chain(() -> tasks.openOfItsDay(accountId, id))
                .chain(day -> day.isEmpty() ? refuse(accountId, id) : place(accountId, id, after, day));
    }

    private Uni<Void> place(long accountId, long id, Optional<Long> after, List<Tasks.Placed> day) {
        var others = day.stream().filter(task -> task.id() != id).toList();
        int at = after.map(behind -> 1 + placeOf(behind, others)).orElse(0);
        var change = DayOrder.insert(others.stream().map(Tasks.Placed::place).toList(), at);
        var order = new ArrayList<>(others.stream().map(Tasks.Placed::id).toList());
        order.add(at, id);
        int end = change.from() + change.numbers().size();
        return tasks.place(accountId, day.getFirst().day(), order.subList(change.from(), end), change.numbers());
    }

    private static int placeOf(long behind, List<Tasks.Placed> others) {
        for (int place = 0; place < others.size(); place++) {
            if (others.get(place).id() == behind) {
                return place;
            }
        }
        throw new Invalid("after", Wording.of(TaskMessages.class, TaskMessages::notOfTheSameDay));
    }

    private Uni<Void> refuse(long accountId, long id) {
        return tasks.byId(accountId, id).map(task -> {
            throw task == null
                    ? new NotFound(ProblemType.NOT_FOUND.detail())
                    : new Conflict(Wording.of(TaskMessages.class, TaskMessages::doneHasNoPlace));
        });
    }
}
