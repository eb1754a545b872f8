package app.zapiska.prove;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who does what and what breaks, by the moment: all of it is drawn before the run, so that a run can be had again. What an
 * operation meets depends on how the product has answered until then, so it names its subject by a number that is taken modulo
 * what there is to choose from.
 */
record Script(long seed, Duration lasts, int people, int replicas, List<Step> steps) {

    private static final String FORM = "zapiska prove 2";

    /** Until the first nags are under way: what breaks before would prove nothing. */
    static final Duration CALM_BEGINNING = Duration.ofSeconds(5);

    private static final int PAYMENTS_EACH = 2;
    private static final Duration SHORTEST_STORM = Duration.ofSeconds(45);
    private static final Duration LONGEST_STORM = Duration.ofSeconds(75);
    /** Longer than a repeat, so that a nag that was lost in a storm is missed. */
    private static final Duration CALM = Duration.ofSeconds(100);

    private static final double FAULTS_APART = 3.5;
    private static final double OPERATIONS_APART = 2.5;

    sealed interface Step {
        /** Since the beginning. */
        Duration at();
    }

    record Act(Duration at, int person, Operation operation, int pick) implements Step {

        /** Done before anything else begins. */
        boolean isPreparation() {
            return at.isZero();
        }
    }

    /** @param target which replica; 0 where there is one thing to break */
    record Break(Duration at, FaultKind kind, int target, Duration lasts) implements Step {
        Duration ends() {
            return at.plus(lasts);
        }
    }

    Script {
        steps = List.copyOf(steps);
    }

    List<Break> faults() {
        return of(Break.class).toList();
    }

    /** Of a person, before the run. */
    List<Act> preparationsOf(int person) {
        return of(Act.class)
                .filter(act -> act.person() == person && act.isPreparation())
                .toList();
    }

    /** Of a person, in the run. */
    List<Act> actsOf(int person) {
        return of(Act.class)
                .filter(act -> act.person() == person && !act.isPreparation())
                .toList();
    }

