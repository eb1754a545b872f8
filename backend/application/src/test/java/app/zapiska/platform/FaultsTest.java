package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.hibernate.exception.GenericJDBCException;
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
    @DisplayName(
            "neither is a full disk, told by the client or through Hibernate, which has an exception of its own for it")
    void aFullDiskIsUnavailability() {
        var full = new SQLException("could not extend file", "53100");
        assertThat(new GenericJDBCException("could not execute statement", full))
                .matches(Faults::unavailable, "answers 503");
        assertThat(new PgException("could not extend file", "ERROR", "53100", null))
                .matches(Faults::unavailable, "answers 503");
        assertThat(new GenericJDBCException("a constraint", new SQLException("a constraint", "23514")))
                .matches(fault -> !Faults.unavailable(fault), "stays a fault of ours");
        assertThat(Faults.describe(full)).isEqualTo("java.sql.SQLException: SQL state 53100");
    }

    @Test
    @DisplayName("neither is a transaction that the database ended because it stood still")
    void theEndOfATransactionThatStoodStillIsUnavailability() {
        assertThat(Stuck.endOfATransactionThatStoodStill(database)).matches(Faults::unavailable, "answers 503");
    }
}
