package app.zapiska.signin;

import app.zapiska.accounts.Admission;
import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.SignInWay;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.Turns;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Links that sign in once, in another browser. Asked for in the account's own private chat, good for five minutes; a newer one
 * takes the place of those before. Only the SHA-256 of what they carry is kept.
 */
@ApplicationScoped
class SignInLinks {

    static final Duration VALID = Duration.ofMinutes(5);
    static final int MOST_AN_HOUR = 10;

    private static final int BYTES = 24;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{32}");

    private final SecureRandom random = new SecureRandom();

    @Inject
    Pool database;

    @Inject
    Admission admission;

    @Inject
    InstantSource clock;

    /** Within the caller's transaction. @return what the link carries; empty when there were too many of late */
    Uni<Optional<String>> make(long account, long chat) {
        var now = clock.instant();
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return Turns.take("sign-in-link", account)
                .chain(() -> new Statement(
                                "select count(*) from sign_in_links where account_id = :account and created_at > :since",
                                Map.of("account", account, "since", now.minus(Duration.ofHours(1))))
                        .list(Long.class))
                .chain(made -> made.getFirst() >= MOST_AN_HOUR
                        ? Uni.createFrom().item(Optional.empty())
                        : replaceBy(token, account, chat, now).replaceWith(Optional.of(token)));
    }

    private static Uni<Integer> replaceBy(String token, long account, long chat, Instant now) {
        return new Statement("""
                update sign_in_links set replaced_at = :now
                where account_id = :account and used_at is null and replaced_at is null and expires_at > :now
                """, Map.of("account", account, "now", now))
                .change()
                .chain(() -> new Statement(
                                """
                        insert into sign_in_links (token_sha256, account_id, chat_id, created_at, expires_at)
                        values (:token, :account, :chat, :now, :end)
                        """,
                                Map.of(
                                        "token",
                                        Sha256.of(token),
                                        "account",
                                        account,
                                        "chat",
                                        chat,
                                        "now",
                                        now,
                                        "end",
                                        now.plus(VALID)))
                        .change());
    }

    /** Telegram has told the number of the message with the link. */
    Uni<Void> sent(String token, long message) {
        return Sql.count(
                        database,
                        "update sign_in_links set message_id = $2 where token_sha256 = $1",
                        Buffer.buffer(Sha256.of(token)),
                        message)
                .replaceWithVoid();
    }

    record Open(String name, String login, Instant expiresAt) {}

    /** Whose it is, and uses nothing up. Fails in the words of what is wrong with it. */
    Uni<Open> look(String token) {
        return state(token)
                .map(row -> new Open(row.getString("name"), row.getString("login"), Sql.instant(row, "expires_at")));
    }

    private Uni<Row> state(String token) {
        if (!SHAPE.matcher(token).matches()) {
            return Uni.createFrom().failure(unknown());
        }
        return new Statement("""
                select a.name, a.login, a.deactivated_at, l.expires_at, l.used_at, l.replaced_at,
                       a.telegram_chat_id is not distinct from l.chat_id as linked
                from sign_in_links l join accounts a on a.id = l.account_id where l.token_sha256 = :token
                """, Map.of("token", Buffer.buffer(Sha256.of(token))))
                .on(database)
                .map(rows -> {
                    if (rows.isEmpty()) {
                        throw unknown();
                    }
                    refuse(rows.getFirst());
                    return rows.getFirst();
                });
    }

    private void refuse(Row link) {
        if (link.getValue("used_at") != null) {
            throw over("used", SignInTexts::linkUsed);
        }
        if (link.getValue("replaced_at") != null) {
            throw over("replaced", SignInTexts::linkReplaced);
        }
        if (!clock.instant().isBefore(Sql.instant(link, "expires_at"))) {
            throw over("expired", SignInTexts::linkExpired);
        }
        if (!link.getBoolean("linked")) {
            throw over("unlinked", SignInTexts::linkOfAnotherChat);
        }
        if (link.getValue("deactivated_at") != null) {
            throw Admission.inactive();
        }
    }

    /** Of two at once, one gets in. */
    Uni<Admission.Admitted> exchange(String token, Admission.Browser browser) {
        return state(token)
                .chain(() -> use(token, browser))
                .chain(admitted -> admitted.map(found -> Uni.createFrom().item(found))
                        // Somebody was quicker, or it ended this moment: what has become of it says why.
                        .orElseGet(() -> state(token).map(ended -> {
                            throw over("used", SignInTexts::linkUsed);
                        })));
    }

    @WithTransaction
    public Uni<Optional<Admission.Admitted>> use(String token, Admission.Browser browser) {
        return new Statement("""
                update sign_in_links l set used_at = :now from accounts a
                where l.token_sha256 = :token and l.used_at is null and l.replaced_at is null and l.expires_at > :now
                  and a.id = l.account_id and a.telegram_chat_id = l.chat_id
                returning l.account_id
                """, Map.of("token", Sha256.of(token), "now", clock.instant()))
                .list(Long.class)
                .chain(accounts -> accounts.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : admission
                                .begin(accounts.getFirst(), SignInWay.LINK, browser)
                                .map(Optional::of));
    }

    /** @param used null: it was never used */
    record Spent(long account, long chat, long message, Instant used, boolean replaced) {}

    /**
     * Those whose messages still show them and that no longer work: each is told once, by whichever replica comes first. In a
     * chat that was linked once nothing is told any more.
     */
    Uni<List<Spent>> spent() {
        return new Statement("""
                with spent as (
                  update sign_in_links set told_at = :now
                  where told_at is null and message_id is not null
                    and (used_at is not null or replaced_at is not null or expires_at <= :now)
                  returning account_id, chat_id, message_id, used_at, replaced_at)
                select spent.* from spent
                join accounts a on a.id = spent.account_id and a.telegram_chat_id = spent.chat_id
                """, Map.of("now", clock.instant()))
                .on(database)
                .map(rows -> rows.stream()
                        .map(row -> new Spent(
                                row.getLong("account_id"),
                                row.getLong("chat_id"),
                                row.getLong("message_id"),
                                Sql.instant(row, "used_at"),
                                row.getValue("replaced_at") != null))
                        .toList());
    }

    Uni<Void> purge() {
        return Sql.count(
                        database,
                        "delete from sign_in_links where expires_at < $1",
                        Sql.utc(clock.instant().minus(Duration.ofDays(1))))
                .replaceWithVoid();
    }

    private static Admission.Guess unknown() {
        return new Admission.Guess(Event.WRONG_LOGIN_LINK, Wording.of(SignInTexts.class, SignInTexts::linkUnknown));
    }

    private static ProblemException over(String reason, Function<SignInTexts, String> words) {
        return new ProblemException(ProblemType.NOT_FOUND, Wording.of(SignInTexts.class, words)).with("reason", reason);
    }
}
