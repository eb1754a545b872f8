package app.zapiska.reminders;

import app.zapiska.reminders.Reminder.State;
import app.zapiska.telegram.OutgoingMessage;
import java.time.Instant;
import java.util.Optional;

/** A parcel as the chat gets it. */
final class ParcelMessage {

    /** What a message refused for its form is cut to. */
    private static final int PLAIN_LENGTH = 3500;

    private ParcelMessage() {}

    static OutgoingMessage of(Parcel parcel, ReminderFormatters messages, Instant now) {
        var writer = messages.in(parcel.account(), now);
        var lines = parcel.claimed().stream()
                .map(one -> {
                    var subject = parcel.subject(one);
                    return new ReminderMessage.Line(
                            subject,
                            one.id(),
                            one.seq(),
                            State.SENDING,
                            one.firstSentAt(),
                            Optional.of(NagPolicy.nextMessage(
                                    parcel.account(), subject.importance(), now, one.laterDueAt())));
                })
                .toList();
        if (lines.size() > 1) {
            return writer.combined(lines);
        }
        var message = writer.reminding(lines.getFirst());
        return parcel.claimed().getFirst().plainText() ? message.asPlainText(PLAIN_LENGTH) : message;
    }
}
