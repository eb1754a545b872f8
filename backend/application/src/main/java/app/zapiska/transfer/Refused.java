package app.zapiska.transfer;

import java.util.Arrays;
import java.util.List;

/** An import can't be made, and why. Nothing has been written when it comes from reading or checking. */
final class Refused extends Exception {

    /** As the table {@code imports} and the API name it, the latter in small letters. */
    enum Why {
        /** It is no archive of ours, is damaged, or says what can't be. */
        INVALID,
        /** The other database can't be reached or does not let us in. */
        UNREACHABLE,
        /** The other database is none of the original program's. */
        NOT_THE_ORIGINAL,
        /** Several people have their things there. */
        CHOOSE_PERSON,
        STOPPED,
        INTERNAL
    }

    /**
     * One thing that is wrong.
     *
     * @param where file and place, such as {@code tasks.json[12].title}; empty for the whole
     */
    record Fault(String where, ImportProblem problem, List<String> values) {

        static Fault of(String where, ImportProblem problem, Object... values) {
            return new Fault(
                    where, problem, Arrays.stream(values).map(String::valueOf).toList());
        }
    }

    private final Why why;
    private final transient List<Fault> faults;

    Refused(Why why, List<Fault> faults) {
        super(why + " " + faults.stream().map(Fault::problem).distinct().toList(), null, false, false);
        this.why = why;
        this.faults = List.copyOf(faults);
    }

    static Refused invalid(String where, ImportProblem problem, Object... values) {
        return new Refused(Why.INVALID, List.of(Fault.of(where, problem, values)));
    }

    static Refused because(Why why) {
        return new Refused(why, List.of());
    }

    Why why() {
        return why;
    }

    List<Fault> faults() {
        return faults;
    }
}
