package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.delivery.ChatMessageRenderer;
import app.zapiska.delivery.Topic;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** What the messages about a day or a week that stand in chats must show now. */
@Singleton
class DigestMessageRenderer implements ChatMessageRenderer {

    static final String KIND = "DIGEST";

    private final DigestMessages messages;
    private final Digests digests;
    private final InstantSource clock;

    DigestMessageRenderer(DigestMessages messages, Digests digests, InstantSource clock) {
        this.messages = messages;
        this.digests = digests;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Optional<OutgoingMessage>> render(AccountSettings account, One message) {
        return messages.contentOf(account.accountId(), message.id())
                .chain(content -> content.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : digests.of(content.get().kind())
                                .message(
                                        account, content.get(), message.opened().map(SubjectKey::of), clock.instant())
                                .map(rendered -> rendered.map(Digest.Rendered::message)));
    }

    /** {@link UrgentMessageRenderer} asks for digests of every kind. */
    @Override
    public Uni<Boolean> pressed(ButtonHandler.Press press, Optional<Topic> topic) {
        return Uni.createFrom().item(false);
    }
}
