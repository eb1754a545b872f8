package app.zapiska.transfer;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.Archived.Settings;
import app.zapiska.transfer.Refused.Why;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The database of the program this one replaces, in the version of one person (O) and in that of several (H). It is read in one
 * transaction that may not write. What was said there is believed where it makes sense, mended where it is plain what was meant,
 * and left behind otherwise; whatever is not taken as it stood is remarked.
 */
final class LegacyNotebook implements Source {

    private static final Set<String> NEEDED = Set.of(
            "loans", "installments", "tasks", "task_categories", "subtasks", "loans.org_name", "installments.paid");
    private static final int LONGEST_NAME = 60;

    private final Connection connection;
    private final String name;
    private final LegacyTemplates templates;
    private final LegacyTasks tasks;
    private final LegacyLoans loans;

    private LegacyNotebook(LegacyTables tables, String database, ObjectMapper json) {
        this.connection = tables.connection();
        this.name = "original:" + database
                + (tables.person().isPresent() ? ":" + tables.person().getAsLong() : "");
        this.templates = new LegacyTemplates(tables, json);
        this.tasks = new LegacyTasks(tables);
        this.loans = new LegacyLoans(tables);
    }

    /**
     * @param person whose things to take, by e-mail or user name, where there are several people; else it may be null
     * @param account they are for; times without a zone are meant in its zone
     * @throws Refused when it can't be reached, is not the original's, or a person must be chosen (the report names them)
     */
    static LegacyNotebook open(
            LegacyAddress address,
            String person,
            AccountSettings account,
            Instant now,
            Report report,
            ObjectMapper json)
            throws Refused {
        var connection = connect(address);
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var present = texts(connection, """
                    select table_name from information_schema.tables where table_schema = any(current_schemas(false))
                     union
                    select table_name || '.' || column_name from information_schema.columns
                    where table_schema = any(current_schemas(false))""");
            if (!present.containsAll(NEEDED)) {
                throw Refused.because(Why.NOT_THE_ORIGINAL);
            }
            var several = present.contains("users") && present.contains("loans.user_id");
            var tables = new LegacyTables(
                    connection,
                    present,
                    several ? OptionalLong.of(person(connection, person, report)) : OptionalLong.empty(),
                    account.zone(),
                    now.truncatedTo(ChronoUnit.MICROS),
                    account.today(now),
                    account.language(),
                    report);
            var database = address.database();
            return new LegacyNotebook(tables, database.substring(0, Math.min(database.length(), LONGEST_NAME)), json);
        } catch (SQLException failure) {
            closeQuietly(connection);
            throw refused(failure);
        } catch (RuntimeException | Refused failure) {
            closeQuietly(connection);
            throw failure;
        }
    }

    private static Connection connect(LegacyAddress address) throws Refused {
        try {
            return address.source().getConnection();
        } catch (UnknownHostException nowhere) {
            throw Refused.because(Why.UNREACHABLE);
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // What mattered is said by the failure that leads here.
        }
    }

    private static Set<String> texts(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new TreeSet<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static long person(Connection connection, String wanted, Report report) throws SQLException, Refused {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select u.id, u.email, u.username from users u
                        where exists (select 1 from loans l where l.user_id = u.id)
                           or exists (select 1 from tasks t where t.user_id = u.id) order by u.id""")) {
            var ids = new ArrayList<Long>();
            var names = new ArrayList<String>();
            while (rows.next()) {
                var email = rows.getString("email");
                var username = rows.getString("username");
                if (wanted != null && (wanted.equalsIgnoreCase(email) || wanted.equalsIgnoreCase(username))) {
                    return rows.getLong("id");
                }
                ids.add(rows.getLong("id"));
                names.add(email == null ? username : email);
            }
            if (wanted == null && ids.size() <= 1) {
                return ids.isEmpty() ? 0 : ids.getFirst();
            }
            report.people(names);
            throw Refused.because(Why.CHOOSE_PERSON);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OptionalLong lines() {
        return OptionalLong.empty();
    }

    @Override
    public Optional<Settings> settings() {
        return Optional.empty();
    }

    /** There a template was a help for filling in a form, and payments had no reminders of their own. */
    @Override
    public boolean namesTemplates() {
        return false;
    }

    @Override
    public void read(Kind kind, Reader reader) throws Refused {
        try {
            switch (kind) {
                case TEMPLATE -> templates.read(reader);
                case CATEGORY -> tasks.readCategories(reader);
                case TASK -> tasks.read(reader);
                case LOAN -> loans.read(reader);
                case CONTACT -> {
                    // That program knew none.
                }
            }
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }

    /** What the other server says is not repeated: it may be anybody's. */
    private static Refused refused(SQLException failure) {
        var state = String.valueOf(failure.getSQLState());
        return switch (state.substring(0, Math.min(2, state.length()))) {
            // No connection, no such user or password, no such database, no more connections, it is being shut down.
            case "08", "28", "3D", "53", "57" -> Refused.because(Why.UNREACHABLE);
            // A column or a table that the original had in all of its versions.
            case "42" -> Refused.because(Why.NOT_THE_ORIGINAL);
            default -> throw new IllegalStateException("reading the original failed with SQL state " + state, failure);
        };
    }

    @Override
    public void close() throws IOException {
        closeQuietly(connection);
    }
}
