package app.zapiska.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads a body for those who decide first whether they want it. What nobody asks for is never read: a form or a multipart
 * body would be taken apart by the framework before anybody has looked who sends it.
 */
@Singleton
public class RequestBodies {

    private final long most;

    RequestBodies(
            @ConfigProperty(name = "zapiska.largest-body") io.quarkus.runtime.configuration.MemorySize largestBody) {
        most = largestBody.asLongValue();
    }

    /**
     * @param http of a request whose body nobody has read; on its event loop
     * @return fails as {@code too-large}, or with an {@link IOException} when it breaks off
     */
    public Uni<byte[]> of(RoutingContext http) {
        return Uni.createFrom().emitter(whole -> {
            var request = http.request();
            if (request.isEnded()) {
                whole.complete(new byte[0]);
                return;
            }
            var body = Buffer.buffer();
            request.handler(part -> {
                if (body.length() + part.length() > most) {
                    // The rest of what it sends would be taken for the next request.
                    http.response().putHeader("Connection", "close");
                    http.addEndHandler(ignored -> request.connection().close());
                    whole.fail(new ProblemException(ProblemType.TOO_LARGE));
                } else {
                    body.appendBuffer(part);
                }
            });
            request.exceptionHandler(whole::fail);
            request.endHandler(ignored -> whole.complete(body.getBytes()));
            if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
                http.response().writeContinue();
            }
            request.resume();
        });
    }

    public static boolean comesWith(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        return request.getHeader("Transfer-Encoding") != null || length != null && !length.equals("0");
    }
}
