package app.zapiska.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Reads the body of a request for the endpoint that asks for one, after the guards have let it through; where none is asked for,
 * none is read. Left to itself the framework answers one that turns out too large with nothing at all, and a filter of ours
 * that needs the body would have it take apart every form and multipart body on every endpoint.
 */
class ExpectedBody {

    static final int READ = Priorities.USER + 50;

    private static final String BODY = ExpectedBody.class.getName();
    private static final byte[] NONE = {};

    /** What is asked about each endpoint with every request, and costs more to find out than many an answer. */
    private static final Map<Method, Boolean> ASKED_FOR = new ConcurrentHashMap<>();

    @Inject
    RequestBodies bodies;

    /** What was read; empty where no body is asked for. */
    static byte[] of(RoutingContext http) {
        return http.get(BODY, NONE);
    }

    @ServerRequestFilter(priority = READ)
    Uni<Response> read(ContainerRequestContext request, ResourceInfo resource, RoutingContext http) {
        if (!ASKED_FOR.computeIfAbsent(resource.getResourceMethod(), ExpectedBody::isAskedFor)) {
            return Uni.createFrom().nullItem();
        }
        return bodies.of(http)
                .invoke(body -> {
                    http.put(BODY, body);
                    request.setEntityStream(new ByteArrayInputStream(body));
                })
                .replaceWith((Response) null);
    }

    /** A parameter that is not taken from the address, the headers or the context is the body. */
    private static boolean isAskedFor(Method endpoint) {
        return Arrays.stream(endpoint.getParameters())
                .anyMatch(parameter -> Arrays.stream(parameter.getAnnotations())
                        .map(annotation -> annotation.annotationType().getPackageName())
                        .noneMatch(from -> from.startsWith("jakarta.ws.rs") || from.startsWith("org.jboss.resteasy")));
    }
}
