package app.zapiska.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * What Telegram says of how updates reach us.
 *
 * @param url empty: it waits to be asked
 * @param pending updates that have not reached us yet
 * @param error of the last delivery that failed, in Telegram's words; may be long over
 */
record WebhookInfo(String url, int pending, Optional<String> error, Optional<Instant> errorAt) {

    private static final int LONGEST_URL = 2000;
    private static final int LONGEST_ERROR = 300;

    static WebhookInfo of(JsonNode result) {
        var url = result.path("url").asText("");
        var error = SingleLine.of(result.path("last_error_message").asText(""));
        var at = result.path("last_error_date");
        return new WebhookInfo(
                cut(url, LONGEST_URL),
                Math.max(0, result.path("pending_update_count").asInt(0)),
                error.isEmpty() ? Optional.empty() : Optional.of(cut(error, LONGEST_ERROR)),
                at.isIntegralNumber() ? Optional.of(Instant.ofEpochSecond(at.asLong())) : Optional.empty());
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
