package app.zapiska.platform;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/** The way back to where a call came from: database sessions live on their Vert.x context and nowhere else. */
public final class CallerContext {

    private CallerContext() {}

    /** To be asked on the caller's thread; a caller without a context is answered on a worker thread. */
    public static Executor here() {
        var context = Vertx.currentContext();
        return context == null
                ? Infrastructure.getDefaultExecutor()
                : task -> context.runOnContext(ignored -> task.run());
    }
}
