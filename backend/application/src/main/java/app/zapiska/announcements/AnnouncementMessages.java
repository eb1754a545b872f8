package app.zapiska.announcements;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.announcements.AnnouncementQueue.Claimed;
import app.zapiska.channels.ChannelChoice;
import app.zapiska.channels.Notice;
import app.zapiska.channels.SecondMessage;
import app.zapiska.channels.SingleMessage;
import app.zapiska.channels.SingleMessage.Elsewhere;
import app.zapiska.channels.WhyElsewhere;
import app.zapiska.platform.Language;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.RichText;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** An announcement as it is read: a heading in the reader's language, and the owner's words as they are. */
@Singleton
class AnnouncementMessages {

    /** Telegram's limit, in UTF-16 units. */
    static final int LONGEST = 4096;

    /** What the owner may write; the rest is for the heading in any language. */
    static final int LONGEST_TEXT = 4000;

    private final AnnouncementTexts russian;
    private final AnnouncementTexts english;
    private final WhyElsewhere why;

    AnnouncementMessages(AnnouncementTexts russian, @Localized("en") AnnouncementTexts english, WhyElsewhere why) {
        this.russian = russian;
        this.english = english;
        this.why = why;
    }

    private AnnouncementTexts texts(Locale language) {
        return Language.choose(language, russian, english);
    }

    OutgoingMessage of(String text, Locale language) {
        return new OutgoingMessage(
                RichText.builder()
                        .add("📣 ")
                        .bold(texts(language).heading())
                        .add("\n\n")
                        .add(text)
                        .build(),
                List.of());
    }

    /** One that is longer than a screen shows begins by mail, as if push had failed: nothing else has the rest of it. */
    SingleMessage way(SingleMessage single, String text) {
        return text.length() <= Notice.LONGEST_BODY
                ? single
                : new SingleMessage(
                        single.dueAt(),
                        single.inVainSince(),
                        single.byPush() + ChannelChoice.TRIES_BY_PUSH,
                        single.byMail());
    }

    /** Its words are everybody's and stand nowhere else, so also a screen that names no tasks shows them. */
    SecondMessage elsewhere(Claimed copy, AccountSettings account, Elsewhere elsewhere, Instant now) {
        return new SecondMessage(
                new Notice(
                        texts(account.language()).heading(),
                        copy.text(),
                        "announcement-" + copy.announcementId(),
                        "/",
                        OptionalLong.empty(),
                        Notice.Words.none(account.language())),
                "announcement-" + copy.announcementId() + "." + copy.accountId(),
                Optional.empty(),
                why.sentence(account, elsewhere.why(), elsewhere.awaySince(), now),
                false);
    }
}
