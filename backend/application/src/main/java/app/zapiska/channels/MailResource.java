package app.zapiska.channels;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.accounts.AuditTrail;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.channels.SecondChannelViews.View;
import app.zapiska.platform.DomainException.Conflict;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.DomainException.RateLimited;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.Wording;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * The address that letters go to when Telegram does not reach the person. It takes part only after its owner has opened a letter
 * that was sent there and pressed, signed in to the very account that asked.
 */
@Cancellable(false)
@Path("/mail")
@Tag(name = "Mail")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class MailResource {

    private static final int TOKEN = 32;

    /** Nobody's mailbox is to be filled by way of us: neither by one account nor by several. */
    private static final RateLimits.Limit OF_ACCOUNT =
            new RateLimits.Limit("mail-of-account", 5, Duration.ofHours(1), false);

    private static final RateLimits.Limit TO_ADDRESS =
            new RateLimits.Limit("mail-to-address", 3, Duration.ofHours(1), false);

    @Schema(name = "NewMailAddress")
    record NewAddress(@NotNull @Size(max = 320) String address) {}

    @Schema(name = "MailConfirmation")
    record Confirmation(@NotNull @Size(max = 100) String token) {}

    private final SecureRandom random = new SecureRandom();

    @Inject
    MailAddresses addresses;

    @Inject
    MailChannel mail;

    @Inject
    PushSubscriptions subscriptions;

    @Inject
    PushKeys keys;

    @Inject
    CurrentUser currentUser;

    @Inject
    AuditTrail audit;

    @Inject
    RateLimits limits;

    private Uni<View> shown() {
        return subscriptions.shown(currentUser.accountId(), keys.publicKeyText(), keys.publicKey());
    }

    @POST
    @Path("/address")
    @Operation(
            operationId = "askForMailAddress",
            summary = "Sends a letter with a link that confirms an address; the one before stays until then")
    public Uni<View> ask(@NotNull @Valid NewAddress request) {
        var address = MailAddress.read(request.address())
                .orElseThrow(
                        () -> new Invalid("address", Wording.of(ChannelMessages.class, ChannelMessages::notAnAddress)));
        if (!mail.on()) {
            throw new Conflict(Wording.of(ChannelMessages.class, ChannelMessages::mailOff));
        }
        long account = currentUser.accountId();
        var secret = new byte[TOKEN];
        random.nextBytes(secret);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        var language = currentUser.settings().language();
        return allowed(OF_ACCOUNT, Long.toString(account))
                .chain(() -> allowed(TO_ADDRESS, HexFormat.of().formatHex(Sha256.of(address.toString()))))
                .chain(() -> addresses.ask(account, address, token))
                .call(() -> audit.note(Event.MAIL_ASKED, Map.of("address", address.masked())))
                .chain(() -> mail.confirmation(address, token, "confirm-" + token, language))
                .call(answer -> answer instanceof MailAnswer.AddressRefused || answer instanceof MailAnswer.NotSent
                        ? addresses.notAsked(account, token)
                        : Uni.createFrom().voidItem())
                .invoke(MailResource::judge)
                .chain(this::shown);
    }

    private Uni<Void> allowed(RateLimits.Limit limit, String whom) {
        return limits.use(limit, whom)
                .invoke(use -> {
                    if (use.refused()) {
                        throw new RateLimited(ProblemType.RATE_LIMITED.detail(), use.forgottenIn());
                    }
                })
                .replaceWithVoid();
    }

    private static void judge(MailAnswer answer) {
        switch (answer) {
            case MailAnswer.AddressRefused(String code) ->
                throw new Invalid(
                        "address", Wording.of(ChannelMessages.class, messages -> messages.addressRefused(code)));
            case MailAnswer.NotSent notSent ->
                throw new ProblemException(
                        ProblemType.UNAVAILABLE, Wording.of(ChannelMessages.class, ChannelMessages::mailServerFails));
            case MailAnswer.Accepted accepted -> {}
            // It may be on its way.
            case MailAnswer.Unknown unknown -> {}
        }
    }

    @POST
    @Path("/confirmations")
    @Operation(operationId = "confirmMailAddress", summary = "Confirms the address with the secret out of the letter")
    public Uni<View> confirm(@NotNull @Valid Confirmation request) {
        return addresses
                .confirm(currentUser.accountId(), request.token())
                .map(address -> address.orElseThrow(
                        () -> new Invalid("token", Wording.of(ChannelMessages.class, ChannelMessages::linkUsedUp))))
                .call(address -> audit.note(Event.MAIL_CONFIRMED, Map.of("address", address.masked())))
                .chain(this::shown);
    }

    @DELETE
    @Path("/address")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "removeMailAddress", summary = "Sends no more letters, and forgets the address")
    public Uni<Void> remove() {
        return addresses
                .remove(currentUser.accountId())
                .call(removed -> removed
                        ? audit.note(Event.MAIL_REMOVED, Map.of())
                        : Uni.createFrom().voidItem())
                .replaceWithVoid();
    }
}
