package app.zapiska.reminders;

import app.zapiska.telegram.ButtonCode;
import java.util.Optional;

/**
 * The button that asks how a payment is made. It moves nothing, and does not count as an answer to the reminder it is under. Its
 * code stands in old messages for ever: never give it another meaning.
 */
public final class HowToPayButton {

    private static final String CODE = "k";

    private HowToPayButton() {}

    /** @param reminderId whose message the button is under; 0 for a message that is not a reminder's */
    static String codeFor(SubjectKey payment, long reminderId) {
        return new ButtonCode(CODE, payment.kind().code(), payment.id(), reminderId, 0).encode();
    }

    /** @param reminderId for {@link PressedMessages#around} */
    public record Pressed(SubjectKey payment, long reminderId) {}

    /** @return empty for anything that is not this button */
    public static Optional<Pressed> parse(String data) {
        return ButtonCode.parse(data)
                .filter(code -> code.action().equals(CODE) && code.seq() == 0)
                .flatMap(code -> SubjectKey.Kind.ofCode(code.kind())
                        .filter(SubjectKey.Kind::isPayment)
                        .map(kind -> new Pressed(new SubjectKey(kind, code.subjectId()), code.reminderId())));
    }
}
