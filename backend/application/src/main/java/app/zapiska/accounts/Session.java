package app.zapiska.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** One sign-in of one browser. It lives in the database, so it can be ended before its cookie is. */
@Entity
@Table(name = "sessions")
class Session {

    static final Duration LIFE = Duration.ofDays(30);

    private static final int LONGEST_USER_AGENT = 300;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "account_id")
    private long accountId;

    @Column(name = "token_id")
    private UUID tokenId;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "last_seen_at")
    private Instant lastSeenAt;

    @Column(name = "revoked_at")
    private Instant revokedAt;

    @Column(name = "user_agent")
    private String userAgent;

    private String address;

    /** A {@link SignInWay}, or one that a newer version knows. */
    @Column(name = "began_by")
    private String beganBy;

    @Column(name = "passkey_id")
    private Long passkeyId;

    protected Session() {}

    /** @param address masked */
    static Session start(long accountId, SignInWay way, String userAgent, String address, Instant now) {
        var session = new Session();
        session.accountId = accountId;
        session.tokenId = UUID.randomUUID();
        session.createdAt = now;
        session.expiresAt = now.plus(way.life());
        session.lastSeenAt = now;
        session.userAgent = printable(userAgent);
        session.address = address;
        session.beganBy = way.name();
        return session;
    }

    /** With it, it ends. */
    void beginsBy(long passkey) {
        passkeyId = passkey;
    }

    private static String printable(String userAgent) {
        var kept = new StringBuilder();
        (userAgent == null ? "" : userAgent)
                .codePoints()
                .filter(c -> c >= ' ' && c <= '~')
                .limit(LONGEST_USER_AGENT)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
        }
    }

    Long id() {
        return id;
    }

    long accountId() {
        return accountId;
    }

    UUID tokenId() {
        return tokenId;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    Instant lastSeenAt() {
        return lastSeenAt;
    }

    String userAgent() {
        return userAgent;
    }

    String address() {
        return address;
    }

    String beganBy() {
        return beganBy.toLowerCase(Locale.ROOT);
    }
}
