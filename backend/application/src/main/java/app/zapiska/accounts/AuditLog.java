package app.zapiska.accounts;

import app.zapiska.platform.ClientAddress;
import app.zapiska.platform.Faults;
import app.zapiska.platform.RefusedId;
import app.zapiska.platform.sql.Statement;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;

/**
 * Who changed the access and who deleted what: the application's role can neither change nor delete what stands here. What anybody
 * can make happen as often as they like becomes one entry an hour that counts; old entries go.
 */
@Singleton
public class AuditLog {

    public enum Event {
        LOGIN("login"),
        LOGIN_BY_LINK("login-by-link"),
        LOGIN_BY_TELEGRAM("login-by-telegram"),
        LOGIN_BY_PASSKEY("login-by-passkey"),
        WRONG_PASSWORD("wrong-password", true),
        WRONG_LOGIN_LINK("wrong-login-link", true),
        WRONG_TELEGRAM_DATA("wrong-telegram-data", true),
        WRONG_PASSKEY("wrong-passkey", true),
        /** Its signature was right, but its count of signatures was not: it has a copy. */
        PASSKEY_COPIED("passkey-copied", true),
        LOCKED("locked"),
        LOGOUT("logout"),
        INVITATION_CREATED("invitation-created"),
        INVITATION_DELETED("invitation-deleted"),
        INVITATION_ACCEPTED("invitation-accepted"),
        WRONG_INVITATION("wrong-invitation", true),
        ROLE_CHANGED("role-changed"),
        ACCOUNT_DEACTIVATED("account-deactivated"),
        ACCOUNT_REACTIVATED("account-reactivated"),
        ACCOUNT_DELETED("account-deleted"),
        PASSWORD_CHANGED("password-changed"),
        PASSWORD_RESET_CREATED("password-reset-created"),
        PASSWORD_RESET_DELETED("password-reset-deleted"),
        PASSWORD_RESET_USED("password-reset-used"),
        WRONG_RESET_CODE("wrong-reset-code", true),
        SECOND_FACTOR_ON("second-factor-on"),
        SECOND_FACTOR_OFF("second-factor-off"),
        WRONG_CODE("wrong-code", true),
        RECOVERY_CODE_USED("recovery-code-used"),
        RECOVERY_CODES_MADE("recovery-codes-made"),
        PASSKEY_ADDED("passkey-added"),
        PASSKEY_REMOVED("passkey-removed"),
        SESSION_ENDED("session-ended"),
        TOKEN_CREATED("token-created"),
        TOKEN_DELETED("token-deleted"),
        /** Written by linking itself, in its own transaction. */
        TELEGRAM_LINKED("telegram-linked"),
        TELEGRAM_UNLINKED("telegram-unlinked"),
        /** Somebody has brought the link, and the page has said that it was not them. */
        TELEGRAM_DECLINED("telegram-declined"),
        GROUP_LINKED("group-linked"),
        GROUP_UNLINKED("group-unlinked"),
        GROUP_DECLINED("group-declined"),
        GROUP_PERSON_ALLOWED("group-person-allowed"),
        GROUP_PERSON_REMOVED("group-person-removed"),
        /** Somebody named has pressed a button in the group that changes something. */
        GROUP_PRESSED("group-pressed"),
        FEED_CREATED("feed-created"),
        FEED_DELETED("feed-deleted"),
        DEVICE_ADDED("device-added"),
        DEVICE_REMOVED("device-removed"),
        MAIL_ASKED("mail-asked"),
        MAIL_CONFIRMED("mail-confirmed"),
        MAIL_REMOVED("mail-removed"),
        REFUSED_ID("refused-id", true),
        SETTINGS_CHANGED("settings-changed"),
        TASKS_DELETED("tasks-deleted"),
        CATEGORY_DELETED("category-deleted"),
        LOAN_DELETED("loan-deleted"),
        /** Where the money goes to. */
        REQUISITES_CHANGED("requisites-changed"),
        REQUISITES_DELETED("requisites-deleted"),
        /** It may have been evidence. */
        CONTACT_DELETED("contact-deleted"),
        ANNOUNCEMENT_CREATED("announcement-created"),
        ANNOUNCEMENT_STOPPED("announcement-stopped"),
        TELEGRAM_UPDATES_CHANGED("telegram-updates-changed"),
        BACKUP_REQUESTED("backup-requested"),
        BACKUP_DOWNLOADED("backup-downloaded"),
        DATA_EXPORTED("data-exported", true),
        DATA_IMPORTED("data-imported");

        private final String slug;
        private final boolean rolledUp;

        Event(String slug) {
            this(slug, false);
        }

        /** @param rolledUp those of an hour and an address are one entry */
        Event(String slug, boolean rolledUp) {
            this.slug = slug;
            this.rolledUp = rolledUp;
        }

        static boolean knows(String slug) {
            return Arrays.stream(values()).anyMatch(event -> event.slug.equals(slug));
        }
    }

    private static final Duration KEPT = Duration.ofDays(400);
    /** Of an account, or of all who are not known. */
    private static final int MOST_ENTRIES = 20_000;
    /** Of an account, one rolled-up event and a day, from however many addresses. */
    private static final int MOST_ADDRESSES = 100;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

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
        return write(event, accountId, address, details)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> Log.errorf(
                        "Audit entry %s of account %d was lost: %s", event.slug, accountId, Faults.describe(failure)))
                .onFailure()
                .recoverWithNull();
    }

    /**
     * Together with what it tells of, within the caller's Hibernate transaction: for what is done in a chat.
     *
     * @param details as of {@link #record}
     */
    public Uni<Void> recordInSession(Event event, long accountId, Map<String, Object> details) {
        return new Statement(
                        """
                        insert into audit_log (account_id, at, event, details)
                        values (:account, :now, :event, cast(cast(:details as text) as jsonb)) returning id
                        """,
                        Map.of(
                                "account",
                                accountId,
                                "now",
                                clock.instant(),
                                "event",
                                event.slug,
                                "details",
                                new JsonObject(details).encode()))
                .list(Long.class)
                .replaceWithVoid();
    }

    private Uni<?> write(Event event, long accountId, ClientAddress address, Map<String, Object> details) {
        var account = accountId == 0 ? null : accountId;
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var more = new JsonObject(details);
        return event.rolledUp
                ? database.preparedQuery("select record_audit($1, $2, $3, $4, $5, $6)")
                        .execute(Tuple.from(
                                new Object[] {account, now, event.slug, address.masked(), more, MOST_ADDRESSES}))
                : database.preparedQuery(
                                "insert into audit_log (account_id, at, event, address, details) values ($1, $2, $3, $4, $5)")
                        .execute(Tuple.from(new Object[] {account, now, event.slug, address.masked(), more}));
    }

    @Scheduled(identity = "audit-purge", every = "12h", delayed = "15m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return database.preparedQuery("select purge_audit($1, $2)")
                .execute(Tuple.of(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC), MOST_ENTRIES))
                .replaceWithVoid()
                .ifNoItem()
                .after(PATIENCE)
                .fail();
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
