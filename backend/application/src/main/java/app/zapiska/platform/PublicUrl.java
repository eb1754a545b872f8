package app.zapiska.platform;

import app.zapiska.settings.PublicAddress;
import app.zapiska.settings.WrongSetting;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** PUBLIC_URL: how browsers reach us. */
@Singleton
public class PublicUrl {

    private static final Pattern IP_ADDRESS = Pattern.compile("\\[.*|[0-9.]+");

    private final PublicAddress address;

    public PublicUrl(@ConfigProperty(name = "zapiska.public-url") String configured) {
        try {
            address = PublicAddress.parse(configured);
        } catch (WrongSetting refusedAtStart) {
            throw new IllegalStateException("PUBLIC_URL " + refusedAtStart.english(), refusedAtStart);
        }
    }

    public boolean secure() {
        return address.secure();
    }

    /** Browsers know no passkeys under plain http, but on this very machine, nor under a number in place of a name. */
    public boolean fitsPasskeys() {
        var host = host();
        return !IP_ADDRESS.matcher(host).matches()
                && (secure() || host.equals("localhost") || host.endsWith(".localhost"));
    }

    /** Such as {@code zapiska.example.org}. */
    public String host() {
        return address.host();
    }

    /** Scheme, host and port as browsers send them in the Origin header. */
    public String origin() {
        return address.toString();
    }

    /** @param path from the root, such as {@code /tasks/5} */
    public URI at(String path) {
        return URI.create(origin() + path);
    }
}
