package app.zapiska.prove;

import app.zapiska.prove.Evidence.Attempt;
import app.zapiska.prove.Evidence.Seen;
import app.zapiska.prove.Evidence.Window;
import app.zapiska.prove.Evidence.Wish;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What is noted while a run goes on, by all who take part in it. */
final class Journal {

    private final Queue<Window> faults = new ConcurrentLinkedQueue<>();
    private final Queue<Wish> wishes = new ConcurrentLinkedQueue<>();
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private final Set<Seen> seen = ConcurrentHashMap.newKeySet();
    private volatile long deliveries;
    private final Map<String, Integer> skipped = new ConcurrentHashMap<>();

    void broken(Window fault) {
        faults.add(fault);
    }

    void wanted(Wish wish) {
        wishes.add(wish);
    }

    void tried(Attempt attempt) {
        attempts.add(attempt);
    }

    void saw(Seen text) {
        seen.add(text);
    }

    /** How often nginx was called by Telegram. */
    void delivered(long times) {
        deliveries = times;
    }

    long deliveries() {
        return deliveries;
    }

    /** Of a step that found nothing to act on: what it names was busy, or not there yet. */
    void skipped(Enum<?> step) {
        skipped.merge(Script.name(step), 1, Integer::sum);
    }

    /** What must not happen and is no matter of what is left at the end. */
    void trouble(String what) {
        troubles.add(what);
    }

    List<Window> faults() {
        return List.copyOf(faults);
    }

    List<Wish> wishes() {
        return List.copyOf(wishes);
    }

    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    List<String> troubles() {
        return List.copyOf(troubles);
    }

    Map<String, Integer> skipped() {
        return new TreeMap<>(skipped);
    }
}
