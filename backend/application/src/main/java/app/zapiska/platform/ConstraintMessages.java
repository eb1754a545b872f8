package app.zapiska.platform;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.validator.constraints.Range;

/** Bean validation's findings as fields of the request and words of ours. */
@Singleton
class ConstraintMessages {

    /** @return empty when the finding is about an answer of ours instead of the request */
    Optional<DomainException.Invalid> explain(ConstraintViolationException invalid) {
        var errors = new ArrayList<DomainException.FieldError>();
        for (var violation : invalid.getConstraintViolations()) {
            var field = field(violation);
            if (field.isEmpty()) {
                return Optional.empty();
            }
            errors.add(new DomainException.FieldError(field.get(), wording(violation)));
        }
        errors.sort(Comparator.comparing(DomainException.FieldError::field));
        return Optional.of(new DomainException.Invalid(ProblemType.VALIDATION.detail(), errors));
    }

    private static Optional<String> field(ConstraintViolation<?> violation) {
        var field = new StringBuilder();
        String parameter = "";
        for (var node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.RETURN_VALUE) {
                return Optional.empty();
            }
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = node.getName();
            }
            if (node.isInIterable()) {
                var place = node.getIndex() != null ? node.getIndex() : node.getKey();
                field.append('[').append(place).append(']');
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                if (!field.isEmpty()) {
                    field.append('.');
                }
                field.append(node.getName());
            }
        }
        return Optional.of(field.isEmpty() ? parameter : field.toString());
    }

    private static Wording wording(ConstraintViolation<?> violation) {
        return switch (violation.getConstraintDescriptor().getAnnotation()) {
            case NotNull missing -> say(PlatformMessages::required);
            case NotBlank missing -> say(PlatformMessages::required);
            case NotEmpty missing -> say(PlatformMessages::required);
            case Size size
            when violation.getInvalidValue() instanceof CharSequence text ->
                text.length() > size.max()
                        ? say(m -> m.tooLong(size.max()))
                        : say(text.isEmpty() ? PlatformMessages::required : m -> m.tooShort(size.min()));
            case Size size ->
                length(violation) > size.max() ? say(m -> m.tooMany(size.max())) : say(m -> m.tooFew(size.min()));
            case Min min -> say(m -> m.tooSmall(Long.toString(min.value())));
            case Max max -> say(m -> m.tooBig(Long.toString(max.value())));
            case DecimalMin min -> say(m -> m.tooSmall(min.value()));
            case DecimalMax max -> say(m -> m.tooBig(max.value()));
            case Range range -> say(m -> m.outOfRange(range.min(), range.max()));
            case Digits digits -> say(m -> m.tooManyDigits(digits.fraction()));
            case AboveZero sum -> say(PlatformMessages::notAboveZero);
            case OneLine line -> line(violation, line.max());
            case Lines lines -> say(m -> m.tooLong(lines.max()));
            default -> say(PlatformMessages::wrongValue);
        };
    }

    private static Wording line(ConstraintViolation<?> violation, int max) {
        var text = (String) violation.getInvalidValue();
        if (text.isBlank()) {
            return say(PlatformMessages::required);
        }
        if (!CleanText.oneLine(text)) {
            return say(PlatformMessages::notOneLine);
        }
        return CleanText.visible(text) ? say(m -> m.tooLong(max)) : say(PlatformMessages::invisible);
    }

    private static int length(ConstraintViolation<?> violation) {
        return switch (violation.getInvalidValue()) {
            case List<?> list -> list.size();
            case java.util.Collection<?> items -> items.size();
            case java.util.Map<?, ?> map -> map.size();
            case null, default -> Integer.MAX_VALUE;
        };
    }

    private static Wording say(Function<PlatformMessages, String> message) {
        return Wording.of(PlatformMessages.class, message);
    }
}
