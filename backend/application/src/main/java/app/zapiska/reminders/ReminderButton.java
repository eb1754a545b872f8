package app.zapiska.reminders;

import app.zapiska.telegram.ButtonCode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the buttons under a reminder do, whatever it is about; {@link PaymentButton} has those that move money. The codes stand
 * in old messages for ever: never give one another meaning.
 */
public enum ReminderButton {
    DONE("d"),
    REOPEN("r"),
    SNOOZE_DEFAULT("s"),
    SNOOZE_QUARTER("q"),
    SNOOZE_HOUR("h"),
    SNOOZE_EVENING("e"),
    SNOOZE_TOMORROW("t"),
    /** Until a moment that the person is asked for. */
    SNOOZE_OWN("w"),
    /** Shows the buttons of one of several subjects in the same message. */
    OPEN("m"),
    /** Shows all of them by name again. */
    BACK("b");

    private final String code;

    ReminderButton(String code) {
        this.code = code;
    }

    /** For a message that is not a reminder's. */
    public String codeFor(SubjectKey subject) {
        return codeFor(subject, 0, 0);
    }

    String codeFor(SubjectKey subject, long reminderId, int seq) {
        if (!fits(subject.kind())) {
            throw new IllegalArgumentException(this + " under " + subject);
        }
        return new ButtonCode(code, subject.kind().code(), subject.id(), reminderId, seq).encode();
    }

    /** A payment is done by paying it. */
    private boolean fits(SubjectKey.Kind kind) {
        return switch (this) {
            case DONE, REOPEN -> kind == SubjectKey.Kind.TASK;
            case SNOOZE_DEFAULT, SNOOZE_QUARTER, SNOOZE_HOUR, SNOOZE_EVENING, SNOOZE_TOMORROW, SNOOZE_OWN, OPEN, BACK ->
                true;
        };
    }

    /**
     * A press of one of these buttons, as the untrusted data says it.
     *
     * @param reminderId 0 under a message that is not a reminder's
     */
    public record Pressed(ReminderButton button, SubjectKey subject, long reminderId, int seq) {

        public static Optional<Pressed> parse(String data) {
            return ButtonCode.parse(data)
                    .filter(code -> code.seq() <= Integer.MAX_VALUE)
                    .flatMap(code -> SubjectKey.Kind.ofCode(code.kind())
                            .flatMap(kind -> Stream.of(values())
                                    .filter(button -> button.code.equals(code.action()) && button.fits(kind))
                                    .findFirst()
                                    .map(button -> new Pressed(
                                            button, new SubjectKey(kind, code.subjectId()), code.reminderId(), (int)
                                                    code.seq()))));
        }
    }
}
