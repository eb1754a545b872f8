package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.platform.PublicUrl;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a passkey has signed, judged without the product around. */
class PasskeyVerifierTest {

    private static final byte[] CHALLENGE = "сорок две сороки, 0123456789".getBytes();
    private static final int MUTANTS = 10_000;

    private final PasskeyVerifier verifier = new PasskeyVerifier(new PublicUrl("http://localhost:8080"));
    private final SoftwarePasskey passkey = new SoftwarePasskey();
    private final PasskeyVerifier.Made made = register(passkey);

    private PasskeyVerifier.Made register(SoftwarePasskey one) {
        return verifier.register(
                one.attestation(), one.clientData("webauthn.create", SoftwarePasskey.text(CHALLENGE)), CHALLENGE);
    }

    private PasskeyVerifier.Assertion answer() {
        return passkey.assertion(SoftwarePasskey.text(CHALLENGE));
    }

    private PasskeyVerifier.Proven verify(PasskeyVerifier.Assertion assertion) {
        return verifier.verify(assertion, made.attested(), made.backupEligible(), CHALLENGE);
    }

    @Test
    @DisplayName("what a passkey has signed is proven, with its count and whether it knew its owner")
    void proven() {
        passkey.count = 7L;
        assertThat(made.credentialId()).isEqualTo(passkey.credentialId);
        assertThat(verify(answer())).isEqualTo(new PasskeyVerifier.Proven(7, true));
        passkey.verifiesUser = false;
        assertThat(verify(answer())).isEqualTo(new PasskeyVerifier.Proven(7, false));
        assertThat(verifier.challengeOf(answer())).isEqualTo(CHALLENGE);
    }

    private void refused(Consumer<SoftwarePasskey> wrong) {
        wrong.accept(passkey);
        assertThatThrownBy(() -> verify(answer())).isInstanceOf(PasskeyVerifier.Unverified.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://localhost:8080",
        "http://localhost",
        "http://localhost:8081",
        "http://localhost:8080.example.org",
        "http://evil.example"
    })
    @DisplayName("of another page it is nothing to us")
    void anotherOrigin(String origin) {
        refused(one -> one.origin = origin);
    }

    @Test
    @DisplayName("nor for another site, of another kind, without a touch, or by another key")
    void otherwiseWrong() {
        refused(one -> one.rpId = "evil.example");
        passkey.rpId = "localhost";
        refused(one -> one.type = "webauthn.create");
        passkey.type = "webauthn.get";
        refused(one -> one.userPresent = false);
        passkey.userPresent = true;
        var other = register(new SoftwarePasskey());
        assertThatThrownBy(() -> verifier.verify(answer(), other.attested(), false, CHALLENGE))
                .isInstanceOf(PasskeyVerifier.Unverified.class);
        assertThatThrownBy(() -> verifier.verify(answer(), made.attested(), false, new byte[32]))
                .isInstanceOf(PasskeyVerifier.Unverified.class);
        verify(answer());
    }

    @Test
    @DisplayName("a new passkey is taken from our own page only, and from no forged bytes")
    void forgedRegistrations() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var attestation = passkey.attestation();
        var clientData = passkey.clientData("webauthn.create", SoftwarePasskey.text(CHALLENGE));
        for (int n = 0; n < 1_000; n++) {
            var client = n % 2 == 0 ? mutated(clientData, random) : clientData;
            var attested = n % 2 == 0 ? attestation : mutated(attestation, random);
            try {
                verifier.register(attested, client, CHALLENGE);
                // Nobody signs a new passkey: other bytes of its id or key are another one, and what else the page
                // tells is
                // of no interest. What it was asked, and where, stands as it was.
                assertThat(verifier.challengeOf(attested, client))
                        .as("seed %d, %d", seed, n)
                        .isEqualTo(CHALLENGE);
                // Capital letters in the name of a host are none of its own.
                assertThat(new String(client, StandardCharsets.UTF_8))
                        .as("seed %d, %d", seed, n)
                        .contains("\"type\":\"webauthn.create\"")
                        .containsIgnoringCase("\"origin\":\"http://localhost:8080\"");
            } catch (PasskeyVerifier.Unverified refused) {
                assertThat(refused).isNotNull();
            }
        }
        passkey.origin = "http://evil.example";
        assertThatThrownBy(() -> register(passkey)).isInstanceOf(PasskeyVerifier.Unverified.class);
        passkey.origin = "http://localhost:8080";
        passkey.rpId = "evil.example";
        assertThatThrownBy(() -> register(passkey)).isInstanceOf(PasskeyVerifier.Unverified.class);
    }

    @Test
    @DisplayName("of 10,000 changed assertions none is proven, and none ends in anything but a refusal")
    void mutants() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var right = answer();
        verify(right);
        for (int n = 0; n < MUTANTS; n++) {
            var part = random.nextInt(4);
            var wrong = new PasskeyVerifier.Assertion(
                    part == 0 ? mutated(right.credentialId(), random) : right.credentialId(),
                    part == 1 ? mutated(right.clientData(), random) : right.clientData(),
                    part == 2 ? mutated(right.authenticatorData(), random) : right.authenticatorData(),
                    part == 3 ? mutated(right.signature(), random) : right.signature(),
                    right.userHandle());
            // Whose key it is says the row that was found by the credential's id.
            if (part != 0) {
                assertThatThrownBy(() -> verify(wrong))
                        .as("seed %d, %d", seed, n)
                        .isInstanceOf(PasskeyVerifier.Unverified.class);
            }
            try {
                verifier.challengeOf(wrong);
            } catch (PasskeyVerifier.Unverified refused) {
                assertThat(refused).isNotNull();
            }
        }
        verify(right);
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        var changed = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed = Arrays.copyOf(changed, random.nextInt(changed.length));
            case 2 -> changed = Arrays.copyOf(changed, changed.length + 1 + random.nextInt(8));
            default -> {
                var from = random.nextInt(changed.length);
                for (int at = from; at < Math.min(changed.length, from + 8); at++) {
                    changed[at] = (byte) ~changed[at];
                }
            }
        }
        return changed;
    }
}
