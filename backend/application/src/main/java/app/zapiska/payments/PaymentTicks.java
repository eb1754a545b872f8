package app.zapiska.payments;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** What is done about payments without anybody asking. */
@Singleton
class PaymentTicks {

    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final AmountPrompts questions;
    private final InstantSource clock;

    PaymentTicks(AmountPrompts questions, InstantSource clock) {
        this.questions = questions;
        this.clock = clock;
    }

    @Scheduled(
            identity = "payments-purge",
            every = "24h",
            delayed = "6m",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return questions.purge(clock.instant()).ifNoItem().after(LIMIT).fail();
    }
}
