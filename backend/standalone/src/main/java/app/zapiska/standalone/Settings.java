package app.zapiska.standalone;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Everything a person configures for {@code make run}: the process environment over {@code .env} over the defaults.
 * Checked here as a whole before anything is started, so that a typing error costs a second and names its key, and not
 * a stack trace from the depths of a child process.
 *
 * @param home the top of the checkout; relative paths start there
 * @param dataDir everything that must survive: database, secrets, logs
 * @param programsDir where the unpacked programs of PostgreSQL and Redis are kept; may be shared by instances
 * @param httpHost the address the application listens at, {@code 127.0.0.1} unless the person opens it to the network
 * @param values all variables, as the application is to see them
 */
record Settings(
        Path home,
        Path dataDir,
        Path programsDir,
        Path frontendDir,
        String httpHost,
        int httpPort,
        int managementPort,
        URI publicUrl,
        Map<String, String> values) {

    private static final Pattern BOT_TOKEN = Pattern.compile("[0-9]{1,20}:[A-Za-z0-9_-]{10,100}");
    private static final Pattern WEBHOOK_SECRET = Pattern.compile("[A-Za-z0-9_-]{1,256}");

    static Settings read(Path home, Map<String, String> environment) throws Refusal {
        var values = new TreeMap<>(DotEnv.read(home.resolve(".env")));
        // an empty variable of the real environment wins too: `TELEGRAM_BOT_TOKEN= make run` asks for the sandbox
        values.putAll(environment);
        return of(home, values);
    }

    /**
     * A product of its own beside the person's: free ports, an empty data folder, no {@code .env}, and never the
     * person's password, keys or bot.
     */
    static Settings ofTrial(Path home, Map<String, String> environment, Path dataDir) throws IOException, Refusal {
        var values = new TreeMap<>(environment);
        values.keySet()
                .removeIf(key -> key.startsWith("TELEGRAM_") || key.startsWith("BACKUP_") || key.startsWith("YANDEX_"));
        values.keySet().removeAll(Set.of("AUTH_PASSWORD", "JWT_SIGNING_KEY", "PUBLIC_URL", "HTTP_HOST"));
        values.put("DATA_DIR", dataDir.toString());
        values.put("HTTP_PORT", Integer.toString(Ports.free()));
        values.put("MANAGEMENT_PORT", Integer.toString(Ports.free()));
        return of(home, values);
    }

    private static Settings of(Path home, TreeMap<String, String> values) throws Refusal {
        values.values().removeIf(String::isBlank);
        int httpPort = number(values, "HTTP_PORT", 8080, 1, 65535);
        int managementPort = number(values, "MANAGEMENT_PORT", 9000, 1, 65535);
        if (httpPort == managementPort) {
            throw Refusal.cannotStart(
                    "HTTP_PORT и MANAGEMENT_PORT должны различаться, а оба равны " + httpPort + ".",
                    "HTTP_PORT and MANAGEMENT_PORT must differ, both are " + httpPort + ".");
        }
        checkDefaultsOfNewAccounts(values);
        checkTelegram(values);
        checkSecrets(values);

        Path dataDir = path(home, values, "DATA_DIR", "data");
        return new Settings(
                home,
                dataDir,
                path(home, values, "PROGRAMS_DIR", dataDir.resolve("programs").toString()),
                path(home, values, "FRONTEND_DIR", "frontend/dist"),
                values.getOrDefault("HTTP_HOST", "127.0.0.1"),
                httpPort,
                managementPort,
                webAddress(values, "PUBLIC_URL", "http://localhost:" + httpPort),
                Map.copyOf(values));
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    boolean wantsTelegramSandbox() {
        return value("TELEGRAM_BOT_TOKEN").isEmpty();
    }

    private static void checkDefaultsOfNewAccounts(Map<String, String> values) throws Refusal {
        String zone = values.getOrDefault("TIME_ZONE", "Europe/Moscow");
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw wrong(
                    "TIME_ZONE",
                    zone,
                    "нужен часовой пояс вида Europe/Moscow",
                    "a time zone such as Europe/Moscow is needed");
        }
        int start = number(values, "BOT_WORK_HOURS_START", 7, 0, 24);
        int end = number(values, "BOT_WORK_HOURS_END", 22, 0, 24);
        if (start >= end) {
            throw wrong(
                    "BOT_WORK_HOURS_END",
                    Integer.toString(end),
                    "час окончания должен быть позже часа начала (BOT_WORK_HOURS_START=" + start + ")",
                    "the closing hour must be later than the opening one (BOT_WORK_HOURS_START=" + start + ")");
        }
        number(values, "REPEAT_INTERVAL_MINUTES", 15, 1, 1440);
        number(values, "URGENT_DAYS", 5, 0, 365);
    }

    private static void checkTelegram(Map<String, String> values) throws Refusal {
        String token = values.get("TELEGRAM_BOT_TOKEN");
        if (token != null && !BOT_TOKEN.matcher(token).matches()) {
            throw Refusal.cannotStart(
                    "TELEGRAM_BOT_TOKEN: токен от @BotFather выглядит как 123456789:AAH…; значение не показано.",
                    "TELEGRAM_BOT_TOKEN: a token from @BotFather looks like 123456789:AAH…; the value is not shown.");
        }
        webAddress(values, "TELEGRAM_API_URL", "https://api.telegram.org");
        String chat = values.get("TELEGRAM_CHAT_ID");
        if (chat != null && !chat.matches("-?[0-9]{1,18}")) {
            throw wrong("TELEGRAM_CHAT_ID", chat, "нужно целое число", "a whole number is needed");
        }
        String mode = values.getOrDefault("TELEGRAM_MODE", "polling");
        if (!mode.equals("polling") && !mode.equals("webhook")) {
            throw wrong("TELEGRAM_MODE", mode, "нужно polling или webhook", "polling or webhook is needed");
        }
        String secret = values.get("TELEGRAM_WEBHOOK_SECRET");
        if (secret != null && !WEBHOOK_SECRET.matcher(secret).matches()) {
            throw Refusal.cannotStart(
                    "TELEGRAM_WEBHOOK_SECRET: от 1 до 256 латинских букв, цифр, «_» и «-».",
                    "TELEGRAM_WEBHOOK_SECRET: 1 to 256 Latin letters, digits, '_' and '-'.");
        }
        if (mode.equals("webhook") && secret == null) {
            throw Refusal.cannotStart(
                    "TELEGRAM_MODE=webhook требует TELEGRAM_WEBHOOK_SECRET.",
                    "TELEGRAM_MODE=webhook needs TELEGRAM_WEBHOOK_SECRET.");
        }
        if (mode.equals("webhook") && token == null) {
            throw Refusal.cannotStart(
                    "TELEGRAM_MODE=webhook требует TELEGRAM_BOT_TOKEN: песочница работает через polling.",
                    "TELEGRAM_MODE=webhook needs TELEGRAM_BOT_TOKEN: the sandbox works by polling.");
        }
    }

    private static void checkSecrets(Map<String, String> values) throws Refusal {
        String password = values.get("AUTH_PASSWORD");
        if (password != null && (password.length() < 8 || password.length() > 128)) {
            throw Refusal.cannotStart(
                    "AUTH_PASSWORD: нужно от 8 до 128 символов.", "AUTH_PASSWORD: 8 to 128 characters are needed.");
        }
        String key = values.get("JWT_SIGNING_KEY");
        if (key != null && key.length() < 32) {
            throw Refusal.cannotStart(
                    "JWT_SIGNING_KEY: нужно не меньше 32 символов; без него ключ создаётся сам.",
                    "JWT_SIGNING_KEY: at least 32 characters are needed; left out, a key is generated.");
        }
    }

    private static int number(Map<String, String> values, String key, int byDefault, int min, int max) throws Refusal {
        String written = values.get(key);
        if (written == null) {
            return byDefault;
        }
        try {
            var number = new BigInteger(written.strip());
            if (number.compareTo(BigInteger.valueOf(min)) >= 0 && number.compareTo(BigInteger.valueOf(max)) <= 0) {
                return number.intValue();
            }
        } catch (NumberFormatException e) {
            // the refusal below says it
        }
        throw wrong(
                key,
                written,
                "нужно целое число от " + min + " до " + max,
                "a whole number from " + min + " to " + max + " is needed");
    }

    private static URI webAddress(Map<String, String> values, String key, String byDefault) throws Refusal {
        String written = values.getOrDefault(key, byDefault);
        try {
            var uri = new URI(written);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // the refusal below says it
        }
        throw wrong(key, written, "нужен адрес http://… или https://…", "an address http://… or https://… is needed");
    }

    private static Path path(Path home, Map<String, String> values, String key, String byDefault) throws Refusal {
        String written = values.getOrDefault(key, byDefault);
        try {
            return home.resolve(written).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw wrong(key, written, "такой путь невозможен", "no such path is possible");
        }
    }

    private static Refusal wrong(String key, String value, String russian, String english) {
        return Refusal.cannotStart(key + "=" + value + ": " + russian + ".", key + "=" + value + ": " + english + ".");
    }
}
