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
 * Gson finds the fields of Telegram's classes by reflection, which a native image knows only of what it is told. A class left
 * out would lose its fields silently, so the list is whole or the build fails.
 */
class NativeMetadataTest {

    private static final Path LIST =
            Path.of("src/main/resources/META-INF/native-image/app.zapiska/telegram/reachability-metadata.json");

    @Test
    @DisplayName("every class of Telegram's model, requests and responses is known to a native image")
    void complete() throws IOException {
        var wanted = new ClassFileImporter()
                        .importPackages(
                                "com.pengrad.telegrambot.model",
                                "com.pengrad.telegrambot.request",
                                "com.pengrad.telegrambot.response")
                        .stream()
                        .filter(type -> !type.isAnonymousClass() && !type.isLocalClass())
                        .map(JavaClass::getName)
                        .sorted()
                        .map(
                                "    {\"type\": \"%s\", \"allDeclaredConstructors\": true, \"allDeclaredFields\": true, \"unsafeAllocated\": true}"
                                        ::formatted)
                        .collect(Collectors.joining(",\n", "{\n  \"reflection\": [\n", "\n  ]\n}\n"));
        var proposal = Files.writeString(Path.of("target", LIST.getFileName().toString()), wanted);

        assertThat(wanted.lines().count()).as("the library was found at all").isGreaterThan(300);
        assertThat(LIST)
                .as("%s; what it should be stands in %s", LIST, proposal)
                .hasContent(wanted);
    }
}
