package app.zapiska.transfer;

import static app.zapiska.transfer.Report.Reason.*;

import app.zapiska.loans.ImportedLoans;
import app.zapiska.platform.Money;
import app.zapiska.platform.Wording;
import app.zapiska.reminders.Rule;
import app.zapiska.tasks.ImportedTasks;
import app.zapiska.transfer.Archived.Category;
import app.zapiska.transfer.Archived.Entry;
import app.zapiska.transfer.Archived.Installment;
import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.Archived.Loan;
import app.zapiska.transfer.Archived.Settings;
import app.zapiska.transfer.Archived.Subtask;
import app.zapiska.transfer.Archived.Task;
import app.zapiska.transfer.Archived.Template;
import app.zapiska.transfer.OriginalValues.Sum;
import app.zapiska.transfer.OriginalValues.Text;
import app.zapiska.transfer.Refused.Why;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The database of the program this one replaces, in the version of one person (O) and in that of several (H). It is read in one
 * transaction that may not write. What was said there is believed where it makes sense, mended where it is plain what was meant,
 * and left behind otherwise; whatever is not taken as it stood is remarked.
 */
final class Original implements Source {

    /**
     * @param today in the account's zone
     * @param language of the account, in which notes are written
     */
    record Reading(ZoneId zone, Instant now, LocalDate today, Locale language) {
        LocalDateTime localNow() {
            return now.atZone(zone).toLocalDateTime();
        }
    }

    private static final Set<String> NEEDED = Set.of("loans", "installments", "tasks", "task_categories", "subtasks");

    private final Connection connection;
    private final Reading reading;
    private final Report report;
    private final ObjectMapper json;
    private final String name;
    private final boolean several;
    private final long person;
    /** Of tables by themselves, of columns as {@code table.column}: databases half-way between the versions exist. */
    private final Set<String> present;

    private final Set<Long> categories = new HashSet<>();

    private Original(
            Connection connection,
            Reading reading,
            Report report,
            ObjectMapper json,
            String database,
            boolean several,
            long person,
            Set<String> present) {
        this.connection = connection;
        this.reading = reading;
        this.report = report;
        this.json = json;
        this.name = "original:" + database + (several ? ":" + person : "");
        this.several = several;
        this.person = person;
        this.present = present;
    }

