package app.zapiska.channels;

import app.zapiska.platform.Excerpt;
import app.zapiska.platform.Language;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.Sha256;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.Locale;

/** Notices as letters. A letter acts on nothing: its links open the page on which a person presses. */
@Singleton
class LetterWriter {

    private static final int LONGEST_TITLE = 150;
    private static final int KEY = 24;

    /** Where the second channel is set up and switched off. */
    private static final String SETTINGS = "/settings/channels";

    private final ChannelMessages russian;
    private final ChannelMessages english;
    private final PublicUrl publicUrl;

    LetterWriter(ChannelMessages russian, @Localized("en") ChannelMessages english, PublicUrl publicUrl) {
        this.russian = russian;
        this.english = english;
        this.publicUrl = publicUrl;
    }

    Letter of(SecondMessage message) {
        var notice = message.notice();
        var texts = Language.choose(Locale.of(notice.words().language()), russian, english);
        var title = oneLine(Excerpt.of(notice.title(), LONGEST_TITLE));
        var subject = message.moment().map(moment -> title + " — " + moment).orElse(title);
        var page = publicUrl.at(notice.path()).toString();
        var open = notice.task().isPresent() ? texts.openTask() : texts.openPage();
        var settings = publicUrl.at(SETTINGS).toString();
        var footer = message.why() + " " + (message.actable() ? texts.letterActs() + " " : "") + texts.letterFooter();
        return new Letter(
                messageId(message.key()),
                texts.trialTitle(),
                subject,
                notice.title() + "\n" + notice.body() + "\n\n" + open + ":\n" + page + "\n\n-- \n" + footer + "\n"
                        + settings + "\n",
                html(
                        notice.words().language(),
                        "<h2 style=\"margin:0 0 .5em;font-size:1.2em\">" + escaped(notice.title()) + "</h2><p>"
                                + escaped(notice.body()) + "</p>",
                        page,
                        open,
                        escaped(footer) + " <a href=\"" + escaped(settings) + "\">" + escaped(texts.letterSettings())
                                + "</a>"),
                settings);
    }

    Letter confirming(ChannelMessages texts, String key, String page) {
        var settings = publicUrl.at(SETTINGS).toString();
        var words = texts.confirmBody(publicUrl.origin());
        return new Letter(
                messageId(key),
                texts.trialTitle(),
                texts.confirmSubject(),
                words + "\n\n" + page + "\n\n" + texts.confirmFooter() + "\n",
                html(
                        texts.languageCode(),
                        "<p>" + escaped(words) + "</p>",
                        page,
                        texts.confirmButton(),
                        escaped(texts.confirmFooter())),
                settings);
    }

    private String messageId(String key) {
        var hash = Base64.getUrlEncoder().encodeToString(Sha256.of(key)).substring(0, KEY);
        return hash + "@" + publicUrl.at("/").getHost().replaceAll("[\\[\\]:]", "-");
    }

    private static String html(String language, String content, String page, String button, String footer) {
        return """
                <!doctype html><html lang="%s"><head><meta charset="utf-8"></head>\
                <body style="font-family:sans-serif;line-height:1.5">%s\
                <p><a href="%s" style="display:inline-block;padding:.6em 1.2em;border-radius:.5em;background:#1d4ed8;\
                color:#fff;text-decoration:none">%s</a></p>\
                <p style="color:#555;font-size:.85em">%s</p></body></html>
                """.formatted(language, content, escaped(page), escaped(button), footer);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\n", "<br>");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
