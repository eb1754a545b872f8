package app.zapiska.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.utility.BotUtils;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** One update in our words. Everything in it comes from outside and proves nothing but the two ids of Telegram's. */
sealed interface Incoming {

    long updateId();

    /**
     * A button was pressed.
     *
     * @param data anything at all: buttons can be forged
     * @param chatId the presser's own private chat when Telegram does not say where
     */
    record Press(long updateId, String pressId, long userId, String data, long chatId, OptionalLong messageId)
            implements Incoming {}

    /**
     * Somebody wrote; an empty text is a sticker, a photo without words and the like.
     *
     * @param text or the words under a picture
     * @param replyTo the message it answers, when the person chose one
     * @param forwarded somebody else has written it; nothing is kept of who
     */
    record Text(
            long updateId,
            long chatId,
            long userId,
            boolean privateChat,
            String text,
            OptionalLong replyTo,
            boolean forwarded)
            implements Incoming {

        Text(long updateId, long chatId, long userId, boolean privateChat, String text, OptionalLong replyTo) {
            this(updateId, chatId, userId, privateChat, text, replyTo, false);
        }
    }

    /** The bot may or may not write to a chat from now on. */
    record Membership(long updateId, long chatId, boolean member) implements Incoming {}

    /** Something this bot has no use for. */
    record Other(long updateId) implements Incoming {}

    /** @return empty when it is no update at all; never throws */
    static Optional<Incoming> parse(byte[] body) {
        try {
            return of(ApiResult.JSON.readTree(body));
        } catch (IOException garbage) {
            return Optional.empty();
        }
    }

    /** @return empty when it has no id, or is not shaped like an update; never throws */
    static Optional<Incoming> of(JsonNode node) {
        if (node == null || idOf(node).isEmpty()) {
            return Optional.empty();
        }
        try {
            var update = BotUtils.parseUpdate(node.toString());
            return update == null
                    ? Optional.empty()
                    : Optional.of(of(update, idOf(node).getAsLong()));
        } catch (RuntimeException garbage) {
            // Gson's complaints, and what its adapters do with a wrong type.
            return Optional.empty();
        }
    }

    /** The number an update is acknowledged by, which also unreadable ones have. */
    static OptionalLong idOf(JsonNode node) {
        var id = node.path("update_id");
        return id.isIntegralNumber() && id.canConvertToLong() ? OptionalLong.of(id.longValue()) : OptionalLong.empty();
    }

    private static Incoming of(Update update, long id) {
        if (update.callbackQuery() != null) {
            return press(update, id);
        }
        if (update.message() != null) {
            return text(update.message(), id);
        }
        if (update.myChatMember() != null) {
            var change = update.myChatMember();
            var now = change.newChatMember();
            if (change.chat() == null || change.chat().id() == null || now == null || now.status() == null) {
                return new Other(id);
            }
            return new Membership(
                    id,
                    change.chat().id(),
                    switch (now.status()) {
                        case left, kicked -> false;
                        case restricted -> Boolean.TRUE.equals(now.canSendMessages());
                        default -> true;
                    });
        }
        return new Other(id);
    }

    private static Incoming press(Update update, long id) {
        var query = update.callbackQuery();
        if (query.id() == null || query.from() == null || query.from().id() == null) {
            return new Other(id);
        }
        long user = query.from().id();
        var message = query.maybeInaccessibleMessage();
        return new Press(
                id,
                query.id(),
                user,
                query.data() == null ? "" : query.data(),
                message != null && message.chat() != null && message.chat().id() != null
                        ? message.chat().id()
                        : user,
                message != null && message.messageId() != null
                        ? OptionalLong.of(message.messageId())
                        : OptionalLong.empty());
    }

    private static Incoming text(Message message, long id) {
        var from = message.from();
        if (from == null
                || from.id() == null
                || message.chat() == null
                || message.chat().id() == null) {
            return new Other(id);
        }
        return new Text(
                id,
                message.chat().id(),
                from.id(),
                message.chat().id().equals(from.id()),
                message.text() != null ? message.text() : message.caption() != null ? message.caption() : "",
                message.replyToMessage() != null && message.replyToMessage().messageId() != null
                        ? OptionalLong.of(message.replyToMessage().messageId())
                        : OptionalLong.empty(),
                message.forwardOrigin() != null);
    }
}
