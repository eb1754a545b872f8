package app.zapiska.telegram;

import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.CallbackResult;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Brings to the product what people do in their chats, without a poller in between, as often as a test likes. */
@Singleton
public class BotInbox {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final AtomicLong UPDATES = new AtomicLong(1_900_000_000);

    private final UpdateReceiver receiver;

    BotInbox(UpdateReceiver receiver) {
        this.receiver = receiver;
    }

    /** @return the toast; empty text when there was none */
    public String press(long user, long chat, long messageId, String data) {
        return press(user, chat, messageId, data, 1);
    }

    /** @param times how often Telegram delivers the same update */
    public String press(long user, long chat, long messageId, String data, int times) {
        var press = RealServices.sandbox().control().pressAs(user, chat, messageId, data);
        var update = new Incoming.Press(
                UPDATES.incrementAndGet(), press.callbackId(), user, data, chat, OptionalLong.of(messageId));
        for (int i = 0; i < times; i++) {
            receive(update);
        }
        return toast(press);
    }

    public void write(long user, String text) {
        write(user, text, OptionalLong.empty(), 1);
    }

    public void reply(long user, long messageId, String text) {
        write(user, text, OptionalLong.of(messageId), 1);
    }

    public void write(long user, String text, OptionalLong replyTo, int times) {
        var update = new Incoming.Text(UPDATES.incrementAndGet(), user, user, true, text, replyTo);
        for (int i = 0; i < times; i++) {
            receive(update);
        }
    }

    /** Somebody else's words, sent on; empty for a picture. */
    public void forward(long user, String text) {
        receive(new Incoming.Text(UPDATES.incrementAndGet(), user, user, true, text, OptionalLong.empty(), true));
    }

    /** What a stranger says in somebody's name, and what people say in a group. */
    public void write(long user, long chat, boolean privateChat, String text, OptionalLong replyTo) {
        receive(new Incoming.Text(UPDATES.incrementAndGet(), chat, user, privateChat, text, replyTo));
    }

    /** Somebody writes in a group. */
    public void writeInGroup(long user, String name, long group, String title, String text) {
        receive(new Incoming.Text(
                UPDATES.incrementAndGet(),
                group,
                user,
                false,
                text,
                OptionalLong.empty(),
                false,
                new Incoming.Sender(name, Optional.empty(), Optional.of(title))));
    }

    /** @return the toast; empty text when there was none */
    public String pressInGroup(long user, String name, long group, long messageId, String data) {
        var press = RealServices.sandbox().control().pressAs(user, group, messageId, data);
        receive(new Incoming.Press(
                UPDATES.incrementAndGet(),
                press.callbackId(),
                user,
                data,
                group,
                OptionalLong.of(messageId),
                new Incoming.Sender(name, Optional.empty(), Optional.empty())));
        return toast(press);
    }

    private static String toast(CallbackResult press) {
        if (!press.awaitAnswered(SOON)) {
            throw new AssertionError("the press was not answered");
        }
        return press.toast().orElse("");
    }

    private void receive(Incoming update) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> receiver.receive(update));
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
