package app.zapiska.loans;

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

/** A signed-in person with loans: the requests the tests make over and over. */
final class Purse {

    private static Connection database;

    final Visitor visitor;

    private Purse(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Of a new account without any loan. */
    static Purse empty() {
        return new Purse(Visitor.newcomer());
    }

    /** The same person, signed in anew. */
    Purse again() {
        return new Purse(visitor.again());
    }

    /** The parts of a JSON object: name, value, name, value… */
    static Map<String, Object> json(Object... parts) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < parts.length; i += 2) {
            object.put((String) parts[i], parts[i + 1]);
        }
        return object;
    }

    /** A loan of 10,000.00 from МаниМен, taken on 1 October 2025, with these parts besides or instead. */
    static Map<String, Object> loan(Object... parts) {
        var loan = json("orgName", "МаниМен", "loanDate", "2025-10-01", "amountBorrowed", "10000.00");
        loan.putAll(json(parts));
        return loan;
    }

    static Map<String, Object> installment(String dueDate, String amount) {
        return json("dueDate", dueDate, "amount", amount);
    }

    JsonPath create(Object... parts) {
        return post("/loans", loan(parts)).statusCode(201).extract().jsonPath();
    }

    ValidatableResponse get(String path, Object... parameters) {
        return visitor.request().get(path, parameters).then();
    }

    JsonPath loan(long id) {
        return get("/loans/" + id).statusCode(200).extract().jsonPath();
    }

    ValidatableResponse post(String path, Object body) {
        return visitor.request().body(body).post(path).then();
    }

    ValidatableResponse post(String path) {
        return visitor.request().post(path).then();
    }

    ValidatableResponse put(String path, int version, Object body) {
        return visitor.request()
                .header("If-Match", "\"v" + version + "\"")
                .body(body)
                .put(path)
                .then();
    }

    ValidatableResponse delete(String path, int version) {
        return visitor.request()
                .header("If-Match", "\"v" + version + "\"")
                .delete(path)
                .then();
    }

    /** The ids on all pages of a list, read page by page. */
    List<Long> ids(String query, int limit) {
        var ids = new ArrayList<Long>();
        String cursor = null;
        do {
            var page = get("/loans?limit=" + limit + "&" + query + (cursor == null ? "" : "&cursor=" + cursor))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            ids.addAll(page.getList("items.id", Long.class));
            cursor = page.getString("nextCursor");
        } while (cursor != null);
        return ids;
    }

    static synchronized List<String> texts(String query) {
        try {
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

    /** The account's ledger as it stands in the database, line by line. */
    List<String> ledger() {
        return texts("select t::text from loan_entries t where account_id = " + visitor.accountId() + " order by id");
    }

    /** Everything the account has, as text, to see whether anything changed. */
    String everything() {
        return String.join("\n", texts("""
                        select 'loan ' || t::text from loans t where account_id = %1$d
                        union all select 'installment ' || t::text from installments t where account_id = %1$d
                        union all select 'entry ' || t::text from loan_entries t where account_id = %1$d
                        union all select 'reminder ' || t::text from reminders t where account_id = %1$d
                        order by 1
                        """.formatted(visitor.accountId())));
    }
}
