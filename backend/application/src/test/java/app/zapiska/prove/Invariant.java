package app.zapiska.prove;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What must hold of every run, whatever was done and broken in it.
 *
 * @param violations says of each thing that is not so what it is, so that it can be looked up
 */
record Invariant(String name, Function<Evidence, Stream<String>> violations) {

    /** No constant: it would be made before the lists that it is made of. */
    static List<Invariant> all() {
        return Stream.of(MessageInvariants.ALL, PeopleInvariants.ALL)
                .flatMap(List::stream)
                .toList();
    }

    List<String> brokenBy(Evidence evidence) {
        return violations.apply(evidence).toList();
    }
}
