package app.zapiska.telegram;

import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxOptions;
import app.zapiska.sandbox.TelegramSandbox;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The application's Telegram in tests: the sandbox, once for all tests of a JVM. Nothing polls unless a test does. */
public class SandboxTelegram implements QuarkusTestResourceLifecycleManager {

    private static TelegramSandbox sandbox;

    @Override
    public synchronized Map<String, String> start() {
        if (sandbox == null) {
            sandbox = TelegramSandbox.start(
                    SandboxOptions.defaults().withPacing(false).withLocalLinks(true));
        }
        return Map.of(
                "telegram.bot-token", sandbox.token(),
                "telegram.api-url", sandbox.baseUrl().toString(),
                "telegram.sandbox-url", sandbox.chatUrl().toString(),
                "telegram.chat-id", Long.toString(sandbox.control().ownerId()),
                "telegram.connect-timeout", "2s",
                "telegram.read-timeout", "2s",
                "telegram.call-timeout", "4s",
                "telegram.long-poll", "2s",
                "telegram.start", "false");
    }

    public static TelegramSandbox sandbox() {
        return sandbox;
    }

    public static SandboxControl control() {
        return sandbox.control();
    }

    @Override
    public void stop() {
        // Kept for the next test profile of this JVM.
    }
}
