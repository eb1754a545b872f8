package app.zapiska.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Telegram's limits as its FAQ states them: one message a second in a chat (a burst of three passes), twenty a minute
 * in a group, thirty a second for the whole bot. Not thread-safe: used under the state's lock.
 */
final class Pacing {

    private static final class Bucket {
        private final double capacity;
        private final double perSecond;
        private double tokens;
        private Instant filledAt;

        Bucket(double capacity, double perSecond, Instant now) {
            this.capacity = capacity;
            this.perSecond = perSecond;
            this.tokens = capacity;
            this.filledAt = now;
        }

        long secondsUntilFree(Instant now) {
            if (now.isAfter(filledAt)) {
                double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
                tokens = Math.min(capacity, tokens + seconds * perSecond);
            }
            filledAt = now;
            return tokens + 1e-9 >= 1 ? 0 : Math.max(1, (long) Math.ceil((1 - tokens) / perSecond - 1e-9));
        }

        void take() {
            tokens -= 1;
        }
    }

    private final boolean enabled;
    private final Map<Long, Bucket> chats = new HashMap<>();
    private Bucket bot;

    Pacing(boolean enabled) {
        this.enabled = enabled;
    }

    /** @throws Refusal 429 with the seconds to wait; nothing is consumed then */
    void sendInto(long chatId, Instant now) {
        if (!enabled) {
            return;
        }
        Bucket chat =
                chats.computeIfAbsent(chatId, id -> id > 0 ? new Bucket(3, 1, now) : new Bucket(20, 20 / 60.0, now));
        Bucket all = bot(now);
        long wait = Math.max(chat.secondsUntilFree(now), all.secondsUntilFree(now));
        if (wait > 0) {
            throw Refusal.tooManyRequests(wait);
        }
        chat.take();
        all.take();
    }

    /** Edits count for the bot only: a press is followed by one at once, and Telegram lets it through. */
    void edit(Instant now) {
        if (!enabled) {
            return;
        }
        Bucket all = bot(now);
        long wait = all.secondsUntilFree(now);
        if (wait > 0) {
            throw Refusal.tooManyRequests(wait);
        }
        all.take();
    }

    void reset() {
        chats.clear();
        bot = null;
    }

    private Bucket bot(Instant now) {
        if (bot == null) {
            bot = new Bucket(30, 30, now);
        }
        return bot;
    }
}
