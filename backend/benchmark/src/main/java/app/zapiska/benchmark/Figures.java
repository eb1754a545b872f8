package app.zapiska.benchmark;

import java.util.Arrays;
import java.util.List;

/** The arithmetic of measuring. */
final class Figures {

    private Figures() {}

    /** @throws IllegalArgumentException when there are no values */
    static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /**
     * The nearest rank: the smallest value that at least this share of all values do not exceed.
     *
     * @param share above 0, at most 1
     */
    static long percentile(long[] values, double share) {
        if (values.length == 0 || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("percentile " + share + " of " + values.length);
        }
        var sorted = values.clone();
        Arrays.sort(sorted);
        // less a breath: 0.07 * 100 is a little more than 7 in binary
        return sorted[Math.max((int) Math.ceil(share * sorted.length - 1e-9) - 1, 0)];
    }

    /**
     * Whether a rate has ceased to rise: the last windows lie close together. A rate that only falls, such as that of a
     * machine busy with something else, stands still as soon as its windows do.
     *
     * @param apart the greatest distance of the last windows from one another, as a share of their median
     */
    static boolean standsStill(List<Double> rates, int windows, double apart) {
        if (rates.size() < windows) {
            return false;
        }
        var last = rates.subList(rates.size() - windows, rates.size());
        double least = last.stream().mapToDouble(rate -> rate).min().orElseThrow();
        double most = last.stream().mapToDouble(rate -> rate).max().orElseThrow();
        return most - least <= apart * median(last);
    }
}
