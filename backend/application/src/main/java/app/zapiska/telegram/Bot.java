package app.zapiska.telegram;

import app.zapiska.platform.CallerContext;
import app.zapiska.platform.Excerpt;
import com.pengrad.telegrambot.request.AnswerCallbackQuery;
import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.request.GetMe;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The bot as the rest of the package sees it: calls that end in a verdict, on the caller's own Vert.x context, and keep
 * the status up to date. One of these without a token answers that nothing was sent.
 */
final class Bot {

    private static final Logger LOG = Logger.getLogger(Bot.class);
    private static final int LONGEST_TOAST = 200;

    private final Optional<BotApi> api;
    private final BotStatus status;
    private final Optional<Long> id;

    /** While what is on record is another bot's, nothing may be sent to its chats or taken from ours for theirs. */
    private volatile boolean held;

    /** @param id what getMe says, too: a token begins with it */
    Bot(Optional<BotApi> api, BotStatus status, Optional<Long> id) {
        this.api = api;
        this.status = status;
        this.id = id;
    }

    Optional<Long> id() {
        return id;
    }

    void hold() {
        held = true;
    }

    void release() {
        held = false;
    }

    boolean isHeld() {
        return held;
    }

    BotStatus status() {
        return status;
    }

    boolean hasToken() {
        return api.isPresent();
    }

    boolean ready() {
        return api.isPresent() && !held && status.state() != BotStatus.State.TOKEN_REJECTED;
    }

    Uni<ApiResult> call(BaseRequest<?, ?> request) {
        return answered(request).invoke(status::saw);
    }

    /**
     * Asks who we are: whether the token works and somebody is there. Never fails.
     *
     * @return whether the bot has answered
     */
    Uni<Boolean> check() {
        return answered(new GetMe()).invoke(status::sawCheck).map(verdict -> verdict instanceof ApiResult.Accepted);
    }

    /** For the poller: a call that can be broken off. */
    Optional<BotApi.Pending> poll(BaseRequest<?, ?> request) {
        return api.map(bot -> bot.poll(request));
    }

    /**
     * Takes the little clock off the button. A press that has expired meanwhile needs no answer. Never fails.
     *
     * @return how long Telegram asks us to be silent now, if it does
     */
    Uni<Optional<Duration>> answerPress(String pressId, String toast, boolean alert) {
        var answer = new AnswerCallbackQuery(pressId);
        if (!toast.isEmpty()) {
            answer.text(Excerpt.of(toast, LONGEST_TOAST)).showAlert(alert);
        }
        return call(answer).map(verdict -> {
            if (!(verdict instanceof ApiResult.Refused refused)) {
                return Optional.empty();
            }
            if (!SendOutcomes.isExpiredPress(refused)) {
                LOG.warnf("A press could not be answered: %d %s", refused.code(), refused.description());
            }
            return refused.code() == 429 ? Optional.of(refused.retryAfter()) : Optional.empty();
        });
    }

    private Uni<ApiResult> answered(BaseRequest<?, ?> request) {
        if (api.isEmpty()) {
            return Uni.createFrom().item(new ApiResult.NotSent("no bot token is set"));
        }
        return Uni.createFrom().emitter(emitter -> {
            // Whoever cancels or waits too long answers on another thread, where no database session can be used.
            var back = CallerContext.here();
            api.get()
                    .call(request)
                    .thenApply(ApiResult::of)
                    .whenCompleteAsync(
                            // An answer that can't even be judged must not leave its caller waiting for ever.
                            (result, failure) -> {
                                if (failure == null) {
                                    emitter.complete(result);
                                } else {
                                    emitter.fail(failure);
                                }
                            },
                            back);
        });
    }

    void close() {
        api.ifPresent(BotApi::close);
    }
}
