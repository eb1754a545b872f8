package app.zapiska.platform;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of a log line what tells a person or opens a door. The last net: nothing here excuses logging such a thing. Numbers of
 * nine digits and more go as a whole, because chats and phones can't be told from other numbers by their looks.
 */
final class Masking {

    private record Rule(Pattern what, String instead) {
        static Rule of(String regex, String instead) {
            return new Rule(Pattern.compile(regex), instead);
        }
    }

    // Order matters: a longer secret before the number it begins with.
    private static final List<Rule> RULES = List.of(
            Rule.of("(?<!\\d)\\d{5,}:[A-Za-z0-9_-]{20,}", "<bot token>"),
            Rule.of("\\beyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*){1,2}", "<session>"),
            Rule.of("\\bzapiska_[A-Za-z0-9_-]{43}", "<api token>"),
            Rule.of("(/calendar/)[^\\s/?\"']+(\\.ics)", "$1<secret>$2"),
            Rule.of("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}", "$1 <secret>"),
            Rule.of("(?i)\\b(password|passwd|secret|token|пароль)(\\s*[=:]\\s*)[^\\s,;&\"']+", "$1$2<secret>"),
            Rule.of("(://)[^\\s/@:]*:[^\\s/@]+@", "$1<secret>@"),
            Rule.of("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+", "<e-mail>"),
            Rule.of("(?<![\\w.])(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.\\d{1,3}(?![\\w.]*\\w)", "$1.$2.$3.x"),
            Rule.of("(?i)(?<![\\w:])([0-9a-f]{1,4}:[0-9a-f]{1,4}:[0-9a-f]{1,4}):[0-9a-f:]{3,}(?![\\w:])", "$1::x"),
            Rule.of("\\+\\d[\\d ()-]{8,}\\d", "<number>"),
            Rule.of("(?<![\\w.-])-?\\d{9,}(?![\\w])", "<number>"));

    private Masking() {}

    static String masked(String text) {
        var safe = text;
        for (var rule : RULES) {
            safe = rule.what().matcher(safe).replaceAll(rule.instead());
        }
        return safe;
    }
}
