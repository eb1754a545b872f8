package app.zapiska.backups;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the worker's files are and when the owner is told that something is wrong with them. */
@ConfigMapping(prefix = "zapiska.backups")
interface BackupsConfig {

    /** BACKUP_DIR: the worker's folder, read only. Without it this installation makes no backups. */
    Optional<Path> folder();

    /** Without a good backup for this long something is wrong: they are made once a day. */
    @WithDefault("26h")
    Duration staleAfter();

    /** The worker tries an interrupted backup again by itself; only after this is it a failure. */
    @WithDefault("1h")
    Duration interruptionGrace();

    /** The same for a copy that could not be brought off site. */
    @WithDefault("2h")
    Duration offSiteGrace();

    /** Nobody has begun what was asked for. */
    @WithDefault("15m")
    Duration workerGrace();

    /** How often the owner is told of the same trouble. */
    @WithDefault("24h")
    Duration repeatNotice();

    /** After a message that did not get out. */
    @WithDefault("5m")
    Duration retryNotice();
}
