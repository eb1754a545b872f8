package app.zapiska.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** {@link SandboxControl} as JSON over HTTP, for tests that live in another process. Loopback only. */
final class ControlApi {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** A request the caller got wrong. */
    private static final class Unclear extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unclear(String message) {
            super(message, null, false, false);
        }
    }

    private final SandboxState state;
    private final SandboxControl control;
    private final Map<String, Function<JsonNode, JsonNode>> routes = new LinkedHashMap<>();
    private final Map<Long, Hold> holds = new ConcurrentHashMap<>();
    private final AtomicLong lastHold = new AtomicLong();

    ControlApi(SandboxState state, SandboxControl control) {
        this.state = state;
        this.control = control;
        routes.put("GET /control", p -> overview());
        routes.put("GET /control/sends", this::sends);
        routes.put("GET /control/calls", p -> calls());
        routes.put("GET /control/messages", p -> messages(chat(p)));
        routes.put("POST /control/press", this::press);
        routes.put("POST /control/text", this::text);
        routes.put("POST /control/block", p -> done(() -> control.block(chat(p))));
        routes.put("POST /control/unblock", p -> done(() -> control.unblock(chat(p))));
        routes.put("POST /control/add-chat", p -> done(() -> control.addChat(chat(p), string(p, "firstName", "Chat"))));
        routes.put("POST /control/remove-chat", p -> done(() -> control.removeChat(chat(p))));
        routes.put("POST /control/migrate", p -> done(() -> control.migrate(chat(p), number(p, "newChatId"))));
        routes.put("POST /control/repeat-update", p -> done(() -> control.repeatUpdate(number(p, "updateId"))));
        routes.put("POST /control/jump-update-ids", p -> done(() -> control.jumpUpdateIds(number(p, "next"))));
        routes.put("POST /control/faults", this::script);
        routes.put("POST /control/clear-faults", p -> done(control::clearFaults));
        routes.put("POST /control/await-hold", this::awaitHold);
        routes.put("POST /control/release-hold", p -> done(() -> hold(p).release()));
        routes.put("POST /control/drop-hold", p -> done(() -> hold(p).dropConnection()));
        routes.put("POST /control/revoke-token", p -> done(control::revokeToken));
        routes.put("POST /control/restore-token", p -> done(control::restoreToken));
        routes.put(
                "POST /control/shift-clock",
                p -> done(() -> control.shiftClock(Duration.ofMillis(number(p, "shiftMs")))));
        routes.put("POST /control/reset", p -> done(control::reset));
    }

    void handle(HttpExchange exchange) throws IOException {
        if (!exchange.peer().isLoopbackAddress()) {
            problem(exchange, 403, "The control API answers on this machine only");
            return;
        }
        Optional<String> objection = LocalOnly.objection(exchange);
        if (objection.isPresent()) {
            problem(exchange, 403, objection.get());
            return;
        }
        Function<JsonNode, JsonNode> route = routes.get(exchange.method() + " " + exchange.path());
        if (route == null) {
            problem(exchange, 404, "No such control; there are " + String.join(", ", routes.keySet()));
            return;
        }
        try {
            JsonNode parameters = exchange.method().equals("GET") ? fromQuery(exchange) : fromBody(exchange);
            respond(exchange, 200, route.apply(parameters));
        } catch (Refusal | Unclear | IllegalArgumentException unclear) {
            problem(exchange, 400, unclear.getMessage());
        } catch (NoSuchElementException missing) {
            problem(exchange, 404, missing.getMessage());
        } catch (IllegalStateException conflict) {
            problem(exchange, 409, conflict.getMessage());
        }
    }

    private static JsonNode fromQuery(HttpExchange exchange) {
        ObjectNode json = Json.object();
        for (String pair : exchange.query().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                json.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return json;
    }

    private static JsonNode fromBody(HttpExchange exchange) {
        if (exchange.body().length == 0) {
            return Json.object();
        }
        try {
            JsonNode json = Json.read(exchange.body());
            if (!json.isObject()) {
                throw new Unclear("Send a JSON object");
            }
            return json;
        } catch (IOException malformed) {
            throw new Unclear("The body is not JSON");
        }
    }

    // ---- looking

    private JsonNode overview() {
        return Json.object()
                .put("ownerId", control.ownerId())
                .put("sends", control.acceptedSends().size())
                .put("pendingUpdates", control.pendingUpdates());
    }

    /** With {@code atLeast} it waits for that many, up to {@code waitMs}. */
    private JsonNode sends(JsonNode p) {
        if (p.has("atLeast")) {
            control.awaitSends((int) number(p, "atLeast"), wait(p));
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (AcceptedSend send : control.acceptedSends()) {
            ObjectNode json = list.addObject()
                    .put("at", send.at().toString())
                    .put("chatId", send.chatId())
                    .put("messageId", send.messageId())
                    .put("text", send.text());
            ArrayNode entities = json.putArray("entities");
            send.entities().forEach(entity -> entities.add(entity.toJson()));
            json.set("replyMarkup", send.replyMarkup());
            ArrayNode data = json.putArray("callbackData");
            send.callbackData().forEach(data::add);
        }
        return list;
    }

    private JsonNode calls() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (ApiCall call : control.calls()) {
            ObjectNode json = list.addObject()
                    .put("at", call.at().toString())
                    .put("method", call.method())
                    .put("answerCode", call.answerCode())
                    .put("accepted", call.accepted());
            call.chatId().ifPresent(id -> json.put("chatId", id));
            ObjectNode params = json.putObject("params");
            call.params().forEach(params::put);
        }
        return list;
    }

    private JsonNode messages(long chatId) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        control.messages(chatId).forEach(message -> list.add(message.toJson()));
        return list;
    }

    // ---- acting

    private JsonNode press(JsonNode p) {
        long chatId = chat(p);
        long messageId = number(p, "messageId");
        CallbackResult result = p.has("data") || p.has("userId")
                ? control.pressAs(
                        p.has("userId") ? number(p, "userId") : control.ownerId(),
                        chatId,
                        messageId,
                        string(p, "data", ""))
                : control.press(chatId, messageId, required(p, "button"));
        result.awaitAnswered(wait(p));
        return callback(result);
    }

    static ObjectNode callback(CallbackResult result) {
        ObjectNode json = Json.object()
                .put("callbackId", result.callbackId())
                .put("updateId", result.updateId())
                .put("answered", result.answered());
        result.answer()
                .ifPresent(answer -> json.put("text", answer.text())
                        .put("alert", answer.alert())
                        .put("url", answer.url()));
        return json;
    }

    private JsonNode text(JsonNode p) {
        String text = required(p, "text");
        long chatId = chat(p);
        long id;
        if (p.has("userId")) {
            id = control.sendTextAs(number(p, "userId"), chatId, text);
        } else if (p.has("replyTo")) {
            id = control.replyTo(chatId, number(p, "replyTo"), text);
        } else {
            id = control.sendText(chatId, text);
        }
        return Json.object().put("messageId", id);
    }

    // ---- misbehaving

    private JsonNode script(JsonNode p) {
        Fault fault = Fault.on(string(p, "method", "*"))
                .call((int) numberOr(p, "call", 1))
                .times(p.path("always").asBoolean() ? Integer.MAX_VALUE : (int) numberOr(p, "times", 1));
        if (p.has("chatId")) {
            fault = fault.chat(number(p, "chatId"));
        }
        if (p.path("accepting").asBoolean()) {
            fault = fault.accepting();
        }
        String behaviour = required(p, "behaviour");
        int status = (int) numberOr(p, "status", 500);
        if (behaviour.equals("hold")) {
            long id = lastHold.incrementAndGet();
            holds.put(id, control.scriptHold(fault));
            return Json.object().put("holdId", id);
        }
        control.script(
                switch (behaviour) {
                    case "error" -> fault.error(status, string(p, "description", "Internal Server Error"));
                    case "rateLimited" -> fault.rateLimited((int) numberOr(p, "retryAfter", 1));
                    case "answer" -> fault.answer(status, headers(p), string(p, "body", ""));
                    case "html" -> fault.html(status);
                    case "empty" -> fault.empty((int) numberOr(p, "status", 200));
                    case "unparsable" -> fault.unparsable();
                    case "truncated" -> fault.truncated();
                    case "requestTimeout" -> fault.requestTimeout();
                    case "unavailableRetryNow" -> fault.unavailableRetryNow();
                    case "close" -> fault.closes();
                    case "reset" -> fault.resets();
                    case "delay" -> fault.delays(Duration.ofMillis(number(p, "delayMs")));
                    default -> throw new Unclear("Unknown behaviour " + behaviour);
                });
        return Json.object();
    }

    private static Map<String, String> headers(JsonNode p) {
        Map<String, String> headers = new LinkedHashMap<>();
        p.path("headers").properties().forEach(header -> {
            String value = header.getValue().asText();
            if ((header.getKey() + value).chars().anyMatch(unit -> unit < ' ')) {
                throw new Unclear("A header has no control characters");
            }
            headers.put(header.getKey(), value);
        });
        return headers;
    }

    private JsonNode awaitHold(JsonNode p) {
        return Json.object().put("reached", hold(p).reachedWithin(wait(p)));
    }

    private Hold hold(JsonNode p) {
        return Optional.ofNullable(holds.get(number(p, "holdId")))
                .orElseThrow(() -> new NoSuchElementException("No such hold"));
    }

    // ---- shared

    private static JsonNode done(Runnable action) {
        action.run();
        return Json.object();
    }

    private long chat(JsonNode p) {
        return numberOr(p, "chatId", control.ownerId());
    }

    private static Duration wait(JsonNode p) {
        Duration asked = Duration.ofMillis(Math.max(0, numberOr(p, "waitMs", 0)));
        return asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT;
    }

    private static long number(JsonNode p, String name) {
        String value = p.path(name).asText("");
        if (!value.matches("-?\\d{1,18}")) {
            throw new Unclear("\"" + name + "\" must be a whole number");
        }
        return Long.parseLong(value);
    }

    private static long numberOr(JsonNode p, String name, long fallback) {
        return p.has(name) ? number(p, name) : fallback;
    }

    private static String string(JsonNode p, String name, String fallback) {
        JsonNode value = p.path(name);
        return value.isTextual() ? value.asText() : fallback;
    }

    private static String required(JsonNode p, String name) {
        if (!p.path(name).isTextual()) {
            throw new Unclear("\"" + name + "\" must be a string");
        }
        return p.path(name).asText();
    }

    private static void problem(HttpExchange exchange, int status, String detail) throws IOException {
        respond(exchange, status, Json.object().put("error", detail));
    }

    private static void respond(HttpExchange exchange, int status, JsonNode json) throws IOException {
        exchange.respond(
                status, Map.of("Content-Type", "application/json", "Cache-Control", "no-store"), Json.bytes(json));
    }
}
