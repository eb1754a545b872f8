package app.zapiska.tasks;

import app.zapiska.recurrence.RecurFrom;
import app.zapiska.recurrence.Recurrence;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a person decides about a task; the lists are whole.
 *
 * @param title 1–200 characters
 * @param importance 1 important, 2 needed, 3 nice to have
 * @param durationMinutes only with a due time
 * @param steps empty leaves those it has
 */
record TaskContent(
        String title,
        String description,
        int importance,
        Optional<Due> due,
        Optional<Integer> durationMinutes,
        Optional<Long> categoryId,
        Repeat repeat,
        Optional<Long> reminderTemplateId,
        Optional<List<Step>> steps) {

    TaskContent with(Optional<Long> template) {
        return new TaskContent(
                title, description, importance, due, durationMinutes, categoryId, repeat, template, steps);
    }

    /**
     * How it repeats, as wanted.
     *
     * @param untold nothing was said about the rule: it stays, since a series must not end by a form that knows of none
     * @param rule empty ends the series
     * @param pausedUntil the first day on which it may come again
     */
    record Repeat(
            boolean untold, Optional<Recurrence> rule, Optional<RecurFrom> from, Optional<LocalDate> pausedUntil) {

        static final Repeat UNTOLD = new Repeat(true, Optional.empty(), Optional.empty(), Optional.empty());

        Optional<Recurrence> rule(Task of) {
            return untold ? of.repetition().map(Repetition::rule) : rule;
        }

        RecurFrom from(Task of) {
            return from.orElse(untold ? of.recurFrom() : RecurFrom.DUE);
        }

        Optional<LocalDate> pausedUntil(Task of) {
            return untold && pausedUntil.isEmpty() ? of.pausedUntil() : pausedUntil;
        }
    }

    /**
     * A subtask as wanted.
     *
     * @param id that of an existing one, which keeps its identity; empty makes a new one
     * @param completed empty keeps the tick, or makes an open one
     * @param place where it stood in the request, to name it there if it is refused
     */
    record Step(Optional<Long> id, String title, Optional<Boolean> completed, int place) {}
}
