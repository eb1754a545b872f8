package app.zapiska.transfer;

import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.LocalMoment;
import app.zapiska.recurrence.RecurFrom;
import app.zapiska.recurrence.Recurrence;
import app.zapiska.recurrence.Series;
import app.zapiska.transfer.LegacyRecurrence.Lesson;
import app.zapiska.transfer.LegacyRecurrence.Repeats;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an open task of the original repeats here (bug 28: there it never did).
 *
 * @param column that said so
 * @param due its own, or the first date of a schedule for a task that could have none there
 */
record LegacySeries(String column, Recurrence rule, LocalMoment due, Optional<LocalDate> pausedUntil) {

    /** Empty when nothing there is understood for sure. */
    static Optional<LegacySeries> of(ResultSet row, Optional<LegacyValues.Moment> due, LegacyTables old)
            throws SQLException {
        var rule = row.getString("recurrence_rule");
        var config = row.getString("schedule_config");
        var lessons = lessons(row.getString("lessons"));
        var pausedUntil = LegacyValues.moment(row.getString("paused_until"), old.zone())
                .map(LegacyValues.Moment::date)
                .filter(old.localNow().toLocalDate()::isBefore);
        return LegacyRecurrence.rule(rule)
                .filter(any -> due.isPresent())
                .map(one -> new Repeats(one, Optional.empty()))
                .flatMap(one -> begun("recurrence_rule", one, due, pausedUntil, old))
                .or(() -> LegacyRecurrence.schedule(config)
                        .flatMap(one -> begun("schedule_config", one, due, pausedUntil, old)))
                .or(() -> LegacyRecurrence.week(lessons).flatMap(one -> begun("week", one, due, pausedUntil, old)));
    }

    private static Optional<LegacySeries> begun(
            String column,
            Repeats repeats,
            Optional<LegacyValues.Moment> due,
            Optional<LocalDate> pausedUntil,
            LegacyTables old) {
        var time = due.flatMap(LegacyValues.Moment::time).or(repeats::time).orElse(null);
        try {
            if (due.isPresent()) {
                var start = new LocalMoment(due.get().date(), time);
                Series.begin(repeats.rule(), RecurFrom.DUE, start);
                return Optional.of(new LegacySeries(column, repeats.rule(), start, pausedUntil));
            }
            var before = new LocalMoment(old.localNow().toLocalDate().minusDays(1), time);
            return Series.begin(repeats.rule(), RecurFrom.DUE, before)
                                    .completed(before, old.now(), old.zone(), pausedUntil)
                            instanceof Series.Occurrence first
                    ? Optional.of(new LegacySeries(column, repeats.rule(), first.due(), pausedUntil))
                    : Optional.empty();
        } catch (Invalid noSuchDates) {
            return Optional.empty();
        }
    }

    /** @param lines such as {@code 1 20:00,3 20:00} */
    private static List<Lesson> lessons(String lines) {
        if (lines == null) {
            return List.of();
        }
        var lessons = new ArrayList<Lesson>();
        try {
            for (var line : lines.split(",")) {
                var parts = line.split(" ");
                lessons.add(new Lesson(Integer.parseInt(parts[0]), LocalTime.parse(parts[1])));
            }
        } catch (NumberFormatException | DateTimeException | ArrayIndexOutOfBoundsException notALesson) {
            return List.of();
        }
        return lessons;
    }
}
