package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.digests.DigestMessages.Content;
import app.zapiska.digests.WeekMessage.Period;
import app.zapiska.digests.WeekMessage.Week;
import app.zapiska.reminders.DayTasks;
import app.zapiska.reminders.DayTasks.Done;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.Payments.Made;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.TaskDue;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The review of a week. It has no buttons about single things, so it names none in the database. */
@Singleton
class WeekDigest implements Digest {

    private static final int MOST_READ = 1000;

    private final DayTasks tasks;
    private final Payments payments;
    private final DigestFormatters writers;

    WeekDigest(DayTasks tasks, Payments payments, DigestFormatters writers) {
        this.tasks = tasks;
        this.payments = payments;
        this.writers = writers;
    }

    @Override
    public Set<DigestKind> kinds() {
        return Set.of(DigestKind.WEEKLY);
    }

    @Override
    public Uni<Composed> compose(Turn turn, AccountSettings account, Instant now) {
        return week(account, Period.of(turn.date(), turn.slot()), now)
                .map(week -> week.nothing() ? Composed.NOTHING : new Composed(List.of(List.of()), 0));
    }

    @Override
    public Uni<Optional<Rendered>> message(
            AccountSettings account, Content content, Optional<SubjectKey> opened, Instant now) {
        return week(account, Period.of(content.date(), content.slot()), now)
                .map(week -> Optional.of(new Rendered(writers.week(account, now).of(content, week), true)));
    }

    /** Five statements, however much there is. */
    private Uni<Week> week(AccountSettings account, Period period, Instant now) {
        long id = account.accountId();
        var zone = account.zone();
        return tasks.done(
                        id,
                        period.first().atStartOfDay(zone).toInstant(),
                        period.last().plusDays(1).atStartOfDay(zone).toInstant())
                .chain(done -> payments.made(id, period.first(), period.last())
                        .chain(made -> tasks.open(id, account.today(now), MOST_READ)
                                .chain(open -> payments.dueBy(
                                                account, period.next().last())
                                        .map(unpaid -> week(account, period, done, made, open, unpaid, now)))));
    }

    /** Pure. */
    static Week week(
            AccountSettings account,
            Period period,
            List<Done> done,
            Made made,
            List<TaskDue> open,
            List<PaymentDue> unpaid,
            Instant now) {
        var today = account.today(now);
        var local = account.localTime(now);
        int late = (int) done.stream()
                .filter(task ->
                        task.due().filter(account.localTime(task.at())::isAfter).isPresent())
                .count();
        var overdue = Stream.<Subject>concat(
                        unpaid.stream().filter(payment -> payment.overdue(today)),
                        open.stream().filter(task -> !end(task).isAfter(local)))
                .sorted(Comparator.comparing(WeekDigest::end))
                .toList();
        var coming = unpaid.stream()
                .filter(payment -> !payment.overdue(today) && !payment.planned())
                .toList();
        var early = unpaid.stream().filter(PaymentDue::planned).toList();
        return new Week(period, done.size(), late, made, overdue, coming, early);
    }

    private static LocalDateTime end(Subject subject) {
        return switch (subject) {
            case TaskDue task ->
                task.dueTime()
                        .map(time -> task.dueDate().orElseThrow().atTime(time))
                        .orElseGet(
                                () -> task.dueDate().orElseThrow().plusDays(1).atStartOfDay());
            case PaymentDue payment ->
                payment.dueDate().orElseThrow().plusDays(1).atStartOfDay();
        };
    }
}
