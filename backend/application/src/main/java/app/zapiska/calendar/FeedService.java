package app.zapiska.calendar;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.Turns;
import app.zapiska.platform.Wording;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;

/** The feeds of an account: made and ended. */
@ApplicationScoped
class FeedService {

    static final int MOST = 20;

    private static final int SECRET_BYTES = 32;

    private final Feeds feeds;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    FeedService(Feeds feeds, InstantSource clock) {
        this.feeds = feeds;
        this.clock = clock;
    }

    /** @param secret what the person gets to see once, as a part of an address */
    record Created(Feed feed, String secret) {}

    @WithTransaction
    Uni<Created> create(long accountId, String name, Feed.Content content, boolean hideDetails) {
        return Turns.take("calendar-feeds", accountId)
                .chain(() -> feeds.countOf(accountId))
                .chain(count -> {
                    if (count >= MOST) {
                        throw new DomainException.Conflict(
                                Wording.of(CalendarMessages.class, m -> m.tooManyFeeds(MOST)));
                    }
                    var secret = secret();
                    var feed = new Feed(accountId, name, content, hideDetails, Sha256.of(secret), clock.instant());
                    return feeds.persistAndFlush(feed).map(made -> new Created(made, secret));
                });
    }

    @WithTransaction
    Uni<Void> delete(long accountId, long id) {
        return feeds.delete(accountId, id).map(deleted -> {
            if (deleted == 0) {
                throw new DomainException.NotFound(ProblemType.NOT_FOUND.detail());
            }
            return null;
        });
    }

    private String secret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
