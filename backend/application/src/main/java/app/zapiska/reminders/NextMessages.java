package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.reminders.NextMessage.About;
import app.zapiska.reminders.NextMessage.Waiting;
import app.zapiska.telegram.Messenger;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Collection;

/** {@link NextMessage} for this moment and this bot. */
@Singleton
public class NextMessages {

    private final Messenger messenger;
    private final InstantSource clock;

    NextMessages(Messenger messenger, InstantSource clock) {
        this.messenger = messenger;
        this.clock = clock;
    }

    public NextMessage of(AccountSettings account, About about, Collection<Waiting> waiting) {
        return NextMessage.of(about, waiting, account, messenger.ready(), clock.instant());
    }
}
