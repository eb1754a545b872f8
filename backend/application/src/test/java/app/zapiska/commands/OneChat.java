package app.zapiska.commands;

import app.zapiska.digests.Borrower;
import app.zapiska.digests.QuietChats;
import app.zapiska.telegram.BotInbox;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** One person who writes to the bot, from nine in the morning of Wednesday, 10 March 2027. */
abstract class OneChat extends QuietChats {

    @Inject
    BotInbox inbox;

    Borrower anna;

    @BeforeEach
    void aChat() {
        anna = new Borrower(parts, "2027-03-10T09:00");
    }
}
