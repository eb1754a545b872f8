package app.zapiska.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Pacing")
class PacingTest {

    private final MovableClock clock = new MovableClock();
    private final TelegramSandbox sandbox =
            TelegramSandbox.start(SandboxOptions.defaults().withClock(clock).withOwner(42, "Анна"));
    private final Bot bot = new Bot(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void lets_a_burst_of_three_into_a_chat_and_then_one_a_second() {
        for (int i = 0; i < 3; i++) {
            assertThat(send(42).status()).isEqualTo(200);
        }
        Bot.Reply refused = send(42);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body().path("error_code").asInt()).isEqualTo(429);
        assertThat(refused.description()).isEqualTo("Too Many Requests: retry after 1");
        assertThat(refused.body().path("parameters").path("retry_after").asInt())
                .isEqualTo(1);
        assertThat(refused.http().headers().firstValue("Retry-After")).contains("1");

        clock.forward(Duration.ofSeconds(1));
        assertThat(send(42).status()).isEqualTo(200);
        assertThat(send(42).status()).isEqualTo(429);
    }

    @Test
    void lets_twenty_a_minute_into_a_group() {
        sandbox.control().addChat(-5, "Семья");
        for (int i = 0; i < 20; i++) {
            assertThat(send(-5).status()).isEqualTo(200);
        }
        assertThat(send(-5).body().path("parameters").path("retry_after").asInt())
                .isEqualTo(3);
    }

    @Test
    void lets_thirty_a_second_out_of_the_bot() {
        for (long chat = 100; chat < 130; chat++) {
            sandbox.control().addChat(chat, "Человек");
            assertThat(send(chat).status()).isEqualTo(200);
        }
        assertThat(send(42).status()).isEqualTo(429);
        assertThat(bot.call("editMessageText", "chat_id", 100, "message_id", 1, "text", "y")
                        .status())
                .isEqualTo(429);
        assertThat(sandbox.control().message(100, 1).orElseThrow().text()).isEqualTo("x");

        clock.forward(Duration.ofSeconds(1));
        assertThat(send(42).status()).isEqualTo(200);
    }

    @Test
    void can_be_switched_off() {
        try (TelegramSandbox fast = TelegramSandbox.start(
                SandboxOptions.defaults().withClock(clock).withOwner(42, "Анна").withPacing(false))) {
            Bot fastBot = new Bot(fast);
            for (int i = 0; i < 50; i++) {
                assertThat(fastBot.call("sendMessage", "chat_id", 42, "text", "x")
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    private Bot.Reply send(long chat) {
        return bot.call("sendMessage", "chat_id", chat, "text", "x");
    }
}
