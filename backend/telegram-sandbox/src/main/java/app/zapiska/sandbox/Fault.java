package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A scripted misbehaviour. It fires for the calls {@code firstCall … firstCall + times - 1} among those that match the
 * method and chat, counted from the moment it was scripted. By default that is the first such call, and the request
 * has no effect; {@link #accepting()} makes it take effect first, which is what a lost answer looks like.
 *
 * @param method API method in any case, or {@code *}
 * @param chatId the chat it is limited to
 * @param firstCall 1 is the next matching call
 * @param times how many matching calls in a row
 * @param accepted whether the request takes effect before the misbehaviour
 */
public record Fault(
        String method, OptionalLong chatId, int firstCall, int times, boolean accepted, Behaviour behaviour) {

    /** What the client gets to see. */
    public sealed interface Behaviour {}

    /** A whole answer, whatever it is. */
    public record Answer(int status, Map<String, String> headers, byte[] body) implements Behaviour {}

    /** Announces the whole body, sends a part of it and closes the connection. */
    public record Truncated(int status, byte[] body, int sentBytes) implements Behaviour {}

    /** Closes the connection without a byte, politely or by a TCP reset. */
    public record Close(boolean reset) implements Behaviour {}

    /** Goes on normally after a pause of real time. */
    public record Delay(Duration pause) implements Behaviour {}

    /** Goes on when the test says so. */
    public record Held(Hold hold) implements Behaviour {}

    public Fault {
        method = method.toLowerCase(Locale.ROOT);
        if (firstCall < 1) {
            throw new IllegalArgumentException("firstCall counts from 1, was " + firstCall);
        }
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1, was " + times);
        }
    }

    /** Next call of this method; refuses it with 500 until another behaviour is chosen. */
    public static Fault on(String method) {
        return new Fault(
                method, OptionalLong.empty(), 1, 1, false, errorAnswer(500, "Internal Server Error", Map.of()));
    }

    public static Fault onAnyCall() {
        return on("*");
    }

    public Fault chat(long id) {
        return new Fault(method, OptionalLong.of(id), firstCall, times, accepted, behaviour);
    }

    public Fault call(int first) {
        return new Fault(method, chatId, first, times, accepted, behaviour);
    }

    public Fault times(int count) {
        return new Fault(method, chatId, firstCall, count, accepted, behaviour);
    }

    public Fault always() {
        return times(Integer.MAX_VALUE);
    }

    /** The request takes effect before the misbehaviour. */
    public Fault accepting() {
        return new Fault(method, chatId, firstCall, times, true, behaviour);
    }

    public Fault with(Behaviour chosen) {
        return new Fault(method, chatId, firstCall, times, accepted, chosen);
    }

    /** {@code {"ok":false,…}} with this code as HTTP status too. */
    public Fault error(int code, String description) {
        return error(code, description, Map.of());
    }

    /** The same with {@code parameters}, for example {@code migrate_to_chat_id}. */
    public Fault error(int code, String description, Map<String, Long> parameters) {
        return with(errorAnswer(code, description, parameters));
    }

    /** 429 with {@code parameters.retry_after} in seconds. */
    public Fault rateLimited(int retryAfterSeconds) {
        return error(429, "Too Many Requests: retry after " + retryAfterSeconds, Map.of("retry_after", (long)
                retryAfterSeconds));
    }

    public Fault answer(int status, Map<String, String> headers, byte[] body) {
        return with(new Answer(status, Map.copyOf(headers), body.clone()));
    }

    public Fault answer(int status, Map<String, String> headers, String body) {
        return answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** An HTML page as a proxy in between would write it. */
    public Fault html(int status) {
        return answer(
                status,
                Map.of("Content-Type", "text/html"),
                "<html><head><title>" + status + "</title></head><body><center><h1>" + status
                        + "</h1></center><hr><center>nginx</center></body></html>");
    }

    /** Headers only. */
    public Fault empty(int status) {
        return answer(status, Map.of(), "");
    }

    /** 200 with {@code {"ok":true} and a body that stops in the middle, complete as far as HTTP can tell. */
    public Fault unparsable() {
        return answer(200, Map.of("Content-Type", "application/json"), "{\"ok\":true,\"result\":{\"message_id\":");
    }

    /** 200 that announces more bytes than it sends before the connection closes. */
    public Fault truncated() {
        byte[] body = "{\"ok\":true,\"result\":{\"message_id\":1,\"date\":1}}".getBytes(StandardCharsets.UTF_8);
        return with(new Truncated(200, body, body.length / 2));
    }

    /** 408, which some clients answer by sending the request again. */
    public Fault requestTimeout() {
        return answer(408, Map.of("Connection", "close"), "");
    }

    /** {@code 503 Retry-After: 0}, which some clients answer by sending the request again. */
    public Fault unavailableRetryNow() {
        return answer(503, Map.of("Retry-After", "0"), "");
    }

    /** Reads the request and closes the connection without an answer. */
    public Fault closes() {
        return with(new Close(false));
    }

    /** Reads the request and resets the connection. */
    public Fault resets() {
        return with(new Close(true));
    }

    /** Answers normally after a pause of real time; with {@link #accepting()} the effect comes before the pause. */
    public Fault delays(Duration pause) {
        return with(new Delay(pause));
    }

    private static Answer errorAnswer(int code, String description, Map<String, Long> parameters) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ok", false).put("error_code", code).put("description", description);
        if (!parameters.isEmpty()) {
            ObjectNode node = json.putObject("parameters");
            parameters.forEach(node::put);
        }
        return new Answer(
                code,
                Map.of("Content-Type", "application/json"),
                json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
