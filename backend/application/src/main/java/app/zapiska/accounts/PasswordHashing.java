package app.zapiska.accounts;

import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id, in threads of its own: a flood of sign-ins waits in a short queue and is then refused, instead of taking the
 * memory (19 MiB each) and the processor from everybody else.
 */
@Singleton
class PasswordHashing {

    private static final int ITERATIONS = 2;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PARALLELISM = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int WAITING = 64;

    private static final Pattern STORED =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([^$]+)\\$([^$]+)");

    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor threads;
    private final Counter checks;
    private final String nobodysHash;

    PasswordHashing(MeterRegistry metrics) {
        var size = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        threads = new ThreadPoolExecutor(size, size, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), task -> {
            var thread = new Thread(task, "password-hashing");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
        checks = metrics.counter("zapiska.password.checks");
        nobodysHash = hash(Base64.getEncoder().encodeToString(random.generateSeed(18)));
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    Uni<String> hashed(String password) {
        return aside(() -> hash(password));
    }

    /** @param stored null when there is no such account: takes the same time and is always wrong */
    Uni<Boolean> matches(String password, String stored) {
        return aside(() -> {
            checks.increment();
            return check(password, stored == null ? nobodysHash : stored) && stored != null;
        });
    }

    private <T> Uni<T> aside(Supplier<T> work) {
        return Uni.createFrom().deferred(() -> {
            var context = Vertx.currentContext();
            try {
                var result = Uni.createFrom().completionStage(CompletableFuture.supplyAsync(work, threads));
                return context == null ? result : result.emitOn(task -> context.runOnContext(ignored -> task.run()));
            } catch (RejectedExecutionException full) {
                return Uni.createFrom().failure(new ProblemException(ProblemType.UNAVAILABLE));
            }
        });
    }

    /** In the usual notation, so that stronger parameters can come later without locking anybody out. */
    String hash(String password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var hash = argon2id(password, salt, ITERATIONS, MEMORY_KIB, PARALLELISM, HASH_BYTES);
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        MEMORY_KIB, ITERATIONS, PARALLELISM, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    static boolean check(String password, String stored) {
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
