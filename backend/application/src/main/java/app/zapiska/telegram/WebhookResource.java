package app.zapiska.telegram;

import app.zapiska.accounts.ForServers;
import app.zapiska.platform.Faults;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.RequestBodies;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * Where Telegram delivers updates instead of being asked for them. Answered with 2xx it is done; else it comes again, for a
 * day, so only what may work the next time is answered otherwise.
 */
@Cancellable(false)
@Path("/telegram/webhook")
@PermitAll
@ForServers
class WebhookResource {

    private static final Logger LOG = Logger.getLogger(WebhookResource.class);
    private static final int TRIES = 3;
    private static final int REMEMBERED = 1_000;

    @Inject
    TelegramConfig config;

    @Inject
    WebhookSecret ours;

    @Inject
    Bot bot;

    @Inject
    BotRow row;

    @Inject
    UpdateReceiver receiver;

    @Inject
    MeterRegistry metrics;

    @Inject
    RequestBodies bodies;

    /** Failed tries of updates, the oldest forgotten first. */
    private final Map<Long, Integer> failures = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
            return size() > REMEMBERED;
        }
    });

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<Void> deliver(
            @HeaderParam("X-Telegram-Bot-Api-Secret-Token") String secret, @Context RoutingContext http) {
        return deliver(secret, () -> bodies.of(http));
    }

    /** @param body is asked for only when it comes from Telegram */
    Uni<Void> deliver(String secret, Supplier<Uni<byte[]>> body) {
        if (!bot.hasToken()) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        // Also while updates are asked for: what was on its way during a switch need not come again.
        if (!isOurs(secret)) {
            throw new ProblemException(
                    config.mode() == TelegramConfig.Mode.WEBHOOK ? ProblemType.UNAUTHENTICATED : ProblemType.NOT_FOUND);
        }
        if (bot.isHeld()) {
            // whose numbers these are is not settled yet; Telegram comes again
            throw new ProblemException(ProblemType.UNAVAILABLE);
        }
        return body.get().chain(this::handle);
    }

    private Uni<Void> handle(byte[] body) {
        var update = Incoming.parse(body);
        if (update.isEmpty()) {
            metrics.counter("zapiska.telegram.updates", "result", "garbage").increment();
            return Uni.createFrom().voidItem();
        }
        return receiver.receive(update.get())
                .invoke(() -> failures.remove(update.get().updateId()))
                .onFailure()
                .recoverWithUni(failure -> failed(update.get(), failure));
    }

    private Uni<Void> failed(Incoming update, Throwable failure) {
        LOG.warnf("Update %d failed: %s", update.updateId(), Faults.describe(failure));
        return row.reachable().map(reachable -> {
            if (reachable && failures.merge(update.updateId(), 1, Integer::sum) >= TRIES) {
                failures.remove(update.updateId());
                metrics.counter("zapiska.telegram.updates", "result", "poison").increment();
                receiver.giveUp(update, failure);
                return null;
            }
            throw new ProblemException(ProblemType.UNAVAILABLE);
        });
    }

    /** In constant time, and before anything of the body is looked at. */
    private boolean isOurs(String secret) {
        return secret != null
                && MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.UTF_8), ours.get().getBytes(StandardCharsets.UTF_8));
    }
}
