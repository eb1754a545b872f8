package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The methods by which the bot gets its updates: asked for, or pushed to it. */
final class UpdateMethods {

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]*");
    private static final int MAX_POLL_SECONDS = 50;

    private final SandboxState state;
    private final WebhookDelivery webhook;

    UpdateMethods(SandboxState state, WebhookDelivery webhook) {
        this.state = state;
        this.webhook = webhook;
    }

    JsonNode get(Parameters p) {
        int offset = p.number("offset", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
        int limit = p.number("limit", 100, 1, 100);
        int timeout = p.number("timeout", 0, 0, MAX_POLL_SECONDS);
        Optional<Set<String>> allowed = allowedUpdates(p);
        state.read(() -> {
            state.subscription().choose(allowed);
            return null;
        });
        return state.poll(offset, limit, Duration.ofSeconds(timeout));
    }

    private static Optional<Set<String>> allowedUpdates(Parameters p) {
        if (!p.has("allowed_updates")) {
            return Optional.empty();
        }
        JsonNode list =
                BotApi.json(p.text("allowed_updates"), "can't parse allowed updates: expected an Array of strings");
        if (!list.isArray()) {
            throw Refusal.badRequest("can't parse allowed updates: expected an Array of strings");
        }
        Set<String> kinds = new HashSet<>();
        list.forEach(kind -> kinds.add(kind.asText().toLowerCase(Locale.ROOT)));
        return Optional.of(Set.copyOf(kinds));
    }

    JsonNode setWebhook(Parameters p) {
        if (!p.has("url")) {
            return deleteWebhook(p);
        }
        String url = p.text("url").strip();
        checkWebhookUrl(url);
        String secret = p.text("secret_token");
        if (secret.length() > 256) {
            throw Refusal.badRequest("secret token is too long");
        }
        if (!SECRET.matcher(secret).matches()) {
            throw Refusal.badRequest("secret token contains unallowed characters");
        }
        Optional<Set<String>> allowed = allowedUpdates(p);
        int connections = p.number("max_connections", 40, 1, 100);
        state.change(() -> {
            if (p.flag("drop_pending_updates")) {
                state.updates().clear();
            }
            state.subscription().choose(allowed);
            state.setWebhook(Optional.of(new Subscription.Webhook(url, secret, connections)));
        });
        webhook.look();
        return BooleanNode.TRUE;
    }

    /** Telegram insists on HTTPS; on the same machine there is nobody to protect the updates from. */
    private static void checkWebhookUrl(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException malformed) {
            throw Refusal.badRequest("invalid webhook URL specified");
        }
        String host = uri.getHost();
        if (host == null || uri.getScheme() == null) {
            throw Refusal.badRequest("invalid webhook URL specified");
        }
        boolean secure = uri.getScheme().equalsIgnoreCase("https");
        boolean local = uri.getScheme().equalsIgnoreCase("http") && LocalOnly.isLoopbackName(host);
        if (!secure && !local) {
            throw Refusal.badRequest("bad webhook: An HTTPS URL must be provided for webhook");
        }
    }

    JsonNode deleteWebhook(Parameters p) {
        state.change(() -> {
            if (p.flag("drop_pending_updates")) {
                state.updates().clear();
            }
            state.setWebhook(Optional.empty());
        });
        return BooleanNode.TRUE;
    }

    JsonNode webhookInfo() {
        return state.read(() -> state.subscription().info(state.updates().size()));
    }
}
