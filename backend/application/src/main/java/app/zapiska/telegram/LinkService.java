package app.zapiska.telegram;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which chat an account writes to, and the one-time codes that prove to the bot whose chat it is. */
@ApplicationScoped
class LinkService {

    static final Duration VALID = Duration.ofMinutes(10);

    private static final int BYTES = 16;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final SecureRandom random = new SecureRandom();

    @Inject
    LinkedChats chats;

    @Inject
    InstantSource clock;

    /** Shown once; only its SHA-256 is kept. */
    record Fresh(String code, Instant expiresAt) {}

    @WithTransaction
    public Uni<Fresh> create(long accountId) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var expiresAt = clock.instant().plus(VALID);
        return chats.saveCode(Sha256.of(code), accountId, expiresAt).replaceWith(new Fresh(code, expiresAt));
    }

    @WithTransaction
    public Uni<Void> unlink(long accountId) {
        var now = clock.instant();
        return chats.unlink(accountId, now)
                .chain(unlinked -> unlinked
                        ? chats.audit(accountId, "telegram-unlinked", now)
                        : Uni.createFrom().voidItem());
    }

    /** @return false when the chat belongs to another account */
    @WithTransaction
    public Uni<Boolean> linkOwner(long accountId, long chatId) {
        var user = chatId > 0 ? Optional.of(chatId) : Optional.<Long>empty();
        return chats.takenByAnother(accountId, chatId, user)
                .chain(taken -> taken
                        ? Uni.createFrom().item(false)
                        : chats.link(accountId, chatId, user, clock.instant())
                                .chain(() -> chats.audit(accountId, "telegram-linked", clock.instant()))
                                .replaceWith(true));
    }

    static boolean looksRight(String code) {
        return SHAPE.matcher(code).matches();
    }
}
