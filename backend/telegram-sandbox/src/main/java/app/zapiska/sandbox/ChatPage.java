package app.zapiska.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;

/** The page where a person reads the owner's chat, presses its buttons and writes to the bot. */
final class ChatPage {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int SHOWN_MESSAGES = 500;

    private final SandboxOptions options;
    private final SandboxState state;
    private final SandboxControl control;
    private final byte[] html = resource("chat.html");
    private final byte[] style = resource("chat.css");
    private final byte[] script = resource("chat.js");
    private final byte[] icon = resource("icon.svg");

    ChatPage(SandboxOptions options, SandboxState state, SandboxControl control) {
        this.options = options;
        this.state = state;
        this.control = control;
    }

    void handle(HttpExchange exchange) throws IOException {
        Optional<String> objection = LocalOnly.objection(exchange);
        if (objection.isPresent()) {
            exchange.respondText(403, objection.get());
            return;
        }
        String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
        switch (method + " " + exchange.path()) {
            case "GET /", "GET /chat", "GET /chat/" -> page(exchange);
            case "GET /chat/chat.css" -> asset(exchange, "text/css; charset=utf-8", style);
            case "GET /chat/chat.js" -> asset(exchange, "text/javascript; charset=utf-8", script);
            case "GET /chat/icon.svg", "GET /favicon.ico" -> asset(exchange, "image/svg+xml", icon);
            case "GET /chat/photo" -> photo(exchange);
            case "GET /chat/events" -> events(exchange);
            case "POST /chat/send" -> act(exchange, this::send);
            case "POST /chat/press" -> act(exchange, this::press);
            case "POST /chat/block" -> act(exchange, this::block);
            default -> exchange.respondText(404, "There is nothing here. The chat is at /chat");
        }
    }

    // ---- the page

    private void page(HttpExchange exchange) throws IOException {
        String language =
                language(exchange.query(), exchange.header("Accept-Language").orElse(""));
        byte[] content = new String(html, StandardCharsets.UTF_8)
                .replace("{language}", language)
                .getBytes(StandardCharsets.UTF_8);
        asset(exchange, "text/html; charset=utf-8", content);
    }

    static String language(String query, String accepted) {
        if (query.matches("(?:.*&)?lang=(?:ru|en)(?:&.*)?")) {
            return query.matches("(?:.*&)?lang=en(?:&.*)?") ? "en" : "ru";
        }
        for (String range : accepted.toLowerCase(Locale.ROOT).split(",")) {
            String name = range.strip();
            if (name.startsWith("ru")) {
                return "ru";
            }
            if (name.startsWith("en")) {
                return "en";
            }
        }
        return "ru";
    }

    /** By the number of its message; a chat that was begun anew has other ones, so it is asked for each time. */
    private void photo(HttpExchange exchange) throws IOException {
        Optional<String> file = exchange.query().matches("\\d{1,9}")
                ? state.read(() -> state.chat(options.ownerId())
                        .flatMap(chat -> chat.present(Long.parseLong(exchange.query())))
                        .flatMap(SandboxMessage::photo))
                : Optional.empty();
        if (file.isEmpty()) {
            exchange.respondText(404, "There is no such photo");
            return;
        }
        asset(exchange, "image/png", Base64.getDecoder().decode(file.get()));
    }

    private static void asset(HttpExchange exchange, String type, byte[] content) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cache-Control", "no-cache");
        exchange.respond(200, headers, content);
    }

    // ---- what happens in the chat

    /** A stream of server-sent events: the whole chat first, then what changed. */
    private void events(HttpExchange exchange) throws IOException {
        OutputStream out = exchange.stream(
                Map.of("Content-Type", "text/event-stream; charset=utf-8", "Cache-Control", "no-store"));
        long seen = 0;
        while (!state.closed()) {
            long from = seen;
            ObjectNode[] event = new ObjectNode[1];
            seen = state.read(() -> {
                event[0] = changes(from);
                return state.revision();
            });
            if (event[0] == null) {
                out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
            } else {
                out.write(("data: " + event[0] + "\n\n").getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
            long known = seen;
            state.await(() -> state.revision() > known && changes(known) != null, HEARTBEAT);
        }
    }

    /** What the page has to know since a revision, or null when that is nothing. */
    private ObjectNode changes(long since) {
        Chat chat = state.chat(options.ownerId()).orElse(null);
        if (chat == null) {
            return since == 0 ? Json.object().put("whole", true).put("missing", true) : null;
        }
        boolean whole = since == 0 || chat.statusRevision() > since;
        List<SandboxMessage> messages = whole ? chat.messages() : chat.changedSince(since);
        if (!whole && messages.isEmpty() && !state.commandsChangedSince(since)) {
            return null;
        }
        ObjectNode json =
                Json.object().put("whole", whole).put("blocked", chat.blocked()).put("bot", options.botUsername());
        ArrayNode list = json.putArray("messages");
        messages.stream()
                .skip(Math.max(0, messages.size() - SHOWN_MESSAGES))
                .forEach(message -> list.add(shown(message)));
        ObjectNode commands = json.putObject("commands");
        for (String language : List.of("ru", "en", "")) {
            JsonNode chosen = state.commands("all_private_chats/" + language);
            commands.set(
                    language.isEmpty() ? "default" : language,
                    chosen.isEmpty() ? state.commands("default/" + language) : chosen);
        }
        return json;
    }

    /** The page asks for the photo itself. */
    private static ObjectNode shown(SandboxMessage message) {
        ObjectNode json = message.toJson();
        return message.photo().isPresent() ? json.put("photo", true) : json;
    }

    // ---- what the person does

    @FunctionalInterface
    private interface Action {
        JsonNode run(JsonNode body);
    }

    private static void act(HttpExchange exchange, Action action) throws IOException {
        int status = 200;
        JsonNode answer;
        try {
            JsonNode body = Json.read(exchange.body());
            answer = action.run(body);
        } catch (NoSuchElementException missing) {
            status = 404;
            answer = Json.object().put("error", missing.getMessage());
        } catch (IllegalStateException conflict) {
            status = 409;
            answer = Json.object().put("error", conflict.getMessage());
        } catch (IllegalArgumentException | JsonProcessingException wrong) {
            status = 400;
            answer = Json.object().put("error", "The request is not understood");
        }
        exchange.respond(
                status, Map.of("Content-Type", "application/json", "Cache-Control", "no-store"), Json.bytes(answer));
    }

    private JsonNode send(JsonNode body) {
        OptionalLong replyTo =
                body.path("replyTo").canConvertToLong() && body.path("replyTo").isIntegralNumber()
                        ? OptionalLong.of(body.path("replyTo").asLong())
                        : OptionalLong.empty();
        long owner = options.ownerId();
        SandboxMessage message =
                state.change(() -> state.receive(owner, owner, body.path("text").asText(), replyTo));
        return Json.object().put("messageId", message.messageId());
    }

    /** Answers when the bot has answered the press, or says after half a minute that it did not. */
    private JsonNode press(JsonNode body) {
        CallbackResult result = control.press(
                options.ownerId(),
                body.path("messageId").asLong(),
                body.path("data").asText());
        result.awaitAnswered(ANSWER_WAIT);
        return ControlApi.callback(result);
    }

    private JsonNode block(JsonNode body) {
        boolean blocked = body.path("blocked").asBoolean();
        state.change(() -> state.setBlocked(options.ownerId(), blocked));
        return Json.object().put("blocked", blocked);
    }

    private static byte[] resource(String name) {
        try (InputStream in = ChatPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The sandbox was built without " + name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
