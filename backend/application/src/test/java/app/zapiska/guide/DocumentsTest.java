package app.zapiska.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the documents and the scripts tell a person to do can be done: the targets, files and headings that they name are there. */
@DisplayName("The documents")
class DocumentsTest {

    private static final Path TOP = Path.of("../..");
    private static final Pattern TARGET = Pattern.compile("(?<![\\w-])make ([a-z][a-z-]+)(?![\\w-])");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern DEPLOYED = Pattern.compile("(?<![\\w/])deploy/[A-Za-z0-9_./-]*[A-Za-z0-9_]");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

    private static final Pattern SETTING = Pattern.compile("(?<![A-Za-z_])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![A-Za-z_])");
    /** The services that a command of Compose names, without its options. */
    private static final Pattern COMPOSED = Pattern.compile(
            "docker compose (?:up|logs|stop|start|restart)(?: --?[a-z-]+)*((?: [a-z0-9-]+)*)(?=[`\\n]| \\||,)");

    private static final Pattern QUOTED = Pattern.compile("\\*\\*(.+?)\\*\\*");
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\| /([a-z]+) \\|");
    private static final Pattern STRING = Pattern.compile("'((?:[^'\\\\\\n]|\\\\.)*)'|\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    /** Words after «make» that are English, not a target. */
    private static final List<String> ENGLISH =
            List.of("a", "it", "good", "one", "their", "up", "no", "that", "sure", "them", "this", "the");

    @Test
    @DisplayName("name only targets that make has")
    void targets() throws IOException {
        var known = Files.readString(TOP.resolve("Makefile"))
                .lines()
                .map(line -> Pattern.compile("^([a-z][a-z-]*):").matcher(line))
                .filter(java.util.regex.Matcher::find)
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(known).contains("run", "test", "ready", "diagnose");
        var unknown = new ArrayList<String>();
        for (var file : files()) {
            TARGET.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .filter(target -> !known.contains(target) && !ENGLISH.contains(target))
                    .forEach(target -> unknown.add(TOP.relativize(file) + ": make " + target));
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    @DisplayName("lead only to files and headings that are there")
    void links() throws IOException {
        var lost = new ArrayList<String>();
        for (var file : files()) {
            if (!file.toString().endsWith(".md")) {
                continue;
            }
            for (var found : LINK.matcher(Files.readString(file)).results().toList()) {
                var target = found.group(1).isEmpty() ? file : file.resolveSibling(found.group(1));
                if (!Files.exists(target)) {
                    lost.add(TOP.relativize(file) + ": " + found.group(1));
                } else if (found.group(2) != null && !anchors(target).contains(found.group(2))) {
                    lost.add(TOP.relativize(file) + ": " + found.group());
                }
            }
        }
        assertThat(lost).isEmpty();
    }

    @Test
    @DisplayName("name only files of deploy/ that are there")
    void deployed() throws IOException {
        var lost = new ArrayList<String>();
        for (var file : files()) {
            DEPLOYED.matcher(Files.readString(file))
                    .results()
                    .map(java.util.regex.MatchResult::group)
                    .filter(name -> !Files.exists(TOP.resolve(name)))
                    .forEach(name -> lost.add(TOP.relativize(file) + ": " + name));
        }
        assertThat(lost).isEmpty();
    }

    @Test
    @DisplayName("tell the owner of no setting, service or secret that there is not")
    void settings() throws IOException {
        // Compose's own, beside ours.
        var known = new TreeSet<>(List.of("COMPOSE_PROFILES"));
        for (var file : List.of(".env.example", "Makefile", "deploy/rotate-secret", "docker-compose.yml")) {
            SETTING.matcher(Files.readString(TOP.resolve(file))).results().forEach(found -> known.add(found.group()));
        }
        var services = Pattern.compile("(?m)^  ([a-z-]+):$")
                .matcher(Files.readString(TOP.resolve("docker-compose.yml")))
                .results()
                .map(found -> found.group(1))
                .toList();
        var unknown = new ArrayList<String>();
        var rotated = new TreeSet<String>();
        for (var name : List.of("owner.ru.md", "server.ru.md", "backups.md")) {
            var text = Files.readString(TOP.resolve("docs").resolve(name));
            SETTING.matcher(text)
                    .results()
                    .map(java.util.regex.MatchResult::group)
                    .filter(word -> !known.contains(word))
                    .forEach(word -> unknown.add(name + ": " + word));
            COMPOSED.matcher(text)
                    .results()
                    .flatMap(found -> Stream.of(found.group(1).strip().split(" +")))
                    .filter(word -> !word.isEmpty() && !word.matches("[0-9]+") && !services.contains(word))
                    .forEach(word -> unknown.add(name + ": the service " + word));
        }
        assertThat(unknown).isEmpty();
        var owner = Files.readString(TOP.resolve("docs/owner.ru.md"));
        Pattern.compile("(?m)^([A-Z0-9_]+)\\|[a-z]+\\|")
                .matcher(Files.readString(TOP.resolve("deploy/rotate-secret")))
                .results()
                .forEach(found -> rotated.add(found.group(1)));
        assertThat(rotated).hasSizeGreaterThan(10).allMatch(owner::contains);
    }

    @Test
    @DisplayName(
            "the handbook quotes only words that stand on the page or in the chat, and names only commands that the bot knows")
    void words() throws IOException {
        var handbook = Files.readString(TOP.resolve("docs/handbook.ru.md"));
        var texts = new ArrayList<String>();
        try (var page = Files.walk(TOP.resolve("frontend/src"));
                var bot = Files.walk(TOP.resolve("backend/application/src/main/java"))) {
            for (var file : Stream.concat(
                            page.filter(one -> one.toString().matches(".*/(texts\\.)?ru\\.ts")),
                            bot.filter(one -> one.toString().endsWith(".java")))
                    .toList()) {
                STRING.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                        .forEach(texts::add);
            }
        }
        var quoted =
                QUOTED.matcher(handbook).results().map(found -> found.group(1)).toList();
        assertThat(quoted).hasSizeGreaterThan(50);
        assertThat(quoted.stream().filter(words -> texts.stream().noneMatch(text -> text.contains(words))))
                .isEmpty();
        var commands =
                COMMAND.matcher(handbook).results().map(found -> found.group(1)).toList();
        assertThat(commands).hasSizeGreaterThan(5);
        assertThat(texts).containsAll(commands);
    }

    /** As they are made of headings where documents are shown. */
    private static List<String> anchors(Path file) throws IOException {
        return HEADING.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1).toLowerCase(java.util.Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    private static List<Path> files() throws IOException {
        try (var documents = Files.list(TOP.resolve("docs"));
                var deploy = Files.walk(TOP.resolve("deploy"))) {
            return Stream.of(
                            Stream.of("README.md", "CONTRIBUTING.md", "docker-compose.yml", ".env.example")
                                    .map(TOP::resolve),
                            documents.filter(file -> file.toString().endsWith(".md")),
                            deploy.filter(
                                    file -> file.toString()
                                            .matches(
                                                    ".*(\\.sh|\\.service|/new-password|/telegram-updates|/import-original|/move|/rotate-secret|/upgrade-postgres|rules\\.yml)")))
                    .flatMap(found -> found)
                    .sorted()
                    .toList();
        }
    }
}
