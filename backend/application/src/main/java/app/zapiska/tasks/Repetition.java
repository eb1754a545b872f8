package app.zapiska.tasks;

import app.zapiska.platform.LocalMoment;
import app.zapiska.recurrence.RecurFrom;
import app.zapiska.recurrence.Recurrence;
import app.zapiska.recurrence.Series;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/** The columns of a task that repeats: its rule, and where in the series it stands. */
@Embeddable
class Repetition {

    @Column(name = "recurrence")
    private String rule;

    @Column(name = "series_start_date")
    private LocalDate startDate;

    @Column(name = "series_start_time")
    private LocalTime startTime;

    @Column(name = "series_start_number")
    private Integer startNumber;

    @Column(name = "slot_date")
    private LocalDate slotDate;

    @Column(name = "slot_time")
    private LocalTime slotTime;

    private String usual;

    protected Repetition() {}

    Repetition(Series series, Usual usual) {
        rule = series.rule().text();
        startDate = series.start().date();
        startTime = series.start().timeOrNull();
        startNumber = series.startNumber();
        slotDate = series.slot().date();
        slotTime = series.slot().timeOrNull();
        this.usual = usual.text();
    }

    /** By the names of its columns. */
    JsonObject asJson() {
        return new JsonObject()
                .put("recurrence", rule)
                .put("series_start_date", startDate.toString())
                .put("series_start_time", startTime == null ? null : startTime.toString())
                .put("series_start_number", startNumber)
                .put("slot_date", slotDate.toString())
                .put("slot_time", slotTime == null ? null : slotTime.toString())
                .put("usual", usual);
    }

    Series series(RecurFrom from) {
        return new Series(rule(), from, start(), startNumber, slot());
    }

    Recurrence rule() {
        return Recurrence.parse(rule);
    }

    String text() {
        return rule;
    }

    LocalMoment start() {
        return new LocalMoment(startDate, startTime);
    }

    private LocalMoment slot() {
        return new LocalMoment(slotDate, slotTime);
    }

    Usual usual() {
        return Usual.of(usual);
    }

    Repetition with(Usual other) {
        var same = new Repetition();
        same.rule = rule;
        same.startDate = startDate;
        same.startTime = startTime;
        same.startNumber = startNumber;
        same.slotDate = slotDate;
        same.slotTime = slotTime;
        same.usual = other.text();
        return same;
    }

    /**
     * The wall time that own reminders are counted from. In a night that lacks the wanted time the due moment is later by an hour,
     * and they are not.
     */
    LocalDateTime base(Optional<Due> due, ZoneId zone) {
        return base(due.map(Due::moment)
                .filter(moment -> !moment.equals(Series.onTheWall(slot(), zone)))
                .orElseGet(this::slot));
    }

    static LocalDateTime base(LocalMoment moment) {
        return moment.date().atTime(moment.time().orElse(LocalTime.MIN));
    }
}
