package app.zapiska.telegram;

import app.zapiska.platform.Excerpt;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A message for a chat: text and rows of inline buttons, or a question.
 *
 * @param question the person's input field opens as an answer to this message; such a message has no buttons, and Telegram
 *     lets nobody edit it
 * @param picture above the text, which is then its caption; such a message is sent and never edited
 */
public record OutgoingMessage(
        RichText text, List<List<Button>> keyboard, Optional<Question> question, Optional<Picture> picture) {

    public OutgoingMessage {
        keyboard = keyboard.stream().map(List::copyOf).toList();
        if (question.isPresent() && !keyboard.isEmpty()) {
            throw new IllegalArgumentException("a question has no buttons");
        }
        if (picture.isPresent() && (question.isPresent() || text.text().length() > Picture.LONGEST_CAPTION)) {
            throw new IllegalArgumentException("a picture has a short text and asks nothing");
        }
    }

    public OutgoingMessage(RichText text, List<List<Button>> keyboard) {
        this(text, keyboard, Optional.empty(), Optional.empty());
    }

    public static OutgoingMessage plain(String text) {
        return new OutgoingMessage(RichText.plain(text), List.of());
    }

    public static OutgoingMessage asking(RichText text, String placeholder) {
        return new OutgoingMessage(text, List.of(), Optional.of(new Question(placeholder)), Optional.empty());
    }

    /** @param placeholder shown in the empty input field, 1–64 characters */
    public record Question(String placeholder) {}

    /** A QR code, drawn when it is sent. @param code what it says */
    public record Picture(String code) {

        /** Telegram's limit, in UTF-16 units. */
        public static final int LONGEST_CAPTION = 1_024;
    }

    public sealed interface Button {
        String label();
    }

    /** @param data at most 64 bytes of UTF-8; anybody can forge it */
    public record ActionButton(String label, String data) implements Button {}

    public record LinkButton(String label, URI target) implements Button {}

    /** The same words without formatting and cut, for a chat that refused the original. */
    public OutgoingMessage asPlainText(int maxLength) {
        return new OutgoingMessage(RichText.plain(Excerpt.of(text().text(), maxLength)), keyboard, question, picture);
    }
}
