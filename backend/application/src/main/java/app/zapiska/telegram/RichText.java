package app.zapiska.telegram;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Message text with formatting as entities. What a person typed goes in as data: there is no markup to escape, to inject
 * or to fail on.
 *
 * @param text at most 4,096 UTF-16 units when sent
 * @param entities offsets and lengths in UTF-16 units, which is how both Java and Telegram count
 */
public record RichText(String text, List<Entity> entities) {

    public RichText {
        entities = List.copyOf(entities);
    }

    public record Entity(Style style, int offset, int length, Optional<URI> link) {}

    public enum Style {
        BOLD,
        ITALIC,
        STRIKETHROUGH,
        /** Copied by a tap. */
        CODE,
        LINK
    }

    public static RichText plain(String text) {
        return new RichText(text, List.of());
    }

    /** One text of several. */
    public static RichText joined(List<RichText> texts, String between) {
        var text = new StringBuilder();
        var entities = new ArrayList<Entity>();
        for (var piece : texts) {
            if (!text.isEmpty()) {
                text.append(between);
            }
            int offset = text.length();
            piece.entities()
                    .forEach(it -> entities.add(new Entity(it.style(), offset + it.offset(), it.length(), it.link())));
            text.append(piece.text());
        }
        return new RichText(text.toString(), entities);
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private final List<Entity> entities = new ArrayList<>();

        public Builder add(String piece) {
            text.append(piece);
            return this;
        }

        public Builder line(String piece) {
            return add(piece).add("\n");
        }

        public Builder bold(String piece) {
            return styled(Style.BOLD, piece, Optional.empty());
        }

        public Builder strikethrough(String piece) {
            return styled(Style.STRIKETHROUGH, piece, Optional.empty());
        }

        public Builder code(String piece) {
            return styled(Style.CODE, piece, Optional.empty());
        }

        public Builder link(String piece, URI target) {
            return styled(Style.LINK, piece, Optional.of(target));
        }

        private Builder styled(Style style, String piece, Optional<URI> link) {
            // Telegram refuses entities of length zero.
            if (!piece.isEmpty()) {
                entities.add(new Entity(style, text.length(), piece.length(), link));
            }
            return add(piece);
        }

        public int length() {
            return text.length();
        }

        public RichText build() {
            return new RichText(text.toString(), entities);
        }
    }
}
