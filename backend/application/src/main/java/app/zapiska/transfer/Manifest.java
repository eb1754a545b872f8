package app.zapiska.transfer;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * The last file of an archive: without it the archive was cut short.
 *
 * @param version of the format: {@value #VERSION}
 * @param archive its own id
 * @param source of the account, the same in all of its archives
 * @param files by name, those that an import reads
 */
@RegisterForReflection
record Manifest(
        @NotNull String format,
        int version,
        @NotNull UUID archive,
        @NotNull UUID source,
        @NotNull Instant createdAt,
        @NotNull Map<String, @Valid Contents> files) {

    static final String FILE = "manifest.json";
    static final String FORMAT = "zapiska-archive";
    static final int VERSION = 1;

    /** @param sha256 of it unpacked, in hexadecimal */
    @RegisterForReflection
    record Contents(
            @PositiveOrZero long lines,
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String sha256) {}
}
