package app.zapiska.telegram;

import java.net.URI;
import java.util.List;

/** A message for a chat: text and rows of inline buttons. */
public record OutgoingMessage(RichText text, List<List<Button>> keyboard) {

    public OutgoingMessage {
        keyboard = keyboard.stream().map(List::copyOf).toList();
    }

    public sealed interface Button {
        String label();
    }

    /** @param data at most 64 bytes of UTF-8; anybody can forge it */
    public record ActionButton(String label, String data) implements Button {}

    public record LinkButton(String label, URI target) implements Button {}

    /** The same words without formatting and cut, for a chat that refused the original. */
    public OutgoingMessage asPlainText(int maxLength) {
        var text = text().text();
        var cut = text.length() <= maxLength ? text : text.substring(0, cutPoint(text, maxLength - 1)) + "…";
        return new OutgoingMessage(RichText.plain(cut), keyboard);
    }

    private static int cutPoint(String text, int length) {
        return Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    }
}
