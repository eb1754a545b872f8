package app.zapiska.quickadd;

import java.util.List;
import java.util.Optional;

/**
 * Words of a line and what they say.
 *
 * @param start place of the first word, @param end the place after the last one
 * @param doubtful whether the words say it only beside others that do: «в 5» is a time before «завтра», not before «кабинете»
 */
record Reading(int start, int end, Kind kind, List<Meaning> meanings, boolean doubtful) {

    static Optional<Reading> of(int start, int end, Kind kind, Meaning... meanings) {
        return Optional.of(new Reading(start, end, kind, List.of(meanings), false));
    }

    <T extends Meaning> Optional<T> meaning(Class<T> type) {
        return meanings.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
