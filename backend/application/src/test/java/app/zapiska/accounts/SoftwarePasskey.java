package app.zapiska.accounts;

import io.restassured.path.json.JsonPath;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** An authenticator with one passkey, after WebAuthn's own text: what a phone and its browser do together, and what a forger might. */
final class SoftwarePasskey {

    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int WITH_CREDENTIAL = 0x40;

    final byte[] credentialId = new byte[32];
    String origin = "http://localhost:8080";
    String rpId = "localhost";
    String type = "webauthn.get";
    boolean verifiesUser = true;
    boolean userPresent = true;
    /** Of the next signature; null: this device does not count. */
    Long count;

    byte[] userHandle;

    private final KeyPair key;

    SoftwarePasskey() {
        new SecureRandom().nextBytes(credentialId);
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            key = generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    byte[] attestation() {
        var bytes = new ByteArrayOutputStream();
        // {"fmt": "none", "attStmt": {}, "authData": …}
        bytes.write(0xa3);
        bytes.writeBytes(word("fmt"));
        bytes.writeBytes(word("none"));
        bytes.writeBytes(word("attStmt"));
        bytes.write(0xa0);
        bytes.writeBytes(word("authData"));
        bytes.writeBytes(binary(authenticatorData(WITH_CREDENTIAL, attested())));
        return bytes.toByteArray();
    }

    private byte[] attested() {
        var point = ((ECPublicKey) key.getPublic()).getW();
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[16]);
        bytes.writeBytes(
                ByteBuffer.allocate(2).putShort((short) credentialId.length).array());
        bytes.writeBytes(credentialId);
        // {1: 2, 3: -7, -1: 1, -2: x, -3: y}: a point of P-256, for ES256
        bytes.writeBytes(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21});
        bytes.writeBytes(binary(coordinate(point.getAffineX())));
        bytes.write(0x22);
        bytes.writeBytes(binary(coordinate(point.getAffineY())));
        return bytes.toByteArray();
    }

    private byte[] authenticatorData(int flags, byte[] rest) {
        int all = flags | (userPresent ? USER_PRESENT : 0) | (verifiesUser ? USER_VERIFIED : 0);
        return ByteBuffer.allocate(37 + rest.length)
                .put(sha256(rpId.getBytes(StandardCharsets.UTF_8)))
                .put((byte) all)
                .putInt(count == null ? 0 : count.intValue())
                .put(rest)
                .array();
    }

    byte[] clientData(String type, String challenge) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(type, challenge, origin)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What the page sends to add it. */
    Map<String, Object> made(JsonPath setup, String name) {
        userHandle = bytes(setup.getString("userId"));
        return Map.of(
                "name",
                name,
                "attestation",
                text(attestation()),
                "clientData",
                text(clientData("webauthn.create", setup.getString("challenge"))));
    }

    PasskeyVerifier.Assertion assertion(String challenge) {
        var clientData = clientData(type, challenge);
        var authenticatorData = authenticatorData(0, new byte[0]);
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(authenticatorData);
            signature.update(sha256(clientData));
            return new PasskeyVerifier.Assertion(
                    credentialId, clientData, authenticatorData, signature.sign(), userHandle);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What the page sends to sign in. */
    static Map<String, Object> body(PasskeyVerifier.Assertion assertion) {
        var body = new HashMap<String, Object>(Map.of(
                "credentialId", text(assertion.credentialId()),
                "clientData", text(assertion.clientData()),
                "authenticatorData", text(assertion.authenticatorData()),
                "signature", text(assertion.signature())));
        if (assertion.userHandle() != null) {
            body.put("userHandle", text(assertion.userHandle()));
        }
        return body;
    }

    private static byte[] word(String text) {
        var letters = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + letters.length)
                .put((byte) (0x60 + letters.length))
                .put(letters)
                .array();
    }

    private static byte[] binary(byte[] content) {
        return ByteBuffer.allocate(3 + content.length)
                .put((byte) 0x59)
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    private static byte[] coordinate(BigInteger number) {
        var bytes = number.toByteArray();
        return bytes.length > 32
                ? Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length)
                : ByteBuffer.allocate(32).put(32 - bytes.length, bytes).array();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
