package app.zapiska.tasks;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The numbers by which the tasks of a day stand in the order that somebody gave them. What is moved gets a number between its
 * new neighbours; only where there is none left, or several share one, those behind it get new ones, too.
 */
final class DayOrder {

    /** All numbers lie between these two; see {@code place_by_time} in the database. */
    static final long BEFORE_ALL = 0;

    static final long BEHIND_ALL = 2_048L << 40;

    /** At an end of the day there is no neighbour to halve the way to: much room is left for the next one. */
    private static final long STEP = 1L << 36;

    private DayOrder() {}

    /**
     * @param from the place of the first task that gets a new number, in the list with the moved one in it
     * @param numbers of that task and those behind it
     */
    record Change(int from, List<Long> numbers) {}

    /**
     * @param others the numbers of the others of the day, in their order; some may be equal
     * @param at the place that one more takes among them
     */
    static Change insert(List<Long> others, int at) {
        long low = at == 0 ? BEFORE_ALL : others.get(at - 1);
        for (int end = at; end <= others.size(); end++) {
            long high = end == others.size() ? BEHIND_ALL : others.get(end);
            int moving = end - at + 1;
            long step = (high - low) / (moving + 1);
            if (step > 0) {
                long near = Math.min(step, STEP);
                long first = at == 0 ? high - moving * near : low + (end == others.size() ? near : step);
                return new Change(at, numbers(first, at == 0 || end == others.size() ? near : step, moving));
            }
        }
        int all = others.size() + 1;
        long step = (BEHIND_ALL - BEFORE_ALL) / (all + 1);
        return new Change(0, numbers(BEFORE_ALL + step, step, all));
    }

    private static List<Long> numbers(long first, long step, int count) {
        return LongStream.range(0, count).mapToObj(n -> first + n * step).toList();
    }
}
