package app.zapiska.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reader of {@code parse_mode=HTML}. It refuses what Telegram refuses and reports positions in bytes as Telegram does. */
final class HtmlText {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("b", "bold"),
            Map.entry("strong", "bold"),
            Map.entry("i", "italic"),
            Map.entry("em", "italic"),
            Map.entry("u", "underline"),
            Map.entry("ins", "underline"),
            Map.entry("s", "strikethrough"),
            Map.entry("strike", "strikethrough"),
            Map.entry("del", "strikethrough"),
            Map.entry("tg-spoiler", "spoiler"),
            Map.entry("span", "spoiler"),
            Map.entry("tg-emoji", "custom_emoji"),
            Map.entry("a", "text_link"),
            Map.entry("code", "code"),
            Map.entry("pre", "pre"),
            Map.entry("blockquote", "blockquote"));

    private record OpenTag(String name, String argument, int offset) {}

    private final String html;
    private final boolean localLinks;
    private final StringBuilder text = new StringBuilder();
    private final List<MessageEntity> entities = new ArrayList<>();
    private final Deque<OpenTag> open = new ArrayDeque<>();
    private int at;

    private HtmlText(String html, boolean localLinks) {
        this.html = html;
        this.localLinks = localLinks;
    }

    static FormattedText parse(String html, boolean localLinks) {
        return new HtmlText(html, localLinks).run();
    }

    private FormattedText run() {
        while (at < html.length()) {
            char unit = html.charAt(at);
            if (unit == '&') {
                readReference().ifPresentOrElse(text::appendCodePoint, () -> {
                    text.append('&');
                    at++;
                });
            } else if (unit == '<') {
                int begin = at++;
                if (peek() == '/') {
                    readEndTag(begin);
                } else {
                    readStartTag(begin);
                }
            } else {
                text.append(unit);
                at++;
            }
        }
        if (!open.isEmpty()) {
            throw refusal("Can't find end tag corresponding to start tag \""
                    + open.peek().name() + "\"");
        }
        return new FormattedText(text.toString(), entities);
    }

    private void readStartTag(int begin) {
        String name = readUntilSpaceOr('>').toLowerCase(Locale.ROOT);
        if (atEnd()) {
            throw refusal("Unclosed start tag at byte offset " + bytes(begin));
        }
        if (!TYPES.containsKey(name)) {
            throw refusal("Unsupported start tag \"" + name + "\" at byte offset " + bytes(begin));
        }
        String argument = "";
        boolean expandable = false;
        while (true) {
            skipSpaces();
            if (atEnd()) {
                throw refusal("Unclosed start tag at byte offset " + bytes(begin));
            }
            if (peek() == '>') {
                break;
            }
            String attribute = readAttributeName(name);
            if (attribute.isEmpty()) {
                throw refusal("Empty attribute name in the tag \"" + name + "\" at byte offset " + bytes(begin));
            }
            skipSpaces();
            if (peek() != '=') {
                if (name.equals("blockquote") && attribute.equals("expandable")) {
                    expandable = true;
                    continue;
                }
                throw refusal("Expected equal sign in declaration of an attribute of the tag \"" + name
                        + "\" at byte offset " + bytes(begin));
            }
            at++;
            skipSpaces();
            String value = readAttributeValue(begin);
            if (name.equals("a") && attribute.equals("href")) {
                argument = value;
            } else if (name.equals("code") && attribute.equals("class") && value.startsWith("language-")) {
                argument = value.substring(9);
            } else if (name.equals("span") && attribute.equals("class") && value.startsWith("tg-")) {
                argument = value.substring(3);
            } else if (name.equals("tg-emoji") && attribute.equals("emoji-id")) {
                argument = value;
            } else if (name.equals("blockquote") && attribute.equals("expandable")) {
                expandable = true;
            }
        }
        at++;
        if (name.equals("span") && !argument.equals("spoiler")) {
            throw refusal("Tag \"span\" must have class \"tg-spoiler\" at byte offset " + bytes(begin));
        }
        open.push(new OpenTag(name, expandable ? "expandable" : argument, text.length()));
    }

    private void readEndTag(int begin) {
        if (open.isEmpty()) {
            throw refusal("Unexpected end tag at byte offset " + bytes(begin));
        }
        at++;
        String name = readUntilSpaceOr('>').toLowerCase(Locale.ROOT);
        skipSpaces();
        if (peek() != '>') {
            throw refusal("Unclosed end tag at byte offset " + bytes(begin));
        }
        at++;
        OpenTag tag = open.pop();
        if (!name.isEmpty() && !name.equals(tag.name())) {
            throw refusal("Unmatched end tag at byte offset " + bytes(begin) + ", expected \"</" + tag.name()
                    + ">\", found \"</" + name + ">\"");
        }
        int length = text.length() - tag.offset();
        if (length > 0) {
            close(tag, length);
        }
    }

    private void close(OpenTag tag, int length) {
        String type = TYPES.get(tag.name());
        switch (type) {
            case "text_link" -> {
                String link = tag.argument().isEmpty() ? text.substring(tag.offset()) : tag.argument();
                FormattedText.checkedLink(link, localLinks)
                        .ifPresent(url -> entities.add(new MessageEntity(type, tag.offset(), length, url)));
            }
            case "custom_emoji" -> {
                if (!tag.argument().matches("\\d{1,19}")) {
                    throw refusal("Invalid custom emoji identifier specified");
                }
                entities.add(new MessageEntity(type, tag.offset(), length, tag.argument()));
            }
            case "pre" -> {
                MessageEntity last = entities.isEmpty() ? null : entities.getLast();
                boolean wholeCode = last != null
                        && last.type().equals("code")
                        && last.offset() == tag.offset()
                        && last.length() == length
                        && !last.argument().isEmpty();
                if (wholeCode) {
                    entities.removeLast();
                }
                entities.add(new MessageEntity(type, tag.offset(), length, wholeCode ? last.argument() : ""));
            }
            case "blockquote" ->
                entities.add(new MessageEntity(
                        tag.argument().equals("expandable") ? "expandable_blockquote" : type,
                        tag.offset(),
                        length,
                        ""));
            case "code" -> entities.add(new MessageEntity(type, tag.offset(), length, tag.argument()));
            default -> entities.add(new MessageEntity(type, tag.offset(), length, ""));
        }
    }

    private String readAttributeName(String tag) {
        int from = at;
        while (!atEnd() && !isSpace(peek()) && peek() != '=' && !(tag.equals("blockquote") && peek() == '>')) {
            at++;
        }
        return html.substring(from, at);
    }

    private String readAttributeValue(int tagBegin) {
        if (atEnd()) {
            throw refusal("Unclosed start tag at byte offset " + bytes(tagBegin));
        }
        char quote = peek();
        if (quote != '\'' && quote != '"') {
            int from = at;
            while (!atEnd() && (isAsciiLetterOrDigit(peek()) || peek() == '.' || peek() == '-')) {
                at++;
            }
            if (!atEnd() && !isSpace(peek()) && peek() != '>') {
                throw refusal("Unexpected end of name token at byte offset " + bytes(from));
            }
            return html.substring(from, at).toLowerCase(Locale.ROOT);
        }
        at++;
        StringBuilder value = new StringBuilder();
        while (!atEnd() && peek() != quote) {
            if (peek() == '&') {
                Optional<Integer> code = readReference();
                if (code.isPresent()) {
                    value.appendCodePoint(code.get());
                    continue;
                }
            }
            value.append(html.charAt(at++));
        }
        if (atEnd()) {
            throw refusal("Unclosed start tag at byte offset " + bytes(tagBegin));
        }
        at++;
        return value.toString();
    }

    /** A character reference at the cursor, or nothing and the cursor stays: Telegram shows unknown ones as they are. */
    private Optional<Integer> readReference() {
        int end = at + 1;
        int code = 0;
        if (end < html.length() && html.charAt(end) == '#') {
            end++;
            int radix = 10;
            if (end < html.length() && html.charAt(end) == 'x') {
                radix = 16;
                end++;
            }
            while (end < html.length() && Character.digit(html.charAt(end), radix) >= 0 && end - at < 10) {
                code = code * radix + Character.digit(html.charAt(end), radix);
                end++;
            }
            if (code <= 0 || code >= 0x10ffff || end - at >= 10) {
                return Optional.empty();
            }
        } else {
            while (end < html.length() && isAsciiLetter(html.charAt(end))) {
                end++;
            }
            code = switch (html.substring(at + 1, end)) {
                case "lt" -> '<';
                case "gt" -> '>';
                case "amp" -> '&';
                case "quot" -> '"';
                default -> 0;
            };
            if (code == 0) {
                return Optional.empty();
            }
        }
        at = end < html.length() && html.charAt(end) == ';' ? end + 1 : end;
        return Optional.of(code);
    }

    private String readUntilSpaceOr(char stop) {
        int from = at;
        while (!atEnd() && !isSpace(peek()) && peek() != stop) {
            at++;
        }
        return html.substring(from, at);
    }

    private void skipSpaces() {
        while (!atEnd() && isSpace(peek())) {
            at++;
        }
    }

    private boolean atEnd() {
        return at >= html.length();
    }

    private char peek() {
        return atEnd() ? 0 : html.charAt(at);
    }

    private int bytes(int position) {
        return html.substring(0, position).getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isSpace(char unit) {
        return unit == ' ' || unit == '\t' || unit == '\r' || unit == '\n' || unit == 0 || unit == '\u000B';
    }

    private static boolean isAsciiLetter(char unit) {
        return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z');
    }

    private static boolean isAsciiLetterOrDigit(char unit) {
        return isAsciiLetter(unit) || (unit >= '0' && unit <= '9');
    }

    private static Refusal refusal(String what) {
        return Refusal.badRequest("can't parse entities: " + what);
    }
}
