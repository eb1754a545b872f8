package app.zapiska.transfer;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.loans.ImportedLoans;
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
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Writes lines of one kind as rows of an account, under new ids, with their whole history, and plans their reminders. Lines that
 * came before are passed over. Every call is one chain of the caller's Hibernate transaction.
 */
@Singleton
class Intake {

    private final ObjectMapper json;
    private final ImportedTasks tasks;
    private final ImportedLoans loans;

    Intake(ObjectMapper json, ImportedTasks tasks, ImportedLoans loans) {
        this.json = json;
        this.tasks = tasks;
        this.loans = loans;
    }

    /**
     * Where lines go and what is known of them there.
     *
     * @param ownArchive the archive is the account's own: what it holds may still stand here under its old id
     * @param ids of templates and categories here, by those of the source
     */
    record Target(AccountSettings account, String source, boolean ownArchive, Map<Kind, Map<Long, Long>> ids) {

        Target(AccountSettings account, String source, boolean ownArchive) {
            this(account, source, ownArchive, Map.of(Kind.TEMPLATE, new HashMap<>(), Kind.CATEGORY, new HashMap<>()));
        }

        private Long here(Kind kind, Long there) {
            return there == null ? null : ids.get(kind).get(there);
        }
    }

    /** What happened to a portion. */
    record Taken(int added, int present) {}

