package app.zapiska.transfer;

import app.zapiska.platform.Csv;
import app.zapiska.platform.Csv.Cell;
import app.zapiska.platform.Wording;
import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.Manifest.Contents;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Everything of one account: rows go by cursor from one snapshot of the database straight into the archive, so that memory
 * does not grow with the account. Blocks.
 */
@Singleton
class Export {

    private static final int ROWS_AT_ONCE = 200;

    /** An archive can't be made any longer: whoever reads it is too slow. */
    static final class TookTooLong extends IOException {
        TookTooLong() {
            super("the export took too long");
        }
    }

    private static final Map<Kind, String> LINES =
            Map.of(Kind.TEMPLATE, """
            select json_build_object('id', id, 'systemKey', system_key, 'name', name, 'description', description,
              'rules', rules::json, 'createdAt', created_at, 'updatedAt', updated_at)::text
            from reminder_templates where account_id = ? order by id""", Kind.CATEGORY, """
            select json_build_object('id', id, 'name', name, 'color', color, 'icon', icon,
              'createdAt', created_at, 'updatedAt', updated_at)::text
            from task_categories where account_id = ? order by id""", Kind.TASK, """
            select json_build_object('id', t.id, 'title', t.title, 'description', t.description, 'status', lower(t.status),
              'importance', t.importance, 'dueDate', t.due_date, 'dueTime', to_char(t.due_time, 'HH24:MI'),
              'dayPlace', case when t.own_place_due = t.due_end then t.own_place end,
              'durationMinutes', t.duration_minutes, 'categoryId', t.category_id, 'recurrence', t.recurrence,
              'recurFrom', lower(t.recur_from), 'pausedUntil', t.paused_until,
              'seriesId', (select min(m.id) from tasks m
                where m.account_id = t.account_id and (m.series_id = t.series_id or m.id = t.series_id)),
              'followsId', t.follows_id, 'seriesStartDate', t.series_start_date,
              'seriesStartTime', to_char(t.series_start_time, 'HH24:MI'), 'seriesStartNumber', t.series_start_number,
              'slotDate', t.slot_date, 'slotTime', to_char(t.slot_time, 'HH24:MI'), 'usual', t.usual::json,
              'continuation', lower(t.continuation), 'reminderTemplateId', t.reminder_template_id,
              'completedAt', t.completed_at, 'deletedAt', t.deleted_at, 'createdAt', t.created_at, 'updatedAt', t.updated_at,
              'subtasks', (
                select coalesce(json_agg(json_build_object('title', s.title, 'completed', s.completed, 'position', s.position,
                  'createdAt', s.created_at) order by s.position, s.id), '[]')
                from subtasks s where s.account_id = t.account_id and s.task_id = t.id),
              'reminders', (
                select coalesce(json_agg(to_char(r.local_at, 'YYYY-MM-DD"T"HH24:MI') order by r.local_at), '[]')
                from reminders r where r.account_id = t.account_id and r.task_id = t.id and r.source = 'CUSTOM'
                  and r.state not in ('DONE', 'CANCELLED', 'FAILED')))::text
            from tasks t where t.account_id = ? order by t.id""", Kind.LOAN, """
            select json_build_object('id', l.id, 'orgName', l.org_name, 'website', l.website, 'loanDate', l.loan_date,
              'dueDate', l.due_date, 'amountBorrowed', l.amount_borrowed::text, 'amountDue', l.amount_due::text,
              'riskyOrg', l.risky_org, 'notes', l.notes, 'paymentMethods', l.payment_methods,
              'reminderTemplateId', l.reminder_template_id, 'deletedAt', l.deleted_at, 'createdAt', l.created_at,
              'updatedAt', l.updated_at,
              'contract', case when num_nonnulls(l.contract_number, l.daily_rate, l.full_cost, l.services_paid, l.lender_kind,
                  l.promo_rate, l.promo_lost_on_day, l.penalty_kind, l.penalty_rate, l.short_loan, l.collateral, l.received_on) > 0
                then json_build_object('number', l.contract_number, 'dailyRate', l.daily_rate, 'fullCost', l.full_cost,
                  'servicesPaid', l.services_paid::text, 'lenderKind', lower(l.lender_kind), 'promoRate', l.promo_rate,
                  'promoLostOnDay', l.promo_lost_on_day, 'penaltyKind', lower(l.penalty_kind), 'penaltyRate', l.penalty_rate,
                  'shortLoan', l.short_loan, 'collateral', l.collateral, 'receivedOn', l.received_on) end,
              'installments', (
                select coalesce(json_agg(json_build_object('id', i.id, 'dueDate', i.due_date, 'amount', i.amount::text,
                  'removedAt', i.removed_at, 'createdAt', i.created_at) order by i.id), '[]')
                from installments i where i.account_id = l.account_id and i.loan_id = l.id),
              'entries', (
                select coalesce(json_agg(json_build_object('id', e.id, 'installmentId', e.installment_id,
                  'kind', lower(e.kind), 'amount', e.amount::text, 'paidOn', e.paid_on, 'reversalOf', e.reversal_of,
                  'source', lower(e.source), 'actor', e.actor, 'note', e.note, 'createdAt', e.created_at,
                  'extension', case when e.due_after is not null then json_build_object('dueBefore', e.due_before,
                    'dueAfter', e.due_after, 'plannedBefore', e.planned_before::text, 'plannedAfter', e.planned_after::text,
                    'fee', e.fee::text) end) order by e.id), '[]')
                from loan_entries e where e.account_id = l.account_id and e.loan_id = l.id),
              'requisites', (
                select json_build_object('name', r.name, 'account', r.account, 'bank', r.bank, 'bic', r.bic,
                  'correspondentAccount', r.correspondent_account, 'inn', r.inn, 'kpp', r.kpp, 'purpose', r.purpose,
                  'sbpLink', r.sbp_link, 'updatedAt', r.updated_at)
                from loan_requisites r where r.account_id = l.account_id and r.loan_id = l.id
                  and concat(r.name, r.account, r.bank, r.bic, r.correspondent_account, r.inn, r.kpp, r.purpose, r.sbp_link)
                    <> ''))::text
            from loans l where l.account_id = ? order by l.id""", Kind.CONTACT, """
            select json_build_object('id', c.id, 'contactedAt', c.contacted_at, 'kind', lower(c.kind), 'who', c.who,
              'phone', c.phone, 'loanId', c.loan_id, 'note', c.note, 'createdAt', c.created_at)::text
            from collector_contacts c where c.account_id = ? order by c.id""");

