package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.lendermessages.Draft;
import app.zapiska.lendermessages.LenderMessage;
import app.zapiska.platform.CleanText;
import app.zapiska.platform.Excerpt;
import app.zapiska.quickadd.Kind;
import app.zapiska.quickadd.Part;
import app.zapiska.quickadd.Proposal;
import app.zapiska.quickadd.QuickAddLines;
import app.zapiska.quickadd.QuickAddLines.Known;
import app.zapiska.telegram.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Makes a proposal of what somebody has written, in whatever way it came. */
@ApplicationScoped
class Proposals {

    private static final int LONGEST_TITLE = 200;

    private final QuickAddLines lines;
    private final TypedTasks typed;
    private final TypedFormatters formatters;
    private final LenderFormatters lenders;
    private final InstantSource clock;

    Proposals(
            QuickAddLines lines,
            TypedTasks typed,
            TypedFormatters formatters,
            LenderFormatters lenders,
            InstantSource clock) {
        this.lenders = lenders;
        this.lines = lines;
        this.typed = typed;
        this.formatters = formatters;
        this.clock = clock;
    }

    /** @param offered false: the message says why nothing can be proposed */
    record Answer(OutgoingMessage message, boolean offered) {}

    /** @param text untrusted; empty for a picture without words and the like */
    Uni<Answer> propose(AccountSettings account, long chatId, String text) {
        var now = clock.instant().atZone(account.zone());
        var words = formatters.in(account, now);
        if (text.isEmpty()) {
            return refuse(words.texts().noWords());
        }
        if (LenderMessage.surely(text, false, now.toLocalDate())
                .filter(draft -> draft.kind() == Draft.Kind.CODE)
                .isPresent()) {
            return Uni.createFrom()
                    .item(new Answer(lenders.in(account, now.toLocalDate()).code(), false));
        }
        var clean = CleanText.of(text).filter(CleanText::visible);
        if (clean.isEmpty()) {
            return refuse(words.texts().titleMissing());
        }
        return lines.of(account, now).chain(known -> propose(account, chatId, clean.get(), known, words));
    }

    /**
     * Keeps what a message would be as a task, without proposing it: another message offers it beside something else.
     *
     * @return its id; empty when it can be none
     */
    Uni<Optional<Long>> keep(AccountSettings account, long chatId, String text) {
        var now = clock.instant().atZone(account.zone());
        var line = CleanText.of(text)
                .filter(CleanText::visible)
                .map(clean -> Excerpt.of(clean.replaceAll("\\s+", " ").strip(), LONGEST_TITLE));
        if (line.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return lines.of(account, now)
                .map(known -> TypedTask.of(known.understand(line.get(), List.of())))
                .map(task -> task.title().isBlank() ? task.called(line.get()) : task)
                .chain(task -> typed.open(account.accountId(), chatId, task, now.toInstant()))
                .map(Optional::of);
    }

    private Uni<Answer> propose(AccountSettings account, long chatId, String text, Known known, TypedMessages words) {
        if (text.codePointCount(0, text.length()) > QuickAddLines.LONGEST) {
            return refuse(words.texts().tooLong());
        }
        var rhythm = rhythm(known.understand(text, List.of()));
        var proposal = known.understand(text, rhythm);
        var task = TypedTask.of(proposal);
        int length = task.title().codePointCount(0, task.title().length());
        if (length == 0 || length > LONGEST_TITLE) {
            return refuse(
                    length == 0 ? words.texts().titleMissing() : words.texts().tooLong());
        }
        return typed.open(account.accountId(), chatId, task, words.now().toInstant())
                .map(id -> new Answer(words.offer(id, task, proposal, known, !rhythm.isEmpty()), true));
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

    private static Uni<Answer> refuse(String words) {
        return Uni.createFrom().item(new Answer(OutgoingMessage.plain(words), false));
    }
}
