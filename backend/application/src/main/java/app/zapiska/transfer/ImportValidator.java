package app.zapiska.transfer;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.loans.ImportedLoans;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Money;
import app.zapiska.platform.NullableId;
import app.zapiska.transfer.Archived.Category;
import app.zapiska.transfer.Archived.Contact;
import app.zapiska.transfer.Archived.Entry;
import app.zapiska.transfer.Archived.Installment;
import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.Archived.Loan;
import app.zapiska.transfer.Archived.PayoffPlan;
import app.zapiska.transfer.Archived.Settings;
import app.zapiska.transfer.Archived.Task;
import app.zapiska.transfer.Archived.Template;
import app.zapiska.transfer.Refused.Fault;
import jakarta.validation.Validator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the product could have made what an archive says: every line by itself and against the lines before it. It is told
 * them in the order of {@link Kind} and by rising id, and remembers no more of them than their references need.
 */
final class ImportValidator {

    private static final int MOST_FAULTS = 20;
    /** They are remembered; nobody has so many. */
    private static final int MOST_LABELS = 10_000;

    private static final Set<String> SYSTEM_TEMPLATES =
            Set.of("day-before", "day-before-and-same-day", "intensive", "very-intensive", "same-day");

    private final Validator validator;
    private final Set<Long> templates = new HashSet<>();
    private final Set<Long> categories = new HashSet<>();
    private final Set<Long> loans = new HashSet<>();
    private final Set<Long> followed = new HashSet<>();
    private final List<Fault> faults = new ArrayList<>();
    private Optional<Settings> settings = Optional.empty();
    private final Instant now;
    private LocalDate today;
    private Kind kind = Kind.TEMPLATE;
    private long place;
    private long lastId;

    /** @param today of the account; the archive's own day, where its settings name another zone, counts as well */
    ImportValidator(Validator validator, Instant now, LocalDate today) {
        this.validator = validator;
        this.now = now;
        this.today = today;
    }

    void begin(Kind next) {
        if (kind == Kind.TEMPLATE && next != Kind.TEMPLATE) {
            settings.ifPresent(this::defaults);
        }
        kind = next;
        place = 0;
        lastId = 0;
    }

    /** They name templates, which come later. */
    private void defaults(Settings settings) {
        known(".defaultTaskTemplateId", settings.defaultTaskTemplateId());
        known(".defaultPaymentTemplateId", settings.defaultPaymentTemplateId());
    }

    private void known(String field, NullableId template) {
        if (template != null) {
            reference(ArchiveFile.SETTINGS + field, templates, template.id().orElse(null));
        }
    }

    void settings(Settings settings) {
        if (!shape(ArchiveFile.SETTINGS, settings)) {
            return;
        }
        this.settings = Optional.of(settings);
        if (!AccountSettings.knowsZone(settings.timeZone())) {
            fault(ArchiveFile.SETTINGS + ".timeZone", ImportProblem.WRONG_VALUE);
        } else {
            var there = now.atZone(ZoneId.of(settings.timeZone())).toLocalDate();
            today = there.isAfter(today) ? there : today;
        }
        if (!AccountSettings.knowsCurrency(settings.currency())) {
            fault(ArchiveFile.SETTINGS + ".currency", ImportProblem.WRONG_VALUE);
        }
        if (new HashSet<>(settings.digestTimes()).size()
                < settings.digestTimes().size()) {
            fault(ArchiveFile.SETTINGS + ".digestTimes", ImportProblem.CONTRADICTION);
        }
        if (settings.workStartHour() >= settings.workEndHour()) {
            fault(ArchiveFile.SETTINGS + ".workEndHour", ImportProblem.CONTRADICTION);
        }
        if (settings.payoffPlan() != null && !possible(settings.payoffPlan())) {
            fault(ArchiveFile.SETTINGS + ".payoffPlan", ImportProblem.CONTRADICTION);
        }
        // A week without a single hour would never let a reminder out.
        var days = settings.workDays().values();
        if (days.size() == 7 && days.stream().allMatch(Objects::isNull)
                || days.stream().anyMatch(hours -> hours != null && hours.start() >= hours.end())) {
            fault(ArchiveFile.SETTINGS + ".workDays", ImportProblem.CONTRADICTION);
        }
    }

