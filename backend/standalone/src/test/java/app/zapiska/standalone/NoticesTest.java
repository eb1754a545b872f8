package app.zapiska.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step of the build that writes the notices of shipped libraries. */
class NoticesTest {

    @TempDir
    Path folder;

    @Test
    void theTextOfALicenceAndTheNoticesAreTakenFromTheJar() throws Exception {
        licences("org.a:one:1.0\tThe Apache Software License, Version 2.0\tOne\thttps://one.example");
        jar("org.a.one-1.0.jar", "META-INF/LICENSE", "its licence", "META-INF/NOTICE", "its notice");
        assertThat(run()).isEqualTo("");
        assertThat(Files.readString(folder.resolve("out.txt")))
                .contains("org.a:one:1.0", "Apache-2.0", "https://one.example", "its licence", "its notice");
    }

    @Test
    void aLicenceNobodyHasLookedAtFailsTheBuild() throws Exception {
        licences("org.a:one:1.0\tGNU General Public License, version 3\tOne\t");
        jar("one-1.0.jar", "LICENSE", "its licence");
        assertThat(run()).contains("org.a:one:1.0: «GNU General Public License, version 3»");
        assertThat(folder.resolve("out.txt")).doesNotExist();
    }

    @Test
    void aLibraryWithoutATextOfItsLicenceFailsTheBuild() throws Exception {
        licences("org.a:one:1.0\tMIT\tOne\t");
        jar("one-1.0.jar", "a.txt", "something", "META-INF/NOTICE", "a notice is no licence");
        assertThat(run()).contains("org.a:one:1.0: no text of its licence (MIT)");
    }

    @Test
    void aJarThatIsOnNoListFailsTheBuild() throws Exception {
        licences("org.a:one:1.0\tMIT\tOne\t");
        jar("one-1.0.jar", "LICENSE", "its licence");
        jar("two-1.0.jar", "LICENSE", "its licence");
        assertThat(run()).contains("two-1.0: nothing is known of its licence");
    }

    private void licences(String line) throws IOException {
        Files.writeString(folder.resolve("licences.txt"), line + "\n");
        Files.createDirectories(folder.resolve("texts"));
    }

    private void jar(String name, String... namesAndTexts) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        try (var jar = new JarOutputStream(Files.newOutputStream(jars.resolve(name)))) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                jar.putNextEntry(new JarEntry(namesAndTexts[i]));
                jar.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** @return what it complains of */
    private String run() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dstdout.encoding=UTF-8",
                        "-Dstderr.encoding=UTF-8",
                        Path.of("..", "notices", "Notices.java").toString(),
                        folder.resolve("out.txt").toString(),
                        folder.resolve("licences.txt").toString(),
                        folder.resolve("texts").toString(),
                        folder.resolve("jars").toString())
                .redirectErrorStream(true)
                .start();
        String complaints = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor() == 0).isEqualTo(complaints.isEmpty());
        return complaints;
    }
}
