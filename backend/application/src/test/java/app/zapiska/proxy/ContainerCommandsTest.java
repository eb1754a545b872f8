package app.zapiska.proxy;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever people or engines are told to run in a container is in its image. */
@DisplayName("Commands for containers")
class ContainerCommandsTest {

    private static final Path TOP = Path.of("../..");

    /** What busybox and a shell bring, of what anybody would want here. */
    private static final Set<String> BUSYBOX =
            Set.of("sh", "cat", "ls", "df", "find", "ps", "grep", "sed", "awk", "stat", "kill", "sleep", "wget", "rm");

    /** Of the base images what we count on; neither of the backend's holds curl or wget, and the native one hardly anything. */
    private static final Map<String, Set<String>> BASES = Map.ofEntries(
            entry("eclipse-temurin", Set.of("java", "bash", "sh", "cat", "dirname")),
            entry("quay.io/quarkus/ubi9-quarkus-micro-image", Set.of("bash", "sh", "cat", "dirname")),
            entry("nginxinc/nginx-unprivileged", Set.of("nginx")),
            entry("alpine", Set.of()),
            entry("postgres", Set.of("psql", "pg_isready", "createdb", "dropdb", "bash")),
            entry("redis", Set.of("redis-cli", "redis-server")),
            entry("prom/prometheus", Set.of("promtool")),
            entry("prom/alertmanager", Set.of("amtool")),
            entry("prom/node-exporter", Set.of()),
            entry("prometheuscommunity/postgres-exporter", Set.of()),
            entry("grafana/grafana", Set.of("grafana")),
            entry("certbot/certbot", Set.of("certbot")));

    /** Of Alpine's packages the programs, where they are not called as the package is. */
    private static final Map<String, Set<String>> PACKAGES = Map.of(
            "age", Set.of("age", "age-keygen"),
            "postgresql18-client", Set.of("psql", "pg_dump", "pg_restore"),
            "coreutils", Set.of("sha256sum", "sort", "sync"));

    /** With its options, a service, and the first word of what is run there; make's own function may stand between. */
    private static final Pattern RUN = Pattern.compile(
            "docker compose (?:exec|run)((?: +-[^ ]+(?: +zapiska-backup)?)*) +([a-z][a-z-]*)(?:,.*?\\))? +([^\\s`'\"$|>)]+)");

    private record Command(String place, String service, String program) {}

    @Test
    @DisplayName("of the documentation, the Makefile and the scripts")
    void documented() throws IOException {
        var commands = new ArrayList<Command>();
        for (var file : places()) {
            RUN.matcher(Files.readString(file)).results().forEach(found -> {
                var instead = Pattern.compile("--entrypoint[ =](\\S+)").matcher(found.group(1));
                commands.add(new Command(
                        file.toString(), found.group(2), instead.find() ? instead.group(1) : found.group(3)));
            });
        }
        assertThat(commands)
                .extracting(Command::service)
                .as("places where somebody is told to run something in a container")
                .contains("backend", "backup", "frontend");
        var softly = new SoftAssertions();
        for (var command : commands) {
            for (var image : imagesOf(command.service())) {
                softly.assertThat(image).as("%s", command).contains(command.program());
            }
        }
        softly.assertAll();
    }

    @Test
    @DisplayName("of the checks of health")
    void checks() {
        var softly = new SoftAssertions();
        Compose.services().forEach((name, service) -> {
            if (service.get("healthcheck") instanceof Map<?, ?> check && check.get("test") instanceof List<?> words) {
                // The first word that is neither how it is run nor a variable.
                var program = Stream.of(words.get(1).toString().split(" "))
                        .filter(word -> !word.contains("="))
                        .findFirst()
                        .orElseThrow();
                imagesOf(name)
                        .forEach(image -> softly.assertThat(image).as(name).contains(program));
            }
            for (var dockerfile : dockerfilesOf(service)) {
                var check = Pattern.compile("HEALTHCHECK [^\\[]*CMD \\[\"([^\"]+)\"")
                        .matcher(read(dockerfile));
                if (check.find()) {
                    softly.assertThat(programsOf(dockerfile))
                            .as(dockerfile.toString())
                            .contains(check.group(1));
                }
            }
        });
        softly.assertAll();
    }

    private static List<Path> places() throws IOException {
        try (var documents = Files.list(TOP.resolve("docs"));
                var scripts = Files.walk(TOP.resolve("deploy"))) {
            return Stream.of(
                            Stream.of(
                                    TOP.resolve("README.md"), TOP.resolve("Makefile"), TOP.resolve("CONTRIBUTING.md")),
                            documents.filter(file -> file.toString().endsWith(".md")),
                            scripts.filter(file -> Files.isRegularFile(file)
                                    && !file.toString().endsWith(".json")))
                    .flatMap(files -> files)
                    .toList();
        }
    }

    /** The programs of each image that the service may run. */
    private static List<Set<String>> imagesOf(String service) {
        var described = Compose.services().get(service);
        assertThat(described).as("the service %s", service).isNotNull();
        var ours = dockerfilesOf(described);
        return ours.isEmpty()
                ? List.of(base(described.get("image").toString()))
                : ours.stream().map(ContainerCommandsTest::programsOf).toList();
    }

    /** The image of compose, and the native one that may take its place. */
    private static List<Path> dockerfilesOf(Map<String, ?> service) {
        if (!(service.get("build") instanceof Map<?, ?> build)) {
            return List.of();
        }
        var named = build.get("dockerfile") == null
                ? "Dockerfile"
                : build.get("dockerfile").toString();
        var file = TOP.resolve(build.get("context").toString()).resolve(named);
        return Stream.of(file, file.resolveSibling(file.getFileName() + ".native"))
                .filter(Files::exists)
                .toList();
    }

    private static Set<String> base(String image) {
        var name = image.replaceAll("[:@].*", "");
        assertThat(BASES).as("what we count on in %s", image).containsKey(name);
        var programs = new HashSet<>(BASES.get(name));
        if (!name.startsWith("eclipse") && !name.startsWith("quay.io")) {
            programs.addAll(BUSYBOX);
        }
        return programs;
    }

    /** Of the last stage: its base, what is installed into it, copied and linked into the path. */
    private static Set<String> programsOf(Path dockerfile) {
        var text = read(dockerfile).replaceAll("\\\\\\n\\s*", " ");
        var last = text.substring(text.lastIndexOf("\nFROM ") + 1);
        var programs = new HashSet<>(base(last.split("\\s+")[1]));
        Pattern.compile("apk add --no-cache ([a-z0-9 -]+)")
                .matcher(last)
                .results()
                .forEach(found -> {
                    for (var name : found.group(1).strip().split(" ")) {
                        programs.addAll(PACKAGES.getOrDefault(name, Set.of(name)));
                    }
                });
        Pattern.compile("COPY [^\\n]*?((?:[\\w./-]+ )+)/usr/local/bin/([\\w-]*)\\n")
                .matcher(last)
                .results()
                .forEach(found -> {
                    for (var file : found.group(1).split(" ")) {
                        programs.add(found.group(2).isEmpty() ? file.replaceAll(".*/", "") : found.group(2));
                    }
                });
        Pattern.compile("ln -s \\S+ /usr/local/bin/(\\S+)")
                .matcher(last)
                .results()
                .forEach(found -> programs.add(found.group(1)));
        return programs;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
