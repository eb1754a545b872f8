package app.zapiska.platform.sql;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** SQL with named parameters ({@code :account}) and their values, to be run or explained. It casts by {@code cast}, not {@code ::}. */
public record Statement(String sql, Map<String, Object> parameters) {

    private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

    /** How texts read with numbers; there are as many as the product has statements, each with a few variants. */
    private static final Map<String, Numbered> NUMBERED = new ConcurrentHashMap<>();

    /** @param names by the number of the parameter, from one */
    private record Numbered(String sql, List<String> names) {

        static Numbered of(String sql) {
            var names = new ArrayList<String>();
            var numbered = PARAMETER.matcher(sql).replaceAll(found -> {
                if (!names.contains(found.group(1))) {
                    names.add(found.group(1));
                }
                return "\\$" + (names.indexOf(found.group(1)) + 1);
            });
            return new Numbered(numbered, List.copyOf(names));
        }
    }

    /** @param parameters more than it names may be given: which conditions it has is decided elsewhere */
    public static Statement of(String sql, Map<String, Object> parameters) {
        var used = new HashMap<>(parameters);
        used.keySet().retainAll(NUMBERED.computeIfAbsent(sql, Numbered::of).names());
        return new Statement(sql, used);
    }

    /** Within the present Hibernate session. */
    public <T> Uni<List<T>> list(Class<T> row) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql, row);
            parameters.forEach(query::setParameter);
            return query.getResultList();
        });
    }

    /** Within the present Hibernate session. @return how many rows it has changed */
    public Uni<Integer> change() {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql);
            parameters.forEach(query::setParameter);
            return query.executeUpdate();
        });
    }

    /** On a connection of its own, or the given one, outside any Hibernate session. */
    public Uni<List<Row>> on(SqlClient database) {
        var numbered = NUMBERED.computeIfAbsent(sql, Numbered::of);
        var values = Tuple.tuple();
        for (var name : numbered.names()) {
            var value = parameters.get(name);
            values.addValue(value instanceof Instant moment ? Sql.utc(moment) : value);
        }
        return database.preparedQuery(numbered.sql()).execute(values).map(Sql::list);
    }
}
