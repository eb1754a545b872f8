package app.zapiska.signin;

import app.zapiska.accounts.Admission;
import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.SignInWay;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.telegram.TelegramConfig;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/** The Mini App signs in with what Telegram says of who has opened it: whoever has linked their private chat. */
@ApplicationScoped
class TelegramSignIns {

    @Inject
    TelegramConfig config;

    @Inject
    Admission admission;

    @Inject
    Pool database;

    @Inject
    InstantSource clock;

    Uni<Admission.Admitted> signIn(String initData, Admission.Browser browser) {
        return switch (InitData.check(initData, config.botToken().orElse(""), clock.instant())) {
            case InitData.Checked.Genuine(InitData data) -> use(data, browser);
            case InitData.Checked.Stale(boolean future) ->
                Uni.createFrom()
                        .failure(
                                future
                                        ? refused("future", SignInTexts::dataFromFuture)
                                        : refused("old", SignInTexts::dataOld));
            case InitData.Checked.Forged() ->
                Uni.createFrom()
                        .failure(new Admission.Guess(
                                Event.WRONG_TELEGRAM_DATA, Wording.of(SignInTexts.class, SignInTexts::dataForged)));
        };
    }

    @WithTransaction
    public Uni<Admission.Admitted> use(InitData data, Admission.Browser browser) {
        // A private chat has the number of its person.
        return new Statement("""
                select id from accounts
                where telegram_chat_id = :person and coalesce(telegram_user_id, telegram_chat_id) = :person
                """, Map.of("person", data.userId()))
                .list(Long.class)
                .chain(found -> {
                    if (found.isEmpty()) {
                        throw new ProblemException(
                                        ProblemType.NOT_FOUND, Wording.of(SignInTexts.class, SignInTexts::notLinked))
                                .with("reason", "notLinked");
                    }
                    return claim(data).chain(() -> admission.begin(found.getFirst(), SignInWay.TELEGRAM, browser));
                });
    }

    private static Uni<Void> claim(InitData data) {
        return new Statement(
                        "insert into telegram_sign_ins (hash, forgotten_at) values (:hash, :forgotten) on conflict do nothing",
                        Map.of("hash", data.hash(), "forgotten", data.authDate().plus(Duration.ofHours(1))))
                .change()
                .map(rows -> {
                    if (rows == 0) {
                        throw refused("used", SignInTexts::dataUsed);
                    }
                    return null;
                });
    }

    private static ProblemException refused(String reason, Function<SignInTexts, String> words) {
        return new ProblemException(ProblemType.FORBIDDEN, Wording.of(SignInTexts.class, words)).with("reason", reason);
    }

    @Scheduled(
            identity = "telegram-sign-in-purge",
            every = "6h",
            delayed = "20m",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> purge() {
        return Sql.count(database, "delete from telegram_sign_ins where forgotten_at < $1", Sql.utc(clock.instant()))
                .replaceWithVoid()
                .ifNoItem()
                .after(Duration.ofMinutes(1))
                .fail();
    }
}
