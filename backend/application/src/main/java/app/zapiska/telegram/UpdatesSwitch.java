package app.zapiska.telegram;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.Wording;
import app.zapiska.telegram.TelegramConfig.Mode;
import com.pengrad.telegrambot.request.DeleteWebhook;
import com.pengrad.telegrambot.request.GetWebhookInfo;
import com.pengrad.telegrambot.request.SetWebhook;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * From polling to the webhook and back without a restart. No update is lost: Telegram keeps what was not acknowledged, both ways
 * lead to the same receiver, and that one knows what it has handled. The choice is committed before Telegram is told, so that
 * whoever polls does not take the new webhook for a stranger's.
 */
@ApplicationScoped
class UpdatesSwitch {

    private static final Logger LOG = Logger.getLogger(UpdatesSwitch.class);

    private final Bot bot;
    private final UpdatesRow row;
    private final WebhookSecret secret;
    private final TelegramConfig config;
    private final PublicUrl publicUrl;
    private final InstantSource clock;

    UpdatesSwitch(
            Bot bot,
            UpdatesRow row,
            WebhookSecret secret,
            TelegramConfig config,
            PublicUrl publicUrl,
            InstantSource clock) {
        this.bot = bot;
        this.row = row;
        this.secret = secret;
        this.config = config;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    String url() {
        return publicUrl.at("/api/v1/telegram/webhook").toString();
    }

    /** Telegram calls nothing but https; the sandbox calls this machine. */
    boolean webhookPossible() {
        return publicUrl.secure() || config.sandboxUrl().isPresent();
    }

    /** Whether what Telegram has is not what we asked for. */
    boolean mismatch(Mode mode, WebhookInfo info) {
        return !info.url().equals(mode == Mode.WEBHOOK ? url() : "");
    }

    Uni<ApiResult> tellWebhook() {
        return bot.call(new SetWebhook().url(url()).secretToken(secret.get()).allowedUpdates(UpdatesRequest.KINDS));
    }

    /** Fails in words when it is not done; then all is as it was. */
    Uni<Void> to(Mode mode) {
        if (!bot.hasToken()) {
            throw new DomainException.Conflict(Wording.of(TelegramMessages.class, TelegramMessages::off));
        }
        if (mode == Mode.WEBHOOK && !webhookPossible()) {
            throw new DomainException.Conflict(Wording.of(TelegramMessages.class, TelegramMessages::needsHttps));
        }
        return row.mode()
                .chain(before -> row.choose(mode)
                        .chain(() -> mode == Mode.WEBHOOK ? tellWebhook() : bot.call(new DeleteWebhook()))
                        .chain(answer -> done(answer, before)))
                .invoke(() -> LOG.infof("Updates come by %s from now on", mode == Mode.WEBHOOK ? "webhook" : "polling"))
                .chain(() -> ask().replaceWithVoid());
    }

    private Uni<Void> done(ApiResult answer, Mode before) {
        return switch (answer) {
            case ApiResult.Accepted accepted -> Uni.createFrom().voidItem();
            case ApiResult.Refused refused ->
                row.choose(before)
                        .onItem()
                        .failWith(() -> new DomainException.Conflict(
                                Wording.of(TelegramMessages.class, m -> m.webhookRefused(refused.description()))));
            default ->
                row.choose(before)
                        .onItem()
                        .failWith(() -> new ProblemException(
                                ProblemType.UNAVAILABLE,
                                Wording.of(TelegramMessages.class, TelegramMessages::telegramSilent)));
        };
    }

    /** Asks Telegram, and notes what it says for everybody. @return empty when it does not answer */
    Uni<Optional<WebhookInfo>> ask() {
        return bot.call(new GetWebhookInfo()).chain(answer -> {
            if (!(answer instanceof ApiResult.Accepted accepted)) {
                return Uni.createFrom().item(Optional.empty());
            }
            var info = WebhookInfo.of(accepted.result());
            return row.save(info, clock.instant()).replaceWith(Optional.of(info));
        });
    }

    /** What a crash between choosing and telling has left, or another program has set; a poller removes a stranger's webhook itself. */
    Uni<Void> repair(WebhookInfo info) {
        return row.mode().chain(mode -> {
            if (mode != Mode.WEBHOOK || !mismatch(mode, info)) {
                return Uni.createFrom().voidItem();
            }
            LOG.warn("Telegram has another webhook than ours, or none; ours is set again");
            return tellWebhook().chain(this::ask).replaceWithVoid();
        });
    }
}
