package app.zapiska.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Waiting;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a sender has in hand")
class InFlightTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Test
    @DisplayName("a send that never ends does not hold its place for ever: others are claimed again, and it is told")
    void neverEnding() {
        var work = new InFlight(Duration.ofMillis(50));
        var ended = work.begin(3, Uni.createFrom().nothing(), failures::add);
        assertThat(work.count()).hasValue(3);
        ended.await().atMost(SOON);
        assertThat(work.count()).hasValue(0);
        assertThat(failures).singleElement().isInstanceOf(TimeoutException.class);
    }

    @Test
    @DisplayName("what ends late is finished all the same, and gives its place back once")
    void late() {
        var work = new InFlight(Duration.ofMillis(50));
        var call = new AtomicReference<UniEmitter<? super String>>();
        var recorded = new CopyOnWriteArrayList<String>();
        work.begin(2, Uni.createFrom().<String>emitter(call::set).invoke(recorded::add), failures::add)
                .await()
                .atMost(SOON);
        call.get().complete("sent");
        Waiting.until("what is recorded late", SOON, () -> recorded.contains("sent"));
        assertThat(work.count()).hasValue(0);
    }

    @Test
    @DisplayName("what fails gives its place back, and is told")
    void failing() {
        var work = new InFlight();
        work.begin(2, Uni.createFrom().failure(new IllegalStateException("no")), failures::add)
                .await()
                .atMost(SOON);
        assertThat(work.count()).hasValue(0);
        assertThat(failures).hasSize(1);
    }
}
