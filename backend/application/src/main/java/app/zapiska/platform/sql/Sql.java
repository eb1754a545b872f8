package app.zapiska.platform.sql;

import app.zapiska.platform.Money;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Statements by the reactive client, with {@code $1, $2, …} in the order of the values. */
public final class Sql {

    /** Up to so many rows it costs more to note where each column is than to look for it. */
    private static final int FEW = 2;

    private Sql() {}

    public static Uni<List<Row>> rows(SqlClient client, String sql, Object... values) {
        return client.preparedQuery(sql).execute(tuple(values)).map(Sql::list);
    }

    /** @return how many rows the statement has changed */
    public static Uni<Integer> count(SqlClient client, String sql, Object... values) {
        return client.preparedQuery(sql).execute(tuple(values)).map(SqlResult::rowCount);
    }

    /** @param moment or null */
    public static OffsetDateTime utc(Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    /** @return null where the column is */
    public static Instant instant(Row row, String column) {
        var moment = row.getOffsetDateTime(column);
        return moment == null ? null : moment.toInstant();
    }

    /** @return null where the column is */
    public static Money money(Row row, String column) {
        var amount = row.getBigDecimal(column);
        return amount == null ? null : new Money(amount);
    }

    /** The objects of a column made by {@code json_agg}, which is null when there are none. */
    public static Stream<JsonObject> objects(Row row, String column) {
        return Stream.ofNullable(row.getJsonArray(column))
                .flatMap(JsonArray::stream)
                .map(JsonObject.class::cast);
    }

    /** Whether the same statement may succeed later: the server is gone or restarting, not displeased with the statement. */
    public static boolean databaseAway(Throwable failure) {
        if (!(failure instanceof DatabaseException refused)) {
            // The last is what the client says of a transaction whose connection has been closed.
            return failure instanceof IOException
                    || failure instanceof VertxException
                    || failure instanceof NoStackTraceThrowable;
        }
        // Classes of PostgreSQL's codes: connection, rollback (deadlock), resources, a lock that did not come, operator
        // intervention; and one code: the transaction stood still for too long.
        var code = refused.getSqlState();
        return code == null
                || Set.of("08", "40", "53", "55", "57").contains(code.substring(0, 2))
                || code.equals("25P03");
    }

    private static Tuple tuple(Object... values) {
        return Tuple.from(Arrays.asList(values));
    }

    /** The client looks for a column by comparing one name after the other; with many rows that is most of reading them. */
    static List<Row> list(RowSet<Row> rows) {
        var list = new ArrayList<Row>(rows.size());
        if (rows.size() <= FEW) {
            rows.forEach(list::add);
        } else {
            var places = NamedRow.places(rows.columnsNames());
            rows.forEach(row -> list.add(Row.newInstance(new NamedRow(row.getDelegate(), places))));
        }
        return list;
    }
}
