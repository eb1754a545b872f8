package app.zapiska.telegram;

import app.zapiska.platform.Faults;
import com.fasterxml.jackson.databind.JsonNode;
import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.request.DeleteWebhook;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Asks Telegram for updates, one replica at a time, on a thread of its own. An update is acknowledged only after it was
 * handled for good, so a crash repeats it rather than losing it. Never asks again without a pause after a failure.
 */
final class Poller implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Poller.class);
    private static final int TRIES = 3;
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    /** The right to poll. Both may block and may fail. */
    interface Lease {
        /** Takes or renews it for {@link TelegramConfig#pollerLease()}; false when another replica has it. */
        boolean take();

        void release();
    }

    interface Receiver {
        /** Returns when the update is handled and that is on record. Throws when it has to come again. */
        void receive(Incoming update);

        /** Whether a failure says something about the update rather than about the database. */
        boolean healthy();

        /** The update is skipped after failing again and again, last with this. */
        void giveUp(Incoming update, RuntimeException failure);
    }

    private final Bot bot;
    private final Lease lease;
    private final Receiver receiver;
    private final TelegramConfig config;
    private final MeterRegistry metrics;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Object callLock = new Object();
    private BotApi.Pending call;
    private Thread thread;
    private volatile boolean leading;

    Poller(Bot bot, Lease lease, Receiver receiver, TelegramConfig config, MeterRegistry metrics) {
        this.bot = bot;
        this.lease = lease;
        this.receiver = receiver;
        this.config = config;
        this.metrics = metrics;
    }

    void start() {
        thread = Thread.ofVirtual().name("telegram-poller").start(this::run);
    }

    boolean leads() {
        return leading;
    }

    /** Breaks off the waiting call, lets an update that is being handled finish, and gives the right to poll back. */
    @Override
    public void close() {
        closing.countDown();
        breakOff();
        if (thread != null) {
            try {
                if (!thread.join(LAST_WORDS)) {
                    LOG.warn("The last update took too long to be waited for; it will come again");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        while (!closed()) {
            if (tryLease()) {
                leading = true;
                var renewal = Thread.ofVirtual().name("telegram-poller-lease").start(this::renew);
                try {
                    poll();
                } catch (RuntimeException | Error e) {
                    LOG.errorf("Asking for updates stopped unexpectedly and begins anew: %s", Faults.describe(e));
                } finally {
                    leading = false;
                    renewal.interrupt();
                    release();
                }
            }
            pause(closed() ? Duration.ZERO : config.pollerLease().dividedBy(6));
        }
    }

    /** While one call waits for updates the lease would run out. A lost lease ends the waiting at once. */
    private void renew() {
        long renewed = System.nanoTime();
        while (leading && !closed()) {
            if (!pause(config.pollerLease().dividedBy(3)) || !leading) {
                return;
            }
            try {
                if (!lease.take()) {
                    LOG.info("Another replica asks for updates now");
                    break;
                }
                renewed = System.nanoTime();
            } catch (RuntimeException databaseAway) {
                // A third is left for what is under way; beyond that another replica may have taken over unseen.
                if (System.nanoTime() - renewed
                        > config.pollerLease().multipliedBy(2).dividedBy(3).toNanos()) {
                    LOG.warn("The right to ask for updates could not be renewed");
                    break;
                }
            }
        }
        leading = false;
        breakOff();
    }

    private void poll() {
        var pauses = new Pauses();
        if (!dropWebhook(pauses)) {
            return;
        }
        var offset = OptionalLong.empty();
        while (leads() && !closed()) {
            long asked = System.nanoTime();
            var verdict = ask(new UpdatesRequest(offset, config.longPoll()));
            if (!leads() || closed()) {
                return;
            }
            bot.status().saw(verdict);
            if (verdict instanceof ApiResult.Accepted(JsonNode updates) && updates.isArray()) {
                var handled = handleAll(updates, pauses);
                if (!handled.complete()) {
                    return;
                }
                // An empty answer has acknowledged the offset. It is not sent again: after a quiet week the numbers may
                // start anywhere, also below it.
                offset = handled.highest().isPresent()
                        ? OptionalLong.of(handled.highest().getAsLong() + 1)
                        : OptionalLong.empty();
                boolean tooQuick = System.nanoTime() - asked < config.longPoll().toNanos() / 2;
                if (offset.isPresent()) {
                    pauses.reset();
                } else if (tooQuick || !updates.isEmpty()) {
                    pause(config.firstPause());
                }
            } else {
                pauseAfter(verdict, pauses);
            }
        }
    }

    /** Webhook and polling exclude each other. */
    private boolean dropWebhook(Pauses pauses) {
        while (leads() && !closed()) {
            var verdict = ask(new DeleteWebhook());
            bot.status().saw(verdict);
            if (verdict instanceof ApiResult.Accepted) {
                pauses.reset();
                return true;
            }
            pauseAfter(verdict, pauses);
        }
        return false;
    }

    private void pauseAfter(ApiResult verdict, Pauses pauses) {
        switch (verdict) {
            case ApiResult.Refused(int code, String description, var migrateTo, Duration retryAfter) -> {
                count(error(code));
                if (code == 409 && description.toLowerCase(Locale.ROOT).contains("webhook")) {
                    if (!tryLease()) {
                        // It is ours: updates are pushed from now on.
                        leading = false;
                        return;
                    }
                    LOG.warn("Somebody has set a webhook for this bot; it is removed again");
                    ask(new DeleteWebhook());
                } else if (code == 409) {
                    LOG.warn("Another program asks for updates with this bot's token");
                }
                pause(
                        switch (code) {
                            case 429 -> longer(retryAfter, pauses.next());
                            case 401, 404 -> config.longestPause();
                            default -> pauses.next();
                        });
            }
            case ApiResult.Foreign(int status, Duration retryAfter) -> {
                count(error(status));
                pause(status == 429 ? longer(retryAfter, pauses.next()) : pauses.next());
            }
            default -> {
                count("unreachable");
                pause(pauses.next());
            }
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** @param complete false when the poller was stopped in between: then nothing may be acknowledged */
    private record Handled(OptionalLong highest, boolean complete) {}

    private Handled handleAll(JsonNode updates, Pauses pauses) {
        var highest = OptionalLong.empty();
        for (var node : updates) {
            var id = Incoming.idOf(node);
            var update = Incoming.of(node);
            if (update.isEmpty()) {
                count("garbage");
                LOG.warn("An update could not be read and is skipped");
            } else if (!handle(update.get(), pauses)) {
                return new Handled(OptionalLong.empty(), false);
            }
            if (id.isPresent() && (highest.isEmpty() || id.getAsLong() > highest.getAsLong())) {
                highest = id;
            }
        }
        return new Handled(highest, true);
    }

    /** One after the other: what a person does in a row takes effect in that order. */
    private boolean handle(Incoming update, Pauses pauses) {
        int tries = 0;
        while (leads() && !closed()) {
            try {
                receiver.receive(update);
                return true;
            } catch (RuntimeException failure) {
                if (!receiver.healthy()) {
                    LOG.warn("An update waits for the database");
                    pause(pauses.next());
                } else if (++tries < TRIES) {
                    LOG.warnf("Update %d failed and is tried again: %s", update.updateId(), Faults.describe(failure));
                    pause(config.firstPause());
                } else {
                    LOG.errorf("Update %d failed %d times and is skipped", update.updateId(), tries);
                    count("poison");
                    receiver.giveUp(update, failure);
                    return true;
                }
            }
        }
        return false;
    }

    private ApiResult ask(BaseRequest<?, ?> request) {
        var pending = bot.poll(request);
        if (pending.isEmpty()) {
            return new ApiResult.NotSent("no bot token is set");
        }
        synchronized (callLock) {
            call = pending.get();
        }
        if (closed() || !leads()) {
            breakOff();
        }
        return ApiResult.of(pending.get().answer().join());
    }

    private void breakOff() {
        synchronized (callLock) {
            if (call != null) {
                call.cancel();
            }
        }
    }

    private boolean tryLease() {
        try {
            return lease.take();
        } catch (RuntimeException databaseAway) {
            return false;
        }
    }

    private void release() {
        try {
            lease.release();
        } catch (RuntimeException databaseAway) {
            LOG.debug("The right to ask for updates runs out by itself");
        }
    }

    /** A label of a closed set, whatever the other side answers. */
    private static String error(int code) {
        return code >= 400 && code < 600 ? "error " + code : "error";
    }

    private void count(String result) {
        metrics.counter("zapiska.telegram.updates", "result", result).increment();
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    /** @return false when there is no reason to go on */
    private boolean pause(Duration length) {
        try {
            return !closing.await(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private final class Pauses {
        private Duration next = config.firstPause();

        Duration next() {
            var now = next;
            next = now.multipliedBy(2).compareTo(config.longestPause()) < 0
                    ? now.multipliedBy(2)
                    : config.longestPause();
            return now;
        }

        void reset() {
            next = config.firstPause();
        }
    }
}
