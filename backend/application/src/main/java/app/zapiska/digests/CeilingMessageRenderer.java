package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.delivery.ChatMessageRenderer;
import app.zapiska.delivery.Topic;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The messages about ceilings that stand in chats: as those of a day, under a name that the version before leaves alone. */
@Singleton
class CeilingMessageRenderer implements ChatMessageRenderer {

    static final String KIND = "CEILING";

    private final DigestMessageRenderer digests;

    CeilingMessageRenderer(DigestMessageRenderer digests) {
        this.digests = digests;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Optional<OutgoingMessage>> render(AccountSettings account, One message) {
        return digests.render(account, message);
    }

    /** {@link UrgentMessageRenderer} asks for digests of every kind. */
    @Override
    public Uni<Boolean> pressed(ButtonHandler.Press press, Optional<Topic> topic) {
        return Uni.createFrom().item(false);
    }
}
