package app.zapiska.channels;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/**
 * A letter in text and simple HTML, as bytes that any mail server takes: ASCII, short lines, no line that begins with a dot.
 * What people wrote stands in it in base64 only, so none of it can become a header or an end.
 *
 * @param messageId without its brackets
 * @param page that the letter's recipient can switch it off on
 */
record Letter(String messageId, String sender, String subject, String text, String html, String page) {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);
    private static final String END = "\r\n";

    /** An encoded word is at most 75 signs (RFC 2047), of which this many bytes are left. */
    private static final int OF_A_WORD = 42;

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, END.getBytes(StandardCharsets.US_ASCII));

    byte[] bytes(MailAddress from, MailAddress to, Instant now) {
        var boundary = "=_" + messageId.replaceAll("[^A-Za-z0-9]", "") + "_";
        boundary = boundary.substring(0, Math.min(boundary.length(), 60));
        return (header("Date", DATE.format(now))
                        + header("Message-ID", "<" + messageId + ">")
                        + header("From", encoded(sender) + END + " <" + from + ">")
                        + header("To", "<" + to + ">")
                        + header("Subject", encoded(subject))
                        + header("Auto-Submitted", "auto-generated")
                        + header("List-Unsubscribe", "<" + page + ">")
                        + header("MIME-Version", "1.0")
                        + header("Content-Type", "multipart/alternative;" + END + " boundary=\"" + boundary + "\"")
                        + END
                        + part(boundary, "plain", text)
                        + part(boundary, "html", html)
                        + "--" + boundary + "--" + END)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String header(String name, String value) {
        return name + ": " + value + END;
    }

    private static String part(String boundary, String kind, String content) {
        return "--" + boundary + END
                + header("Content-Type", "text/" + kind + "; charset=utf-8")
                + header("Content-Transfer-Encoding", "base64")
                + END
                + LINES.encodeToString(content.getBytes(StandardCharsets.UTF_8))
                + END;
    }

    /** Always encoded, so that no sign of it means anything in a header. */
    static String encoded(String words) {
        var all = new StringBuilder();
        var word = new StringBuilder();
        int bytes = 0;
        for (int letter : words.codePoints().toArray()) {
            int size = letter < 0x80 ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
            if (bytes + size > OF_A_WORD) {
                all.append(word(word)).append(END).append(' ');
                word.setLength(0);
                bytes = 0;
            }
            word.appendCodePoint(letter);
            bytes += size;
        }
        return all.append(word(word)).toString();
    }

    private static String word(CharSequence words) {
        return "=?UTF-8?B?"
                + Base64.getEncoder().encodeToString(words.toString().getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
