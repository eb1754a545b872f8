package app.zapiska.transfer;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.loans.ImportedLoans;
import app.zapiska.payoff.Debt.Fee;
import app.zapiska.payoff.Followed;
import app.zapiska.payoff.Order;
import app.zapiska.platform.NullableId;
import app.zapiska.transfer.Archived.Category;
import app.zapiska.transfer.Archived.Contact;
import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.Archived.Loan;
import app.zapiska.transfer.Archived.Settings;
import app.zapiska.transfer.Archived.Task;
import app.zapiska.transfer.Archived.Template;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Writes lines of one kind as rows of an account, under new ids, with their whole history, and plans their reminders. Lines that
 * came before are passed over. Every call is one chain of the caller's Hibernate transaction.
 */
@Singleton
class ImportWriter {

    private final Rows database;
    private final TaskImportWriter tasks;
    private final LoanImportWriter loans;
    private final ContactImportWriter contacts;
    private final ImportedLoans imported;

    ImportWriter(
            Rows database,
            TaskImportWriter tasks,
            LoanImportWriter loans,
            ContactImportWriter contacts,
            ImportedLoans imported) {
        this.database = database;
        this.tasks = tasks;
        this.loans = loans;
        this.contacts = contacts;
        this.imported = imported;
    }

    /**
     * Where lines go and what is known of them there.
     *
     * @param namesTemplates see {@link Source#namesTemplates}
     * @param ownArchive the archive is the account's own: what it holds may still stand here under its old id
     * @param ids of templates, categories and loans here, by those of the source
     */
    record Target(
            AccountSettings account,
            String source,
            boolean ownArchive,
            boolean namesTemplates,
            Map<Kind, Map<Long, Long>> ids) {

        Target(AccountSettings account, String source, boolean ownArchive, boolean namesTemplates) {
            this(
                    account,
                    source,
                    ownArchive,
                    namesTemplates,
                    Map.of(Kind.TEMPLATE, new HashMap<>(), Kind.CATEGORY, new HashMap<>(), Kind.LOAN, new HashMap<>()));
        }

        /** @param chosen the source's; null is a choice only where the source could have made another */
        Long template(Long chosen, Optional<Long> otherwise) {
            return namesTemplates ? here(Kind.TEMPLATE, chosen) : otherwise.orElse(null);
        }

        Target of(AccountSettings changed) {
            return new Target(changed, source, ownArchive, namesTemplates, ids);
        }

        Long here(Kind kind, Long there) {
            return there == null ? null : ids.get(kind).get(there);
        }
    }

    /** What happened to a portion. */
    record Taken(int added, int present) {}

