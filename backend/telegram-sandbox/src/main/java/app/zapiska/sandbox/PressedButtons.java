package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Pressed buttons that the bot may still answer. Not thread-safe: used under the state's lock. */
final class PressedButtons {

    /** Telegram forgets a pressed button after about this time. */
    static final Duration LIFE = Duration.ofSeconds(150);

    private static final class Press {
        private final Instant at;
        private final CallbackResult result;
        private boolean answered;

        Press(Instant at, CallbackResult result) {
            this.at = at;
            this.result = result;
        }
    }

    private final Map<String, Press> presses = new HashMap<>();

    void add(CallbackResult result, Instant now) {
        presses.values().removeIf(press -> press.at.plus(UpdateQueue.KEPT).isBefore(now));
        presses.put(result.callbackId(), new Press(now, result));
    }

    /** @return whether the query was still open */
    boolean answer(String id, CallbackResult.Answer answer, Instant now) {
        Press press = presses.get(id);
        if (press == null || press.answered || press.at.plus(LIFE).isBefore(now)) {
            return false;
        }
        press.answered = true;
        press.result.complete(answer);
        return true;
    }

    void clear() {
        presses.clear();
    }

    ObjectNode toJson() {
        ObjectNode open = Json.object();
        presses.forEach((id, press) -> {
            if (!press.answered) {
                open.put(id, press.at.toString());
            }
        });
        return open;
    }

    void load(JsonNode json) {
        json.properties()
                .forEach(item -> presses.put(
                        item.getKey(),
                        new Press(Instant.parse(item.getValue().asText()), new CallbackResult(item.getKey(), 0))));
    }
}
