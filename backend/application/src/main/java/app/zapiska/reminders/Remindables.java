package app.zapiska.reminders;

import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.reminders.SubjectKey.Kind;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything a person can be reminded of, whichever feature it belongs to. */
@Singleton
public class Remindables {

    private final List<Remindable> all;
    private final Map<Kind, Remindable> byKind = new EnumMap<>(Kind.class);

    Remindables(@All List<Remindable> all) {
        this.all = all;
        for (var remindable : all) {
            for (var kind : remindable.kinds()) {
                if (byKind.put(kind, remindable) != null) {
                    throw new IllegalStateException("two beans answer for " + kind);
                }
            }
        }
    }

    /** Those that are there, by key. One statement a kind. */
    Uni<Map<SubjectKey, Subject>> subjects(Collection<SubjectKey> keys) {
        var byBean = keys.stream()
                .distinct()
                .filter(key -> byKind.containsKey(key.kind()))
                .collect(Collectors.groupingBy(key -> byKind.get(key.kind()), LinkedHashMap::new, Collectors.toList()));
        return Multi.createFrom()
                .iterable(byBean.entrySet())
                .onItem()
                .transformToUniAndConcatenate(bean -> bean.getKey().subjects(bean.getValue()))
                .collect()
                .asList()
                .map(found -> found.stream()
                        .flatMap(List::stream)
                        .collect(Collectors.toMap(Subject::key, Function.identity())));
    }

    /** As {@link #subjects}, without what is another account's. */
    public Uni<Map<SubjectKey, Subject>> ofAccount(long accountId, Collection<SubjectKey> keys) {
        return subjects(keys)
                .map(found -> found.entrySet().stream()
                        .filter(entry -> entry.getValue().accountId() == accountId)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    Uni<Optional<Subject>> find(long accountId, SubjectKey key) {
        return of(key).map(remindable -> remindable.find(accountId, key))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** One bean after the other: all use one session. */
    Uni<List<Plan>> openPlans(long accountId, Optional<Long> templateId) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(remindable -> remindable.openPlans(accountId, templateId))
                .collect()
                .asList()
                .map(plans -> plans.stream().flatMap(List::stream).toList());
    }

    Uni<Map<Long, List<SubjectKey>>> silent(int most) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(remindable -> remindable.silent(most))
                .collect()
                .in(
                        LinkedHashMap::new,
                        (found, more) ->
                                more.forEach((account, keys) -> found.computeIfAbsent(account, id -> new ArrayList<>())
                                        .addAll(keys)));
    }

    /** One bean after the other: all use one session. */
    Uni<List<Plan>> lockedPlans(long accountId, Collection<SubjectKey> keys) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(remindable -> {
                    var own = keys.stream()
                            .filter(key -> remindable.kinds().contains(key.kind()))
                            .toList();
                    return own.isEmpty()
                            ? Uni.createFrom().item(List.<Plan>of())
                            : remindable.lockedPlans(accountId, own);
                })
                .collect()
                .asList()
                .map(plans -> plans.stream().flatMap(List::stream).toList());
    }

    /** What completes a subject with one press; empty for those that are not done that way. */
    Optional<Completable> completable(SubjectKey key) {
        return of(key).filter(Completable.class::isInstance).map(Completable.class::cast);
    }

    private Optional<Remindable> of(SubjectKey key) {
        return Optional.ofNullable(byKind.get(key.kind()));
    }
}
