package app.zapiska.quickadd;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** «!», «!!!», «!2», «🔴», «!важно», “p1”, and «важно» where it is no part of a sentence: «важно: …», «…, срочно». */
final class ImportanceWords implements Thing {

    private static final int IMPORTANT = 1;
    private static final int NEEDED = 2;
    private static final int WISHED = 3;

    private static final Map<String, Integer> SIGNS = Map.of(
            "🔴", IMPORTANT, "🟡", NEEDED, "⚪", WISHED, "⚪\uFE0F", WISHED, "p1", IMPORTANT, "p2", NEEDED, "p3", WISHED);

    private static final Map<String, Integer> MARKED = Map.ofEntries(
            Map.entry("1", IMPORTANT),
            Map.entry("2", NEEDED),
            Map.entry("3", WISHED),
            Map.entry("важно", IMPORTANT),
            Map.entry("важная", IMPORTANT),
            Map.entry("важное", IMPORTANT),
            Map.entry("срочно", IMPORTANT),
            Map.entry("high", IMPORTANT),
            Map.entry("important", IMPORTANT),
            Map.entry("urgent", IMPORTANT),
            Map.entry("нужно", NEEDED),
            Map.entry("нужная", NEEDED),
            Map.entry("medium", NEEDED),
            Map.entry("хотелось", WISHED),
            Map.entry("неважно", WISHED),
            Map.entry("low", WISHED));

    private static final Map<String, Integer> SET_OFF = Map.of(
            "важно", IMPORTANT,
            "важная", IMPORTANT,
            "срочно", IMPORTANT,
            "important", IMPORTANT,
            "urgent", IMPORTANT,
            "нужная", NEEDED,
            "неважно", WISHED);

    private static final Set<String> OPENS = Set.of(",", ";", "(", "—", "–", "-", ".");
    private static final Set<String> CLOSES = Set.of(":", ",", "!", "!!", "!!!", "—", "–", "-", ".");

    @Override
    public Optional<Reading> at(Line line, int place, Situation situation) {
        var said = line.at(place);
        if (said.startsWith("!")) {
            return shouted(line, place);
        }
        var sign = SIGNS.get(said);
        if (sign != null) {
            return read(place, place + 1, sign);
        }
        boolean very = Set.of("очень", "very").contains(said);
        int word = very ? place + 1 : place;
        if (line.says(word, "хотелось", "бы")) {
            return OPENS.contains(line.at(place - 1)) && line.pauseAt(word + 2)
                    ? read(place, word + 2, WISHED)
                    : Optional.empty();
        }
        var value = SET_OFF.get(line.at(word));
        if (value == null) {
            return Optional.empty();
        }
        boolean begins = place == 0 && word + 1 < line.size() && CLOSES.contains(line.at(word + 1));
        boolean ends = place > 0 && OPENS.contains(line.at(place - 1)) && ends(line, word + 1);
        int end = cries(line, word + 1) ? word + 2 : word + 1;
        return begins || ends ? read(place, end, value) : Optional.empty();
    }

    /** «важно!», «важно !»; in «важно !3» the sign belongs to the number. */
    private static boolean cries(Line line, int place) {
        return line.at(place).startsWith("!")
                && (!line.word(place).apart()
                        || place + 1 >= line.size()
                        || line.word(place + 1).apart());
    }

    private static boolean ends(Line line, int place) {
        while (place < line.size() && line.word(place).isSign()) {
            place++;
        }
        return place >= line.size();
    }

    /** «!» by itself; the one at the end of «Поздравить!» is a cry. */
    private static Optional<Reading> shouted(Line line, int place) {
        if (!line.word(place).apart() || line.at(place).length() > 3) {
            return Optional.empty();
        }
        boolean alone = place + 1 >= line.size() || line.word(place + 1).apart();
        if (alone) {
            return read(place, place + 1, IMPORTANT);
        }
        var value = line.at(place).equals("!") ? MARKED.get(line.at(place + 1)) : null;
        if (value == null) {
            return Optional.empty();
        }
        boolean wished = line.says(place + 1, "хотелось", "бы");
        return read(place, wished ? place + 3 : place + 2, value);
    }

    private static Optional<Reading> read(int start, int end, int value) {
        return Reading.of(start, end, Kind.IMPORTANCE, new Meaning.Importance(value));
    }
}
