package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;

/**
 * Signing in with a passkey, which also says who it is. Where the device has made sure of its owner it is two factors in one;
 * where it has not, it stands for the password, and the second step is asked as after that one.
 */
@ApplicationScoped
class PasskeySignIn {

    static final String PURPOSE = "sign-in";

    @Inject
    Passkeys passkeys;

    @Inject
    PasskeyVerifier verifier;

    @Inject
    PasskeyChallenges challenges;

    @Inject
    SecondStep secondStep;

    @Inject
    SignInService signIn;

    @Inject
    Admission admission;

    @Inject
    AuditLog audit;

    @Inject
    Vertx vertx;

    /**
     * @param code of the second step; null where none was asked for yet
     * @param device the browser's mark of an earlier sign-in
     */
    record Attempt(
            PasskeyVerifier.Assertion assertion, String code, Optional<String> device, Admission.Browser browser) {}

    private record Verified(byte[] challenge, Instant until, PasskeyVerifier.Proven proven) {}

    /** Its count of signatures has not risen. */
    private static final class Copied extends RuntimeException {
        Copied() {
            super("copied", null, false, false);
        }
    }

    /**
     * To be {@link Admission#counted}. Fails with a guess, {@code second-factor-needed}, or {@code forbidden} with a reason:
     * old, used, copied.
     */
    Uni<Admission.Admitted> signIn(Attempt attempt) {
        return known(attempt.assertion())
                .chain(known -> vertx.executeBlocking(() -> verify(known, attempt.assertion()), false)
                        .chain(verified -> step(known, verified.proven(), attempt)
                                .chain(codes -> admit(known, verified, attempt.browser())
                                        .map(admitted -> admitted.withRecoveryCodes(codes)))))
                .onFailure(Copied.class)
                .recoverWithUni(() -> copied(attempt));
    }

    private Uni<Passkeys.Known> known(PasskeyVerifier.Assertion assertion) {
        return passkeys.find(assertion.credentialId())
                .map(found -> found.orElseThrow(() -> new Admission.Guess(
                        Event.WRONG_PASSKEY,
                        0,
                        use -> Admission.unknown(use, words(PasskeyMessages::unknown))
                                .with("reason", "unknown"))));
    }

    private Verified verify(Passkeys.Known known, PasskeyVerifier.Assertion assertion) {
        try {
            var challenge = verifier.challengeOf(assertion);
            return switch (challenges.judge(challenge, PURPOSE)) {
                case PasskeyChallenges.Judged.Good(Instant until)
                when handleFits(known, assertion) ->
                    new Verified(
                            challenge,
                            until,
                            verifier.verify(assertion, known.attested(), known.backupEligible(), challenge));
                case PasskeyChallenges.Judged.TooOld() -> throw refused("old", PasskeyMessages::tooOld);
                case PasskeyChallenges.Judged.Good good -> throw wrong(known);
                case PasskeyChallenges.Judged.Foreign() -> throw wrong(known);
            };
        } catch (PasskeyVerifier.Unverified unverified) {
            throw wrong(known);
        }
    }

    private static boolean handleFits(Passkeys.Known known, PasskeyVerifier.Assertion assertion) {
        return assertion.userHandle() != null && MessageDigest.isEqual(handle(known.handle()), assertion.userHandle());
    }

    /** As key stores are given it. */
    static byte[] handle(UUID handle) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(handle.getMostSignificantBits())
                .putLong(handle.getLeastSignificantBits())
                .array();
    }

    private static Admission.Guess wrong(Passkeys.Known known) {
        return new Admission.Guess(
                Event.WRONG_PASSKEY, known.accountId(), use -> Admission.unknown(use, words(PasskeyMessages::wrong)));
    }

    private Uni<OptionalInt> step(Passkeys.Known known, PasskeyVerifier.Proven proven, Attempt attempt) {
        if (proven.userVerified()) {
            return Uni.createFrom().item(OptionalInt.empty());
        }
        var account = known.accountId();
        return secondStep
                .judge(
                        account,
                        attempt.code(),
                        signIn.accountKey(account, attempt.device()),
                        attempt.browser().address())
                .map(outcome -> switch (outcome) {
                    case SecondStep.Open open -> open.recoveryCodesLeft();
                    case SecondStep.Needed needed -> throw new ProblemException(ProblemType.SECOND_FACTOR_NEEDED);
                    case SecondStep.Refused refused ->
                        throw new Admission.Guess(Event.WRONG_CODE, account, refused::problem);
                });
    }

    /** Of two answers to one challenge, one gets in. */
    @WithTransaction
    public Uni<Admission.Admitted> admit(Passkeys.Known known, Verified verified, Admission.Browser browser) {
        return Passkeys.useUp(verified.challenge(), verified.until())
                .invoke(first -> {
                    if (!first) {
                        throw refused("used", PasskeyMessages::used);
                    }
                })
                .chain(() -> passkeys.use(known.id(), verified.proven().signCount()))
                .chain(risen -> risen
                        ? admission.beginBy(known.id(), known.accountId(), browser)
                        : Uni.createFrom().failure(new Copied()));
    }

    /** Or removed in the meantime. */
    private Uni<Admission.Admitted> copied(Attempt attempt) {
        return known(attempt.assertion())
                .call(known -> audit.record(
                        Event.PASSKEY_COPIED,
                        known.accountId(),
                        attempt.browser().address(),
                        Map.of("passkey", known.id())))
                .map(known -> {
                    throw refused("copied", PasskeyMessages::copied);
                });
    }

    private static ProblemException refused(String reason, Function<PasskeyMessages, String> words) {
        return new ProblemException(ProblemType.FORBIDDEN, words(words)).with("reason", reason);
    }

    private static Wording words(Function<PasskeyMessages, String> message) {
        return Wording.of(PasskeyMessages.class, message);
    }
}
