package app.zapiska.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Pushes updates to the webhook: those of one person in order, those of several side by side. A failed delivery is
 * tried again at once and then after 2, 4, 8 … 120 s, or when {@code Retry-After} says.
 */
final class WebhookDelivery implements AutoCloseable {

    static final Duration LONGEST_DELAY = Duration.ofSeconds(120);
    private static final long LONGEST_RETRY_AFTER = 3600;

    /** The deliveries to one person. */
    private static final class Lane {
        private boolean busy;
        private int failures;
    }

    private final SandboxState state;
    private final SandboxOptions.DelayedTasks timer;
    private final Optional<ScheduledExecutorService> ownTimer;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(threads)
            .build();
    private final Map<Long, Lane> lanes = new HashMap<>();

    WebhookDelivery(SandboxOptions options, SandboxState state) {
        this.state = state;
        if (options.webhookTimer().isPresent()) {
            ownTimer = Optional.empty();
            timer = options.webhookTimer().get();
        } else {
            ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("sandbox-webhook").factory());
            ownTimer = Optional.of(executor);
            timer = (delay, task) -> executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Starts deliveries for everybody who has something waiting. */
    void look() {
        state.read(() -> {
            if (state.subscription().webhook().isPresent()) {
                state.updates().usersWaiting().forEach(this::start);
            }
            return null;
        });
    }

    @Override
    public void close() {
        ownTimer.ifPresent(ScheduledExecutorService::shutdownNow);
        threads.shutdownNow();
        client.shutdownNow();
    }

    private void start(long userId) {
        Lane lane = lanes.computeIfAbsent(userId, id -> new Lane());
        if (!lane.busy) {
            lane.busy = true;
            execute(userId, lane);
        }
    }

    private void execute(long userId, Lane lane) {
        try {
            threads.execute(() -> deliver(userId, lane));
        } catch (RejectedExecutionException closing) {
            // The sandbox is being closed; the updates stay in the queue.
        }
    }

    private void deliver(long userId, Lane lane) {
        while (true) {
            Optional<UpdateQueue.Entry> next = state.read(() -> {
                Optional<UpdateQueue.Entry> first =
                        state.subscription().webhook().isPresent()
                                ? state.updates().firstOf(userId)
                                : Optional.empty();
                lane.busy = first.isPresent();
                return first;
            });
            Optional<Subscription.Webhook> target =
                    state.read(() -> state.subscription().webhook());
            if (next.isEmpty() || target.isEmpty()) {
                state.read(() -> lane.busy = false);
                return;
            }
            Optional<Duration> wait = push(target.get(), next.get(), lane);
            if (wait.isPresent()) {
                timer.after(wait.get(), () -> execute(userId, lane));
                return;
            }
        }
    }

    /** @return how long to wait before the next attempt, or nothing when the update was taken */
    private Optional<Duration> push(Subscription.Webhook target, UpdateQueue.Entry entry, Lane lane) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target.url()))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(entry.update())));
        if (!target.secret().isEmpty()) {
            request.header("X-Telegram-Bot-Api-Secret-Token", target.secret());
        }
        long retryAfter = 0;
        String error;
        try {
            HttpResponse<Void> response = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
            if (response.statusCode() / 100 == 2) {
                state.change(() -> {
                    lane.failures = 0;
                    state.updates().remove(entry);
                    state.updatesChanged();
                });
                return Optional.empty();
            }
            retryAfter = response.headers()
                    .firstValue("Retry-After")
                    .filter(value -> value.matches("\\d{1,9}"))
                    .map(Long::parseLong)
                    .orElse(0L);
            error = "Wrong response from the webhook: " + response.statusCode() + " "
                    + HttpExchange.reason(response.statusCode());
        } catch (IOException unreachable) {
            error = "Connection failed: " + unreachable.getClass().getSimpleName();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Optional.of(LONGEST_DELAY);
        }
        String message = error;
        int failures = state.read(() -> {
            state.subscription().failed(message, state.now());
            return lane.failures++;
        });
        return Optional.of(delay(failures, retryAfter));
    }

    /** 0, 2, 4, 8 … seconds, unless the webhook named its own time. */
    static Duration delay(int failuresBefore, long retryAfterSeconds) {
        if (retryAfterSeconds > 0) {
            return Duration.ofSeconds(Math.min(retryAfterSeconds, LONGEST_RETRY_AFTER));
        }
        if (failuresBefore == 0) {
            return Duration.ZERO;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(failuresBefore, 20));
        return doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
    }
}
