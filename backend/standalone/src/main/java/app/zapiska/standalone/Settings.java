package app.zapiska.standalone;

import app.zapiska.settings.PublicAddress;
import app.zapiska.settings.SettingRules;
import app.zapiska.settings.WrongSetting;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    static Settings read(Path home, Map<String, String> environment) throws Refusal {
        var values = new TreeMap<>(DotEnv.read(home.resolve(".env")));
        // an empty variable of the real environment wins too: `TELEGRAM_BOT_TOKEN= make run` asks for the sandbox
        values.putAll(environment);
        return of(home, values);
    }

    /**
     * A product of its own beside the person's: free ports, an empty data folder, no {@code .env}, and never the
     * person's password, keys, bot or mail server.
     */
    static Settings ofTrial(Path home, Map<String, String> environment, Path dataDir) throws IOException, Refusal {
        var values = new TreeMap<>(environment);
        values.keySet()
                .removeIf(key ->
                        Stream.of("TELEGRAM_", "SMTP_", "BACKUP_", "YANDEX_").anyMatch(key::startsWith));
        values.keySet().removeAll(Set.of("AUTH_PASSWORD", "JWT_SIGNING_KEY", "PUBLIC_URL", "HTTP_HOST"));
        values.put("DATA_DIR", dataDir.toString());
        values.put("HTTP_PORT", Integer.toString(Ports.free()));
        values.put("MANAGEMENT_PORT", Integer.toString(Ports.free()));
        // Letters go to whatever the command sets up there; nobody listens until it does.
        values.put("SMTP_HOST", "127.0.0.1");
        values.put("SMTP_PORT", Integer.toString(Ports.free()));
        values.put("SMTP_TLS", "none");
        values.put("SMTP_FROM", "notebook@zapiska.test");
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
        checkLetters(values);
        checkWhatTheApplicationChecks(values);

        Path dataDir = path(home, values, "DATA_DIR", "data");
        return new Settings(
                home,
                dataDir,
                path(home, values, "PROGRAMS_DIR", dataDir.resolve("programs").toString()),
                path(home, values, "FRONTEND_DIR", "frontend/dist"),
                values.getOrDefault("HTTP_HOST", "127.0.0.1"),
                httpPort,
                managementPort,
                publicUrl(values, httpPort),
                Map.copyOf(values));
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    boolean wantsTelegramSandbox() {
        return value("TELEGRAM_BOT_TOKEN").isEmpty();
    }

    /**
     * Under a locale without Cyrillic letters a password would reach the application as a row of question marks, and any
     * other of that length would open the notebook.
     */
    private static void checkLetters(Map<String, String> values) throws Refusal {
        String password = values.getOrDefault("AUTH_PASSWORD", "");
        var letters = Charset.forName(System.getProperty("sun.jnu.encoding"));
        if (password.indexOf('\uFFFD') >= 0 || !letters.newEncoder().canEncode(password)) {
            throw Refusal.cannotStart(
                    "AUTH_PASSWORD: в этой локали его буквы не передать. Запустите с LC_ALL=C.UTF-8.",
                    "AUTH_PASSWORD: this locale can't pass on its letters. Start with LC_ALL=C.UTF-8.");
        }
    }

    /** The same rules, so that a mistake costs a second here instead of the start of a database and an application. */
    private static void checkWhatTheApplicationChecks(Map<String, String> values) throws Refusal {
        var objections =
                new ArrayList<>(SettingRules.check(name -> Optional.ofNullable(values.get(name.name())), Set.of()));
        if (!values.containsKey("TELEGRAM_BOT_TOKEN") && "webhook".equalsIgnoreCase(values.get("TELEGRAM_MODE"))) {
            objections.add(new SettingRules.Objection(
                    SettingRules.Name.TELEGRAM_MODE,
                    new WrongSetting(
                            "webhook требует TELEGRAM_BOT_TOKEN: учебный чат работает через polling",
                            "webhook needs TELEGRAM_BOT_TOKEN: the practice chat works by polling")));
        }
        if (!objections.isEmpty()) {
            throw Refusal.cannotStart(
                    objections.stream().map(SettingRules.Objection::russian).collect(Collectors.joining("\n")),
                    objections.stream().map(SettingRules.Objection::english).collect(Collectors.joining("\n")));
        }
    }

    private static URI publicUrl(Map<String, String> values, int httpPort) {
        try {
            return URI.create(PublicAddress.parse(values.getOrDefault("PUBLIC_URL", "http://localhost:" + httpPort))
                    .toString());
        } catch (WrongSetting refusedBefore) {
            throw new IllegalStateException(refusedBefore);
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
