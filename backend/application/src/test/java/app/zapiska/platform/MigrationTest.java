package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.vertx.RunOnVertxContext;
import io.quarkus.test.vertx.UniAsserter;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class MigrationTest {

    @Inject
    Pool database;

    @Test
    @RunOnVertxContext
    void theApplicationsRoleOwnsNothing(UniAsserter asserter) {
        asserter.assertThat(
                () -> database.query(
                                "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = current_user")
                        .execute(),
                rows -> assertThat(rows.iterator().next().getLong(0)).isZero());
    }

    @Test
    @RunOnVertxContext
    void theAuditLogCanNeitherBeChangedNorDeleted(UniAsserter asserter) {
        asserter.assertFailedWith(
                () -> database.query("delete from audit_log").execute(),
                failure -> assertThat(failure).hasMessageContaining("permission denied"));
    }
}
