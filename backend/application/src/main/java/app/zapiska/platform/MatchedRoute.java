package app.zapiska.platform;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Which endpoint a request was given to, for the parts around the resources. One endpoint has many spellings in an address, so
 * nobody should judge by the path.
 */
class MatchedRoute {

    private static final String TEMPLATE = MatchedRoute.class.getName();
    private static final String STREAMED = StreamedBody.class.getName();

    /** @return such as {@code /tasks/{id}}; {@code unknown} when it was given to nobody */
    static String template(RoutingContext request, String unknown) {
        return request.get(TEMPLATE, unknown);
    }

    /** Whether its endpoint reads the body itself, within limits of its own. */
    static boolean readsForItself(RoutingContext request) {
        return request.get(STREAMED, false);
    }

    /** Of what is answered before there are endpoints. */
    static void note(RoutingContext request, String template) {
        request.put(TEMPLATE, template);
    }

    @ServerRequestFilter(priority = 0)
    void matched(RoutingContext request, ResourceInfo resource) {
        note(request, resource);
        request.put(STREAMED, resource.getResourceMethod().isAnnotationPresent(StreamedBody.class));
        if (resource.getResourceMethod().isAnnotationPresent(PUT.class)) {
            ReadOnlyFields.expect();
        }
    }

    /** What was refused before the filters, such as a request without a session. */
    @ServerResponseFilter
    void answered(RoutingContext request, ResourceInfo resource) {
        if (request.get(TEMPLATE) == null && resource.getResourceMethod() != null) {
            note(request, resource);
        }
    }

    private static void note(RoutingContext request, ResourceInfo resource) {
        note(
                request,
                path(resource.getResourceClass().getAnnotation(Path.class))
                        + path(resource.getResourceMethod().getAnnotation(Path.class)));
    }

    private static String path(Path path) {
        return path == null || path.value().equals("/")
                ? ""
                : "/" + path.value().replaceAll("^/|/$", "").replaceAll("\\{(\\w+)\\s*:[^}]*}", "{$1}");
    }
}
