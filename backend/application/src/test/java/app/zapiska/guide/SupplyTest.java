package app.zapiska.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the product is made of, and what its sources must not hold. */
@DisplayName("The sources")
class SupplyTest {

    private static final Path TOP = Path.of("../..");
    private static final Pattern EXACT = Pattern.compile("\\d+\\.\\d+\\.\\d+(-[\\w.]+)?");

    private static final Pattern KEY = Pattern.compile("AGE-SECRET-KEY-1[0-9A-Z]{58}"
            + "|-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----\\s+[A-Za-z0-9+/=]{40}"
            + "|\\b\\d{8,10}:AA[A-Za-z0-9_-]{33}\\b"
            + "|\\bgh[pousr]_[A-Za-z0-9]{36}\\b|\\bAKIA[0-9A-Z]{16}\\b");

    @Test
    @DisplayName("S37: name exact versions, and the page's packages come by their lock file, each with its checksum")
    void exactVersions() throws IOException {
        var json = new ObjectMapper();
        var asked = json.readTree(Files.readString(TOP.resolve("frontend/package.json")));
        for (var kind : List.of("dependencies", "devDependencies")) {
            asked.path(kind)
                    .properties()
                    .forEach(one ->
                            assertThat(one.getValue().asText()).as(one.getKey()).matches(EXACT));
        }
        var locked = json.readTree(Files.readString(TOP.resolve("frontend/package-lock.json")));
        var packages = locked.path("packages").properties().stream()
                .filter(one -> one.getKey().startsWith("node_modules/"))
                .toList();
        assertThat(packages)
                .hasSizeGreaterThan(100)
                .allSatisfy(one -> assertThat(one.getValue().path("integrity").asText())
                        .as(one.getKey())
                        .startsWith("sha512-"));
        for (var file : List.of("Makefile", "frontend/Dockerfile")) {
            assertThat(Files.readString(TOP.resolve(file)).replaceAll("\\$\\(NPM\\)", "npm"))
                    .as(file)
                    .contains("npm ci ")
                    .doesNotContain("npm install");
        }
        try (var poms =
                Files.find(TOP.resolve("backend"), 2, (file, is) -> file.endsWith("pom.xml") && is.isRegularFile())) {
            for (var pom : poms.toList()) {
                assertThat(Files.readString(pom).replaceAll("(?s)<!--.*?-->", ""))
                        .as(pom.toString())
                        .doesNotContain("-SNAPSHOT", "<version>LATEST", "<version>RELEASE");
            }
        }
        assertThat(Files.readString(TOP.resolve("Makefile"))).contains("sbom:", "cyclonedx");
    }

    @Test
    @DisplayName(
            "S35: hold no secret: neither a file of settings or keys, nor a key in a text, nor a way out of their folder")
    void noSecret() throws IOException, InterruptedException {
        assumeTrue(Files.exists(TOP.resolve(".git")), "there is no git here");
        var asked = new ProcessBuilder("git", "ls-files", "-z")
                .directory(TOP.toFile())
                .start();
        var files = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\0");
        assertThat(asked.waitFor()).isZero();
        assertThat(files).hasSizeGreaterThan(500);
        var found = new ArrayList<String>();
        for (var name : files) {
            if (name.matches("(.*/)?(\\.env|id_[a-z0-9]+|.*\\.(key|pem|p12|pfx|jks|age|dump))")) {
                found.add(name);
            }
            var file = TOP.resolve(name);
            if (Files.isSymbolicLink(file) && Files.readSymbolicLink(file).isAbsolute()) {
                found.add(name + " leads out of here");
            }
            // Tests plant tokens of their own to see that they stay hidden.
            if (!name.contains("/src/test/") && Files.isRegularFile(file) && Files.size(file) < 2_000_000) {
                KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .results()
                        .forEach(key -> found.add(name + ": " + key.group().substring(0, 12) + "…"));
            }
        }
        assertThat(found).isEmpty();
    }
}
