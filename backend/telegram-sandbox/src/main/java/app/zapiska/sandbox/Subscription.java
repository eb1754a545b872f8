package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which updates the bot wants, and where they are pushed. Not thread-safe: used under the state's lock. */
final class Subscription {

    private static final Set<String> DEFAULT_KINDS =
            Set.of("message", "edited_message", "callback_query", "my_chat_member");

    /** Where updates are pushed. */
    record Webhook(String url, String secret, int maxConnections) {}

    private Optional<Webhook> webhook = Optional.empty();
    private Set<String> kinds = DEFAULT_KINDS;
    private String lastError = "";
    private Instant lastErrorAt = Instant.EPOCH;

    Optional<Webhook> webhook() {
        return webhook;
    }

    void setWebhook(Optional<Webhook> value) {
        webhook = value;
        lastError = "";
    }

    /** An empty set means the usual ones, nothing at all those of before. */
    void choose(Optional<Set<String>> wanted) {
        wanted.ifPresent(chosen -> kinds = chosen.isEmpty() ? DEFAULT_KINDS : chosen);
    }

    boolean wants(String kind) {
        return kinds.contains(kind);
    }

    void failed(String error, Instant at) {
        lastError = error;
        lastErrorAt = at;
    }

    /** As getWebhookInfo tells it. */
    ObjectNode info(int pending) {
        ObjectNode info = Json.object()
                .put("url", webhook.map(Webhook::url).orElse(""))
                .put("has_custom_certificate", false)
                .put("pending_update_count", pending);
        webhook.ifPresent(hook -> info.put("max_connections", hook.maxConnections()));
        if (!lastError.isEmpty()) {
            info.put("last_error_date", lastErrorAt.getEpochSecond());
            info.put("last_error_message", lastError);
        }
        if (!kinds.equals(DEFAULT_KINDS)) {
            kinds.stream().sorted().forEach(info.putArray("allowed_updates")::add);
        }
        return info;
    }

    void reset() {
        webhook = Optional.empty();
        kinds = DEFAULT_KINDS;
    }

    void writeTo(ObjectNode json) {
        ArrayNode allowed = json.putArray("allowedUpdates");
        kinds.forEach(allowed::add);
        webhook.ifPresent(hook -> json.putObject("webhook")
                .put("url", hook.url())
                .put("secret", hook.secret())
                .put("maxConnections", hook.maxConnections()));
    }

    void load(JsonNode json) {
        if (json.path("allowedUpdates").isArray()) {
            Set<String> allowed = new HashSet<>();
            json.path("allowedUpdates").forEach(kind -> allowed.add(kind.asText()));
            kinds = Set.copyOf(allowed);
        }
        JsonNode hook = json.path("webhook");
        if (hook.isObject()) {
            webhook = Optional.of(new Webhook(
                    hook.path("url").asText(),
                    hook.path("secret").asText(),
                    hook.path("maxConnections").asInt(40)));
        }
    }
}
