package app.zapiska.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/**
 * A strict Bot API server on this machine, with a chat page for a person and controls for tests. It refuses what
 * Telegram refuses, in the same words, and it can fail in the ways networks fail.
 */
public final class TelegramSandbox implements AutoCloseable {

    private final SandboxOptions options;
    private final SandboxState state;
    private final FaultScript faults = new FaultScript();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final WebhookDelivery webhook;
    private final BotApi api;
    private final ChatPage chatPage;
    private final ControlApi controlApi;
    private final HttpListener listener;
    private final SandboxControl control;

    private TelegramSandbox(SandboxOptions options) throws IOException {
        this.options = options;
        state = new SandboxState(options);
        webhook = new WebhookDelivery(options, state);
        state.onUpdate(webhook::look);
        api = new BotApi(options, state, faults, webhook, closing);
        listener = listen(options);
        control = new SandboxControl(options, state, faults, listener);
        chatPage = new ChatPage(options, state, control);
        controlApi = new ControlApi(state, control);
        webhook.look();
    }

    /**
     * Starts listening; the server is ready when this returns.
     *
     * @throws UncheckedIOException when the port is taken or the state file can't be used
     */
    public static TelegramSandbox start(SandboxOptions options) {
        try {
            return new TelegramSandbox(options);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "The Telegram sandbox can't listen on " + options.bindAddress() + ":" + options.port() + ": "
                            + failed.getMessage(),
                    failed);
        }
    }

    /** What {@code TELEGRAM_API_URL} is set to; the Bot API is below it at {@code /bot<token>/<method>}. */
    public URI baseUrl() {
        String host = options.bindAddress().equals("0.0.0.0") ? "127.0.0.1" : options.bindAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listener.port());
    }

    public String token() {
        return options.token();
    }

    /** The page where a person sees the owner's chat. */
    public URI chatUrl() {
        return baseUrl().resolve("/chat");
    }

    public SandboxControl control() {
        return control;
    }

    /** Ends every call in progress and frees the port. */
    @Override
    public void close() {
        closing.countDown();
        faults.clear();
        webhook.close();
        listener.close();
        state.close();
    }

    private HttpListener listen(SandboxOptions options) throws IOException {
        try {
            return new HttpListener(InetAddress.getByName(options.bindAddress()), options.port(), this::route);
        } catch (IOException busy) {
            webhook.close();
            state.close();
            throw busy;
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        String path = exchange.path();
        if (path.startsWith("/bot")) {
            api.handle(exchange);
        } else if (path.equals("/control") || path.startsWith("/control/")) {
            if (options.controlEnabled()) {
                controlApi.handle(exchange);
            } else {
                exchange.respondText(404, "The control API is switched off");
            }
        } else {
            chatPage.handle(exchange);
        }
    }
}
