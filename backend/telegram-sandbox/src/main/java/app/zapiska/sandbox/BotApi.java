package app.zapiska.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /bot<token>/<method>}: carries out what Telegram would and refuses the rest in Telegram's words. */
final class BotApi {

    private static final Pattern PATH = Pattern.compile("/bot([^/]*)/([^/]+)/?");
    private static final Pattern TOKEN = Pattern.compile("\\d{1,19}:[A-Za-z0-9_-]+");
    private static final Duration DELETABLE = Duration.ofHours(48);

    /** A finished call. */
    private record Outcome(int status, ObjectNode body) {}

    private final SandboxOptions options;
    private final SandboxState state;
    private final FaultScript faults;
    private final CountDownLatch closing;
    private final Map<String, Function<Parameters, JsonNode>> methods = new LinkedHashMap<>();

    BotApi(
            SandboxOptions options,
            SandboxState state,
            FaultScript faults,
            WebhookDelivery webhook,
            CountDownLatch closing) {
        this.options = options;
        this.state = state;
        this.faults = faults;
        this.closing = closing;
        methods.put("getme", p -> me());
        UpdateMethods updates = new UpdateMethods(state, webhook);
        methods.put("getupdates", updates::get);
        methods.put("setwebhook", updates::setWebhook);
        methods.put("deletewebhook", updates::deleteWebhook);
        methods.put("getwebhookinfo", p -> updates.webhookInfo());
        methods.put("sendmessage", this::sendMessage);
        methods.put("sendphoto", this::sendPhoto);
        methods.put("editmessagetext", this::editMessageText);
        methods.put("editmessagereplymarkup", this::editMessageReplyMarkup);
        methods.put("deletemessage", this::deleteMessage);
        methods.put("deletemessages", this::deleteMessages);
        methods.put("answercallbackquery", this::answerCallbackQuery);
        CommandMethods commands = new CommandMethods(state);
        methods.put("setmycommands", commands::set);
        methods.put("getmycommands", commands::get);
        methods.put("deletemycommands", commands::delete);
        MenuButtonMethods menuButton = new MenuButtonMethods();
        methods.put("setchatmenubutton", menuButton::set);
        methods.put("getchatmenubutton", menuButton::get);
        methods.put("getchat", this::getChat);
        methods.put("sendchataction", this::sendChatAction);
    }

    void handle(HttpExchange exchange) throws IOException {
        Matcher path = PATH.matcher(exchange.path());
        if (!path.matches() || !TOKEN.matcher(path.group(1).replace("%3A", ":")).matches()) {
            write(exchange, refused(new Refusal(404, "Not Found", Map.of())));
            return;
        }
        String method = path.group(2).toLowerCase(Locale.ROOT);
        Parameters parameters;
        try {
            parameters = Parameters.of(exchange);
        } catch (Refusal unreadable) {
            LoggedCall call = state.log(method, Map.of(), OptionalLong.empty());
            write(exchange, refused(unreadable));
            state.answered(call, unreadable.code());
            return;
        }
        LoggedCall call = state.log(method, parameters.values(), parameters.chatId());
        if (state.tokenRevoked() || !path.group(1).replace("%3A", ":").equals(options.token())) {
            state.answered(call, 401);
            write(exchange, refused(new Refusal(401, "Unauthorized", Map.of())));
            return;
        }
        Optional<Fault> fault = faults.next(method, parameters.chatId());
        if (fault.isEmpty()) {
            answer(exchange, call, run(method, parameters, call));
            return;
        }
        misbehave(exchange, call, fault.get(), method, parameters);
    }

    private void misbehave(HttpExchange exchange, LoggedCall call, Fault fault, String method, Parameters parameters)
            throws IOException {
        Optional<Outcome> early = fault.accepted() ? Optional.of(run(method, parameters, call)) : Optional.empty();
        switch (fault.behaviour()) {
            case Fault.Answer answer -> {
                state.answered(call, answer.status());
                exchange.respond(answer.status(), answer.headers(), answer.body());
            }
            case Fault.Truncated truncated -> {
                state.answered(call, ApiCall.CUT);
                exchange.respondTruncated(truncated.status(), truncated.body(), truncated.sentBytes());
            }
            case Fault.Close close -> {
                state.answered(call, ApiCall.CUT);
                exchange.cut(close.reset());
            }
            case Fault.Delay delay -> {
                pause(delay.pause());
                answer(exchange, call, early.orElseGet(() -> run(method, parameters, call)));
            }
            case Fault.Held held -> {
                if (held.hold().arrive() == Hold.Decision.DROP) {
                    state.answered(call, ApiCall.CUT);
                    exchange.cut(false);
                } else {
                    answer(exchange, call, early.orElseGet(() -> run(method, parameters, call)));
                }
            }
        }
    }

