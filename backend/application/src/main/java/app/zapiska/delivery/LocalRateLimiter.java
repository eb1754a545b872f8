package app.zapiska.delivery;

import app.zapiska.delivery.RateLimiter.Rank;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which moments are free to write in, kept in this process: the same rule as the script of {@link RedisRateLimiter}, for the time
 * when Redis is away.
 *
 * <p>Bot-wide at most 30 in any second: time is cut into cells of 35 ms with one message each, and a second touches at most
 * 30 of them. In one chat 1.1 s apart: a tenth more than the limit, because requests do not take equally long. In a group
 * (a negative id) at most 20 in any minute.
 *
 * <p>A reminder takes the next free place, however far ahead. The others take a place only when it is there; until then they
 * are known to wait. While an answer waits, corrections leave the chat's places to it, but after {@link #SHARE} places that
 * others took, the next one is a correction's. When the whole bot is busy, one cell in ten is left to those who wait.
 *
 * <p>Moments are milliseconds of the product's clock. An entry is forgotten after as much time of a steadily running
 * clock as it reaches into the future, so that a wall clock put back does not leave a chat silent.
 */
final class LocalRateLimiter {

    static final long CELL = 35;
    static final long CHAT_SPACING = 1_100;
    static final int PER_GROUP = 20;
    static final long GROUP_SPAN = 60_000;

    /** After so many places of a chat that others took, one belongs to the correction that waits. */
    static final int SHARE = 4;

    /** Of so many cells of the bot one is kept for answers and corrections that wait, of twice as many one for each. */
    static final int KEPT = 10;

    /** Beyond that nobody can know yet who will wait then, so the cells are kept anyway. */
    static final long KEPT_AHEAD = 1_000;

    /** So long before its place comes, whoever was told to ask again does so. */
    static final long LEAD = 200;

    /** How long a wait that nobody has renewed still counts. */
    static final long GRACE = 1_500;

    private record Reserved(long at, long before, long forgottenAtNanos) {}

    /** @param at the place that was taken, or else when to ask again */
    record Answer(boolean taken, long at, long before) {}

    private static final class Waiting {
        final Map<Rank, Long> untilNanos = new EnumMap<>(Rank.class);
        int passed;

        boolean has(Rank rank, long nanos) {
            var until = untilNanos.get(rank);
            return until != null && until - nanos > 0;
        }

        boolean hasAny(long nanos) {
            return has(Rank.ANSWER, nanos) || has(Rank.CORRECTION, nanos);
        }
    }

    private final TreeSet<Long> cells = new TreeSet<>();
    private final Map<Long, Reserved> lastOfChat = new HashMap<>();
    private final Map<Long, Deque<Reserved>> recentOfGroup = new HashMap<>();
    private final Map<Long, Waiting> waitingInChat = new HashMap<>();
    private final Waiting waitingAnywhere = new Waiting();
    private Reserved cooldown = new Reserved(Long.MIN_VALUE, 0, Long.MIN_VALUE);

    /** @param nanos a reading of {@link System#nanoTime()} or a test's stand-in */
    synchronized Answer ask(long chat, Rank rank, long now, long nanos) {
        forget(nanos);
        var waiting = waitingInChat.computeIfAbsent(chat, id -> new Waiting());
        long at = earliest(chat, rank, now, nanos);
        cells.headSet(Math.floorDiv(now, CELL) - 2).clear();
        long cell = Math.floorDiv(at, CELL);
        while (cells.contains(cell) || isKept(cell, rank, now, nanos)) {
            cell++;
        }
        at = Math.max(at, cell * CELL);
        if (at - now > rank.ahead().toMillis() || yields(rank, waiting, nanos)) {
            if (rank == Rank.REMINDER) {
                return new Answer(false, at, 0);
            }
            long known = nanos + (Math.min(at - now, 2 * CHAT_SPACING) + GRACE) * 1_000_000;
            waiting.untilNanos.put(rank, known);
            waitingAnywhere.untilNanos.put(rank, known);
            return new Answer(false, Math.max(at - LEAD, now + LEAD), 0);
        }
        if (rank == Rank.CORRECTION) {
            waiting.passed = 0;
        } else if (waiting.has(Rank.CORRECTION, nanos)) {
            waiting.passed++;
        }
        waiting.untilNanos.remove(rank);
        var last = lastOfChat.get(chat);
        note(chat, at, now, nanos);
        return new Answer(true, at, last == null ? 0 : last.at());
    }

