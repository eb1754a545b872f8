package app.zapiska.calendar;

import app.zapiska.calendar.FeedViews.Opened;
import app.zapiska.platform.Language;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.Sha256;
import io.quarkus.qute.i18n.Localized;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;

/** A feed as it is read: what was done lately, what is open, and what is to come, by one statement. */
@Singleton
class FeedFile {

    static final int DAYS_BACK = 90;
    static final int DAYS_AHEAD = 730;
    static final int MOST_EVENTS = 5_000;

    /** Four months of one that comes every day, two years of one that comes every week; the feed is read again long before. */
    private static final int MOST_OF_A_SERIES = 120;

    private static final int TAG_BYTES = 16;

    private final Pool database;
    private final CalendarMessages russian;
    private final CalendarMessages english;
    private final PublicUrl publicUrl;
    private final InstantSource clock;
    private final Vertx vertx;

    FeedFile(
            Pool database,
            CalendarMessages russian,
            @Localized("en") CalendarMessages english,
            PublicUrl publicUrl,
            InstantSource clock,
            Vertx vertx) {
        this.vertx = vertx;
        this.database = database;
        this.russian = russian;
        this.english = english;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** @param tag another one as soon as a single octet differs */
    record Text(byte[] content, String tag) {}

    Uni<Text> of(Opened feed) {
        var account = feed.account();
        var now = clock.instant();
        var today = account.today(now);
        var from = today.minusDays(DAYS_BACK);
        var words = new FeedText(
                Language.choose(account.language(), russian, english), account, feed.hideDetails(), publicUrl, now);
        return CalendarQueries.feed(account.accountId(), feed.content(), from, today.plusDays(DAYS_AHEAD), MOST_EVENTS)
                .on(database)
                // Beside the event loop: see CalendarViews.
                .chain(rows -> vertx.executeBlocking(
                        () -> text(words.of(
                                        rows,
                                        from,
                                        today.plusDays(CalendarViews.DAYS_AHEAD),
                                        MOST_EVENTS,
                                        MOST_OF_A_SERIES)
                                .bytes()),
                        false));
    }

    private static Text text(byte[] content) {
        return new Text(
                content,
                Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(content), TAG_BYTES)));
    }
}
