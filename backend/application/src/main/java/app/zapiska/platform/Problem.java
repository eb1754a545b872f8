package app.zapiska.platform;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A refusal as clients see it (RFC 9457).
 *
 * @param type {@code /problems/<slug>}
 * @param detail for people, in their language
 * @param errors the wrong fields of the request, by their path in its JSON; for {@code validation}, and for {@code
 *     conflict} where fields contradict what is recorded
 * @param members further members that belong to the type, such as {@code attemptsLeft}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Problem")
public record Problem(
        @Schema(required = true, examples = "/problems/validation")
        String type,

        @Schema(required = true) String title,
        @Schema(required = true) int status,
        @Schema(required = true) String detail,
        List<Error> errors,
        @JsonAnyGetter @Schema(hidden = true) Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** @param field such as {@code subtasks[2].title}; empty when the whole of the request is meant */
    @Schema(name = "ProblemError")
    public record Error(
            @Schema(required = true) String field,
            @Schema(required = true) String message) {}

    public static Problem of(ProblemType type, Locale language) {
        return of(type, type.detail(), Map.of(), language);
    }

    public static Problem of(ProblemType type, Wording detail, Map<String, Object> members, Locale language) {
        return new Problem(type.uri(), type.title().in(language), type.status(), detail.in(language), null, members);
    }

    /** @param errors empty: not about fields */
    static Problem of(ProblemType type, Wording summary, List<DomainException.FieldError> errors, Locale language) {
        return new Problem(
                type.uri(),
                type.title().in(language),
                type.status(),
                summary.in(language),
                errors.isEmpty() && type != ProblemType.VALIDATION
                        ? null
                        : errors.stream()
                                .map(error ->
                                        new Error(error.field(), error.message().in(language)))
                                .toList(),
                Map.of());
    }
}
