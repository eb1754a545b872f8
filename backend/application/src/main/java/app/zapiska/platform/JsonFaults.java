package app.zapiska.platform;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was wrong with a request's JSON, said about its fields instead of about the parser. */
final class JsonFaults {

    private JsonFaults() {}

    static DomainException.Invalid explain(JacksonException fault) {
        if (caused(fault, StreamConstraintsException.class)) {
            return whole(PlatformMessages::excessiveJson);
        }
        if (!(fault instanceof JsonMappingException mapping)) {
            var repeated = fault instanceof StreamReadException
                    && fault.getOriginalMessage() != null
                    && fault.getOriginalMessage().startsWith("Duplicate field");
            return whole(repeated ? PlatformMessages::repeatedField : PlatformMessages::malformedJson);
        }
        var field = path(mapping.getPath());
        if (field.isEmpty() && mapping.getCause() instanceof JacksonException inner && inner != fault) {
            return explain(inner);
        }
        if (field.isEmpty() && mapping instanceof MismatchedInputException nothing && nothing.getTargetType() != null) {
            return whole(PlatformMessages::missingBody);
        }
        return mapping instanceof InvalidTypeIdException kind ? kind(field, kind) : field(field, wording(mapping));
    }

    /** One of several shapes was wanted, told apart by one of its fields, which is missing or says something unknown. */
    private static DomainException.Invalid kind(String field, InvalidTypeIdException fault) {
        var shapes = fault.getBaseType().getRawClass();
        var names = Arrays.stream(shapes.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::name)
                .collect(Collectors.joining(", "));
        var name = shapes.getAnnotation(JsonTypeInfo.class).property();
        return field(
                field.isEmpty() ? name : field + "." + name,
                fault.getTypeId() == null ? say(PlatformMessages::required) : say(m -> m.notOneOf(names)));
    }

    private static Wording wording(JsonMappingException fault) {
        return switch (fault) {
            case WrongValue wrong -> wrong.wording();
            case UnrecognizedPropertyException unknown -> say(PlatformMessages::unknownField);
            case InvalidFormatException wrong
            when wrong.getTargetType() != null && wrong.getTargetType().isEnum() -> oneOf(wrong.getTargetType());
            case MismatchedInputException wrong
            when wrong.getTargetType() != null -> say(expected(wrong.getTargetType()));
            default -> {
                if (caused(fault, InputCoercionException.class)) {
                    yield say(PlatformMessages::numberTooBig);
                }
                if (fault.getCause() instanceof StreamReadException) {
                    yield say(PlatformMessages::malformedJson);
                }
                yield say(PlatformMessages::wrongValue);
            }
        };
    }

    private static Function<PlatformMessages, String> expected(Class<?> type) {
        if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
            return PlatformMessages::notInteger;
        }
        if (Number.class.isAssignableFrom(type) || type == double.class) {
            return PlatformMessages::notNumber;
        }
        if (type == Boolean.class || type == boolean.class) {
            return PlatformMessages::notBoolean;
        }
        if (type == String.class) {
            return PlatformMessages::notText;
        }
        if (type == LocalDate.class) {
            return PlatformMessages::notDate;
        }
        if (type == LocalDateTime.class) {
            return PlatformMessages::notDateTime;
        }
        if (type == LocalTime.class) {
            return PlatformMessages::notTime;
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return PlatformMessages::notList;
        }
        return PlatformMessages::wrongValue;
    }

    private static Wording oneOf(Class<?> type) {
        var values = Arrays.stream(type.getEnumConstants())
                .map(constant -> JsonRules.nameOf((Enum<?>) constant))
                .collect(Collectors.joining(", "));
        return say(m -> m.notOneOf(values));
    }

    private static String path(List<JsonMappingException.Reference> path) {
        var text = new StringBuilder();
        for (var step : path) {
            if (step.getFieldName() == null) {
                text.append('[').append(step.getIndex()).append(']');
            } else {
                if (!text.isEmpty()) {
                    text.append('.');
                }
                text.append(shortened(step.getFieldName()));
            }
        }
        return text.toString();
    }

    /** An unknown field's name is the client's own text and comes back in the answer: keep it small and printable. */
    private static String shortened(String name) {
        var printable = name.codePoints()
                .limit(64)
                .filter(c -> !Character.isISOControl(c)
                        && Character.getType(c) != Character.SURROGATE
                        && Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return printable.toString();
    }

    private static boolean caused(Throwable fault, Class<? extends Throwable> by) {
        for (var cause = fault; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            if (by.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static DomainException.Invalid whole(Function<PlatformMessages, String> message) {
        return field("", say(message));
    }

    private static DomainException.Invalid field(String field, Wording message) {
        var summary = field.isEmpty() ? message : ProblemType.VALIDATION.detail();
        return new DomainException.Invalid(summary, List.of(new DomainException.FieldError(field, message)));
    }

    private static Wording say(Function<PlatformMessages, String> message) {
        return Wording.of(PlatformMessages.class, message);
    }
}
