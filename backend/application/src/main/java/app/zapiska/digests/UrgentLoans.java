package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.digests.DigestMessages.Content;
import app.zapiska.digests.DigestMessages.Shown;
import app.zapiska.digests.UrgentMessage.Head;
import app.zapiska.digests.UrgentMessage.Line;
import app.zapiska.platform.Money;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.SubjectKey;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The urgent-loans messages of an account as the database is now. */
@Singleton
class UrgentLoans implements Digest {

    private final Payments payments;
    private final DigestSubjects subjects;
    private final ReminderPlanner planner;
    private final DigestFormatters writers;

    UrgentLoans(Payments payments, DigestSubjects subjects, ReminderPlanner planner, DigestFormatters writers) {
        this.payments = payments;
        this.subjects = subjects;
        this.planner = planner;
        this.writers = writers;
    }

    @Override
    public Set<DigestKind> kinds() {
        return Set.of(DigestKind.URGENT);
    }

    /** Urgent payments that are not put off. */
    @Override
    public Uni<Composed> compose(Turn turn, AccountSettings account, Instant now) {
        return payments.urgent(account, account.today(now))
                .chain(urgent -> urgent.isEmpty()
                        ? Uni.createFrom().item(Composed.NOTHING)
                        : planner.snoozedUntil(account.accountId())
                                .map(snoozed -> urgent.stream()
                                        .filter(payment -> until(snoozed, payment.key(), now)
                                                .isEmpty())
                                        .toList())
                                .map(shown -> IntStream.range(0, shown.size())
                                        .mapToObj(i -> new Line(i + 1, shown.get(i), Optional.empty()))
                                        .toList())
                                .map(writers.urgent(account, now)::parts)
                                .map(parts -> new Composed(
                                        parts.stream()
                                                .map(part -> part.stream()
                                                        .map(line ->
                                                                line.payment().key())
                                                        .toList())
                                                .toList(),
                                        0)));
    }

    private static Optional<Instant> until(Map<SubjectKey, Instant> snoozed, SubjectKey payment, Instant now) {
        return Optional.ofNullable(snoozed.get(payment)).filter(until -> until.isAfter(now));
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
        var all = lines(content.all(), found, snoozed, costs, now);
        var mine = lines(content.ofThisPart(), found, snoozed, costs, now);
        if (mine.isEmpty()) {
            return Optional.empty();
        }
        var message = writers.urgent(account, now).part(Head.of(content.part(), content.parts(), all), mine, opened);
        return Optional.of(new Rendered(
                message, mine.stream().anyMatch(line -> line.payment().open())));
    }

    private static List<Line> lines(
            List<Shown> shown,
            Map<SubjectKey, Subject> found,
            Map<SubjectKey, Instant> snoozed,
            Map<Long, Money> costs,
            Instant now) {
        return shown.stream()
                .flatMap(one -> found.get(one.key()) instanceof PaymentDue payment
                        ? Stream.of(new Line(
                                one.position(),
                                payment,
                                until(snoozed, one.key(), now),
                                Optional.ofNullable(costs.get(payment.loanId()))))
                        : Stream.empty())
                .toList();
    }
}
