package app.zapiska.reminders;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.platform.MutableClock;
import app.zapiska.telegram.Messenger;
import app.zapiska.telegram.Pace;
import io.quarkus.arc.All;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Lets other features' tests correct the chats when they choose, with the product's clock and without pacing. */
@Singleton
public class ChatKeeping {

    @Inject
    Pool database;

    @Inject
    AccountDirectory accounts;

    @Inject
    Remindables remindables;

    @Inject
    @All
    List<StandingMessage> standing;

    @Inject
    Messenger messenger;

    @Inject
    ReminderMessages messages;

    @Inject
    EngineConfig config;

    @Inject
    MutableClock clock;

    public void correct(Pace pace) {
        var time = new EngineTime(clock);
        new ChatCorrection(
                        new LivingMessages(database, time),
                        accounts,
                        remindables,
                        standing,
                        messenger,
                        pace,
                        messages,
                        time,
                        config)
                .tick()
                .await()
                .atMost(Duration.ofSeconds(60));
    }
}
