package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
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
     * @return empty when it is to be deleted
     */
    Uni<Optional<OutgoingMessage>> render(AccountSettings account, long chatMessageId);
}
