package app.zapiska.channels;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address as mail servers take it: letters, digits and harmless signs before the @, so that nothing of it can end a line, a
 * header or a command; behind it a name of another alphabet in its ASCII form. What needs SMTPUTF8, quotes or a number for a
 * host is refused: few servers take it and nobody has it.
 */
record MailAddress(String local, String domain) {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:xn--[a-z0-9-]{1,59}|[a-z]{2,63})");

    /** @return empty for what is no address we would send to */
    static Optional<MailAddress> read(String written) {
        var text = written.strip();
        int at = text.lastIndexOf('@');
        if (at < 1 || at > LONGEST_LOCAL) {
            return Optional.empty();
        }
        try {
            var domain = IDN.toASCII(text.substring(at + 1), IDN.USE_STD3_ASCII_RULES)
                    .toLowerCase(Locale.ROOT);
            var address = new MailAddress(text.substring(0, at), domain);
            return LOCAL.matcher(address.local).matches()
                            && DOMAIN.matcher(domain).matches()
                            && address.toString().length() <= LONGEST
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    /** For people, who know the name in their own letters. */
    static String shown(String address) {
        int at = address.lastIndexOf('@');
        return address.substring(0, at + 1) + IDN.toUnicode(address.substring(at + 1));
    }

    /** Enough to recognise one's own by, too little to write to. */
    String masked() {
        return local.charAt(0) + "***@" + domain.charAt(0) + "***" + domain.substring(domain.lastIndexOf('.'));
    }

    @Override
    public String toString() {
        return local + "@" + domain;
    }
}
