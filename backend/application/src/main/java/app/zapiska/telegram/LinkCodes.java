package app.zapiska.telegram;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/** One-time codes that a person brings from the page to a chat. */
@Singleton
class LinkCodes {

    static final Duration VALID = Duration.ofMinutes(10);

    private static final int BYTES = 16;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final SecureRandom random = new SecureRandom();

    /** Shown once; only its SHA-256 is kept. */
    record Fresh(String code, Instant expiresAt) {}

    Fresh fresh(Instant now) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Fresh(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), now.plus(VALID));
    }

    static boolean looksRight(String code) {
        return SHAPE.matcher(code).matches();
    }
}