    /**
     * @param person whose things to take, by e-mail or user name, where there are several people; else it may be null
     * @throws Refused when it can't be reached, is not the original's, or a person must be chosen (the report names them)
     */
    static Original open(OriginalAddress address, String person, Reading reading, Report report, ObjectMapper json)
            throws IOException, Refused {
        Connection connection;
        try {
            connection = address.source().getConnection();
        } catch (UnknownHostException nowhere) {
            throw Refused.because(Why.UNREACHABLE);
        } catch (SQLException failure) {
            throw refused(failure);
        }
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var tables = texts(
                    connection,
                    "select table_name from information_schema.tables where table_schema = any(current_schemas(false))");
            if (!tables.containsAll(NEEDED)) {
                throw Refused.because(Why.NOT_THE_ORIGINAL);
            }
            var columns = texts(
                    connection,
                    "select table_name || '.' || column_name from information_schema.columns where table_schema = any(current_schemas(false))");
            if (!columns.contains("loans.org_name") || !columns.contains("installments.paid")) {
                throw Refused.because(Why.NOT_THE_ORIGINAL);
            }
            var several = tables.contains("users") && columns.contains("loans.user_id");
            var id = several ? person(connection, person, report) : 0;
            var database = address.database().length() > 60 ? address.database().substring(0, 60) : address.database();
            columns.addAll(tables);
            return new Original(connection, reading, report, json, database, several, id, columns);
        } catch (SQLException failure) {
            closeQuietly(connection);
            throw refused(failure);
        } catch (RuntimeException | Refused failure) {
            closeQuietly(connection);
            throw failure;
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

    @Override
    public void read(Kind kind, Reader reader) throws IOException, Refused {
        try {
            switch (kind) {
                case TEMPLATE -> templates(reader);
                case CATEGORY -> categories(reader);
                case TASK -> tasks(reader);
                case LOAN -> loans(reader);
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

    // ---- templates

    private void templates(Reader reader) throws SQLException, Refused {
        if (!present.contains("reminder_templates")) {
            return;
        }
        try (var query = query("select id, name, description, rules::text as rules, is_system::text as is_system,"
                        + " created_at::text as created_at from reminder_templates order by id");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                var id = rows.getLong("id");
                var title = rows.getString("name");
                if (OriginalValues.flag(rows.getString("is_system"))) {
                    report.remark(TEMPLATE_OURS, Kind.TEMPLATE, id, title, "");
                    continue;
                }
                var rules = rules(rows.getString("rules"));
                if (rules.isEmpty()) {
                    report.remark(TEMPLATE_UNREADABLE, Kind.TEMPLATE, id, title, rows.getString("rules"));
                    report.refused(Kind.TEMPLATE);
                    continue;
                }
                var created = created(rows);
                reader.line(new Template(
                        id,
                        null,
                        title(Kind.TEMPLATE, id, title, 100),
                        text(Kind.TEMPLATE, id, title, rows.getString("description"), 500),
                        rules,
                        created,
                        created));
            }
        }
    }

    private List<Rule> rules(String text) {
        try {
            var tree = json.readTree(text == null ? "" : text);
            if (tree == null || !tree.path("type").asText().equals("before")) {
                return List.of();
            }
            var minutes = new TreeSet<Integer>(Comparator.reverseOrder());
            for (JsonNode interval : tree.path("intervals")) {
                if (!interval.isIntegralNumber() || interval.asLong() < 0 || interval.asLong() > 527_040) {
                    return List.of();
                }
                minutes.add(interval.asInt());
            }
            if (minutes.size() > Archived.MOST_RULES) {
                return List.of();
            }
            return minutes.stream().<Rule>map(Rule.Before::new).toList();
        } catch (JsonProcessingException unreadable) {
            return List.of();
        }
    }

    // ---- categories

    private void categories(Reader reader) throws SQLException, Refused {
        try (var query = ofPerson(
                        "select id, name, color, icon, created_at::text as created_at from task_categories",
                        "order by id");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                var id = rows.getLong("id");
                var name = rows.getString("name");
                var color = Optional.ofNullable(rows.getString("color"))
                        .map(given -> given.strip().toLowerCase(Locale.ROOT))
                        .filter(given -> given.matches("#[0-9a-f]{6}"));
                if (color.isEmpty()) {
                    report.remark(COLOR_REPLACED, Kind.CATEGORY, id, name, rows.getString("color"));
                }
                var created = created(rows);
                categories.add(id);
                reader.line(new Category(
                        id,
                        title(Kind.CATEGORY, id, name, 100),
                        color.orElse("#3498db"),
                        OriginalValues.oneLine(rows.getString("icon"), 50).text(),
                        created,
                        created));
            }
        }
    }

    // ---- tasks

    private void tasks(Reader reader) throws SQLException, Refused {
        var more = ", " + ifThere("tasks", "schedule_config", "text") + ", "
                + ifThere("tasks", "duration_minutes", "integer")
                + ", " + ifThere("tasks", "paused_until", "text")
                + (present.contains("task_schedules") ? """
                , (select string_agg(concat_ws(' ', s.day_of_week, s.start_time || '–' || s.end_time), ', ' order by s.day_of_week, s.id)
                   from task_schedules s where s.task_id = tasks.id) as week""" : ", null::text as week");
        try (var query = ofPerson("""
                        select id, title, description, status::text as status, importance, due_date::text as due_date,
                          completed_at::text as completed_at, created_at::text as created_at, updated_at::text as updated_at,
                          category_id""" + more + " from tasks", "order by id");
                var rows = query.executeQuery();
                var subtasks = connection.prepareStatement("""
                        select title, completed::text as completed, created_at::text as created_at from subtasks
                        where task_id = ? order by "order", id""");
                var reminders = present.contains("task_reminders") ? connection.prepareStatement("""
                                select id, reminder_time::text as reminder_time, sent::text as sent from task_reminders
                                where task_id = ? order by id""") : null) {
            while (rows.next()) {
                reader.line(task(rows, subtasks, reminders));
            }
        }
    }

    private Task task(ResultSet row, PreparedStatement subtasks, PreparedStatement reminders) throws SQLException {
        var id = row.getLong("id");
        var rawTitle = row.getString("title");
        var title = OriginalValues.oneLine(rawTitle, 200);
        var description = description(row, id, title, rawTitle);
        var importance = row.getInt("importance");
        if (importance < 1 || importance > 3) {
            report.remark(IMPORTANCE_GUESSED, Kind.TASK, id, rawTitle, row.getString("importance"));
            importance = 2;
        }
        var rawDue = row.getString("due_date");
        var due = OriginalValues.moment(rawDue, reading.zone());
        if (due.isEmpty() && rawDue != null && !rawDue.isBlank()) {
            report.remark(DATE_DROPPED, Kind.TASK, id, rawTitle, rawDue);
        }
        var created = created(row);
        var updated = OriginalValues.instant(row.getString("updated_at"), reading.zone())
                .filter(moment -> !moment.isBefore(created))
                .orElse(created);
        var done = OriginalValues.flag(row.getString("status"));
        var completed = OriginalValues.instant(row.getString("completed_at"), reading.zone());
        if (done != completed.isPresent()) {
            report.remark(COMPLETED_GUESSED, Kind.TASK, id, rawTitle, row.getString("completed_at"));
        }
        var category = row.getLong("category_id");
        var duration = row.getInt("duration_minutes");
        return new Task(
                id,
                title(Kind.TASK, id, rawTitle, 200),
                description,
                done ? "done" : "open",
                importance,
                due.map(OriginalValues.Moment::date).orElse(null),
                due.flatMap(OriginalValues.Moment::time).orElse(null),
                due.isPresent() && duration >= 1 && duration <= 10_080 ? duration : null,
                categories.contains(category) ? category : null,
                null,
                "due",
                null,
                null,
                done ? completed.orElse(updated) : null,
                null,
                created,
                updated,
                subtasks(id, rawTitle, subtasks, created),
                reminders == null ? List.of() : reminders(id, rawTitle, done, reminders));
    }

    /** "None" was written there by the form itself (bug 33). A title that is too long goes on here. */
    private String description(ResultSet row, long id, Text title, String rawTitle) throws SQLException {
        var raw = row.getString("description");
        var own = raw == null || raw.strip().equals("None") ? "" : raw;
        var parts = new ArrayList<String>();
        if (title.cut()) {
            parts.add(rawTitle);
        }
        if (!own.isBlank()) {
            parts.add(own);
        }
        for (var column : List.of("schedule_config", "week")) {
            var schedule = row.getString(column);
            if (schedule != null && !schedule.isBlank() && !schedule.strip().matches("null|\\{}|\\[]")) {
                report.remark(SCHEDULE_AS_TEXT, Kind.TASK, id, rawTitle, schedule);
                parts.add(say(m -> m.oldSchedule(schedule)));
            }
        }
        if (row.getString("paused_until") != null) {
            report.remark(FIELDS_DROPPED, Kind.TASK, id, rawTitle, row.getString("paused_until"));
        }
        return text(Kind.TASK, id, rawTitle, String.join("\n\n", parts), 10_000);
    }

    private List<Subtask> subtasks(long task, String taskTitle, PreparedStatement query, Instant created)
            throws SQLException {
        query.setLong(1, task);
        try (var rows = query.executeQuery()) {
            var found = new ArrayList<Subtask>();
            while (rows.next()) {
                if (found.size() == ImportedTasks.MOST_SUBTASKS) {
                    report.remark(TOO_MANY, Kind.TASK, task, taskTitle, rows.getString("title"));
                    break;
                }
                found.add(new Subtask(
                        title(Kind.TASK, task, rows.getString("title"), 200),
                        OriginalValues.flag(rows.getString("completed")),
                        found.size(),
                        OriginalValues.instant(rows.getString("created_at"), reading.zone())
                                .orElse(created)));
            }
            return found;
        }
    }

    /** Equal ones collapse (bug 17); those with a space in the middle are as good as the others (bug 16). */
    private List<LocalDateTime> reminders(long task, String title, boolean done, PreparedStatement query)
            throws SQLException {
        query.setLong(1, task);
        try (var rows = query.executeQuery()) {
            var found = new TreeSet<LocalDateTime>();
            while (rows.next()) {
                var raw = rows.getString("reminder_time");
                var at = OriginalValues.moment(raw, reading.zone()).map(OriginalValues.Moment::at);
                if (at.isEmpty()) {
                    report.remark(REMINDER_UNREADABLE, Kind.TASK, task, title, raw);
                } else if (done
                        || OriginalValues.flag(rows.getString("sent"))
                        || !at.get().isAfter(reading.localNow())) {
                    report.remark(REMINDER_PAST, Kind.TASK, task, title, raw);
                } else if (found.size() == 50) {
                    report.remark(TOO_MANY, Kind.TASK, task, title, raw);
                } else {
                    found.add(at.get().truncatedTo(ChronoUnit.MINUTES));
                }
            }
            return List.copyOf(found);
        }
    }

    // ---- loans

    private void loans(Reader reader) throws SQLException, Refused {
        try (var query = ofPerson("""
                        select id, org_name, website, loan_date::text as loan_date, due_date::text as due_date,
                          amount_borrowed::text as amount_borrowed, amount_due::text as amount_due,
                          risky_org::text as risky_org, notes, payment_methods, is_paid::text as is_paid,
                          created_at::text as created_at, """ + ifThere("loans", "interest_rate", "text") + " from loans", "order by id");
                var rows = query.executeQuery();
                var installments = connection.prepareStatement("""
                        select id, due_date::text as due_date, amount::text as amount, paid::text as paid,
                          paid_date::text as paid_date, created_at::text as created_at from installments
                        where loan_id = ? order by id""")) {
            while (rows.next()) {
                var loan = loan(rows, installments);
                if (loan.isPresent()) {
                    reader.line(loan.get());
                } else {
                    report.refused(Kind.LOAN);
                }
            }
        }
    }

    /** An instalment of the original, as far as it can be taken. */
    private record Part(long id, LocalDate dueDate, Money amount, boolean paid, String paidDate, Instant createdAt) {}

    private Optional<Loan> loan(ResultSet row, PreparedStatement installments) throws SQLException {
        var id = row.getLong("id");
        var name = row.getString("org_name");
        var created = created(row);
        var end = OriginalValues.date(row.getString("due_date"), reading.zone());
        var begin = OriginalValues.date(row.getString("loan_date"), reading.zone());
        var parts = parts(id, name, installments, end, begin, created);
        var planned = Money.sum(parts.stream().map(Part::amount).toList());

        var borrowed = money(id, name, row.getString("amount_borrowed")).filter(Money::isPositive);
        var due = money(id, name, row.getString("amount_due")).filter(Money::isPositive);
        if (borrowed.isEmpty()) {
            borrowed = planned.isPositive() && planned.compareTo(Money.MOST) <= 0 ? Optional.of(planned) : due;
            if (borrowed.isEmpty()) {
                report.remark(MONEY_REFUSED, Kind.LOAN, id, name, row.getString("amount_borrowed"));
                return Optional.empty();
            }
            report.remark(BORROWED_GUESSED, Kind.LOAN, id, name, row.getString("amount_borrowed"));
        }
        if (planned.compareTo(Money.MOST) > 0) {
            report.remark(MONEY_REFUSED, Kind.LOAN, id, name, planned.toString());
            return Optional.empty();
        }
        // The flag is a step late, and true for every loan without payments (bugs 1 and 2).
        var interest = row.getString("interest_rate");
        if (interest != null && !interest.matches("0(\\.0*)?")) {
            report.remark(FIELDS_DROPPED, Kind.LOAN, id, name, interest);
        }
        var paidWholly = !parts.isEmpty() && parts.stream().allMatch(Part::paid);
        if (OriginalValues.flag(row.getString("is_paid")) != paidWholly) {
            report.remark(PAID_FLAG_IGNORED, Kind.LOAN, id, name, row.getString("is_paid"));
        }

        var entries = new ArrayList<Entry>();
        for (var part : parts) {
            if (part.paid()) {
                entries.add(payment(id, name, part));
            }
        }
        // The later version overwrote it with the day of saving (bug 11).
        var first = begin.orElseGet(() -> created.atZone(reading.zone()).toLocalDate());
        for (var part : parts) {
            first = earlier(first, part.dueDate());
        }
        for (var entry : entries) {
            first = earlier(first, entry.paidOn());
        }
        if (end.isPresent()) {
            first = earlier(first, end.get());
        }
        if (begin.isEmpty() || !begin.get().equals(first)) {
            report.remark(LOAN_DATE_MOVED, Kind.LOAN, id, name, row.getString("loan_date"));
        }
        return Optional.of(new Loan(
                id,
                title(Kind.LOAN, id, name, 200),
                website(id, name, row.getString("website")),
                first,
                end.orElse(null),
                borrowed.get(),
                // A derived column, and a step late: only where nothing else says it.
                parts.isEmpty() ? due.orElse(null) : null,
                OriginalValues.flag(row.getString("risky_org")),
                text(Kind.LOAN, id, name, row.getString("notes"), 10_000),
                text(Kind.LOAN, id, name, row.getString("payment_methods"), 2_000),
                null,
                null,
                created,
                created,
                parts.stream()
                        .map(part -> new Installment(part.id(), part.dueDate(), part.amount(), null, part.createdAt()))
                        .toList(),
                entries));
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return other.isBefore(one) ? other : one;
    }

    private List<Part> parts(
            long loan,
            String name,
            PreparedStatement query,
            Optional<LocalDate> loanEnd,
            Optional<LocalDate> loanBegin,
            Instant loanCreated)
            throws SQLException {
        query.setLong(1, loan);
        try (var rows = query.executeQuery()) {
            var parts = new ArrayList<Part>();
            while (rows.next()) {
                var amount = money(loan, name, rows.getString("amount")).filter(Money::isPositive);
                if (amount.isEmpty()) {
                    report.remark(MONEY_REFUSED, Kind.LOAN, loan, name, rows.getString("amount"));
                    continue;
                }
                if (parts.size() == ImportedLoans.MOST_INSTALLMENTS) {
                    report.remark(TOO_MANY, Kind.LOAN, loan, name, rows.getString("due_date"));
                    break;
                }
                var raw = rows.getString("due_date");
                var due = OriginalValues.date(raw, reading.zone());
                if (due.isEmpty()) {
                    // It hid the real next payment there (bug 5).
                    report.remark(DUE_DATE_GUESSED, Kind.LOAN, loan, name, raw);
                }
                parts.add(new Part(
                        rows.getLong("id"),
                        due.or(() -> loanEnd)
                                .or(() -> loanBegin)
                                .orElseGet(
                                        () -> loanCreated.atZone(reading.zone()).toLocalDate()),
                        amount.get(),
                        OriginalValues.flag(rows.getString("paid")),
                        rows.getString("paid_date"),
                        OriginalValues.instant(rows.getString("created_at"), reading.zone())
                                .orElse(loanCreated)));
            }
            return parts;
        }
    }

    private Entry payment(long loan, String name, Part part) {
        report.remark(PAID_BY_FLAG, Kind.LOAN, loan, name, part.dueDate() + " " + part.amount());
        var written = OriginalValues.date(part.paidDate(), reading.zone());
        var paidOn = written.orElse(part.dueDate());
        if (paidOn.isAfter(reading.today())) {
            paidOn = reading.today();
        }
        if (written.isEmpty() || !written.get().equals(paidOn)) {
            report.remark(PAID_DATE_GUESSED, Kind.LOAN, loan, name, part.paidDate());
        }
        return new Entry(
                part.id(),
                part.id(),
                "payment",
                part.amount(),
                paidOn,
                null,
                "api",
                say(TransferMessages::importActor),
                say(TransferMessages::importNote),
                reading.now());
    }

    private Optional<Money> money(long loan, String name, String raw) {
        var sum = OriginalValues.sum(raw);
        if (sum.filter(Sum::rounded).isPresent()) {
            report.remark(MONEY_ROUNDED, Kind.LOAN, loan, name, raw);
        }
        return sum.map(Sum::money);
    }

    /** The original put https:// in front of whatever did not begin with http. */
    private String website(long loan, String name, String raw) {
        if (raw == null || raw.isBlank()) {
            return "";
        }
        var site = raw.strip();
        var whole = site.matches("(?i)[a-z][a-z0-9+.-]*:(?!\\d).*") ? site : "https://" + site;
        if (!ImportedLoans.acceptable(whole)) {
            report.remark(WEBSITE_DROPPED, Kind.LOAN, loan, name, raw);
            return "";
        }
        if (!whole.equals(site)) {
            report.remark(WEBSITE_COMPLETED, Kind.LOAN, loan, name, raw);
        }
        return whole;
    }

    // ---- what all have

    private String title(Kind kind, long id, String raw, int most) {
        var title = OriginalValues.oneLine(raw, most);
        remark(kind, id, raw, title);
        if (title.text().isEmpty()) {
            report.remark(TITLE_MADE_UP, kind, id, raw, "");
            return say(TransferMessages::untitled);
        }
        return title.text();
    }

    private String text(Kind kind, long id, String title, String raw, int most) {
        var text = OriginalValues.lines(raw, most);
        remark(kind, id, title, text);
        return text.text();
    }

    private void remark(Kind kind, long id, String title, Text text) {
        if (text.cut()) {
            report.remark(TEXT_CUT, kind, id, title, text.text());
        }
        if (text.cleaned()) {
            report.remark(TEXT_CLEANED, kind, id, title, text.text());
        }
    }

    private Instant created(ResultSet row) throws SQLException {
        return OriginalValues.instant(row.getString("created_at"), reading.zone())
                .filter(moment -> !moment.isAfter(reading.now()))
                .orElse(reading.now());
    }

    private String say(Function<TransferMessages, String> message) {
        return Wording.of(TransferMessages.class, message).in(reading.language());
    }

    private String ifThere(String table, String column, String type) {
        return (present.contains(table + "." + column) ? column : "null") + "::" + type + " as " + column;
    }

    private PreparedStatement query(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    private PreparedStatement ofPerson(String select, String order) throws SQLException {
        var query = query(select + (several ? " where user_id = ? " : " ") + order);
        if (several) {
            query.setLong(1, person);
        }
        return query;
    }

    @Override
    public void close() throws IOException {
        closeQuietly(connection);
    }
}
