package app.zapiska.commands;

import app.zapiska.platform.CleanText;
import app.zapiska.quickadd.Kind;
import app.zapiska.quickadd.Part;
import app.zapiska.quickadd.Proposal;
import app.zapiska.quickadd.QuickAddLines;
import app.zapiska.quickadd.QuickAddLines.Known;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.TextHandler;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** A line that answers no question is proposed as a task. After everybody who has asked something. */
@ApplicationScoped
@Priority(-1)
class FreeText implements TextHandler {

    private static final int LONGEST_TITLE = 200;

    private final QuickAddLines lines;
    private final TypedTasks typed;
    private final TypedFormatters formatters;
    private final InstantSource clock;

    FreeText(QuickAddLines lines, TypedTasks typed, TypedFormatters formatters, InstantSource clock) {
        this.lines = lines;
        this.typed = typed;
        this.formatters = formatters;
        this.clock = clock;
    }

    /** In a group people also talk to each other, and what answers a message is about that one. */
    @Override
    public Uni<Optional<OutgoingMessage>> written(Written message) {
        var text = CleanText.of(message.text()).filter(line -> !line.isEmpty());
        if (!message.privateChat() || message.replyTo().isPresent() || text.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        var now = clock.instant().atZone(message.account().zone());
        return lines.of(message.account(), now)
                .chain(known -> answer(message, text.get(), known, now))
                .map(Optional::of);
    }

    private Uni<OutgoingMessage> answer(Written message, String text, Known known, ZonedDateTime now) {
        var words = formatters.in(message.account(), now);
        if (text.codePointCount(0, text.length()) > QuickAddLines.LONGEST) {
            return say(words.texts().tooLong());
        }
        var rhythm = rhythm(known.understand(text, List.of()));
        var proposal = known.understand(text, rhythm);
        var task = TypedTask.of(proposal);
        int length = task.title().codePointCount(0, task.title().length());
        if (length == 0 || length > LONGEST_TITLE) {
            return say(
                    length == 0 ? words.texts().titleMissing() : words.texts().tooLong());
        }
        return typed.open(message.account().accountId(), message.chatId(), task, now.toInstant())
                .map(id -> words.offer(id, task, proposal, known, !rhythm.isEmpty()));
    }

    /** What repeats begins on a day; without one these words stay words. */
    private static List<Part> rhythm(Proposal proposal) {
        if (proposal.due().isPresent()) {
            return List.of();
        }
        return proposal.understood().stream()
                .filter(part -> part.kind() == Kind.RECURRENCE)
                .map(part -> new Part(part.from(), part.to()))
                .toList();
    }

    private static Uni<OutgoingMessage> say(String words) {
        return Uni.createFrom().item(OutgoingMessage.plain(words));
    }
}
