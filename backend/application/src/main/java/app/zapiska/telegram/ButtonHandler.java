package app.zapiska.telegram;

import app.zapiska.accounts.AccountSettings;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Handles the presses of one family of buttons; features implement it as beans. Called inside the transaction that marks
 * the update as handled, so the effect happens once however often Telegram repeats the update. The person is already
 * authorised: the press comes from the account's own Telegram user.
 */
public interface ButtonHandler {

    /** @return whether this callback data is of this family; data is untrusted text */
    boolean handles(String data);

    /** Whether it only shows something else of what is there already: then also who may change nothing may press it. */
    default boolean onlyShows(String data) {
        return false;
    }

    /**
     * Whether it may also be pressed in a group, by somebody the account's person has named: then it asks nothing, and believes
     * nothing that the data says of reminders' own messages, which are not there.
     */
    default boolean inGroups(String data) {
        return false;
    }

    /** Must be harmless and idempotent for old buttons. Fails only for faults; refusals are replies. */
    Uni<Reply> pressed(Press press);

    /** @param messageId the message the button hangs on, when Telegram still knows it */
    record Press(AccountSettings account, String data, long chatId, OptionalLong messageId) {}

    /**
     * @param toast short text shown over the chat, at most 200 characters
     * @param alert as a window to be closed
     * @param followUp what else happens in the chat, once the effect is committed
     */
    record Reply(String toast, boolean alert, Optional<FollowUp> followUp) {

        public static Reply toast(String text) {
            return new Reply(text, false, Optional.empty());
        }

        public Reply followedBy(FollowUp next) {
            return new Reply(toast, alert, Optional.of(next));
        }
    }

    /** Done once and not waited for: when it is lost, the person presses again. */
    sealed interface FollowUp {

        /** @param sent called with the new message's id, outside any transaction */
        record Send(OutgoingMessage message, LongFunction<Uni<Void>> sent) implements FollowUp {}

        /** The pressed message becomes this one; for messages that nothing else keeps in line with the database. */
        record Edit(OutgoingMessage message) implements FollowUp {}
    }
}
