package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * One {@code sendMessage} or {@code sendPhoto} that the sandbox accepted, whatever the client was told about it.
 *
 * @param at by the sandbox's clock
 * @param messageId id the message got in its chat
 * @param text as shown, after parsing and trimming; the caption of a photo
 * @param replyMarkup the markup as received, or a JSON null node
 * @param callbackData callback data of the inline buttons, row by row
 */
public record AcceptedSend(
        Instant at,
        long chatId,
        long messageId,
        String text,
        List<MessageEntity> entities,
        JsonNode replyMarkup,
        List<String> callbackData) {}
