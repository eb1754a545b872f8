package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Gson finds the fields of Telegram's classes by reflection, and Jackson those of a passkey's answer; a native image knows only
 * of what it is told. A class left out would lose its fields silently, so the lists are whole or the build fails.
 */
class NativeMetadataTest {

    private static final Path LISTS = Path.of("src/main/resources/META-INF/native-image/app.zapiska");

    @Test
    @DisplayName("every class of Telegram's model, requests and responses is known to a native image")
    void telegram() throws IOException {
        complete(
                "telegram",
                "    {\"type\": \"%s\", \"allDeclaredConstructors\": true, \"allDeclaredFields\": true, \"unsafeAllocated\": true}",
                "com.pengrad.telegrambot.model",
                "com.pengrad.telegrambot.request",
                "com.pengrad.telegrambot.response");
    }

    @Test
    @DisplayName("so is every class that a passkey's answer is read into, or by")
    void passkeys() throws IOException {
        complete(
                "webauthn4j",
                "    {\"type\": \"%s\", \"allDeclaredConstructors\": true, \"allDeclaredMethods\": true, \"allDeclaredFields\": true}",
                "com.webauthn4j.data",
                "com.webauthn4j.converter.jackson");
    }

    private static void complete(String library, String line, String... packages) throws IOException {
        var list = LISTS.resolve(library).resolve("reachability-metadata.json");
        var wanted = new ClassFileImporter()
                .importPackages(packages).stream()
                        .filter(type -> !type.isAnonymousClass() && !type.isLocalClass())
                        .map(JavaClass::getName)
                        .filter(name -> !name.endsWith("package-info"))
                        .sorted()
                        .map(line::formatted)
                        .collect(Collectors.joining(",\n", "{\n  \"reflection\": [\n", "\n  ]\n}\n"));
        var proposal = Files.writeString(Path.of("target", library + "-" + list.getFileName()), wanted);

        assertThat(wanted.lines().count()).as("the library was found at all").isGreaterThan(100);
        assertThat(list)
                .as("%s; what it should be stands in %s", list, proposal)
                .hasContent(wanted);
    }
}
