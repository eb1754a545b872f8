package app.zapiska.reminders;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.delivery.ChatCorrection;
import app.zapiska.delivery.ChatMessageRenderer;
import app.zapiska.delivery.Delivery;
import app.zapiska.delivery.DeliveryFormatters;
import app.zapiska.delivery.EngineTime;
import app.zapiska.delivery.StaleMessages;
import app.zapiska.delivery.UnlimitedRate;
import app.zapiska.platform.MutableClock;
import app.zapiska.telegram.Chats;
import app.zapiska.telegram.Messenger;
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
    @All
    List<ChatMessageRenderer> standing;

    @Inject
    Messenger messenger;

    @Inject
    DeliveryFormatters writers;

    @Inject
    Chats chats;

    @Inject
    MutableClock clock;

    public void correct() {
        var time = new EngineTime(clock);
        new ChatCorrection(
                        new StaleMessages(database, time, standing),
                        accounts,
                        standing,
                        new Delivery(messenger, new UnlimitedRate(), chats),
                        writers,
                        time)
                .tick()
                .await()
                .atMost(Duration.ofSeconds(60))
                .await()
                .atMost(Duration.ofSeconds(60));
    }
}
