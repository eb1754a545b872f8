package app.zapiska.transfer;

import static app.zapiska.transfer.Report.Reason.ORPHAN;
import static app.zapiska.transfer.Report.Reason.TEXT_CLEANED;
import static app.zapiska.transfer.Report.Reason.TEXT_CUT;
import static app.zapiska.transfer.Report.Reason.TITLE_MADE_UP;

import app.zapiska.platform.CleanText;
import app.zapiska.platform.Wording;
import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.LegacyValues.Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The tables of the original, as far as its versions agree on them, and how what is in all of them is read.
 *
 * @param present of tables by themselves, of columns as {@code table.column}: databases half-way between the versions exist
 * @param person whose rows count, in the version of several
 * @param zone in which the original's times were meant
 * @param today there
 * @param language of the account, in which notes are written
 */
record LegacyTables(
        Connection connection,
        Set<String> present,
        OptionalLong person,
        ZoneId zone,
        Instant now,
        LocalDate today,
        Locale language,
        Report report) {

    LocalDateTime localNow() {
        return now.atZone(zone).toLocalDateTime();
    }

    boolean has(String name) {
        return present.contains(name);
    }

    /** A column that not every version has; null where it is missing. */
    String ifThere(String table, String column, String type) {
        return (has(table + "." + column) ? column : "null") + "::" + type + " as " + column;
    }

    PreparedStatement query(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** Only what belongs to the person. */
    PreparedStatement ofPerson(String select, String order) throws SQLException {
        var query = query(select + (person.isPresent() ? " where user_id = ? " : " ") + order);
        if (person.isPresent()) {
            query.setLong(1, person.getAsLong());
        }
        return query;
    }

    /** Rows whose owner is gone: a database that was mended by hand has lost what forbade them. */
    void remarkOrphans(Kind kind, String table, String column, String owners) throws SQLException {
        try (var query = query("select id from " + table + " where " + column + " is null or " + column
                        + " not in (select id from " + owners + ") order by id");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                report.remark(ORPHAN, kind, rows.getLong("id"), "", table + " " + rows.getLong("id"));
            }
        }
    }

    String title(Kind kind, long id, String raw, int most) {
        var title = LegacyValues.oneLine(raw, most);
        remark(kind, id, raw, title);
        if (!CleanText.visible(title.text())) {
            report.remark(TITLE_MADE_UP, kind, id, raw, "");
            return say(TransferMessages::untitled);
        }
        return title.text();
    }

    String text(Kind kind, long id, String title, String raw, int most) {
        var text = LegacyValues.lines(raw, most);
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

    Instant created(ResultSet row) throws SQLException {
        return LegacyValues.instant(row.getString("created_at"), zone)
                .filter(moment -> !moment.isAfter(now))
                .orElse(now);
    }

    String say(Function<TransferMessages, String> message) {
        return Wording.of(TransferMessages.class, message).in(language);
    }
}
