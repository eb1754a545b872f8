package app.zapiska.quickadd;

import app.zapiska.platform.Money;
import app.zapiska.quickadd.Meaning.Amount;
import app.zapiska.quickadd.Meaning.Category;
import app.zapiska.quickadd.Meaning.Clock;
import app.zapiska.quickadd.Meaning.Day;
import app.zapiska.quickadd.Meaning.Importance;
import app.zapiska.quickadd.Meaning.Moment;
import app.zapiska.quickadd.Meaning.Repeat;
import app.zapiska.quickadd.Meaning.Template;
import app.zapiska.quickadd.Meaning.Times;
import app.zapiska.quickadd.Proposal.Question;
import app.zapiska.quickadd.Proposal.Reminders;
import app.zapiska.quickadd.Proposal.Understood;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One line of Russian or English becomes a proposal for a task (T9): the only grammar of page, API and bot. Nothing is guessed
 * in silence: what was understood is marked and can be taken back, what has several meanings is asked, all else is title.
 */
public final class QuickAdd {

    /** Where two understand equally many words, the first one is right. */
    private static final List<Thing> THINGS = List.of(
            new RecurrenceWords(),
            new AmountWords(),
            new TimeWords(),
            new DayPartWords(),
            new DayWords(),
            new DateWords(),
            new PeriodWords(),
            new SpanWords(),
            new ImportanceWords(),
            new NameWords());

    /** With these a number is likely to be an hour, so it is worth a question; «до 10 страниц» is not. */
    private static final Set<String> ASKED = Set.of("в", "во", "на", "at");

    private final Line line;
    private final Situation situation;
    private final List<Reading> taken = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();

    private QuickAdd(String text, List<Part> plain, Situation situation) {
        this.line = new Line(text, plain);
        this.situation = situation;
    }

    /** @param text as it was typed; may be anything */
    public static Proposal understand(String text, Situation situation) {
        return understand(text, List.of(), situation);
    }

    /** @param plain parts that were understood before and that the person has taken back */
    public static Proposal understand(String text, List<Part> plain, Situation situation) {
        return new QuickAdd(text, plain, situation).proposal();
    }

    private Proposal proposal() {
        var all = readings();
        var doubtful = new ArrayList<Reading>();
        var sure = new ArrayList<Reading>();
        for (int place = 0; place < all.size(); place++) {
            var reading = all.get(place);
            if (!reading.doubtful() || hasCompany(all, place)) {
                sure.add(reading);
            } else if (ASKED.contains(line.at(reading.start()))) {
                doubtful.add(reading);
            }
        }
        var rhythms = with(sure, Repeat.class);
        var rhythm = rhythm(rhythms);
        var due = new DueFinder(situation, rhythm)
                .find(sure.stream().filter(QuickAdd::saysWhen).toList(), doubtful);
        taken.addAll(due.taken());
        if (!due.choices().isEmpty()) {
            questions.add(new Question.Due(due.choices()));
        }
        var series = due.series().map(rule -> counted(rule, sure));
        if (series.isPresent()) {
            taken.addAll(rhythms);
        }
        var importance = one(
                sure, Importance.class, Importance::value, choices -> questions.add(new Question.Importance(choices)));
        var category = category(sure);
        var reminders = reminders(sure);
        Optional<Money> amount =
                one(sure, Amount.class, Amount::sum, choices -> questions.add(new Question.Amount(choices)));
        var title = Title.without(
                line,
                taken.stream().filter(reading -> reading.kind() != Kind.AMOUNT).toList());
        if (title.isEmpty()) {
            questions.add(new Question.Title());
        }
        return new Proposal(
                title,
                due.due(),
                due.minutes(),
                importance.orElse(situation.defaultImportance()),
                category,
                series.map(Rhythm::rule),
                reminders,
                amount,
                understood(),
                List.copyOf(questions));
    }

    /** From left to right, of all that begin at a word the one with the most words. */
    private List<Reading> readings() {
        var readings = new ArrayList<Reading>();
        int place = 0;
        while (place < line.size()) {
            var longest = line.at(place).isEmpty() ? Optional.<Reading>empty() : longest(place);
            longest.ifPresent(readings::add);
            place = longest.map(Reading::end).orElse(place + 1);
        }
        return readings;
    }

