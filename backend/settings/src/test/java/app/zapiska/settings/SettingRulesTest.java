package app.zapiska.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.settings.SettingRules.Name;
import app.zapiska.settings.SettingRules.Objection;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Settings")
class SettingRulesTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    URGENT_DAYS,                  100
                    URGENT_DAYS,                  many
                    URGENT_DAYS,                  -1
                    URGENT_DAYS,                  99999999999999999999
                    TRUSTED_PROXIES,              abc
                    TRUSTED_PROXIES,              10.0.0.0/33
                    TRUSTED_PROXIES,              '10.0.0.1, proxy.local'
                    TRUSTED_PROXIES,              fd00::/129
                    TRUSTED_PROXIES,              8080
                    TIME_ZONE,                    Europe/Moskau
                    TIME_ZONE,                    +03:00
                    BOT_WORK_HOURS_START,         25
                    BOT_WORK_HOURS_START,         7:30
                    BOT_WORK_HOURS_END,           -3
                    REPEAT_INTERVAL_MINUTES,      0
                    REPEAT_INTERVAL_MINUTES,      15m
                    REQUESTS_PER_MINUTE_ADDRESS,  0
                    REQUESTS_PER_MINUTE_ACCOUNT,  lots
                    TELEGRAM_CHAT_ID,             @anna
                    TELEGRAM_BOT_TOKEN,           my-token
                    TELEGRAM_API_URL,             api.telegram.org
                    TELEGRAM_MODE,                push
                    TELEGRAM_WEBHOOK_SECRET,      with space
                    TELEGRAM_WEBHOOK_SECRET,      too-short
                    PUBLIC_URL,                   javascript:alert(1)
                    AUTH_PASSWORD,                short
                    AUTH_PASSWORD,                parol123
                    JWT_SIGNING_KEY,              0123456789abcdef
                    JWT_SIGNING_KEY,              change-me-to-32-random-bytes-please
                    JWT_SIGNING_KEY,              aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                    DB_PASSWORD,                  postgres
                    """)
    @DisplayName("one that makes no sense is refused in words, by its name and without its value")
    void nonsense(Name name, String value) {
        assertThat(check(Map.of(name, value))).singleElement().satisfies(objection -> {
            assertThat(objection.name()).isEqualTo(name);
            assertThat(objection.russian())
                    .startsWith(name + ": ")
                    .endsWith(".")
                    .doesNotContain(" " + value);
            assertThat(objection.english()).startsWith(name + " ").endsWith(".").doesNotContain(" " + value);
        });
    }

    @Test
    @DisplayName("sensible ones, and lines left empty, are taken")
    void sensible() {
        assertThat(check(Map.ofEntries(
                        Map.entry(Name.URGENT_DAYS, " 60 "),
                        Map.entry(Name.TRUSTED_PROXIES, "127.0.0.1, 172.30.53.0/24 fd00::/8,::1"),
                        Map.entry(Name.TIME_ZONE, "Asia/Kamchatka"),
                        Map.entry(Name.BOT_WORK_HOURS_START, "0"),
                        Map.entry(Name.BOT_WORK_HOURS_END, "0"),
                        Map.entry(Name.TELEGRAM_CHAT_ID, "-1001234567890"),
                        Map.entry(Name.TELEGRAM_BOT_TOKEN, "123456789:AAHrealLookingToken"),
                        Map.entry(Name.TELEGRAM_MODE, "Webhook"),
                        Map.entry(Name.TELEGRAM_WEBHOOK_SECRET, "0123456789abcdef"),
                        Map.entry(Name.PUBLIC_URL, "https://Займ.рф"),
                        Map.entry(Name.AUTH_PASSWORD, "сорок две сороки"),
                        Map.entry(Name.REPEAT_INTERVAL_MINUTES, "   "))))
                .isEmpty();
    }

    @Test
    @DisplayName("what depends on another is looked at together")
    void together() {
        assertThat(check(Map.of(Name.BOT_WORK_HOURS_START, "9", Name.BOT_WORK_HOURS_END, "9")))
                .extracting(Objection::name)
                .containsExactly(Name.BOT_WORK_HOURS_END);
        assertThat(check(Map.of(
                        Name.TELEGRAM_MODE, "webhook",
                        Name.TELEGRAM_BOT_TOKEN, "123456789:AAHrealLookingToken",
                        Name.PUBLIC_URL, "HTTP://example.org")))
                .extracting(Objection::name)
                .containsExactlyInAnyOrder(Name.TELEGRAM_WEBHOOK_SECRET, Name.PUBLIC_URL);
        assertThat(SettingRules.check(name -> Optional.empty(), Set.of(Name.AUTH_PASSWORD, Name.DB_PASSWORD)))
                .extracting(Objection::english)
                .allSatisfy(words -> assertThat(words).contains("is not set"))
                .hasSize(2);
    }

    @Test
    @DisplayName("half a mail server is none, and a password never goes in the open")
    void halfAMailServer() {
        assertThat(check(Map.of())).isEmpty();
        assertThat(check(Map.of(Name.SMTP_HOST, "smtp.example.org")))
                .extracting(Objection::english)
                .containsExactly("SMTP_FROM is needed, because SMTP_HOST is set.");
        assertThat(check(Map.of(Name.SMTP_FROM, "notes@example.org", Name.SMTP_USER, "notes")))
                .extracting(Objection::name)
                .containsExactlyInAnyOrder(Name.SMTP_HOST, Name.SMTP_PASSWORD);
        var whole = Map.of(
                Name.SMTP_HOST, "smtp.example.org",
                Name.SMTP_FROM, "notes@example.org",
                Name.SMTP_USER, "notes",
                Name.SMTP_PASSWORD, "it is a long one");
        assertThat(check(whole)).isEmpty();
        var open = new HashMap<>(whole);
        open.put(Name.SMTP_TLS, "none");
        assertThat(check(open)).extracting(Objection::name).containsExactly(Name.SMTP_TLS);
        for (var from : List.of("Записная <n@e.org>", "n@e.org\r\nBcc: x@y.org", "n@e.org, m@e.org", "n@localhost")) {
            var wrong = new HashMap<>(whole);
            wrong.put(Name.SMTP_FROM, from);
            assertThat(check(wrong)).as(from).extracting(Objection::name).containsExactly(Name.SMTP_FROM);
        }
    }

    @Test
    @DisplayName("networks hold what is in them, of both families")
    void networks() throws Exception {
        var networks = Networks.parse("10.1.2.3, 172.16.0.0/12 fd00::/8");
        assertThat(networks.contain(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(networks.contain(InetAddress.ofLiteral("::ffff:172.31.0.9"))).isTrue();
        assertThat(networks.contain(InetAddress.ofLiteral("fd12::1"))).isTrue();
        assertThat(networks.contain(InetAddress.ofLiteral("10.1.2.4"))).isFalse();
        assertThat(networks.contain(InetAddress.ofLiteral("172.32.0.1"))).isFalse();
        assertThat(networks.contain(InetAddress.ofLiteral("fe80::1"))).isFalse();
        assertThat(Networks.parse("").contain(InetAddress.ofLiteral("127.0.0.1")))
                .isFalse();
    }

    private static List<Objection> check(Map<Name, String> values) {
        return SettingRules.check(name -> Optional.ofNullable(values.get(name)), Set.of());
    }
}
