package app.zapiska.platform;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Which account is behind a request, for the parts that know nothing about accounts. */
public final class Caller {

    private static final String ACCOUNT = Caller.class.getName();

    private Caller() {}

    /** Called by authentication, as soon as it is known who asks. */
    public static void identified(RoutingContext request, long accountId) {
        request.put(ACCOUNT, accountId);
    }

    public static Optional<Long> of(RoutingContext request) {
        return Optional.ofNullable(request.get(ACCOUNT));
    }
}