    private <T extends Step> Stream<T> of(Class<T> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast);
    }

    // ---- drawing

    /** @param nagsEach how many tasks each person has from the beginning, all of which nag */
    static Script draw(long seed, Duration lasts, int people, int nagsEach, int replicas) {
        var random = new Random(seed);
        var steps = new ArrayList<Step>();
        for (int person = 0; person < people; person++) {
            prepared(random, person, Operation.ADD_LOAN_BY_SCRIPT, 1, steps);
            prepared(random, person, Operation.ADD_PAYMENT_BY_SCRIPT, PAYMENTS_EACH, steps);
            prepared(random, person, Operation.ADD_TASK_BY_SCRIPT, nagsEach, steps);
            acts(random, lasts, person, steps);
        }
        faults(random, lasts, replicas, steps);
        steps.sort(Comparator.comparing(Step::at));
        return new Script(seed, lasts, people, replicas, steps);
    }

    private static void prepared(Random random, int person, Operation adding, int times, List<Step> steps) {
        for (int n = 0; n < times; n++) {
            steps.add(new Act(Duration.ZERO, person, adding, pick(random)));
        }
    }

    private static void acts(Random random, Duration lasts, int person, List<Step> steps) {
        var bag = Stream.of(Operation.values())
                .flatMap(one -> Stream.generate(() -> one).limit(one.weight))
                .toList();
        for (double at = 1 + random.nextDouble() * OPERATIONS_APART;
                at < lasts.toSeconds();
                at += exponential(random, OPERATIONS_APART)) {
            steps.add(new Act(moment(at), person, bag.get(random.nextInt(bag.size())), pick(random)));
        }
    }

    /**
     * Storms and calms in turn, and after every other storm an outage that has no storm about it. Kinds come from a shuffled
     * deck, so that a short run has as many of them as it can.
     */
    private static void faults(Random random, Duration lasts, int replicas, List<Step> steps) {
        var deck = new ArrayList<FaultKind>();
        var outages = new ArrayList<FaultKind>();
        var busyUntil = new EnumMap<FaultKind.Place, Duration>(FaultKind.Place.class);
        var at = CALM_BEGINNING;
        for (int storm = 0; at.compareTo(lasts) < 0; storm++) {
            var stormEnds = earlier(at.plus(between(random, SHORTEST_STORM, LONGEST_STORM)), lasts);
            while (true) {
                at = at.plus(moment(exponential(random, FAULTS_APART)));
                if (at.compareTo(stormEnds) >= 0) {
                    break;
                }
                next(random, deck, busyUntil, at, stormEnds, replicas).ifPresent(steps::add);
            }
            at = stormEnds.plus(CALM);
            if (storm % 2 == 0) {
                var kind = dealt(random, outages, FaultKind::isOutage).removeFirst();
                var outage = new Break(at, kind, 0, between(random, kind.shortest, kind.longest));
                if (outage.ends().plus(CALM).compareTo(lasts) <= 0) {
                    steps.add(outage);
                    at = outage.ends().plus(CALM);
                }
            }
        }
    }

    /** A new deck of these when the one before is used up. */
    private static List<FaultKind> dealt(Random random, List<FaultKind> deck, Predicate<FaultKind> these) {
        if (deck.isEmpty()) {
            Stream.of(FaultKind.values()).filter(these).forEach(deck::add);
            Collections.shuffle(deck, random);
        }
        return deck;
    }

    /** The first of the deck whose place is free and that ends with the storm; empty when there is none. */
    private static Optional<Break> next(
            Random random,
            List<FaultKind> deck,
            Map<FaultKind.Place, Duration> busyUntil,
            Duration at,
            Duration stormEnds,
            int replicas) {
        for (var kind : List.copyOf(dealt(random, deck, one -> !one.isOutage()))) {
            var fault =
                    new Break(at, kind, target(random, kind, replicas), between(random, kind.shortest, kind.longest));
            if (fault.ends().compareTo(stormEnds) <= 0
                    && busyUntil.getOrDefault(kind.place, Duration.ZERO).compareTo(at) <= 0) {
                deck.remove(kind);
                // What has ended needs its moments to recover before the same thing breaks again.
                busyUntil.put(kind.place, fault.ends().plusSeconds(4));
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private static int target(Random random, FaultKind kind, int replicas) {
        return kind.place == FaultKind.Place.REPLICA ? random.nextInt(replicas) : 0;
    }

    private static Duration between(Random random, Duration least, Duration most) {
        return least.plusMillis((long) (random.nextDouble() * most.minus(least).toMillis()));
    }

    private static double exponential(Random random, double mean) {
        return -Math.log(1 - random.nextDouble()) * mean;
    }

    private static int pick(Random random) {
        return random.nextInt(100_000);
    }

    private static Duration moment(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    private static Duration earlier(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    // ---- the file

    String text() {
        var text = new StringBuilder("# %s\n# seed %d lasts %d people %d replicas %d\n"
                .formatted(FORM, seed, lasts.toSeconds(), people, replicas));
        for (var step : steps) {
            text.append(
                    switch (step) {
                        case Act act ->
                            line(act.at(), "person %d %s %d", act.person(), name(act.operation()), act.pick());
                        case Break fault ->
                            line(
                                    fault.at(),
                                    "fault %s %d %s",
                                    name(fault.kind()),
                                    fault.target(),
                                    seconds(fault.lasts()));
                    });
        }
        return text.toString();
    }

    private static String line(Duration at, String rest, Object... values) {
        return seconds(at) + " " + String.format(Locale.ROOT, rest, values) + "\n";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    static Script read(String text) {
        var lines = text.lines().filter(line -> !line.isBlank()).toList();
        var head = lines.size() < 2 ? new String[0] : lines.get(1).split(" ");
        if (!lines.getFirst().equals("# " + FORM) || head.length != 9) {
            throw new IllegalArgumentException("This is no script of «" + FORM + "»");
        }
        return new Script(
                Long.parseLong(head[2]),
                Duration.ofSeconds(Long.parseLong(head[4])),
                Integer.parseInt(head[6]),
                Integer.parseInt(head[8]),
                lines.stream()
                        .skip(2)
                        .filter(line -> !line.startsWith("#"))
                        .map(Script::step)
                        .toList());
    }

    private static Step step(String line) {
        try {
            var words = line.strip().split(" +");
            var at = duration(words[0]);
            return switch (words[1]) {
                case "person" ->
                    new Act(
                            at,
                            Integer.parseInt(words[2]),
                            Operation.valueOf(constant(words[3])),
                            Integer.parseInt(words[4]));
                case "fault" ->
                    new Break(
                            at, FaultKind.valueOf(constant(words[2])), Integer.parseInt(words[3]), duration(words[4]));
                default -> throw new IllegalArgumentException("neither a person nor a fault");
            };
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
            throw new IllegalArgumentException("Not a step: " + line, wrong);
        }
    }

    private static Duration duration(String seconds) {
        return Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000));
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String constant(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