    private Optional<Reading> longest(int place) {
        Optional<Reading> longest = Optional.empty();
        for (var thing : THINGS) {
            var reading = thing.at(line, place, situation);
            if (reading.isPresent()
                    && (longest.isEmpty() || reading.get().end() > longest.get().end())) {
                longest = reading;
            }
        }
        return longest;
    }

    private static boolean hasCompany(List<Reading> readings, int place) {
        var reading = readings.get(place);
        return place > 0
                        && isCompany(readings.get(place - 1))
                        && readings.get(place - 1).end() == reading.start()
                || place + 1 < readings.size()
                        && isCompany(readings.get(place + 1))
                        && readings.get(place + 1).start() == reading.end();
    }

    private static boolean isCompany(Reading reading) {
        return !reading.doubtful()
                && switch (reading.kind()) {
                    case DATE, TIME, RECURRENCE -> true;
                    case SPAN -> reading.meaning(Day.class).isPresent();
                    default -> false;
                };
    }

    private static boolean saysWhen(Reading reading) {
        return reading.meaning(Day.class).isPresent()
                || reading.meaning(Clock.class).isPresent()
                || reading.meaning(Moment.class).isPresent();
    }

    private Optional<Rhythm> rhythm(List<Reading> readings) {
        var rhythms = readings.stream()
                .map(reading -> reading.meaning(Repeat.class).orElseThrow().rhythm())
                .distinct()
                .toList();
        if (rhythms.size() == 2) {
            var both =
                    rhythms.get(0).and(rhythms.get(1)).or(() -> rhythms.get(1).and(rhythms.get(0)));
            if (both.isPresent()) {
                return both;
            }
        }
        if (rhythms.size() > 1) {
            questions.add(new Question.Recurrence(
                    rhythms.stream().map(Rhythm::rule).distinct().toList()));
            return Optional.empty();
        }
        return rhythms.stream().findFirst();
    }

    private Rhythm counted(Rhythm rule, List<Reading> sure) {
        var times = with(sure, Times.class);
        // RFC 5545 knows an end by date or by number, not both.
        if (times.size() != 1 || rule.until().isPresent()) {
            return rule;
        }
        taken.addAll(times);
        return rule.times(times.getFirst().meaning(Times.class).orElseThrow().count());
    }

    private Optional<Long> category(List<Reading> sure) {
        var readings = with(sure, Category.class);
        var named = readings.stream()
                .map(reading -> reading.meaning(Category.class).orElseThrow())
                .distinct()
                .toList();
        if (named.size() == 1 && named.getFirst().sure()) {
            taken.addAll(readings);
            return Optional.of(named.getFirst().ids().getFirst());
        }
        if (!named.isEmpty()) {
            questions.add(new Question.Category(
                    named.stream().flatMap(of -> of.ids().stream()).distinct().toList()));
        }
        return Optional.empty();
    }

    private Optional<Reminders> reminders(List<Reading> sure) {
        var readings = with(sure, Template.class);
        var named = readings.stream()
                .flatMap(reading -> reading.meaning(Template.class).orElseThrow().among().stream())
                .distinct()
                .toList();
        return only(readings, named, choices -> questions.add(new Question.Template(choices)));
    }

    private <M extends Meaning, T> Optional<T> one(
            List<Reading> sure, Class<M> type, Function<M, T> value, Consumer<List<T>> ask) {
        var readings = with(sure, type);
        var values = readings.stream()
                .map(reading -> value.apply(reading.meaning(type).orElseThrow()))
                .distinct()
                .toList();
        return only(readings, values, ask);
    }

    private <T> Optional<T> only(List<Reading> readings, List<T> values, Consumer<List<T>> ask) {
        if (values.size() == 1) {
            taken.addAll(readings);
            return Optional.of(values.getFirst());
        }
        if (!values.isEmpty()) {
            ask.accept(values);
        }
        return Optional.empty();
    }

    private List<Understood> understood() {
        return taken.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Reading::start))
                .map(reading -> new Understood(
                        line.word(reading.start()).from(),
                        line.word(reading.end() - 1).to(),
                        reading.kind()))
                .toList();
    }

    private static List<Reading> with(List<Reading> readings, Class<? extends Meaning> type) {
        return readings.stream()
                .filter(reading -> reading.meaning(type).isPresent())
                .toList();
    }
}
