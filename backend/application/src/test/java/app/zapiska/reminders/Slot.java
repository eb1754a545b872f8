package app.zapiska.reminders;

import app.zapiska.sandbox.AcceptedSend;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One numbered message of one reminder: the thing that may arrive at most once. */
public record Slot(long reminder, int seq) {

    /** How often each slot was accepted by the Bot API server; a combined message carries several. */
    public static Map<Slot, Long> accepted(List<AcceptedSend> sends) {
        return sends.stream()
                .flatMap(send -> send.callbackData().stream()
                        .map(ReminderButton.Pressed::parse)
                        .flatMap(Optional::stream)
                        .map(button -> new Slot(button.reminderId(), button.seq()))
                        .distinct())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
