package app.zapiska.accounts;

import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.settings.StoredPassword;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Argon2id, in threads of its own: a flood of sign-ins waits in a short queue and is then refused, instead of taking the
 * memory (19 MiB each) and the processor from everybody else.
 */
@Singleton
class PasswordHashing {

    private static final int WAITING = 64;

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
            return StoredPassword.isOpenedBy(password, stored == null ? nobodysHash : stored) && stored != null;
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

    String hash(String password) {
        return StoredPassword.of(password, random);
    }
}
