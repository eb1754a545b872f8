package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.DomainException;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.QrPicture;
import app.zapiska.platform.SecretAnswer;
import app.zapiska.platform.Verbatim;
import app.zapiska.platform.Wording;
import app.zapiska.settings.PasswordRules;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The second step of signing in with a password: on, off, and the codes for when the phone is lost. */
@Cancellable(false)
@Path("/auth/second-factor")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "auth")
class SecondFactorResource {

    private static final String ISSUER = "Zapiska";
    private static final Duration SETUP_LIFE = Duration.ofMinutes(10);

    @Schema(name = "PasswordProof")
    record ProofRequest(
            @NotNull @Size(min = 1, max = PasswordRules.LONGEST) @JsonDeserialize(using = Verbatim.class)
            String password) {}

    /**
     * @param secret to type where nothing can be scanned: base32
     * @param uri what the picture says: otpauth
     * @param setup to be sent back with the first code, within ten minutes
     */
    @Schema(name = "SecondFactorSetup")
    record SetupView(
            @NotNull String secret,
            @NotNull String uri,
            @NotNull QrPicture qr,
            @NotNull String setup) {}

    /** @param code what the app shows now */
    @Schema(name = "SecondFactorConfirmation")
    record ConfirmRequest(
            @NotNull @OneLine(max = 300) String setup,
            @NotNull @OneLine(max = 64) String code) {}

    /** @param recoveryCodes shown this once; each lets in once instead of a code of the app */
    @Schema(name = "RecoveryCodes")
    record CodesView(@NotNull List<String> recoveryCodes) {}

    @Inject
    SecondFactors factors;

    @Inject
    SealedSecrets secrets;

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
    InstantSource clock;

    private final SecureRandom random = new SecureRandom();

    @GET
    @Operation(operationId = "secondFactor", summary = "Whether signing in with the password asks for a code as well")
    public Uni<SecondFactors.View> get() {
        return factors.view(caller.accountId());
    }

    @POST
    @Path("/setup")
    @SecretAnswer
    @AllowedForReadOnly
    @Operation(
            operationId = "setUpSecondFactor",
            summary = "A new secret for an authenticator app",
            description = "Nothing is on before POST /auth/second-factor/confirm. Signed in with a browser only.")
    public Uni<SetupView> setUp(@NotNull @Valid ProofRequest request) {
        caller.onlyInBrowser();
        var account = caller.accountId();
        return passwords.prove(account, request.password()).map(ignored -> {
            var secret = new byte[Totp.SECRET_BYTES];
            random.nextBytes(secret);
            var text = Totp.base32(secret);
            var uri = "otpauth://totp/%s:%s?secret=%s&issuer=%s"
                    .formatted(
                            ISSUER,
                            encoded(caller.identified().login() + "@"
                                    + publicUrl.at("/").getHost()),
                            text,
                            ISSUER);
            var until = clock.instant().plus(SETUP_LIFE).getEpochSecond();
            var setup = ByteBuffer.allocate(Long.BYTES + secret.length)
                    .putLong(until)
                    .put(secret)
                    .array();
            return new SetupView(
                    text,
                    uri,
                    QrPicture.of(uri),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(secrets.seal(setup, ofSetup(account))));
        });
    }

    @POST
    @Path("/confirm")
    @SecretAnswer
    @AllowedForReadOnly
    @Operation(
            operationId = "confirmSecondFactor",
            summary = "Switches it on with the app's first code, and ends all other sessions",
            description = "Personal tokens and signing in by Telegram are not touched. 409 when it is on.")
    public Uni<CodesView> confirm(@NotNull @Valid ConfirmRequest request) {
        caller.onlyInBrowser();
        var account = caller.accountId();
        var secret = secretOf(request.setup(), account);
        var judged = Totp.judge(secret, RecoveryCodes.compact(request.code()), clock.instant(), Long.MIN_VALUE);
        if (!(judged instanceof Totp.Right(long step))) {
            throw new DomainException.Invalid(
                    "code",
                    judged instanceof Totp.OffClock off
                            ? SecondStep.offClock(off)
                            : words(SecondFactorMessages::wrongCode));
        }
        var codes = RecoveryCodes.of(random);
        var factor = new SecondFactors.Factor(secrets.seal(secret, SecondStep.ofAccount(account)), step);
        return factors.turnOn(account, ownSession(), factor, codes)
                .invoke(() -> identities.forget(account))
                .call(() -> audit.note(Event.SECOND_FACTOR_ON, Map.of()))
                .replaceWith(new CodesView(codes));
    }

    @POST
    @Path("/recovery-codes")
    @SecretAnswer
    @AllowedForReadOnly
    @Operation(
            operationId = "renewRecoveryCodes",
            summary = "New recovery codes; those of before no longer work",
            description = "409 when it is off.")
    public Uni<CodesView> renewCodes(@NotNull @Valid ProofRequest request) {
        caller.onlyInBrowser();
        var account = caller.accountId();
        var codes = RecoveryCodes.of(random);
        return passwords
                .prove(account, request.password())
                .chain(() -> factors.replaceRecoveryCodes(account, codes))
                .call(() -> audit.note(Event.RECOVERY_CODES_MADE, Map.of()))
                .replaceWith(new CodesView(codes));
    }

    @POST
    @Path("/removal")
    @AllowedForReadOnly
    @Operation(operationId = "removeSecondFactor", summary = "Switches it off, and ends all other sessions")
    @APIResponse(responseCode = "204", description = "It is off")
    public Uni<Void> remove(@NotNull @Valid ProofRequest request) {
        caller.onlyInBrowser();
        var account = caller.accountId();
        return passwords
                .prove(account, request.password())
                .chain(() -> factors.turnOff(account, ownSession()))
                .invoke(() -> identities.forget(account))
                .call(was -> was
                        ? audit.note(Event.SECOND_FACTOR_OFF, Map.of())
                        : Uni.createFrom().voidItem())
                .replaceWithVoid();
    }

    private long ownSession() {
        return caller.identified().sessionId().getAsLong();
    }

    private byte[] secretOf(String setup, long account) {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(setup);
        } catch (IllegalArgumentException notOurs) {
            sealed = new byte[0];
        }
        var opened = secrets.open(sealed, ofSetup(account))
                .filter(bytes ->
                        ByteBuffer.wrap(bytes).getLong() >= clock.instant().getEpochSecond())
                .orElseThrow(() -> new DomainException.Invalid("setup", words(SecondFactorMessages::setupTooOld)));
        return Arrays.copyOfRange(opened, Long.BYTES, opened.length);
    }

    private static String ofSetup(long account) {
        return "setup:" + account;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Wording words(Function<SecondFactorMessages, String> message) {
        return Wording.of(SecondFactorMessages.class, message);
    }
}
