package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.SigningKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a token that has been verified once is worth later. Forgeries are tried over HTTP by SessionSecurityTest. */
class SessionJwtTest {

    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(5);

    private Instant now = START;

    private final SessionJwt jwt = with("0123456789abcdef0123456789abcdef");

    private SessionJwt with(String secret) {
        return new SessionJwt(new SigningKeys(Optional.of(secret)), () -> now);
    }

    @Test
    @DisplayName("a token known already ends in the same moment as one never seen")
    void itEndsInItsOwnTime() {
        var token = jwt.sign(Session.start(1, SignInWay.PASSWORD, "", "", START));
        assertThat(jwt.verify(token)).isPresent();
        for (var moment : new Instant[] {
            START.minus(SKEW).minusMillis(1),
            START.minus(SKEW),
            START.plus(Session.LIFE).plus(SKEW).minusMillis(1),
            START.plus(Session.LIFE).plus(SKEW)
        }) {
            now = moment;
            var firstSeen = with("0123456789abcdef0123456789abcdef").verify(token);
            assertThat(jwt.verify(token)).as("at %s", moment).isEqualTo(firstSeen);
            assertThat(firstSeen.isPresent())
                    .as("at %s", moment)
                    .isEqualTo(!moment.isBefore(START.minus(SKEW))
                            && moment.isBefore(START.plus(Session.LIFE).plus(SKEW)));
        }
    }

    @Test
    void aKnownTokenHelpsNoOtherThatLooksLikeIt() {
        var token = jwt.sign(Session.start(1, SignInWay.PASSWORD, "", "", START));
        assertThat(jwt.verify(token)).isPresent();
        assertThat(jwt.verify(token.substring(0, token.length() - 4) + "AAAA")).isEmpty();
        assertThat(with("another key, another key, another").verify(token)).isEmpty();
    }

    @Test
    void moreTokensThanAreKeptWorkAll() {
        for (int i = 0; i < 2_100; i++) {
            var session = Session.start(1, SignInWay.PASSWORD, "", "", START);
            assertThat(jwt.verify(jwt.sign(session))).contains(session.tokenId());
        }
    }
}
