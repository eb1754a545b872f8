package app.zapiska.platform;

import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Breaks the answer of a request that asks for it, after its work is done. */
public class BrokenAnswers {

    public static final String BREAK = "X-Try-Out-Break";

    /** Before any other: those of a higher priority come first. */
    @ServerResponseFilter(priority = 9_000)
    void breakAnswer(RoutingContext http) {
        if (http.request().headers().contains(BREAK)) {
            http.request().headers().remove(BREAK);
            throw new IllegalStateException("a broken answer");
        }
    }
}