    private static final String SETTINGS = """
            select json_build_object('language', language, 'timeZone', time_zone, 'workStartHour', work_start_hour,
              'workEndHour', work_end_hour, 'workDays', work_days, 'repeatMinutes1', repeat_minutes_1,
              'repeatMinutes2', repeat_minutes_2, 'repeatMinutes3', repeat_minutes_3, 'urgentDays', urgent_days,
              'digestTimes', (select coalesce(json_agg(to_char(d, 'HH24:MI') order by d), '[]') from unnest(digest_times) d),
              'snoozeDefaultMinutes', snooze_default_minutes, 'currency', currency,
              'defaultTaskTemplateId', default_task_template_id,
              'defaultPaymentTemplateId', default_payment_template_id,
              'morningDigest', morning_digest, 'morningDigestAt', to_char(morning_digest_at, 'HH24:MI'),
              'eveningDigest', evening_digest, 'eveningDigestAt', to_char(evening_digest_at, 'HH24:MI'),
              'weeklyDigest', weekly_digest, 'weeklyDigestAt', to_char(weekly_digest_at, 'HH24:MI'),
              'weeklyDigestDay', weekly_digest_day, 'ceilingMessages', ceiling_messages,
              'payoffPlan', (
                select json_build_object('monthlyBudget', p.monthly_budget::text, 'payOrder', lower(p.pay_order),
                  'byHand', p.by_hand, 'firstOn', p.first_on, 'extra', p.extra::text, 'feeFixed', p.fee_fixed::text,
                  'feePercent', p.fee_percent, 'since', p.since, 'money', p.on_hand::text, 'kept', p.kept::text,
                  'missed', p.missed::text, 'quiet', p.quiet)
                from payoff_plans p where p.account_id = accounts.id and p.monthly_budget is not null))::text
            from accounts where id = ?""";

    /** @param columns their names, in one line with semicolons; @param sql whose columns are shown as {@link Spreadsheet} says */
    private record Table(String file, Function<TableMessages, String> columns, String sql) {}

