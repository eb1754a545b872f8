package app.zapiska.standalone;

import app.zapiska.sandbox.SandboxOptions;
import app.zapiska.sandbox.TelegramSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The Telegram sandbox inside this process. Its messages, token and, where possible, its port stay the same from start
 * to start: the application remembers messages it may still edit, and the person keeps the chat page open in a tab.
 */
final class Sandbox {

    /** Telegram's own numbers of bots have ten digits. */
    private static final String BOT_ID = "7000000001";

    private final DataFolder folder;
    private final Secrets secrets;
    private TelegramSandbox running;
    private long ownersChat;

    Sandbox(DataFolder folder, Secrets secrets) {
        this.folder = folder;
        this.secrets = secrets;
    }

    void start() throws IOException {
        Path state = folder.sandbox();
        Path portFile = state.resolve("port");
        SandboxOptions options = SandboxOptions.defaults()
                .withPort(formerPort(portFile))
                .withToken(BOT_ID + ":" + secrets.key(Secrets.SANDBOX_TOKEN))
                .withStateFile(state.resolve("chats"))
                // the address of this machine is what the messages' links are to open
                .withLocalLinks(true);
        try {
            running = TelegramSandbox.start(options);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        ownersChat = options.ownerId();
        Files.writeString(portFile, Integer.toString(running.baseUrl().getPort()));
    }

    /** What the application is told about it; nothing while it does not run. */
    Map<String, String> environment() {
        return running == null
                ? Map.of()
                : Map.of(
                        "TELEGRAM_BOT_TOKEN", running.token(),
                        "TELEGRAM_API_URL", running.baseUrl().toString(),
                        "TELEGRAM_CHAT_ID", Long.toString(ownersChat),
                        "TELEGRAM_SANDBOX_URL", running.chatUrl().toString());
    }

    Optional<URI> chat() {
        return Optional.ofNullable(running).map(TelegramSandbox::chatUrl);
    }

    void close() {
        if (running != null) {
            running.close();
        }
    }

    /** The port of the last start if it is free now, otherwise 0: any. */
    private static int formerPort(Path portFile) {
        try {
            int port = Integer.parseInt(Files.readString(portFile).strip());
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            }
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }
}
