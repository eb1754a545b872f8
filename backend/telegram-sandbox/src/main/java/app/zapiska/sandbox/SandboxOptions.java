package app.zapiska.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** How a sandbox is started. Begin with {@link #defaults()} and change what the case needs; each change is a copy. */
public final class SandboxOptions implements Cloneable {

    private static final Pattern TOKEN = Pattern.compile("\\d{1,19}:[A-Za-z0-9_-]{1,128}");

    /** Runs a task once after a delay; a test runs it when it moves its clock. */
    @FunctionalInterface
    public interface DelayedTasks {
        void after(Duration delay, Runnable task);
    }

    private String bindAddress = "127.0.0.1";
    private int port = 0;
    private String token = "7000000001:SandboxTokenOnlyForThisMachine_0001";
    private String botUsername = "zapiska_sandbox_bot";
    private InstantSource clock = InstantSource.system();
    private long ownerId = 1_000_001L;
    private String ownerName = "Анна";
    private boolean pacing = true;
    private boolean controlEnabled = true;
    private boolean localLinks = false;
    private Optional<Path> stateFile = Optional.empty();
    private Optional<DelayedTasks> webhookTimer = Optional.empty();

    private SandboxOptions() {}

    public static SandboxOptions defaults() {
        return new SandboxOptions();
    }

    private SandboxOptions with(Consumer<SandboxOptions> change) {
        try {
            var copy = (SandboxOptions) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** Address to listen on; anything but loopback is meant for a container whose port is forwarded. */
    public String bindAddress() {
        return bindAddress;
    }

    /** TCP port, 0 picks a free one. */
    public int port() {
        return port;
    }

    /** Bot token as BotFather writes it, {@code <digits>:<letters>}. */
    public String token() {
        return token;
    }

    /** Name of the bot without {@code @}. */
    public String botUsername() {
        return botUsername;
    }

    /** Source of every date, age and pacing decision. */
    public InstantSource clock() {
        return clock;
    }

    /** Telegram id of the person who owns the chat page; also the id of their private chat. */
    public long ownerId() {
        return ownerId;
    }

    /** First name of that person. */
    public String ownerName() {
        return ownerName;
    }

    /** Whether too many messages are refused with 429 as Telegram does. */
    public boolean pacing() {
        return pacing;
    }

    /** Whether the HTTP control API under {@code /control} answers. */
    public boolean controlEnabled() {
        return controlEnabled;
    }

    /** Whether buttons may link to hosts without a dot such as {@code localhost}; Telegram refuses them. */
    public boolean localLinks() {
        return localLinks;
    }

    /** File in which chats, messages and updates survive a restart; empty keeps them in memory. */
    public Optional<Path> stateFile() {
        return stateFile;
    }

    /** Runs the retries of webhook deliveries; empty uses real time. */
    public Optional<DelayedTasks> webhookTimer() {
        return webhookTimer;
    }

    public SandboxOptions withBindAddress(String value) {
        return with(options -> options.bindAddress = value);
    }

    public SandboxOptions withPort(int value) {
        require(value >= 0 && value <= 65535, "port must be 0 to 65535, was " + value);
        return with(options -> options.port = value);
    }

    public SandboxOptions withToken(String value) {
        require(TOKEN.matcher(value).matches(), "token must look like 123456:letters-and-digits");
        return with(options -> options.token = value);
    }

    public SandboxOptions withBotUsername(String value) {
        return with(options -> options.botUsername = value);
    }

    public SandboxOptions withClock(InstantSource value) {
        return with(options -> options.clock = value);
    }

    public SandboxOptions withOwner(long id, String name) {
        require(id > 0, "ownerId must be positive, was " + id);
        return with(options -> {
            options.ownerId = id;
            options.ownerName = name;
        });
    }

    public SandboxOptions withPacing(boolean value) {
        return with(options -> options.pacing = value);
    }

    public SandboxOptions withControlEnabled(boolean value) {
        return with(options -> options.controlEnabled = value);
    }

    public SandboxOptions withLocalLinks(boolean value) {
        return with(options -> options.localLinks = value);
    }

    public SandboxOptions withStateFile(Path value) {
        return with(options -> options.stateFile = Optional.ofNullable(value));
    }

    public SandboxOptions withWebhookTimer(DelayedTasks value) {
        return with(options -> options.webhookTimer = Optional.ofNullable(value));
    }

    long botId() {
        return Long.parseLong(token.substring(0, token.indexOf(':')));
    }
}
