package app.zapiska.telegram;

import app.zapiska.accounts.AccountSettings;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads what a person writes to the bot that is no command, such as the answer to a question; features implement it as a
 * bean. Called inside the transaction that marks the update as handled, so the effect happens once however often Telegram
 * repeats the update. The person is already authorised: they write from the account's own Telegram user in its own chat.
 */
public interface TextHandler {

    /**
     * Fails only for faults; what is wrong with the text is said in the answer.
     *
     * @return what to answer, sent after the commit; empty when the text is meant for somebody else
     */
    Uni<Optional<OutgoingMessage>> written(Written message);

    /**
     * @param text untrusted; empty for a sticker, a photo and the like
     * @param replyTo the message of the chat that the person answers, when they chose one
     * @param privateChat false in a group, where people also talk to each other
     * @param forwarded somebody else has written it
     */
    record Written(
            AccountSettings account,
            long chatId,
            boolean privateChat,
            String text,
            OptionalLong replyTo,
            boolean forwarded) {}
}