    private boolean possible(PayoffPlan plan) {
        return !plan.since().isAfter(today)
                && !plan.firstOn().isAfter(plan.since().plusMonths(1))
                && Stream.of(plan.extra(), plan.feeFixed(), plan.money(), plan.kept(), plan.missed())
                        .filter(Objects::nonNull)
                        .noneMatch(Money::isNegative);
    }

    /** @throws Refused when there are so many faults that more of them help nobody */
    void line(Archived line) throws Refused {
        var where = kind.file() + "[" + place++ + "]";
        if (shape(where, line)) {
            if (line.id() <= lastId) {
                fault(where + ".id", ImportProblem.OUT_OF_ORDER);
            }
            lastId = line.id();
            switch (line) {
                case Template template -> template(where, template);
                case Category category -> label(where, categories, category);
                case Task task -> task(where, task);
                case Loan loan -> loan(where, loan);
                case Contact contact -> reference(where + ".loanId", loans, contact.loanId());
            }
        }
        if (faults.size() >= MOST_FAULTS) {
            end();
        }
    }

    /** @throws Refused when anything was wrong */
    void end() throws Refused {
        if (!faults.isEmpty()) {
            throw new Refused(Refused.Why.INVALID, faults);
        }
    }

    private boolean shape(String where, Object line) {
        var wrong = validator.validate(line);
        wrong.stream()
                .map(violation -> where + "." + violation.getPropertyPath())
                .sorted()
                .forEach(path -> fault(path, ImportProblem.WRONG_VALUE));
        return wrong.isEmpty();
    }

    private void template(String where, Template template) {
        label(where, templates, template);
        if (template.systemKey() != null && !SYSTEM_TEMPLATES.contains(template.systemKey())) {
            fault(where + ".systemKey", ImportProblem.WRONG_VALUE);
        }
        for (int i = 0; i < template.rules().size(); i++) {
            if (template.rules().get(i).fault().isPresent()) {
                fault(where + ".rules[" + i + "]", ImportProblem.CONTRADICTION);
            }
        }
    }

    private void label(String where, Set<Long> known, Archived label) {
        known.add(label.id());
        if (known.size() > MOST_LABELS) {
            fault(where, ImportProblem.TOO_MANY_LINES, MOST_LABELS);
        }
    }

    private void task(String where, Task task) {
        reference(where + ".categoryId", categories, task.categoryId());
        reference(where + ".reminderTemplateId", templates, task.reminderTemplateId());
        if (task.dueDate() == null && task.dueTime() != null) {
            fault(where + ".dueTime", ImportProblem.CONTRADICTION);
        }
        if (task.dueDate() == null && task.durationMinutes() != null) {
            fault(where + ".durationMinutes", ImportProblem.CONTRADICTION);
        }
        series(where, task);
        if (task.status().equals("done") != (task.completedAt() != null)) {
            fault(where + ".completedAt", ImportProblem.CONTRADICTION);
        }
    }

    private void series(String where, Task task) {
        if (task.followsId() != null && (task.followsId() >= task.id() || !followed.add(task.followsId()))) {
            fault(where + ".followsId", ImportProblem.CONTRADICTION);
        }
        if (task.usual() != null && task.usual().content() != null) {
            reference(
                    where + ".usual.content.categoryId",
                    categories,
                    task.usual().content().categoryId());
            reference(
                    where + ".usual.content.reminderTemplateId",
                    templates,
                    task.usual().content().reminderTemplateId());
        }
        if (task.recurrence() == null) {
            if (task.pausedUntil() != null) {
                fault(where + ".pausedUntil", ImportProblem.CONTRADICTION);
            }
            return;
        }
        if (task.dueDate() == null && (task.slotDate() == null || task.seriesStartDate() == null)) {
            fault(where + ".recurrence", ImportProblem.CONTRADICTION);
            return;
        }
        try {
            ImportedSeries.of(task);
        } catch (Invalid notARule) {
            fault(where + ".recurrence", ImportProblem.WRONG_VALUE);
        }
    }

