package app.zapiska.accounts;

import app.zapiska.platform.PublicUrl;
import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What webauthn4j makes of what a browser has brought: whether it was made for us, for the page at PUBLIC_URL, and by the key it
 * names. Where the passkey was made, and by whom, is not asked: any maker's will do. Made when it is first needed, as few
 * installations have passkeys.
 */
@ApplicationScoped
class PasskeyVerifier {

    /** What every maker's passkeys can do, the best first. */
    static final List<COSEAlgorithmIdentifier> ALGORITHMS =
            List.of(COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256);

    private final WebAuthnManager library;
    private final AttestedCredentialDataConverter credentials;
    private final PublicUrl publicUrl;

    PasskeyVerifier(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
        var converter = new ObjectConverter();
        library = WebAuthnManager.createNonStrictWebAuthnManager(converter);
        credentials = new AttestedCredentialDataConverter(converter);
    }

    /** Whatever is wrong with what was brought; of no interest to whoever brought it. */
    static final class Unverified extends RuntimeException {

        private Unverified(Throwable cause) {
            super("unverified: " + cause.getClass().getSimpleName(), cause, false, false);
        }
    }

    /** @param attested of use to {@link #verify} only */
    record Made(byte[] credentialId, byte[] attested, long signCount, boolean backupEligible) {}

    /** As it came from the browser. */
    record Assertion(
            byte[] credentialId, byte[] clientData, byte[] authenticatorData, byte[] signature, byte[] userHandle) {}

    /** @param userVerified by their face, finger or PIN: then it is two factors in one */
    record Proven(long signCount, boolean userVerified) {}

    /** @return the challenge that it says it answers; nothing is verified */
    byte[] challengeOf(Assertion assertion) {
        return careful(() -> library.parse(request(assertion))
                .getCollectedClientData()
                .getChallenge()
                .getValue());
    }

    byte[] challengeOf(byte[] attestation, byte[] clientData) {
        return careful(() -> library.parse(new RegistrationRequest(attestation, clientData))
                .getCollectedClientData()
                .getChallenge()
                .getValue());
    }

    Made register(byte[] attestation, byte[] clientData, byte[] challenge) {
        return careful(() -> {
            var allowed = ALGORITHMS.stream()
                    .map(algorithm -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
                    .toList();
            var made = library.verify(
                            new RegistrationRequest(attestation, clientData),
                            new RegistrationParameters(server(challenge), allowed, false, true))
                    .getAttestationObject()
                    .getAuthenticatorData();
            var attested = made.getAttestedCredentialData();
            return new Made(
                    attested.getCredentialId(), credentials.convert(attested), made.getSignCount(), made.isFlagBE());
        });
    }

    /**
     * All but the count of signatures, which two replicas can only judge in the database.
     *
     * @param attested as {@link #register} has made it
     */
    Proven verify(Assertion assertion, byte[] attested, boolean backupEligible, byte[] challenge) {
        return careful(() -> {
            var known = new CredentialRecordImpl(
                    new NoneAttestationStatement(),
                    null,
                    backupEligible,
                    null,
                    0,
                    credentials.convert(attested),
                    null,
                    null,
                    null,
                    Set.of());
            var data = library.verify(
                            request(assertion),
                            new AuthenticationParameters(
                                    server(challenge), known, List.of(assertion.credentialId()), false, true))
                    .getAuthenticatorData();
            return new Proven(data.getSignCount(), data.isFlagUV());
        });
    }

    private ServerProperty server(byte[] challenge) {
        return ServerProperty.builder()
                .origin(Origin.create(publicUrl.origin()))
                .rpId(publicUrl.host())
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    private static AuthenticationRequest request(Assertion assertion) {
        return new AuthenticationRequest(
                assertion.credentialId(),
                assertion.userHandle(),
                assertion.authenticatorData(),
                assertion.clientData(),
                assertion.signature());
    }

    /** Strangers choose the bytes, and not everything that they can make fail is an exception of the library's own. */
    private static <T> T careful(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException wrong) {
            throw new Unverified(wrong);
        }
    }
}
