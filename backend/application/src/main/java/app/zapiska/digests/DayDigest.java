package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.digests.DayMessage.Line;
import app.zapiska.digests.DigestMessages.Content;
import app.zapiska.digests.DigestMessages.Shown;
import app.zapiska.platform.Money;
import app.zapiska.reminders.DayTasks;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.TaskDue;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The plan of a morning, and what is left in the evening. */
@Singleton
class DayDigest implements Digest {

    /** More than this nobody reads before breakfast; how many there are besides is said. */
    static final int MOST_OVERDUE = 20;

    static final int MOST_OF_THE_DAY = 40;

    /** More are not even counted. */
    private static final int MOST_READ = 1000;

    private final DayTasks tasks;
    private final Payments payments;
    private final DigestSubjects subjects;
    private final ReminderPlanner planner;
    private final DigestFormatters writers;

    DayDigest(
            DayTasks tasks,
            Payments payments,
            DigestSubjects subjects,
            ReminderPlanner planner,
            DigestFormatters writers) {
        this.tasks = tasks;
        this.payments = payments;
        this.subjects = subjects;
        this.planner = planner;
        this.writers = writers;
    }

    @Override
    public Set<DigestKind> kinds() {
        return Set.of(DigestKind.MORNING, DigestKind.EVENING);
    }

    @Override
    public Uni<Composed> compose(Turn turn, AccountSettings account, Instant now) {
        return tasks.open(account.accountId(), turn.date(), MOST_READ)
                .chain(tasks -> payments.dueBy(account, turn.date())
                        .map(payments -> chosen(
                                turn,
                                Stream.<Subject>concat(payments.stream(), tasks.stream())
                                        .toList())));
    }

    /** Overdue first, of those the latest if there are many; in the evening only what is of the day. Pure. */
    static Composed chosen(Turn turn, List<? extends Subject> open) {
        var overdue = new ArrayList<Subject>();
        var ofTheDay = new ArrayList<Subject>();
        for (var subject : open) {
            (overdue(subject, turn.date()) ? overdue : ofTheDay).add(subject);
        }
        overdue.sort(IN_ORDER);
        ofTheDay.sort(IN_ORDER);
        if (turn.kind() == DigestKind.EVENING) {
            overdue.clear();
        }
        var listed = Stream.concat(
                        overdue.stream().skip(Math.max(0, overdue.size() - MOST_OVERDUE)),
                        ofTheDay.stream().limit(MOST_OF_THE_DAY))
                .map(Subject::key)
                .toList();
        return new Composed(DayMessage.parts(listed), overdue.size() + ofTheDay.size() - listed.size());
    }

    /** By day; of a day the payments first, then what has a time, then the more important. */
    private static final Comparator<Subject> IN_ORDER = Comparator.comparing(DayDigest::due)
            .thenComparing(subject -> subject instanceof TaskDue)
            .thenComparing(DayDigest::time, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Subject::importance)
            .thenComparing(subject -> subject.key().id());

    private static boolean overdue(Subject subject, LocalDate day) {
        return switch (subject) {
            case TaskDue task -> due(task).isBefore(day);
            case PaymentDue payment -> payment.overdue(day);
        };
    }

    private static LocalDate due(Subject subject) {
        return switch (subject) {
            case TaskDue task -> task.dueDate().orElseThrow();
            case PaymentDue payment -> payment.dueDate().orElseThrow();
        };
    }

    private static LocalTime time(Subject subject) {
        return subject instanceof TaskDue task ? task.dueTime().orElse(null) : null;
    }

    @Override
    public Uni<Optional<Rendered>> message(
            AccountSettings account, Content content, Optional<SubjectKey> opened, Instant now) {
        return subjects.found(account, content.all().stream().map(Shown::key).toList())
                .chain(found -> subjects.costs(account, found.values(), account.today(now))
                        .chain(costs -> planner.snoozedUntil(account.accountId())
                                .map(snoozed -> message(account, content, opened, found, snoozed, costs, now))));
    }

    private Optional<Rendered> message(
            AccountSettings account,
            Content content,
            Optional<SubjectKey> opened,
            Map<SubjectKey, Subject> found,
            Map<SubjectKey, Instant> snoozed,
            Map<Long, Money> costs,
            Instant now) {
        var all = new LinkedHashMap<SubjectKey, Line>();
        for (var shown : content.all()) {
            if (found.containsKey(shown.key())) {
                all.put(
                        shown.key(),
                        new Line(
                                found.get(shown.key()),
                                Optional.ofNullable(snoozed.get(shown.key())).filter(until -> until.isAfter(now)),
                                found.get(shown.key()) instanceof PaymentDue payment
                                        ? Optional.ofNullable(costs.get(payment.loanId()))
                                        : Optional.empty()));
            }
        }
        var mine = content.ofThisPart().stream()
                .map(Shown::key)
                .filter(all::containsKey)
                .map(all::get)
                .toList();
        return mine.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rendered(
                        writers.day(account, now).part(content, all.values(), mine, opened),
                        mine.stream().anyMatch(line -> line.asks(content.date()))));
    }
}
