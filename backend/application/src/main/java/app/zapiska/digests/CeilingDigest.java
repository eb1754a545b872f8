package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.digests.DigestMessages.Content;
import app.zapiska.digests.DigestMessages.Shown;
import app.zapiska.digests.ToldDays.Told;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.Payments.Ceiling;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectKey.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The loans whose ceiling was reached since the last day that this was told of: each day belongs to one message, so what a loan
 * reaches on it is told once, also after a pause or an outage. The day is reckoned anew at each look, out of the payments and
 * the contract as they are then, so nothing has to follow what moves it.
 */
@Singleton
class CeilingDigest implements Digest {

    private final Payments payments;
    private final ToldDays told;
    private final DigestFormatters writers;

    CeilingDigest(Payments payments, ToldDays told, DigestFormatters writers) {
        this.payments = payments;
        this.told = told;
        this.writers = writers;
    }

    @Override
    public Set<DigestKind> kinds() {
        return Set.of(DigestKind.CEILING);
    }

    @Override
    public Uni<Composed> compose(Turn turn, AccountSettings account, Instant now) {
        return payments.ceilingsReached(account, turn.date())
                .chain(reached -> reached.isEmpty()
                        ? Uni.createFrom().item(Composed.NOTHING)
                        : told.before(turn, account).map(told -> chosen(reached, told)));
    }

    /** Pure. What was reached before the loan was written down is no news to whoever did that. */
    static Composed chosen(List<Ceiling> reached, Told told) {
        var news = reached.stream()
                .filter(ceiling -> !told.covers(ceiling.loanId(), day(ceiling))
                        && !day(ceiling).isBefore(ceiling.enteredOn()))
                .sorted(Comparator.comparing(CeilingDigest::day).thenComparing(Ceiling::loanId))
                .map(ceiling -> SubjectKey.loan(ceiling.loanId()))
                .toList();
        return new Composed(DayMessage.parts(news), 0);
    }

    private static LocalDate day(Ceiling reached) {
        return reached.reachedOn().orElseThrow();
    }

    @Override
    public Uni<Optional<Rendered>> message(
            AccountSettings account, Content content, Optional<SubjectKey> opened, Instant now) {
        return ceilings(account, content).map(mine -> message(account, content, mine, now));
    }

    @Override
    public Uni<Optional<Rendered>> leaving(AccountSettings account, Content content, Instant now) {
        return ceilings(account, content)
                .map(mine -> mine.stream()
                        .filter(ceiling -> CeilingMessage.told(ceiling, content.date()))
                        .toList())
                .map(news -> message(account, content, news, now));
    }

    /** In the order in which they are listed. */
    private Uni<List<Ceiling>> ceilings(AccountSettings account, Content content) {
        var loans = content.ofThisPart().stream()
                .map(Shown::key)
                .filter(key -> key.kind() == Kind.LOAN)
                .map(SubjectKey::id)
                .toList();
        return payments.ceilings(account, loans, content.date()).map(found -> {
            var byLoan = found.stream().collect(Collectors.toMap(Ceiling::loanId, Function.identity()));
            return loans.stream().filter(byLoan::containsKey).map(byLoan::get).toList();
        });
    }

    /** What is not so any more says so; empty when nothing is left. */
    private Optional<Rendered> message(AccountSettings account, Content content, List<Ceiling> mine, Instant now) {
        return mine.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rendered(
                        writers.ceiling(account, now).of(content, mine),
                        mine.stream().anyMatch(ceiling -> CeilingMessage.told(ceiling, content.date()))));
    }
}
