package app.zapiska.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.Map;

/**
 * The least that answers with the same content: no sign-in, no checks, one statement whose text is the answer. A process of
 * its own, with the product's options of the JVM and as many connections to the database.
 */
final class Bare extends AbstractVerticle {

    private final Map<?, ?> statements;
    private final long account;
    private final int port;
    private final Pool pool;

    private Bare(Map<?, ?> statements, long account, int port, Pool pool) {
        this.statements = statements;
        this.account = account;
        this.port = port;
        this.pool = pool;
    }

    /** {@code port account file}: the file maps paths to statements. The database is that of the environment. */
    public static void main(String[] args) throws Exception {
        var environment = System.getenv();
        var statements = new ObjectMapper().readValue(Path.of(args[2]).toFile(), Map.class);
        var vertx = Vertx.vertx();
        var pool = PgBuilder.pool()
                .connectingTo(new PgConnectOptions()
                        .setHost(environment.get("DB_HOST"))
                        .setPort(Integer.parseInt(environment.get("DB_PORT")))
                        .setDatabase(environment.get("DB_NAME"))
                        .setUser(environment.get("DB_USER"))
                        .setPassword(environment.get("DB_PASSWORD"))
                        .setCachePreparedStatements(true))
                .with(new PoolOptions().setMaxSize(20))
                .using(vertx)
                .build();
        vertx.deployVerticle(
                        () -> new Bare(statements, Long.parseLong(args[1]), Integer.parseInt(args[0]), pool),
                        new DeploymentOptions()
                                .setInstances(2 * Runtime.getRuntime().availableProcessors()))
                .onFailure(failure -> {
                    System.err.println("The bare handler does not start: " + failure);
                    System.exit(1);
                });
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(port, "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void answer(HttpServerRequest request) {
        pool.preparedQuery((String) statements.get(request.path()))
                .execute(Tuple.of(account))
                .onSuccess(rows -> request.response()
                        .putHeader("content-type", "application/json")
                        .end(String.valueOf(rows.iterator().next().getValue(0))))
                .onFailure(failure -> request.response().setStatusCode(500).end(String.valueOf(failure.getMessage())));
    }
}
