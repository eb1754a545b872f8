package app.zapiska.reminders;

import java.util.Optional;

/**
 * What a person was asked who wants to put off until a moment of their own.
 *
 * @param messageId of the message whose button they pressed; 0 when Telegram has forgotten it
 */
public record SnoozePrompt(SubjectKey subject, long messageId) {

    /** Of the {@link app.zapiska.telegram.PromptHandler}. */
    public static final String KIND = "SNOOZE";

    public String about() {
        return subject.kind().code() + ":" + subject.id() + ":" + messageId;
    }

    /** @return empty for what {@link #about} would not have written */
    public static Optional<SnoozePrompt> of(String about) {
        var parts = about.split(":");
        return parts.length != 3
                ? Optional.empty()
                : SubjectKey.Kind.ofCode(parts[0])
                        .map(kind -> new SnoozePrompt(
                                new SubjectKey(kind, Long.parseLong(parts[1])), Long.parseLong(parts[2])));
    }
}
