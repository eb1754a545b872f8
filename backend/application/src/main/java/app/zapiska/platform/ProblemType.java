package app.zapiska.platform;

import java.util.function.Function;

/** Every kind of refusal the API knows, with its HTTP status and its words when there are no better ones. */
public enum ProblemType {
    VALIDATION(400, PlatformMessages::validation, PlatformMessages::validationDetail),
    UNAUTHENTICATED(401, PlatformMessages::unauthenticated, PlatformMessages::unauthenticatedDetail),
    WRONG_PASSWORD(401, PlatformMessages::wrongPassword, PlatformMessages::wrongPassword),
    SECOND_FACTOR_NEEDED(401, PlatformMessages::secondFactorNeeded, PlatformMessages::secondFactorNeededDetail),
    WRONG_CODE(401, PlatformMessages::wrongCode, PlatformMessages::wrongCode),
    FORBIDDEN(403, PlatformMessages::forbidden, PlatformMessages::forbiddenDetail),
    CSRF(403, PlatformMessages::csrf, PlatformMessages::csrfDetail),
    NOT_FOUND(404, PlatformMessages::notFound, PlatformMessages::notFoundDetail),
    METHOD_NOT_ALLOWED(405, PlatformMessages::methodNotAllowed, PlatformMessages::methodNotAllowedDetail),
    NOT_ACCEPTABLE(406, PlatformMessages::notAcceptable, PlatformMessages::notAcceptableDetail),
    TOO_SLOW(408, PlatformMessages::tooSlow, PlatformMessages::tooSlowDetail),
    CONFLICT(409, PlatformMessages::conflict, PlatformMessages::conflictDetail),
    GONE(410, PlatformMessages::gone, PlatformMessages::goneDetail),
    STALE(412, PlatformMessages::stale, PlatformMessages::staleDetail),
    TOO_LARGE(413, PlatformMessages::tooLarge, PlatformMessages::tooLargeDetail),
    URI_TOO_LONG(414, PlatformMessages::uriTooLong, PlatformMessages::uriTooLongDetail),
    UNSUPPORTED_MEDIA_TYPE(415, PlatformMessages::unsupportedMediaType, PlatformMessages::unsupportedMediaTypeDetail),
    KEY_REUSED(422, PlatformMessages::keyReused, PlatformMessages::keyReusedDetail),
    PRECONDITION_REQUIRED(428, PlatformMessages::preconditionRequired, PlatformMessages::preconditionRequiredDetail),
    LOCKED(429, PlatformMessages::locked, PlatformMessages::locked),
    RATE_LIMITED(429, PlatformMessages::rateLimited, PlatformMessages::rateLimitedDetail),
    INTERNAL(500, PlatformMessages::internal, PlatformMessages::internalDetail),
    UNAVAILABLE(503, PlatformMessages::unavailable, PlatformMessages::unavailableDetail);

    private final int status;
    private final Wording title;
    private final Wording detail;

    ProblemType(int status, Function<PlatformMessages, String> title, Function<PlatformMessages, String> detail) {
        this.status = status;
        this.title = Wording.of(PlatformMessages.class, title);
        this.detail = Wording.of(PlatformMessages.class, detail);
    }

    public int status() {
        return status;
    }

    /** The last part of the problem's {@code type}, such as {@code not-found}. */
    public String slug() {
        return Slugs.of(this);
    }

    /** The {@code type} of its problems. */
    public String uri() {
        return "/problems/" + slug();
    }

    public Wording title() {
        return title;
    }

    public Wording detail() {
        return detail;
    }
}
