package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.digests.DigestMessages.Content;
import app.zapiska.digests.DigestMessages.Shown;
import app.zapiska.digests.UrgentMessage.Head;
import app.zapiska.digests.UrgentMessage.Line;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.Remindable;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.telegram.OutgoingMessage;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The urgent-loans messages of an account as the database is now; outside any Hibernate session. */
@ApplicationScoped
class UrgentLoans {

    private final Payments payments;
    private final List<Remindable> remindables;
    private final ReminderPlanner planner;
    private final DigestFormatters writers;

    UrgentLoans(
            Payments payments, @All List<Remindable> remindables, ReminderPlanner planner, DigestFormatters writers) {
        this.payments = payments;
        this.remindables = remindables;
        this.planner = planner;
        this.writers = writers;
    }

    /** What a new message shows, part by part: urgent payments that are not put off. */
    Uni<List<List<Line>>> urgent(AccountSettings account, Instant now) {
        return payments.urgent(account, account.today(now))
                .chain(urgent -> urgent.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : planner.snoozedUntil(account.accountId())
                                .map(snoozed -> urgent.stream()
                                        .filter(payment -> until(snoozed, payment.key(), now)
                                                .isEmpty())
                                        .toList())
                                .map(shown -> IntStream.range(0, shown.size())
                                        .mapToObj(i -> new Line(i + 1, shown.get(i), Optional.empty()))
                                        .toList())
                                .map(writers.urgent(account, now)::parts));
    }

    private static Optional<Instant> until(Map<SubjectKey, Instant> snoozed, SubjectKey payment, Instant now) {
        return Optional.ofNullable(snoozed.get(payment)).filter(until -> until.isAfter(now));
    }

    /** @param open whether it asks for anything */
    record Rendered(OutgoingMessage message, boolean open) {}

    /** A new message. */
    Uni<Optional<Rendered>> message(AccountSettings account, Content content, Instant now) {
        return message(account, content, Optional.empty(), now);
    }

    /**
     * @param opened the loan whose buttons it shows, when it shows those of one
     * @return empty when none of its loans is left
     */
    Uni<Optional<Rendered>> message(
            AccountSettings account, Content content, Optional<SubjectKey> opened, Instant now) {
        return found(account, content.all().stream().map(Shown::key).toList())
                .chain(found -> planner.snoozedUntil(account.accountId())
                        .map(snoozed -> message(account, content, opened, found, snoozed, now)));
    }

    private Uni<Map<SubjectKey, PaymentDue>> found(AccountSettings account, Collection<SubjectKey> keys) {
        return Multi.createFrom()
                .iterable(remindables)
                .onItem()
                .transformToUniAndConcatenate(remindable -> remindable.subjects(keys.stream()
                        .filter(key -> remindable.kinds().contains(key.kind()))
                        .toList()))
                .collect()
                .in(HashMap<SubjectKey, PaymentDue>::new, (found, subjects) -> {
                    for (var subject : subjects) {
                        if (subject instanceof PaymentDue payment && payment.accountId() == account.accountId()) {
                            found.put(payment.key(), payment);
                        }
                    }
                })
                .map(Map::copyOf);
    }

    private Optional<Rendered> message(
            AccountSettings account,
            Content content,
            Optional<SubjectKey> opened,
            Map<SubjectKey, PaymentDue> found,
            Map<SubjectKey, Instant> snoozed,
            Instant now) {
        var all = lines(content.all(), found, snoozed, now);
        var mine = lines(
                content.all().stream()
                        .filter(shown -> shown.part() == content.part())
                        .toList(),
                found,
                snoozed,
                now);
        if (mine.isEmpty()) {
            return Optional.empty();
        }
        var message = writers.urgent(account, now).part(Head.of(content.part(), content.parts(), all), mine, opened);
        return Optional.of(new Rendered(
                message, mine.stream().anyMatch(line -> line.payment().open())));
    }

    private static List<Line> lines(
            List<Shown> shown, Map<SubjectKey, PaymentDue> found, Map<SubjectKey, Instant> snoozed, Instant now) {
        return shown.stream()
                .filter(one -> found.containsKey(one.key()))
                .map(one -> new Line(one.position(), found.get(one.key()), until(snoozed, one.key(), now)))
                .toList();
    }
}
