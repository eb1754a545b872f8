package app.zapiska.reminders;

import static app.zapiska.reminders.PlannedTask.DAY_BEFORE;
import static app.zapiska.reminders.PlannedTask.DAY_BEFORE_AND_SAME_DAY;
import static app.zapiska.reminders.PlannedTask.INTENSIVE;
import static app.zapiska.reminders.PlannedTask.NO_TEMPLATE;
import static app.zapiska.reminders.PlannedTask.SAME_DAY;
import static app.zapiska.reminders.PlannedTask.VERY_INTENSIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.zapiska.accounts.WorkingHours;
import app.zapiska.reminders.Reminder.Source;
import app.zapiska.reminders.Reminder.State;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of a task's reminders by the rules alone. 21 November 2026 is a Saturday. */
class ReconciliationTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    // ---- what is planned

    @Test
    void aDateWithoutATimeIsRemindedOfUntilItsLastWorkingMinute() {
        var task = PlannedTask.at("2026-11-21T12:00")
                .due("2026-11-25")
                .template(INTENSIVE)
                .created();
        assertThat(task.planned()).containsExactly("2026-11-24T21:59", "2026-11-25T20:59", "2026-11-25T21:59");
    }

    @Test
    @DisplayName("bug 25: «утром» is 09:00 of the due day, also when the deadline is at night")
    void theMorningIsNine() {
        var late = PlannedTask.at("2026-11-21T12:00")
                .due("2026-11-25T23:30")
                .template(DAY_BEFORE_AND_SAME_DAY)
                .created();
        assertThat(late.planned()).containsExactly("2026-11-25T07:00", "2026-11-25T09:00");
        var early = PlannedTask.at("2026-11-21T12:00")
                .due("2026-11-25T08:00")
                .template(SAME_DAY)
                .created();
        assertThat(early.planned()).containsExactly("2026-11-25T07:00");
    }

    @Test
    @DisplayName("23:59: what can only be late would come after the deadline, so it comes in the last working minute")
    void aMinuteToMidnight() {
        var task = PlannedTask.at("2026-11-21T12:00")
                .due("2026-11-25T23:59")
                .template(INTENSIVE)
                .created();
        // A day before 23:59 is night as well, but the opening after it is still in time.
        assertThat(task.planned()).containsExactly("2026-11-25T07:00", "2026-11-25T21:59");
        var own = PlannedTask.at("2026-11-21T12:00").lines("2026-11-25T23:59").created();
        assertThat(own.planned()).containsExactly("2026-11-25T23:59");
        assertThat(own.next()).containsExactly("2026-11-26T07:00");
        own.at("2026-11-25T23:59", 0);
        own.at("2026-11-26T07:00", 1);
    }

    @Test
    @DisplayName("bug 17, R2: a template and times of one's own add up, and equal instants collapse")
    void equalInstantsCollapse() {
        var task = PlannedTask.at("2026-11-21T12:00")
                .due("2026-11-24T18:00")
                .template(INTENSIVE)
                .lines("2026-11-24T17:00", "2026-11-24T17:00", "2026-11-22T10:00", "2026-11-24T17:00")
                .created();
        assertThat(task.planned())
                .containsExactly("2026-11-22T10:00", "2026-11-23T18:00", "2026-11-24T17:00", "2026-11-24T18:00");
        assertThat(task.reminders())
                .extracting(Reminder::source)
                .containsExactly(Source.CUSTOM, Source.TEMPLATE, Source.CUSTOM, Source.TEMPLATE);
    }

    @Test
    @DisplayName("bug 17: moments already past are not sent, and the task says so")
    void pastMomentsAreNotSent() {
        var task = PlannedTask.at("2026-11-21T12:00")
                .due("2026-11-21T13:00")
                .template(VERY_INTENSIVE)
                .lines("2026-11-21T11:59", "2026-11-21T12:00", "2026-11-21T12:30")
                .created();
        assertThat(task.planned()).containsExactly("2026-11-21T12:30", "2026-11-21T13:00");
        assertThat(task.reminders().subList(0, 2))
                .extracting(Reminder::state, Reminder::dueAt, Reminder::reason)
                .containsOnly(tuple(State.CANCELLED, null, ReminderReason.PAST));
        task.run(0);
    }

    // ---- saving again

    @Test
    @DisplayName("bug 15: an acknowledgement outlives saving, by the template's times and by one's own")
    void anAcknowledgementStays() {
        var task = PlannedTask.at("2026-11-24T16:00")
                .due("2026-11-24T18:00")
                .template(INTENSIVE)
                .lines("2026-11-24T16:30")
                .created();
        task.at("2026-11-24T16:30", 1);
        task.at("2026-11-24T17:00", 1);
        task.snoozed(Duration.ofHours(1));
        assertThat(task.next()).containsExactly("2026-11-24T18:00");
        var before = task.everything();
        for (int times = 0; times < 3; times++) {
            task.lines("2026-11-24T16:30").saved();
            assertThat(task.everything()).isEqualTo(before);
        }
        task.later(Duration.ofMinutes(59), 0);
    }

    @Test
    @DisplayName("bugs 15 and 17: a past line of the form, saved again, neither is sent nor doubles")
    void aPastLineStaysAsItIs() {
        var task = PlannedTask.at("2026-11-21T12:00")
                .lines("2026-11-21T11:00", "2026-11-21T13:00")
                .created();
        var before = task.everything();
        task.lines("2026-11-21T11:00", "2026-11-21T13:00").saved();
        assertThat(task.everything()).isEqualTo(before);
        task.at("2026-11-21T13:00", 1);
        task.due("2026-11-28").lines("2026-11-21T11:00", "2026-11-21T13:00").saved();
        assertThat(task.states())
                .as("only the new due moment speaks, as its own moments are over")
                .containsExactly("cancelled", "done", "scheduled");
        assertThat(task.planned()).containsExactly("2026-11-28T21:59");
    }

    // ---- R9: what a person believes is true

    @Test
    @DisplayName(
            "a task entered overdue begins to nag at the next working minute, and saving it again sends nothing again")
    void whatIsEnteredOverdueNags() {
        var task = PlannedTask.at("2026-11-21T23:30")
                .due("2026-11-20T18:00")
                .template(INTENSIVE)
                .created();
        assertThat(task.nextMessage()).isEqualTo("2026-11-22T07:00 planned");
        task.saved();
        task.at("2026-11-22T07:00", 1);
        assertThat(task.nextMessage()).isEqualTo("2026-11-22T07:15 repeat");
        task.saved();
        task.run(0);
        task.snoozed(Duration.ofHours(1));
        assertThat(task.nextMessage()).isEqualTo("2026-11-22T08:00 snoozed");
        task.completed();
        assertThat(task.nextMessage()).isEqualTo("never done");
        task.later(Duration.ofHours(3), 0);
    }

    @Test
    @DisplayName("when every moment of the template has passed, the due moment speaks")
    void theDueMomentSpeaksAtLast() {
        var task = PlannedTask.at("2026-11-21T12:00")
                .due("2026-11-21T15:00")
                .template(DAY_BEFORE)
                .created();
        assertThat(task.planned()).containsExactly("2026-11-21T15:00");
        task.due("2026-11-21T10:00").saved();
        task.run(1);
        assertThat(task.live()).hasSize(1);
    }

    // ---- lines and templates

    @Test
    void takingALineOffEndsItAlsoWhileItNags() {
        var task = PlannedTask.at("2026-11-21T12:00")
                .lines("2026-11-21T13:00", "2026-11-22T13:00")
                .created();
        task.at("2026-11-21T13:00", 1);
        task.lines("2026-11-22T13:00").saved();
        assertThat(task.states()).containsExactly("done", "scheduled");
        task.later(Duration.ofHours(2), 0);
        // Without the list nothing is taken off; a line put back is planned again.
        task.saved();
        assertThat(task.planned()).containsExactly("2026-11-22T13:00");
        task.lines().saved();
        assertThat(task.planned()).isEmpty();
        task.lines("2026-11-22T13:00").saved();
        assertThat(task.planned()).containsExactly("2026-11-22T13:00");
        task.at("2026-11-22T13:00", 1);
    }

    @Test
    void aLineThatWasSnoozedSentAndTakenOffIsPlannedWhenItIsPutBack() {
        var task = PlannedTask.at("2026-11-21T12:00").lines("2026-11-22T13:00").created();
        task.snoozed(QUARTER);
        task.later(QUARTER, 1);
        task.lines().saved();
        assertThat(task.planned()).isEmpty();
        task.lines("2026-11-22T13:00").saved();
        assertThat(task.planned()).containsExactly("2026-11-22T13:00");
    }

    @Test
    void switchingTheTemplateReplacesWhatIsStillToCome() {
        var task = PlannedTask.at("2026-11-23T12:00")
                .due("2026-11-24T18:00")
                .template(INTENSIVE)
                .created();
        task.at("2026-11-23T18:00", 1);
        task.template(VERY_INTENSIVE).saved();
        assertThat(task.planned())
                .containsExactly("2026-11-23T18:00", "2026-11-24T15:00", "2026-11-24T17:00", "2026-11-24T18:00");
        task.run(0);
        task.template(NO_TEMPLATE).saved();
        assertThat(task.live()).extracting(Reminder::state).containsExactly(State.AWAITING);
        // What nags goes on.
        task.later(QUARTER, 1);
    }

    // ---- the due moment

    @Test
    void aDueMomentMovedToAMomentThatWasSnoozedIsRemindedOf() {
        var task = PlannedTask.at("2026-11-21T12:00")
                .due("2026-11-25T18:00")
                .template(DAY_BEFORE)
                .created();
        task.snoozed(Duration.ofHours(1));
        task.due("2026-11-24T18:00").template(List.of(Rule.AT_DUE)).saved();
        assertThat(task.next()).containsExactly("2026-11-24T18:00");
    }

    @Test
    @DisplayName("R6: a time chosen by hand that the night keeps back survives a change of the due date")
    void redatingLeavesAWaitingOwnReminder() {
        var task = PlannedTask.at("2026-11-21T21:00")
                .due("2026-11-23T18:00")
                .lines("2026-11-21T22:30")
                .created();
        task.at("2026-11-21T23:00", 0);
        task.due("2026-12-23T18:00").saved();
        assertThat(task.next()).containsExactly("2026-11-22T07:00");
        task.at("2026-11-22T07:00", 1);
    }

    @Test
    @DisplayName("bug 26: a due day is not over during its day")
    void aDueDayLastsItsDay() {
        var task = PlannedTask.at("2026-11-21T12:00")
                .due("2026-11-21")
                .template(INTENSIVE)
                .created();
        assertThat(task.planned()).containsExactly("2026-11-21T20:59", "2026-11-21T21:59");
        task.at("2026-11-21T20:59", 1);
        task.due("2026-11-22").saved();
        assertThat(task.planned()).containsExactly("2026-11-21T21:59", "2026-11-22T20:59", "2026-11-22T21:59");
    }

    // ---- reactions

    @Test
    void whatWasSnoozedIsStillSnoozedAfterCompletingAndReturning() {
        var task = PlannedTask.at("2026-11-24T12:00")
                .lines("2026-11-24T13:00", "2026-11-26T13:00")
                .created();
        task.at("2026-11-24T13:00", 1);
        task.snoozedUntil("2026-11-25T09:00");
        task.completed();
        task.reopened();
        assertThat(task.next()).containsExactly("2026-11-25T09:00");
        assertThat(task.live()).extracting(Reminder::state).containsExactly(State.SNOOZED);
        task.at("2026-11-25T09:00", 1);
    }

    @Test
    void aLineTakenOffStaysOffHoweverOftenTheTaskReturns() {
        var task = PlannedTask.at("2026-11-24T12:00").lines("2026-11-26T13:00").created();
        task.completed();
        task.reopened();
        assertThat(task.planned()).containsExactly("2026-11-26T13:00");
        task.lines().saved();
        task.completed();
        task.reopened();
        assertThat(task.planned()).isEmpty();
    }

    @Test
    void aTaskSnoozedEarlyRemindsAtItsMomentWhenItReturnsBeforeIt() {
        var task = PlannedTask.at("2026-11-21T12:00")
                .due("2026-11-25T18:00")
                .template(DAY_BEFORE)
                .created();
        task.snoozed(Duration.ofHours(1));
        task.later(Duration.ofHours(1), 1);
        task.completed();
        task.at("2026-11-22T12:00", 0);
        task.reopened();
        task.due("2026-11-26T18:00").saved();
        assertThat(task.next()).containsExactly("2026-11-25T18:00");
    }

    // ---- snoozing

    @Test
    @DisplayName("bug 19: snoozing leaves exactly one future reminder before anything was sent")
    void snoozingBeforeAnythingWasSent() {
        var task = PlannedTask.at("2026-11-21T12:00")
                .due("2026-11-24T18:00")
                .template(VERY_INTENSIVE)
                .created();
        task.snoozed(QUARTER);
        assertThat(task.next()).containsExactly("2026-11-21T12:15");
        task.at("2026-11-21T12:15", 1);
        // And nags from there.
        task.later(QUARTER, 1);
    }

    @Test
    @DisplayName("bug 19: snoozing into the night waits for the opening")
    void snoozingIntoTheNight() {
        var task = PlannedTask.at("2026-11-24T21:30").created();
        task.snoozed(Duration.ofHours(1));
        assertThat(task.next()).containsExactly("2026-11-25T07:00");
        task.at("2026-11-24T22:30", 0);
        task.at("2026-11-25T07:00", 1);
    }

    @Test
    void whatSnoozingGaveUpDoesNotComeBackBySaving() {
        var task = PlannedTask.at("2026-11-23T12:00")
                .due("2026-11-24T18:00")
                .template(INTENSIVE)
                .lines("2026-11-25T10:00")
                .created();
        task.snoozed(Duration.ofHours(1));
        task.lines("2026-11-25T10:00").saved();
        assertThat(task.next()).containsExactly("2026-11-23T13:00");
        task.movedTo("Europe/Kaliningrad");
        assertThat(task.next()).as("nor by moving").containsExactly("2026-11-23T12:00");
    }

    // ---- the account's settings

    @Test
    @DisplayName(
            "bugs 15 and 24: what was sent is not sent again when its wall time comes a second time in a zone further west")
    void aWallTimeThatComesTwice() {
        var task = PlannedTask.at("2026-11-24T12:00")
                .due("2026-11-24T13:30")
                .template(INTENSIVE)
                .lines("2026-11-24T12:30")
                .created();
        task.at("2026-11-24T12:30", 1);
        task.movedTo("Europe/Kaliningrad");
        task.lines("2026-11-24T12:30").saved();
        task.run(0);
        assertThat(task.live())
                .extracting(one -> one.localAt().toString(), Reminder::state)
                .containsExactly(tuple("2026-11-24T12:30", State.AWAITING), tuple("2026-11-24T13:30", State.SCHEDULED));
    }

    @Test
    void twoWallTimesThatBecomeOneInstantCollapse() {
        // Berlin has no 02:30 on 28 March 2027: it is 03:30 there.
        var task = PlannedTask.at("2027-03-20T12:00")
                .lines("2027-03-28T02:30", "2027-03-28T03:30")
                .created();
        task.movedTo("Europe/Berlin");
        assertThat(task.live()).hasSize(1);
        task.at("2027-03-28T07:00", 1);
    }

    @Test
    @DisplayName("bug 24: other working hours move what waits")
    void otherHours() {
        var task = PlannedTask.at("2026-11-24T20:00")
                .lines("2026-11-24T23:00", "2026-11-25T08:00")
                .created();
        assertThat(task.next()).containsExactly("2026-11-25T07:00", "2026-11-25T08:00");
        task.hours(WorkingHours.daily(9, 23));
        assertThat(task.next()).containsExactly("2026-11-25T09:00", "2026-11-25T09:00");
        task.hours(WorkingHours.daily(0, 24));
        assertThat(task.next()).containsExactly("2026-11-24T23:00", "2026-11-25T08:00");
        task.at("2026-11-24T23:00", 1);
        task.hours(WorkingHours.daily(7, 22));
        assertThat(task.next()).containsExactly("2026-11-25T07:00", "2026-11-25T08:00");
        // No repeat at night.
        task.later(QUARTER, 0);
    }

    @Test
    void aDayOffMovesTheTemplatesReminders() {
        var task = PlannedTask.at("2026-11-20T12:00")
                .due("2026-11-22")
                .template(SAME_DAY)
                .created();
        assertThat(task.planned()).containsExactly("2026-11-22T09:00");
        // Sunday off: the last working minute before it is Saturday's.
        task.hours(new WorkingHours(new WorkingHours.Hours(7, 22), Map.of(DayOfWeek.SUNDAY, Optional.empty())));
        assertThat(task.planned()).containsExactly("2026-11-21T21:59");
    }

    @Test
    void aShorterIntervalTakesHoldAtOnce() {
        var task = PlannedTask.at("2026-11-24T12:00");
        task.repeated(Map.of(1, 15, 2, 600, 3, 600));
        task.lines("2026-11-24T12:30").created();
        task.at("2026-11-24T12:30", 1);
        assertThat(task.next()).containsExactly("2026-11-25T07:00");
        task.at("2026-11-24T12:40", 0);
        task.importance(1).saved();
        assertThat(task.next()).containsExactly("2026-11-24T12:45");
        task.importance(3).saved();
        task.at("2026-11-24T12:45", 1);
        assertThat(task.next()).containsExactly("2026-11-25T07:00");
        task.at("2026-11-24T13:30", 0);
        task.repeated(Map.of(1, 15, 2, 15, 3, 5));
        assertThat(task.next()).containsExactly("2026-11-24T13:30");
        task.run(1);
        assertThat(task.next()).as("and every five minutes from there").containsExactly("2026-11-24T13:35");
    }

    @Test
    @DisplayName(
            "daylight saving, BR-07: a day before is the same time of the wall, a morning is 09:00 of the wall, the repeated hour comes once")
    void daylightSaving() {
        var spring = PlannedTask.at("2027-03-20T12:00");
        spring.movedTo("Europe/Berlin");
        spring.hours(WorkingHours.daily(0, 24));
        spring.due("2027-03-28T10:00")
                .template(DAY_BEFORE_AND_SAME_DAY)
                .lines("2027-03-28T02:30")
                .created();
        assertThat(spring.planned()).containsExactly("2027-03-27T10:00", "2027-03-28T02:30", "2027-03-28T09:00");
        assertThat(spring.next()).containsExactly("2027-03-27T10:00", "2027-03-28T03:30", "2027-03-28T09:00");
        var autumn = PlannedTask.at("2027-03-20T12:00");
        autumn.movedTo("Europe/Berlin");
        autumn.hours(WorkingHours.daily(0, 24));
        autumn.lines("2027-10-31T02:30").created();
        assertThat(autumn.reminders())
                .extracting(one -> one.dueAt().toString())
                .containsExactly("2027-10-31T00:30:00Z");
    }
}
