package app.zapiska.signin;

import app.zapiska.platform.SigningKeys;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;

/** initData as Telegram's clients make it; written after core.telegram.org/bots/webapps, not after the product. */
public final class SignedData {

    static final String TOKEN = "7000000001:SandboxTokenOnlyForThisMachine_0001";

    private SignedData() {}

    /** Telegram for Android opened by the menu button: the fields there are today. */
    public static Map<String, String> ofPhone(long user, Instant at) {
        return fields(
                "query_id",
                "AAHdF6IQAAAAAN0XohDhrOrc",
                "user",
                "{\"id\":" + user + ",\"first_name\":\"Аня 🦊\",\"last_name\":\"О'Нил & Ко\",\"username\":\"anna\","
                        + "\"language_code\":\"ru\",\"is_premium\":true,\"allows_write_to_pm\":true,"
                        + "\"photo_url\":\"https:\\/\\/t.me\\/i\\/userpic\\/320\\/x.svg\"}",
                "auth_date",
                Long.toString(at.getEpochSecond()),
                "signature",
                "zL-ucjNyREiHDE8aihFwpfR9aggP2xiAo3NSpfe-p7IbCisNlDKlo7Kb6G4D0Ao2mBrSgEk4maLSdv6MLIlADQ");
    }

    /** Opened by a direct link in a chat: no query, but whence. */
    static Map<String, String> ofLink(long user, Instant at) {
        return fields(
                "user",
                "{\"id\":" + user + ",\"first_name\":\"Anna\",\"last_name\":\"\",\"language_code\":\"en\"}",
                "chat_instance",
                "-3788475317572404878",
                "chat_type",
                "private",
                "start_param",
                "tasks-5",
                "auth_date",
                Long.toString(at.getEpochSecond()),
                "signature",
                "6fbdaab833d39f54518bd5c3eb3f511d035e68cb");
    }

    /** A client from before there was a signature for third parties. */
    static Map<String, String> ofOldClient(long user, Instant at) {
        return fields(
                "query_id",
                "AAGdF6IQAAAAAJ0XohA",
                "user",
                "{\"id\":" + user + ",\"first_name\":\"Anna+Maria 100%\",\"last_name\":\"=\"}",
                "auth_date",
                Long.toString(at.getEpochSecond()));
    }

    private static Map<String, String> fields(String... pairs) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], pairs[i + 1]);
        }
        return fields;
    }

    static String hash(Map<String, String> fields, String token) {
        var signed = new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining("\n"));
        var secret = hmac("WebAppData".getBytes(StandardCharsets.UTF_8), token);
        return HexFormat.of().formatHex(hmac(secret, signed));
    }

    private static byte[] hmac(byte[] key, String message) {
        return SigningKeys.hmac(new SecretKeySpec(key, "HmacSHA256"), message.getBytes(StandardCharsets.UTF_8));
    }

    public static String signed(Map<String, String> fields) {
        return signed(fields, TOKEN);
    }

    static String signed(Map<String, String> fields, String token) {
        return encoded(fields) + "&hash=" + hash(fields, token);
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
