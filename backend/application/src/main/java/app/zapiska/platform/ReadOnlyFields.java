package app.zapiska.platform;

import app.zapiska.platform.DomainException.FieldError;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.Vertx;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a PUT that are not the client's to choose but came back from a GET. What is as it was is accepted, what
 * differs is refused by name: nobody shall believe to have changed a version, a state or a date of creation.
 */
final class ReadOnlyFields {

    private static final String HERE = ReadOnlyFields.class.getName();

    /** @param of the part of the body that has it, already read */
    private record Field(Object of, String path, String name, JsonNode value) {}

    static final ReadOnlyFields NONE = new ReadOnlyFields();

    private final List<Field> fields = new ArrayList<>();
    private ObjectMapper json;

    /** From here on the body of this request may hold some; it replaces what was asked for before. */
    static void expect() {
        Vertx.currentContext().putLocal(HERE, new ReadOnlyFields());
    }

    /** Those of the request at hand. */
    static ReadOnlyFields ofRequest() {
        return Optional.ofNullable(Vertx.currentContext())
                .map(context -> context.<ReadOnlyFields>getLocal(HERE))
                .orElse(NONE);
    }

    /**
     * Remembers a field that the body's type does not know.
     *
     * @param of the part of the body that has it
     * @return whether it may come back at all: only what stands in the answer of the same thing
     */
    static boolean remember(ObjectMapper json, Object of, String path, String name, JsonNode value) {
        var fields = ofRequest();
        var answer = of.getClass().getAnnotation(Returned.class);
        if (fields == NONE || answer == null) {
            return false;
        }
        var field = component(answer.value(), name);
        if (field.isEmpty()) {
            return false;
        }
        if (!field.get().isAnnotationPresent(Computed.class)) {
            fields.json = json;
            fields.fields.add(new Field(of, path, name, value));
        }
        return true;
    }

    private static Optional<RecordComponent> component(Class<?> answer, String name) {
        return Arrays.stream(answer.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst();
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** @throws DomainException.Invalid naming every field that differs */
    void compare(Object current) {
        if (fields.isEmpty()) {
            return;
        }
        JsonNode now = json.valueToTree(current);
        var errors = fields.stream()
                .filter(field -> !same(field.value(), counterpart(now, field).path(field.name())))
                .map(field -> new FieldError(
                        (field.path().isEmpty() ? "" : field.path() + ".") + field.name(),
                        Wording.of(PlatformMessages.class, PlatformMessages::readOnly)))
                .toList();
        if (!errors.isEmpty()) {
            throw new DomainException.Invalid(ProblemType.VALIDATION.detail(), errors);
        }
    }

    /** Of the whole, or of the part with the same id in the list of the same name. */
    private JsonNode counterpart(JsonNode now, Field field) {
        if (field.path().isEmpty()) {
            return now;
        }
        var id = json.valueToTree(field.of()).path("id");
        for (var part : now.path(field.path().replaceAll("\\[.*", ""))) {
            if (same(id, part.path("id"))) {
                return part;
            }
        }
        return MissingNode.getInstance();
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(
                (left, right) -> left.isNumber() && right.isNumber()
                        ? left.decimalValue().compareTo(right.decimalValue())
                        : left.equals(right) ? 0 : 1,
                other);
    }
}
