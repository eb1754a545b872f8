package app.zapiska.reminders;

import jakarta.inject.Singleton;
import java.time.Instant;

/** Lets other features' tests have the reminders sent and the chats corrected at a moment they choose, without pacing. */
@Singleton
public class ChatKeeping {

    private final Engine.Parts parts;

    ChatKeeping(Engine.Parts parts) {
        this.parts = parts;
    }

    public void correct(Instant now) {
        parts.replica(new Engine.MovedClock(now)).correct();
    }

    public void run(Instant now) {
        parts.replica(new Engine.MovedClock(now)).run();
    }

    /** Nobody else's reminders and corrections are awake. */
    public void silence() {
        try (var arrange = new Arrange()) {
            arrange.silence();
        }
    }
}
