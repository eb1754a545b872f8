package app.zapiska.tasks;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A signed-in person at work with tasks: the requests the tests make over and over. */
final class Desk {

    final Visitor visitor;

    private Desk(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Of a new account without any task. */
    static Desk empty() {
        return new Desk(Visitor.newcomer());
    }

    /** As {@link #empty}, living in this time zone. */
    static Desk in(String zone) {
        var account = Visitor.newcomer().accountId();
        sql("update accounts set time_zone = ? where id = ?", zone, account);
        return new Desk(Visitor.signIn(text("select login from accounts where id = " + account)));
    }

    /** The parts of a JSON object: name, value, name, value… */
    static Map<String, Object> json(Object... parts) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < parts.length; i += 2) {
            object.put((String) parts[i], parts[i + 1]);
        }
        return object;
    }

    JsonPath create(Object... parts) {
        return post("/tasks", json(parts)).statusCode(201).extract().jsonPath();
    }

    long createId(Object... parts) {
        return create(parts).getLong("id");
    }

    long category(String name) {
        return post("/categories", json("name", name))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    ValidatableResponse get(String path, Object... parameters) {
        return visitor.request().get(path, parameters).then();
    }

    JsonPath task(long id) {
        return get("/tasks/" + id).statusCode(200).extract().jsonPath();
    }

    ValidatableResponse post(String path, Object body) {
        return visitor.request().body(body).post(path).then();
    }

    ValidatableResponse post(String path) {
        return visitor.request().post(path).then();
    }

    ValidatableResponse postWithKey(String path, String key) {
        return visitor.request().header("Idempotency-Key", key).post(path).then();
    }

    ValidatableResponse put(String path, int version, Object body) {
        return visitor.request()
                .header("If-Match", etag(version))
                .body(body)
                .put(path)
                .then();
    }

    ValidatableResponse patch(String path, Object body) {
        return visitor.request().body(body).patch(path).then();
    }

    ValidatableResponse delete(String path, int version) {
        return visitor.request().header("If-Match", etag(version)).delete(path).then();
    }

    static String etag(int version) {
        return "\"v" + version + "\"";
    }

    /** The ids on all pages of a list, read page by page. */
    List<Long> ids(String query, int limit) {
        var ids = new ArrayList<Long>();
        String cursor = null;
        do {
            var page = get("/tasks?limit=" + limit + "&" + query + (cursor == null ? "" : "&cursor=" + cursor))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            ids.addAll(page.getList("items.id", Long.class));
            cursor = page.getString("nextCursor");
        } while (cursor != null);
        return ids;
    }

    /** Sets a column behind the product's back. */
    static void sql(String statement, Object... values) {
        try (var database = DriverManager.getConnection(RealServices.ownerUrl());
                var prepared = database.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            prepared.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String query) {
        try (var database = DriverManager.getConnection(RealServices.ownerUrl());
                var statement = database.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything the account has, as text, to see whether anything changed. */
    String everything() {
        var rows = new StringBuilder();
        try (var database = DriverManager.getConnection(RealServices.ownerUrl());
                var statement = database.createStatement()) {
            for (var table : List.of("tasks", "subtasks", "task_categories", "reminders")) {
                try (var found = statement.executeQuery("select t::text from " + table + " t where account_id = "
                        + visitor.accountId() + " order by id")) {
                    while (found.next()) {
                        rows.append(table).append(found.getString(1)).append('\n');
                    }
                }
            }
            return rows.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