    private void pause(Duration duration) {
        try {
            closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Outcome run(String method, Parameters parameters, LoggedCall call) {
        try {
            Function<Parameters, JsonNode> action = methods.get(method);
            if (action == null) {
                throw new Refusal(404, "Not Found: method not found", Map.of());
            }
            JsonNode result = action.apply(parameters);
            state.accepted(call);
            ObjectNode body = Json.object().put("ok", true);
            body.set("result", result);
            return new Outcome(200, body);
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    private static Outcome refused(Refusal refusal) {
        return new Outcome(refusal.code(), refusal.toJson());
    }

    private void answer(HttpExchange exchange, LoggedCall call, Outcome outcome) throws IOException {
        state.answered(call, outcome.status());
        write(exchange, outcome);
    }

    private static void write(HttpExchange exchange, Outcome outcome) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        JsonNode retryAfter = outcome.body().path("parameters").path("retry_after");
        if (retryAfter.isNumber()) {
            headers.put("Retry-After", retryAfter.asText());
        }
        exchange.respond(outcome.status(), headers, Json.bytes(outcome.body()));
    }

    // ---- methods

    private JsonNode me() {
        return state.wire()
                .bot()
                .put("can_join_groups", true)
                .put("can_read_all_group_messages", false)
                .put("supports_inline_queries", false)
                .put("can_connect_to_business", false)
                .put("has_main_web_app", false);
    }

    private JsonNode sendMessage(Parameters p) {
        FormattedText content = content(p);
        checkLinkPreview(p);
        JsonNode markup = ReplyMarkup.read(p.text("reply_markup"), options.localLinks());
        return state.change(() -> {
            Chat chat = writableChat(p);
            OptionalLong replyTo = replyTarget(p, chat);
            return state.wire().message(chat, state.send(chat, content, markup, replyTo, Optional.empty()));
        });
    }

    /** Of a file that comes along; Telegram would also fetch one from an address. */
    private JsonNode sendPhoto(Parameters p) {
        FormattedText caption = FormattedText.caption(
                p.text("caption"), p.text("parse_mode"), p.text("caption_entities"), options.localLinks());
        JsonNode markup = ReplyMarkup.read(p.text("reply_markup"), options.localLinks());
        byte[] file = p.files().get("photo");
        if (file == null) {
            throw Refusal.badRequest(
                    p.has("photo") ? "wrong file identifier/HTTP URL specified" : "there is no photo in the request");
        }
        Photo photo = Photo.of(file);
        return state.change(() -> {
            Chat chat = writableChat(p);
            OptionalLong replyTo = replyTarget(p, chat);
            return state.wire().message(chat, state.send(chat, caption, markup, replyTo, Optional.of(photo)));
        });
    }

    private FormattedText content(Parameters p) {
        return FormattedText.of(p.text("text"), p.text("parse_mode"), p.text("entities"), options.localLinks());
    }

    private static void checkLinkPreview(Parameters p) {
        if (!p.has("link_preview_options")) {
            return;
        }
        JsonNode chosen = json(p.text("link_preview_options"), "can't parse link preview options JSON object");
        if (!chosen.isObject()) {
            throw Refusal.badRequest("object expected as link preview options");
        }
        JsonNode disabled = chosen.path("is_disabled");
        if (!disabled.isMissingNode() && !disabled.isNull() && !disabled.isBoolean()) {
            throw Refusal.badRequest("field \"is_disabled\" must be of type Boolean");
        }
    }

    private static OptionalLong replyTarget(Parameters p, Chat chat) {
        long id = p.number("reply_to_message_id", 0, 0, Integer.MAX_VALUE);
        boolean optional = p.flag("allow_sending_without_reply");
        if (p.has("reply_parameters")) {
            JsonNode reply = json(p.text("reply_parameters"), "can't parse reply parameters JSON object");
            if (!reply.isObject()) {
                throw Refusal.badRequest("object expected as reply parameters");
            }
            if (reply.isEmpty()) {
                return OptionalLong.empty();
            }
            if (!reply.path("message_id").canConvertToInt()) {
                throw Refusal.badRequest("can't find field \"message_id\"");
            }
            id = reply.path("message_id").asLong();
            optional = reply.path("allow_sending_without_reply").asBoolean();
        }
        if (id == 0) {
            return OptionalLong.empty();
        }
        if (chat.present(id).isEmpty()) {
            if (optional) {
                return OptionalLong.empty();
            }
            throw Refusal.badRequest("message to be replied not found");
        }
        return OptionalLong.of(id);
    }

    private JsonNode editMessageText(Parameters p) {
        FormattedText content = content(p);
        checkLinkPreview(p);
        JsonNode markup = ReplyMarkup.inlinePart(ReplyMarkup.read(p.text("reply_markup"), options.localLinks()));
        return state.change(() -> {
            Chat chat = writableChat(p);
            SandboxMessage message = editable(p, chat);
            if (message.photo().isPresent()) {
                throw Refusal.badRequest("there is no text in the message to edit");
            }
            boolean same = message.text().equals(content.text())
                    && message.entities().equals(content.entities())
                    && ReplyMarkup.inlinePart(message.replyMarkup()).equals(markup);
            if (same) {
                throw notModified();
            }
            SandboxMessage edited = message.edited(content, markup, state.now());
            state.replace(chat, edited);
            return state.wire().message(chat, edited);
        });
    }

    private JsonNode editMessageReplyMarkup(Parameters p) {
        JsonNode markup = ReplyMarkup.inlinePart(ReplyMarkup.read(p.text("reply_markup"), options.localLinks()));
        return state.change(() -> {
            Chat chat = writableChat(p);
            SandboxMessage message = editable(p, chat);
            if (ReplyMarkup.inlinePart(message.replyMarkup()).equals(markup)) {
                throw notModified();
            }
            SandboxMessage edited = message.withMarkup(markup);
            state.replace(chat, edited);
            return state.wire().message(chat, edited);
        });
    }

    private static Refusal notModified() {
        return Refusal.badRequest("message is not modified: specified new message content and reply markup are exactly"
                + " the same as a current content and reply markup of the message");
    }

    private static SandboxMessage editable(Parameters p, Chat chat) {
        SandboxMessage message =
                chat.present(messageId(p)).orElseThrow(() -> Refusal.badRequest("message to edit not found"));
        if (!message.fromBot()) {
            throw Refusal.badRequest("message can't be edited");
        }
        return message;
    }

    private static long messageId(Parameters p) {
        if (!p.has("message_id")) {
            throw Refusal.badRequest("message identifier is not specified");
        }
        return p.number("message_id", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private JsonNode deleteMessage(Parameters p) {
        return state.change(() -> {
            Chat chat = knownChat(p);
            SandboxMessage message =
                    chat.present(messageId(p)).orElseThrow(() -> Refusal.badRequest("message to delete not found"));
            if (message.at().plus(DELETABLE).isBefore(state.now())) {
                throw Refusal.badRequest("message can't be deleted for everyone");
            }
            if (!message.fromBot() && !chat.isPrivate()) {
                throw Refusal.badRequest("message can't be deleted");
            }
            state.delete(chat, message);
            return BooleanNode.TRUE;
        });
    }

    private JsonNode deleteMessages(Parameters p) {
        JsonNode ids = json(p.text("message_ids"), "message identifiers are not specified");
        if (!ids.isArray()) {
            throw Refusal.badRequest("expected an Array of message identifiers");
        }
        if (ids.size() > 100) {
            throw Refusal.badRequest("too many message identifiers specified");
        }
        return state.change(() -> {
            Chat chat = knownChat(p);
            Instant oldest = state.now().minus(DELETABLE);
            for (JsonNode id : ids) {
                chat.present(id.asLong())
                        .filter(message -> !message.at().isBefore(oldest))
                        .ifPresent(message -> state.delete(chat, message));
            }
            return BooleanNode.TRUE;
        });
    }

    private JsonNode answerCallbackQuery(Parameters p) {
        String text = p.text("text");
        if (text.length() > 200) {
            throw Refusal.badRequest("MESSAGE_TOO_LONG");
        }
        CallbackResult.Answer answer = new CallbackResult.Answer(text, p.flag("show_alert"), p.text("url"));
        return state.change(() -> {
            if (!state.answerCallback(p.text("callback_query_id"), answer)) {
                throw Refusal.badRequest("query is too old and response timeout expired or query ID is invalid");
            }
            return BooleanNode.TRUE;
        });
    }

    private JsonNode getChat(Parameters p) {
        return state.read(
                () -> state.wire().chat(knownChat(p)).put("accent_color_id", 0).put("max_reaction_count", 11));
    }

    private JsonNode sendChatAction(Parameters p) {
        if (!p.has("action")) {
            throw Refusal.badRequest("wrong parameter action in request");
        }
        return state.read(() -> {
            writableChat(p);
            return BooleanNode.TRUE;
        });
    }

    // ---- shared

    private Chat knownChat(Parameters p) {
        if (!p.has("chat_id")) {
            throw Refusal.badRequest("chat_id is empty");
        }
        OptionalLong id = p.chatId();
        Chat chat = (id.isPresent() ? state.chat(id.getAsLong()) : Optional.<Chat>empty())
                .orElseThrow(() -> Refusal.badRequest("chat not found"));
        if (chat.migratedTo().isPresent()) {
            throw new Refusal(
                    400,
                    "Bad Request: group chat was upgraded to a supergroup chat",
                    Map.of("migrate_to_chat_id", chat.migratedTo().getAsLong()));
        }
        return chat;
    }

    private Chat writableChat(Parameters p) {
        Chat chat = knownChat(p);
        if (chat.blocked()) {
            throw new Refusal(
                    403,
                    chat.isPrivate()
                            ? "Forbidden: bot was blocked by the user"
                            : "Forbidden: bot was kicked from the group chat",
                    Map.of());
        }
        return chat;
    }

    static JsonNode json(String text, String refusal) {
        if (text.isEmpty()) {
            return JsonNodeFactory.instance.arrayNode();
        }
        try {
            return Json.read(text);
        } catch (JsonProcessingException malformed) {
            throw Refusal.badRequest(refusal);
        }
    }
}
