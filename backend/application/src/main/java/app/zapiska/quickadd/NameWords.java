package app.zapiska.quickadd;

import app.zapiska.quickadd.Proposal.Reminders;
import app.zapiska.quickadd.Situation.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Categories and reminder templates by their names: «#работа», «#личные_дела», «категория Работа», «напоминания:
 * интенсивные». A beginning is enough when it is that of one name only. «Без напоминаний» is said here, too.
 */
final class NameWords implements Thing {

    private static final int SHORTEST_BEGINNING = 3;

    private static final Set<String> CATEGORY = Set.of("категория", "категорию", "category");
    private static final Set<String> TEMPLATE = Set.of("шаблон", "напоминания", "напоминание", "template", "reminders");

    private static final Set<String> WITHOUT = Set.of("без", "without", "no");
    private static final Set<String> REMINDERS = Set.of("напоминаний", "напоминания", "reminders", "reminder");

    /** @param end the place after the name, @param named all that it can be */
    private record Match(int end, List<Named> named) {}

    @Override
    public Optional<Reading> at(Line line, int place, Situation situation) {
        var said = line.at(place);
        if (said.equals("#")) {
            return tag(line, place, situation);
        }
        if (WITHOUT.contains(said) && REMINDERS.contains(line.at(place + 1))) {
            return Reading.of(
                    place, place + 2, Kind.TEMPLATE, new Meaning.Template(List.of(new Reminders(Optional.empty()))));
        }
        int keyword = said.equals("в") && CATEGORY.contains(line.at(place + 1)) ? place + 1 : place;
        if (CATEGORY.contains(line.at(keyword))) {
            return whole(line, afterColon(line, keyword), situation.categories())
                    .flatMap(match -> category(place, match));
        }
        if (TEMPLATE.contains(said)) {
            int at = said.equals("шаблон") && line.at(place + 1).equals("напоминаний") ? place + 1 : place;
            return whole(line, afterColon(line, at), situation.templates())
                    .flatMap(match -> Reading.of(
                            place,
                            match.end(),
                            Kind.TEMPLATE,
                            new Meaning.Template(match.named().stream()
                                    .map(one -> new Reminders(Optional.of(one.id())))
                                    .toList())));
        }
        return Optional.empty();
    }

    private static int afterColon(Line line, int keyword) {
        return line.at(keyword + 1).equals(":") ? keyword + 2 : keyword + 1;
    }

    private static Optional<Reading> tag(Line line, int place, Situation situation) {
        boolean glued = place + 1 < line.size() && !line.word(place + 1).apart();
        if (!line.word(place).apart() || !glued || situation.categories().isEmpty()) {
            return Optional.empty();
        }
        var said = line.at(place + 1);
        if (said.isEmpty() || !Character.isLetter(said.codePointAt(0))) {
            return Optional.empty();
        }
        var tagged = words(said);
        var exact = situation.categories().stream()
                .filter(category -> words(category.name()).equals(tagged))
                .toList();
        if (!exact.isEmpty()) {
            return category(place, new Match(place + 2, exact));
        }
        var begun = situation.categories().stream()
                .filter(category -> String.join(" ", words(category.name())).startsWith(String.join(" ", tagged)))
                .toList();
        // Who writes a tag means a category; which one, if there is none of this name, only they can say.
        return category(
                place, new Match(place + 2, begun.isEmpty() ? situation.categories() : begun), begun.size() == 1);
    }

    private static Optional<Reading> category(int start, Match match) {
        return category(start, match, match.named().size() == 1);
    }

    private static Optional<Reading> category(int start, Match match, boolean sure) {
        return Reading.of(
                start,
                match.end(),
                Kind.CATEGORY,
                new Meaning.Category(match.named().stream().map(Named::id).toList(), sure));
    }

    /** The longest name that stands there, else the only one that begins with the one word there. */
    private static Optional<Match> whole(Line line, int place, List<Named> names) {
        var found = new ArrayList<Named>();
        int end = place;
        for (var name : names) {
            var words = words(name.name());
            int after = place + words.size();
            if (!words.isEmpty() && after >= end && line.says(place, words.toArray(String[]::new))) {
                if (after > end) {
                    found.clear();
                }
                found.add(name);
                end = after;
            }
        }
        if (!found.isEmpty()) {
            return Optional.of(new Match(end, found));
        }
        var said = line.at(place);
        if (said.length() < SHORTEST_BEGINNING) {
            return Optional.empty();
        }
        var begun = names.stream()
                .filter(name -> words(name.name()).size() == 1
                        && words(name.name()).getFirst().startsWith(said))
                .toList();
        return begun.size() == 1 ? Optional.of(new Match(place + 1, begun)) : Optional.empty();
    }

    /** The words of a name without its emoji and signs. */
    private static List<String> words(String name) {
        var words = new ArrayList<String>();
        for (var word : Line.heard(name).split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
