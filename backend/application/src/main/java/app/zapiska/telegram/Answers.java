package app.zapiska.telegram;

import io.smallrye.mutiny.Uni;
import java.util.function.LongFunction;

/**
 * What answers the person who has just written or pressed something. Nobody waits for it: it goes out when it is the chat's
 * turn, and is lost when that comes too late to be an answer still.
 */
public interface Answers {

    /** Several that wait for the same turn become one message. */
    void say(long chatId, OutgoingMessage message);

    /** @param sent called with the message's id once it is there, outside any transaction */
    void say(long chatId, OutgoingMessage message, LongFunction<Uni<Void>> sent);

    /** The message becomes this one; of several that wait only the last. */
    void show(long chatId, long messageId, OutgoingMessage message);
}
