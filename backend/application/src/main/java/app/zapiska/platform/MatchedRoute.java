package app.zapiska.platform;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Which endpoint a request was given to, for the parts around the resources. One endpoint has many spellings in an address, so
 * nobody should judge by the path.
 */
class MatchedRoute {

    private static final String KEY = MatchedRoute.class.getName();

    /** What is asked of an endpoint at each request, read from it once. */
    private record Route(String template, boolean readsForItself, boolean replaces) {

        private static final Route UNKNOWN = new Route(null, false, false);

        static Route of(ResourceInfo resource) {
            var method = resource.getResourceMethod();
            return new Route(
                    path(resource.getResourceClass().getAnnotation(Path.class))
                            + path(method.getAnnotation(Path.class)),
                    method.isAnnotationPresent(StreamedBody.class),
                    method.isAnnotationPresent(PUT.class));
        }
    }

    /** As many as there are endpoints. */
    private final Map<Method, Route> routes = new ConcurrentHashMap<>();

    /** @return such as {@code /tasks/{id}}; {@code unknown} when it was given to nobody */
    static String template(RoutingContext request, String unknown) {
        var template = request.<Route>get(KEY, Route.UNKNOWN).template();
        return template == null ? unknown : template;
    }

    /** Whether its endpoint reads the body itself, within limits of its own. */
    static boolean readsForItself(RoutingContext request) {
        return request.<Route>get(KEY, Route.UNKNOWN).readsForItself();
    }

    /** Of what is answered before there are endpoints. */
    static void note(RoutingContext request, String template) {
        request.put(KEY, new Route(template, false, false));
    }

    @ServerRequestFilter(priority = 0)
    void matched(RoutingContext request, ResourceInfo resource) {
        var route = route(resource);
        request.put(KEY, route);
        if (route.replaces()) {
            ReadOnlyFields.expect();
        }
    }

    /** What was refused before the filters, such as a request without a session. */
    @ServerResponseFilter
    void answered(RoutingContext request, ResourceInfo resource) {
        if (request.get(KEY) == null && resource.getResourceMethod() != null) {
            request.put(KEY, route(resource));
        }
    }

    private Route route(ResourceInfo resource) {
        return routes.computeIfAbsent(resource.getResourceMethod(), method -> Route.of(resource));
    }

    private static String path(Path path) {
        return path == null || path.value().equals("/")
                ? ""
                : "/" + path.value().replaceAll("^/|/$", "").replaceAll("\\{(\\w+)\\s*:[^}]*}", "{$1}");
    }
}
