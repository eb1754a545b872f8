package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.ETags;
import app.zapiska.platform.Wording;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The account's reminder templates: five that come with it and its own. */
@ApplicationScoped
public class ReminderTemplateService {

    private final ReminderTemplates templates;
    private final ReminderPlans plans;
    private final InstantSource clock;

    ReminderTemplateService(ReminderTemplates templates, ReminderPlans plans, InstantSource clock) {
        this.templates = templates;
        this.plans = plans;
        this.clock = clock;
    }

    /** What a template says; the same for creating and changing. */
    record Draft(String name, String description, List<Rule> rules) {}

    /** @return its id */
    @WithTransaction
    Uni<Long> create(AccountSettings account, Draft draft) {
        check(draft.rules());
        return templates
                .persistAndFlush(new ReminderTemplate(
                        account.accountId(), draft.name(), draft.description(), draft.rules(), clock.instant()))
                .map(ReminderTemplate::id);
    }

    /** Changes an own template; the reminders of open tasks that use it follow. */
    @WithTransaction
    Uni<Void> change(AccountSettings account, long id, ETags.ExpectedVersion seen, Draft draft) {
        check(draft.rules());
        return find(account, id)
                .invoke(template -> {
                    template.requireOwn(text(ReminderTexts::templateIsSystem));
                    seen.check(template.version());
                    template.change(
                            draft.name(),
                            draft.description(),
                            draft.rules(),
                            text(ReminderTexts::templateIsSystem),
                            clock.instant());
                })
                .call(() -> templates.flush())
                .call(() -> plans.replan(account, Optional.of(id)))
                .replaceWithVoid();
    }

    /** Deletes an own template. Tasks that used it keep the reminders already planned, as ones chosen by hand. */
    @WithTransaction
    Uni<Void> delete(AccountSettings account, long id, ETags.ExpectedVersion seen) {
        return find(account, id)
                .invoke(template -> template.requireOwn(text(ReminderTexts::templateIsSystem)))
                .invoke(template -> seen.check(template.version()))
                .call(() -> plans.detachFromTemplate(account, id))
                .chain(templates::delete);
    }

    /**
     * What a template, or rules not yet saved, would give.
     *
     * @param own moments chosen by hand beside it
     * @param repeated of what repeats, the occurrences from the due one on
     */
    @WithSession
    Uni<Foreseen> preview(
            AccountSettings account,
            Optional<List<Rule>> rules,
            Optional<Long> templateId,
            Due due,
            List<LocalDateTime> own,
            Optional<Repeated> repeated) {
        if (rules.isPresent() == templateId.isPresent()) {
            throw new Invalid("rules", text(ReminderTexts::rulesOrTemplate));
        }
        rules.ifPresent(given -> refuseFaults(given, rule -> rule.fault().map(ReminderTemplateService::words)));
        var chosen = rules.map(given -> Uni.createFrom().item(given))
                .orElseGet(() -> find(account, templateId.orElseThrow()).map(ReminderTemplate::rules));
        return chosen.map(given -> {
            var now = clock.instant();
            var foreseen = foreseen(account, given, due, own, now);
            return repeated.map(further -> further.after(due, now, account.zone()).stream()
                            .map(next -> foreseen(account, given, next.due(), next.shifted(own, due), next.madeAt()))
                            .reduce(foreseen, Foreseen::followedBy))
                    .orElse(foreseen);
        });
    }

    private static Foreseen foreseen(
            AccountSettings account, List<Rule> rules, Due due, List<LocalDateTime> own, Instant now) {
        var byHand = own.stream()
                .map(local -> local.atZone(account.zone()).toInstant())
                .toList();
        var reminderTimes = new ReminderTimes(account.zone(), account.workingHours());
        var times = reminderTimes.forNew(rules, byHand, due, now);
        return new Foreseen(
                times.ahead(),
                times.past(),
                afterPause(times.with(byHand, account.workingHours(), account.zone(), now), account),
                reminderTimes.mute(rules, due));
    }

    /** What a pause holds comes at its end; the earliest of those says what it was meant for. */
    private static List<ReminderTimes.Told> afterPause(List<ReminderTimes.Told> told, AccountSettings account) {
        var held = new TreeMap<Instant, ReminderTimes.Told>();
        told.stream()
                .map(one -> new ReminderTimes.Told(account.comesAt(one.at(), false), one.wanted(), one.own()))
                .forEach(one -> held.putIfAbsent(one.at(), one));
        return List.copyOf(held.values());
    }

    /**
     * @param ahead of the rules alone
     * @param told of the rules and of what was chosen by hand
     * @param mute places of rules that say nothing at all about this due moment
     */
    record Foreseen(List<Instant> ahead, int past, List<ReminderTimes.Told> told, List<Integer> mute) {

        /** What is past, and which rules are mute, is told of the first occurrence. */
        Foreseen followedBy(Foreseen next) {
            return new Foreseen(
                    Stream.concat(ahead.stream(), next.ahead().stream())
                            .sorted()
                            .distinct()
                            .toList(),
                    past,
                    Stream.concat(told.stream(), next.told().stream())
                            .sorted(Comparator.comparing(ReminderTimes.Told::at))
                            .toList(),
                    mute);
        }
    }

    private Uni<ReminderTemplate> find(AccountSettings account, long id) {
        return templates
                .of(account.accountId(), id)
                .map(found -> found.orElseThrow(() -> new NotFound(text(ReminderTexts::templateNotFound))));
    }

    private static void check(List<Rule> rules) {
        if (rules.isEmpty()) {
            throw new Invalid("rules", text(ReminderTexts::templateNeedsRules));
        }
        var seen = new HashSet<Rule>();
        refuseFaults(
                rules,
                rule -> rule.fault()
                        .map(ReminderTemplateService::words)
                        .or(() -> seen.add(rule) ? Optional.empty() : Optional.of(text(ReminderTexts::duplicateRule))));
    }

    /** @param look what is wrong with a rule; asked in their order */
    private static void refuseFaults(List<Rule> rules, Function<Rule, Optional<Wording>> look) {
        var errors = new ArrayList<FieldError>();
        for (int i = 0; i < rules.size(); i++) {
            var field = "rules[" + i + "]";
            look.apply(rules.get(i)).ifPresent(words -> errors.add(new FieldError(field, words)));
        }
        if (!errors.isEmpty()) {
            throw new Invalid(errors.getFirst().message(), errors);
        }
    }

    private static Wording words(Rule.Fault fault) {
        return text(
                switch (fault) {
                    case ONE_BEGINNING -> ReminderTexts::oneBeginning;
                    case ENDS_BEFORE_IT_BEGINS -> ReminderTexts::endsBeforeItBegins;
                    case TOO_MANY -> ReminderTexts::tooManyMoments;
                });
    }

    private static Wording text(Function<ReminderTexts, String> text) {
        return Wording.of(ReminderTexts.class, text);
    }
}
