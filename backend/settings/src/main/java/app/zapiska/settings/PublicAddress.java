package app.zapiska.settings;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * PUBLIC_URL as browsers write it in their Origin header: scheme and host in small letters, a name of another alphabet in
 * its {@code xn--} form, no port where it is the usual one. Whatever a person types that means the same is the same.
 *
 * @param port -1 for the usual one
 */
public record PublicAddress(String scheme, String host, int port) {

    private static final Pattern WEB = Pattern.compile("(?i)(https?)://([^/?#\\s]+)([^\\s]*)");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(?::([0-9]{0,5}))?");
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final int LONGEST_NAME = 253;

    public static PublicAddress parse(String written) throws WrongSetting {
        var address = WEB.matcher(written.strip());
        if (!address.matches()) {
            throw noAddress();
        }
        if (address.group(2).contains("@")) {
            throw new WrongSetting(
                    "адрес пишется без имени и пароля: https://zapiska.example.org",
                    "must be written without a user and a password: https://zapiska.example.org");
        }
        if (!address.group(3).isEmpty() && !address.group(3).equals("/")) {
            // links and files are asked for at the root, and the session's cookie is the host's
            throw new WrongSetting(
                    "после имени сайта ничего быть не может: под путём вроде /zapiska книжка не работает. Дайте ей своё имя, например https://zapiska.example.org",
                    "must end with the host's name: Zapiska does not work under a path such as /zapiska. Give it a name of its own, for example https://zapiska.example.org");
        }
        var authority = AUTHORITY.matcher(address.group(2));
        if (!authority.matches()) {
            throw noAddress();
        }
        var scheme = address.group(1).toLowerCase(Locale.ROOT);
        return new PublicAddress(scheme, host(authority.group(1)), port(scheme, authority.group(2)));
    }

    public boolean secure() {
        return scheme.equals("https");
    }

    @Override
    public String toString() {
        return scheme + "://" + host + (port == -1 ? "" : ":" + port);
    }

    private static String host(String written) throws WrongSetting {
        if (written.startsWith("[")) {
            var address = Networks.address(written.substring(1, written.length() - 1));
            if (address.isEmpty()) {
                throw noAddress();
            }
            return written.toLowerCase(Locale.ROOT);
        }
        if (written.contains("_")) {
            // a browser would open it, but such a name gets no certificate, and links of Telegram don't lead to it
            throw new WrongSetting(
                    "в имени сайта не может быть «_»: замените его на «-»",
                    "can't have an underscore in the host's name: put a hyphen in its place");
        }
        try {
            var name = IDN.toASCII(written).toLowerCase(Locale.ROOT);
            if (name.endsWith(".")) {
                name = name.substring(0, name.length() - 1);
            }
            if (name.length() <= LONGEST_NAME && NAME.matcher(name).matches()) {
                return name;
            }
        } catch (IllegalArgumentException noName) {
            // said below
        }
        throw noAddress();
    }

    private static int port(String scheme, String written) throws WrongSetting {
        if (written == null || written.isEmpty()) {
            return -1;
        }
        int port = Integer.parseInt(written);
        if (port < 1 || port > 65535) {
            throw new WrongSetting("порт — число от 1 до 65535", "must have a port from 1 to 65535");
        }
        return port == (scheme.equals("https") ? 443 : 80) ? -1 : port;
    }

    private static WrongSetting noAddress() {
        return new WrongSetting(
                "нужен адрес, который открывают в браузере, например https://zapiska.example.org",
                "must look like https://zapiska.example.org");
    }
}
