package app.zapiska.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** The compose file of production. */
public final class Compose {

    private static final Path FILE = Path.of("../../docker-compose.yml");
    private static final Pattern SETTING = Pattern.compile("-c (\\w+)=(\\S+)");

    private Compose() {}

    static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Map<String, Map<String, ?>> services() {
        Map<String, Map<String, Map<String, ?>>> file = new Yaml().load(text());
        return file.get("services");
    }

    /** A service's command as one line. */
    static String command(String service) {
        return switch (services().get(service).get("command")) {
            case List<?> words ->
                String.join(" ", words.stream().map(Object::toString).toList());
            case Object line -> line.toString();
        };
    }

    /** What PostgreSQL is told there about its log, by name. */
    public static Map<String, String> settingsOfPostgresLog() {
        var settings = new LinkedHashMap<String, String>();
        SETTING.matcher(command("postgres")).results().forEach(setting -> {
            if (setting.group(1).startsWith("log_")) {
                settings.put(setting.group(1), setting.group(2));
            }
        });
        return settings;
    }
}
