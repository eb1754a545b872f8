package app.zapiska.telegram;

import app.zapiska.platform.Excerpt;
import com.fasterxml.jackson.databind.JsonNode;
import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.model.User;
import com.pengrad.telegrambot.utility.BotUtils;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One update in our words. Everything in it comes from outside and proves nothing but the two ids of Telegram's. */
sealed interface Incoming {

    long updateId();

    /**
     * A button was pressed.
     *
     * @param data anything at all: buttons can be forged
     * @param chatId the presser's own private chat when Telegram does not say where
     */
    record Press(
            long updateId, String pressId, long userId, String data, long chatId, OptionalLong messageId, Sender sender)
            implements Incoming {

        /** Of somebody of whom nothing is told. */
        Press(long updateId, String pressId, long userId, String data, long chatId, OptionalLong messageId) {
            this(updateId, pressId, userId, data, chatId, messageId, Sender.UNKNOWN);
        }
    }

    /**
     * Somebody wrote; an empty text is a sticker, a photo without words and the like.
     *
     * @param text or the words under a picture
     * @param replyTo the message it answers, when the person chose one
     * @param forwarded somebody else has written it; nothing is kept of who
     * @param sender what Telegram tells of who wrote
     */
    record Text(
            long updateId,
            long chatId,
            long userId,
            boolean privateChat,
            String text,
            OptionalLong replyTo,
            boolean forwarded,
            Sender sender)
            implements Incoming {

        /** Of somebody of whom nothing is told. */
        Text(long updateId, long chatId, long userId, boolean privateChat, String text, OptionalLong replyTo) {
            this(updateId, chatId, userId, privateChat, text, replyTo, false, Sender.UNKNOWN);
        }

        Text(
                long updateId,
                long chatId,
                long userId,
                boolean privateChat,
                String text,
                OptionalLong replyTo,
                boolean forwarded) {
            this(updateId, chatId, userId, privateChat, text, replyTo, forwarded, Sender.UNKNOWN);
        }
    }

    /**
     * As the person calls themselves: it proves nothing.
     *
     * @param name never empty
     * @param username without the @
     * @param group the title of the group it was written in
     * @param faceless written in the name of a group or a channel, or by another bot: it could be anybody
     */
    record Sender(String name, Optional<String> username, Optional<String> group, boolean faceless) {

        Sender(String name, Optional<String> username, Optional<String> group) {
            this(name, username, group, false);
        }

        private static final int LONGEST = 100;

        static final Sender UNKNOWN = new Sender("?", Optional.empty(), Optional.empty());

        static Sender of(Message message) {
            return of(
                    message.from(),
                    message.chat().id() < 0 ? cleaned(message.chat().title()) : Optional.empty(),
                    message.senderChat() != null);
        }

        static Sender of(User from, Optional<String> group, boolean faceless) {
            var name = Stream.of(from.firstName(), from.lastName())
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(" "));
            return new Sender(
                    cleaned(name).orElse(UNKNOWN.name()),
                    cleaned(from.username()),
                    group,
                    faceless || Boolean.TRUE.equals(from.isBot()));
        }

        private static Optional<String> cleaned(String text) {
            return Optional.ofNullable(text)
                    .map(SingleLine::of)
                    .map(String::strip)
                    .filter(clean -> !clean.isEmpty())
                    .map(clean -> Excerpt.of(clean, LONGEST));
        }
    }

    /** The bot may or may not write to a chat from now on. */
    record Membership(long updateId, long chatId, boolean member) implements Incoming {}

    /** A group has become a supergroup with another id. */
    record Migration(long updateId, long oldChat, long newChat) implements Incoming {}

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
                        : OptionalLong.empty(),
                Sender.of(query.from(), Optional.empty(), false));
    }

    /** Told twice: by the last message of the old chat, and by the first of the new one. */
    private static Incoming migration(long id, long oldChat, long newChat) {
        return oldChat < 0 && newChat < 0 ? new Migration(id, oldChat, newChat) : new Other(id);
    }

    private static Incoming text(Message message, long id) {
        var from = message.from();
        if (message.chat() != null && message.chat().id() != null) {
            long chat = message.chat().id();
            if (message.migrateToChatId() != null) {
                return migration(id, chat, message.migrateToChatId());
            }
            if (message.migrateFromChatId() != null) {
                return migration(id, message.migrateFromChatId(), chat);
            }
        }
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
                message.forwardOrigin() != null,
                Sender.of(message));
    }
}
