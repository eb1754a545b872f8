package app.zapiska.backups;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The worker's folder, of which the product only reads finished files, by names of exactly one form. */
@Singleton
class BackupFolder {

    private static final Pattern NAME = Pattern.compile("zapiska-[0-9]{8}T[0-9]{6}Z\\.age");

    private final Optional<Path> folder;

    BackupFolder(BackupsConfig config) {
        folder = config.folder();
    }

    boolean known() {
        return folder.isPresent();
    }

    /** A regular file of this name that can be read; never what a link points to. Blocks. */
    Optional<Path> find(String name) {
        return folder.filter(ignored -> NAME.matcher(name).matches())
                .map(path -> path.resolve(name))
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(file))
                .filter(BackupFolder::notEmpty);
    }

    private static boolean notEmpty(Path file) {
        try {
            return Files.size(file) > 0;
        } catch (IOException gone) {
            return false;
        }
    }
}
