package app.zapiska.accounts;

import app.zapiska.accounts.ApiDescription.Operation;
import app.zapiska.accounts.ApiDescription.Parameter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** JSON by a schema: right, at the edge of what is right, and with something in it that nobody should send. */
final class GeneratedJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Words that would do something if anything took them for more than words. */
    static final List<String> WORDS = List.of(
            "Купить молоко",
            "О'Банк \"кавычки\" \\",
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "</textarea><svg onload=alert(1)>",
            "javascript:alert(1)",
            "'; drop table tasks; --",
            "' or '1'='1",
            "${jndi:ldap://x/a} {{7*7}} #{7*7} %s %n {0} %00",
            "=cmd|' /C calc'!A0",
            "+1+1",
            "@SUM(1)",
            "a\r\nSet-Cookie: x=y",
            "BEGIN:VEVENT\r\nEND:VCALENDAR",
            "../../../../etc/passwd",
            "\u202egpj.exe",
            "שלום مرحبا",
            "👨‍👩‍👧‍👦🎉🦔",
            "й и\u0306 Z\u0351\u036f\u0313",
            "ﬀ ǅ ß İ ı",
            "\u2028\u2029",
            "null",
            "NaN",
            "_*[`~",
            "%",
            "_");

    private static final List<String> DAYS = List.of(
            "2026-11-21",
            "2031-05-05",
            "2000-01-01",
            "2100-12-31",
            "2024-02-29",
            "1999-12-31",
            "2101-01-01",
            "2027-02-29");

    private static final List<String> SECRETS =
            List.of("password", "code", "token", "secret", "signature", "attestation", "initdata", "key", "handle");

    /** Tokens of JSON, and some that are none. */
    private static final List<String> TOKENS = List.of(
            "null",
            "true",
            "0",
            "-1",
            "-0",
            "1.5",
            "1e400",
            "-1e400",
            "1e-400",
            "1E+2",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "2147483648",
            "1" + "0".repeat(400),
            "0." + "3".repeat(300),
            "007",
            "+1",
            ".5",
            "NaN",
            "Infinity",
            "0x10",
            "\"\"",
            "\" \"",
            "\"5\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"a\u0000b\"",
            "\"a\nb\"",
            "\"\\ud800\"",
            "\"\\ude00x\"",
            "\"\\ud83d\\u0041\"",
            "\"\\uFFFF\"",
            "\"\\u200b\"",
            "\"\\u202e\"",
            "\"\\x41\"",
            "\"\\u12\"",
            "'x'",
            "x",
            "[]",
            "[null]",
            "[[]]",
            "[1,\"a\",{}]",
            "{}",
            "{\"\":0}",
            "{\"$ref\":\"#\"}",
            "{\"__proto__\":{\"a\":1}}",
            "{\"@class\":\"java.lang.Runtime\"}",
            "\"0000-00-00\"",
            "\"+999999999-12-31\"",
            "\"-0001-01-01\"",
            "\"2026-02-30T25:61\"",
            "\"2026-11-21T18:00:00.123456789Z\"",
            "\"2026-11-21T18:00[Europe/Moscow]\"",
            "\"24:00\"",
            "\"99999999999999999999.99\"",
            "\"1e5\"",
            "\"-1.00\"",
            "\"0.001\"",
            "\"FREQ=SECONDLY;COUNT=999999999\"",
            "\"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\"",
            "\"FREQ=DAILY;INTERVAL=2147483648\"",
            "\"FREQ=DAILY;UNTIL=99991231\"",
            "\"Europe/../../etc\"",
            "\"ical4j~x\"",
            "\"http://169.254.169.254/\"",
            "\"https://u:p@example.org/\"",
            "\"javascript:alert(1)\"",
            "\"http://[::1\"");

    /** One value in a body, and how it is replaced. */
    private record Place(String name, JsonNode schema, Consumer<JsonNode> replace) {}

    private final ApiDescription api;
    private final Random random;

    /** What an id of each name leads to here. */
    private final Map<String, Object> ids;

    /** Stands in what no answer may repeat. */
    private final String secret;

    private List<Place> places;

    GeneratedJson(ApiDescription api, Random random, Map<String, Object> ids, String secret) {
        this.api = api;
        this.random = random;
        this.ids = ids;
        this.secret = secret;
    }

    JsonNode right(Operation operation) {
        places = new ArrayList<>();
        return right("", operation.body());
    }

    JsonNode right(Parameter parameter) {
        places = new ArrayList<>();
        return right(parameter.name(), parameter.schema());
    }

    /** One of its values is as large, as small or as long as it may be, or just not. */
    JsonNode atTheEdge(Operation operation) {
        var body = right(operation);
        if (!places.isEmpty()) {
            var place = one(places);
            place.replace().accept(edge(place));
        }
        return body;
    }

    /** One or two of its values are anything. */
    JsonNode wrong(Operation operation) {
        var body = right(operation);
        for (int i = random.nextInt(2); i >= 0 && !places.isEmpty(); i--) {
            one(places).replace().accept(anything());
        }
        return body;
    }

    JsonNode anything() {
        return switch (random.nextInt(8)) {
            case 0 -> JSON.textNode(one(WORDS));
            case 1 -> JSON.textNode(one(List.of("я", "🎉", "\u0301", "a")).repeat(1 << (4 + random.nextInt(12))));
            default -> JSON.rawValueNode(new RawValue(one(TOKENS)));
        };
    }

    private JsonNode right(String name, JsonNode described) {
        var schema = described;
        if (schema.has("anyOf") || schema.has("oneOf")) {
            var shapes = new ArrayList<JsonNode>();
            (schema.has("anyOf") ? schema.path("anyOf") : schema.path("oneOf")).forEach(shapes::add);
            return right(name, one(shapes));
        }
        schema = api.resolved(schema);
        if (schema.has("anyOf") || schema.has("oneOf")) {
            return right(name, schema);
        }
        if (schema.has("enum")) {
            var values = new ArrayList<JsonNode>();
            schema.path("enum").forEach(values::add);
            return one(values);
        }
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> list(name, schema);
            case "integer" -> whole(name, schema);
            case "number" -> number(schema);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> JSON.textNode(text(name, schema));
        };
    }

    private String type(JsonNode schema) {
        var types = new ArrayList<String>();
        if (schema.path("type").isArray()) {
            schema.path("type").forEach(type -> types.add(type.asText()));
        } else {
            types.add(schema.path("type").asText("string"));
        }
        return one(types);
    }

    private ObjectNode object(JsonNode schema) {
        var object = JSON.objectNode();
        var required = new ArrayList<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(field -> {
            if (required.contains(field.getKey()) || random.nextInt(5) < 2) {
                object.set(field.getKey(), right(field.getKey(), field.getValue()));
                places.add(new Place(field.getKey(), field.getValue(), other -> object.set(field.getKey(), other)));
            }
        });
        if (schema.has("additionalProperties")) {
            for (var key : List.of("1", "2", "3")) {
                object.set(key, right(key, schema.path("additionalProperties")));
                places.add(new Place(key, schema.path("additionalProperties"), other -> object.set(key, other)));
            }
        }
        return object;
    }

    private ArrayNode list(String name, JsonNode schema) {
        var list = JSON.arrayNode();
        for (int i = schema.path("minItems").asInt(0) + random.nextInt(3); i > 0; i--) {
            int at = list.size();
            list.add(right(name, schema.path("items")));
            places.add(new Place(name, schema.path("items"), other -> list.set(at, other)));
        }
        return list;
    }

    private JsonNode whole(String name, JsonNode schema) {
        if (name.matches("id|ids|after|before|.*Ids?")) {
            var kind = name.startsWith("category")
                    ? "categories"
                    : name.toLowerCase(java.util.Locale.ROOT).contains("template")
                            ? "reminder-templates"
                            : name.startsWith("loan")
                                    ? "loans"
                                    : name.startsWith("installment") ? "installmentId" : "tasks";
            return JSON.numberNode(((Number) ids.get(kind)).longValue());
        }
        var least = schema.path("minimum").asLong(0);
        var most = Math.max(least, schema.path("maximum").asLong(1_000));
        return JSON.numberNode(least + (long) (random.nextDouble() * (most - least)));
    }

    private JsonNode number(JsonNode schema) {
        var step = new BigDecimal(schema.path("multipleOf").asText("0.01"));
        var steps = new BigDecimal(schema.path("maximum").asText("100")).divideToIntegralValue(step);
        return JSON.numberNode(step.multiply(BigDecimal.valueOf(random.nextInt(steps.intValue()))));
    }

    private String text(String name, JsonNode schema) {
        if (schema.path("pattern").asText().contains("\\d{2}$")) {
            return one(List.of("10.00", "0.01", "300.00", "1000000.00"));
        }
        switch (schema.path("format").asText()) {
            case "date" -> {
                return one(DAYS);
            }
            case "date-time" -> {
                return one(DAYS) + "T" + one(List.of("10:00", "23:59", "00:00"));
            }
            case "local-time" -> {
                return one(List.of("09:30", "00:00", "23:59"));
            }
            case "uuid" -> {
                return new java.util.UUID(random.nextLong(), random.nextLong()).toString();
            }
            default -> {}
        }
        if (isSecret(name)) {
            return name.toLowerCase(java.util.Locale.ROOT).contains("password") && random.nextBoolean()
                    ? Visitor.PASSWORD
                    : secret;
        }
        if (schema.has("examples") && random.nextBoolean()) {
            return schema.path("examples").get(0).asText();
        }
        var known =
                switch (name) {
                    case "timeZone" -> one(List.of("Europe/Moscow", "Asia/Kathmandu"));
                    case "currency" -> "RUB";
                    case "color" -> "#AABBCC";
                    case "website" -> "https://example.org/a";
                    case "recurrence" ->
                        one(List.of("FREQ=DAILY", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=WEEKLY;BYDAY=MO;COUNT=3"));
                    case "scope" -> one(List.of("read", "write"));
                    case "kind" -> one(List.of("before", "onDay", "every", "beforeEnd"));
                    case "endpoint" -> "http://127.0.0.1:1/x";
                    case "address" -> "generated" + random.nextInt(1_000) + "@mail.test";
                    case "account" -> "40701810900000012345";
                    default -> one(WORDS);
                };
        return cut(known, schema.path("maxLength").asInt(10_000));
    }

    static boolean isSecret(String name) {
        return SECRETS.stream().anyMatch(name.toLowerCase(java.util.Locale.ROOT)::contains);
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    private JsonNode edge(Place place) {
        var schema = api.resolved(place.schema());
        var side = random.nextInt(3) - 1;
        if (schema.has("maxLength") && random.nextInt(3) > 0) {
            return JSON.textNode(one(List.of("я", "🎉", "x", "<"))
                    .repeat(schema.path("maxLength").asInt() + side));
        }
        if (schema.has("maximum")) {
            return random.nextBoolean()
                    ? JSON.numberNode(schema.path("maximum").asLong() + side)
                    : JSON.numberNode(schema.path("minimum").asLong() + side);
        }
        if (schema.has("maxItems")) {
            var list = JSON.arrayNode();
            for (int i = schema.path("maxItems").asInt() + side; i > 0; i--) {
                list.add(right(place.name(), schema.path("items")));
            }
            return list;
        }
        return switch (type(schema)) {
            case "integer", "number" ->
                JSON.numberNode(one(List.of(0L, -1L, 1L, (long) Integer.MAX_VALUE, Long.MAX_VALUE)));
            case "array" -> JSON.arrayNode();
            case "object" -> JSON.objectNode();
            default ->
                JSON.textNode(one(List.of(
                        "",
                        " ",
                        "0.00",
                        "0.01",
                        "99999999999.99",
                        "999999999999.99",
                        "1.0",
                        "1999-12-31",
                        "2000-01-01",
                        "2100-12-31T23:59",
                        "2101-01-01",
                        "00:00",
                        "23:59:59")));
        };
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
