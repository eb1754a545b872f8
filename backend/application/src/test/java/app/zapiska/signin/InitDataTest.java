package app.zapiska.signin;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.signin.InitData.Checked;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("G7: initData of a Mini App")
class InitDataTest {

    private static final Instant NOW = Instant.parse("2027-03-10T09:00:00Z");
    private static final long USER = 279_058_397L;

    private static List<Map<String, String>> clients() {
        return List.of(SignedData.ofPhone(USER, NOW), SignedData.ofLink(USER, NOW), SignedData.ofOldClient(USER, NOW));
    }

    private static Checked check(String raw) {
        return InitData.check(raw, SignedData.TOKEN, NOW);
    }

    private static void genuine(String raw) {
        assertThat(check(raw)).as(raw).isInstanceOfSatisfying(Checked.Genuine.class, found -> {
            assertThat(found.data().userId()).isEqualTo(USER);
            assertThat(found.data().authDate()).isEqualTo(NOW);
        });
    }

    private static void forged(String raw) {
        assertThat(check(raw)).as(raw).isInstanceOf(Checked.Forged.class);
    }

    @Test
    @DisplayName("a hash computed by somebody else: the method of core.telegram.org/bots/webapps by another program")
    void aKnownVector() {
        // By Python's hmac and hashlib.
        var raw = "auth_date=1700000000&query_id=AAE&user=%7B%22id%22%3A42%2C%22first_name%22%3A%22%D0%90%22%7D&hash="
                + "1d418d94359dfb52089e9bc6607a4e5814fd501d14cc35cf1a64f56878f233e5";
        assertThat(InitData.check(raw, "123456:ABC-DEF", Instant.ofEpochSecond(1_700_000_001)))
                .isInstanceOfSatisfying(
                        Checked.Genuine.class,
                        found -> assertThat(found.data().userId()).isEqualTo(42));
    }

    @ParameterizedTest
    @MethodSource("clients")
    @DisplayName("is taken from three kinds of client, in any order and in each way to encode it")
    void genuine(Map<String, String> fields) {
        var raw = SignedData.signed(fields);
        genuine(raw);
        genuine(raw.replace("+", "%20"));
        genuine(raw.replaceAll("%([0-9A-F]{2})", "%$1").replace("%2C", ",").replace("%3A", ":"));
        genuine(lowerCaseEscapes(raw));
        genuine(raw.replace("%7B", "{").replace("%7D", "}").replace("%22", "\""));
        var shuffled = new ArrayList<>(List.of(raw.split("&")));
        Collections.shuffle(shuffled, new Random(5));
        genuine(String.join("&", shuffled));
    }

