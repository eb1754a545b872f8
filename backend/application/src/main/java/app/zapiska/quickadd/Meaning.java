package app.zapiska.quickadd;

import app.zapiska.platform.Money;
import app.zapiska.quickadd.Proposal.Reminders;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** What some words of a line say. Where they can say several things, all of them stand here and the person is asked. */
sealed interface Meaning {

    /** How a day is spoken of; beside a rhythm «до …» ends it and «с …» begins it. */
    enum Bound {
        ON,
        UNTIL,
        FROM
    }

    /** @param dates one, or those among which to choose */
    record Day(List<LocalDate> dates, Bound bound) implements Meaning {}

    enum Hour {
        SAID,
        /** «утром»: an hour said beside it is meant within it. */
        PART_OF_DAY,
        /** The midnight of a day is the one before it to one person and the one after it to another. */
        MIDNIGHT
    }

    /**
     * @param times one, or those among which to choose
     * @param halves both that the face of a clock can mean, those outside working hours too
     * @param until the end of it, when it was said
     */
    record Clock(List<LocalTime> times, List<LocalTime> halves, Optional<LocalTime> until, Hour hour)
            implements Meaning {}

    /** Counted from now to the minute, hence a day and a time at once; several to choose from. */
    record Moment(List<LocalDateTime> at) implements Meaning {}

    record Repeat(Rhythm rhythm) implements Meaning {}

    /** How often a rhythm goes on: «10 раз». */
    record Times(int count) implements Meaning {}

    record Importance(int value) implements Meaning {}

    /** @param ids among which to choose, unless it is {@code sure} */
    record Category(List<Long> ids, boolean sure) implements Meaning {}

    /** @param among one, or those of the same name among which to choose */
    record Template(List<Reminders> among) implements Meaning {}

    record Amount(Money sum) implements Meaning {}
}
