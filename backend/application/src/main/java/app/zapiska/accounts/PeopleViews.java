package app.zapiska.accounts;

import app.zapiska.platform.Slugs;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who has an account here, and who is invited: what the owner sees, and nothing of anybody's data. */
@Singleton
class PeopleViews {

    enum ChatState {
        @JsonProperty("none")
        NONE,
        @JsonProperty("linked")
        LINKED,
        @JsonProperty("blocked")
        BLOCKED
    }

    /**
     * @param login to sign in with
     * @param active false: may not sign in and is not written to
     * @param lastSeenAt by page or token; null when that is long ago or never was
     * @param chat blocked: the person has blocked the bot
     * @param secondFactor whether signing in with the password asks for a code as well
     * @param passwordResetUntil how long a link works by which they may set a new password; null: there is none
     */
    @Schema(name = "Person")
    record PersonView(
            @NotNull Long id,
            @NotNull String login,
            @NotNull String name,

            @Schema(enumeration = {"owner", "member", "reader"}) @NotNull
            String role,

            @NotNull Boolean active,
            @NotNull Instant createdAt,
            @Schema(nullable = true) Instant lastSeenAt,
            @NotNull ChatState chat,
            @NotNull Boolean secondFactor,
            @Schema(nullable = true) Instant passwordResetUntil) {

        private static PersonView from(Row row) {
            var blocked = row.getBoolean("chat_blocked");
            return new PersonView(
                    row.getLong("id"),
                    row.getString("login"),
                    row.getString("name"),
                    Slugs.of(Role.valueOf(row.getString("role"))),
                    row.getBoolean("active"),
                    Sql.instant(row, "created_at"),
                    Sql.instant(row, "last_seen_at"),
                    blocked ? ChatState.BLOCKED : row.getBoolean("chat_linked") ? ChatState.LINKED : ChatState.NONE,
                    row.getBoolean("second_factor"),
                    Sql.instant(row, "password_reset_until"));
        }
    }

    @Schema(name = "Invitation")
    record InvitationView(
            @NotNull Long id,

            @Schema(enumeration = {"member", "reader"}) @NotNull
            String role,

            @NotNull Instant createdAt,
            @NotNull Instant expiresAt) {

        private static InvitationView from(Row row) {
            return new InvitationView(
                    row.getLong("id"),
                    Slugs.of(Role.valueOf(row.getString("role"))),
                    Sql.instant(row, "created_at"),
                    Sql.instant(row, "expires_at"));
        }
    }

    private static final String PEOPLE = """
            select a.id, a.login, a.name, a.role, a.deactivated_at is null as active, a.created_at,
              a.telegram_chat_id is not null as chat_linked, a.telegram_blocked_at is not null as chat_blocked,
              exists (select 1 from second_factors f where f.account_id = a.id) as second_factor,
              (select r.expires_at from password_resets r where r.account_id = a.id and r.expires_at > :now)
                as password_reset_until,
              greatest(
                (select max(s.last_seen_at) from sessions s where s.account_id = a.id),
                (select max(t.last_used_at) from api_tokens t where t.account_id = a.id)) as last_seen_at
            from accounts a
            """;

    private final Pool database;
    private final InstantSource clock;

    PeopleViews(Pool database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The owner first, then in the order in which they came. */
    Uni<List<PersonView>> people() {
        return Statement.of(PEOPLE + " order by a.role <> 'OWNER', a.id", Map.of("now", clock.instant()))
                .on(database)
                .map(rows -> rows.stream().map(PersonView::from).toList());
    }

    /** Whether a name is needed to tell whose password it is. */
    Uni<PersonView> person(long id) {
        return Statement.of(PEOPLE + " where a.id = :id", Map.of("id", id, "now", clock.instant()))
                .on(database)
                .map(rows -> PersonView.from(rows.getFirst()));
    }

    Uni<List<InvitationView>> invitations(long accountId) {
        return Statement.of("""
                        select id, role, created_at, expires_at from invitations
                        where account_id = :account and expires_at > :now order by id desc""", Map.of("account", accountId, "now", clock.instant()))
                .on(database)
                .map(rows -> rows.stream().map(InvitationView::from).toList());
    }
}
