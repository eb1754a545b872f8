package app.zapiska.accounts;

import app.zapiska.platform.ClientAddress;
import app.zapiska.platform.Faults;
import app.zapiska.platform.RefusedId;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;

/** Who changed the access and who deleted what, append only: the application's role can neither change nor delete what stands here. */
@Singleton
public class AuditLog {

    public enum Event {
        LOGIN("login"),
        WRONG_PASSWORD("wrong-password"),
        LOCKED("locked"),
        LOGOUT("logout"),
        PASSWORD_CHANGED("password-changed"),
        SESSION_ENDED("session-ended"),
        TOKEN_CREATED("token-created"),
        TOKEN_DELETED("token-deleted"),
        REFUSED_ID("refused-id"),
        SETTINGS_CHANGED("settings-changed"),
        TASKS_DELETED("tasks-deleted"),
        CATEGORY_DELETED("category-deleted"),
        LOAN_DELETED("loan-deleted"),
        BACKUP_REQUESTED("backup-requested"),
        BACKUP_DOWNLOADED("backup-downloaded"),
        DATA_EXPORTED("data-exported"),
        DATA_IMPORTED("data-imported");

        private final String slug;

        Event(String slug) {
            this.slug = slug;
        }
    }

    private final Pool database;
    private final InstantSource clock;

    AuditLog(Pool database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Never fails: a full log must not keep the owner out, so a lost entry is itself logged.
     *
     * @param accountId 0 when unknown
     * @param details no secrets and nothing people wrote
     */
    public Uni<Void> record(Event event, long accountId, ClientAddress address, Map<String, Object> details) {
        return database.preparedQuery(
                        "insert into audit_log (account_id, at, event, address, details) values ($1, $2, $3, $4, $5)")
                .execute(Tuple.from(new Object[] {
                    accountId == 0 ? null : accountId,
                    clock.instant().atOffset(ZoneOffset.UTC),
                    event.slug,
                    address.masked(),
                    new JsonObject(details)
                }))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> Log.errorf(
                        "Audit entry %s of account %d was lost: %s", event.slug, accountId, Faults.describe(failure)))
                .onFailure()
                .recoverWithNull();
    }

    void refusedId(@ObservesAsync RefusedId refused) {
        var path = refused.path().length() > 200 ? refused.path().substring(0, 200) : refused.path();
        record(
                        Event.REFUSED_ID,
                        refused.accountId(),
                        refused.address(),
                        Map.of("method", refused.method(), "path", path))
                .subscribe()
                .with(ignored -> {});
    }
}
