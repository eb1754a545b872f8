package app.zapiska.platform;

import java.time.Duration;
import java.util.List;

/**
 * A rule of the product refused what was asked. Thrown by entities and services, turned into a problem
 * (RFC 9457) in one place. Carries no stack trace: it is an answer, not a fault.
 */
public abstract sealed class DomainException extends RuntimeException {

    private final transient Wording wording;

    private DomainException(String logText, Wording wording) {
        super(logText, null, false, false);
        this.wording = wording;
    }

    /** What to tell the person, in their language. */
    public Wording wording() {
        return wording;
    }

    /** 404: there is no such thing, or it belongs to somebody else, which must look the same. */
    public static final class NotFound extends DomainException {
        public NotFound(Wording wording) {
            super("not found", wording);
        }
    }

    /** 400: fields that do not make sense together or mean something impossible. */
    public static final class Invalid extends DomainException {
        private final transient List<FieldError> errors;

        public Invalid(Wording summary, List<FieldError> errors) {
            super("invalid: " + errors.stream().map(FieldError::field).toList(), summary);
            this.errors = List.copyOf(errors);
        }

        public Invalid(String field, Wording message) {
            this(message, List.of(new FieldError(field, message)));
        }

        public List<FieldError> errors() {
            return errors;
        }
    }

    /** One wrong field of a request, by its name in the request's JSON, such as {@code subtasks[2].title}. */
    public record FieldError(String field, Wording message) {}

    /** 409: the thing's present state does not allow it. */
    public static final class Conflict extends DomainException {
        private final transient List<FieldError> errors;

        public Conflict(Wording wording) {
            this(wording, List.of());
        }

        /** @param errors the fields that do not go with what is recorded; empty when it is not about fields */
        public Conflict(Wording wording, List<FieldError> errors) {
            super("conflict", wording);
            this.errors = List.copyOf(errors);
        }

        public Conflict(String field, Wording message) {
            this(message, List.of(new FieldError(field, message)));
        }

        public List<FieldError> errors() {
            return errors;
        }
    }

    /** 412: somebody changed it since it was read. */
    public static final class Stale extends DomainException {
        private final transient Object current;

        /** @param current the present state as the resource shows it; becomes the {@code current} member of the problem */
        public Stale(Wording wording, Object current) {
            super("stale", wording);
            this.current = current;
        }

        public Object current() {
            return current;
        }
    }

    /** 403: the account may not do this. */
    public static final class Forbidden extends DomainException {
        public Forbidden(Wording wording) {
            super("forbidden", wording);
        }
    }

    /** 429: too often. */
    public static final class RateLimited extends DomainException {
        private final Duration retryAfter;

        public RateLimited(Wording wording, Duration retryAfter) {
            super("rate limited", wording);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }
}
