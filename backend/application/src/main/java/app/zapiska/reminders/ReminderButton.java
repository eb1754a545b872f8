package app.zapiska.reminders;

import app.zapiska.telegram.ButtonCode;
import java.util.Optional;
import java.util.stream.Stream;

/** What the buttons under a reminder do. The codes stand in old messages for ever: never give one another meaning. */
enum ReminderButton {
    DONE("d"),
    REOPEN("r"),
    SNOOZE_DEFAULT("s"),
    SNOOZE_QUARTER("q"),
    SNOOZE_HOUR("h"),
    SNOOZE_EVENING("e"),
    SNOOZE_TOMORROW("t");

    private static final String TASK = "t";

    private final String code;

    ReminderButton(String code) {
        this.code = code;
    }

    String codeFor(long taskId, long reminderId, int seq) {
        return new ButtonCode(code, TASK, taskId, reminderId, seq).encode();
    }

    /** A press of one of these buttons, as the untrusted data says it. */
    record Pressed(ReminderButton button, long taskId, long reminderId, int seq) {

        static Optional<Pressed> parse(String data) {
            return ButtonCode.parse(data)
                    .filter(code -> code.kind().equals(TASK) && code.seq() <= Integer.MAX_VALUE)
                    .flatMap(code -> Stream.of(values())
                            .filter(button -> button.code.equals(code.action()))
                            .findFirst()
                            .map(button -> new Pressed(button, code.subjectId(), code.reminderId(), (int) code.seq())));
        }
    }
}
