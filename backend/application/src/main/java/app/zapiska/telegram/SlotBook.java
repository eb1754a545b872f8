package app.zapiska.telegram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which moments are free to write in, kept in this process: the same rule as the script of {@link RedisPace}, for the time
 * when Redis is away.
 *
 * <p>Bot-wide at most 30 in any second: time is cut into cells of 35 ms with one message each, and a second touches at most
 * 30 of them. In one chat 1.1 s apart: a tenth more than the limit, because requests do not take equally long. In a group
 * (a negative id) at most 20 in any minute.
 *
 * <p>Moments are milliseconds of the product's clock. An entry is forgotten after as much time of a steadily running
 * clock as it reaches into the future, so that a wall clock put back does not leave a chat silent.
 */
final class SlotBook {

    static final long CELL = 35;
    static final long CHAT_SPACING = 1_100;
    static final int PER_GROUP = 20;
    static final long GROUP_SPAN = 60_000;

    private record Reserved(long at, long forgottenAtNanos) {}

    private final TreeSet<Long> cells = new TreeSet<>();
    private final Map<Long, Reserved> lastOfChat = new HashMap<>();
    private final Map<Long, Deque<Reserved>> recentOfGroup = new HashMap<>();
    private Reserved gate = new Reserved(Long.MIN_VALUE, Long.MIN_VALUE);

    /** @param nanos a reading of {@link System#nanoTime()} or a test's stand-in */
    synchronized long reserve(long chat, long now, long nanos) {
        forget(nanos);
        long at = earliest(chat, now, nanos);
        cells.headSet(Math.floorDiv(now, CELL) - 2).clear();
        long cell = Math.floorDiv(at, CELL);
        while (cells.contains(cell)) {
            cell++;
        }
        at = Math.max(at, cell * CELL);
        note(chat, at, now, nanos);
        return at;
    }

    /** Records a moment that was reserved elsewhere. */
    synchronized void note(long chat, long at, long now, long nanos) {
        cells.add(Math.floorDiv(at, CELL));
        lastOfChat.put(chat, new Reserved(at, nanos + (at - now + CHAT_SPACING) * 1_000_000));
        if (chat < 0) {
            var recent = recentOfGroup.computeIfAbsent(chat, group -> new ArrayDeque<>());
            recent.addLast(new Reserved(at, nanos + (at - now + GROUP_SPAN) * 1_000_000));
            if (recent.size() > PER_GROUP) {
                recent.removeFirst();
            }
        }
    }

    /** The first moment at which chat and gate allow a message, whoever else is served then. */
    synchronized long earliest(long chat, long now, long nanos) {
        long at = Math.max(now, gateUntil(now, nanos));
        var last = lastOfChat.get(chat);
        if (last != null && last.forgottenAtNanos() - nanos > 0) {
            at = Math.max(at, last.at() + CHAT_SPACING);
        }
        var recent = recentOfGroup.get(chat);
        if (recent != null && recent.size() == PER_GROUP && recent.getFirst().forgottenAtNanos() - nanos > 0) {
            at = Math.max(at, recent.getFirst().at() + GROUP_SPAN);
        }
        return at;
    }

    synchronized void closeGate(long until, long now, long nanos) {
        if (until > gateUntil(now, nanos)) {
            gate = new Reserved(until, nanos + Math.max(0, until - now) * 1_000_000);
        }
    }

    /** Not before now. */
    synchronized long gateUntil(long now, long nanos) {
        return gate.forgottenAtNanos() - nanos > 0 && gate.forgottenAtNanos() != Long.MIN_VALUE
                ? Math.max(now, gate.at())
                : now;
    }

    /** How much is remembered, for the test that it does not grow for ever. */
    synchronized int size() {
        return cells.size() + lastOfChat.size() + recentOfGroup.size();
    }

    private void forget(long nanos) {
        lastOfChat.values().removeIf(reserved -> reserved.forgottenAtNanos() - nanos <= 0);
        recentOfGroup.values().removeIf(recent -> recent.getLast().forgottenAtNanos() - nanos <= 0);
        if (lastOfChat.isEmpty()) {
            // Whatever is left lies before or, after the clock was put back, far behind everybody's next message.
            cells.clear();
        }
    }
}
