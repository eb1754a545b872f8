package app.zapiska.tasks;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A signed-in person at work with tasks: the requests the tests make over and over. */
final class Desk {

    private static Connection database;

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
        RealServices.execute("update accounts set time_zone = ? where id = ?", zone, account);
        return of(account);
    }

    /** The same person after so much time that the session has ended. */
    Desk later() {
        return of(visitor.accountId());
    }

    private static Desk of(long account) {
        return new Desk(Visitor.signIn(
                texts("select login from accounts where id = " + account).getFirst()));
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

    private static synchronized List<String> texts(String query) {
        try {
            // One connection for all: hundreds of tests look what changed, each of them several times.
            if (database == null || database.isClosed()) {
                database = DriverManager.getConnection(RealServices.ownerUrl());
            }
            try (var statement = database.createStatement();
                    var rows = statement.executeQuery(query)) {
                var found = new ArrayList<String>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything the account has, as text, to see whether anything changed. */
    String everything() {
        return String.join("\n", texts("""
                        select 'task ' || t::text from tasks t where account_id = %1$d
                        union all select 'subtask ' || t::text from subtasks t where account_id = %1$d
                        union all select 'category ' || t::text from task_categories t where account_id = %1$d
                        union all select 'reminder ' || t::text from reminders t where account_id = %1$d
                        order by 1
                        """.formatted(visitor.accountId())));
    }

    /** What can be undone: tasks without what only says how often they were changed, and the reminders that still speak. */
    String said() {
        return String.join("\n", texts("""
                        select concat_ws(' ', 'task', title, status, importance, due_date, due_time, duration_minutes,
                          category_id, reminder_template_id, completed_at, continuation, recurrence, slot_date, slot_time,
                          series_start_number, usual, paused_until)
                        from tasks where account_id = %1$d and deleted_at is null
                        union all
                        select concat_ws(' ', 'reminder', t.title, t.due_date, r.source, r.local_at, r.planned_at, r.state,
                          r.due_at, r.snoozed_until, r.reason, r.sent_count, r.resume_state, r.answered_at)
                        from reminders r join tasks t on t.id = r.subject_id and r.subject_kind = 'TASK'
                        where r.account_id = %1$d and r.state not in ('DONE', 'CANCELLED') and t.deleted_at is null
                        order by 1
                        """.formatted(visitor.accountId())));
    }

    /** What the audit log says of this account's deletions, the oldest first. */
    List<String> deletionsOnRecord() {
        return texts("select event || ' ' || details from audit_log where event like '%deleted' and account_id = "
                + visitor.accountId() + " order by id");
    }
}
