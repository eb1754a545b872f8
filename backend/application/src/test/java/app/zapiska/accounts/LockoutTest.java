package app.zapiska.accounts;

import static app.zapiska.accounts.Elsewhere.json;
import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.LimitsForgotten;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RateLimits;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LockoutTest {

    private static final String PROXY = "127.0.0.99";

    @Inject
    RedisDataSource redis;

    @Inject
    MeterRegistry metrics;

    @Inject
    RateLimits rateLimits;

    @Inject
    MutableClock clock;

    @BeforeEach
    @AfterEach
    void forgetEarlierTries() {
        clock.backToReal();
        redis.execute("FLUSHALL");
        LimitsForgotten.here(rateLimits);
    }

    private double checks() {
        return metrics.counter("zapiska.password.checks").count();
    }

    @Test
    @DisplayName("S10, bug 42: sixty wrong passwords at once are three checks")
    void sixtyWrongPasswordsAtOnceAreThreeChecks() throws IOException {
        var before = checks();
        try (var stranger = new Elsewhere("127.0.0.10")) {
            var answers = stranger.loginsAtOnce(60, "wrong password");

            assertThat(checks() - before).isEqualTo(3);
            assertThat(answers.stream().filter(a -> a.statusCode() == 401)).hasSize(3);
            assertThat(answers.stream().filter(a -> a.statusCode() == 429)).hasSize(57);
            // Counted here and in Redis, which need not see them in the same order: one may be told less than what is
            // left to it, never more.
            var left = answers.stream()
                    .filter(a -> a.statusCode() == 401)
                    .map(a -> json(a).getInt("attemptsLeft"))
                    .sorted()
                    .toList();
            assertThat(left.get(0)).isZero();
            assertThat(left.get(1)).isBetween(0, 1);
            assertThat(left.get(2)).isBetween(0, 2);
        }
    }

    @Test
    void theThirdWrongPasswordLocksAndTheRightOneDoesNotHelp() throws Exception {
        try (var stranger = new Elsewhere("127.0.0.11")) {
            assertThat(json(stranger.login("wrong password")).getString("type")).isEqualTo("/problems/wrong-password");
            stranger.login("wrong password");
            assertThat(json(stranger.login("wrong password")).getInt("attemptsLeft"))
                    .isZero();

            var locked = stranger.login(Visitor.PASSWORD);
            assertThat(locked.statusCode()).isEqualTo(429);
            assertThat(json(locked).getString("type")).isEqualTo("/problems/locked");
            assertThat(json(locked).getInt("retryAfterSeconds")).isBetween(290, 300);
            assertThat(locked.headers().firstValue("Retry-After"))
                    .hasValue(json(locked).getString("retryAfterSeconds"));
            assertThat(json(locked).getString("detail")).contains("5 минут");
        }
        try (var owner = new Elsewhere("127.0.0.12")) {
            assertThat(owner.login(Visitor.PASSWORD).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theLockEndsByItself() throws Exception {
        try (var stranger = new Elsewhere("127.0.0.13")) {
            for (int i = 0; i < 5; i++) {
                stranger.login("wrong password");
            }
            assertThat(stranger.login(Visitor.PASSWORD).statusCode()).isEqualTo(429);
            clock.advance(Duration.ofMinutes(5).plusSeconds(1));
            // The same time passes in Redis, which has a clock of its own.
            redis.execute("PEXPIRE", "zapiska:quota:login:127.0.0.13", "1");
            Waiting.until(() ->
                    redis.execute("EXISTS", "zapiska:quota:login:127.0.0.13").toInteger() == 0);
            assertThat(stranger.login(Visitor.PASSWORD).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theRightPasswordStartsTheCountAnew() throws Exception {
        try (var owner = new Elsewhere("127.0.0.14")) {
            owner.login("wrong password");
            owner.login("wrong password");
            assertThat(owner.login(Visitor.PASSWORD).statusCode()).isEqualTo(200);
            assertThat(json(owner.login("wrong password")).getInt("attemptsLeft"))
                    .isEqualTo(2);
        }
    }

    @Test
    @DisplayName("S11, bug 42: a forged X-Forwarded-For does not make a new address")
    void forgedHeadersDoNotHelp() throws Exception {
        var before = checks();
        try (var stranger = new Elsewhere("127.0.0.15")) {
            for (int i = 0; i < 30; i++) {
                stranger.login(
                        "wrong password",
                        "X-Forwarded-For",
                        "203.0.113." + i,
                        "Forwarded",
                        "for=203.0.113." + i,
                        "X-Real-IP",
                        "203.0.113." + i);
            }
            assertThat(stranger.login(Visitor.PASSWORD, "X-Forwarded-For", "198.51.100.1")
                            .statusCode())
                    .isEqualTo(429);
        }
        assertThat(checks() - before).isEqualTo(3);
    }

    @Test
    @DisplayName("S11: through our proxy only the hop that it has seen counts")
    void throughOurProxyOnlyTheHopItHasSeenCounts() throws Exception {
        var before = checks();
        try (var proxy = new Elsewhere(PROXY)) {
            for (int i = 0; i < 30; i++) {
                // The client's own inventions stand left of what the proxy appends.
                proxy.login("wrong password", "X-Forwarded-For", "203.0.113." + i + ", 198.51.100.7");
            }
            assertThat(checks() - before).isEqualTo(3);
            assertThat(proxy.login(Visitor.PASSWORD, "X-Forwarded-For", "198.51.100.8")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("S12: one customer of IPv6 is one address")
    void oneIpv6CustomerIsOneAddress() throws Exception {
        try (var proxy = new Elsewhere(PROXY)) {
            for (int i = 0; i < 3; i++) {
                proxy.login("wrong password", "X-Forwarded-For", "2001:db8:1:2::" + i);
            }
            assertThat(proxy.login(Visitor.PASSWORD, "X-Forwarded-For", "2001:db8:1:2:ffff::1")
                            .statusCode())
                    .isEqualTo(429);
            assertThat(proxy.login(Visitor.PASSWORD, "X-Forwarded-For", "2001:db8:1:3::1")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("S15: strangers can not lock the owner out")
    void strangersCanNotLockTheOwnerOut() throws Exception {
        String mark;
        try (var owner = new Elsewhere("127.0.0.16")) {
            mark = owner.login(Visitor.PASSWORD).headers().allValues("Set-Cookie").stream()
                    .filter(cookie -> cookie.startsWith("device="))
                    .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                    .findFirst()
                    .orElseThrow();
        }
        HttpResponse<String> last = null;
        for (int i = 0; i < 11; i++) {
            try (var stranger = new Elsewhere("127.0.1." + i)) {
                for (int j = 0; j < 3; j++) {
                    last = stranger.login("wrong password");
                }
            }
        }
        assertThat(last.statusCode())
                .as("thirty tries from everywhere are enough")
                .isEqualTo(429);
        try (var owner = new Elsewhere("127.0.0.17")) {
            assertThat(owner.login(Visitor.PASSWORD).statusCode()).isEqualTo(429);
            assertThat(owner.login(Visitor.PASSWORD, "Cookie", mark).statusCode())
                    .isEqualTo(200);
            assertThat(owner.login(Visitor.PASSWORD, "Cookie", mark + "x").statusCode())
                    .isEqualTo(429);
        }
    }

    @Test
    @DisplayName("S14: an unknown login looks like a wrong password and costs the same work")
    void anUnknownLoginLooksLikeAWrongPassword() throws Exception {
        var before = checks();
        try (var stranger = new Elsewhere("127.0.0.18")) {
            var unknown = stranger.post("/auth/login", "{\"password\":\"wrong password\",\"login\":\"nobody\"}");
            var wrong = stranger.login("wrong password");
            assertThat(unknown.statusCode()).isEqualTo(wrong.statusCode()).isEqualTo(401);
            assertThat(unknown.body().replace("\"attemptsLeft\":2", "").replaceAll("попыток: \\d", ""))
                    .isEqualTo(wrong.body().replace("\"attemptsLeft\":1", "").replaceAll("попыток: \\d", ""));
        }
        assertThat(checks() - before).as("both cost the same work").isEqualTo(2);
    }

    @Test
    @DisplayName("S13: without Redis the limit holds")
    void withoutRedisTheLimitHolds() throws Exception {
        RealServices.redis().stop();
        try {
            var before = checks();
            try (var stranger = new Elsewhere("127.0.0.19")) {
                var answers = stranger.loginsAtOnce(30, "wrong password");
                assertThat(answers.stream().filter(a -> a.statusCode() == 401)).hasSize(3);
                assertThat(answers.stream().filter(a -> a.statusCode() == 429)).hasSize(27);
                assertThat(checks() - before).isEqualTo(3);
                assertThat(stranger.login(Visitor.PASSWORD).statusCode()).isEqualTo(429);
                clock.advance(Duration.ofMinutes(5).plusSeconds(1));
                assertThat(stranger.login(Visitor.PASSWORD).statusCode()).isEqualTo(200);
            }
        } finally {
            RealServices.redis().start();
            Waiting.until(() -> answersAgain());
        }
    }

    private boolean answersAgain() {
        try {
            return redis.execute("PING") != null;
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    @Test
    @DisplayName("S34: tries and locks are in the audit log with a masked address")
    void triesAndLocksAreInTheAuditLogWithAMaskedAddress() throws Exception {
        var before = RealServices.count("select count(*) from audit_log where event = 'locked'");
        try (var stranger = new Elsewhere("127.0.0.20")) {
            stranger.login(Visitor.PASSWORD);
            for (int i = 0; i < 3; i++) {
                stranger.login("wrong password");
            }
        }
        assertThat(RealServices.count("select count(*) from audit_log where event = 'locked'"))
                .isEqualTo(before + 1);
        assertThat(
                        RealServices.count(
                                "select count(*) from audit_log where address like '%127.0.0.20%' or details::text like '%wrong password%'"))
                .isZero();
        assertThat(RealServices.count("select count(*) from audit_log where event = 'login' and address = '127.0.0.x'"))
                .isPositive();
    }
}
