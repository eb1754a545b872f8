package app.zapiska.quickadd;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.sql.Statement;
import app.zapiska.quickadd.Situation.Named;
import app.zapiska.reminders.ReminderTemplateViews;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** What of an account can be called by its name in a line, from one statement. */
@ApplicationScoped
class CallableNames {

    /** More than anybody has; what is beyond is only not known by its name. */
    private static final long MOST = 1_000;

    private static final String NAMES = """
            (select 'category' as kind, id, name, null as system_key
             from task_categories where account_id = :account order by id limit :most)
            union all
            (select 'template', id, name, system_key
             from reminder_templates where account_id = :account order by id limit :most)
            """;

    private final Pool database;
    private final ReminderTemplateViews templates;

    CallableNames(Pool database, ReminderTemplateViews templates) {
        this.database = database;
        this.templates = templates;
    }

    record Names(List<Named> categories, List<Named> templates) {}

    Uni<Names> of(AccountSettings account) {
        return Statement.of(NAMES, Map.of("account", account.accountId(), "most", MOST))
                .on(database)
                .map(rows -> new Names(
                        rows.stream()
                                .filter(row -> row.getString("kind").equals("category"))
                                .map(row -> new Named(row.getLong("id"), row.getString("name")))
                                .toList(),
                        rows.stream()
                                .filter(row -> row.getString("kind").equals("template"))
                                .map(row -> new Named(
                                        row.getLong("id"),
                                        templates.name(account, row.getString("system_key"), row.getString("name"))))
                                .toList()));
    }
}