    /**
     * The fence: whoever was taken for dead writes no more, for by now another import of the account may be at work. Holds it
     * until the transaction ends. The account first, as whoever deletes it does: each would wait for the other.
     */
    Uni<Boolean> stillOurs(long importId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                with held as materialized (
                                  select a.id from accounts a join imports i on i.account_id = a.id where i.id = :id
                                  for key share of a)
                                select i.id from imports i join held on held.id = i.account_id
                                where i.id = :id and i.state = 'RUNNING' for update of i""", Long.class)
                        .setParameter("id", importId)
                        .getResultList())
                .map(found -> !found.isEmpty());
    }

    /** @param dryRun only looks what is here already */
    Uni<Taken> take(Target target, Kind kind, List<Archived> lines, boolean dryRun) {
        return known(target, kind, lines).chain(known -> {
            var fresh =
                    lines.stream().filter(line -> !known.contains(line.id())).toList();
            if (dryRun) {
                var added = (int) fresh.stream()
                        .filter(line -> !comesWithEveryAccount(line))
                        .count();
                return Uni.createFrom().item(new Taken(added, lines.size() - added));
            }
            if (fresh.isEmpty()) {
                return Uni.createFrom().item(new Taken(0, lines.size()));
            }
            return write(target, kind, fresh).map(added -> new Taken(added, lines.size() - added));
        });
    }

    private static boolean comesWithEveryAccount(Archived line) {
        return line instanceof Template template && template.systemKey() != null;
    }

    private Uni<Integer> write(Target target, Kind kind, List<Archived> fresh) {
        return switch (kind) {
            case TEMPLATE -> tasks.templates(target, of(Template.class, fresh));
            case CATEGORY -> tasks.categories(target, of(Category.class, fresh));
            case TASK -> tasks.tasks(target, of(Task.class, fresh));
            case LOAN -> loans.loans(target, of(Loan.class, fresh));
            case CONTACT -> contacts.contacts(target, of(Contact.class, fresh));
        };
    }

    private static <T> List<T> of(Class<T> type, List<Archived> lines) {
        return lines.stream().map(type::cast).toList();
    }

    /** The source's ids of those lines that are here. */
    private Uni<Set<Long>> known(Target target, Kind kind, List<Archived> lines) {
        var marks = lines.stream()
                .map(line -> Map.of("id", line.id(), "createdAt", line.createdAt()))
                .toList();
        // The same id may be another thing's: after a restore from a backup ids are given a second time.
        var ownRows = """
                 union
                select r.id, r.id from jsonb_to_recordset(cast(cast(:lines as text) as jsonb)) as r(id bigint, "createdAt" timestamptz)
                join %s own on own.account_id = :account and own.id = r.id and own.created_at = r."createdAt"
                """.formatted(table(kind));
        var sql = """
                select i.source_id, here.id from import_rows i
                left join %s here on here.account_id = i.account_id and here.id = i.id
                where i.account_id = :account and i.source = :source and i.kind = :kind and i.source_id in (
                  select r.id from jsonb_to_recordset(cast(cast(:lines as text) as jsonb)) as r(id bigint))
                """.formatted(table(kind)) + (target.ownArchive() ? ownRows : "");
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(sql, Object[].class)
                        .setParameter("account", target.account().accountId())
                        .setParameter("source", target.source())
                        .setParameter("kind", kind.name())
                        .setParameter("lines", database.text(marks))
                        .getResultList())
                .map(rows -> {
                    var known = new HashSet<Long>();
                    for (var row : rows) {
                        var there = ((Number) row[0]).longValue();
                        known.add(there);
                        if (target.ids().containsKey(kind)) {
                            // What was deleted here since is not pointed at.
                            target.ids().get(kind).put(there, row[1] == null ? null : ((Number) row[1]).longValue());
                        }
                    }
                    return known;
                });
    }

    private static String table(Kind kind) {
        return switch (kind) {
            case TEMPLATE -> "reminder_templates";
            case CATEGORY -> "task_categories";
            case TASK -> "tasks";
            case LOAN -> "loans";
            case CONTACT -> "collector_contacts";
        };
    }

    /** The default templates of settings that were taken over, once the templates are here. */
    Uni<Void> defaults(Target target, Settings settings) {
        return choose(target, "default_task_template_id", settings.defaultTaskTemplateId())
                .chain(() -> choose(target, "default_payment_template_id", settings.defaultPaymentTemplateId()));
    }

    /** The payoff plan of settings that were taken over, once the loans are here. */
    Uni<Void> plan(Target target, Settings settings) {
        var plan = settings.payoffPlan();
        if (plan == null) {
            return Uni.createFrom().voidItem();
        }
        var choice = new Followed.Choice(
                plan.monthlyBudget(),
                Order.valueOf(plan.payOrder().toUpperCase(Locale.ROOT)),
                Optional.ofNullable(plan.byHand())
                        .map(ids -> ids.stream()
                                .map(id -> target.here(Kind.LOAN, id))
                                .filter(Objects::nonNull)
                                .toList()),
                plan.firstOn(),
                plan.extra(),
                new Fee(plan.feeFixed(), plan.feePercent()));
        return imported.follow(
                target.account(),
                new Followed(
                        choice,
                        plan.since(),
                        plan.money(),
                        Optional.ofNullable(plan.kept()),
                        plan.missed(),
                        plan.quiet(),
                        Optional.empty()));
    }

    private static Uni<Void> choose(Target target, String column, NullableId template) {
        return template == null
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery("update accounts set version = version + 1, "
                                        + column + " = cast(:template as bigint) where id = :account")
                                .setParameter("account", target.account().accountId())
                                .setParameter(
                                        "template",
                                        target.here(Kind.TEMPLATE, template.id().orElse(null)))
                                .executeUpdate())
                        .replaceWithVoid();
    }

    /**
     * Takes the settings over, when the account has neither tasks nor loans: somebody who has settled in keeps theirs.
     *
     * @return whether it did
     */
    Uni<Boolean> settings(Target target, Settings settings) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update accounts a set version = a.version + 1, language = s.language, time_zone = s."timeZone",
                                  work_start_hour = s."workStartHour", work_end_hour = s."workEndHour",
                                  work_days = s."workDays", repeat_minutes_1 = s."repeatMinutes1",
                                  repeat_minutes_2 = s."repeatMinutes2", repeat_minutes_3 = s."repeatMinutes3",
                                  urgent_days = s."urgentDays", snooze_default_minutes = s."snoozeDefaultMinutes",
                                  digest_times = array(select cast(d as time) from jsonb_array_elements_text(s."digestTimes") d),
                                  currency = s.currency,
                                  morning_digest = coalesce(s."morningDigest", a.morning_digest),
                                  morning_digest_at = coalesce(s."morningDigestAt", a.morning_digest_at),
                                  evening_digest = coalesce(s."eveningDigest", a.evening_digest),
                                  evening_digest_at = coalesce(s."eveningDigestAt", a.evening_digest_at),
                                  weekly_digest = coalesce(s."weeklyDigest", a.weekly_digest),
                                  weekly_digest_at = coalesce(s."weeklyDigestAt", a.weekly_digest_at),
                                  weekly_digest_day = coalesce(s."weeklyDigestDay", a.weekly_digest_day),
                                  ceiling_messages = coalesce(s."ceilingMessages", a.ceiling_messages)
                                from jsonb_to_record(cast(cast(:settings as text) as jsonb)) as s(language text, "timeZone" text,
                                  "workStartHour" smallint, "workEndHour" smallint, "workDays" jsonb, "repeatMinutes1" integer,
                                  "repeatMinutes2" integer, "repeatMinutes3" integer, "urgentDays" integer,
                                  "snoozeDefaultMinutes" integer, "digestTimes" jsonb, currency text, "morningDigest" boolean,
                                  "morningDigestAt" time, "eveningDigest" boolean, "eveningDigestAt" time,
                                  "weeklyDigest" boolean, "weeklyDigestAt" time, "weeklyDigestDay" smallint,
                                  "ceilingMessages" boolean)
                                where a.id = :account
                                  and not exists (select 1 from tasks where account_id = :account)
                                  and not exists (select 1 from loans where account_id = :account)
                                """)
                        .setParameter("account", target.account().accountId())
                        .setParameter("settings", database.text(settings))
                        .executeUpdate())
                .map(changed -> changed == 1);
    }
}
