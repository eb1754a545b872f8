package app.zapiska.platform;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The key, the address and the database's passwords. */
@Singleton
class PlatformSettings implements RequiredSettings {

    @ConfigProperty(name = "zapiska.signing-key")
    Optional<String> signingKey;

    @ConfigProperty(name = "zapiska.public-url")
    String publicUrl;

    @ConfigProperty(name = "quarkus.datasource.password")
    Optional<String> databasePassword;

    @ConfigProperty(name = "quarkus.flyway.password")
    Optional<String> migrationPassword;

    @Override
    public List<String> objections() {
        var objections = new ArrayList<String>();
        SigningKeys.objection(signingKey).ifPresent(objections::add);
        PublicUrl.objection(publicUrl).ifPresent(objections::add);
        secret("DB_PASSWORD", databasePassword).ifPresent(objections::add);
        secret("DB_MIGRATION_PASSWORD", migrationPassword).ifPresent(objections::add);
        return objections;
    }

    private static Optional<String> secret(String name, Optional<String> configured) {
        var secret = configured.map(String::strip).orElse("");
        if (secret.isEmpty()) {
            return Optional.of(name + " is not set. Put a password there, for example: openssl rand -hex 24.");
        }
        return example(secret)
                ? Optional.of(name + " is an example. Put a password there, for example: openssl rand -hex 24.")
                : Optional.empty();
    }

    /** What stands in guides and is copied from there. */
    static boolean example(String secret) {
        var plain = secret.toLowerCase(Locale.ROOT);
        return plain.contains("change")
                || plain.contains("example")
                || List.of("password", "postgres", "secret", "zapiska").contains(plain);
    }
}
