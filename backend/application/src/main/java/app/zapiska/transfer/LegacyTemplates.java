package app.zapiska.transfer;

import static app.zapiska.transfer.Report.Reason.TEMPLATE_OURS;
import static app.zapiska.transfer.Report.Reason.TEMPLATE_UNREADABLE;

import app.zapiska.reminders.Rule;
import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.Archived.Template;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The original's reminder templates of people's own. */
final class LegacyTemplates {

    private final LegacyTables old;
    private final ObjectMapper json;

    LegacyTemplates(LegacyTables old, ObjectMapper json) {
        this.old = old;
        this.json = json;
    }

    void read(Source.Reader reader) throws SQLException, Refused {
        if (!old.has("reminder_templates")) {
            return;
        }
        try (var query = old.query("select id, name, description, rules::text as rules, is_system::text as is_system,"
                        + " created_at::text as created_at from reminder_templates order by id");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                var id = rows.getLong("id");
                var title = rows.getString("name");
                if (LegacyValues.flag(rows.getString("is_system"))) {
                    old.report().remark(TEMPLATE_OURS, Kind.TEMPLATE, id, title, "");
                    continue;
                }
                var rules = rules(rows.getString("rules"));
                if (rules.isEmpty()) {
                    old.report().remark(TEMPLATE_UNREADABLE, Kind.TEMPLATE, id, title, rows.getString("rules"));
                    old.report().refused(Kind.TEMPLATE);
                    continue;
                }
                var created = old.created(rows);
                reader.line(new Template(
                        id,
                        null,
                        old.title(Kind.TEMPLATE, id, title, 100),
                        old.text(Kind.TEMPLATE, id, title, rows.getString("description"), 500),
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
}
