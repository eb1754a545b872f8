package app.zapiska.lendermessages;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.AllowedForReadOnly;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.lendermessages.Candidates.Candidate;
import app.zapiska.lendermessages.Candidates.Why;
import app.zapiska.lendermessages.Draft.Kind;
import app.zapiska.lendermessages.Draft.Role;
import app.zapiska.lendermessages.Proposal.Act;
import app.zapiska.loans.KnownLoans;
import app.zapiska.loans.KnownLoans.Known;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Lines;
import app.zapiska.platform.Money;
import app.zapiska.platform.SecretAnswer;
import app.zapiska.platform.Verbatim;
import app.zapiska.platform.Wording;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What a lender's message says, and what can be done about it. The message is read and forgotten. */
@Cancellable(false)
@Path("/lender-messages")
@Tag(name = "Loans")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LenderMessageResource {

    private final KnownLoans loans;
    private final CurrentUser currentUser;
    private final InstantSource clock;

    LenderMessageResource(KnownLoans loans, CurrentUser currentUser, InstantSource clock) {
        this.loans = loans;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    @Schema(name = "LenderMessageInput")
    public record MessageRequest(
            @Schema(required = true, maxLength = LenderMessage.LONGEST)
            @NotNull
            @Lines(max = LenderMessage.LONGEST)
            @JsonDeserialize(using = Verbatim.class)
            String text,

            @Schema(nullable = true, description = "The loan that the person says it is about. Left out: looked for")
            Long loanId) {}

    @Schema(name = "LenderMessageDraft")
    public record View(
            @Schema(required = true) Kind kind,

            @Schema(required = true, nullable = true, description = "What the message is about. Null: not clear")
            Money sum,

            @Schema(required = true, nullable = true, description = "A second sum beside it")
            Money other,

            @Schema(required = true, nullable = true, description = "What that is")
            Role otherIs,

            @Schema(required = true, description = "How often the sum is to be paid")
            int times,

            @Schema(required = true, nullable = true, description = "To pay by, or the day on which it happened")
            LocalDate date,

            @Schema(required = true, nullable = true, description = "The last day of credit holidays")
            LocalDate until,

            @Schema(required = true, nullable = true, description = "The contract's number as it stands there")
            String contract,

            @Schema(required = true, nullable = true, description = "The lender as it stands there")
            String lender,

            @Schema(required = true, description = "Whether there is a link in it. It was not opened and is not kept")
            boolean link,

            @Schema(required = true, description = "Loans that it may be about; of several the person chooses")
            List<CandidateView> candidates,

            @Schema(required = true, description = "What can be done about it, the likeliest first")
            List<ProposalView> proposals) {}

    @Schema(name = "LenderMessageCandidate")
    public record CandidateView(
            @Schema(required = true) long loanId,
            @Schema(required = true) String name,

            @Schema(required = true, description = "Why it may be this one")
            List<Why> why,

            @Schema(required = true, description = "Zero: it is paid already")
            Money debt,

            @Schema(required = true, nullable = true) LocalDate nextDate,
            @Schema(required = true, nullable = true) Money nextAmount,
            @Schema(required = true) LocalDate loanDate,

            @Schema(required = true, description = "Its next payment is what the message says")
            boolean agrees) {

        static CandidateView of(Draft draft, Candidate candidate) {
            var loan = candidate.loan();
            return new CandidateView(
                    loan.id(),
                    loan.name(),
                    List.copyOf(candidate.why()),
                    loan.debt(),
                    loan.next().map(next -> next.dueDate()).orElse(null),
                    loan.next().map(next -> next.amount()).orElse(null),
                    loan.loanDate(),
                    Proposal.agrees(draft, loan));
        }
    }

    @Schema(name = "LenderMessageProposal")
    public record ProposalView(
            @Schema(required = true) Act act,

            @Schema(required = true, nullable = true, description = "Null: about no loan that there is")
            Long loanId,

            @Schema(required = true, nullable = true, description = "Null: for the loan as a whole")
            Long installmentId,

            @Schema(required = true, nullable = true, description = "Null: the person says how much")
            Money amount,

            @Schema(required = true, nullable = true, description = "On which it was paid, or to pay by")
            LocalDate day,

            @Schema(required = true, nullable = true, description = "Of a new loan")
            Money borrowed,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "A payment of this sum was written down on this day already; it may be the same")
            LocalDate recorded,

            @Schema(required = true, nullable = true, description = "Of a task")
            String title) {

        static ProposalView of(AccountSettings account, Draft draft, Proposal proposal) {
            return new ProposalView(
                    proposal.act(),
                    proposal.loanId().orElse(null),
                    proposal.installmentId().orElse(null),
                    proposal.amount().orElse(null),
                    proposal.day().orElse(null),
                    proposal.borrowed().orElse(null),
                    proposal.recorded().orElse(null),
                    proposal.act() == Act.TASK ? title(account, draft) : null);
        }

        private static String title(AccountSettings account, Draft draft) {
            var words = Wording.of(LenderMessageTexts.class, texts -> switch (draft.kind()) {
                        case UPCOMING, DUE, TODAY -> texts.pay();
                        case SERVICE -> texts.service();
                        case FAILED -> texts.failed();
                        case CESSION -> texts.cession();
                        case COURT -> texts.court();
                        case PROLONGATION -> texts.prolongation();
                        case RESTRUCTURING, DISCOUNT -> texts.offer();
                        case HOLIDAY -> texts.holiday();
                        default -> texts.call();
                    })
                    .in(account.language());
            return draft.lender().map(lender -> lender + ": " + words).orElse(words);
        }
    }

    @POST
    @Path("/draft")
    // Whoever sends a key gets no second answer of it: an answer that is kept would keep what the message said.
    @SecretAnswer
    @AllowedForReadOnly
    @Operation(
            operationId = "draftOfLenderMessage",
            summary = "What a message of a lender says, and what can be done about it",
            description =
                    "Saves nothing, neither the text nor what was understood. Of a message with a code nothing is read.")
    public Uni<View> draft(@NotNull @Valid MessageRequest request) {
        var account = currentUser.settings();
        var today = account.today(clock.instant());
        var draft = LenderMessage.read(request.text(), today);
        return loans.of(account, today).map(known -> view(account, draft, candidates(request, draft, known), today));
    }

    private static List<Candidate> candidates(MessageRequest request, Draft draft, List<Known> known) {
        return request.loanId() == null
                ? Candidates.of(request.text(), draft, known)
                : List.of(Candidates.chosen(request.loanId(), known)
                        .orElseThrow(() -> new Invalid(
                                "loanId", Wording.of(LenderMessageTexts.class, LenderMessageTexts::unknownLoan))));
    }

    private static View view(AccountSettings account, Draft draft, List<Candidate> candidates, LocalDate today) {
        return new View(
                draft.kind(),
                draft.sum().orElse(null),
                draft.other().orElse(null),
                draft.otherIs().orElse(null),
                draft.times(),
                draft.date().orElse(null),
                draft.until().orElse(null),
                draft.contract().orElse(null),
                draft.lender().orElse(null),
                draft.link(),
                candidates.stream()
                        .map(candidate -> CandidateView.of(draft, candidate))
                        .toList(),
                Proposal.of(draft, candidates, today).stream()
                        .map(proposal -> ProposalView.of(account, draft, proposal))
                        .toList());
    }
}
