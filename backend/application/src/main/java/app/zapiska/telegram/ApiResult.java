package app.zapiska.telegram;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an answer means, whatever was asked. Reads Telegram's envelope itself: the client library makes null of an empty
 * body, throws at HTML and never looks at the status.
 */
sealed interface ApiResult {

    /** {@code "ok":true}. */
    record Accepted(JsonNode result) implements ApiResult {}

    /** {@code "ok":false}: Telegram itself refused. */
    record Refused(int code, String description, OptionalLong migrateTo, Duration retryAfter) implements ApiResult {}

    /** A status, but not in Telegram's words: a proxy, a gateway, a body cut off. */
    record Foreign(int status, Duration retryAfter) implements ApiResult {}

    /** The request certainly did not go out. */
    record NotSent(String error) implements ApiResult {}

    /** The request may have gone out, and nothing came back. */
    record Lost(String error) implements ApiResult {}

    Duration SHORTEST_RETRY = Duration.ofSeconds(1);
    Duration LONGEST_RETRY = Duration.ofDays(1);
    Duration RETRY_WHEN_UNSAID = Duration.ofSeconds(5);

    /** Deep nesting is refused: what reads the tree afterwards recurses. */
    ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(100).build())
            .build());

    static ApiResult of(RawResponse answer) {
        return switch (answer) {
            case RawResponse.Broken(boolean written, String error) -> written ? new Lost(error) : new NotSent(error);
            case RawResponse.Received received -> read(received);
        };
    }

    private static ApiResult read(RawResponse.Received received) {
        JsonNode envelope;
        try {
            envelope = JSON.readTree(received.body());
        } catch (IOException unreadable) {
            return foreign(received);
        }
        if (envelope == null || !envelope.path("ok").isBoolean()) {
            return foreign(received);
        }
        if (envelope.path("ok").booleanValue()) {
            return new Accepted(envelope.path("result"));
        }
        var code = envelope.path("error_code");
        var parameters = envelope.path("parameters");
        var migrateTo = parameters.path("migrate_to_chat_id");
        var retryAfter = parameters.path("retry_after");
        return new Refused(
                code.canConvertToInt() && code.isIntegralNumber() ? code.intValue() : received.status(),
                SingleLine.of(envelope.path("description").asText("")),
                migrateTo.isIntegralNumber() && migrateTo.canConvertToLong()
                        ? OptionalLong.of(migrateTo.longValue())
                        : OptionalLong.empty(),
                retryAfter.isIntegralNumber() && retryAfter.canConvertToLong()
                        ? within(retryAfter.longValue())
                        : header(received.retryAfter()));
    }

    private static Foreign foreign(RawResponse.Received received) {
        return new Foreign(received.status(), header(received.retryAfter()));
    }

    /** Seconds only: the date form of the header would need a clock, and nobody sends it with 429. */
    private static Duration header(Optional<String> retryAfter) {
        return retryAfter
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> within(Long.parseLong(value)))
                .orElse(RETRY_WHEN_UNSAID);
    }

    private static Duration within(long seconds) {
        return Duration.ofSeconds(Math.clamp(seconds, SHORTEST_RETRY.toSeconds(), LONGEST_RETRY.toSeconds()));
    }
}
