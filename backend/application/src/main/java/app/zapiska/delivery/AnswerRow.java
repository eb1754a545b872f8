package app.zapiska.delivery;

import app.zapiska.delivery.Delivery.Change;
import app.zapiska.delivery.Delivery.Ready;
import app.zapiska.delivery.RateLimiter.Rank;
import app.zapiska.platform.Faults;
import app.zapiska.telegram.Answers;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.RichText;
import app.zapiska.telegram.SendOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The answers of this process that wait for their chats' turns. Of a chat at most one is asked for, however fast the person
 * writes: what comes meanwhile is said with it or takes its place.
 */
@Singleton
class AnswerRow implements Answers {

    private static final Logger LOG = Logger.getLogger(AnswerRow.class);

    /** Telegram's limit of one message. */
    private static final int LONGEST = 4_096;

    /** Of one chat. Who has pressed so many buttons in ten seconds looks at the last ones. */
    private static final int WAITING_AT_MOST = 20;

    private static final String GAP = "\n\n";

    private sealed interface Answer {

        /** @param texts what it is made of, so that nothing is said twice in one message; empty when it stands alone */
        record Said(OutgoingMessage message, List<RichText> texts, Optional<LongFunction<Uni<Void>>> sent)
                implements Answer {

            boolean isQuestion() {
                return message.question().isPresent();
            }
        }

        record Shown(long messageId, OutgoingMessage message) implements Answer {}
    }

    private final Delivery delivery;
    private final MeterRegistry metrics;

    /** By chat, the first first; a chat is there as long as somebody works it off. Guarded by itself. */
    private final Map<Long, List<Answer>> waiting = new HashMap<>();

    AnswerRow(Delivery delivery, MeterRegistry metrics) {
        this.delivery = delivery;
        this.metrics = metrics;
        count("late", 0);
        count("merged", 0);
    }

    @Override
    public void say(long chatId, OutgoingMessage message) {
        boolean alone = !message.keyboard().isEmpty()
                || message.question().isPresent()
                || message.picture().isPresent();
        add(chatId, new Answer.Said(message, alone ? List.of() : List.of(message.text()), Optional.empty()));
    }

    @Override
    public void say(long chatId, OutgoingMessage message, LongFunction<Uni<Void>> sent) {
        add(chatId, new Answer.Said(message, List.of(), Optional.of(sent)));
    }

    @Override
    public void show(long chatId, long messageId, OutgoingMessage message) {
        add(chatId, new Answer.Shown(messageId, message));
    }

    private void add(long chatId, Answer answer) {
        synchronized (waiting) {
            var row = waiting.get(chatId);
            if (row != null) {
                if (merged(row, answer)) {
                    count("merged", 1);
                } else {
                    row.add(answer);
                }
                if (row.size() > WAITING_AT_MOST) {
                    // The first has its turn just now, perhaps.
                    row.remove(1);
                    count("late", 1);
                }
                return;
            }
            waiting.put(chatId, new ArrayList<>(List.of(answer)));
        }
        next(chatId).subscribe().with(done -> {}, failure -> lost(chatId, failure));
    }

    /** @return whether the row holds it now without having grown */
    private static boolean merged(List<Answer> row, Answer answer) {
        return switch (answer) {
            case Answer.Shown shown ->
                replaced(
                        row,
                        shown,
                        other -> other instanceof Answer.Shown earlier && earlier.messageId() == shown.messageId());
            // The person has one open question at a time, and it is the last.
            case Answer.Said said
            when said.isQuestion() ->
                replaced(row, said, other -> other instanceof Answer.Said earlier && earlier.isQuestion());
            // With buttons it can't be joined, but need not be said twice: /help, ten times.
            case Answer.Said said when row.contains(said) -> true;
            case Answer.Said said ->
                !said.texts().isEmpty()
                        && !row.isEmpty()
                        && row.getLast() instanceof Answer.Said before
                        && !before.texts().isEmpty()
                        && saidTogether(before, said)
                                .map(both -> row.set(row.size() - 1, both))
                                .isPresent();
        };
    }

    private static boolean replaced(List<Answer> row, Answer answer, Predicate<Answer> same) {
        for (int i = 0; i < row.size(); i++) {
            if (same.test(row.get(i))) {
                row.set(i, answer);
                return true;
            }
        }
        return false;
    }

    private static Optional<Answer.Said> saidTogether(Answer.Said before, Answer.Said said) {
        var texts = new ArrayList<>(before.texts());
        said.texts().stream().filter(text -> !texts.contains(text)).forEach(texts::add);
        var together = RichText.joined(texts, GAP);
        return together.text().length() > LONGEST
                ? Optional.empty()
                : Optional.of(new Answer.Said(new OutgoingMessage(together, List.of()), texts, Optional.empty()));
    }

    /** Works the chat's row off, one turn for each. */
    private Uni<Void> next(long chatId) {
        Answer first;
        synchronized (waiting) {
            var row = waiting.get(chatId);
            if (row.isEmpty()) {
                waiting.remove(chatId);
                return Uni.createFrom().voidItem();
            }
            first = row.getFirst();
        }
        var turn =
                switch (first) {
                    case Answer.Said said ->
                        delivery.<Void>send(
                                chatId,
                                Rank.ANSWER,
                                () -> Uni.createFrom().item(() -> sayNow(chatId)),
                                pause -> tooLate(chatId, pause));
                    case Answer.Shown shown ->
                        delivery.<Void>change(
                                chatId,
                                Rank.ANSWER,
                                () -> Uni.createFrom().item(() -> showNow(chatId)),
                                outcome -> Uni.createFrom().voidItem(),
                                pause -> tooLate(chatId, pause));
                };
        return turn.chain(() -> next(chatId));
    }

    private Ready<Void> sayNow(long chatId) {
        var said = (Answer.Said) take(chatId);
        return new Ready.Message<>(
                said.message(),
                outcome -> outcome instanceof SendOutcome.Sent(long messageId)
                                && said.sent().isPresent()
                        ? told(said.sent().get(), messageId)
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Void> told(LongFunction<Uni<Void>> sent, long messageId) {
        return Uni.createFrom()
                .deferred(() -> sent.apply(messageId))
                .onFailure()
                .invoke(failure -> LOG.warnf("An answer's number was lost: %s", Faults.describe(failure)))
                .onFailure()
                .recoverWithNull();
    }

    private Change<Void> showNow(long chatId) {
        var shown = (Answer.Shown) take(chatId);
        return new Change.Edit<>(shown.messageId(), shown.message());
    }

    /** The first as it is now: it may have grown or been replaced since it was asked for, but only by its like. */
    private Answer take(long chatId) {
        synchronized (waiting) {
            return waiting.get(chatId).removeFirst();
        }
    }

    /** What has waited with it is no answer any more, either. */
    private Uni<Void> tooLate(long chatId, Duration pause) {
        synchronized (waiting) {
            var row = waiting.get(chatId);
            count("late", row.size());
            row.clear();
        }
        LOG.infof("Answers were dropped: the chat's turn would come in %d s", pause.toSeconds());
        return Uni.createFrom().voidItem();
    }

    private void lost(long chatId, Throwable failure) {
        synchronized (waiting) {
            waiting.remove(chatId);
        }
        LOG.warnf("Answers were lost: %s", Faults.describe(failure));
    }

    private void count(String result, int many) {
        metrics.counter("zapiska.telegram.answers", "result", result).increment(many);
    }
}
