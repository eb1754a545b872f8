package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * Writes one family of messages that stand in chats besides the reminders; features implement it as a bean. The engine asks
 * for the text whenever one of them is stale and edits it until Telegram agrees.
 */
public interface StandingMessage {

    /** Names the family in the database for ever: capitals, at most 20; not {@value StandingMessages#REMINDER}. */
    String kind();

    /**
     * What the message must show now. The same state must give the same message. Opens its own connection.
     *
     * @param chatMessageId as {@link StandingMessages#sent} gave it
     * @param opened the one of several subjects whose buttons it shows; empty when it lists them all
     * @return empty when it is to be deleted
     */
    Uni<Optional<OutgoingMessage>> render(AccountSettings account, long chatMessageId, Optional<SubjectKey> opened);

    /**
     * A button was pressed that is under no reminder's message. If this family has sent the message and never learned that it
     * arrived, it knows now. Opens its own connection.
     *
     * @param subject what the button is about, if it says so; untrusted
     * @return whether the message is of this family
     */
    Uni<Boolean> pressed(ButtonHandler.Press press, Optional<SubjectKey> subject);
}
