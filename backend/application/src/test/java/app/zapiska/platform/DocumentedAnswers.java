package app.zapiska.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Lets every test of the API see to it that the description tells the truth: an answer whose status or problem it does not name
 * becomes an answer nobody expects.
 */
class DocumentedAnswers {

    private static final Path DESCRIPTION = Path.of("target/openapi/openapi.json");
    private static JsonNode paths;

    @ServerResponseFilter(priority = 0)
    void compare(RoutingContext request, ContainerResponseContext answer) throws IOException {
        var operation = operation(request);
        var status = answer.getStatus();
        if (operation.isMissingNode() || operation.path("responses").isMissingNode()) {
            return;
        }
        if (!operation.path("responses").has(Integer.toString(status))) {
            undocumented(answer, "status " + status);
        } else if (answer.getEntity() instanceof Problem problem) {
            for (var slug : operation.path("x-problems")) {
                if (problem.type().equals("/problems/" + slug.asText())) {
                    return;
                }
            }
            undocumented(answer, problem.type());
        }
    }

    private static JsonNode operation(RoutingContext request) throws IOException {
        return paths().path("/api/v1" + MatchedRoute.template(request, ""))
                .path(request.request().method().name().toLowerCase(Locale.ROOT));
    }

    private static synchronized JsonNode paths() throws IOException {
        if (paths == null) {
            paths = new ObjectMapper().readTree(DESCRIPTION.toFile()).path("paths");
        }
        return paths;
    }

    private static void undocumented(ContainerResponseContext answer, String what) {
        answer.setStatus(599);
        answer.setEntity("{\"undocumented\":\"" + what + "\"}", null, MediaType.APPLICATION_JSON_TYPE);
    }
}