    private static final List<Table> TABLES = List.of(
            new Table("csv/tasks.csv", TableMessages::taskColumns, """
                    select t.id, t.title, t.description, t.status as code_status, t.importance, t.due_date,
                      t.due_time, t.duration_minutes, t.recurrence, c.name, t.completed_at, t.deleted_at,
                      t.created_at
                    from tasks t left join task_categories c on c.account_id = t.account_id and c.id = t.category_id
                    where t.account_id = ? order by t.id"""),
            new Table("csv/subtasks.csv", TableMessages::subtaskColumns, """
                    select s.task_id, t.title, s.title, s.completed
                    from subtasks s join tasks t on t.account_id = s.account_id and t.id = s.task_id
                    where s.account_id = ? order by s.task_id, s.position, s.id"""),
            new Table("csv/categories.csv", TableMessages::categoryColumns, """
                    select id, name, color, icon from task_categories where account_id = ? order by id"""),
            new Table("csv/loans.csv", TableMessages::loanColumns, """
                    select l.id, l.org_name, l.website, l.loan_date, l.due_date, l.amount_borrowed, l.amount_due,
                      coalesce((select sum(e.amount) from loan_entries e
                        where e.account_id = l.account_id and e.loan_id = l.id), 0.00),
                      l.risky_org, l.notes, l.payment_methods, l.deleted_at, l.created_at, l.contract_number, l.daily_rate,
                      l.full_cost, l.received_on
                    from loans l where l.account_id = ? order by l.id"""),
            new Table("csv/installments.csv", TableMessages::installmentColumns, """
                    select i.loan_id, l.org_name, i.id, i.due_date, i.amount, i.removed_at
                    from installments i join loans l on l.account_id = i.account_id and l.id = i.loan_id
                    where i.account_id = ? order by i.loan_id, i.due_date, i.id"""),
            new Table("csv/payments.csv", TableMessages::paymentColumns, """
                    select e.loan_id, l.org_name, e.id, e.installment_id, e.kind as code_kind, e.amount, e.paid_on,
                      e.reversal_of, e.source as code_channel, e.actor, e.note, e.created_at, e.due_before, e.due_after, e.fee
                    from loan_entries e join loans l on l.account_id = e.account_id and l.id = e.loan_id
                    where e.account_id = ? order by e.loan_id, e.id"""),
            // A spreadsheet would round a number of twenty digits and drop a zero at its beginning: in groups it is a
            // text.
            new Table("csv/requisites.csv", TableMessages::requisitesColumns, """
                    select r.loan_id, l.org_name, r.name, regexp_replace(r.account, '^(.{5})(.{3})(.)(.{4})', '\\1 \\2 \\3 \\4 '), r.bank,
                      regexp_replace(r.bic, '^(..)(.{4})', '\\1 \\2 '),
                      regexp_replace(r.correspondent_account, '^(.{5})(.{3})(.)(.{4})', '\\1 \\2 \\3 \\4 '), r.inn, r.kpp,
                      r.purpose, r.sbp_link, r.updated_at
                    from loan_requisites r join loans l on l.account_id = r.account_id and l.id = r.loan_id
                    where r.account_id = ? and concat(r.name, r.account, r.bank, r.bic, r.correspondent_account, r.inn, r.kpp,
                      r.purpose, r.sbp_link) <> '' order by r.loan_id"""),
            new Table("csv/contacts.csv", TableMessages::contactColumns, """
                    select c.id, c.contacted_at, c.kind as code_contact, c.who, c.phone, c.loan_id, l.org_name, c.note
                    from collector_contacts c left join loans l on l.account_id = c.account_id and l.id = c.loan_id
                    where c.account_id = ? order by c.contacted_at, c.id"""),
            new Table("csv/reminders.csv", TableMessages::reminderColumns, """
                    select r.id, r.subject_kind as code_subject, r.subject_id, r.local_at,
                      r.source as code_source, r.state as code_state, r.sent_count, r.last_sent_at
                    from reminders r where r.account_id = ? order by r.id"""));

    private final AgroalDataSource database;
    private final ObjectMapper json;
    private final TransferConfig config;
    private final InstantSource clock;

