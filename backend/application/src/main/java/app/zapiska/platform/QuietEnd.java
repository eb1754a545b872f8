package app.zapiska.platform;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * No job begins any more once this process was asked to end: it would find the pools closed and write an error where nothing
 * is wrong. What is under way is waited for by those who began it.
 */
@Singleton
class QuietEnd {

    @Inject
    Scheduler scheduler;

    void asked(@Observes ShutdownDelayInitiatedEvent event) {
        pause();
    }

    /** Where nobody asks first, as in development. */
    void ends(@Observes @Priority(0) ShutdownEvent event) {
        pause();
    }

    private void pause() {
        if (scheduler.isStarted()) {
            scheduler.pause();
        }
    }
}
