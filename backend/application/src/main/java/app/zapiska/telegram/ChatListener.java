package app.zapiska.telegram;

import app.zapiska.accounts.AccountSettings;
import io.smallrye.mutiny.Uni;

/** Told about the chats of accounts, within the transaction that records it. */
public interface ChatListener {

    /** A chat became reachable: linked, or Start pressed after a block. */
    default Uni<Void> chatReachable(AccountSettings account) {
        return Uni.createFrom().voidItem();
    }

    /** Another bot has taken over: what the former one's messages are known by means nothing, or something else, to it. */
    default Uni<Void> botReplaced() {
        return Uni.createFrom().voidItem();
    }
}
