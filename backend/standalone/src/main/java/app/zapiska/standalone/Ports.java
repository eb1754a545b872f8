package app.zapiska.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** TCP ports of this machine. */
final class Ports {

    private static final String LISTENING = "0A";

    private Ports() {}

    /** A port of the loopback interface that nobody listens at just now. */
    static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Refuses a port that is taken, before anything is started.
     *
     * @param key the variable a person changes to get another one
     */
    static void mustBeFree(String key, String host, int port) throws Refusal {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            var address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw Refusal.cannotStart(
                        "HTTP_HOST=" + host + ": такого адреса нет.",
                        "HTTP_HOST=" + host + ": there is no such address.");
            }
            socket.bind(address);
        } catch (IOException e) {
            if (port < 1024
                    && String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("permission")) {
                throw Refusal.cannotStart(
                        key + "=" + port + ": порты до 1024 доступны только администратору. Выберите другой.",
                        key + "=" + port + ": ports below 1024 are for the administrator only. Choose another one.");
            }
            Optional<String> holder = holder(port);
            if (holder.isEmpty() && !String.valueOf(e.getMessage()).contains("in use")) {
                throw Refusal.cannotStart(
                        "Не удалось занять " + host + ":" + port + " (" + key + "): " + e.getMessage(),
                        "Can't listen at " + host + ":" + port + " (" + key + "): " + e.getMessage());
            }
            throw Refusal.cannotStart(
                    "Порт " + port + " (" + key + ") занят"
                            + holder.map(h -> ": " + h).orElse("") + ". Освободите его или выберите другой: " + key
                            + "=… make run",
                    "Port " + port + " (" + key + ") is taken"
                            + holder.map(h -> ": " + h).orElse("") + ". Free it or choose another one: " + key
                            + "=… make run");
        }
    }

    /** The process listening at the port, as {@code 1234 (/usr/bin/nginx)}, where the system tells. Linux only. */
    static Optional<String> holder(int port) {
        try {
            var sockets = new HashSet<String>();
            sockets.addAll(listening(Path.of("/proc/net/tcp"), port));
            sockets.addAll(listening(Path.of("/proc/net/tcp6"), port));
            if (sockets.isEmpty()) {
                return Optional.empty();
            }
            return ProcessHandle.allProcesses()
                    .filter(process -> holdsOne(process.pid(), sockets))
                    .findFirst()
                    .map(process -> process.pid()
                            + process.info().command().map(c -> " (" + c + ")").orElse(""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Set<String> listening(Path table, int port) throws IOException {
        var sockets = new HashSet<String>();
        if (!Files.isReadable(table)) {
            return sockets;
        }
        String wanted = String.format(Locale.ROOT, ":%04X", port);
        for (String line : Files.readAllLines(table)) {
            String[] field = line.strip().split("\\s+");
            if (field.length > 9 && field[1].endsWith(wanted) && field[3].equals(LISTENING)) {
                sockets.add("socket:[" + field[9] + "]");
            }
        }
        return sockets;
    }

    private static boolean holdsOne(long pid, Set<String> sockets) {
        try (var open = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : open) {
                if (Files.isSymbolicLink(file)
                        && sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
            // another user's process, or one that has just ended
        }
        return false;
    }
}
