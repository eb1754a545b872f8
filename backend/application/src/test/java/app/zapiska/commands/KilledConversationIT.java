package app.zapiska.commands;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Waiting;
import app.zapiska.reminders.Installation;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxMessage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Point 8: a process that is killed in the middle of a conversation")
class KilledConversationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final Installation installation = new Installation(Map.of());

    @Test
    @DisplayName("the next one knows what was asked and what was proposed; the task is saved once")
    void theNextOneGoesOn() {
        var one = installation.start("one");
        var telegram = installation.telegram();
        telegram.sendText(telegram.ownerId(), "/add");
        message(telegram, "Что добавить?");
        one.kill();

        var two = installation.start("two");
        telegram.sendText(telegram.ownerId(), "купить хлеб");
        var offer = message(telegram, "Записать задачу?\n\nкупить хлеб");
        telegram.press(telegram.ownerId(), offer.messageId(), "Изменить");
        message(telegram, "Напишите задачу заново");
        two.kill();

        installation.start("three");
        telegram.sendText(telegram.ownerId(), "купить сыр");
        var second = message(telegram, "Записать задачу?\n\nкупить сыр");
        // The old proposal has given way, however late its button is pressed.
        assertThat(telegram.press(telegram.ownerId(), offer.messageId(), "Сохранить")
                        .awaitAnswered(PATIENCE))
                .isTrue();
        for (int i = 0; i < 3; i++) {
            telegram.pressAs(telegram.ownerId(), telegram.ownerId(), second.messageId(), data(second));
        }
        Waiting.until("the task", PATIENCE, () -> tasks() == 1);
        message(telegram, "✅ Задача записана");
        assertThat(tasks()).isEqualTo(1);
        assertThat(installation.arrange().rows("select title from tasks").getFirst())
                .containsEntry("title", "купить сыр");
    }

    private long tasks() {
        return installation.arrange().count("select count(*) from tasks");
    }

    private static String data(SandboxMessage offer) {
        return offer.buttons().stream()
                .filter(button -> button.text().equals("Сохранить"))
                .findFirst()
                .flatMap(SandboxMessage.Button::callbackData)
                .orElseThrow();
    }

    private static SandboxMessage message(SandboxControl telegram, String words) {
        return telegram.awaitMessage(
                telegram.ownerId(),
                message -> message.fromBot() && message.text().contains(words),
                PATIENCE);
    }
}
