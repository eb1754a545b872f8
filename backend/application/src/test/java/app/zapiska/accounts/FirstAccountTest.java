package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("The owner's account")
class FirstAccountTest {

    private static final String WAITING_FOR_THE_TURN = """
            select count(*) from pg_locks
            where locktype = 'advisory' and not granted
              and (classid::bigint << 32 | objid::bigint) = hashtextextended(?, 0)""";

    @Inject
    FirstAccount firstAccount;

    @Inject
    NewAccounts newAccounts;

    @Test
    @DisplayName("is made by one replica at a time: together over an empty database, all but one would fail to start")
    void oneAtATime() throws Exception {
        long before = RealServices.count("select count(*) from accounts where role = 'OWNER'");
        try (var anotherReplica = DriverManager.getConnection(RealServices.ownerUrl());
                var turn = anotherReplica.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            anotherReplica.setAutoCommit(false);
            turn.setString(1, FirstAccount.TURN);
            turn.execute();

            var start = CompletableFuture.runAsync(this::start);
            Waiting.until(() -> RealServices.count(WAITING_FOR_THE_TURN, FirstAccount.TURN) == 1);
            assertThat(start).isNotDone();

            anotherReplica.rollback();
            start.get(20, TimeUnit.SECONDS);
        }
        assertThat(RealServices.count("select count(*) from accounts where role = 'OWNER'"))
                .isEqualTo(before);
    }

    private void start() {
        try {
            VertxContextSupport.subscribeAndAwait(() -> firstAccount.createIfNone(newAccounts.defaults()));
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }
}
