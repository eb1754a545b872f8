package app.zapiska.delivery;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Says what a test has told it to; after that, that everybody's turn has come. */
final class ScriptedRateLimiter extends UnlimitedRate {

    final Deque<Uni<Turn>> turns = new ArrayDeque<>();
    final List<Rank> asked = new ArrayList<>();
    final List<Place> givenBack = new ArrayList<>();
    Optional<Duration> closedFor = Optional.empty();

    static final Place PLACE = new Place(7, 1, 0);

    static Uni<Turn> now() {
        return Uni.createFrom().item(new Turn.Taken(Duration.ZERO, PLACE));
    }

    static Uni<Turn> notYet(Duration askAgain) {
        return Uni.createFrom().item(new Turn.NotYet(askAgain));
    }

    @Override
    public Uni<Turn> ask(long chatId, Rank rank) {
        asked.add(rank);
        return turns.isEmpty() ? now() : turns.poll();
    }

    @Override
    public Uni<Void> giveBack(Place place) {
        givenBack.add(place);
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> coolDown(Duration retryAfter) {
        closedFor = Optional.of(retryAfter);
        return Uni.createFrom().voidItem();
    }
}
