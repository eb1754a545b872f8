package app.zapiska.commands;

import app.zapiska.lendermessages.Candidates;
import app.zapiska.lendermessages.Draft;
import app.zapiska.lendermessages.Draft.Kind;
import app.zapiska.lendermessages.LenderMessage;
import app.zapiska.lendermessages.Proposal;
import app.zapiska.loans.KnownLoans;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.TextHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;

/** A message that is surely a lender's is answered by what can be done about it; whatever is not sure stays a task. */
@ApplicationScoped
class LenderText implements TextHandler {

    private final Proposals proposals;
    private final KnownLoans loans;
    private final LenderFormatters formatters;
    private final InstantSource clock;

    LenderText(Proposals proposals, KnownLoans loans, LenderFormatters formatters, InstantSource clock) {
        this.proposals = proposals;
        this.loans = loans;
        this.formatters = formatters;
        this.clock = clock;
    }

    @Override
    public Uni<Optional<OutgoingMessage>> written(Written message) {
        if (!message.privateChat() || message.replyTo().isPresent()) {
            return Uni.createFrom().item(Optional.empty());
        }
        var today = message.account().today(clock.instant());
        return LenderMessage.surely(message.text(), message.forwarded(), today)
                .map(draft -> answer(message, draft, today).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<OutgoingMessage> answer(Written message, Draft draft, LocalDate today) {
        var words = formatters.in(message.account(), today);
        if (draft.kind() == Kind.CODE) {
            return Uni.createFrom().item(words.code());
        }
        return loans.of(message.account(), today).chain(known -> {
            var candidates = Candidates.of(message.text(), draft, known);
            return proposals
                    .keep(message.account(), message.chatId(), message.text())
                    .map(kept -> words.offer(draft, candidates, Proposal.of(draft, candidates, today), kept));
        });
    }
}
