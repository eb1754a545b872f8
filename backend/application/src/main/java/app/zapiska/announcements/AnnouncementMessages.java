package app.zapiska.announcements;

import app.zapiska.platform.Language;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.RichText;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** An announcement as it stands in a chat: a heading in the reader's language, and the owner's words as they are. */
@Singleton
class AnnouncementMessages {

    /** Telegram's limit, in UTF-16 units. */
    static final int LONGEST = 4096;

    /** What the owner may write; the rest is for the heading in any language. */
    static final int LONGEST_TEXT = 4000;

    private final AnnouncementTexts russian;
    private final AnnouncementTexts english;

    AnnouncementMessages(AnnouncementTexts russian, @Localized("en") AnnouncementTexts english) {
        this.russian = russian;
        this.english = english;
    }

    OutgoingMessage of(String text, Locale language) {
        return new OutgoingMessage(
                RichText.builder()
                        .add("📣 ")
                        .bold(Language.choose(language, russian, english).heading())
                        .add("\n\n")
                        .add(text)
                        .build(),
                List.of());
    }
}
