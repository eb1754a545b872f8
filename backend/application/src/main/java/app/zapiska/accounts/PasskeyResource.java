package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.DomainException;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.Wording;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The passkeys of whoever is signed in. Adding and removing one takes the password once more. */
@Cancellable(false)
@Path("/auth/passkeys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "auth")
class PasskeyResource {

    /** @param address where they work, and only there; @param possible whether browsers know passkeys at such an address */
    @Schema(name = "PasskeyPage")
    record PageView(
            @NotNull List<Passkeys.View> items,
            @NotNull String address,
            @NotNull Boolean possible,
            @Schema(nullable = true) String nextCursor) {}

    /**
     * What {@code navigator.credentials.create} is given; bytes are in base64url.
     *
     * @param challenge to be answered within five minutes, once
     * @param userId what key stores know the account by
     * @param algorithms by their COSE numbers, the best first
     * @param present the passkeys that there are, so that no device adds a second one
     */
    @Schema(name = "PasskeySetup")
    record SetupView(
            @NotNull String challenge,
            @NotNull String rpId,
            @NotNull String userId,
            @NotNull List<Long> algorithms,
            @NotNull List<String> present) {}

    /** @param attestation what {@code navigator.credentials.create} gives, as clientData in base64url */
    @Schema(name = "NewPasskey")
    record AddRequest(
            @NotNull @OneLine(max = 100) String name,
            @NotNull @Size(min = 1, max = 16_000) String attestation,
            @NotNull @Size(min = 1, max = 8_000) String clientData) {}

    @Schema(name = "PasskeyName")
    record NameRequest(@NotNull @OneLine(max = 100) String name) {}

    private record Verified(PasskeyVerifier.Made made, byte[] challenge, Instant until) {}

    @Inject
    Passkeys passkeys;

    @Inject
    PasskeyVerifier verifier;

    @Inject
    PasskeyChallenges challenges;

    @Inject
    PasswordChange passwords;

    @Inject
    AuthenticatedUser caller;

    @Inject
    Principals identities;

    @Inject
    AuditTrail audit;

    @Inject
    PublicUrl publicUrl;

    @Inject
    Vertx vertx;

    /** In the order in which they were added. */
    @GET
    @Operation(operationId = "passkeys")
    public Uni<PageView> list() {
        return passkeys.list(caller.accountId())
                .map(found -> new PageView(found, publicUrl.origin(), publicUrl.fitsPasskeys(), null));
    }

    @POST
    @Path("/setup")
    @AllowedForReadOnly
    @Operation(
            operationId = "setUpPasskey",
            summary = "What a new passkey is to sign",
            description =
                    "Nothing is added before POST /auth/passkeys. Signed in with a browser only. 409 where browsers know "
                            + "no passkeys at the address of this installation.")
    public Uni<SetupView> setUp(@NotNull @Valid SecondFactorResource.ProofRequest request) {
        caller.onlyInBrowser();
        var account = caller.accountId();
        if (!publicUrl.fitsPasskeys()) {
            throw new DomainException.Conflict(words(PasskeyMessages::impossible));
        }
        return passwords
                .prove(account, request.password())
                .chain(() -> passkeys.ofAccount(account))
                .map(present -> new SetupView(
                        Base64Url.write(challenges.make(purpose())),
                        publicUrl.host(),
                        Base64Url.write(PasskeySignIn.handle(present.handle())),
                        PasskeyVerifier.ALGORITHMS.stream()
                                .map(COSEAlgorithmIdentifier::getValue)
                                .toList(),
                        present.credentialIds().stream().map(Base64Url::write).toList()));
    }

    /** The challenge says that the password was right, a few minutes ago, in this very session. */
    private String purpose() {
        return "add:" + caller.accountId() + ":" + ownSession();
    }

    @POST
    @AllowedForReadOnly
    @ResponseStatus(RestResponse.StatusCode.CREATED)
    @Operation(
            operationId = "addPasskey",
            summary = "Adds it; other sessions go on",
            description = "409 when it is there already, or when there are too many.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Passkeys.View.class)))
    public Uni<Passkeys.View> add(@NotNull @Valid AddRequest request) {
        caller.onlyInBrowser();
        var account = caller.accountId();
        var purpose = purpose();
        var attestation = Base64Url.read(request.attestation());
        var clientData = Base64Url.read(request.clientData());
        return vertx.executeBlocking(() -> verify(attestation, clientData, purpose), false)
                .chain(verified -> passkeys.add(
                        account, request.name().strip(), verified.made(), verified.challenge(), verified.until()))
                .call(id -> audit.note(Event.PASSKEY_ADDED, Map.of("passkey", id)))
                .chain(id -> shown(account, id));
    }

    private Verified verify(byte[] attestation, byte[] clientData, String purpose) {
        try {
            var challenge = verifier.challengeOf(attestation, clientData);
            return switch (challenges.judge(challenge, purpose)) {
                case PasskeyChallenges.Judged.Good(Instant until) ->
                    new Verified(verifier.register(attestation, clientData, challenge), challenge, until);
                case PasskeyChallenges.Judged.TooOld() -> throw invalid(PasskeyMessages::tooOld);
                case PasskeyChallenges.Judged.Foreign() -> throw invalid(PasskeyMessages::notMade);
            };
        } catch (PasskeyVerifier.Unverified unverified) {
            throw invalid(PasskeyMessages::notMade);
        }
    }

    @PATCH
    @Path("/{id:\\d+}")
    @AllowedForReadOnly
    @Operation(operationId = "renamePasskey")
    public Uni<Passkeys.View> rename(@RestPath long id, @NotNull @Valid NameRequest request) {
        caller.onlyInBrowser();
        var account = caller.accountId();
        return passkeys.rename(account, id, request.name().strip()).chain(() -> shown(account, id));
    }

    @POST
    @Path("/{id:\\d+}/removal")
    @AllowedForReadOnly
    @Operation(
            operationId = "removePasskey",
            summary = "Removes it, and ends the other sessions that it has begun",
            description = "The password stays a way in.")
    @APIResponse(responseCode = "204", description = "It signs in no more")
    public Uni<Void> remove(@RestPath long id, @NotNull @Valid SecondFactorResource.ProofRequest request) {
        caller.onlyInBrowser();
        var account = caller.accountId();
        return passwords
                .prove(account, request.password())
                .chain(() -> passkeys.remove(account, id, ownSession()))
                .invoke(() -> identities.forget(account))
                .call(() -> audit.note(Event.PASSKEY_REMOVED, Map.of("passkey", id)));
    }

    private Uni<Passkeys.View> shown(long account, long id) {
        return passkeys.list(account)
                .map(all -> all.stream()
                        .filter(one -> one.id() == id)
                        .findFirst()
                        .orElseThrow(() -> new DomainException.NotFound(words(PasskeyMessages::unknown))));
    }

    private long ownSession() {
        return caller.identified().sessionId().getAsLong();
    }

    private static DomainException invalid(Function<PasskeyMessages, String> words) {
        return new DomainException.Invalid("attestation", words(words));
    }

    private static Wording words(Function<PasskeyMessages, String> message) {
        return Wording.of(PasskeyMessages.class, message);
    }
}
