package app.zapiska.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Updates")
class UpdatesTest {

    private static final Duration SOON = Duration.ofSeconds(10);

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
    void arrive_until_the_offset_confirms_them() {
        control.sendText(42, "один");
        control.sendText(42, "два");

        List<JsonNode> first = poll("limit", 1);
        assertThat(texts(first)).containsExactly("один");
        assertThat(texts(poll())).as("not confirmed yet").containsExactly("один", "два");
        assertThat(texts(poll("offset", id(first.getFirst()) + 1))).containsExactly("два");
        assertThat(texts(poll())).as("confirmed for good").containsExactly("два");
    }

    @Test
    void a_negative_offset_forgets_all_but_the_last() {
        control.sendText(42, "один");
        control.sendText(42, "два");
        control.sendText(42, "три");

        assertThat(texts(poll("offset", -1))).containsExactly("три");
        assertThat(texts(poll())).containsExactly("три");
    }

    @Test
    void wake_a_waiting_poll_at_once() throws Exception {
        CompletableFuture<Bot.Reply> waiting = bot.callAsync("getUpdates", "timeout", 50);
        control.awaitCall(call -> call.method().equals("getupdates"), SOON);

        control.sendText(42, "проснись");

        assertThat(texts(list(waiting.get(10, TimeUnit.SECONDS)))).containsExactly("проснись");
    }

    @Test
    void a_second_poll_ends_the_first_with_409() throws Exception {
        CompletableFuture<Bot.Reply> first = bot.callAsync("getUpdates", "timeout", 50);
        control.awaitCall(call -> call.method().equals("getupdates"), SOON);
        CompletableFuture<Bot.Reply> second = bot.callAsync("getUpdates", "timeout", 50);

        List<CompletableFuture<Bot.Reply>> polls = List.of(first, second);
        CompletableFuture.anyOf(first, second).get(10, TimeUnit.SECONDS);
        Bot.Reply ended = polls.stream()
                .filter(CompletableFuture::isDone)
                .findFirst()
                .orElseThrow()
                .get();

        assertThat(ended.status()).isEqualTo(409);
        assertThat(ended.description())
                .isEqualTo("Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
                        + " running");
    }

    @Test
    void polls_and_a_webhook_exclude_each_other() throws Exception {
        CompletableFuture<Bot.Reply> waiting = bot.callAsync("getUpdates", "timeout", 50);
        control.awaitCall(call -> call.method().equals("getupdates"), SOON);

        bot.call("setWebhook", "url", "https://example.org/hook");
        Bot.Reply ended = waiting.get(10, TimeUnit.SECONDS);
        Bot.Reply refused = bot.call("getUpdates");

        // The poll may have been parked before or after the webhook was set; both are conflicts.
        assertThat(ended.status()).isEqualTo(409);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.description())
                .isEqualTo("Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete"
                        + " the webhook first");

