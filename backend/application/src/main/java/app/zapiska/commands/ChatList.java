package app.zapiska.commands;

import app.zapiska.reminders.SubjectKey;
import java.time.Instant;
import java.util.List;

/**
 * What a command has found, as it was at that moment: pages are turned within it, so nothing is lost or shown twice however
 * much changes meanwhile.
 *
 * @param subjects in the order they are listed; at most {@link #MOST}
 * @param total how many there were
 * @param page the one that is shown, from 0
 */
record ChatList(long id, Kind kind, List<SubjectKey> subjects, int total, int page, Instant createdAt) {

    /** As many as a phone shows with their buttons without much scrolling. */
    static final int PAGE = 10;

    /** Nobody turns more pages than these in a chat; the page of the browser has the rest. */
    static final int MOST = 1_000;

    /** The names stand in the database. */
    enum Kind {
        TODAY,
        TASKS,
        LOANS
    }

    int pages() {
        return Math.max(1, (subjects.size() + PAGE - 1) / PAGE);
    }

    /** What the present page shows. */
    List<SubjectKey> shown() {
        int first = Math.min(page * PAGE, subjects.size());
        return subjects.subList(first, Math.min(first + PAGE, subjects.size()));
    }
}
