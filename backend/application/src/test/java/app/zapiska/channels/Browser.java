package app.zapiska.channels;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What a browser does with a push message, after RFC 8188 and 8291 and with the JDK alone: nothing of the product is in it. */
public final class Browser {

    private final ECPrivateKey privateKey;
    private final byte[] publicKey;
    private final byte[] auth;

    private Browser(ECPrivateKey privateKey, byte[] publicKey, byte[] auth) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.auth = auth;
    }

    public static Browser any() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var auth = new byte[16];
            new SecureRandom().nextBytes(auth);
            return new Browser((ECPrivateKey) pair.getPrivate(), written((ECPublicKey) pair.getPublic()), auth);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Browser of(String privateKey, String publicKey, String auth) throws GeneralSecurityException {
        var secret = new BigInteger(1, bytes(privateKey));
        return new Browser(
                (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(secret, curve())),
                bytes(publicKey),
                bytes(auth));
    }

    /** As {@code PushSubscription.toJSON()}. */
    public Map<String, Object> subscription(String endpoint) {
        return Map.of("endpoint", endpoint, "keys", Map.of("p256dh", text(publicKey), "auth", text(auth)));
    }

    byte[] publicKey() {
        return publicKey.clone();
    }

    byte[] auth() {
        return auth.clone();
    }

    JsonObject read(byte[] body) throws GeneralSecurityException {
        return new JsonObject(new String(decrypt(body), StandardCharsets.UTF_8));
    }

    /** One record of the content coding aes128gcm; fails when a bit of it is wrong. */
    byte[] decrypt(byte[] body) throws GeneralSecurityException {
        var buffer = ByteBuffer.wrap(body);
        var salt = new byte[16];
        buffer.get(salt);
        int recordSize = buffer.getInt();
        var sender = new byte[buffer.get() & 0xff];
        buffer.get(sender);
        var record = new byte[buffer.remaining()];
        buffer.get(record);
        if (record.length > recordSize || body.length > 4096) {
            throw new GeneralSecurityException("push services take one record of at most 4096 bytes");
        }
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(privateKey);
        agreement.doPhase(publicKey(sender), true);
        var keyInfo = joined("WebPush: info\0".getBytes(StandardCharsets.UTF_8), publicKey, sender, new byte[] {1});
        var ikm = hmac(hmac(auth, agreement.generateSecret()), keyInfo);
        var prk = hmac(salt, ikm);
        var key = Arrays.copyOf(hmac(prk, "Content-Encoding: aes128gcm\0\1".getBytes(StandardCharsets.ISO_8859_1)), 16);
        var nonce = Arrays.copyOf(hmac(prk, "Content-Encoding: nonce\0\1".getBytes(StandardCharsets.ISO_8859_1)), 12);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        var padded = cipher.doFinal(record);
        int end = padded.length - 1;
        while (end >= 0 && padded[end] == 0) {
            end--;
        }
        if (end < 0 || padded[end] != 2) {
            throw new GeneralSecurityException("not the last record");
        }
        return Arrays.copyOf(padded, end);
    }

    static ECPublicKey publicKey(byte[] point) throws GeneralSecurityException {
        if (point.length != 65 || point[0] != 4) {
            throw new GeneralSecurityException("not an uncompressed point");
        }
        var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 33));
        var y = new BigInteger(1, Arrays.copyOfRange(point, 33, 65));
        return (ECPublicKey)
                KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve()));
    }

    static byte[] written(ECPublicKey key) {
        return joined(
                new byte[] {4},
                padded(key.getW().getAffineX()),
                padded(key.getW().getAffineY()));
    }

    private static byte[] padded(BigInteger coordinate) {
        var bytes = coordinate.toByteArray();
        var padded = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, padded, 32 - length, length);
        return padded;
    }

    private static ECParameterSpec curve() throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    private static byte[] joined(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (var part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
