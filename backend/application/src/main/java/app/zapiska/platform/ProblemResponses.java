package app.zapiska.platform;

import static app.zapiska.platform.ProblemType.*;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * With which problems an operation may refuse: by status, and all their slugs as {@code x-problems}. It follows from what an
 * operation takes, so it is said here once instead of on each of them; {@code default} stands for the same, as clients read it.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ProblemResponses implements OASFilter {

    private static final Set<String> WITHOUT_PASSWORD =
            Set.of("/auth/login-link", "/auth/login-link/owner", "/auth/passkey", "/auth/telegram");
    private static final Set<String> OPEN = Set.of(
            "/auth/login", "/auth/needs", "/auth/passkey/question", "/auth/password-reset", "/invitations/accept");
    private static final Set<String> BY_REFERENCE = Set.of("/reminder-templates/preview");
    private static final Set<String> BY_PASSWORD = Set.of(
            "/auth/login",
            "/auth/password",
            "/auth/delete-account",
            "/auth/second-factor/setup",
            "/auth/second-factor/recovery-codes",
            "/auth/second-factor/removal",
            "/auth/passkeys/setup",
            "/auth/passkeys/{id}/removal");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        var type =
                api.getComponents().getSchemas().get("Problem").getProperties().get("type");
        type.setEnumeration(
                Arrays.stream(ProblemType.values()).map(ProblemType::uri).collect(Collectors.<Object>toList()));
        api.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations()
                        .forEach(
                                (method, operation) -> document(path.replaceFirst("^/api/v1", ""), method, operation)));
    }

    private static void document(String path, HttpMethod method, Operation operation) {
        var problems = problems(path, method, operation);
        problems.stream()
                .collect(Collectors.groupingBy(ProblemType::status))
                .forEach((status, types) -> operation
                        .getResponses()
                        .addAPIResponse(
                                Integer.toString(status), response(slugs(types).collect(Collectors.joining(", ")))));
        operation.getResponses().setDefaultValue(response("Refused; see the problem"));
        operation.addExtension("x-problems", slugs(problems).toList());
    }

    private static Stream<String> slugs(Collection<ProblemType> types) {
        return types.stream().map(ProblemType::slug);
    }

    private static Set<ProblemType> problems(String path, HttpMethod method, Operation operation) {
        var problems = EnumSet.of(VALIDATION, NOT_ACCEPTABLE, URI_TOO_LONG, RATE_LIMITED, INTERNAL, UNAVAILABLE);
        boolean writes = method != HttpMethod.GET;
        if (WITHOUT_PASSWORD.contains(path)) {
            problems.addAll(EnumSet.of(NOT_FOUND, FORBIDDEN, LOCKED));
        } else if (!OPEN.contains(path)) {
            // Some may be asked by the owner only, also where nothing is changed.
            problems.addAll(EnumSet.of(UNAUTHENTICATED, FORBIDDEN));
        }
        if (BY_PASSWORD.contains(path)) {
            problems.addAll(EnumSet.of(WRONG_PASSWORD, LOCKED, UNAUTHENTICATED));
        }
        if (path.equals("/auth/login")) {
            // Of an account that the owner has deactivated.
            problems.addAll(EnumSet.of(FORBIDDEN, SECOND_FACTOR_NEEDED, WRONG_CODE));
        }
        if (path.equals("/auth/passkey")) {
            problems.addAll(EnumSet.of(SECOND_FACTOR_NEEDED, WRONG_CODE));
        }
        if (path.equals("/invitations/accept") || path.equals("/auth/password-reset")) {
            problems.addAll(EnumSet.of(NOT_FOUND, LOCKED));
        }
        if (path.contains("{") || BY_REFERENCE.contains(path)) {
            problems.add(NOT_FOUND);
        }
        if (writes) {
            problems.addAll(EnumSet.of(CSRF, CONFLICT, TOO_LARGE, TOO_SLOW, UNSUPPORTED_MEDIA_TYPE));
        }
        if (method == HttpMethod.POST) {
            problems.add(KEY_REUSED);
        }
        if (path.equals("/undo/{token}")) {
            problems.add(GONE);
        }
        if (path.endsWith("/payment-qr")) {
            // What a loan lacks for a code is no fault of the question.
            problems.add(CONFLICT);
        }
        if (path.endsWith("/prolongation")) {
            // Nor that it has no last payment to move.
            problems.add(CONFLICT);
        }
        if (takes(operation, "If-Match")) {
            problems.addAll(EnumSet.of(STALE, PRECONDITION_REQUIRED));
        }
        return problems;
    }

    private static boolean takes(Operation operation, String header) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter ->
                                parameter.getIn() == Parameter.In.HEADER && header.equals(parameter.getName()));
    }

    private static APIResponse response(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
    }
}
