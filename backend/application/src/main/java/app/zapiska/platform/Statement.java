package app.zapiska.platform;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** SQL with named parameters ({@code :account}) and their values, to be run or explained. It casts by {@code cast}, not {@code ::}. */
public record Statement(String sql, Map<String, Object> parameters) {

    private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

    /** @param parameters more than it names may be given: which conditions it has is decided elsewhere */
    public static Statement of(String sql, Map<String, Object> parameters) {
        var named =
                PARAMETER.matcher(sql).results().map(found -> found.group(1)).collect(Collectors.toSet());
        var used = new HashMap<>(parameters);
        used.keySet().retainAll(named);
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

    /** On a connection of its own, outside any session. */
    public Uni<RowSet<Row>> on(Pool database) {
        var values = new ArrayList<>();
        var numbers = new HashMap<String, Integer>();
        var numbered = PARAMETER.matcher(sql).replaceAll(found -> {
            var number = numbers.computeIfAbsent(found.group(1), name -> {
                values.add(parameters.get(name));
                return values.size();
            });
            return "\\$" + number;
        });
        return database.preparedQuery(numbered).execute(Tuple.from(values));
    }
}
