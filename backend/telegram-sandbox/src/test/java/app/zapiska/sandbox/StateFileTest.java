package app.zapiska.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The state file")
class StateFileTest {

    @TempDir
    Path folder;

    @Test
    void brings_messages_ids_buttons_and_updates_over_a_restart() {
        CallbackResult press;
        long lastUpdate;
        try (TelegramSandbox before = start()) {
            Bot bot = new Bot(before);
            bot.call(
                    "sendMessage",
                    "chat_id",
                    42,
                    "text",
                    "Задача <b>",
                    "entities",
                    "[{\"type\":\"text_link\",\"offset\":0,\"length\":6,\"url\":\"https://example.org/x\"}]",
                    "reply_markup",
                    "{\"inline_keyboard\":[[{\"text\":\"Да\",\"callback_data\":\"y\"}]]}");
            bot.call("sendMessage", "chat_id", 42, "text", "удалю");
            bot.call("deleteMessage", "chat_id", 42, "message_id", 2);
            bot.call("setMyCommands", "commands", "[{\"command\":\"today\",\"description\":\"Сегодня\"}]");
            before.control().addChat(-5, "Семья");
            press = before.control().press(42, 1, "Да");
            lastUpdate = press.updateId();
            before.control().block(42);
        }
        try (TelegramSandbox after = start()) {
            Bot bot = new Bot(after);
            SandboxControl control = after.control();

            SandboxMessage message = control.message(42, 1).orElseThrow();
            assertThat(message.text()).isEqualTo("Задача <b>");
            assertThat(message.entities())
                    .containsExactly(new MessageEntity("text_link", 0, 6, "https://example.org/x"));
            assertThat(message.buttons())
                    .extracting(SandboxMessage.Button::text)
                    .containsExactly("Да");
            assertThat(control.message(42, 2).orElseThrow().deleted()).isTrue();
            assertThat(bot.call("getMyCommands").result()).hasSize(1);
            assertThat(bot.call("sendMessage", "chat_id", 42, "text", "x").status())
                    .as("still blocked")
                    .isEqualTo(403);

            JsonNode updates = bot.call("getUpdates").result();
            assertThat(updates).hasSize(2);
            assertThat(updates.path(0).path("update_id").asLong()).isEqualTo(lastUpdate);
            assertThat(bot.call("answerCallbackQuery", "callback_query_id", press.callbackId())
                            .status())
                    .isEqualTo(200);
            control.unblock(42);
            assertThat(bot.call("sendMessage", "chat_id", 42, "text", "x")
                            .result()
                            .path("message_id")
                            .asLong())
                    .as("ids go on")
                    .isEqualTo(3);
            assertThat(bot.call("getUpdates").result().path(2).path("update_id").asLong())
                    .isGreaterThan(lastUpdate);
        }
    }

    @Test
    void is_written_before_the_bot_gets_its_answer() throws Exception {
        try (TelegramSandbox sandbox = start()) {
            new Bot(sandbox).call("sendMessage", "chat_id", 42, "text", "на диске");

            assertThat(Files.readString(file())).contains("на диске");
        }
    }

    @Test
    void that_is_damaged_is_kept_aside_and_does_not_stop_the_start() throws Exception {
        Files.writeString(file(), "{\"format\":1,\"chats\":[{");

        try (TelegramSandbox sandbox = start()) {
            assertThat(new Bot(sandbox)
                            .call("sendMessage", "chat_id", 42, "text", "x")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(folder.resolve("chat.json.unreadable")).hasContent("{\"format\":1,\"chats\":[{");
    }

    private Path file() {
        return folder.resolve("chat.json");
    }

    private TelegramSandbox start() {
        return TelegramSandbox.start(SandboxOptions.defaults()
                .withPacing(false)
                .withOwner(42, "Анна")
                .withStateFile(file()));
    }
}
