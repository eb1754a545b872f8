package app.zapiska.accounts;

import app.zapiska.platform.SigningKeys;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;

/**
 * Remembers in the browser that it has signed in to an account before (OWASP's device cookie). When strangers use up an
 * account's tries, such a browser still has its own: nobody can lock the owner out by guessing.
 */
@Singleton
class KnownDevices {

    static final Duration LIFE = Duration.ofDays(365);

    private final SecretKey key;

    KnownDevices(SigningKeys keys) {
        key = keys.forPurpose("device");
    }

    /** A new mark for the browser: {@code account.device.signature}. */
    String mark(long accountId) {
        var content = accountId + "." + UUID.randomUUID();
        return content + "." + signature(content);
    }

    /** @return the device, when the mark is ours and about this account */
    Optional<String> device(String mark, long accountId) {
        var end = mark.lastIndexOf('.');
        if (end < 0 || !mark.startsWith(accountId + ".")) {
            return Optional.empty();
        }
        var content = mark.substring(0, end);
        var genuine = MessageDigest.isEqual(
                signature(content).getBytes(StandardCharsets.UTF_8),
                mark.substring(end + 1).getBytes(StandardCharsets.UTF_8));
        return genuine ? Optional.of(content.substring(content.indexOf('.') + 1)) : Optional.empty();
    }

    private String signature(String content) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(SigningKeys.hmac(key, content.getBytes(StandardCharsets.UTF_8)));
    }
}
