package app.zapiska.commands;

import app.zapiska.platform.CleanText;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.TextHandler;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** A line that answers no question is proposed as a task, and so is a forwarded message. After everybody who has asked something. */
@ApplicationScoped
@Priority(-1)
class FreeText implements TextHandler {

    private final Proposals proposals;

    FreeText(Proposals proposals) {
        this.proposals = proposals;
    }

    /** In a group people also talk to each other, and what answers a message is about that one. */
    @Override
    public Uni<Optional<OutgoingMessage>> written(Written message) {
        boolean rubbish = !message.text().isEmpty()
                && CleanText.of(message.text()).filter(line -> !line.isEmpty()).isEmpty();
        if (!message.privateChat() || message.replyTo().isPresent() || rubbish) {
            return Uni.createFrom().item(Optional.empty());
        }
        return proposals
                .propose(message.account(), message.chatId(), message.text())
                .map(answer -> Optional.of(answer.message()));
    }
}
