package app.zapiska.platform;

import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** What JSON rules do for bodies: no parameter reaches any code with characters that can't stand in a text. */
class CleanUrl {

    @ServerRequestFilter(preMatching = true)
    void check(RoutingContext request) {
        try {
            for (var parameter : request.queryParams()) {
                if (!CleanText.acceptable(parameter.getKey()) || !CleanText.acceptable(parameter.getValue())) {
                    throw refused(parameter.getKey());
                }
            }
        } catch (IllegalArgumentException malformedEscape) {
            throw refused("");
        }
    }

    private static DomainException.Invalid refused(String parameter) {
        return new DomainException.Invalid(
                CleanText.acceptable(parameter) ? parameter : "",
                Wording.of(PlatformMessages.class, PlatformMessages::controlCharacters));
    }
}
