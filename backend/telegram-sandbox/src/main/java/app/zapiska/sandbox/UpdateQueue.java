package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Updates that wait for the bot, in the order in which they happened. Telegram keeps them for a day. Not thread-safe:
 * used under the state's lock.
 */
final class UpdateQueue {

    static final Duration KEPT = Duration.ofHours(24);
    private static final int REMEMBERED = 10_000;
    private static final int FUTURE_TOLERANCE = 10;

    /** One waiting update; {@code outOfOrder} ones are delivered at least once whatever offset the bot asks for. */
    static final class Entry {
        private final ObjectNode update;
        private final Instant at;
        private final long userId;
        private final boolean outOfOrder;
        private boolean delivered;

        Entry(ObjectNode update, Instant at, long userId, boolean outOfOrder) {
            this.update = update;
            this.at = at;
            this.userId = userId;
            this.outOfOrder = outOfOrder;
        }

        long id() {
            return update.path("update_id").asLong();
        }

        ObjectNode update() {
            return update;
        }

        long userId() {
            return userId;
        }

        private boolean mustStillBeSeen() {
            return outOfOrder && !delivered;
        }
    }

    private final List<Entry> waiting = new ArrayList<>();
    private final Map<Long, Entry> remembered = new LinkedHashMap<>();
    private long nextId = new SecureRandom().nextLong(100_000_000L, 900_000_000L);
    private long highestId;

    long add(ObjectNode content, Instant now, long userId) {
        long id = nextId++;
        ObjectNode update = Json.object();
        update.put("update_id", id);
        update.setAll(content);
        Entry entry = new Entry(update, now, userId, id <= highestId);
        highestId = Math.max(highestId, id);
        waiting.add(entry);
        remembered.put(id, entry);
        if (remembered.size() > REMEMBERED) {
            remembered.remove(remembered.keySet().iterator().next());
        }
        return id;
    }

    /** @return whether such an update is remembered */
    boolean repeat(long id, Instant now) {
        Entry known = remembered.get(id);
        if (known != null) {
            waiting.add(new Entry(known.update, now, known.userId, true));
        }
        return known != null;
    }

    void jumpTo(long next) {
        nextId = next;
    }

    long nextId() {
        return nextId;
    }

    void dropOlderThanADay(Instant now) {
        waiting.removeIf(entry -> entry.at.plus(KEPT).isBefore(now));
    }

    void clear() {
        waiting.clear();
    }

    int size() {
        return waiting.size();
    }

    /** Forgets what the offset confirms and returns the offset to read from. */
    long confirm(long offset) {
        if (offset < 0) {
            int drop = (int) Math.max(0, waiting.size() + offset);
            waiting.subList(0, drop).clear();
            return 0;
        }
        if (offset == 0 || offset > nextId + FUTURE_TOLERANCE && offset > highestInQueue() + FUTURE_TOLERANCE) {
            return 0;
        }
        int last = -1;
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).id() == offset - 1 && waiting.get(i).delivered) {
                last = i;
            }
        }
        List<Entry> before = waiting.subList(0, last + 1);
        before.removeIf(entry -> !entry.mustStillBeSeen());
        waiting.removeIf(entry -> entry.id() < offset && !entry.mustStillBeSeen());
        return offset;
    }

    private long highestInQueue() {
        return waiting.stream().mapToLong(Entry::id).max().orElse(0);
    }

    List<Entry> from(long offset, int limit) {
        List<Entry> found = waiting.stream()
                .filter(entry -> entry.id() >= offset || entry.mustStillBeSeen())
                .limit(limit)
                .toList();
        found.forEach(entry -> entry.delivered = true);
        return found;
    }

    List<Long> usersWaiting() {
        return waiting.stream().map(Entry::userId).distinct().toList();
    }

    Optional<Entry> firstOf(long userId) {
        return waiting.stream().filter(entry -> entry.userId == userId).findFirst();
    }

    void remove(Entry entry) {
        waiting.remove(entry);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("nextId", nextId).put("highestId", highestId);
        ArrayNode list = json.putArray("waiting");
        for (Entry entry : waiting) {
            list.addObject()
                    .put("at", entry.at.toString())
                    .put("userId", entry.userId)
                    .put("outOfOrder", entry.outOfOrder)
                    .put("delivered", entry.delivered)
                    .set("update", entry.update);
        }
        return json;
    }

    void load(JsonNode json) {
        nextId = json.path("nextId").asLong(nextId);
        highestId = json.path("highestId").asLong();
        json.path("waiting").forEach(item -> {
            Entry entry = new Entry(
                    (ObjectNode) item.path("update"),
                    Instant.parse(item.path("at").asText()),
                    item.path("userId").asLong(),
                    item.path("outOfOrder").asBoolean());
            entry.delivered = item.path("delivered").asBoolean();
            waiting.add(entry);
            remembered.put(entry.id(), entry);
        });
    }
}
