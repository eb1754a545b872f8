package app.zapiska.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class DeletedTasksPurgeTest {

    @Inject
    DeletedTasksPurge purge;

    @Inject
    MutableClock clock;

    @AfterEach
    void realTime() {
        clock.backToReal();
    }

    @Test
    void whatCannotBeRestoredIsRemovedInSeveralBatches() throws Throwable {
        clock.set(Instant.parse("2026-11-21T09:00:00Z"));
        var desk = Desk.empty();
        RealServices.execute("""
                insert into tasks (account_id, title, status, importance, created_at, updated_at, deleted_at)
                select ?, 'Задача ' || n, 'OPEN', 2, now(), now(), timestamptz '2026-10-22T09:00:00Z' + n * interval '1 second'
                from generate_series(-1100, 2) n
                """, desk.visitor.accountId());
        var alive = desk.createId("title", "живая");

        VertxContextSupport.subscribeAndAwait(() -> purge.purge());

        assertThat(desk.everything()).contains("Задача 1", "Задача 2", "живая").doesNotContain("Задача 0", "Задача -");
        assertThat(desk.ids("", 50)).containsExactly(alive);
    }
}
