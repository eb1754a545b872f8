package app.zapiska.telegram;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What linking one's own chat and linking a group have in common, on the page's side. */
@Singleton
class Linking {

    private final Bot bot;
    private final Answers answers;
    private final Pool database;
    private final InstantSource clock;

    Linking(Bot bot, Answers answers, Pool database, InstantSource clock) {
        this.bot = bot;
        this.answers = answers;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Whom a code is sent to. Refused when there is no bot.
     *
     * @return the bot's name without the @; empty until it has reached Telegram once
     */
    Uni<Optional<String>> botName() {
        if (!bot.hasToken()) {
            throw new DomainException.Conflict(Wording.of(TelegramMessages.class, TelegramMessages::off));
        }
        return database.query("select username from telegram_bot")
                .execute()
                .map(rows -> Optional.ofNullable(rows.iterator().next().getString("username")));
    }

    /** Until when who has brought a code waits for an answer; empty when nobody does. @param row with {@code expires_at} */
    Optional<Instant> waitsUntil(Row row) {
        return Optional.ofNullable(Sql.instant(row, "expires_at")).filter(clock.instant()::isBefore);
    }

    /** Nobody waits for it: what counts is in the database. */
    void tell(long chat, String words) {
        if (bot.ready()) {
            answers.say(chat, OutgoingMessage.plain(words));
        }
    }
}
