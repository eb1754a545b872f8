package app.zapiska.delivery;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes one kind of messages that stand in chats; features implement it as a bean. {@link ChatCorrection} asks for the text
 * whenever one of them is stale and edits it until Telegram agrees.
 */
public interface StandingMessage {

    /** Names the kind in the database for ever: capitals, at most 20. */
    String kind();

    /**
     * One message of the kind.
     *
     * @param id as {@link StandingMessages#sent} gave it
     * @param opened the one of several topics whose buttons it shows; empty when it lists them all
     */
    record One(long id, Instant sentAt, Optional<Topic> opened) {}

    /**
     * What the message must show now. The same state must give the same message. Opens its own connection.
     *
     * @return empty when it is to be deleted
     */
    Uni<Optional<OutgoingMessage>> render(AccountSettings account, One message);

    /**
     * A button was pressed that says of no message that it is under it. If this kind has sent the message and never learned
     * that it arrived, it knows now. Opens its own connection.
     *
     * @param topic what the button is about, if it says so; untrusted
     * @return whether the message is of this kind
     */
    Uni<Boolean> pressed(ButtonHandler.Press press, Optional<Topic> topic);
}