    Export(AgroalDataSource database, ObjectMapper json, TransferConfig config, InstantSource clock) {
        this.database = database;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /** @param out is left open */
    void write(long accountId, Locale language, ZoneId zone, OutputStream out) throws IOException, SQLException {
        var now = clock.instant();
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                try (var session = connection.createStatement()) {
                    session.execute("set local time zone 'UTC'");
                }
                new Writing(connection, accountId, language, zone, new ZipOutputStream(out), now).all();
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        }
    }

    private final class Writing {
        private final Connection connection;
        private final long accountId;
        private final Locale language;
        private final Spreadsheet spreadsheet;
        private final ZipOutputStream zip;
        private final Instant begun;
        private final Map<String, Contents> files = new LinkedHashMap<>();

        Writing(
                Connection connection,
                long accountId,
                Locale language,
                ZoneId zone,
                ZipOutputStream zip,
                Instant begun) {
            this.connection = connection;
            this.accountId = accountId;
            this.language = language;
            this.spreadsheet = new Spreadsheet(language, zone);
            this.zip = zip;
            this.begun = begun;
        }

        void all() throws IOException, SQLException {
            entry("readme.txt");
            zip.write(Wording.of(TransferMessages.class, TransferMessages::readme)
                    .in(language)
                    .getBytes(StandardCharsets.UTF_8));
            settings();
            for (var kind : Kind.values()) {
                lines(kind);
            }
            for (var table : TABLES) {
                table(table);
            }
            // Last, so that an archive cut short has none.
            entry(Manifest.FILE);
            zip.write(json.writeValueAsBytes(new Manifest(
                    Manifest.FORMAT,
                    Manifest.VERSION,
                    UUID.randomUUID(),
                    UUID.fromString(one("select archive_source::text from accounts where id = ?")),
                    begun,
                    files)));
            zip.finish();
        }

        private void entry(String name) throws IOException {
            var entry = new ZipEntry(name);
            entry.setTime(begun.toEpochMilli());
            zip.putNextEntry(entry);
        }

        private String one(String sql) throws SQLException {
            try (var query = query(sql);
                    var rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }

        private PreparedStatement query(String sql) throws SQLException {
            var query = connection.prepareStatement(sql);
            query.setLong(1, accountId);
            query.setFetchSize(ROWS_AT_ONCE);
            return query;
        }

        private void settings() throws IOException, SQLException {
            entry(ArchiveFile.SETTINGS);
            var text = one(SETTINGS).getBytes(StandardCharsets.UTF_8);
            zip.write(text);
            files.put(
                    ArchiveFile.SETTINGS,
                    new Contents(
                            1, HexFormat.of().formatHex(ArchiveFile.sha256().digest(text))));
        }

        private void lines(Kind kind) throws IOException, SQLException {
            entry(kind.file());
            var sum = ArchiveFile.sha256();
            var out = new DigestOutputStream(unclosed(), sum);
            long lines = 0;
            out.write('[');
            try (var query = query(LINES.get(kind));
                    var rows = query.executeQuery()) {
                while (rows.next()) {
                    out.write((lines++ == 0 ? "\n" : ",\n").getBytes(StandardCharsets.UTF_8));
                    out.write(rows.getString(1).getBytes(StandardCharsets.UTF_8));
                    notTooLong();
                }
            }
            out.write("\n]\n".getBytes(StandardCharsets.UTF_8));
            files.put(kind.file(), new Contents(lines, HexFormat.of().formatHex(sum.digest())));
        }

        private void table(Table table) throws IOException, SQLException {
            entry(table.file());
            var csv = new Csv(unclosed(), spreadsheet.separator());
            var names = Wording.of(TableMessages.class, table.columns()).in(language);
            csv.row(Arrays.stream(names.split(";")).map(Cell::text).toList());
            try (var query = query(table.sql());
                    var rows = query.executeQuery()) {
                while (rows.next()) {
                    csv.row(cells(rows));
                    notTooLong();
                }
            }
            csv.flush();
        }

        private List<Cell> cells(ResultSet rows) throws SQLException {
            var cells = new ArrayList<Cell>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                cells.add(spreadsheet.cell(rows, column));
            }
            return cells;
        }

        private void notTooLong() throws TookTooLong {
            if (clock.instant().isAfter(begun.plus(config.longestExport()))) {
                throw new TookTooLong();
            }
        }

        private OutputStream unclosed() {
            return new FilterOutputStream(zip) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                }

                @Override
                public void close() {}
            };
        }
    }
}
