package app.zapiska.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AotCacheTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path folder;

    private Path jar;
    private List<String> command;

    @BeforeEach
    void aProgram() throws IOException {
        Path source = folder.resolve("Hello.java");
        Files.writeString(
                source,
                "public class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
        assertThat(javax.tools.ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), source.toString()))
                .isZero();
        jar = Files.createDirectories(folder.resolve("built")).resolve("hello.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new java.util.zip.ZipEntry("Hello.class"));
            out.write(Files.readAllBytes(folder.resolve("Hello.class")));
        }
        command = List.of(JAVA, "-XX:+UseSerialGC", "-cp", jar.toString(), "Hello");
    }

    @Test
    void anotherJarAnotherOptionAndAnotherTimeOfTheBuildMakeAnotherCache() throws IOException {
        AotCache first = cache();
        assertThat(cache()).isEqualTo(first);
        assertThat(AotCache.of(folder, jar, List.of(JAVA, "-cp", jar.toString(), "Hello")))
                .isNotEqualTo(first);
        Files.writeString(jar.resolveSibling("library.jar"), "one more");
        assertThat(cache()).isNotEqualTo(first);
    }

    @Test
    void aFinishedCacheTakesThePlaceOfFormerOnes() throws IOException {
        AotCache cache = cache();
        Files.writeString(cache.file().resolveSibling("application-former.aot"), "former");
        Files.writeString(AotCache.unfinished(cache.file()), "new");
        Files.writeString(AotCache.unfinished(cache.file().resolveSibling(AotCache.LAUNCHERS)), "launcher's");
        cache.keep();
        assertThat(cache.exists()).isTrue();
        assertThat(cache.file().resolveSibling(AotCache.LAUNCHERS)).hasContent("launcher's");
        assertThat(cache.file().resolveSibling("application-former.aot")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sound", "damaged", "cut", "empty", "foreign", "gone"})
    void whateverBecameOfTheCacheTheProgramStarts(String state) throws Exception {
        AotCache cache = cache();
        run(cache.made(command));
        cache.keep();
        byte[] sound = Files.readAllBytes(cache.file());
        switch (state) {
            case "damaged" -> {
                byte[] damaged = sound.clone();
                for (int i = damaged.length / 4; i < damaged.length / 2; i++) {
                    damaged[i] ^= 0x55;
                }
                Files.write(cache.file(), damaged);
            }
            case "cut" -> Files.write(cache.file(), java.util.Arrays.copyOf(sound, sound.length / 3));
            case "empty" -> Files.write(cache.file(), new byte[0]);
            case "foreign" -> Files.writeString(cache.file(), "a text that somebody has put here\n".repeat(1000));
            case "gone" -> cache.discard();
            default -> {}
        }
        assertThat(run(cache.used(command))).isEqualTo("hello");
    }

    /** What no checksum tells: a JVM that dies of a cache, or a start that never gets ready. */
    @Test
    void aStartThatFailedWithACacheIsRepeatedWithout() throws Exception {
        AotCache cache = cache();
        Files.writeString(cache.file(), "something");
        var process = new ApplicationProcess(
                List.of("echo", "started"),
                cache,
                () -> Map.of("PATH", System.getenv("PATH")),
                folder,
                URI.create("http://127.0.0.1:1/healthz"),
                folder.resolve("log"),
                Console.ofTerminal(Map.of()));
        assertThat(said(process.start())).contains("-XX:AOTCache=" + cache.file());
        assertThat(process.isReady()).isFalse();
        assertThat(said(process.start())).isEqualTo("started");
        assertThat(cache.exists()).isFalse();
    }

    private AotCache cache() throws IOException {
        return AotCache.of(Files.createDirectories(folder.resolve("aot")), jar, command);
    }

    private String run(List<String> whole) throws Exception {
        Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
        String said = said(process);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
