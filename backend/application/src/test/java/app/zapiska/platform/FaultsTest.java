package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class FaultsTest {

    @Inject
    Pool database;

    @Test
    @DisplayName("a row that stays locked is no fault of the program's: it answers 503, and the next try may succeed")
    void aLockThatDoesNotComeIsUnavailability() {
        assertThat(Stuck.lockThatDidNotCome(database)).matches(Faults::unavailable, "answers 503");
    }

    @Test
    @DisplayName("neither is a transaction that the database ended because it stood still")
    void theEndOfATransactionThatStoodStillIsUnavailability() {
        assertThat(Stuck.endOfATransactionThatStoodStill(database)).matches(Faults::unavailable, "answers 503");
    }
}
