package app.zapiska.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** The scripted faults, in the order they were given. */
final class FaultScript {

    private static final class Line {
        private final Fault fault;
        private long seen;

        Line(Fault fault) {
            this.fault = fault;
        }

        boolean concerns(String method, OptionalLong chatId) {
            return (fault.method().equals("*") || fault.method().equals(method))
                    && (fault.chatId().isEmpty() || fault.chatId().equals(chatId));
        }

        boolean firesNow() {
            seen++;
            return seen >= fault.firstCall() && seen - fault.firstCall() < fault.times();
        }
    }

    private final List<Line> lines = new CopyOnWriteArrayList<>();

    void add(Fault fault) {
        lines.add(new Line(fault));
    }

    /** Lets every held call go on, so that no request of a finished test stays behind. */
    void clear() {
        for (Line line : lines) {
            if (line.fault.behaviour() instanceof Fault.Held held) {
                held.hold().release();
            }
        }
        lines.clear();
    }

    /** Every matching line counts the call; the first one that fires decides. */
    synchronized Optional<Fault> next(String method, OptionalLong chatId) {
        Optional<Fault> firing = Optional.empty();
        for (Line line : lines) {
            if (line.concerns(method, chatId) && line.firesNow() && firing.isEmpty()) {
                firing = Optional.of(line.fault);
            }
        }
        return firing;
    }
}
