package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The bot's configuration")
class TelegramConfigTest {

    @Test
    void takesAnEmptyLineOfTheSettingsFileForNoSetting() {
        var config = BotUnderTest.config(Map.of(
                "telegram.bot-token", "",
                "telegram.chat-id", "",
                "telegram.webhook-secret", "",
                "telegram.sandbox-url", ""));
        assertThat(config.botToken()).isEmpty();
        assertThat(config.chatId()).isEmpty();
        assertThat(config.webhookSecret()).isEmpty();
        assertThat(config.sandboxUrl()).isEmpty();
    }

    @Test
    void readsModesInSmallLettersAndGroupsAsNegativeNumbers() {
        var config = BotUnderTest.config(Map.of("telegram.mode", "webhook", "telegram.chat-id", "-1001234567890"));
        assertThat(config.mode()).isEqualTo(TelegramConfig.Mode.WEBHOOK);
        assertThat(config.chatId()).hasValue(-1001234567890L);
    }

    @Test
    void givesACallLessTimeThanTheEnginesLease() {
        var config = new io.smallrye.config.SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TelegramConfig.class)
                .build()
                .getConfigMapping(TelegramConfig.class);
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.callTimeout()).isEqualTo(Duration.ofSeconds(25)).isLessThan(Duration.ofSeconds(60));
        assertThat(config.longPoll()).isLessThan(config.pollReadTimeout());
    }
}
