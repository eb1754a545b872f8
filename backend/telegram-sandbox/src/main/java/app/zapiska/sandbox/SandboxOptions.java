package app.zapiska.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a sandbox is started. Begin with {@link #defaults()} and change what the case needs.
 *
 * @param bindAddress address to listen on; anything but loopback is meant for a container whose port is forwarded
 * @param port TCP port, 0 picks a free one
 * @param token bot token as BotFather writes it, {@code <digits>:<letters>}
 * @param botUsername name of the bot without {@code @}
 * @param clock source of every date, age and pacing decision
 * @param ownerId Telegram id of the person who owns the chat page; also the id of their private chat
 * @param ownerName first name of that person
 * @param pacing whether too many messages are refused with 429 as Telegram does
 * @param controlEnabled whether the HTTP control API under {@code /control} answers
 * @param localLinks whether buttons may link to hosts without a dot such as {@code localhost}; Telegram refuses them
 * @param stateFile file in which chats, messages and updates survive a restart; empty keeps them in memory
 * @param webhookTimer runs the retries of webhook deliveries; empty uses real time
 */
public record SandboxOptions(
        String bindAddress,
        int port,
        String token,
        String botUsername,
        InstantSource clock,
        long ownerId,
        String ownerName,
        boolean pacing,
        boolean controlEnabled,
        boolean localLinks,
        Optional<Path> stateFile,
        Optional<DelayedTasks> webhookTimer) {

    private static final Pattern TOKEN = Pattern.compile("\\d{1,19}:[A-Za-z0-9_-]{1,128}");

    /** Runs a task once after a delay; a test runs it when it moves its clock. */
    @FunctionalInterface
    public interface DelayedTasks {
        void after(Duration delay, Runnable task);
    }

    public SandboxOptions {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
        }
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("token must look like 123456:letters-and-digits");
        }
        if (ownerId <= 0) {
            throw new IllegalArgumentException("ownerId must be positive, was " + ownerId);
        }
    }

    public static SandboxOptions defaults() {
        return new SandboxOptions(
                "127.0.0.1",
                0,
                "7000000001:SandboxTokenOnlyForThisMachine_0001",
                "zapiska_sandbox_bot",
                InstantSource.system(),
                1_000_001L,
                "Анна",
                true,
                true,
                false,
                Optional.empty(),
                Optional.empty());
    }

    public SandboxOptions withBindAddress(String value) {
        return new SandboxOptions(
                value,
                port,
                token,
                botUsername,
                clock,
                ownerId,
                ownerName,
                pacing,
                controlEnabled,
                localLinks,
                stateFile,
                webhookTimer);
    }

    public SandboxOptions withPort(int value) {
        return new SandboxOptions(
                bindAddress,
                value,
                token,
                botUsername,
                clock,
                ownerId,
                ownerName,
                pacing,
                controlEnabled,
                localLinks,
                stateFile,
                webhookTimer);
    }

    public SandboxOptions withToken(String value) {
        return new SandboxOptions(
                bindAddress,
                port,
                value,
                botUsername,
                clock,
                ownerId,
                ownerName,
                pacing,
                controlEnabled,
                localLinks,
                stateFile,
                webhookTimer);
    }

    public SandboxOptions withBotUsername(String value) {
        return new SandboxOptions(
                bindAddress,
                port,
                token,
                value,
                clock,
                ownerId,
                ownerName,
                pacing,
                controlEnabled,
                localLinks,
                stateFile,
                webhookTimer);
    }

    public SandboxOptions withClock(InstantSource value) {
        return new SandboxOptions(
                bindAddress,
                port,
                token,
                botUsername,
                value,
                ownerId,
                ownerName,
                pacing,
                controlEnabled,
                localLinks,
                stateFile,
                webhookTimer);
    }

    public SandboxOptions withOwner(long id, String name) {
        return new SandboxOptions(
                bindAddress,
                port,
                token,
                botUsername,
                clock,
                id,
                name,
                pacing,
                controlEnabled,
                localLinks,
                stateFile,
                webhookTimer);
    }

    public SandboxOptions withPacing(boolean value) {
        return new SandboxOptions(
                bindAddress,
                port,
                token,
                botUsername,
                clock,
                ownerId,
                ownerName,
                value,
                controlEnabled,
                localLinks,
                stateFile,
                webhookTimer);
    }

    public SandboxOptions withControlEnabled(boolean value) {
        return new SandboxOptions(
                bindAddress,
                port,
                token,
                botUsername,
                clock,
                ownerId,
                ownerName,
                pacing,
                value,
                localLinks,
                stateFile,
                webhookTimer);
    }

    public SandboxOptions withLocalLinks(boolean value) {
        return new SandboxOptions(
                bindAddress,
                port,
                token,
                botUsername,
                clock,
                ownerId,
                ownerName,
                pacing,
                controlEnabled,
                value,
                stateFile,
                webhookTimer);
    }

    public SandboxOptions withStateFile(Path value) {
        return new SandboxOptions(
                bindAddress,
                port,
                token,
                botUsername,
                clock,
                ownerId,
                ownerName,
                pacing,
                controlEnabled,
                localLinks,
                Optional.ofNullable(value),
                webhookTimer);
    }

    public SandboxOptions withWebhookTimer(DelayedTasks value) {
        return new SandboxOptions(
                bindAddress,
                port,
                token,
                botUsername,
                clock,
                ownerId,
                ownerName,
                pacing,
                controlEnabled,
                localLinks,
                stateFile,
                Optional.ofNullable(value));
    }

    long botId() {
        return Long.parseLong(token.substring(0, token.indexOf(':')));
    }
}