    private static String lowerCaseEscapes(String raw) {
        return java.util.regex.Pattern.compile("%[0-9A-F]{2}")
                .matcher(raw)
                .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("clients")
    @DisplayName("each field altered, missing, doubled, added: forged; and so with another token")
    void altered(Map<String, String> fields) {
        var hash = SignedData.hash(fields, SignedData.TOKEN);
        for (var name : fields.keySet()) {
            for (var other : List.of("", fields.get(name) + "0", "1", fields.get(name) + " ")) {
                forged(SignedData.encoded(with(fields, name, other)) + "&hash=" + hash);
            }
            var without = new LinkedHashMap<>(fields);
            without.remove(name);
            forged(SignedData.encoded(without) + "&hash=" + hash);
            forged(SignedData.signed(fields) + "&" + SignedData.encoded(Map.of(name, fields.get(name))));
        }
        forged(SignedData.encoded(with(fields, "is_admin", "1")) + "&hash=" + hash);
        forged(SignedData.signed(fields) + "&hash=" + hash);
        forged(SignedData.encoded(fields));
        forged(SignedData.signed(fields, SignedData.TOKEN.replace("0001", "0002")));
        genuine(SignedData.signed(with(fields, "something_new", "of tomorrow")));
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        var more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return more;
    }

    @Test
    @DisplayName("the hash is 64 hexadecimal digits: a spelling in capitals is the same data, and nothing else is one")
    void spellings() {
        var fields = SignedData.ofPhone(USER, NOW);
        var hash = SignedData.hash(fields, SignedData.TOKEN);
        var upper = SignedData.encoded(fields) + "&hash=" + hash.toUpperCase(Locale.ROOT);
        genuine(upper);
        assertThat(((Checked.Genuine) check(upper)).data().hash())
                .as("so that it counts once")
                .isEqualTo(((Checked.Genuine) check(SignedData.signed(fields)))
                        .data()
                        .hash())
                .isEqualTo(HexFormat.of().parseHex(hash));
        for (var wrong : List.of(
                "",
                hash.substring(1),
                hash + "0",
                "0x" + hash.substring(2),
                hash.substring(0, 63) + "g",
                "0".repeat(64))) {
            forged(SignedData.encoded(fields) + "&hash=" + wrong);
        }
    }

    @Test
    @DisplayName("is good for five minutes, and for a minute before by our clock")
    void time() {
        var raw = SignedData.signed(SignedData.ofPhone(USER, NOW));
        for (var seconds : new int[] {-60, 0, 299, 300}) {
            assertThat(InitData.check(raw, SignedData.TOKEN, NOW.plusSeconds(seconds)))
                    .isInstanceOf(Checked.Genuine.class);
        }
        assertThat(InitData.check(raw, SignedData.TOKEN, NOW.plusSeconds(301))).isEqualTo(new Checked.Stale(false));
        assertThat(InitData.check(raw, SignedData.TOKEN, NOW.minusSeconds(61))).isEqualTo(new Checked.Stale(true));
        assertThat(InitData.check(raw + "x", SignedData.TOKEN, NOW.plus(Duration.ofDays(9))))
                .as("who is forged learns nothing of the time")
                .isInstanceOf(Checked.Forged.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&",
                "=",
                "hash",
                "hash=",
                "a=%",
                "a=%0",
                "a=%zz",
                "a=%ff%fe",
                "user=%7B%7D&auth_date=1&hash=00",
                "💥=💥",
                "user=null",
                "auth_date=99999999999999999999&user=%7B%22id%22%3A1%7D"
            })
    void garbageIsForged(String raw) {
        forged(raw);
        forged(raw + "&" + SignedData.signed(SignedData.ofPhone(USER, NOW)));
    }

    @Test
    @DisplayName("without a bot nobody is let in: its token is no secret then")
    void withoutAToken() {
        for (var token : List.of("", " ", "\n")) {
            var raw = SignedData.signed(SignedData.ofPhone(USER, NOW), token);
            assertThat(InitData.check(raw, token, NOW)).isInstanceOf(Checked.Forged.class);
            assertThat(InitData.check(SignedData.signed(SignedData.ofPhone(USER, NOW), ""), token, NOW))
                    .isInstanceOf(Checked.Forged.class);
        }
        genuine(SignedData.signed(SignedData.ofPhone(USER, NOW)));
    }

    @Test
    @DisplayName("signed, but no user that could be one: refused")
    void withoutAUser() {
        for (var user : List.of(
                "",
                "{}",
                "[]",
                "1",
                "{\"id\":\"1\"}",
                "{\"id\":0}",
                "{\"id\":-5}",
                "{\"id\":1.5}",
                "{\"id\":4503599627370496}",
                "{\"id\":null}",
                "{")) {
            forged(SignedData.signed(with(SignedData.ofPhone(USER, NOW), "user", user)));
        }
    }

    @Test
    @DisplayName("what could be read as other lines of what is signed is refused")
    void linesCannotBeShifted() {
        var fields = SignedData.ofOldClient(USER, NOW);
        var merged = new LinkedHashMap<>(fields);
        // The same signed text with one field fewer.
        merged.put("auth_date", merged.get("auth_date") + "\nquery_id=" + merged.remove("query_id"));
        assertThat(SignedData.hash(merged, SignedData.TOKEN)).isEqualTo(SignedData.hash(fields, SignedData.TOKEN));
        forged(SignedData.signed(merged));
        forged(SignedData.signed(with(fields, "a\nb", "1")));
        var shifted = SignedData.encoded(fields).replace("query_id=", "query_id%3D=");
        forged(shifted + "&hash=" + SignedData.hash(fields, SignedData.TOKEN));
    }

    @Test
    @DisplayName("20,000 mutations: none throws, and none but another spelling of the same is taken")
    void mutations() {
        var random = new Random(20_270_310);
        int same = 0;
        for (int i = 0; i < 20_000; i++) {
            var raw = SignedData.signed(clients().get(random.nextInt(3)));
            var mutated = mutated(raw, random);
            if (check(mutated) instanceof Checked.Genuine(InitData data)) {
                same++;
                assertThat(data.userId()).as(mutated).isEqualTo(USER);
                assertThat(meaning(mutated)).as(mutated).isEqualTo(meaning(raw));
            }
        }
        assertThat(same).as("of so many some change the spelling alone").isBetween(1, 10_000);
    }

    private static String mutated(String raw, Random random) {
        int at = random.nextInt(raw.length());
        int end = Math.min(raw.length(), at + 1 + random.nextInt(5));
        return switch (random.nextInt(6)) {
            case 0 -> raw.substring(0, at) + raw.substring(end);
            case 1 -> raw.substring(0, at) + (char) random.nextInt(0x20, 0x7f) + raw.substring(at + 1);
            case 2 -> raw.substring(0, end) + raw.substring(at);
            case 3 -> raw.substring(0, at) + Character.toString(random.nextInt(0x500)) + raw.substring(at);
            case 4 -> {
                char one = raw.charAt(at);
                char other = Character.isUpperCase(one) ? Character.toLowerCase(one) : Character.toUpperCase(one);
                yield raw.substring(0, at) + other + raw.substring(at + 1);
            }
            default -> {
                var parts = new ArrayList<>(List.of(raw.split("&")));
                Collections.swap(parts, random.nextInt(parts.size()), random.nextInt(parts.size()));
                yield String.join("&", parts);
            }
        };
    }

    private static Map<String, String> meaning(String raw) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            fields.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        fields.computeIfPresent("hash", (name, hash) -> hash.toLowerCase(Locale.ROOT));
        return fields;
    }
}
