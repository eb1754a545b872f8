package app.zapiska.telegram;

import app.zapiska.platform.QrPng;
import com.pengrad.telegrambot.model.LinkPreviewOptions;
import com.pengrad.telegrambot.model.MessageEntity;
import com.pengrad.telegrambot.model.request.ForceReply;
import com.pengrad.telegrambot.model.request.InlineKeyboardButton;
import com.pengrad.telegrambot.model.request.InlineKeyboardMarkup;
import com.pengrad.telegrambot.request.DeleteMessage;
import com.pengrad.telegrambot.request.EditMessageText;
import com.pengrad.telegrambot.request.SendMessage;
import com.pengrad.telegrambot.request.SendPhoto;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Our messages in the library's words. */
final class Requests {

    private final Predicate<URI> linkable;

    /** @param linkable which addresses a button may lead to */
    Requests(Predicate<URI> linkable) {
        this.linkable = linkable;
    }

    SendMessage send(long chatId, OutgoingMessage message) {
        var request = new SendMessage(chatId, message.text().text()).linkPreviewOptions(noPreview());
        var entities = entities(message.text());
        if (entities.length > 0) {
            request.entities(entities);
        }
        var keyboard = keyboard(message);
        if (keyboard.inlineKeyboard().length > 0) {
            request.replyMarkup(keyboard);
        }
        message.question()
                .ifPresent(question ->
                        request.replyMarkup(new ForceReply().inputFieldPlaceholder(question.placeholder())));
        return request;
    }

    SendPhoto sendPicture(long chatId, OutgoingMessage message, OutgoingMessage.Picture picture) {
        var request = new SendPhoto(chatId, QrPng.of(picture.code()))
                .fileName("qr.png")
                .contentType("image/png")
                .caption(message.text().text());
        var entities = entities(message.text());
        if (entities.length > 0) {
            request.captionEntities(entities);
        }
        var keyboard = keyboard(message);
        return keyboard.inlineKeyboard().length > 0 ? request.replyMarkup(keyboard) : request;
    }

    /** The keyboard goes along even when it is empty: it takes the place of the old one. */
    EditMessageText edit(long chatId, int messageId, OutgoingMessage message) {
        var request = new EditMessageText(chatId, messageId, message.text().text())
                .linkPreviewOptions(noPreview())
                .replyMarkup(keyboard(message));
        var entities = entities(message.text());
        return entities.length > 0 ? request.entities(entities) : request;
    }

    DeleteMessage delete(long chatId, int messageId) {
        return new DeleteMessage(chatId, messageId);
    }

    /** The library counts messages in 32 bits, as Telegram does up to now. */
    static Optional<Integer> messageId(long id) {
        return id == (int) id ? Optional.of((int) id) : Optional.empty();
    }

    private static LinkPreviewOptions noPreview() {
        return new LinkPreviewOptions().isDisabled(true);
    }

    private static MessageEntity[] entities(RichText text) {
        return text.entities().stream()
                .map(entity -> {
                    var type =
                            switch (entity.style()) {
                                case BOLD -> MessageEntity.Type.bold;
                                case ITALIC -> MessageEntity.Type.italic;
                                case STRIKETHROUGH -> MessageEntity.Type.strikethrough;
                                case CODE -> MessageEntity.Type.code;
                                case LINK -> MessageEntity.Type.text_link;
                            };
                    var entityInTheirWords = new MessageEntity(type, entity.offset(), entity.length());
                    return entity.link()
                            .map(link -> entityInTheirWords.url(link.toString()))
                            .orElse(entityInTheirWords);
                })
                .toArray(MessageEntity[]::new);
    }

    private InlineKeyboardMarkup keyboard(OutgoingMessage message) {
        var keyboard = new InlineKeyboardMarkup();
        for (var row : message.keyboard()) {
            var buttons = row.stream()
                    .flatMap(button -> switch (button) {
                        case OutgoingMessage.ActionButton(String label, String data) ->
                            Stream.of(new InlineKeyboardButton(label).callbackData(data));
                        case OutgoingMessage.LinkButton(String label, URI target) ->
                            Stream.of(target)
                                    .filter(linkable)
                                    .map(link -> new InlineKeyboardButton(label).url(link.toString()));
                    })
                    .toArray(InlineKeyboardButton[]::new);
            if (buttons.length > 0) {
                keyboard.addRow(buttons);
            }
        }
        return keyboard;
    }
}
