package app.zapiska.telegram;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;

/** The real adapter, to a Bot API server at whose address nobody listens while a test says so. */
public final class AwayMessenger implements Messenger {

    private final Messenger real;
    private final AtomicInteger passing = new AtomicInteger();
    private volatile boolean away;
    private volatile boolean dead;

    public AwayMessenger(Messenger real) {
        this.real = real;
    }

    public void away(boolean now) {
        passing.set(0);
        away = now;
    }

    /** Away after so many messages more. */
    public void awayAfter(int messages) {
        passing.set(messages);
        away = true;
    }

    /** @param now false: as with a token that Telegram does not know any more */
    public void ready(boolean now) {
        dead = !now;
    }

    @Override
    public Uni<SendOutcome> send(long chatId, OutgoingMessage message) {
        if (dead) {
            throw new AssertionError("nothing is sent by a dead token");
        }
        return away && passing.getAndDecrement() <= 0
                ? Uni.createFrom().item(new SendOutcome.NotSent("connection refused"))
                : real.send(chatId, message);
    }

    @Override
    public Uni<EditOutcome> edit(long chatId, long messageId, OutgoingMessage message) {
        return real.edit(chatId, messageId, message);
    }

    @Override
    public Uni<EditOutcome> delete(long chatId, long messageId) {
        return real.delete(chatId, messageId);
    }

    @Override
    public boolean ready() {
        return !dead && real.ready();
    }
}
