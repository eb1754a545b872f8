package app.zapiska.requisites;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A link of the fast payments system, as the payee's bank makes them. Those of that system's own host alone: it is shown as a
 * button that pays, where nothing else may hide. Never opened by us.
 */
final class SbpLink {

    static final int LONGEST = 500;

    private static final Pattern LINK =
            Pattern.compile("https://(?:qr|sub)\\.nspk\\.ru/[A-Za-z0-9]{1,100}(?:\\?[A-Za-z0-9._~=&%+-]*)?");

    private static final Pattern SCHEME_AND_HOST = Pattern.compile("(?i)(?:https://)?((?:qr|sub)\\.nspk\\.ru)(?=/)");

    private SbpLink() {}

    static boolean acceptable(String link) {
        return link.length() <= LONGEST && LINK.matcher(link).matches();
    }

    /** With {@code https://} in front, and a host in small letters; empty when it is none. */
    static Optional<String> completed(String typed) {
        var start = SCHEME_AND_HOST.matcher(typed);
        var whole = start.lookingAt()
                ? "https://" + start.group(1).toLowerCase(java.util.Locale.ROOT) + typed.substring(start.end())
                : typed;
        return Optional.of(whole).filter(SbpLink::acceptable);
    }
}
