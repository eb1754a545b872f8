package app.zapiska.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Bot API of the sandbox")
class BotApiTest {

    private final MovableClock clock = new MovableClock();
    private final TelegramSandbox sandbox = TelegramSandbox.start(
            SandboxOptions.defaults().withClock(clock).withPacing(false).withOwner(42, "Анна"));
    private final SandboxControl control = sandbox.control();
    private final Bot bot = new Bot(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void introduces_the_bot() {
        Bot.Reply reply = bot.call("getMe");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.result().path("id").asLong()).isEqualTo(7_000_000_001L);
        assertThat(reply.result().path("is_bot").asBoolean()).isTrue();
        assertThat(reply.result().path("username").asText()).isEqualTo("zapiska_sandbox_bot");
    }

    @Test
    void writes_a_message_with_entities_and_buttons_and_dates_it_in_seconds() {
        Bot.Reply reply = bot.call(
                "sendMessage",
                "chat_id",
                42,
                "text",
                "🔴 Оплатить МаниМен",
                "entities",
                "[{\"type\":\"bold\",\"offset\":3,\"length\":8}]",
                "link_preview_options",
                "{\"is_disabled\":true}",
                "reply_markup",
                "{\"inline_keyboard\":[[{\"text\":\"✅ Выполнил\",\"callback_data\":\"d:7\"},"
                        + "{\"text\":\"⏰ Отложить\",\"callback_data\":\"s:7\"}]]}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.result().path("message_id").asLong()).isEqualTo(1);
        assertThat(reply.result().path("date").asLong())
                .isEqualTo(clock.instant().getEpochSecond());
        assertThat(reply.result().path("from").path("is_bot").asBoolean()).isTrue();
        assertThat(reply.result().path("chat").path("type").asText()).isEqualTo("private");

        AcceptedSend send = control.acceptedSends().getFirst();
        assertThat(send.chatId()).isEqualTo(42);
        assertThat(send.messageId()).isEqualTo(1);
        assertThat(send.at()).isEqualTo(clock.instant());
        assertThat(send.text()).isEqualTo("🔴 Оплатить МаниМен");
        assertThat(send.entities()).containsExactly(new MessageEntity("bold", 3, 8, ""));
        assertThat(send.callbackData()).containsExactly("d:7", "s:7");
        assertThat(control.message(42, 1).orElseThrow().buttons())
                .extracting(SandboxMessage.Button::text)
                .containsExactly("✅ Выполнил", "⏰ Отложить");
    }

    @Test
    void reads_json_and_multipart_and_query_like_a_form() {
        bot.callJson(
                "sendMessage",
                "{\"chat_id\":42,\"text\":\"из JSON\",\"entities\":"
                        + "[{\"type\":\"italic\",\"offset\":0,\"length\":2}]}");
        String part = "--cut\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        bot.callRaw(
                "sendMessage",
                "multipart/form-data; boundary=cut",
                (part.formatted("chat_id", "42") + part.formatted("text", "из частей") + "--cut--\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        bot.call("sendMessage?chat_id=42&text=%D0%B8%D0%B7+%D0%B0%D0%B4%D1%80%D0%B5%D1%81%D0%B0");

        assertThat(control.acceptedSends())
                .extracting(AcceptedSend::text)
                .containsExactly("из JSON", "из частей", "из адреса");
        assertThat(control.acceptedSends().getFirst().entities())
                .containsExactly(new MessageEntity("italic", 0, 2, ""));
    }

    @Test
    void message_ids_grow_in_each_chat_by_itself_and_count_the_persons_messages() {
        control.addChat(43, "Борис");

        bot.call("sendMessage", "chat_id", 42, "text", "раз");
        control.sendText(42, "два");
        bot.call("sendMessage", "chat_id", 43, "text", "в другом чате");
        Bot.Reply third = bot.call("sendMessage", "chat_id", 42, "text", "три");

        assertThat(third.result().path("message_id").asLong()).isEqualTo(3);
        assertThat(control.messages(43)).extracting(SandboxMessage::messageId).containsExactly(1L);
    }

    @Test
    void edits_text_and_keyboard_and_marks_only_the_text_as_edited() {
        bot.call("sendMessage", "chat_id", 42, "text", "Задача", "reply_markup", keyboard("Да", "y"));

        bot.call("editMessageReplyMarkup", "chat_id", 42, "message_id", 1, "reply_markup", keyboard("Нет", "n"));
        assertThat(control.message(42, 1).orElseThrow().editedAt()).isEmpty();

        clock.forward(Duration.ofMinutes(1));
        Bot.Reply reply = bot.call("editMessageText", "chat_id", 42, "message_id", 1, "text", "✅ Задача выполнена!");

        assertThat(reply.result().path("edit_date").asLong())
                .isEqualTo(clock.instant().getEpochSecond());
        assertThat(reply.result().path("date").asLong())
                .isEqualTo(clock.instant().getEpochSecond() - 60);
        SandboxMessage message = control.message(42, 1).orElseThrow();
        assertThat(message.text()).isEqualTo("✅ Задача выполнена!");
        assertThat(message.buttons())
                .as("an edit without a keyboard removes it")
                .isEmpty();
        assertThat(control.acceptedSends()).as("an edit is not a send").hasSize(1);
    }

    @Test
    void deletes_a_message_and_says_so_in_the_chat() {
        bot.call("sendMessage", "chat_id", 42, "text", "исчезну");

        assertThat(bot.call("deleteMessage", "chat_id", 42, "message_id", 1).status())
                .isEqualTo(200);

        assertThat(control.messages(42)).singleElement().satisfies(message -> {
            assertThat(message.deleted()).isTrue();
            assertThat(message.text()).isEqualTo("исчезну");
        });
    }

    @Test
    void remembers_commands_by_scope_and_language() {
        String commands = "[{\"command\":\"today\",\"description\":\"Что сегодня\"}]";

        assertThat(bot.call("setMyCommands", "commands", commands, "language_code", "ru")
                        .status())
                .isEqualTo(200);

        assertThat(bot.call("getMyCommands", "language_code", "ru").result().toString())
                .isEqualTo(commands);
        assertThat(bot.call("getMyCommands").result()).isEmpty();
        assertThat(bot.call(
                                "setChatMenuButton",
                                "menu_button",
                                "{\"type\":\"web_app\",\"text\":\"x\",\"web_app\":{\"url\":\"http://zapiska.example/telegram\"}}")
                        .description())
                .contains("Only HTTPS links are allowed");
        assertThat(bot.call("setMyCommands", "commands", "[{\"command\":\"Большая\",\"description\":\"x\"}]")
                        .description())
                .isEqualTo("Bad Request: BOT_COMMAND_INVALID");
    }

    @Test
    void method_names_are_compared_without_case_and_calls_are_logged() {
        bot.call("SENDMESSAGE", "chat_id", 42, "text", "громко");
        bot.call("sendMessage", "chat_id", 99, "text", "никому");

        List<ApiCall> calls = control.calls();
        assertThat(calls).extracting(ApiCall::method).containsExactly("sendmessage", "sendmessage");
        assertThat(calls).extracting(ApiCall::answerCode).containsExactly(200, 400);
        assertThat(calls).extracting(ApiCall::accepted).containsExactly(true, false);
        assertThat(calls.get(1).chatId()).hasValue(99);
        assertThat(calls.get(1).params()).containsEntry("text", "никому");
    }

    private static String keyboard(String text, String data) {
        return "{\"inline_keyboard\":[[{\"text\":\"" + text + "\",\"callback_data\":\"" + data + "\"}]]}";
    }
}
