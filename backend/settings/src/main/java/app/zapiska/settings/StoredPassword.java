package app.zapiska.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id in the usual notation, so that stronger parameters can come later without locking anybody out. */
public final class StoredPassword {

    private static final int ITERATIONS = 2;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PARALLELISM = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private static final Pattern STORED =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([^$]+)\\$([^$]+)");

    private StoredPassword() {}

    public static String of(String password, SecureRandom random) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var hash = argon2id(password, salt, ITERATIONS, MEMORY_KIB, PARALLELISM, HASH_BYTES);
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        MEMORY_KIB, ITERATIONS, PARALLELISM, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    public static boolean isOpenedBy(String password, String stored) {
        var parts = STORED.matcher(stored);
        if (!parts.matches()) {
            throw new IllegalStateException("a stored password hash is not in a known notation");
        }
        var wanted = Base64.getDecoder().decode(parts.group(5));
        var given = argon2id(
                password,
                Base64.getDecoder().decode(parts.group(4)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(3)),
                wanted.length);
        return MessageDigest.isEqual(wanted, given);
    }

    private static byte[] argon2id(
            String password, byte[] salt, int iterations, int memoryKib, int parallelism, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withIterations(iterations)
                .withMemoryAsKB(memoryKib)
                .withParallelism(parallelism)
                .withSalt(salt)
                .build());
        var hash = new byte[length];
        // The same letters typed on another system may come decomposed: й as и and a breve.
        generator.generateBytes(
                Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
