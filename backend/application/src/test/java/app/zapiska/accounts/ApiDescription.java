package app.zapiska.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What the running application says of itself, with the schemas of everything that it takes. */
final class ApiDescription {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** @param in {@code query}, {@code header} or {@code path} */
    record Parameter(String name, String in, JsonNode schema) {}

    /**
     * @param path below /api/v1
     * @param body the schema of its JSON; missing where it takes none
     */
    record Operation(String method, String path, List<Parameter> parameters, String mediaType, JsonNode body) {

        String name() {
            return method + " " + path;
        }

        boolean reads() {
            return method.equals("GET");
        }

        List<Parameter> inQuery() {
            return parameters.stream().filter(one -> one.in().equals("query")).toList();
        }
    }

    private final JsonNode whole;

    private ApiDescription(JsonNode whole) {
        this.whole = whole;
    }

    static ApiDescription read() {
        try {
            return new ApiDescription(new ObjectMapper()
                    .readTree(RestAssured.given()
                            .queryParam("format", "json")
                            .get("/api/v1/openapi")
                            .asString()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        whole.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method ->
                                operations.add(operation(path.getKey(), method.getKey(), method.getValue()))));
        return operations;
    }

    private Operation operation(String path, String method, JsonNode described) {
        var parameters = new ArrayList<Parameter>();
        described
                .path("parameters")
                .forEach(one -> parameters.add(
                        new Parameter(one.path("name").asText(), one.path("in").asText(), one.path("schema"))));
        var content = described.path("requestBody").path("content").properties().stream()
                .findFirst();
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path.replaceFirst("^/api/v1", ""),
                parameters,
                content.map(java.util.Map.Entry::getKey).orElse(""),
                content.map(one -> one.getValue().path("schema")).orElse(MissingNode.getInstance()));
    }

    /** A schema that is named elsewhere. */
    JsonNode resolved(JsonNode schema) {
        return schema.has("$ref")
                ? resolved(whole.at(schema.path("$ref").asText().substring(1)))
                : schema;
    }

    /** The types of problems there are. */
    Set<String> problems() {
        var types = new TreeSet<String>();
        whole.at("/components/schemas/Problem/properties/type/enum").forEach(type -> types.add(type.asText()));
        return types;
    }
}
