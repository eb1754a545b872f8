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

    private final SecretKey root;

    public SigningKeys(@ConfigProperty(name = "zapiska.signing-key") Optional<String> secret) {
        root = new SecretKeySpec(secret.orElseThrow().strip().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
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
