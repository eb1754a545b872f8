package app.zapiska.platform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where whatever went wrong becomes a problem. */
class ProblemMappers {

    @Inject
    RoutingContext request;

    @Inject
    Event<RefusedId> refusedIds;

    @Inject
    ClientAddresses addresses;

    @Inject
    ConstraintMessages constraintMessages;

    @ServerExceptionMapper
    Response refused(ProblemException refused) {
        var answer = answer(Problem.of(refused.type(), refused.detail(), refused.members(), language()));
        refused.headers().forEach(answer::header);
        return answer.build();
    }

    @ServerExceptionMapper
    Response refused(DomainException refused) {
        return switch (refused) {
            case DomainException.NotFound missing -> {
                Caller.of(request)
                        .ifPresent(account -> refusedIds.fireAsync(new RefusedId(
                                account,
                                request.request().method().name(),
                                request.normalizedPath(),
                                addresses.of(request))));
                yield answer(ProblemType.NOT_FOUND, refused.wording());
            }
            case DomainException.Invalid invalid ->
                answer(Problem.of(ProblemType.VALIDATION, invalid.wording(), invalid.errors(), language()))
                        .build();
            case DomainException.Conflict conflict ->
                answer(Problem.of(ProblemType.CONFLICT, conflict.wording(), conflict.errors(), language()))
                        .build();
            case DomainException.Stale stale ->
                answer(Problem.of(
                                ProblemType.STALE,
                                stale.wording(),
                                stale.current() == null ? Map.of() : Map.of("current", stale.current()),
                                language()))
                        .build();
            case DomainException.Forbidden forbidden -> answer(ProblemType.FORBIDDEN, refused.wording());
            case DomainException.RateLimited limited ->
                refused(new ProblemException(ProblemType.RATE_LIMITED, limited.wording())
                        .retryAfter(limited.retryAfter()));
        };
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException invalid) {
        return constraintMessages
                .explain(invalid)
                .map(problem -> answer(
                                Problem.of(ProblemType.VALIDATION, problem.wording(), problem.errors(), language()))
                        .build())
                .orElseGet(() -> fault(invalid));
    }

    @ServerExceptionMapper
    Response malformed(JacksonException malformed) {
        // Jackson also fails while writing an answer, which is our fault and not the client's.
        return malformed.getProcessor() instanceof com.fasterxml.jackson.core.JsonGenerator
                ? fault(malformed)
                : refused(JsonFaults.explain(malformed));
    }

    // Named as well, because the framework has a mapper of its own for this subclass.
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException mismatched) {
        return malformed(mismatched);
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException unauthenticated) {
        return unauthenticated();
    }

    @ServerExceptionMapper
    Response unauthenticated(AuthenticationFailedException failed) {
        // Authentication also "fails" when it can't look the session up.
        return failed.getCause() == null ? unauthenticated() : fault(failed.getCause());
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException forbidden) {
        return answer(ProblemType.FORBIDDEN);
    }

    @ServerExceptionMapper
    Response stale(OptimisticLockException stale) {
        return answer(ProblemType.STALE);
    }

    @ServerExceptionMapper
    Response violated(org.hibernate.exception.ConstraintViolationException violated) {
        return switch (violated.getKind()) {
            case UNIQUE -> answer(ProblemType.CONFLICT);
            default -> fault(violated);
        };
    }

    @ServerExceptionMapper
    Response refusedByFramework(WebApplicationException refused) {
        if (refused.getCause() instanceof JacksonException malformed) {
            return malformed(malformed);
        }
        var type =
                switch (refused.getResponse().getStatus()) {
                    case 400 -> ProblemType.VALIDATION;
                    case 401 -> ProblemType.UNAUTHENTICATED;
                    case 403 -> ProblemType.FORBIDDEN;
                    case 404 -> ProblemType.NOT_FOUND;
                    case 405 -> ProblemType.METHOD_NOT_ALLOWED;
                    case 406 -> ProblemType.NOT_ACCEPTABLE;
                    case 413 -> ProblemType.TOO_LARGE;
                    case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
                    case 503 -> ProblemType.UNAVAILABLE;
                    default -> null;
                };
        if (type == null) {
            return fault(refused);
        }
        var answer = answer(Problem.of(type, language()));
        var allow = refused.getResponse().getHeaderString("Allow");
        if (allow != null) {
            answer.header("Allow", allow);
        }
        return answer.build();
    }

    @ServerExceptionMapper
    Response fault(Throwable fault) {
        if (request.response().headWritten() || request.response().closed()) {
            // It was answered before, such as a body that turned out too large, or nobody waits any more.
            return Response.status(Response.Status.REQUEST_ENTITY_TOO_LARGE).build();
        }
        if (Faults.refusedByDatabase(fault)) {
            // A text PostgreSQL can't store, a number out of its range: whatever slipped past our own checks.
            Faults.log(fault);
            return answer(Problem.of(ProblemType.VALIDATION, ProblemType.VALIDATION.detail(), List.of(), language()))
                    .build();
        }
        if (Faults.unavailable(fault)) {
            Faults.log(fault);
            return answer(ProblemType.UNAVAILABLE);
        }
        var id = Faults.log(fault);
        return answer(Problem.of(
                        ProblemType.INTERNAL, ProblemType.INTERNAL.detail(), Map.of("errorId", id), language()))
                .build();
    }

    private Response unauthenticated() {
        return answer(Problem.of(ProblemType.UNAUTHENTICATED, language()))
                .header("WWW-Authenticate", "Bearer realm=\"zapiska\"")
                .build();
    }

    private Response answer(ProblemType type) {
        return answer(type, type.detail());
    }

    private Response answer(ProblemType type, Wording detail) {
        return answer(Problem.of(type, detail, Map.of(), language())).build();
    }

    private Response.ResponseBuilder answer(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header("Content-Language", language().getLanguage())
                .entity(problem);
    }

    private Locale language() {
        return Language.of(request);
    }
}
