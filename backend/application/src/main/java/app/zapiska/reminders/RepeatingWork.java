package app.zapiska.reminders;

import app.zapiska.delivery.DueWork;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether something that repeats has ended without its next one. */
@Singleton
class RepeatingWork implements DueWork {

    static final String UNFOLLOWED = "unfollowed";

    private final List<Repeating> features;

    RepeatingWork(@All List<Repeating> features) {
        this.features = features;
    }

    @Override
    public Map<String, String> conditions() {
        return Map.of(UNFOLLOWED, features.stream().map(Repeating::unfollowed).collect(Collectors.joining(" or ")));
    }

    Uni<Void> goOn() {
        return Multi.createFrom()
                .iterable(features)
                .onItem()
                .transformToUniAndConcatenate(Repeating::goOn)
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
