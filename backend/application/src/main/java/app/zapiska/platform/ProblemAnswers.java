package app.zapiska.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Problems of requests that never reach a resource. */
@Singleton
class ProblemAnswers {

    private final ObjectMapper json;

    ProblemAnswers(ObjectMapper json) {
        this.json = json;
    }

    void send(RoutingContext request, ProblemType type) {
        send(request, new ProblemException(type));
    }

    void send(RoutingContext request, ProblemException refused) {
        if (request.response().ended()) {
            return;
        }
        var language = Language.of(request);
        var answer = request.response()
                .setStatusCode(refused.type().status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Content-Language", language.getLanguage());
        refused.headers().forEach(answer::putHeader);
        try {
            answer.end(Buffer.buffer(
                    json.writeValueAsBytes(Problem.of(refused.type(), refused.detail(), refused.members(), language))));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
