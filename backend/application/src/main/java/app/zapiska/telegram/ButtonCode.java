package app.zapiska.telegram;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a button carries, such as {@code d:t:123:456:2}: action, kind and id of the subject, reminder and number of its
 * message. At most 64 bytes for the largest numbers. It is a claim, not a proof: whoever handles it checks ownership.
 *
 * @param action one or two of {@code a-z 0-9}
 * @param kind one of {@code a-z}
 * @param reminderId 0 when the button belongs to no single reminder
 * @param seq number of the reminder's message, from 0
 */
public record ButtonCode(String action, String kind, long subjectId, long reminderId, long seq) {

    private static final String NUMBER = "(0|[1-9][0-9]{0,18})";
    private static final Pattern SHAPE =
            Pattern.compile("([a-z0-9]{1,2}):([a-z]):" + NUMBER + ":" + NUMBER + ":" + NUMBER);

    public ButtonCode {
        if (!action.matches("[a-z0-9]{1,2}") || !kind.matches("[a-z]") || subjectId < 0 || reminderId < 0 || seq < 0) {
            throw new IllegalArgumentException("no button can carry this");
        }
    }

    public String encode() {
        return action + ":" + kind + ":" + subjectId + ":" + reminderId + ":" + seq;
    }

    /** @param data untrusted; @return empty for anything that {@link #encode()} would not have written */
    public static Optional<ButtonCode> parse(String data) {
        if (data == null || data.length() > 64) {
            return Optional.empty();
        }
        var match = SHAPE.matcher(data);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ButtonCode(
                    match.group(1),
                    match.group(2),
                    Long.parseLong(match.group(3)),
                    Long.parseLong(match.group(4)),
                    Long.parseLong(match.group(5))));
        } catch (NumberFormatException beyondLong) {
            return Optional.empty();
        }
    }
}