    private static boolean yields(Rank rank, Waiting waiting, long nanos) {
        return switch (rank) {
            case REMINDER -> false;
            case ANSWER -> waiting.passed >= SHARE && waiting.has(Rank.CORRECTION, nanos);
            case CORRECTION -> waiting.passed < SHARE && waiting.has(Rank.ANSWER, nanos);
        };
    }

    private boolean isKept(long cell, Rank rank, long now, long nanos) {
        long answers = KEPT - 1;
        long corrections = 2 * KEPT - 1;
        return switch (rank) {
            case REMINDER ->
                Math.floorMod(cell, KEPT) == answers
                        && (waitingAnywhere.hasAny(nanos) || cell * CELL > now + KEPT_AHEAD);
            case ANSWER -> Math.floorMod(cell, 2 * KEPT) == corrections && waitingAnywhere.has(Rank.CORRECTION, nanos);
            case CORRECTION -> Math.floorMod(cell, 2 * KEPT) == answers && waitingAnywhere.has(Rank.ANSWER, nanos);
        };
    }

    /** Records a moment that was reserved elsewhere. */
    synchronized void note(long chat, long at, long now, long nanos) {
        cells.add(Math.floorDiv(at, CELL));
        var last = lastOfChat.get(chat);
        lastOfChat.put(
                chat, new Reserved(at, last == null ? 0 : last.at(), nanos + (at - now + CHAT_SPACING) * 1_000_000));
        if (chat < 0) {
            var recent = recentOfGroup.computeIfAbsent(chat, group -> new ArrayDeque<>());
            recent.addLast(new Reserved(at, 0, nanos + (at - now + GROUP_SPAN) * 1_000_000));
            if (recent.size() > PER_GROUP) {
                recent.removeFirst();
            }
        }
    }

    /** The place is free again; the chat's moment only while nobody has taken the one behind it. */
    synchronized void giveBack(RateLimiter.Place place, long now, long nanos) {
        cells.remove(Math.floorDiv(place.at(), CELL));
        var last = lastOfChat.get(place.chatId());
        if (last == null || last.at() != place.at()) {
            return;
        }
        lastOfChat.put(
                place.chatId(),
                new Reserved(place.before(), 0, nanos + Math.max(0, place.before() - now + CHAT_SPACING) * 1_000_000));
        var recent = recentOfGroup.get(place.chatId());
        if (recent != null && recent.getLast().at() == place.at()) {
            recent.removeLast();
            if (recent.isEmpty()) {
                recentOfGroup.remove(place.chatId());
            }
        }
    }

    /** The first moment at which chat and cooldown allow a message, whoever else is served then. */
    synchronized long earliest(long chat, Rank rank, long now, long nanos) {
        long at = Math.max(now, cooldownUntil(now, nanos));
        var last = lastOfChat.get(chat);
        if (last != null && last.forgottenAtNanos() - nanos > 0) {
            at = Math.max(at, last.at() + CHAT_SPACING);
        }
        var recent = recentOfGroup.get(chat);
        if (recent != null && recent.size() >= rank.ofAGroupsMinute()) {
            var bounding = recent.stream()
                    .skip(recent.size() - rank.ofAGroupsMinute())
                    .findFirst()
                    .orElseThrow();
            if (bounding.forgottenAtNanos() - nanos > 0) {
                at = Math.max(at, bounding.at() + GROUP_SPAN);
            }
        }
        return at;
    }

    synchronized void coolDown(long until, long now, long nanos) {
        if (until > cooldownUntil(now, nanos)) {
            cooldown = new Reserved(until, 0, nanos + Math.max(0, until - now) * 1_000_000);
        }
    }

    /** Not before now. */
    synchronized long cooldownUntil(long now, long nanos) {
        return cooldown.forgottenAtNanos() - nanos > 0 && cooldown.forgottenAtNanos() != Long.MIN_VALUE
                ? Math.max(now, cooldown.at())
                : now;
    }

    /** How much is remembered, for the test that it does not grow for ever. */
    synchronized int size() {
        return cells.size() + lastOfChat.size() + recentOfGroup.size() + waitingInChat.size();
    }

    private void forget(long nanos) {
        lastOfChat.values().removeIf(reserved -> reserved.forgottenAtNanos() - nanos <= 0);
        recentOfGroup.values().removeIf(recent -> recent.getLast().forgottenAtNanos() - nanos <= 0);
        waitingInChat
                .entrySet()
                .removeIf(chat -> !chat.getValue().hasAny(nanos) && !lastOfChat.containsKey(chat.getKey()));
        if (lastOfChat.isEmpty()) {
            // Whatever is left lies before or, after the clock was put back, far behind everybody's next message.
            cells.clear();
        }
    }
}