    /**
     * The fence: whoever was taken for dead writes no more, for by now another import of the account may be at work. Holds it
     * until the transaction ends.
     */
    Uni<Boolean> stillOurs(long importId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select id from imports where id = :id and state = 'RUNNING' for update", Long.class)
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
            case TEMPLATE -> templates(target, of(Template.class, fresh));
            case CATEGORY -> categories(target, of(Category.class, fresh));
            case TASK -> tasks(target, of(Task.class, fresh));
            case LOAN -> loans(target, of(Loan.class, fresh));
        };
    }

    private static <T> List<T> of(Class<T> type, List<Archived> lines) {
        return lines.stream().map(type::cast).toList();
    }

    @RegisterForReflection
    private record Known(long sourceId, long id) {}

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
                        .setParameter("lines", text(marks))
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
        };
    }

    /** System templates are those that the account has; its own are made. */
    private Uni<Integer> templates(Target target, List<Template> lines) {
        var system = lines.stream().filter(line -> line.systemKey() != null).toList();
        var own = lines.stream().filter(line -> line.systemKey() == null).toList();
        return systemTemplates(target)
                .invoke(byKey -> system.forEach(
                        line -> target.ids().get(Kind.TEMPLATE).put(line.id(), byKey.get(line.systemKey()))))
                .chain(() -> nextIds("reminder_templates", own.size()))
                .chain(ids -> {
                    var rows = IntStream.range(0, own.size())
                            .mapToObj(i -> {
                                var line = own.get(i);
                                target.ids().get(Kind.TEMPLATE).put(line.id(), ids.get(i));
                                return new Template(
                                        ids.get(i),
                                        null,
                                        line.name(),
                                        line.description(),
                                        line.rules(),
                                        line.createdAt(),
                                        line.updatedAt());
                            })
                            .toList();
                    return insert(target, """
                            insert into reminder_templates (id, account_id, name, description, rules, created_at, updated_at)
                            overriding system value
                            select id, cast(:account as bigint), name, description, rules, "createdAt", "updatedAt"
                            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id bigint, name text, description text,
                              rules text, "createdAt" timestamptz, "updatedAt" timestamptz)
                            """, rows);
                })
                .chain(() -> remember(
                        target,
                        Kind.TEMPLATE,
                        own.stream()
                                .map(line -> new Known(
                                        line.id(),
                                        target.ids().get(Kind.TEMPLATE).get(line.id())))
                                .toList()))
                .replaceWith(own.size());
    }

    private Uni<Map<String, Long>> systemTemplates(Target target) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select system_key, id from reminder_templates where account_id = :account and system_key is not null",
                                Object[].class)
                        .setParameter("account", target.account().accountId())
                        .getResultList())
                .map(rows -> {
                    var byKey = new HashMap<String, Long>();
                    rows.forEach(row -> byKey.put((String) row[0], ((Number) row[1]).longValue()));
                    return byKey;
                });
    }

    /** One of the same name is the same one. */
    private Uni<Integer> categories(Target target, List<Category> lines) {
        return nextIds("task_categories", lines.size()).chain(ids -> {
            var rows = IntStream.range(0, lines.size())
                    .mapToObj(i -> {
                        var line = lines.get(i);
                        return new Category(
                                ids.get(i), line.name(), line.color(), line.icon(), line.createdAt(), line.updatedAt());
                    })
                    .toList();
            return insert(target, """
                            insert into task_categories (id, account_id, name, color, icon, created_at, updated_at)
                            overriding system value
                            select id, cast(:account as bigint), name, color, icon, "createdAt", "updatedAt"
                            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id bigint, name text, color text, icon text,
                              "createdAt" timestamptz, "updatedAt" timestamptz)
                            on conflict (account_id, lower(name)) do nothing
                            """, rows)
                    .chain(() -> categoriesByName(target, rows))
                    .chain(here -> {
                        var known = new ArrayList<Known>();
                        var added = 0;
                        for (int i = 0; i < lines.size(); i++) {
                            var id = here.get(rows.get(i).id());
                            target.ids().get(Kind.CATEGORY).put(lines.get(i).id(), id);
                            known.add(new Known(lines.get(i).id(), id));
                            added += id == rows.get(i).id() ? 1 : 0;
                        }
                        return remember(target, Kind.CATEGORY, known).replaceWith(added);
                    });
        });
    }

    /** By the id it was offered under. */
    private Uni<Map<Long, Long>> categoriesByName(Target target, List<Category> rows) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select r.id as offered, c.id as id
                                from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id bigint, name text)
                                join task_categories c on c.account_id = :account and lower(c.name) = lower(r.name)
                                """, Object[].class)
                        .setParameter("account", target.account().accountId())
                        .setParameter("rows", text(rows))
                        .getResultList())
                .map(found -> {
                    var here = new HashMap<Long, Long>();
                    found.forEach(row -> here.put(((Number) row[0]).longValue(), ((Number) row[1]).longValue()));
                    return here;
                });
    }

    @RegisterForReflection
    private record SubtaskRow(long taskId, String title, boolean completed, int position, Instant createdAt) {}

    private Uni<Integer> tasks(Target target, List<Task> lines) {
        return nextIds("tasks", lines.size()).chain(ids -> {
            var rows = IntStream.range(0, lines.size())
                    .mapToObj(i -> moved(target, lines.get(i), ids.get(i)))
                    .toList();
            var subtasks = rows.stream()
                    .flatMap(task -> task.subtasks().stream().map(subtask -> row(task.id(), subtask)))
                    .toList();
            return insert(target, """
                            insert into tasks (id, account_id, title, description, status, importance, due_date, due_time,
                              duration_minutes, category_id, recurrence, recur_from, paused_until, reminder_template_id,
                              completed_at, deleted_at, created_at, updated_at)
                            overriding system value
                            select id, cast(:account as bigint), title, description, upper(status), importance, "dueDate", "dueTime",
                              "durationMinutes", "categoryId", recurrence, upper("recurFrom"), "pausedUntil",
                              "reminderTemplateId", "completedAt", "deletedAt", "createdAt", "updatedAt"
                            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id bigint, title text, description text,
                              status text, importance smallint, "dueDate" date, "dueTime" time, "durationMinutes" integer,
                              "categoryId" bigint, recurrence text, "recurFrom" text, "pausedUntil" date,
                              "reminderTemplateId" bigint, "completedAt" timestamptz, "deletedAt" timestamptz,
                              "createdAt" timestamptz, "updatedAt" timestamptz)
                            """, rows)
                    .chain(() -> insert(target, """
                            insert into subtasks (account_id, task_id, title, completed, position, created_at)
                            select cast(:account as bigint), "taskId", title, completed, position, "createdAt"
                            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r("taskId" bigint, title text, completed boolean,
                              position integer, "createdAt" timestamptz)
                            order by "taskId", position
                            """, subtasks))
                    .chain(() -> remember(target, Kind.TASK, pairs(lines, ids)))
                    .chain(() -> tasks.remind(
                            target.account(),
                            rows.stream().filter(Task::open).map(Intake::open).toList()))
                    .replaceWith(lines.size());
        });
    }

    private static SubtaskRow row(long taskId, Subtask subtask) {
        return new SubtaskRow(taskId, subtask.title(), subtask.completed(), subtask.position(), subtask.createdAt());
    }

    private static Task moved(Target target, Task line, long id) {
        return new Task(
                id,
                line.title(),
                line.description(),
                line.status(),
                line.importance(),
                line.dueDate(),
                line.dueTime(),
                line.durationMinutes(),
                target.here(Kind.CATEGORY, line.categoryId()),
                line.recurrence(),
                line.recurFrom(),
                line.pausedUntil(),
                target.here(Kind.TEMPLATE, line.reminderTemplateId()),
                line.completedAt(),
                line.deletedAt(),
                line.createdAt(),
                line.updatedAt(),
                line.subtasks(),
                line.reminders());
    }

    private static ImportedTasks.Open open(Task task) {
        return new ImportedTasks.Open(
                task.id(),
                task.importance(),
                Optional.ofNullable(task.dueDate()),
                Optional.ofNullable(task.dueTime()),
                Optional.ofNullable(task.durationMinutes()),
                Optional.ofNullable(task.reminderTemplateId()),
                task.reminders());
    }

    @RegisterForReflection
    private record LoanRow(Loan loan, String orgFolded, String searchFolded) {}

    @RegisterForReflection
    private record InstallmentRow(
            long id, long loanId, LocalDate dueDate, String amount, Instant removedAt, Instant createdAt) {}

    @RegisterForReflection
    private record EntryRow(
            long id,
            long loanId,
            Long installmentId,
            String kind,
            String amount,
            LocalDate paidOn,
            Long reversalOf,
            String source,
            String actor,
            String note,
            Instant createdAt) {}

    private Uni<Integer> loans(Target target, List<Loan> lines) {
        var allInstallments =
                lines.stream().mapToInt(loan -> loan.installments().size()).sum();
        var allEntries = lines.stream().mapToInt(loan -> loan.entries().size()).sum();
        return nextIds("loans", lines.size())
                .chain(ids -> nextIds("installments", allInstallments)
                        .chain(installmentIds -> nextIds("loan_entries", allEntries)
                                .chain(entryIds ->
                                        loans(target, lines, ids, installmentIds.iterator(), entryIds.iterator()))));
    }

    private Uni<Integer> loans(
            Target target, List<Loan> lines, List<Long> ids, Iterator<Long> installmentIds, Iterator<Long> entryIds) {
        var rows = new ArrayList<LoanRow>();
        var installments = new ArrayList<InstallmentRow>();
        var entries = new ArrayList<EntryRow>();
        for (int i = 0; i < lines.size(); i++) {
            var loan = moved(target, lines.get(i), ids.get(i));
            rows.add(new LoanRow(
                    loan,
                    ImportedLoans.folded(loan.orgName()),
                    ImportedLoans.folded(loan.orgName() + "\n" + loan.website() + "\n" + loan.notes())));
            var installmentHere = new HashMap<Long, Long>();
            for (var installment : loan.installments()) {
                installmentHere.put(installment.id(), installmentIds.next());
                installments.add(row(installment, installmentHere.get(installment.id()), loan.id()));
            }
            var entryHere = new HashMap<Long, Long>();
            for (var entry : loan.entries()) {
                entryHere.put(entry.id(), entryIds.next());
                entries.add(row(
                        entry,
                        entryHere.get(entry.id()),
                        loan.id(),
                        installmentHere.get(entry.installmentId()),
                        entryHere.get(entry.reversalOf())));
            }
        }
        return insert(target, """
                        insert into loans (id, account_id, org_name, website, loan_date, due_date, amount_borrowed, amount_due,
                          risky_org, notes, payment_methods, reminder_template_id, deleted_at, created_at, updated_at,
                          org_folded, search_folded)
                        overriding system value
                        select l.id, cast(:account as bigint), l."orgName", l.website, l."loanDate", l."dueDate", l."amountBorrowed",
                          l."amountDue", l."riskyOrg", l.notes, l."paymentMethods", l."reminderTemplateId", l."deletedAt",
                          l."createdAt", l."updatedAt", r."orgFolded", r."searchFolded"
                        from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(loan jsonb, "orgFolded" text, "searchFolded" text),
                          jsonb_to_record(r.loan) as l(id bigint, "orgName" text, website text, "loanDate" date,
                            "dueDate" date, "amountBorrowed" numeric, "amountDue" numeric, "riskyOrg" boolean, notes text,
                            "paymentMethods" text, "reminderTemplateId" bigint, "deletedAt" timestamptz,
                            "createdAt" timestamptz, "updatedAt" timestamptz)
                        """, rows)
                .chain(() -> insert(target, """
                        insert into installments (id, account_id, loan_id, due_date, amount, removed_at, created_at)
                        overriding system value
                        select id, cast(:account as bigint), "loanId", "dueDate", amount, "removedAt", "createdAt"
                        from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id bigint, "loanId" bigint, "dueDate" date,
                          amount numeric, "removedAt" timestamptz, "createdAt" timestamptz)
                        """, installments))
                .chain(() -> insert(target, """
                        insert into loan_entries (id, account_id, loan_id, installment_id, kind, amount, paid_on, reversal_of,
                          source, actor, note, created_at)
                        overriding system value
                        select id, cast(:account as bigint), "loanId", "installmentId", upper(kind), amount, "paidOn", "reversalOf",
                          upper(source), actor, note, "createdAt"
                        from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id bigint, "loanId" bigint, "installmentId" bigint,
                          kind text, amount numeric, "paidOn" date, "reversalOf" bigint, source text, actor text, note text,
                          "createdAt" timestamptz)
                        """, entries))
                .chain(() -> remember(target, Kind.LOAN, pairs(lines, ids)))
                .chain(() -> loans.remind(
                        target.account(),
                        rows.stream()
                                .map(LoanRow::loan)
                                .filter(loan -> loan.deletedAt() == null)
                                .map(Loan::id)
                                .toList()))
                .replaceWith(lines.size());
    }

    private static Loan moved(Target target, Loan line, long id) {
        return new Loan(
                id,
                line.orgName(),
                line.website(),
                line.loanDate(),
                line.dueDate(),
                line.amountBorrowed(),
                line.amountDue(),
                line.riskyOrg(),
                line.notes(),
                line.paymentMethods(),
                target.here(Kind.TEMPLATE, line.reminderTemplateId()),
                line.deletedAt(),
                line.createdAt(),
                line.updatedAt(),
                line.installments(),
                line.entries());
    }

    private static InstallmentRow row(Installment line, long id, long loanId) {
        return new InstallmentRow(
                id, loanId, line.dueDate(), line.amount().toString(), line.removedAt(), line.createdAt());
    }

    private static EntryRow row(Entry line, long id, long loanId, Long installmentId, Long reversalOf) {
        return new EntryRow(
                id,
                loanId,
                installmentId,
                line.kind(),
                line.amount().toString(),
                line.paidOn(),
                reversalOf,
                line.source(),
                line.actor(),
                line.note(),
                line.createdAt());
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
                                  currency = s.currency
                                from jsonb_to_record(cast(cast(:settings as text) as jsonb)) as s(language text, "timeZone" text,
                                  "workStartHour" smallint, "workEndHour" smallint, "workDays" jsonb, "repeatMinutes1" integer,
                                  "repeatMinutes2" integer, "repeatMinutes3" integer, "urgentDays" integer,
                                  "snoozeDefaultMinutes" integer, "digestTimes" jsonb, currency text)
                                where a.id = :account
                                  and not exists (select 1 from tasks where account_id = :account)
                                  and not exists (select 1 from loans where account_id = :account)
                                """)
                        .setParameter("account", target.account().accountId())
                        .setParameter("settings", text(settings))
                        .executeUpdate())
                .map(changed -> changed == 1);
    }

    /** Ids that nothing else will ever have: a sequence never falls behind what an import writes. */
    private static Uni<List<Long>> nextIds(String table, int count) {
        return count == 0
                ? Uni.createFrom().item(List.of())
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(
                                        "select nextval(pg_get_serial_sequence(:table, 'id')) from generate_series(1, :count)",
                                        Long.class)
                                .setParameter("table", table)
                                .setParameter("count", count)
                                .getResultList())
                        .map(ids -> ids.stream().sorted().toList());
    }

    private static List<Known> pairs(List<? extends Archived> lines, List<Long> ids) {
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new Known(lines.get(i).id(), ids.get(i)))
                .toList();
    }

    private Uni<Void> remember(Target target, Kind kind, List<Known> known) {
        return known.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery("""
                                        insert into import_rows (account_id, source, kind, source_id, id)
                                        select cast(:account as bigint), cast(:source as text), cast(:kind as text), "sourceId", id
                                        from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r("sourceId" bigint, id bigint)
                                        """)
                                .setParameter("account", target.account().accountId())
                                .setParameter("source", target.source())
                                .setParameter("kind", kind.name())
                                .setParameter("rows", text(known))
                                .executeUpdate())
                        .replaceWithVoid();
    }

    private Uni<Void> insert(Target target, String sql, Collection<?> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(sql)
                                .setParameter("account", target.account().accountId())
                                .setParameter("rows", text(rows))
                                .executeUpdate())
                        .replaceWithVoid();
    }

    private String text(Object rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
