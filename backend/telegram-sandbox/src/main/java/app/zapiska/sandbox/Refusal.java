package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A request that Telegram would not carry out, in Telegram's words. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient Map<String, Long> parameters;

    Refusal(int code, String description, Map<String, Long> parameters) {
        super(description, null, false, false);
        this.code = code;
        this.parameters = parameters;
    }

    static Refusal badRequest(String what) {
        return new Refusal(400, "Bad Request: " + what, Map.of());
    }

    static Refusal conflict(String what) {
        return new Refusal(409, "Conflict: " + what, Map.of());
    }

    static Refusal tooManyRequests(long retryAfterSeconds) {
        return new Refusal(
                429, "Too Many Requests: retry after " + retryAfterSeconds, Map.of("retry_after", retryAfterSeconds));
    }

    int code() {
        return code;
    }

    Map<String, Long> parameters() {
        return parameters;
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ok", false).put("error_code", code).put("description", getMessage());
        if (!parameters.isEmpty()) {
            ObjectNode node = json.putObject("parameters");
            parameters.forEach(node::put);
        }
        return json;
    }
}
