package app.zapiska.transfer;

import app.zapiska.platform.LocalMoment;
import app.zapiska.recurrence.RecurFrom;
import app.zapiska.recurrence.Recurrence;
import app.zapiska.recurrence.Series;
import app.zapiska.transfer.Archived.Task;
import java.util.Locale;

/** Where an archived task stands in its series. */
final class ImportedSeries {

    private ImportedSeries() {}

    /**
     * @return null of a task that does not repeat; what is not said begins with the task
     * @throws app.zapiska.platform.DomainException.Invalid when the rule is none, or does not go with its dates
     */
    static Series of(Task task) {
        if (task.recurrence() == null) {
            return null;
        }
        boolean placed = task.seriesStartDate() != null && task.slotDate() != null;
        var due = new LocalMoment(task.dueDate(), task.dueTime());
        return new Series(
                Recurrence.parse(task.recurrence()),
                RecurFrom.valueOf(task.recurFrom().toUpperCase(Locale.ROOT)),
                placed ? new LocalMoment(task.seriesStartDate(), task.seriesStartTime()) : due,
                task.seriesStartNumber() == null ? 1 : task.seriesStartNumber(),
                placed ? new LocalMoment(task.slotDate(), task.slotTime()) : due);
    }
}
