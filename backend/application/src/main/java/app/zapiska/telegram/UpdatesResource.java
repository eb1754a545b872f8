package app.zapiska.telegram;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.AuditTrail;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Slugs;
import app.zapiska.platform.Wording;
import app.zapiska.telegram.TelegramConfig.Mode;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.server.Cancellable;

/** How presses and messages reach the installation, for its owner. */
@Cancellable(false)
@Path("/telegram/updates")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
class UpdatesResource {

    @Schema(name = "TelegramUpdatesMode")
    enum Way {
        @JsonProperty("polling")
        POLLING,
        @JsonProperty("webhook")
        WEBHOOK
    }

    @Schema(name = "TelegramUpdatesChoice")
    record ChoiceRequest(@NotNull Way mode) {}

    /**
     * @param on there is a bot at all
     * @param mode polling: the program asks Telegram; webhook: Telegram calls the program
     * @param configured what TELEGRAM_MODE says
     * @param url that Telegram is to call
     * @param webhookPossible there is an https address to call
     * @param telegram what Telegram said last; null while it has not been asked
     */
    @Schema(name = "TelegramUpdates")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(
            @NotNull Boolean on,
            @NotNull Way mode,
            @NotNull Way configured,
            @NotNull String url,
            @NotNull Boolean webhookPossible,
            @Schema(required = true, nullable = true) SaidView telegram) {}

    /**
     * @param askedAt when it was asked
     * @param url that it calls; empty: none, it waits to be asked
     * @param asAgreed that is what this program has asked for
     * @param pending updates that have not been fetched or delivered yet
     * @param lastErrorAt null when no delivery has failed, or that is forgotten
     * @param lastError in Telegram's own words
     */
    @Schema(name = "TelegramUpdatesSaid")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SaidView(
            @NotNull Instant askedAt,
            @NotNull String url,
            @NotNull Boolean asAgreed,
            @NotNull Integer pending,
            @Schema(required = true, nullable = true) Instant lastErrorAt,
            @Schema(required = true, nullable = true) String lastError) {}

    private final UpdatesSwitch updates;
    private final UpdatesRow row;
    private final Bot bot;
    private final TelegramConfig config;
    private final CurrentUser currentUser;
    private final AuditTrail audit;

    UpdatesResource(
            UpdatesSwitch updates,
            UpdatesRow row,
            Bot bot,
            TelegramConfig config,
            CurrentUser currentUser,
            AuditTrail audit) {
        this.updates = updates;
        this.row = row;
        this.bot = bot;
        this.config = config;
        this.currentUser = currentUser;
        this.audit = audit;
    }

    @GET
    @Operation(operationId = "telegramUpdates", summary = "How updates come, and what Telegram said about it last")
    public Uni<View> get() {
        currentUser.onlyOwner();
        return view();
    }

    private Uni<View> view() {
        return row.read()
                .map(known -> new View(
                        bot.hasToken(),
                        way(known.mode()),
                        way(config.mode()),
                        updates.url(),
                        updates.webhookPossible(),
                        known.info()
                                .map(info -> new SaidView(
                                        known.at().orElseThrow(),
                                        info.url(),
                                        !updates.mismatch(known.mode(), info),
                                        info.pending(),
                                        info.errorAt().orElse(null),
                                        info.error().orElse(null)))
                                .orElse(null)));
    }

    private static Way way(Mode mode) {
        return Way.valueOf(mode.name());
    }

    @POST
    @Path("/check")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "checkTelegramUpdates", summary = "Asks Telegram now; 503 when it does not answer")
    public Uni<View> check() {
        currentUser.onlyOwner();
        return updates.ask()
                .invoke(info -> info.orElseThrow(() -> new ProblemException(
                        ProblemType.UNAVAILABLE, Wording.of(TelegramMessages.class, TelegramMessages::telegramSilent))))
                .chain(this::view);
    }

    @PUT
    @Path("/mode")
    @Operation(
            operationId = "chooseTelegramUpdates",
            summary = "Switches between polling and the webhook; no update is lost",
            description = "Holds until TELEGRAM_MODE is changed. 409 with what Telegram says when it refuses; "
                    + "then all is as it was.")
    public Uni<View> choose(@NotNull @Valid ChoiceRequest request) {
        currentUser.onlyOwner();
        var mode = Mode.valueOf(request.mode().name());
        return updates.to(mode)
                .call(() -> audit.note(Event.TELEGRAM_UPDATES_CHANGED, Map.of("mode", Slugs.of(mode))))
                .chain(this::view);
    }
}
