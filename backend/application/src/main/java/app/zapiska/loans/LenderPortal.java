package app.zapiska.loans;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a lender's portal: {@code http} or {@code https}, and nothing in it that a browser would read another
 * way than a person does (L10, S20). Never fetched by us.
 */
final class LenderPortal {

    static final int LONGEST = 2_000;

    /** No user part, which may pass for the host; no backslash, which browsers take for a slash. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<scheme>https?)://(?<host>[\\p{L}\\p{M}\\p{N}.-]+|\\[[0-9a-f:.]+])(?::(?<port>\\d{1,5}))?(?<rest>[/?#][^\\s\\\\<>\"\\p{Cntrl}\\p{Cf}\\p{Zs}\\p{Zl}\\p{Zp}]*)?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Not a port: that is digits. */
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:(?!\\d).*", Pattern.CASE_INSENSITIVE);
    /** With a name of at least two parts, the last of letters, as people type it. */
    private static final Pattern HOST_FIRST =
            Pattern.compile("[^/?#:@\\s]+\\.(\\p{L}{2,}|xn--[a-z0-9-]+)(:\\d+)?([/?#].*)?", Pattern.CASE_INSENSITIVE);

    private LenderPortal() {}

    static boolean acceptable(String address) {
        return address.length() <= LONGEST && uri(address).isPresent();
    }

    /** With {@code https://} in front where a person has typed only the host and what follows; empty when it is no address. */
    static Optional<String> completed(String address) {
        var whole = HOST_FIRST.matcher(address).matches() && !hasScheme(address) ? "https://" + address : address;
        return Optional.of(whole).filter(LenderPortal::acceptable);
    }

    static boolean hasScheme(String address) {
        return SCHEME.matcher(address).matches();
    }

    /** As programs write it, with a host in Latin letters; empty when it is not acceptable. */
    static Optional<URI> uri(String address) {
        var parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            var host = parts.group("host");
            var port = parts.group("port");
            if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535)) {
                return Optional.empty();
            }
            var rest = parts.group("rest");
            var uri = new URI(parts.group("scheme").toLowerCase(Locale.ROOT)
                    + "://" + (host.startsWith("[") ? host : IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES))
                    + (port == null ? "" : ":" + port)
                    + (rest == null ? "" : escaped(rest)));
            return Optional.ofNullable(uri.getHost()).map(known -> URI.create(uri.toASCIIString()));
        } catch (URISyntaxException | IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Browsers bear these, {@link URI} does not. */
    private static String escaped(String rest) {
        var text = new StringBuilder();
        rest.codePoints().forEach(c -> {
            if ("{}|^`[]".indexOf(c) >= 0) {
                text.append('%').append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
            } else {
                text.appendCodePoint(c);
            }
        });
        // A per cent sign that escapes nothing stands for itself; so does a second number sign.
        var escaped = text.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
        var fragment = escaped.indexOf('#');
        return fragment < 0
                ? escaped
                : escaped.substring(0, fragment + 1)
                        + escaped.substring(fragment + 1).replace("#", "%23");
    }
}
