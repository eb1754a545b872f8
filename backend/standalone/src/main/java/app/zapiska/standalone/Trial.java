package app.zapiska.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a command against a product of its own: empty, on free ports, with the sandbox for Telegram and letters that go to
 * {@code SMTP_PORT} of this machine, where the command may listen. The command finds
 * all it needs in its environment, by the names the application itself is told: {@code PUBLIC_URL},
 * {@code AUTH_PASSWORD}, {@code TELEGRAM_SANDBOX_URL} and the others. The browser tests run so.
 */
final class Trial {

    private final Path home;
    private final List<String> command;
    private final Console console;

    Trial(Path home, List<String> command, Console console) {
        this.home = home;
        this.command = command;
        this.console = console;
    }

    /**
     * Afterwards nothing is left but, of a command that failed, the data folder with its logs.
     *
     * @return the command's exit code
     */
    int run(Workload workload) throws IOException, Refusal {
        if (command.isEmpty()) {
            throw Refusal.cannotStart("--trial: не сказано, что выполнить.", "--trial: there is no command.");
        }
        Path dataDir = Files.createTempDirectory("zapiska-trial");
        var launcher = new Launcher(Settings.ofTrial(home, System.getenv(), dataDir), workload, console);
        Main.listen(launcher);
        int exitCode = launcher.run(this::carryOut);
        if (exitCode == 0) {
            Programs.deleteTree(dataDir);
        } else {
            console.say("Журналы: " + dataDir.resolve("logs"), "Logs: " + dataDir.resolve("logs"));
        }
        return exitCode;
    }

    private int carryOut(CountDownLatch end, Map<String, String> environment) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(home.toFile()).inheritIO();
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        // an application that was given up fails the command soon enough; a person who asks for the end waits for
        // nothing
        process.onExit().thenRun(end::countDown);
        try {
            end.await();
            return process.isAlive() ? Refusal.PART_KEEPS_DYING : process.waitFor();
        } finally {
            List<ProcessHandle> family = process.descendants().toList();
            process.destroy();
            family.forEach(ProcessHandle::destroy);
        }
    }
}
