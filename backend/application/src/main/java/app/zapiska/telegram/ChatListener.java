package app.zapiska.telegram;

import app.zapiska.accounts.AccountSettings;
import io.smallrye.mutiny.Uni;

/**
 * Told when a chat becomes reachable (linked, or Start pressed after a block), within the transaction that records it.
 */
public interface ChatListener {

    Uni<Void> chatReachable(AccountSettings account);
}
