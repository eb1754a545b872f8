package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.delivery.ChatMessageRenderer;
import app.zapiska.delivery.ChatMessages;
import app.zapiska.delivery.Topic;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectListener;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;

/**
 * Keeps the urgent-loans messages that stand in chats true, wherever the loans are paid, changed or put off. What shows a digest
 * of another kind is looked up in the same tables, so it listens and looks for those as well.
 */
@ApplicationScoped
class UrgentMessageRenderer implements ChatMessageRenderer, SubjectListener {

    static final String KIND = "URGENT";

    private final DigestMessages digests;
    private final UrgentLoans loans;
    private final ChatMessages standing;
    private final InstantSource clock;

    UrgentMessageRenderer(DigestMessages digests, UrgentLoans loans, ChatMessages standing, InstantSource clock) {
        this.digests = digests;
        this.loans = loans;
        this.standing = standing;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Optional<OutgoingMessage>> render(AccountSettings account, One message) {
        return digests.contentOf(account.accountId(), message.id())
                .chain(content -> content.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : loans.message(account, content.get(), message.opened().map(SubjectKey::of), clock.instant())
                                .map(rendered -> rendered.map(Digest.Rendered::message)));
    }

    @Override
    public Uni<Boolean> pressed(ButtonHandler.Press press, Optional<Topic> topic) {
        return digests.pressed(
                press.account().accountId(),
                press.chatId(),
                press.messageId().orElseThrow(),
                topic.map(SubjectKey::of));
    }

    @Override
    public Uni<Void> changed(long accountId, Collection<SubjectKey> subjects) {
        return digests.touched(accountId, subjects).chain(messages -> standing.staleInSession(accountId, messages));
    }
}
