package app.zapiska.telegram;

import com.pengrad.telegrambot.request.BaseRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.function.Predicate;

/** Sends over the Bot API. */
@ApplicationScoped
class TelegramMessenger implements Messenger {

    private static final EditOutcome NO_SUCH_MESSAGE = new EditOutcome.Impossible("not a message id of Telegram's");

    private final Bot bot;
    private final Requests requests;

    @Inject
    TelegramMessenger(Bot bot, PageLinks links) {
        this(bot, links::linkable);
    }

    TelegramMessenger(Bot bot, Predicate<URI> linkable) {
        this.bot = bot;
        this.requests = new Requests(linkable);
    }

    @Override
    public Uni<SendOutcome> send(long chatId, OutgoingMessage message) {
        var call = message.picture()
                .<BaseRequest<?, ?>>map(picture -> requests.sendPicture(chatId, message, picture))
                .orElseGet(() -> requests.send(chatId, message));
        return bot.call(call).map(SendOutcomes::ofSend);
    }

    @Override
    public Uni<EditOutcome> edit(long chatId, long messageId, OutgoingMessage message) {
        return Requests.messageId(messageId)
                .map(id -> bot.call(requests.edit(chatId, id, message)).map(SendOutcomes::ofEdit))
                .orElseGet(() -> Uni.createFrom().item(NO_SUCH_MESSAGE));
    }

    @Override
    public Uni<EditOutcome> delete(long chatId, long messageId) {
        return Requests.messageId(messageId)
                .map(id -> bot.call(requests.delete(chatId, id)).map(SendOutcomes::ofDelete))
                .orElseGet(() -> Uni.createFrom().item(NO_SUCH_MESSAGE));
    }

    @Override
    public boolean ready() {
        return bot.ready();
    }
}
