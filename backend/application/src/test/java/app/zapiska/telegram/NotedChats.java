package app.zapiska.telegram;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told about chats, and nothing else. */
public class NotedChats extends Chats {

    public final List<String> told = new ArrayList<>();

    public NotedChats() {
        super(null, null);
    }

    @Override
    public Uni<Void> markBlocked(long chat, String reason) {
        told.add("blocked " + chat);
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> migrate(long oldChat, long newChat) {
        told.add("moved " + oldChat + " to " + newChat);
        return Uni.createFrom().voidItem();
    }
}
