package app.zapiska.telegram;

import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.TelegramSandbox;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Short patience with Telegram. Test resources are common to all tests of the module, so the sandbox itself is the one of
 * {@link RealServices}: with a second one the application would talk to the one and half of the tests look at the other.
 */
public class SandboxTelegram implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "telegram.connect-timeout", "2s",
                "telegram.read-timeout", "2s",
                "telegram.call-timeout", "4s",
                "telegram.long-poll", "2s");
    }

    public static TelegramSandbox sandbox() {
        return RealServices.sandbox();
    }

    public static SandboxControl control() {
        return sandbox().control();
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