        bot.call("deleteWebhook");
        assertThat(bot.call("getUpdates").status()).isEqualTo(200);
    }

    @Test
    void only_of_the_kinds_that_were_asked_for() {
        poll("allowed_updates", "[\"callback_query\"]");

        control.sendText(42, "не спрашивали");
        control.pressAs(42, 42, 1, "x");
        poll("allowed_updates", "[]");
        control.sendText(42, "спрашивали");

        assertThat(poll())
                .extracting(update -> update.has("callback_query") ? "callback_query" : "message")
                .containsExactly("callback_query", "message");
    }

    @Test
    void are_forgotten_after_a_day() {
        control.sendText(42, "вчера");
        clock.forward(Duration.ofHours(24).plusSeconds(1));
        control.sendText(42, "сегодня");

        assertThat(texts(poll())).containsExactly("сегодня");
    }

    @Test
    void can_be_repeated_even_below_the_offset() {
        control.sendText(42, "дважды");
        JsonNode update = poll().getFirst();
        assertThat(poll("offset", id(update) + 1)).isEmpty();

        control.repeatUpdate(id(update));

        assertThat(poll("offset", id(update) + 1)).containsExactly(update);
        assertThat(poll("offset", id(update) + 1)).isEmpty();
        assertThatThrownBy(() -> control.repeatUpdate(1)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void may_jump_back_and_still_arrive() {
        control.jumpUpdateIds(1_000_000);
        control.sendText(42, "до");
        long offset = id(poll().getFirst()) + 1;

        control.jumpUpdateIds(500);
        control.sendText(42, "после");

        List<JsonNode> updates = poll("offset", offset);
        assertThat(texts(updates)).containsExactly("после");
        assertThat(id(updates.getFirst())).isEqualTo(500);
        assertThat(poll("offset", 501)).isEmpty();
    }

    @Test
    void tell_of_commands_replies_and_who_wrote() {
        bot.call("sendMessage", "chat_id", 42, "text", "Сколько минут?");
        control.replyTo(42, 1, "/snooze 30");
        control.addChat(-5, "Семья");
        control.sendTextAs(77, -5, "чужой");

        List<JsonNode> updates = poll();
        JsonNode reply = updates.getFirst().path("message");
        assertThat(reply.path("reply_to_message").path("text").asText()).isEqualTo("Сколько минут?");
        assertThat(reply.path("entities").path(0).toString())
                .isEqualTo("{\"type\":\"bot_command\",\"offset\":0,\"length\":7}");
        assertThat(reply.path("from").path("first_name").asText()).isEqualTo("Анна");
        JsonNode foreign = updates.get(1).path("message");
        assertThat(foreign.path("from").path("id").asLong()).isEqualTo(77);
        assertThat(foreign.path("chat").path("type").asText()).isEqualTo("group");
    }

    @Test
    void tell_of_blocking_and_unblocking_but_of_no_start() {
        control.block(42);
        control.block(42);
        control.unblock(42);

        List<JsonNode> updates = poll();
        assertThat(updates)
                .extracting(update -> update.path("my_chat_member")
                        .path("new_chat_member")
                        .path("status")
                        .asText())
                .containsExactly("kicked", "member");
        control.block(42);
        assertThatThrownBy(() -> control.sendText(42, "/start")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void carry_a_press_with_its_message_and_the_toast_comes_back() {
        bot.call(
                "sendMessage",
                "chat_id",
                42,
                "text",
                "Задача",
                "reply_markup",
                "{\"inline_keyboard\":[[{\"text\":\"✅ Выполнил\",\"callback_data\":\"d:7\"}]]}");

        CallbackResult press = control.press(42, 1, "✅ Выполнил");
        JsonNode query = poll().getFirst().path("callback_query");
        assertThat(press.answered()).isFalse();
        assertThat(query.path("data").asText()).isEqualTo("d:7");
        assertThat(query.path("from").path("id").asLong()).isEqualTo(42);
        assertThat(query.path("message").path("message_id").asLong()).isEqualTo(1);
        assertThat(query.path("message").path("text").asText()).isEqualTo("Задача");

        bot.call("answerCallbackQuery", "callback_query_id", query.path("id").asText(), "text", "Готово!");

        assertThat(press.awaitAnswered(SOON)).isTrue();
        assertThat(press.toast()).contains("Готово!");
        assertThatThrownBy(() -> control.press(42, 1, "Нет такой")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void carry_forged_presses_of_strangers_on_messages_that_are_not_there() {
        String forged = "d:7\u0000\u202e'; drop table tasks; --" + "🔴".repeat(50);

        control.pressAs(666, 42, 9999, forged);

        JsonNode query = poll().getFirst().path("callback_query");
        assertThat(query.path("data").asText()).isEqualTo(forged);
        assertThat(query.path("from").path("id").asLong()).isEqualTo(666);
        assertThat(query.path("message").path("message_id").asLong()).isEqualTo(9999);
        assertThat(query.path("message").path("date").asLong())
                .as("an inaccessible message")
                .isZero();
    }

    private List<JsonNode> poll(Object... parameters) {
        return list(bot.call("getUpdates", parameters));
    }

    private static List<JsonNode> list(Bot.Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        List<JsonNode> updates = new ArrayList<>();
        reply.result().forEach(updates::add);
        return updates;
    }

    private static List<String> texts(List<JsonNode> updates) {
        return updates.stream()
                .map(update -> update.path("message").path("text").asText())
                .toList();
    }

    private static long id(JsonNode update) {
        return update.path("update_id").asLong();
    }
}
