package app.zapiska.platform.sql;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Statements stay prepared on their connection: left to itself the client sends each one to be parsed and planned before every
 * run, by a trip of its own.
 */
@Singleton
class PreparedStatements implements PgPoolCreator {

    /** On each connection; the least used ones make room. PostgreSQL keeps some ten kilobytes for each. */
    private static final int MOST = 100;

    /** The client's own limit of two thousand leaves out those that take longest to plan. */
    private static final int LONGEST = 16_000;

    private static final Pattern ALL_COLUMNS =
            Pattern.compile("(select|returning)\\s+\\*|\\.\\*", Pattern.CASE_INSENSITIVE);

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList()
                .forEach(options -> options.setCachePreparedStatements(true)
                        .setPreparedStatementCacheMaxSize(MOST)
                        .setPreparedStatementCacheSqlFilter(PreparedStatements::stays));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }

    /**
     * One that does not name the columns it gives is prepared each time: when a newer replica adds one, PostgreSQL refuses to
     * run what was prepared before. Those of its parts it looks up anew by itself.
     */
    static boolean stays(String sql) {
        return sql.length() <= LONGEST && !ALL_COLUMNS.matcher(outside(sql)).find();
    }

    /** Without what stands in brackets: parts in front of it and inside it. */
    private static String outside(String sql) {
        var outside = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < sql.length(); i++) {
            char one = sql.charAt(i);
            if (one == '(') {
                depth++;
            } else if (one == ')') {
                depth--;
            } else if (depth == 0) {
                outside.append(one);
            }
        }
        // Brackets in a text may not come in pairs.
        return depth == 0 ? outside.toString() : sql;
    }
}
