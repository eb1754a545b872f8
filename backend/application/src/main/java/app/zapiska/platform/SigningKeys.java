package app.zapiska.platform;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keys made out of JWT_SIGNING_KEY, one for each purpose, so that nothing signed for one passes for another. */
@Singleton
public class SigningKeys {

    private static final int SHORTEST = 32;

    private final SecretKey root;

    SigningKeys(@ConfigProperty(name = "zapiska.signing-key") Optional<String> secret) {
        objection(secret).ifPresent(objection -> {
            throw new IllegalStateException(objection);
        });
        root = new SecretKeySpec(secret.orElseThrow().strip().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    static Optional<String> objection(Optional<String> secret) {
        var key = secret.map(String::strip).orElse("");
        if (key.isEmpty()) {
            return Optional.of(
                    "JWT_SIGNING_KEY is not set. Put 32 random bytes there, for example: openssl rand -base64 32.");
        }
        return key.length() < SHORTEST || key.chars().distinct().count() < 8 || PlatformSettings.example(key)
                ? Optional.of(
                        "JWT_SIGNING_KEY is too short or an example. Put 32 random bytes there, for example: openssl rand -base64 32.")
                : Optional.empty();
    }

    public SecretKey forPurpose(String purpose) {
        return new SecretKeySpec(hmac(root, purpose.getBytes(StandardCharsets.UTF_8)), "HmacSHA256");
    }

    public static byte[] hmac(SecretKey key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
