package app.zapiska.platform;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal by the boundary (sign-in, preconditions, limits), as opposed to one by a rule of the product. */
public final class ProblemException extends RuntimeException {

    private final ProblemType type;
    private final transient Wording detail;
    private final transient Map<String, Object> members;
    private final transient Map<String, String> headers;

    private ProblemException(
            ProblemType type, Wording detail, Map<String, Object> members, Map<String, String> headers) {
        super(type.slug(), null, false, false);
        this.type = type;
        this.detail = detail;
        this.members = members;
        this.headers = headers;
    }

    public ProblemException(ProblemType type) {
        this(type, type.detail());
    }

    public ProblemException(ProblemType type, Wording detail) {
        this(type, detail, Map.of(), Map.of());
    }

    public ProblemException with(String member, Object value) {
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new ProblemException(type, detail, more, headers);
    }

    /** Adds {@code retryAfterSeconds} and the header Retry-After, rounded up to whole seconds, at least one. */
    public ProblemException retryAfter(Duration wait) {
        var seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        var refused = with("retryAfterSeconds", seconds);
        return new ProblemException(type, detail, refused.members, Map.of("Retry-After", Long.toString(seconds)));
    }

    public ProblemType type() {
        return type;
    }

    Wording detail() {
        return detail;
    }

    Map<String, Object> members() {
        return members;
    }

    Map<String, String> headers() {
        return headers;
    }
}
