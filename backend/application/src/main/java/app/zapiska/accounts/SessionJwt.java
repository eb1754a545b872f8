package app.zapiska.accounts;

import app.zapiska.platform.SigningKeys;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/**
 * The signed token in the session cookie. One algorithm with one key of our own; headers that would choose another key are
 * refused. It only names a session: whether that is alive, the database says.
 */
@Singleton
class SessionJwt {

    private static final String ISSUER = "zapiska";
    private static final String AUDIENCE = "zapiska-web";
    private static final String TYPE = "zapiska-session+jwt";
    private static final Set<String> CHOOSING_A_KEY = Set.of("kid", "jku", "jwk", "x5u", "x5c", "x5t", "crit");

    // Whole seconds in the token against a clock that may differ a little between replicas.
    private static final int SKEW_SECONDS = 5;
    private static final int MOST_VERIFIED = 2_000;

    /** What a genuine token says. It stays genuine as long as the key, which no process changes; only the time goes on. */
    private record Verified(UUID tokenId, Instant notBefore, Instant expiresAt) {
        boolean validAt(Instant now) {
            return !now.plusSeconds(SKEW_SECONDS).isBefore(notBefore)
                    && now.minusSeconds(SKEW_SECONDS).isBefore(expiresAt);
        }
    }

    private final SecretKey key;
    private final InstantSource clock;
    /** Only what has our signature gets in, so a stranger can't fill it. */
    private final ConcurrentHashMap<String, Verified> verified = new ConcurrentHashMap<>();

    SessionJwt(SigningKeys keys, InstantSource clock) {
        this.key = keys.forPurpose("session");
        this.clock = clock;
    }

    String sign(Session session) {
        var claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(Long.toString(session.accountId()));
        claims.setJwtId(session.tokenId().toString());
        claims.setIssuedAt(date(session.createdAt()));
        claims.setNotBefore(date(session.createdAt()));
        claims.setExpirationTime(date(session.expiresAt()));
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setHeader("typ", TYPE);
        signature.setKey(key);
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @return the session's token id; empty for anything but a token of ours that is valid now */
    Optional<UUID> verify(String token) {
        var now = clock.instant();
        var known = verified.get(token);
        if (known != null) {
            return known.validAt(now) ? Optional.of(known.tokenId()) : Optional.empty();
        }
        try {
            var context = consumer(now).process(token);
            if (context.getJoseObjects().size() != 1
                    || CHOOSING_A_KEY.stream()
                            .anyMatch(header -> context.getJoseObjects()
                                            .getFirst()
                                            .getHeaders()
                                            .getObjectHeaderValue(header)
                                    != null)) {
                return Optional.empty();
            }
            var claims = context.getJwtClaims();
            var genuine = new Verified(
                    UUID.fromString(claims.getJwtId()),
                    instant(claims.getNotBefore()),
                    instant(claims.getExpirationTime()));
            if (verified.size() >= MOST_VERIFIED) {
                verified.clear();
            }
            verified.put(token, genuine);
            return Optional.of(genuine.tokenId());
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private JwtConsumer consumer(Instant now) {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256)
                .setVerificationKey(key)
                .setEvaluationTime(date(now))
                .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                .setRequireExpirationTime()
                .setRequireNotBefore()
                .setRequireIssuedAt()
                .setRequireSubject()
                .setRequireJwtId()
                .setExpectedIssuer(ISSUER)
                .setExpectedAudience(AUDIENCE)
                .setExpectedType(true, TYPE)
                .build();
    }

    private static Instant instant(NumericDate date) {
        return Instant.ofEpochSecond(date.getValue());
    }

    private static NumericDate date(Instant moment) {
        return NumericDate.fromSeconds(moment.getEpochSecond());
    }
}
