package app.zapiska.platform;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Requests byte by byte as no library would send them. */
public final class Wire {

    private Wire() {}

    /** @return everything the server says until it closes the connection */
    public static String answer(String request) throws IOException {
        return answer(RestAssured.port, request);
    }

    public static String answer(int port, String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException closedEarly) {
            return "";
        }
    }

    /** All at once: what waits for a body waits for its time-out. @return the answers in the order of the requests */
    public static List<String> answers(List<String> requests) throws IOException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<String>();
            for (var running : threads.invokeAll(requests.stream()
                    .map(one -> (Callable<String>) () -> answer(one))
                    .toList())) {
                answers.add(running.get());
            }
            return answers;
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        }
    }

    /** Begins a request and hangs up. */
    public static void breakOff(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }
    }

    public static int status(String answer) {
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }
}
