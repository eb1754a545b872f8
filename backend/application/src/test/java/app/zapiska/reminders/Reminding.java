package app.zapiska.reminders;

import app.zapiska.platform.MutableClock;
import app.zapiska.reminders.Engine.MovedClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Lets other features' tests send what is due and correct the chats, as one more replica, by the product's clock. */
@Singleton
public class Reminding {

    @Inject
    Engine.Parts parts;

    @Inject
    MutableClock clock;

    private Engine engine;

    public synchronized void run() {
        var now = new MovedClock(clock.instant());
        if (engine == null) {
            engine = parts.replica(now);
        }
        engine.clock.set(now.instant());
        engine.rescue();
        engine.run();
    }
}
