package app.zapiska.delivery;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Everybody's turn at once. Pacing has tests of its own; elsewhere it would only make moved time wait for real time. */
public class UnlimitedRate implements RateLimiter {

    @Override
    public Uni<Turn> ask(long chatId, Rank rank) {
        return Uni.createFrom().item(new Turn.Taken(Duration.ZERO, new Place(chatId, 0, 0)));
    }

    @Override
    public Uni<Void> giveBack(Place place) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> coolDown(Duration retryAfter) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Duration> cooldown() {
        return Uni.createFrom().item(Duration.ZERO);
    }
}
