package app.zapiska.contacts;

import app.zapiska.law.Law;
import app.zapiska.law.Law.Approaches;
import app.zapiska.law.Law.Between;
import app.zapiska.law.Law.Period;
import app.zapiska.law.ProductionCalendar;
import app.zapiska.law.Rule;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which contacts look like more than 230-ФЗ ст. 7 allows. It is a hint to the person and no verdict: what the law leaves open is
 * never counted against anybody, and where a week or a month may be reckoned in two ways, both are told. Pure.
 */
final class ContactLimits {

    /** As far back as a contact counts, by any zone's days. */
    static final int LOOKS_BACK_DAYS = 33;

    private static final int WEEK = 7;
    private static final int MONTH = 30;

    private static final Comparator<Contact> IN_ORDER =
            Comparator.comparing(Contact::at).thenComparing(Contact::id);

    /** @param at by the debtor's clock */
    record Contact(long id, LocalDateTime at, ContactKind kind) {}

    /** What has a limit of its own. */
    @Schema(name = "CollectorContactsCounted")
    enum Counted {
        @JsonProperty("calls")
        CALLS,
        @JsonProperty("messages")
        MESSAGES,
        @JsonProperty("meetings")
        MEETINGS
    }

    /** By which of the two readings of the law a week or a month is too much. */
    enum Reckoned {
        CALENDAR,
        /** So many days on end. */
        ROLLING,
        BOTH
    }

    sealed interface Excess {

        /** By which it looks too much; a robot's call counts by a rule of its own. */
        List<Rule<?>> rules();
    }

    /** @param number which of the period it was; the smaller one where it is so by both readings */
    record TooOften(Counted counted, Period period, Reckoned reckoned, int number, int most, List<Rule<?>> rules)
            implements Excess {}

    record OutsideHours(Counted counted, LocalTime at, boolean dayOff, Between allowed, List<Rule<?>> rules)
            implements Excess {}

    /** How many there were by a day, by both readings; a day has one. */
    record Count(Counted counted, Period period, int calendar, int rolling, int most) {}

    private final Law law;
    private final ProductionCalendar calendar;

    ContactLimits(Law law, ProductionCalendar calendar) {
        this.law = law;
        this.calendar = calendar;
    }

    /**
     * @param contacts of one debt, in any order, as far back as one counts
     * @return for each of them, by its id, what it looks to exceed
     */
    Map<Long, List<Excess>> excesses(List<Contact> contacts) {
        var inOrder = contacts.stream().sorted(IN_ORDER).toList();
        var found = new HashMap<Long, List<Excess>>();
        for (int place = 0; place < inOrder.size(); place++) {
            found.put(inOrder.get(place).id(), excessesOfLast(inOrder.subList(0, place + 1)));
        }
        return found;
    }

    private List<Excess> excessesOfLast(List<Contact> upTo) {
        var contact = upTo.getLast();
        var day = contact.at().toLocalDate();
        var counted = counted(contact);
        var rule = law.approaches().on(day);
        if (counted.isEmpty() || rule.isEmpty()) {
            return List.of();
        }
        var same = same(upTo, counted.get(), day);
        var found = new ArrayList<Excess>();
        for (var count : counts(same, counted.get(), day, rule.get().value())) {
            tooOften(count, rules(rule.get(), within(same, count.period(), day)))
                    .ifPresent(found::add);
        }
        outsideHours(contact, counted.get(), rule.get()).ifPresent(found::add);
        return found;
    }

    /** How many there were until now, of everything that has a limit. */
    List<Count> counts(List<Contact> contacts, LocalDate today) {
        var rule = law.approaches().on(today);
        if (rule.isEmpty()) {
            return List.of();
        }
        var upTo = contacts.stream()
                .filter(contact -> !contact.at().toLocalDate().isAfter(today))
                .sorted(IN_ORDER)
                .toList();
        return Stream.of(Counted.values())
                .flatMap(counted -> counts(
                        same(upTo, counted, today), counted, today, rule.get().value())
                        .stream())
                .toList();
    }

    /** Of a loan that is paid too late: when refusing contacts is first possible. */
    static LocalDate refusalFrom(LocalDate firstDayOfDelay, Law.RefusalOfContacts rule) {
        return firstDayOfDelay.plusMonths(rule.months());
    }

