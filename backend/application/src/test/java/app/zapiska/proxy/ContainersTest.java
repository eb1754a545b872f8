package app.zapiska.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What can be known of the containers without building them. */
@DisplayName("The containers")
class ContainersTest {

    private static final Path TOP = Path.of("../..");
    private static final List<String> DOCKERFILES = List.of(
            "backend/Dockerfile", "backend/Dockerfile.native", "frontend/Dockerfile", "deploy/backup/Dockerfile");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z][A-Z0-9_]*)");
    private static final Pattern PINNED = Pattern.compile("[^:]+:[^:]*\\d[^:]*");

    /** They only look; when one falls silent, an alert says so. */
    private static final Set<String> WITHOUT_HEALTH =
            Set.of("backup", "certbot", "postgres-exporter", "redis-exporter");

    /** Of the settings of the application: what compose itself decides, and what only make run knows. */
    private static final Set<String> NOT_FOR_COMPOSE =
            Set.of("HTTP_PORT", "MANAGEMENT_PORT", "FRONTEND_DIR", "TELEGRAM_SANDBOX_URL", "DB_HOST", "DB_PORT");

    @Test
    @DisplayName(
            "S38: run without privileges on read-only disks, within limits, with logs that end, on images of a version")
    void services() throws IOException {
        var softly = new SoftAssertions();
        services(compose()).forEach((name, service) -> {
            softly.assertThat(service.get("read_only"))
                    .as("%s: read_only", name)
                    .isEqualTo(true);
            softly.assertThat(service.get("cap_drop")).as("%s: cap_drop", name).isEqualTo(List.of("ALL"));
            softly.assertThat(service.get("security_opt"))
                    .as("%s: security_opt", name)
                    .isEqualTo(List.of("no-new-privileges:true"));
            softly.assertThat(service.get("restart")).as("%s: restart", name).isEqualTo("unless-stopped");
            softly.assertThat(service.get("logging").toString())
                    .as("%s: logging", name)
                    .contains("max-size", "max-file");
            softly.assertThat(String.valueOf(service.get("deploy")))
                    .as("%s: limits", name)
                    .contains("memory", "cpus");
            softly.assertThat(service.get("image").toString())
                    .as("%s: image", name)
                    .matches(image -> image.startsWith("zapiska-")
                            || PINNED.matcher(image).matches() && !image.contains("latest"));
            softly.assertThat(service).as("%s: networks", name).containsKey("networks");
            if (!WITHOUT_HEALTH.contains(name) && !service.containsKey("build")) {
                softly.assertThat(service).as("%s: healthcheck", name).containsKey("healthcheck");
            }
        });
        softly.assertAll();
    }

    @Test
    @DisplayName("wait only for services that can say that they are healthy")
    void dependencies() throws IOException {
        var services = services(compose());
        for (var name : services.keySet()) {
            if (!(services.get(name).get("depends_on") instanceof Map<?, ?> needed)) {
                continue;
            }
            needed.forEach((other, condition) -> {
                assertThat(services).as(name).containsKey(other.toString());
                if (condition.toString().contains("service_healthy")) {
                    var service = services.get(other.toString());
                    assertThat(service.containsKey("healthcheck")
                                    || dockerfilesOf(service).stream()
                                            .allMatch(file -> file.contains("\nHEALTHCHECK ")))
                            .as("%s waits for the health of %s", name, other)
                            .isTrue();
                }
            });
        }
    }

    @Test
    @DisplayName("take every setting from .env.example, and the application gets every one it knows")
    void settings() throws IOException {
        var compose = Files.readString(TOP.resolve("docker-compose.yml"));
        var example = Files.readString(TOP.resolve(".env.example"));
        var known = names(Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]*)="), example);
        var asked = names(VARIABLE, compose);
        asked.removeAll(Set.of("ZAPISKA_VERSION"));
        assertThat(known).as(".env.example").containsAll(asked);

        var read = names(VARIABLE, Files.readString(Path.of("src/main/resources/application.properties")));
        read.retainAll(known);
        read.removeAll(NOT_FOR_COMPOSE);
        var environment = (Map<?, ?>) services(compose()).get("backend").get("environment");
        assertThat(environment.keySet().stream().map(Object::toString).toList())
                .as("environment of the backend")
                .containsAll(read);
    }

    @Test
    @DisplayName("mount files that are there")
    void mounts() throws IOException {
        services(compose()).values().stream()
                .filter(service -> service.containsKey("volumes"))
                .flatMap(service -> ((List<?>) service.get("volumes")).stream())
                .map(volume -> volume.toString().split(":")[0])
                .filter(source -> source.startsWith("./"))
                .forEach(source -> assertThat(TOP.resolve(source)).exists());
    }

    @Test
    @DisplayName("are built on images of a version, from files that are there, and run as nobody in particular")
    void dockerfiles() throws IOException {
        var softly = new SoftAssertions();
        for (var path : DOCKERFILES) {
            var instructions = instructions(Files.readString(TOP.resolve(path)));
            var stages = new ArrayList<String>();
            for (var line : instructions) {
                var words = line.split("\\s+");
                if (words[0].equals("FROM")) {
                    softly.assertThat(stages.contains(words[1])
                                    || PINNED.matcher(words[1]).matches())
                            .as("%s: %s", path, line)
                            .isTrue();
                    stages.add(words.length == 4 ? words[3] : "");
                }
                if (words[0].equals("COPY")) {
                    var from = List.of(words).stream()
                            .filter(word -> word.startsWith("--from="))
                            .findFirst();
                    if (from.isPresent()) {
                        softly.assertThat(stages).contains(from.get().substring("--from=".length()));
                        continue;
                    }
                    var files = List.of(words).subList(1, words.length - 1).stream()
                            .filter(word -> !word.startsWith("--"))
                            .toList();
                    var context = path.startsWith("deploy/backup/") ? TOP.resolve("deploy/backup") : TOP;
                    for (var file : files) {
                        softly.assertThat(context.resolve(file.replaceAll("/?\\*.*", "")))
                                .as("%s: %s", path, line)
                                .exists();
                    }
                }
            }
            softly.assertThat(instructions.stream()
                            .filter(line -> line.startsWith("USER "))
                            .toList()
                            .getLast())
                    .as("%s: who it runs as", path)
                    .matches("USER [1-9]\\d*");
        }
        softly.assertAll();
    }

    private static List<String> dockerfilesOf(Map<String, ?> service) {
        if (!(service.get("build") instanceof Map<?, ?> build)) {
            return List.of("");
        }
        var file = TOP.resolve(build.get("context").toString())
                .resolve(build.get("dockerfile") instanceof String named ? named : "Dockerfile");
        try {
            // Who builds the native image instead waits for it in the same way.
            var beside = file.resolveSibling(file.getFileName() + ".native");
            return Files.exists(beside)
                    ? List.of(Files.readString(file), Files.readString(beside))
                    : List.of(Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        var names = new TreeSet<String>();
        pattern.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /** One a line, without comments. */
    private static List<String> instructions(String dockerfile) {
        return dockerfile
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(java.util.stream.Collectors.joining("\n"))
                .replaceAll("\\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static Map<String, ?> compose() throws IOException {
        return new Yaml().load(Files.readString(TOP.resolve("docker-compose.yml")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, ?>> services(Map<String, ?> compose) {
        return (Map<String, Map<String, ?>>) compose.get("services");
    }
}
