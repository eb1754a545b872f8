package app.zapiska.telegram;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Wording;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Answers one command; features implement it as a bean, and it stands in the bot's menu and in /help by that. Called inside
 * the transaction that marks the update as handled, so the effect happens once however often Telegram repeats the update.
 * The person is already authorised, as for {@link TextHandler}.
 */
public interface CommandHandler {

    /**
     * @return without the slash, in lower case. The first is the menu's, of {@code a-z 0-9 _}; any further ones, in any
     *     alphabet, are understood when they are written
     */
    List<String> names();

    /** @return a few words for the menu and /help, at most 256 characters */
    Wording description();

    /** @return where it stands in the menu: small numbers first */
    int place();

    /** Whether it changes data: then it is refused to who may only look. */
    boolean changes();

    /** Whether it is answered in a group as well, where others read the answer. */
    default boolean inGroups() {
        return false;
    }

    /**
     * Fails only for faults; what is wrong with the argument is said in the answer.
     *
     * @return what to answer, sent after the commit
     */
    Uni<Optional<Answer>> commanded(Commanded command);

    /**
     * @param argument untrusted: what follows the name, without outer spaces; may be empty
     * @param privateChat false in a group, where others read the answer too
     */
    record Commanded(AccountSettings account, long chatId, boolean privateChat, String argument) {}

    /** @param sent called with the message's id once it is there, outside any transaction */
    record Answer(OutgoingMessage message, Optional<LongFunction<Uni<Void>>> sent) {

        public static Answer of(OutgoingMessage message) {
            return new Answer(message, Optional.empty());
        }
    }
}
