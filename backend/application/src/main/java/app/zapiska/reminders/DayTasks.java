package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the chat says of the tasks of a day and does with them; the tasks implement it as a bean. */
public interface DayTasks {

    /**
     * Open tasks that are due on this day or before it, the latest first, at most so many. Opens its own connection.
     *
     * @param last the last day
     */
    Uni<List<TaskDue>> open(long accountId, LocalDate last, int most);

    /** @param due when it was to be done at the latest, on the account's wall; empty when it had no due day */
    record Done(Instant at, Optional<LocalDateTime> due) {}

    /** Tasks that were completed within a period and are not open again. Opens its own connection. @param to exclusive */
    Uni<List<Done>> done(long accountId, Instant from, Instant to);

    /**
     * @param moved how many
     * @param undo takes it back for a while; empty when nothing was moved
     */
    record Moved(int moved, Optional<UUID> undo) {}

    /**
     * Moves those to another day that are open and still due on this one, as the page does: each keeps its time of day, what
     * repeats goes on as before. Joins the caller's transaction.
     */
    Uni<Moved> postpone(AccountSettings account, Collection<Long> ids, LocalDate from, LocalDate to);
}
