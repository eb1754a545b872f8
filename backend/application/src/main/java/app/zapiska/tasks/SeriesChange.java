package app.zapiska.tasks;

import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import app.zapiska.recurrence.Recurrence;
import app.zapiska.recurrence.RecurrenceFault;
import app.zapiska.recurrence.Series;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What saving a task means for the series it belongs to. */
final class SeriesChange {

    /** Whom an edit is about. */
    enum Scope {
        FOLLOWING,
        THIS
    }

    private final Task task;
    private final Instant now;
    private final ZoneId zone;

    SeriesChange(Task task, Instant now, ZoneId zone) {
        this.task = task;
        this.now = now;
        this.zone = zone;
    }

    /**
     * @param redated the due moment is another one, so that reminders must move
     * @param custom the moments chosen by hand, as they must be now; empty leaves them
     */
    record Saved(boolean redated, Optional<List<LocalDateTime>> custom) {}

    /** A new task. */
    Saved begin(TaskContent.Repeat wanted, List<LocalDateTime> custom) {
        return repeat(wanted, Optional.of(custom), task.due());
    }

    /** @param custom as the form lists them */
    Saved save(TaskContent content, Optional<List<LocalDateTime>> custom, Scope scope) {
        var before = task.due();
        var repeats = task.repetition();
        boolean thisOnly = repeats.isPresent() && (scope == Scope.THIS || !task.open());
        var kept = repeats.filter(place -> thisOnly && task.open()).map(this::likeTheOthers);
        task.change(content, now);
        if (thisOnly) {
            ruleMustStay(content.repeat(), repeats.get());
            kept.ifPresent(place -> task.repeat(Optional.of(place), task.recurFrom(), task.pausedUntil()));
            return new Saved(!before.equals(task.due()), custom);
        }
        return repeat(content.repeat(), custom, before);
    }

    /** The others of the series stay as this one was. */
    private Repetition likeTheOthers(Repetition place) {
        var usual = place.usual();
        return usual.content().isPresent()
                ? place
                : place.with(new Usual(
                        usual.reminders(),
                        Optional.of(new Usual.Content(
                                task.title(),
                                task.description(),
                                task.importance(),
                                task.durationMinutes(),
                                task.categoryId(),
                                task.reminderTemplateId(),
                                task.subtasks().stream().map(Subtask::title).toList()))));
    }

    private void ruleMustStay(TaskContent.Repeat wanted, Repetition place) {
        var why =
                Wording.of(TaskMessages.class, task.open() ? TaskMessages::ruleIsOfAll : TaskMessages::ruleOfDoneStays);
        var errors = new ArrayList<FieldError>();
        if (!wanted.rule(task).map(Recurrence::text).equals(Optional.of(place.text()))) {
            errors.add(new FieldError("recurrence", why));
        }
        if (wanted.from(task) != task.recurFrom()) {
            errors.add(new FieldError("recurFrom", why));
        }
        if (!wanted.pausedUntil(task).equals(task.pausedUntil())) {
            errors.add(new FieldError("pausedUntil", why));
        }
        if (!errors.isEmpty()) {
            throw new Invalid(ProblemType.VALIDATION.detail(), errors);
        }
    }

    private Saved repeat(TaskContent.Repeat wanted, Optional<List<LocalDateTime>> custom, Optional<Due> before) {
        var place = task.repetition();
        boolean redated = !before.equals(task.due());
        var rule = wanted.rule(task);
        var from = wanted.from(task);
        var pausedUntil = wanted.pausedUntil(task);
        if (rule.isEmpty()) {
            if (pausedUntil.isPresent()) {
                throw refused(TaskMessages::pauseNeedsRule);
            }
            task.repeat(Optional.empty(), from, Optional.empty());
            return new Saved(redated, custom);
        }
        if (!task.open()) {
            throw new Invalid("recurrence", Wording.of(TaskMessages.class, TaskMessages::ruleOfDoneStays));
        }
        var due = task.due().map(Due::moment).orElseThrow(RecurrenceFault.DUE_MISSING::with);
        rule.get().fits(due);
        var begun = Series.begin(rule.get(), from, due);
        var series = place.map(one -> one.series(from))
                .map(known -> known.changed(rule.get(), due, before.map(Due::moment)))
                .orElse(begun);
        var here = new Repetition(series, Usual.of(null));
        var base = here.base(task.due(), zone);
        var usual = place.map(one -> one.usual()
                        .with(
                                custom,
                                one.base(before, zone),
                                base,
                                now.atZone(zone).toLocalDateTime()))
                .orElseGet(() -> new Usual(custom.map(listed -> Usual.fromDue(listed, base)), Optional.empty()));
        if (!pausedUntil.equals(task.pausedUntil())
                && pausedUntil.filter(due.date()::isBefore).isPresent()) {
            series = switch (series.skipped(due, now, zone, pausedUntil)) {
                case Series.Occurrence next -> {
                    task.setDue(Optional.of(Due.of(next.due())));
                    yield next.series();
                }
                case Series.Over over -> throw refused(TaskMessages::nothingAfterPause);
            };
            task.repeat(Optional.of(new Repetition(series, usual)), from, pausedUntil);
            var moved = Repetition.base(series.slot());
            return new Saved(true, usual.reminders().map(known -> usual.moments(moved)));
        }
        task.repeat(Optional.of(new Repetition(series, usual)), from, pausedUntil);
        return new Saved(redated, custom);
    }

    private static Invalid refused(Function<TaskMessages, String> why) {
        return new Invalid("pausedUntil", Wording.of(TaskMessages.class, why));
    }
}
