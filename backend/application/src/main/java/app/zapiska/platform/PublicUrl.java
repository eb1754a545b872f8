package app.zapiska.platform;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** PUBLIC_URL: how browsers reach us. */
@Singleton
public class PublicUrl {

    private final URI url;

    public PublicUrl(@ConfigProperty(name = "zapiska.public-url") String configured) {
        objection(configured).ifPresent(objection -> {
            throw new IllegalStateException(objection);
        });
        url = URI.create(configured.strip());
    }

    static Optional<String> objection(String configured) {
        try {
            var url = URI.create(configured.strip());
            if (("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null) {
                return Optional.empty();
            }
        } catch (IllegalArgumentException noAddress) {
            // Said below.
        }
        return Optional.of("PUBLIC_URL must look like https://notebook.example.org.");
    }

    public boolean secure() {
        return "https".equals(url.getScheme());
    }

    /** Scheme, host and port as browsers send them in the Origin header. */
    public String origin() {
        var standard = url.getPort() == -1 || url.getPort() == (secure() ? 443 : 80);
        return url.getScheme() + "://" + url.getHost() + (standard ? "" : ":" + url.getPort());
    }

    /** @param path from the root, such as {@code /tasks/5} */
    public URI at(String path) {
        return URI.create(origin() + path);
    }
}
