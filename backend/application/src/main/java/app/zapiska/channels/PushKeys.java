package app.zapiska.channels;

import app.zapiska.platform.SigningKeys;
import com.interaso.webpush.VapidKeys;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import javax.crypto.SecretKey;

/**
 * The key by which push services know this installation (RFC 8292), made out of JWT_SIGNING_KEY like every other: all replicas
 * have the same one, and there is nothing more to keep, to save or to lose. With another signing key it is another one, and
 * browsers subscribe again at the next visit.
 */
@Singleton
class PushKeys {

    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private final VapidKeys keys;

    PushKeys(SigningKeys signingKeys) {
        keys = of(scalar(signingKeys.forPurpose("web push")));
    }

    VapidKeys keys() {
        return keys;
    }

    /** As browsers subscribe with it: 65 bytes. */
    byte[] publicKey() {
        return keys.getApplicationServerKey();
    }

    String publicKeyText() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(publicKey());
    }

    /** Twice as long as the order, so that every key is as likely as any other. */
    private static BigInteger scalar(SecretKey secret) {
        var wide = new byte[64];
        System.arraycopy(SigningKeys.hmac(secret, new byte[] {1}), 0, wide, 0, 32);
        System.arraycopy(SigningKeys.hmac(secret, new byte[] {2}), 0, wide, 32, 32);
        return new BigInteger(1, wide)
                .mod(curve().getOrder().subtract(BigInteger.ONE))
                .add(BigInteger.ONE);
    }

    static VapidKeys of(BigInteger secret) {
        try {
            var curve = curve();
            var factory = KeyFactory.getInstance("EC");
            return new VapidKeys(
                    (ECPublicKey) factory.generatePublic(
                            new ECPublicKeySpec(times(curve, secret, curve.getGenerator()), curve)),
                    (ECPrivateKey) factory.generatePrivate(new ECPrivateKeySpec(secret, curve)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ECParameterSpec curve() {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The JDK makes public keys only together with random private ones. Once at the start, so its time tells nobody anything. */
    private static ECPoint times(ECParameterSpec curve, BigInteger factor, ECPoint point) {
        var sum = ECPoint.POINT_INFINITY;
        for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
            sum = plus(curve, sum, sum);
            if (factor.testBit(bit)) {
                sum = plus(curve, sum, point);
            }
        }
        return sum;
    }

    private static ECPoint plus(ECParameterSpec curve, ECPoint one, ECPoint other) {
        if (one.equals(ECPoint.POINT_INFINITY)) {
            return other;
        }
        if (other.equals(ECPoint.POINT_INFINITY)) {
            return one;
        }
        var prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger slope;
        if (!one.getAffineX().equals(other.getAffineX())) {
            slope = other.getAffineY()
                    .subtract(one.getAffineY())
                    .multiply(other.getAffineX().subtract(one.getAffineX()).modInverse(prime));
        } else if (one.equals(other)) {
            slope = one.getAffineX()
                    .pow(2)
                    .multiply(THREE)
                    .add(curve.getCurve().getA())
                    .multiply(one.getAffineY().multiply(TWO).modInverse(prime));
        } else {
            return ECPoint.POINT_INFINITY;
        }
        var x = slope.pow(2)
                .subtract(one.getAffineX())
                .subtract(other.getAffineX())
                .mod(prime);
        var y = slope.multiply(one.getAffineX().subtract(x))
                .subtract(one.getAffineY())
                .mod(prime);
        return new ECPoint(x, y);
    }
}
