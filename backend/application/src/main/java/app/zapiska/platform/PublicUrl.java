package app.zapiska.platform;

import app.zapiska.settings.PublicAddress;
import app.zapiska.settings.WrongSetting;
import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** PUBLIC_URL: how browsers reach us. */
@Singleton
public class PublicUrl {

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

    /** Scheme, host and port as browsers send them in the Origin header. */
    public String origin() {
        return address.toString();
    }

    /** @param path from the root, such as {@code /tasks/5} */
    public URI at(String path) {
        return URI.create(origin() + path);
    }
}
