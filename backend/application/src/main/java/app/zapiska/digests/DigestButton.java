package app.zapiska.digests;

import app.zapiska.digests.DigestMessages.Content;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.telegram.ButtonCode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The buttons that only digests have. Each names its digest and the part it is under, so that also a message is known of which
 * Telegram's answer was lost. The codes stand in old messages for ever: never give one another meaning.
 */
enum DigestButton {
    /** No more of this kind. */
    OFF("do"),
    ON("dn"),
    /** One task of the evening goes to the day after. */
    MOVE("dm"),
    /** All that are left do. */
    MOVE_ALL("da"),
    /** Takes back what was moved last. */
    UNDO("du");

    private static final String TASK = SubjectKey.Kind.TASK.code();

    private final String code;

    DigestButton(String code) {
        this.code = code;
    }

    String under(Content content) {
        return new ButtonCode(code, content.kind().code(), content.digest(), 0, content.part()).encode();
    }

    /** For {@link #MOVE}. */
    String of(SubjectKey task, Content content) {
        return new ButtonCode(code, TASK, task.id(), content.digest(), content.part()).encode();
    }

    /**
     * A press of one of these buttons, as the untrusted data says it.
     *
     * @param task of {@link #MOVE}
     */
    record Pressed(DigestButton button, long digest, int part, OptionalLong task) {

        static Optional<Pressed> parse(String data) {
            return ButtonCode.parse(data)
                    .filter(code -> code.seq() <= Integer.MAX_VALUE)
                    .flatMap(code -> Stream.of(values())
                            .filter(button -> button.code.equals(code.action()))
                            .findFirst()
                            .flatMap(button -> of(button, code)));
        }

        private static Optional<Pressed> of(DigestButton button, ButtonCode code) {
            int part = (int) code.seq();
            if (button == MOVE) {
                return code.kind().equals(TASK)
                        ? Optional.of(new Pressed(button, code.reminderId(), part, OptionalLong.of(code.subjectId())))
                        : Optional.empty();
            }
            return DigestKind.ofCode(code.kind()).isPresent() && code.reminderId() == 0
                    ? Optional.of(new Pressed(button, code.subjectId(), part, OptionalLong.empty()))
                    : Optional.empty();
        }
    }
}
