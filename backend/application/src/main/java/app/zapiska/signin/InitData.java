package app.zapiska.signin;

import app.zapiska.platform.SigningKeys;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Telegram's client gives a Mini App of who has opened it, signed with the bot's token: core.telegram.org/bots/webapps,
 * "Validating data received via the Mini App".
 *
 * @param hash the signature's bytes: two spellings of one signature are the same data
 */
record InitData(long userId, Instant authDate, byte[] hash) {

    static final Duration VALID = Duration.ofMinutes(5);
    static final Duration AHEAD = Duration.ofMinutes(1);

    static final int LONGEST = 8_192;

    private static final int MOST_FIELDS = 64;
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,11}");
    /** Ids of Telegram's have at most 52 bits. */
    private static final long LARGEST_ID = (1L << 52) - 1;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecretKeySpec KEY_OF_MINI_APPS =
            new SecretKeySpec("WebAppData".getBytes(StandardCharsets.US_ASCII), "HmacSHA256");

    sealed interface Checked {

        record Genuine(InitData data) implements Checked {}

        /** Not Telegram's word, or not to us. */
        record Forged() implements Checked {}

        /** Telegram's word, and too old; or from the future, which only a wrong clock explains. */
        record Stale(boolean future) implements Checked {}
    }

    /** @param raw untrusted, as it came; @param botToken without one everything is forged, or anybody could sign with the empty one */
    static Checked check(String raw, String botToken, Instant now) {
        return fields(raw)
                .filter(fields -> !botToken.isBlank())
                .flatMap(fields -> genuine(fields, botToken.strip()))
                .map(data -> {
                    if (data.authDate().plus(VALID).isBefore(now)) {
                        return new Checked.Stale(false);
                    }
                    return data.authDate().isAfter(now.plus(AHEAD))
                            ? new Checked.Stale(true)
                            : (Checked) new Checked.Genuine(data);
                })
                .orElseGet(Checked.Forged::new);
    }

    private static Optional<InitData> genuine(SortedMap<String, String> fields, String botToken) {
        var hash = fields.remove("hash");
        var date = fields.get("auth_date");
        var user = userId(fields.get("user"));
        if (hash == null
                || !HASH.matcher(hash).matches()
                || date == null
                || !SECONDS.matcher(date).matches()
                || user.isEmpty()) {
            return Optional.empty();
        }
        var signed = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("\n"));
        var secret = SigningKeys.hmac(KEY_OF_MINI_APPS, botToken.getBytes(StandardCharsets.UTF_8));
        var expected =
                SigningKeys.hmac(new SecretKeySpec(secret, "HmacSHA256"), signed.getBytes(StandardCharsets.UTF_8));
        var given = HexFormat.of().parseHex(hash);
        return MessageDigest.isEqual(expected, given)
                ? Optional.of(new InitData(user.getAsLong(), Instant.ofEpochSecond(Long.parseLong(date)), given))
                : Optional.empty();
    }

    private static OptionalLong userId(String user) {
        if (user == null) {
            return OptionalLong.empty();
        }
        try {
            var id = JSON.readTree(user).path("id");
            return id.isIntegralNumber() && id.canConvertToLong() && id.longValue() > 0 && id.longValue() <= LARGEST_ID
                    ? OptionalLong.of(id.longValue())
                    : OptionalLong.empty();
        } catch (JsonProcessingException malformed) {
            return OptionalLong.empty();
        }
    }

    /** @return empty for anything that could be read in two ways: a key twice, or what would shift the lines that are signed */
    private static Optional<SortedMap<String, String>> fields(String raw) {
        if (raw == null || raw.length() > LONGEST) {
            return Optional.empty();
        }
        var fields = new TreeMap<String, String>();
        for (var pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0 || fields.size() == MOST_FIELDS) {
                return Optional.empty();
            }
            var key = decoded(pair.substring(0, equals));
            var value = decoded(pair.substring(equals + 1));
            if (key.filter(name -> KEY.matcher(name).matches()).isEmpty()
                    || value.isEmpty()
                    || value.get().chars().anyMatch(c -> c < ' ')
                    || fields.put(key.get(), value.get()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(fields);
    }

    /** As forms are decoded; empty for what no encoder writes. */
    private static Optional<String> decoded(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '%') {
                if (at + 2 >= text.length()
                        || !HexFormat.isHexDigit(text.charAt(at + 1))
                        || !HexFormat.isHexDigit(text.charAt(at + 2))) {
                    return Optional.empty();
                }
                bytes.write(HexFormat.fromHexDigits(text, at + 1, at + 3));
                at += 2;
            } else if (c < 0x80) {
                bytes.write(c == '+' ? ' ' : c);
            } else {
                // Not encoded at all: some clients leave letters as they are.
                int length = Character.isHighSurrogate(c) && at + 1 < text.length() ? 2 : 1;
                bytes.writeBytes(text.substring(at, at + length).getBytes(StandardCharsets.UTF_8));
                at += length - 1;
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
