package app.zapiska.quickadd;

import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * A task as it was understood, with the places of the text that say so. Whatever is not in {@code understood} is in the
 * title, word by word; a sum is in both, because a task has no other place for it.
 *
 * @param title may be empty, when the text said nothing else: then the title is asked for
 * @param due never past
 * @param durationMinutes when a time was said from and to
 * @param recurrence an RRULE
 * @param reminders empty: nothing was said about them
 */
public record Proposal(
        String title,
        Optional<LocalMoment> due,
        Optional<Integer> durationMinutes,
        int importance,
        Optional<Long> categoryId,
        Optional<String> recurrence,
        Optional<Reminders> reminders,
        Optional<Money> amount,
        List<Understood> understood,
        List<Question> questions) {

    /** @param templateId empty: none was wished for */
    public record Reminders(Optional<Long> templateId) {}

    /** @param from offset in UTF-16 units of the text, @param to offset after the last unit */
    public record Understood(int from, int to, Kind kind) {}

    /** What could mean several things: its words stay in the title until the person has chosen. */
    public sealed interface Question {

        record Due(List<LocalMoment> choices) implements Question {}

        record Category(List<Long> choices) implements Question {}

        record Importance(List<Integer> choices) implements Question {}

        record Amount(List<Money> choices) implements Question {}

        record Template(List<Reminders> choices) implements Question {}

        record Recurrence(List<String> choices) implements Question {}

        /** Nothing is left to call the task by. */
        record Title() implements Question {}
    }

    static LocalMoment on(LocalDate date) {
        return new LocalMoment(date, null);
    }

    static LocalMoment at(LocalDateTime moment) {
        return at(moment.toLocalDate(), moment.toLocalTime());
    }

    static LocalMoment at(LocalDate date, LocalTime time) {
        return new LocalMoment(date, time);
    }
}
