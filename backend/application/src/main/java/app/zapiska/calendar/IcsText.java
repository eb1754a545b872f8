package app.zapiska.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Lines of RFC 5545: folded at 75 octets of UTF-8, which are fewer than 75 letters, never within a character; ended by CRLF; texts
 * escaped. Pure.
 */
final class IcsText {

    private static final int MOST_OCTETS = 75;
    private static final String END = "\r\n";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StringBuilder lines = new StringBuilder();

    /** @param property with its parameters @param value as it is to stand there */
    IcsText line(String property, String value) {
        int octets = 0;
        var line = property + ":" + value;
        for (int at = 0; at < line.length(); ) {
            int character = line.codePointAt(at);
            int size = octets(character);
            if (octets + size > MOST_OCTETS) {
                lines.append(END).append(' ');
                octets = 1;
            }
            lines.appendCodePoint(character);
            octets += size;
            at += Character.charCount(character);
        }
        lines.append(END);
        return this;
    }

    /** What people wrote. */
    IcsText text(String property, String value) {
        return line(property, escaped(value));
    }

    /** In UTC: it means the same everywhere and needs no rules of a zone, which the other side may have wrong. */
    IcsText moment(String property, Instant moment) {
        return line(property, MOMENT.format(moment));
    }

    IcsText day(String property, LocalDate day) {
        return line(property + ";VALUE=DATE", day.format(DateTimeFormatter.BASIC_ISO_DATE));
    }

    private static int octets(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }

    /** Colon and quotes mean nothing within a text. Control characters may not stand there at all. */
    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.replace("\r\n", "\n").replace('\r', '\n').codePoints().forEach(character -> {
            switch (character) {
                case '\\', ';', ',' -> escaped.append('\\').appendCodePoint(character);
                case '\n' -> escaped.append("\\n");
                case '\t' -> escaped.append('\t');
                default -> {
                    if (!Character.isISOControl(character)) {
                        escaped.appendCodePoint(isWhole(character) ? character : '\ufffd');
                    }
                }
            }
        });
        return escaped.toString();
    }

    /** Half of a pair has no UTF-8. */
    private static boolean isWhole(int character) {
        return character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE;
    }

    byte[] bytes() {
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
