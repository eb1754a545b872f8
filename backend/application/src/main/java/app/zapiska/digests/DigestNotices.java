package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.channels.Notice;
import app.zapiska.channels.SecondMessage;
import app.zapiska.channels.SingleMessage.Elsewhere;
import app.zapiska.channels.WhyElsewhere;
import app.zapiska.digests.DigestQueue.Claimed;
import app.zapiska.digests.DigestQueue.Part;
import app.zapiska.platform.Language;
import app.zapiska.telegram.RichText;
import app.zapiska.telegram.RichText.Style;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Digests as they go by the second channel: the words of the chat under a heading of their own. */
@Singleton
class DigestNotices {

    private final DigestNoticeTexts russian;
    private final DigestNoticeTexts english;
    private final WhyElsewhere why;

    DigestNotices(DigestNoticeTexts russian, @Localized("en") DigestNoticeTexts english, WhyElsewhere why) {
        this.russian = russian;
        this.english = english;
        this.why = why;
    }

    /** @param parts that it speaks for; @param message all of them as one, as the chat would have it */
    SecondMessage of(
            Claimed digest,
            List<Part> parts,
            RichText message,
            AccountSettings account,
            Elsewhere elsewhere,
            Instant now) {
        var texts = Language.choose(account.language(), russian, english);
        var kind = digest.kind();
        boolean details = account.second().details();
        return new SecondMessage(
                new Notice(
                        details ? name(kind, texts) : discreetName(kind, texts),
                        details ? body(message) : texts.seePage(),
                        "digest-" + kind,
                        kind.aboutPayments() ? "/loans" : "/",
                        OptionalLong.empty(),
                        Notice.Words.none(account.language())),
                "digest-" + digest.id() + "."
                        + parts.stream()
                                .map(part -> Integer.toString(part.number()))
                                .collect(Collectors.joining(",")),
                // What it says of today and tomorrow counts from the day on which it is written.
                Optional.of(account.dates(now).date(account.today(now))),
                why.sentence(account, elsewhere.why(), elsewhere.awaySince(), now),
                !kind.news());
    }

    private static String name(DigestKind kind, DigestNoticeTexts texts) {
        return switch (kind) {
            case URGENT -> texts.urgent();
            case MORNING -> texts.morning();
            case EVENING -> texts.evening();
            case WEEKLY -> texts.weekly();
            case CEILING -> texts.ceiling();
        };
    }

    /** Says of debts no more than a reminder does. */
    private static String discreetName(DigestKind kind, DigestNoticeTexts texts) {
        return kind.aboutPayments() ? texts.payments() : name(kind, texts);
    }

    /** Without the heading, and without links, which plain words don't open: the page has them. */
    private static String body(RichText message) {
        var body = new StringBuilder();
        int begins = 0;
        for (var line : message.text().split("\n", -1)) {
            int ends = begins + line.length();
            if (begins > 0 && !linkWithin(message, begins, ends)) {
                body.append(line).append('\n');
            }
            begins = ends + 1;
        }
        return body.toString().strip();
    }

    private static boolean linkWithin(RichText message, int begins, int ends) {
        return message.entities().stream()
                .anyMatch(
                        entity -> entity.style() == Style.LINK && entity.offset() >= begins && entity.offset() < ends);
    }
}
