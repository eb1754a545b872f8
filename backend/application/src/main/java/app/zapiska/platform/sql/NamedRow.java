package app.zapiska.platform.sql;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A row that knows where its columns are. @param places shared by all rows of a result */
record NamedRow(Row row, Map<String, Integer> places) implements Row {

    /** Of two columns with one name the first, as the client has it. */
    static Map<String, Integer> places(List<String> columns) {
        var places = new HashMap<String, Integer>(columns.size() * 2);
        for (int place = 0; place < columns.size(); place++) {
            places.putIfAbsent(columns.get(place), place);
        }
        return places;
    }

    @Override
    public int getColumnIndex(String column) {
        return places.getOrDefault(column, -1);
    }

    @Override
    public String getColumnName(int place) {
        return row.getColumnName(place);
    }

    @Override
    public Object getValue(int place) {
        return row.getValue(place);
    }

    @Override
    public <T> T get(Class<T> type, int place) {
        return row.get(type, place);
    }

    @Override
    public int size() {
        return row.size();
    }

    @Override
    public List<Class<?>> types() {
        return row.types();
    }

    @Override
    public Tuple addValue(Object value) {
        row.addValue(value);
        return this;
    }

    @Override
    public void clear() {
        row.clear();
    }
}
