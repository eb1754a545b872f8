package app.zapiska.delivery;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Nobody's turn comes for a long while, which those learn only at their turn who had looked before. */
public final class SilencedRate extends UnlimitedRate {

    private final Duration silence;
    private volatile boolean known;

    public SilencedRate(Duration silence) {
        this.silence = silence;
    }

    /** Whoever looks from now on sees it. */
    public void known() {
        known = true;
    }

    @Override
    public Uni<Turn> ask(long chatId, Rank rank) {
        return Uni.createFrom().item(new Turn.NotYet(silence));
    }

    @Override
    public Uni<Duration> cooldown() {
        return Uni.createFrom().item(known ? silence : Duration.ZERO);
    }
}
