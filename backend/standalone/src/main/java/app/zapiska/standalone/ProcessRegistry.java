package app.zapiska.standalone;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * Which processes this data folder's launcher has started, so that the next one can end those that outlived a
 * {@code kill -9}. A process is only ever touched when the note was written in this very folder, and the process's
 * number, birth and program all are as noted: a copy of the folder brings along the notes about the original's
 * processes, numbers are used again, and the one noted may belong to something precious by now.
 */
final class ProcessRegistry {

    private final Path folder;
    private final String owner;

    ProcessRegistry(Path folder) throws IOException {
        this.folder = folder;
        this.owner = folder.toRealPath().toString();
    }

    /** @param program the path of the executable, as it stands in the command line */
    void note(String name, ProcessHandle process, String program) throws IOException {
        var note = new Properties();
        note.setProperty("folder", owner);
        note.setProperty("pid", Long.toString(process.pid()));
        note.setProperty("birth", Processes.birth(process).orElse(""));
        note.setProperty("program", program);
        var text = new StringWriter();
        note.store(text, null);
        Path unfinished = folder.resolve(name + ".process.new");
        Files.writeString(unfinished, text.toString());
        Files.move(unfinished, file(name), StandardCopyOption.ATOMIC_MOVE);
    }

    void forget(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            // a note about a process that is gone proves nothing and does no harm
        }
    }

    /** The process noted under the name, if it provably is the one that was started then and still runs. */
    Optional<ProcessHandle> survivor(String name) {
        try {
            var note = new Properties();
            note.load(new StringReader(Files.readString(file(name))));
            if (!owner.equals(note.getProperty("folder"))) {
                return Optional.empty();
            }
            long pid = Long.parseLong(note.getProperty("pid", ""));
            String birth = note.getProperty("birth", "");
            String program = note.getProperty("program", "");
            return ProcessHandle.of(pid)
                    .filter(Processes::runs)
                    .filter(process -> !birth.isEmpty()
                            && Processes.birth(process).filter(birth::equals).isPresent())
                    .filter(process -> !program.isEmpty() && Processes.isRunning(process, program));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // no note, or one cut short by a power failure
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".process");
    }
}
