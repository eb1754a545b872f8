package app.zapiska.standalone;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

final class Sandbox {
    Sandbox(DataFolder folder, Secrets secrets) {}

    void start() {}

    Map<String, String> environment() {
        return Map.of();
    }

    Optional<URI> chat() {
        return Optional.empty();
    }

    void close() {}
}
