package app.zapiska.benchmark;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is asked for on the command line.
 *
 * @param only empty for everything: names of answers, and {@code start}, {@code idle}, {@code sending}, {@code bulk}, {@code payoff},
 *     {@code growth}
 * @param seconds of each round
 */
record Options(Set<String> only, int rounds, double seconds, boolean write) {

    static final List<String> SECTIONS = List.of("start", "idle", "sending", "bulk", "payoff", "growth");

    static Options of(List<String> arguments) {
        var only = new LinkedHashSet<String>();
        int rounds = 3;
        double seconds = 3;
        boolean write = false;
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            if (option.equals("--write")) {
                write = true;
                continue;
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            String value = arguments.get(++i);
            switch (option) {
                case "--only" -> only.addAll(List.of(value.split(",")));
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--seconds" -> seconds = Double.parseDouble(value);
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        var known = new LinkedHashSet<>(SECTIONS);
        known.addAll(Answer.NAMES);
        if (!known.containsAll(only)) {
            throw new IllegalArgumentException("--only takes some of " + String.join(",", known));
        }
        if (rounds < 1 || !(seconds > 0)) {
            throw new IllegalArgumentException("--rounds and --seconds are above 0");
        }
        return new Options(only, rounds, seconds, write || only.isEmpty());
    }

    boolean wants(String name) {
        return only.isEmpty() || only.contains(name);
    }
}
