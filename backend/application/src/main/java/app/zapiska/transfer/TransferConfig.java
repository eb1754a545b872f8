package app.zapiska.transfer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How much may be carried, and for how long. */
@ConfigMapping(prefix = "zapiska.transfer")
interface TransferConfig {

    /** IMPORT_MAX_SIZE: of an archive as it is sent. */
    MemorySize largestArchive();

    /** Of all of it unpacked. */
    @WithDefault("2G")
    MemorySize largestContents();

    /** How many times its size a file may unpack to, beyond the first megabyte. Texts of people shrink to a tenth. */
    @WithDefault("200")
    int mostExpansion();

    /** Of one thing with all that belongs to it, which is in memory as a whole. */
    @WithDefault("8M")
    MemorySize largestLine();

    /** Lines of one kind. */
    @WithDefault("1000000")
    long mostLines();

    /** An import whose process has not moved it for this long is over. */
    @WithDefault("2m")
    Duration lease();

    /** A client that reads slowly must not hold the database's snapshot for ever. */
    @WithDefault("15m")
    Duration longestExport();

    /** Exports at a time, in one process; each takes a connection of the small pool. */
    @WithDefault("2")
    int mostExports();

    /** An archive must come in within this. */
    @WithDefault("10m")
    Duration longestUpload();

    /** Archives coming in at a time, in one process. */
    @WithDefault("4")
    int mostUploads();

    /** IMPORT_DIR: where an archive lies until it has been read; several processes may share it. */
    Path folder();
}
