package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Money;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.Remindable;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.SubjectKey;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tasks and payments that digests are about, as they are now. */
@Singleton
class DigestSubjects {

    private final List<Remindable> remindables;
    private final Payments payments;

    DigestSubjects(@All List<Remindable> remindables, Payments payments) {
        this.remindables = remindables;
        this.payments = payments;
    }

    /** What each of the open payments' loans grows by overnight, as far as that is known; by loan. One statement, or none. */
    Uni<Map<Long, Money>> costs(AccountSettings account, Collection<Subject> subjects, LocalDate day) {
        var loans = subjects.stream()
                .filter(subject -> subject instanceof PaymentDue && subject.open())
                .map(subject -> ((PaymentDue) subject).loanId())
                .distinct()
                .toList();
        return loans.isEmpty() ? Uni.createFrom().item(Map.of()) : payments.costOfNight(account, loans, day);
    }

    /** By key; what is gone or another's is missing. One statement for each kind of things that is among them. */
    Uni<Map<SubjectKey, Subject>> found(AccountSettings account, Collection<SubjectKey> keys) {
        return Multi.createFrom()
                .iterable(remindables)
                .onItem()
                .transformToUniAndConcatenate(remindable -> {
                    var its = keys.stream()
                            .filter(key -> remindable.kinds().contains(key.kind()))
                            .toList();
                    return its.isEmpty() ? Uni.createFrom().item(List.<Subject>of()) : remindable.subjects(its);
                })
                .collect()
                .in(HashMap<SubjectKey, Subject>::new, (found, subjects) -> {
                    for (var subject : subjects) {
                        if (subject.accountId() == account.accountId()) {
                            found.put(subject.key(), subject);
                        }
                    }
                })
                .map(Map::copyOf);
    }
}