    private void loan(String where, Loan loan) {
        loans.add(loan.id());
        reference(where + ".reminderTemplateId", templates, loan.reminderTemplateId());
        if (!loan.website().isEmpty() && ImportedLoans.completed(loan.website()).isEmpty()) {
            fault(where + ".website", ImportProblem.BAD_WEBSITE);
        }
        if (loan.dueDate() != null && loan.dueDate().isBefore(loan.loanDate())) {
            fault(where + ".dueDate", ImportProblem.DUE_BEFORE_LOAN);
        }
        if (loan.contract() != null) {
            loan.contract()
                    .faults(loan.loanDate())
                    .forEach(wrong -> fault(where + ".contract." + wrong.field(), ImportProblem.CONTRADICTION));
        }
        var installments = new HashMap<Long, Installment>();
        for (int i = 0; i < loan.installments().size(); i++) {
            var installment = loan.installments().get(i);
            var at = where + ".installments[" + i + "]";
            if (installments.put(installment.id(), installment) != null) {
                fault(at + ".id", ImportProblem.OUT_OF_ORDER);
            }
            if (installment.dueDate().isBefore(loan.loanDate())) {
                fault(at + ".dueDate", ImportProblem.DUE_BEFORE_LOAN);
            }
        }
        if (loan.requisites() != null && !loan.requisites().content().acceptable()) {
            fault(where + ".requisites", ImportProblem.WRONG_VALUE);
        }
        ledger(where, loan, installments);
    }

    /** No more is paid than is planned, of the loan and of each instalment; what was taken out of the schedule is not paid. */
    private void ledger(String where, Loan loan, Map<Long, Installment> installments) {
        var standing = new HashMap<Long, Entry>();
        long last = 0;
        for (int i = 0; i < loan.entries().size(); i++) {
            var entry = loan.entries().get(i);
            var at = where + ".entries[" + i + "]";
            if (entry.id() <= last) {
                fault(at + ".id", ImportProblem.OUT_OF_ORDER);
            }
            last = entry.id();
            if (entry.installmentId() != null && !installments.containsKey(entry.installmentId())) {
                fault(at + ".installmentId", ImportProblem.UNKNOWN_REFERENCE, entry.installmentId());
            }
            if (entry.paidOn().isAfter(today)) {
                fault(at + ".paidOn", ImportProblem.PAID_IN_FUTURE, entry.paidOn());
            }
            if (entry.kind().equals("reversal") != (entry.reversalOf() != null)
                    || entry.amount().isZero()
                    || entry.kind().equals("payment") && entry.amount().isNegative()
                    || contradicts(entry)) {
                fault(at, ImportProblem.CONTRADICTION);
            } else if (entry.reversalOf() == null) {
                standing.put(entry.id(), entry);
            } else {
                var reversed = standing.remove(entry.reversalOf());
                if (reversed == null
                        || !reversed.amount().negated().equals(entry.amount())
                        || !Objects.equals(reversed.installmentId(), entry.installmentId())) {
                    fault(at + ".reversalOf", ImportProblem.CONTRADICTION);
                }
            }
        }
        var present = loan.installments().stream()
                .filter(installment -> installment.removedAt() == null)
                .toList();
        var planned = present.isEmpty()
                ? loan.amountDue() == null ? loan.amountBorrowed() : loan.amountDue()
                : Money.sum(present.stream().map(Installment::amount).toList());
        var paid = Money.sum(standing.values().stream().map(Entry::amount).toList());
        if (planned.compareTo(Money.MOST) > 0 || present.size() > ImportedLoans.MOST_INSTALLMENTS) {
            fault(where + ".installments", ImportProblem.CONTRADICTION);
        }
        if (paid.compareTo(planned) > 0) {
            fault(where + ".entries", ImportProblem.PAID_TOO_MUCH);
        }
        for (var installment : installments.values()) {
            var direct = Money.sum(standing.values().stream()
                    .filter(entry -> Objects.equals(entry.installmentId(), installment.id()))
                    .map(Entry::amount)
                    .toList());
            if (direct.compareTo(installment.removedAt() == null ? installment.amount() : Money.ZERO) > 0) {
                fault(where + ".entries", ImportProblem.PAID_TOO_MUCH);
            }
        }
    }

    /** What the database would refuse. */
    private static boolean contradicts(Entry entry) {
        var extension = entry.extension();
        return extension != null
                && (!entry.kind().equals("payment")
                        || !extension.dueAfter().isAfter(extension.dueBefore())
                        || extension.fee().isNegative()
                        || extension.fee().compareTo(entry.amount()) > 0);
    }

    private void reference(String where, Set<Long> known, Long id) {
        if (id != null && !known.contains(id)) {
            fault(where, ImportProblem.UNKNOWN_REFERENCE, id);
        }
    }

    private void fault(String where, ImportProblem problem, Object... values) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(Fault.of(where, problem, values));
        }
    }
}
