package app.zapiska.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The sandbox refuses what Telegram refuses, in Telegram's words:")
class RefusalsTest {

    private final MovableClock clock = new MovableClock();
    private final TelegramSandbox sandbox = TelegramSandbox.start(
            SandboxOptions.defaults().withClock(clock).withPacing(false).withOwner(42, "Анна"));
    private final SandboxControl control = sandbox.control();
    private final Bot bot = new Bot(sandbox);

    @BeforeEach
    void aMessageToWorkOn() {
        bot.call("sendMessage", "chat_id", 42, "text", "Задача");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_wrong_token() {
        Bot stranger = new Bot(sandbox.baseUrl(), "7000000001:wrong");

        refused(stranger.call("getMe"), 401, "Unauthorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "12x:abc", "123:"})
    void a_token_that_is_none(String token) {
        refused(new Bot(sandbox.baseUrl(), token).call("getMe"), 404, "Not Found");
    }

    @Test
    void a_revoked_token_until_it_is_restored() {
        control.revokeToken();
        refused(bot.call("sendMessage", "chat_id", 42, "text", "x"), 401, "Unauthorized");
        assertThat(control.acceptedSends()).hasSize(1);

        control.restoreToken();
        assertThat(bot.call("getMe").status()).isEqualTo(200);
    }

    @Test
    void an_unknown_method() {
        refused(bot.call("sendTelegram"), 404, "Not Found: method not found");
    }

    @Test
    void a_missing_or_unknown_chat() {
        refused(bot.call("sendMessage", "text", "x"), 400, "Bad Request: chat_id is empty");
        refused(bot.call("sendMessage", "chat_id", 404, "text", "x"), 400, "Bad Request: chat not found");
        refused(bot.call("sendMessage", "chat_id", "@somebody", "text", "x"), 400, "Bad Request: chat not found");
        refused(bot.call("sendMessage", "chat_id", "42abc", "text", "x"), 400, "Bad Request: chat not found");
        refused(bot.call("getChat", "chat_id", 404), 400, "Bad Request: chat not found");

        control.removeChat(42);
        refused(bot.call("sendMessage", "chat_id", 42, "text", "x"), 400, "Bad Request: chat not found");
    }

    @Test
    void a_person_who_blocked_the_bot() {
        control.block(42);

        refused(bot.call("sendMessage", "chat_id", 42, "text", "x"), 403, "Forbidden: bot was blocked by the user");
        refused(
                bot.call("editMessageText", "chat_id", 42, "message_id", 1, "text", "y"),
                403,
                "Forbidden: bot was blocked by the user");

        control.unblock(42);
        assertThat(bot.call("sendMessage", "chat_id", 42, "text", "снова").status())
                .isEqualTo(200);
    }

    @Test
    void a_group_that_moved_to_a_supergroup_with_its_new_id() {
        control.addChat(-7, "Семья");
        control.migrate(-7, -1007);

        Bot.Reply reply = bot.call("sendMessage", "chat_id", -7, "text", "x");

        refused(reply, 400, "Bad Request: group chat was upgraded to a supergroup chat");
        assertThat(reply.body().path("parameters").path("migrate_to_chat_id").asLong())
                .isEqualTo(-1007);
        assertThat(bot.call("sendMessage", "chat_id", -1007, "text", "x").status())
                .isEqualTo(200);
    }

    @Test
    void an_empty_text() {
        refused(bot.call("sendMessage", "chat_id", 42), 400, "Bad Request: message text is empty");
        refused(bot.call("sendMessage", "chat_id", 42, "text", ""), 400, "Bad Request: message text is empty");
        refused(bot.call("sendMessage", "chat_id", 42, "text", " \n\t "), 400, "Bad Request: text must be non-empty");
    }

    @Test
    void a_text_over_4096_units_after_parsing() {
        assertThat(bot.call("sendMessage", "chat_id", 42, "text", "я".repeat(4096))
                        .status())
                .isEqualTo(200);
        refused(
                bot.call("sendMessage", "chat_id", 42, "text", "я".repeat(4097)),
                400,
                "Bad Request: message is too long");
        assertThat(bot.call(
                                "sendMessage",
                                "chat_id",
                                42,
                                "parse_mode",
                                "HTML",
                                "text",
                                "<b>" + "x".repeat(4090) + "</b>&amp;&lt;")
                        .status())
                .as("tags and references do not count")
                .isEqualTo(200);
        refused(
                bot.call("editMessageText", "chat_id", 42, "message_id", 1, "text", "x".repeat(4097)),
                400,
                "Bad Request: message is too long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1|1|receive an entity with incorrect offset -1",
                "0|-1|receive an entity with incorrect length -1",
                "5|1|entity beginning at UTF-16 offset 5 ends after the end of the text at UTF-16 offset 6",
                "9|1|entity begins after the end of the text at UTF-16 offset 9",
                "0|1|entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 1",
                "1|1|entity begins in a middle of a UTF-16 symbol at byte offset 1"
            })
    void entities_that_do_not_fit_the_text_in_utf_16_units(int offset, int length, String words) {
        Bot.Reply reply = bot.call(
                "sendMessage",
                "chat_id",
                42,
                "text",
                "🔴 ab",
                "entities",
                "[{\"type\":\"bold\",\"offset\":" + offset + ",\"length\":" + length + "}]");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.description().replaceAll("byte offset \\d+", "byte offset 1"))
                .isEqualTo("Bad Request: " + words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense|can't parse entities JSON object",
                "{}|expected an Array of MessageEntity",
                "[7]|can't parse MessageEntity: expected an Object",
                "[{\"offset\":0,\"length\":1}]|can't parse MessageEntity: Can't find field \"type\"",
                "[{\"type\":\"bold\",\"length\":1}]|can't parse MessageEntity: Can't find field \"offset\"",
                "[{\"type\":\"bold\",\"offset\":\"x\",\"length\":1}]"
                        + "|can't parse MessageEntity: Field \"offset\" must be a valid Number",
                "[{\"type\":\"loud\",\"offset\":0,\"length\":1}]|can't parse MessageEntity: Unsupported type specified"
            })
    void entities_of_the_wrong_shape(String entities, String words) {
        refused(
                bot.call("sendMessage", "chat_id", 42, "text", "abc", "entities", entities),
                400,
                "Bad Request: " + words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a < b|Unsupported start tag \"\" at byte offset 2",
                "долг <МФО>|Unsupported start tag \"мфо\" at byte offset 9",
                "<b>x|Can't find end tag corresponding to start tag \"b\"",
                "x</b>|Unexpected end tag at byte offset 1",
                "<b>x</i>|Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"",
                "<b|Unclosed start tag at byte offset 0",
                "<b>x</b|Unclosed end tag at byte offset 4",
                "<a href>x</a>|Expected equal sign in declaration of an attribute of the tag \"a\" at byte offset 0",
                "<span>x</span>|Tag \"span\" must have class \"tg-spoiler\" at byte offset 0",
                "<!-- x -->|Unsupported start tag \"!--\" at byte offset 0"
            })
    void html_that_can_not_be_parsed(String html, String words) {
        refused(
                bot.call("sendMessage", "chat_id", 42, "text", html, "parse_mode", "HTML"),
                400,
                "Bad Request: can't parse entities: " + words);
    }

    @Test
    void an_unknown_parse_mode() {
        refused(
                bot.call("sendMessage", "chat_id", 42, "text", "x", "parse_mode", "BBCode"),
                400,
                "Bad Request: unsupported parse_mode");
    }

    @Test
    void callback_data_over_64_bytes() {
        assertThat(bot.call("sendMessage", "chat_id", 42, "text", "x", "reply_markup", button("я".repeat(32)))
                        .status())
                .isEqualTo(200);
        refused(
                bot.call("sendMessage", "chat_id", 42, "text", "x", "reply_markup", button("я".repeat(32) + "1")),
                400,
                "Bad Request: BUTTON_DATA_INVALID");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense|can't parse reply keyboard markup JSON object",
                "[]|object expected as reply markup",
                "{\"inline_keyboard\":7}|field \"inline_keyboard\" must be of type Array",
                "{\"inline_keyboard\":[7]}"
                        + "|field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays",
                "{\"inline_keyboard\":[[{\"callback_data\":\"x\"}]]}"
                        + "|can't parse inline keyboard button: Can't find field \"text\"",
                "{\"inline_keyboard\":[[{\"text\":\"x\"}]]}"
                        + "|can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
                "{\"inline_keyboard\":[[{\"text\":\"x\",\"url\":\"javascript:alert(1)\"}]]}"
                        + "|inline keyboard button URL 'javascript:alert(1)' is invalid: Wrong HTTP URL",
                "{\"inline_keyboard\":[[{\"text\":\"x\",\"url\":\"http://localhost:8080/tasks/1\"}]]}"
                        + "|inline keyboard button URL 'http://localhost:8080/tasks/1' is invalid: Wrong HTTP URL"
            })
    void keyboards_of_the_wrong_shape(String markup, String words) {
        refused(
                bot.call("sendMessage", "chat_id", 42, "text", "x", "reply_markup", markup),
                400,
                "Bad Request: " + words);
    }

    @Test
    void links_to_this_machine_pass_when_the_sandbox_is_told_so() {
        try (TelegramSandbox lenient = TelegramSandbox.start(
                SandboxOptions.defaults().withOwner(42, "Анна").withLocalLinks(true))) {
            String markup = "{\"inline_keyboard\":[[{\"text\":\"x\",\"url\":\"http://localhost:8080/tasks/1\"}]]}";

            assertThat(new Bot(lenient)
                            .call("sendMessage", "chat_id", 42, "text", "x", "reply_markup", markup)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_link_preview_choice_of_the_wrong_type() {
        refused(
                bot.call("sendMessage", "chat_id", 42, "text", "x", "link_preview_options", "true"),
                400,
                "Bad Request: object expected as link preview options");
        refused(
                bot.call("sendMessage", "chat_id", 42, "text", "x", "link_preview_options", "{\"is_disabled\":7}"),
                400,
                "Bad Request: field \"is_disabled\" must be of type Boolean");
    }

    @Test
    void a_reply_to_a_message_that_is_not_there() {
        refused(
                bot.call("sendMessage", "chat_id", 42, "text", "x", "reply_parameters", "{\"message_id\":77}"),
                400,
                "Bad Request: message to be replied not found");
        assertThat(bot.call(
                                "sendMessage",
                                "chat_id",
                                42,
                                "text",
                                "x",
                                "reply_parameters",
                                "{\"message_id\":77,\"allow_sending_without_reply\":true}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_edit_that_changes_nothing() {
        Bot.Reply reply = bot.call("editMessageText", "chat_id", 42, "message_id", 1, "text", "Задача");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.description()).startsWith("Bad Request: message is not modified");
        assertThat(bot.call("editMessageReplyMarkup", "chat_id", 42, "message_id", 1)
                        .description())
                .startsWith("Bad Request: message is not modified");
    }

    @Test
    void an_edit_of_a_message_that_is_missing_deleted_or_the_persons() {
        refused(
                bot.call("editMessageText", "chat_id", 42, "message_id", 9, "text", "x"),
                400,
                "Bad Request: message to edit not found");
        refused(
                bot.call("editMessageText", "chat_id", 42, "text", "x"),
                400,
                "Bad Request: message identifier is not specified");
        long mine = control.sendText(42, "моё");
        refused(
                bot.call("editMessageText", "chat_id", 42, "message_id", mine, "text", "x"),
                400,
                "Bad Request: message can't be edited");
        bot.call("deleteMessage", "chat_id", 42, "message_id", 1);
        refused(
                bot.call("editMessageText", "chat_id", 42, "message_id", 1, "text", "x"),
                400,
                "Bad Request: message to edit not found");
    }

    @Test
    void a_deletion_of_what_is_gone_or_older_than_two_days() {
        refused(
                bot.call("deleteMessage", "chat_id", 42, "message_id", 9),
                400,
                "Bad Request: message to delete not found");

        clock.forward(Duration.ofHours(48).plusSeconds(1));
        refused(
                bot.call("deleteMessage", "chat_id", 42, "message_id", 1),
                400,
                "Bad Request: message can't be deleted for everyone");
    }

    @Test
    void an_answer_to_a_press_that_is_unknown_answered_or_older_than_150_seconds() {
        String old = "Bad Request: query is too old and response timeout expired or query ID is invalid";
        refused(bot.call("answerCallbackQuery", "callback_query_id", "1"), 400, old);

        String answered = control.pressAs(42, 42, 1, "d:1").callbackId();
        assertThat(bot.call("answerCallbackQuery", "callback_query_id", answered)
                        .status())
                .isEqualTo(200);
        refused(bot.call("answerCallbackQuery", "callback_query_id", answered), 400, old);

        String late = control.pressAs(42, 42, 1, "d:1").callbackId();
        clock.forward(Duration.ofSeconds(151));
        refused(bot.call("answerCallbackQuery", "callback_query_id", late), 400, old);
    }

    @Test
    void a_body_that_is_not_what_it_says() {
        refused(bot.callJson("sendMessage", "{\"chat_id\":42,"), 400, "Bad Request: can't parse JSON object");
        refused(bot.callJson("sendMessage", "[]"), 400, "Bad Request: object expected");
        refused(
                bot.callJson("sendMessage", "{\"chat_id\":42,\"text\":\"\\ud800\"}"),
                400,
                "Bad Request: strings must be encoded in UTF-8");
        refused(
                bot.callRaw(
                        "sendMessage",
                        "application/x-www-form-urlencoded",
                        "chat_id=42&text=%FF%FE".getBytes(StandardCharsets.US_ASCII)),
                400,
                "Bad Request: strings must be encoded in UTF-8");
        refused(bot.call("getUpdates", "offset", "soon"), 400, "Bad Request: parameter \"offset\" must be an Integer");
        assertThat(control.acceptedSends()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://example.org/hook|s|bad webhook: An HTTPS URL must be provided for webhook",
                "no url|s|invalid webhook URL specified",
                "https://example.org/hook|пароль|secret token contains unallowed characters"
            })
    void a_webhook_that_can_not_work(String url, String secret, String words) {
        refused(bot.call("setWebhook", "url", url, "secret_token", secret), 400, "Bad Request: " + words);
    }

    private static void refused(Bot.Reply reply, int code, String description) {
        assertThat(reply.description()).isEqualTo(description);
        assertThat(reply.status()).isEqualTo(code);
        assertThat(reply.body().path("ok").asBoolean(true)).isFalse();
        assertThat(reply.body().path("error_code").asInt()).isEqualTo(code);
    }

    private static String button(String data) {
        return "{\"inline_keyboard\":[[{\"text\":\"x\",\"callback_data\":\"" + data + "\"}]]}";
    }
}
