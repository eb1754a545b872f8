package app.zapiska.channels;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.AuditTrail;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.channels.PushClient.Target;
import app.zapiska.channels.SecondChannelViews.TrialView;
import app.zapiska.channels.SecondChannelViews.View;
import app.zapiska.platform.DomainException.Conflict;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.DomainException.RateLimited;
import app.zapiska.platform.Language;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.Wording;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The way to a person whom Telegram does not reach: their browsers, and when it is used. */
@Cancellable(false)
@Path("/push")
@Tag(name = "Push")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class PushResource {

    private static final int POINT = 65;
    private static final int AUTH = 16;
    private static final int LONGEST_AGENT = 200;

    private static final RateLimits.Limit TRIALS = new RateLimits.Limit("push-trial", 5, Duration.ofMinutes(5), false);

    /** As {@code PushSubscription.toJSON()} writes them. */
    @Schema(name = "PushKeys")
    record Keys(
            @NotNull @Size(max = 200) String p256dh,
            @NotNull @Size(max = 200) String auth) {}

    @Schema(name = "NewPushDevice")
    record Subscription(
            @NotNull @Size(max = 1000) String endpoint,
            @NotNull @Valid Keys keys) {}

    @Schema(name = "SecondChannelChange")
    record Choice(
            @NotNull @Min(1) @Max(1440) Integer afterMinutes,
            @NotNull Boolean details) {}

    @Inject
    PushSubscriptions subscriptions;

    @Inject
    SecondChannel channel;

    @Inject
    PushKeys keys;

    @Inject
    PushConfig config;

    @Inject
    CurrentUser currentUser;

    @Inject
    AuditTrail audit;

    @Inject
    RateLimits limits;

    @Inject
    RoutingContext http;

    @Inject
    ChannelMessages russian;

    @Inject
    @Localized("en")
    ChannelMessages english;

    @GET
    @Path("/subscriptions")
    @Operation(operationId = "secondChannel", summary = "The browsers that take messages, and when they do")
    public Uni<View> list() {
        return shown();
    }

    private Uni<View> shown() {
        return subscriptions.shown(currentUser.accountId(), keys.publicKeyText(), keys.publicKey());
    }

    @POST
    @Path("/subscriptions")
    @Operation(
            operationId = "addPushDevice",
            summary = "Lets a browser take messages; one that is known is brought up to date")
    public Uni<View> add(@NotNull @Valid Subscription request) {
        if (new PushAddress(config.loopback()).read(request.endpoint()).isEmpty()) {
            throw new Invalid("endpoint", Wording.of(ChannelMessages.class, ChannelMessages::foreignAddress));
        }
        var target = new Target(
                request.endpoint(),
                bytes("keys.p256dh", request.keys().p256dh(), POINT),
                bytes("keys.auth", request.keys().auth(), AUTH));
        return subscriptions
                .add(currentUser.accountId(), target, keys.publicKey(), userAgent())
                .invoke(added -> {
                    if (!added) {
                        throw new Conflict(Wording.of(
                                ChannelMessages.class, messages -> messages.tooManyDevices(config.devices())));
                    }
                })
                .call(() -> audit.note(Event.DEVICE_ADDED, Map.of()))
                .chain(this::shown);
    }

    private static byte[] bytes(String field, String text, int length) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == length && (length == AUTH || bytes[0] == 4)) {
                return bytes;
            }
        } catch (IllegalArgumentException wrong) {
            // Told below, as a wrong length is.
        }
        throw new Invalid(field, Wording.of(ChannelMessages.class, ChannelMessages::brokenKey));
    }

    private String userAgent() {
        var agent = Optional.ofNullable(http.request().getHeader("User-Agent"))
                .orElse("")
                .replaceAll("[^\\x20-\\x7e]", "");
        return agent.substring(0, Math.min(agent.length(), LONGEST_AGENT));
    }

    @DELETE
    @Path("/subscriptions/{id:\\d+}")
    @Operation(operationId = "removePushDevice", summary = "Sends nothing more to a browser")
    public Uni<Void> remove(@RestPath long id) {
        return subscriptions
                .remove(currentUser.accountId(), id)
                .invoke(removed -> {
                    if (!removed) {
                        throw new NotFound(Wording.of(ChannelMessages.class, ChannelMessages::deviceNotFound));
                    }
                })
                .call(() -> audit.note(Event.DEVICE_REMOVED, Map.of("device", id)))
                .replaceWithVoid();
    }

    @PUT
    @Path("/settings")
    @Operation(operationId = "chooseSecondChannel", summary = "When the second channel takes over, and what it tells")
    public Uni<View> choose(@NotNull @Valid Choice request) {
        return subscriptions
                .choose(currentUser.accountId(), request.afterMinutes(), request.details())
                .call(() -> audit.note(Event.SETTINGS_CHANGED, Map.of()))
                .chain(this::shown);
    }

    @POST
    @Path("/trial")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "tryPush", summary = "Sends a message to every browser of the account, to see it arrive")
    public Uni<TrialView> trial() {
        long account = currentUser.accountId();
        var language = currentUser.settings().language();
        var texts = Language.choose(language, russian, english);
        var notice = new Notice(
                texts.trialTitle(),
                texts.trialBody(),
                "trial-" + account,
                "/settings",
                OptionalLong.empty(),
                Notice.Words.none(language));
        return limits.use(TRIALS, Long.toString(account))
                .invoke(use -> {
                    if (use.refused()) {
                        throw new RateLimited(ProblemType.RATE_LIMITED.detail(), use.forgottenIn());
                    }
                })
                .chain(() -> subscriptions.of(account))
                .invoke(devices -> {
                    if (devices.isEmpty()) {
                        throw new Conflict(Wording.of(ChannelMessages.class, ChannelMessages::noDevice));
                    }
                })
                .chain(devices -> channel.answers(devices, notice, Duration.ofMinutes(5))
                        .call(answers -> subscriptions.note(account, devices, answers)))
                .map(TrialView::of);
    }
}
