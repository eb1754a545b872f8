package app.zapiska.accounts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes that change with the time, as authenticator apps make them: RFC 6238 with SHA-1, 30 seconds and 6 digits. */
final class Totp {

    static final int SECRET_BYTES = 20;

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int DIGITS = 6;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** A phone's clock may be one step off, and a code may be typed in the last second. */
    private static final int TOLERATED_STEPS = 1;
    /** So far away we look to be able to say that the phone's clock is wrong, not the code. */
    private static final int EXPLAINED_STEPS = 20;

    private Totp() {}

    sealed interface Result {}

    /** @param step of this code; it and those before are no longer to be accepted */
    record Right(long step) implements Result {}

    /** It was right once, and is used up. */
    record Used() implements Result {}

    /** The code of another time than now: the clock of the phone is wrong. */
    record OffClock(Duration by, boolean fast) implements Result {}

    record Wrong() implements Result {}

    /** @param lastStep of the code that was accepted last */
    static Result judge(byte[] secret, String code, Instant now, long lastStep) {
        long present = step(now);
        Result best = new Wrong();
        // All of them always, so that the time it takes says nothing; the nearest to now wins.
        for (int distance = EXPLAINED_STEPS; distance >= 0; distance--) {
            for (int sign = -1; sign <= 1; sign += 2) {
                long step = present + (long) sign * distance;
                if (same(code(secret, step, DIGITS), code)) {
                    best = step <= lastStep
                            ? new Used()
                            : distance <= TOLERATED_STEPS
                                    ? new Right(step)
                                    : new OffClock(STEP.multipliedBy(distance), sign > 0);
                }
            }
        }
        return best;
    }

    static long step(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), STEP.toSeconds());
    }

    /** RFC 4226, 5.3. */
    static String code(byte[] secret, long step, int digits) {
        byte[] hash = hmac(secret, step);
        int offset = hash[hash.length - 1] & 0xf;
        int number = (hash[offset] & 0x7f) << 24
                | (hash[offset + 1] & 0xff) << 16
                | (hash[offset + 2] & 0xff) << 8
                | hash[offset + 3] & 0xff;
        return String.format(Locale.ROOT, "%0" + digits + "d", number % (int) Math.pow(10, digits));
    }

    /** RFC 4648 without padding, as apps expect a typed secret; 20 bytes are 32 characters. */
    static String base32(byte[] secret) {
        var text = new StringBuilder();
        int waiting = 0;
        int bits = 0;
        for (byte next : secret) {
            waiting = waiting << 8 | next & 0xff;
            for (bits += 8; bits >= 5; bits -= 5) {
                text.append(BASE32.charAt(waiting >> bits - 5 & 31));
            }
        }
        return bits == 0
                ? text.toString()
                : text.append(BASE32.charAt(waiting << 5 - bits & 31)).toString();
    }

    private static byte[] hmac(byte[] secret, long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
