package app.zapiska.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** From a port at which nobody was before to one at which somebody is. */
final class Way implements AutoCloseable {

    private final ServerSocket entrance;
    private final int exit;
    private final AtomicInteger taken = new AtomicInteger();

    Way(int entrance, int exit) throws IOException {
        this.entrance = new ServerSocket(entrance, 50, InetAddress.getLoopbackAddress());
        this.exit = exit;
        Thread.startVirtualThread(this::open);
    }

    /** How many have gone it. */
    int taken() {
        return taken.get();
    }

    private void open() {
        try {
            while (true) {
                var come = entrance.accept();
                var gone = new Socket(InetAddress.getLoopbackAddress(), exit);
                taken.incrementAndGet();
                Thread.startVirtualThread(() -> carry(come, gone));
                Thread.startVirtualThread(() -> carry(gone, come));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // So is the other direction.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
