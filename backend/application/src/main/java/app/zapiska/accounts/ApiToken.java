package app.zapiska.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;

/** A personal token for scripts. Its text is shown once and kept only as a hash: it is random, so SHA-256 is enough. */
@Entity
@Table(name = "api_tokens")
class ApiToken {

    enum Scope {
        READ,
        WRITE
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "account_id")
    private long accountId;

    private String name;

    @Enumerated(EnumType.STRING)
    private Scope scope;

    @Column(name = "token_sha256")
    private byte[] tokenSha256;

    @Column(name = "expires_on")
    private LocalDate expiresOn;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_used_at")
    private Instant lastUsedAt;

    protected ApiToken() {}

    /** @param expiresOn the last day it works, in the account's zone; null for ever */
    static ApiToken create(
            long accountId, String name, Scope scope, LocalDate expiresOn, byte[] tokenSha256, Instant now) {
        var token = new ApiToken();
        token.accountId = accountId;
        token.name = name;
        token.scope = scope;
        token.expiresOn = expiresOn;
        token.tokenSha256 = tokenSha256;
        token.createdAt = now;
        return token;
    }

    Long id() {
        return id;
    }

    String name() {
        return name;
    }

    Scope scope() {
        return scope;
    }

    LocalDate expiresOn() {
        return expiresOn;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant lastUsedAt() {
        return lastUsedAt;
    }
}
