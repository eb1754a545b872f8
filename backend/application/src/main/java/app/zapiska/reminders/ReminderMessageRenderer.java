package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.delivery.ChatMessageRenderer;
import app.zapiska.delivery.EngineTime;
import app.zapiska.delivery.Topic;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.ReminderChatMessages.Shown;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the reminders' messages that stand in chats must show now. */
@Singleton
class ReminderMessageRenderer implements ChatMessageRenderer {

    /** As the database fills it in. */
    static final String KIND = "REMINDER";

    private final ReminderChatMessages living;
    private final Remindables subjects;
    private final ReminderFormatters messages;
    private final EngineTime time;

    ReminderMessageRenderer(
            ReminderChatMessages living, Remindables subjects, ReminderFormatters messages, EngineTime time) {
        this.living = living;
        this.subjects = subjects;
        this.messages = messages;
        this.time = time;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Optional<OutgoingMessage>> render(AccountSettings account, One message) {
        return living.shown(account.accountId(), message.id())
                .chain(shown -> subjects.subjects(
                                shown.stream().map(Shown::subject).toList())
                        .map(found -> lines(shown, found, account)))
                .map(lines -> lines.isEmpty() ? Optional.empty() : Optional.of(render(account, lines, message)));
    }

    private static List<ReminderMessage.Line> lines(
            List<Shown> shown, Map<SubjectKey, Subject> subjects, AccountSettings account) {
        return shown.stream()
                .filter(one -> subjects.containsKey(one.subject()))
                .map(one -> new ReminderMessage.Line(
                        subjects.get(one.subject()),
                        one.reminderId(),
                        one.seq(),
                        one.state(),
                        one.firstSentAt().filter(first -> one.repeat()),
                        one.next()
                                .map(next -> account.comesAt(
                                        next, one.subject().kind().isPayment()))))
                .toList();
    }

    private OutgoingMessage render(AccountSettings account, List<ReminderMessage.Line> lines, One message) {
        var writer = messages.in(account, new ReminderMessage.Age(message.sentAt(), time.now()));
        return lines.size() == 1
                ? writer.standing(lines.getFirst())
                : writer.combined(lines, message.opened().map(SubjectKey::of));
    }

    /** The buttons of a reminder name it: {@link PressedMessages} needs to ask nobody. */
    @Override
    public Uni<Boolean> pressed(ButtonHandler.Press press, Optional<Topic> topic) {
        return Uni.createFrom().item(false);
    }
}
