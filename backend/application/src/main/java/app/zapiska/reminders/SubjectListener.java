package app.zapiska.reminders;

import io.smallrye.mutiny.Uni;
import java.util.Collection;

/**
 * Told when what is planned for subjects has changed, and so perhaps what messages say about them: after planning, stopping
 * and snoozing, within that transaction. A change that matters to no reminder is told as well.
 */
public interface SubjectListener {

    Uni<Void> changed(long accountId, Collection<SubjectKey> subjects);
}
