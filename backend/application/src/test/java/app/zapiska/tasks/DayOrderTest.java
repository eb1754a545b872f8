package app.zapiska.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The numbers that keep an order which somebody gives by hand. */
class DayOrderTest {

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** A day as the database holds it: what shares a number stands by its id. */
    private final HashMap<Long, Long> numbers = new HashMap<>();

    private int renumbered;

    private List<Long> order() {
        return numbers.keySet().stream()
                .sorted(Comparator.<Long, Long>comparing(numbers::get).thenComparing(id -> id))
                .toList();
    }

    private void move(long id, int at) {
        var others = new ArrayList<>(order());
        others.remove(id);
        var change = DayOrder.insert(others.stream().map(numbers::get).toList(), at);
        others.add(at, id);
        for (int i = 0; i < change.numbers().size(); i++) {
            numbers.put(others.get(change.from() + i), change.numbers().get(i));
        }
        renumbered = change.numbers().size();
        assertThat(order()).as("seed " + seed).isEqualTo(others);
        assertThat(numbers.values())
                .as("seed " + seed)
                .allMatch(n -> n > DayOrder.BEFORE_ALL && n < DayOrder.BEHIND_ALL);
    }

    private static long natural(int minuteOrImportance) {
        return (1L + minuteOrImportance) << 40;
    }

    @Test
    void anyMovesGiveTheOrderThatWasMeant() {
        for (int day = 0; day < 40; day++) {
            numbers.clear();
            int tasks = 1 + random.nextInt(12);
            for (long id = 1; id <= tasks; id++) {
                numbers.put(id, natural(random.nextBoolean() ? random.nextInt(1_440) : 1_441 + random.nextInt(3)));
            }
            for (int i = 0; i < 200; i++) {
                // Often into the same gap, which is what wears numbers out.
                move(1 + random.nextInt(tasks), random.nextInt(3) == 0 ? random.nextInt(tasks) : tasks / 2);
            }
        }
    }

    @Test
    void aMoveBetweenTwoChangesNoOther() {
        LongStream.rangeClosed(1, 9).forEach(id -> numbers.put(id, natural((int) id)));
        move(9, 4);
        assertThat(renumbered).isOne();
        assertThat(numbers.get(5L)).isEqualTo(natural(5));
    }

    @Test
    void amongEqualsOnlyThoseBehindGetNumbersOfTheirOwn() {
        LongStream.rangeClosed(1, 9).forEach(id -> numbers.put(id, natural(1_442)));
        numbers.put(10L, natural(1_443));
        move(9, 6);
        assertThat(renumbered).as("the moved one, the seventh and the eighth").isEqualTo(3);
        assertThat(numbers.get(6L)).isEqualTo(natural(1_442));
        assertThat(numbers.get(10L)).isEqualTo(natural(1_443));
    }

    @Test
    void atBothEndsThereIsRoomForThousands() {
        LongStream.rangeClosed(1, 3).forEach(id -> numbers.put(id, natural(1_442)));
        for (int i = 0; i < 2_000; i++) {
            move(order().getLast(), 0);
            assertThat(renumbered).isOne();
        }
        for (int i = 0; i < 2_000; i++) {
            move(order().getFirst(), 2);
            assertThat(renumbered).isOne();
        }
    }
}
