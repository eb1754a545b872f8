package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Computed;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Reminder templates as clients see them, each answer from one statement. */
@ApplicationScoped
public class ReminderTemplateViews {

    /** Open ones: what is done or paid is reminded of no more. A loan is open while less is in its ledger than is planned. */
    private static final String SHOWN = """
            select t.id, t.version, t.system_key, t.name, t.description, t.rules,
              (select count(*) from tasks u where u.account_id = :account and u.reminder_template_id = t.id
                and u.deleted_at is null and u.status = 'OPEN') as tasks,
              (select count(*) from loans u where u.account_id = :account and u.reminder_template_id = t.id
                and u.deleted_at is null
                and coalesce(
                    (select sum(i.amount) from installments i
                      where i.account_id = :account and i.loan_id = u.id and i.removed_at is null),
                    u.amount_due, u.amount_borrowed)
                  > (select coalesce(sum(e.amount), 0) from loan_entries e
                      where e.account_id = :account and e.loan_id = u.id)) as loans
            from reminder_templates t where t.account_id = :account
            """;

    private final Pool database;
    private final ReminderFormatters messages;

    ReminderTemplateViews(Pool database, ReminderFormatters messages) {
        this.database = database;
        this.messages = messages;
    }

    @Schema(name = "ReminderTemplate")
    public record View(
            @Schema(required = true) long id,
            @Schema(required = true) int version,
            @Schema(required = true) String name,
            @Schema(required = true) String description,

            @Schema(required = true, description = "Comes with the account and can't be changed")
            boolean system,

            @Schema(required = true, description = "The one to offer first")
            boolean recommended,

            @Schema(required = true) List<Rule> rules,
            @Computed @Schema(required = true) UsedBy usedBy) {

        private static final String RECOMMENDED = "intensive";

        private static String called(String systemKey, String ownName, ReminderTexts texts) {
            return switch (systemKey) {
                case null -> ownName;
                case "day-before" -> texts.dayBefore();
                case "day-before-and-same-day" -> texts.dayBeforeAndSameDay();
                case "intensive" -> texts.intensive();
                case "very-intensive" -> texts.veryIntensive();
                case "same-day" -> texts.sameDay();
                default -> ownName;
            };
        }

        /** A system template speaks the reader's language; an own one is called what its owner called it. */
        private static View of(
                long id,
                int version,
                String systemKey,
                String ownName,
                String ownDescription,
                List<Rule> rules,
                UsedBy usedBy,
                ReminderTexts texts) {
            var description =
                    switch (systemKey) {
                        case null -> ownDescription;
                        case "day-before" -> texts.dayBeforeMeans();
                        case "day-before-and-same-day" -> texts.dayBeforeAndSameDayMeans();
                        case "intensive" -> texts.intensiveMeans();
                        case "very-intensive" -> texts.veryIntensiveMeans();
                        case "same-day" -> texts.sameDayMeans();
                        default -> ownDescription;
                    };
            return new View(
                    id,
                    version,
                    called(systemKey, ownName, texts),
                    description,
                    systemKey != null,
                    RECOMMENDED.equals(systemKey),
                    rules,
                    usedBy);
        }
    }

    @Schema(name = "ReminderTemplateUse", description = "What would be reminded of in another way if it changed")
    public record UsedBy(
            @Schema(required = true, description = "Open tasks")
            long tasks,

            @Schema(required = true, description = "Loans that are not paid")
            long loans) {}

    /** The page of templates; an account has few, so it is always whole. */
    @Schema(name = "ReminderTemplatePage")
    public record PageView(
            @Schema(required = true) List<View> items,
            @Schema(required = true, nullable = true) String nextCursor) {}

    /** @param systemKeyOrNull, @param ownName as their row has them */
    public String name(AccountSettings account, String systemKeyOrNull, String ownName) {
        return View.called(systemKeyOrNull, ownName, messages.texts(account.language()));
    }

    Uni<List<View>> all(AccountSettings account) {
        return Statement.of(SHOWN + "order by t.id", Map.of("account", account.accountId()))
                .on(database)
                .map(rows -> rows.stream().map(row -> view(account, row)).toList());
    }

    /** @throws NotFound (as a failed Uni) when the account has no such template */
    Uni<View> one(AccountSettings account, long id) {
        return Statement.of(SHOWN + "and t.id = :id", Map.of("account", account.accountId(), "id", id))
                .on(database)
                .map(rows -> {
                    if (rows.isEmpty()) {
                        throw new NotFound(Wording.of(ReminderTexts.class, ReminderTexts::templateNotFound));
                    }
                    return view(account, rows.getFirst());
                });
    }

    private View view(AccountSettings account, Row row) {
        return View.of(
                row.getLong("id"),
                row.getInteger("version"),
                row.getString("system_key"),
                row.getString("name"),
                row.getString("description"),
                ReminderTemplate.RulesAsJson.read(row.getString("rules")),
                new UsedBy(row.getLong("tasks"), row.getLong("loans")),
                messages.texts(account.language()));
    }
}