    /** A letter may always come, and what a robot's call was before the law named it is not sure. */
    private Optional<Counted> counted(Contact contact) {
        return switch (contact.kind()) {
            case CALL -> Optional.of(Counted.CALLS);
            case ROBOT_CALL -> law.robotCalls().on(contact.at().toLocalDate()).map(rule -> Counted.CALLS);
            case MESSAGE -> Optional.of(Counted.MESSAGES);
            case MEETING -> Optional.of(Counted.MEETINGS);
            case LETTER -> Optional.empty();
        };
    }

    /** The last of them first. */
    private List<Contact> same(List<Contact> upTo, Counted counted, LocalDate day) {
        return upTo.reversed().stream()
                .takeWhile(contact -> contact.at().toLocalDate().isAfter(day.minusDays(LOOKS_BACK_DAYS)))
                .filter(contact -> counted(contact).filter(counted::equals).isPresent())
                .toList();
    }

    private List<Rule<?>> rules(Rule<Approaches> rule, List<Contact> same) {
        var rules = new ArrayList<Rule<?>>(List.of(rule));
        same.stream()
                .filter(contact -> contact.kind() == ContactKind.ROBOT_CALL)
                .findFirst()
                .flatMap(robot -> law.robotCalls().on(robot.at().toLocalDate()))
                .ifPresent(rules::add);
        return List.copyOf(rules);
    }

    private static List<Count> counts(List<Contact> same, Counted counted, LocalDate day, Approaches limits) {
        var most =
                switch (counted) {
                    case CALLS -> limits.calls();
                    case MESSAGES -> limits.messages();
                    case MEETINGS -> limits.meetings();
                };
        return Stream.of(Period.values())
                .filter(most::containsKey)
                .map(period -> new Count(
                        counted,
                        period,
                        number(same, from -> !from.isBefore(first(period, day))),
                        number(same, from -> from.isAfter(day.minusDays(days(period)))),
                        most.get(period)))
                .toList();
    }

    /** By the one reading or the other. */
    private static List<Contact> within(List<Contact> same, Period period, LocalDate day) {
        return same.stream()
                .filter(contact -> !contact.at().toLocalDate().isBefore(first(period, day))
                        || contact.at().toLocalDate().isAfter(day.minusDays(days(period))))
                .toList();
    }

    private static LocalDate first(Period period, LocalDate day) {
        return switch (period) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    private static int days(Period period) {
        return switch (period) {
            case DAY -> 1;
            case WEEK -> WEEK;
            case MONTH -> MONTH;
        };
    }

    private static int number(List<Contact> same, Predicate<LocalDate> within) {
        return (int) same.stream()
                .filter(contact -> within.test(contact.at().toLocalDate()))
                .count();
    }

    private static Optional<Excess> tooOften(Count count, List<Rule<?>> rules) {
        boolean byCalendar = count.calendar() > count.most();
        boolean rolling = count.rolling() > count.most();
        if (!byCalendar && !rolling) {
            return Optional.empty();
        }
        var reckoned = byCalendar && rolling ? Reckoned.BOTH : byCalendar ? Reckoned.CALENDAR : Reckoned.ROLLING;
        var number =
                switch (reckoned) {
                    case CALENDAR -> count.calendar();
                    case ROLLING -> count.rolling();
                    case BOTH -> Math.min(count.calendar(), count.rolling());
                };
        return Optional.of(new TooOften(count.counted(), count.period(), reckoned, number, count.most(), rules));
    }

    private Optional<Excess> outsideHours(Contact contact, Counted counted, Rule<Approaches> rule) {
        var dayOff = surelyOff(contact.at().toLocalDate());
        var allowed = dayOff ? rule.value().daysOff() : rule.value().workdays();
        var time = contact.at().toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        // The last minute is inside, for the law does not say where it stands.
        if (!time.isBefore(LocalTime.of(allowed.from(), 0)) && !time.isAfter(LocalTime.of(allowed.until(), 0))) {
            return Optional.empty();
        }
        return Optional.of(new OutsideHours(counted, time, dayOff, allowed, rules(rule, List.of(contact))));
    }

    /** Where it is not sure, as on a weekend day on which people work, the longer hours of a working day hold. */
    private boolean surelyOff(LocalDate day) {
        return calendar.isOff(day) && !day.isBefore(calendar.knownFrom()) && !day.isAfter(calendar.knownUntil());
    }
}
