package app.zapiska.accounts;

import app.zapiska.platform.SigningKeys;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * What a passkey is asked to sign: 256 random bits, until when, and our own signature over both. So those that nobody answers,
 * whoever has asked for them, are kept nowhere, and any replica knows its own without Redis.
 */
@Singleton
class PasskeyChallenges {

    static final Duration VALID = Duration.ofMinutes(5);

    private static final int RANDOM_BYTES = 32;
    private static final int SIGNED_BYTES = RANDOM_BYTES + Long.BYTES;
    private static final int BYTES = SIGNED_BYTES + 32;

    private final SecretKey key;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    PasskeyChallenges(SigningKeys keys, InstantSource clock) {
        key = keys.forPurpose("passkey-challenge");
        this.clock = clock;
    }

    sealed interface Judged {

        record Good(Instant until) implements Judged {}

        record TooOld() implements Judged {}

        /** Not ours, or made for something else. */
        record Foreign() implements Judged {}
    }

    /** @param purpose what must be said again: one that was made for signing in adds no passkey */
    byte[] make(String purpose) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        var signed = ByteBuffer.allocate(SIGNED_BYTES)
                .put(bytes)
                .putLong(clock.instant().plus(VALID).getEpochSecond())
                .array();
        return ByteBuffer.allocate(BYTES)
                .put(signed)
                .put(signature(signed, purpose))
                .array();
    }

    Judged judge(byte[] challenge, String purpose) {
        if (challenge.length != BYTES) {
            return new Judged.Foreign();
        }
        var signed = Arrays.copyOf(challenge, SIGNED_BYTES);
        if (!MessageDigest.isEqual(
                signature(signed, purpose), Arrays.copyOfRange(challenge, SIGNED_BYTES, challenge.length))) {
            return new Judged.Foreign();
        }
        var until = Instant.ofEpochSecond(ByteBuffer.wrap(signed).getLong(RANDOM_BYTES));
        return clock.instant().isBefore(until) ? new Judged.Good(until) : new Judged.TooOld();
    }

    private byte[] signature(byte[] signed, String purpose) {
        var name = purpose.getBytes(StandardCharsets.UTF_8);
        return SigningKeys.hmac(
                key,
                ByteBuffer.allocate(signed.length + name.length)
                        .put(signed)
                        .put(name)
                        .array());
    }
}
