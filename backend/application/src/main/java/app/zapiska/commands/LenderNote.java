package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.lendermessages.Candidates.Candidate;
import app.zapiska.lendermessages.Draft;
import app.zapiska.lendermessages.Proposal;
import app.zapiska.lendermessages.Proposal.Act;
import app.zapiska.loans.KnownLoans.Known;
import app.zapiska.platform.DateText;
import app.zapiska.platform.Excerpt;
import app.zapiska.platform.Money;
import app.zapiska.telegram.ButtonCode;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.ActionButton;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.OutgoingMessage.LinkButton;
import app.zapiska.telegram.RichText;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is answered to a lender's message: what was understood, and a button for what can be done. Pure. */
record LenderNote(LenderTexts texts, AccountSettings account, LocalDate today, Function<String, Optional<URI>> page) {

    /** More than that nobody reads in a chat. */
    private static final int MOST = 5;

    private static final int LABEL = 24;

    OutgoingMessage code() {
        return OutgoingMessage.plain(texts.code());
    }

    /** @param kept what the message would be as a task; empty when it can be none */
    OutgoingMessage offer(Draft draft, List<Candidate> candidates, List<Proposal> proposals, Optional<Long> kept) {
        var text = RichText.builder().add("💬 ").bold(about(draft)).add("\n");
        figures(draft).ifPresent(figures -> text.add(figures).add("\n"));
        draft.lender()
                .filter(lender -> candidates.isEmpty())
                .ifPresent(lender -> text.add(texts.lender(lender)).add("\n"));
        text.add("\n").add(what(draft, candidates, proposals));
        var rows = new ArrayList<List<Button>>();
        kept.ifPresent(message -> pays(proposals).forEach(pay -> payButton(message, pay, candidates, rows)));
        links(draft, candidates, proposals, rows);
        kept.ifPresent(message -> rows.add(List.of(
                new ActionButton(texts.taskButton(), code(TypedMessages.SAVE, message)),
                new ActionButton(texts.notButton(), code(TypedMessages.CANCEL, message)))));
        return new OutgoingMessage(text.build(), rows);
    }

    private static String code(String action, long message) {
        return new ButtonCode(action, TypedMessages.KIND, message, 0, 0).encode();
    }

    /** One for each loan: the likeliest. Without a sum there is nothing to press. */
    private static List<Proposal> pays(List<Proposal> proposals) {
        var loans = new ArrayList<Long>();
        return proposals.stream()
                .filter(proposal ->
                        proposal.act() == Act.PAY && proposal.amount().isPresent())
                .filter(proposal -> {
                    boolean first = !loans.contains(proposal.loanId().orElseThrow());
                    loans.add(proposal.loanId().orElseThrow());
                    return first;
                })
                .limit(MOST)
                .toList();
    }

    private void payButton(long message, Proposal pay, List<Candidate> candidates, List<List<Button>> rows) {
        var loan = loan(candidates, pay.loanId().orElseThrow());
        var amount = pay.amount().orElseThrow();
        if (amount.compareTo(loan.debt()) > 0) {
            return;
        }
        boolean again = pay.recorded().isPresent();
        var name = Excerpt.shown(loan.name(), LABEL);
        var sum = account.money(amount);
        rows.add(List.of(new ActionButton(
                again ? texts.againButton(sum, name) : texts.payButton(sum, name),
                new LenderButton(message, loan.id(), amount, pay.day().orElse(today), again).encode())));
    }

    private static Known loan(List<Candidate> candidates, long id) {
        return candidates.stream()
                .map(Candidate::loan)
                .filter(loan -> loan.id() == id)
                .findFirst()
                .orElseThrow();
    }

    private void links(Draft draft, List<Candidate> candidates, List<Proposal> proposals, List<List<Button>> rows) {
        candidates.stream()
                .limit(MOST)
                .forEach(candidate -> page.apply("/loans/" + candidate.loan().id())
                        .ifPresent(at -> rows.add(List.of(new LinkButton(
                                texts.openButton(Excerpt.shown(candidate.loan().name(), LABEL)), at)))));
        if (proposals.stream().anyMatch(proposal -> proposal.act() == Act.NEW_LOAN)) {
            page.apply("/loans/new").ifPresent(at -> rows.add(List.of(new LinkButton(texts.newButton(), at))));
        }
    }

    private String about(Draft draft) {
        return switch (draft.kind()) {
            case UPCOMING, DUE -> texts.due();
            case TODAY -> texts.today();
            case OVERDUE -> texts.overdue();
            case PAID -> texts.paid();
            case CLOSED -> texts.closed();
            case PROLONGATION -> texts.prolongation();
            case PROLONGED -> texts.prolonged();
            case ISSUED -> texts.issued();
            case SERVICE -> texts.service();
            case FAILED -> texts.failed();
            case RESTRUCTURING -> texts.restructuring();
            case CESSION -> texts.cession();
            case COURT -> texts.court();
            case DISCOUNT -> texts.discount();
            case HOLIDAY -> texts.holiday();
            case OFFER -> texts.offer();
            case SUSPICIOUS -> texts.suspicious();
            case CODE, OTHER -> throw new IllegalArgumentException("nothing is offered about " + draft.kind());
        };
    }

    private Optional<String> figures(Draft draft) {
        var sum = draft.sum().map(account::money);
        var day = draft.date().map(this::day);
        return switch (draft.kind()) {
            case UPCOMING, DUE, TODAY, PROLONGED, PROLONGATION, DISCOUNT, FAILED, RESTRUCTURING ->
                sum.isPresent() && day.isPresent()
                        ? Optional.of(texts.sumBy(sum.get(), day.get()))
                        : sum.or(() -> day.map(texts::by));
            case OVERDUE ->
                sum.isPresent() && day.isPresent()
                        ? Optional.of(texts.sumSince(sum.get(), day.get()))
                        : sum.or(() -> day.map(texts::since));
            case ISSUED -> {
                var back = draft.other().map(account::money);
                yield back.isPresent() && day.isPresent()
                        ? Optional.of(texts.issuedSums(sum.orElse("?"), back.get(), day.get()))
                        : sum;
            }
            case PAID, CLOSED -> sum.isPresent() ? Optional.of(texts.sumOn(sum.get(), day.orElse(""))) : day;
            case HOLIDAY ->
                draft.date().flatMap(from -> draft.until().map(until -> texts.fromUntil(day(from), day(until))));
            default -> sum;
        };
    }

    /** What the person is asked, or why there is nothing to ask. */
    private String what(Draft draft, List<Candidate> candidates, List<Proposal> proposals) {
        var pays = pays(proposals);
        return switch (draft.kind()) {
            case OFFER -> texts.offerHint();
            case SUSPICIOUS -> texts.suspiciousHint();
            case PAID, CLOSED -> paying(draft, candidates, pays);
            case ISSUED ->
                proposals.isEmpty()
                        ? texts.issuedKnown(candidates.getFirst().loan().name())
                        : texts.issuedHint();
            case UPCOMING, DUE, TODAY, PROLONGED -> {
                if (candidates.isEmpty()) {
                    yield texts.noLoan();
                }
                if (candidates.size() > 1) {
                    yield texts.severalHint();
                }
                var loan = candidates.getFirst().loan();
                if (!loan.open()) {
                    yield texts.alreadyClosed(loan.name());
                }
                if (Proposal.agrees(draft, loan)) {
                    yield texts.agrees(loan.name());
                }
                yield loan.next()
                        .map(next -> texts.differs(loan.name(), account.money(next.amount()), day(next.dueDate())))
                        .orElseGet(() -> texts.noDate(loan.name()));
            }
            default ->
                candidates.size() == 1
                        ? texts.aboutLoan(candidates.getFirst().loan().name())
                        : candidates.isEmpty() ? texts.noLoan() : texts.severalHint();
        };
    }

    private String paying(Draft draft, List<Candidate> candidates, List<Proposal> pays) {
        if (candidates.isEmpty()) {
            return texts.noLoan();
        }
        var first = candidates.getFirst().loan();
        if (!first.open()) {
            return texts.alreadyClosed(first.name());
        }
        if (candidates.size() > 1) {
            return draft.sum().isPresent() ? texts.whichLoan() : texts.severalHint();
        }
        if (pays.isEmpty()) {
            return texts.noSum(first.name());
        }
        var pay = pays.getFirst();
        var amount = pay.amount().orElseThrow();
        if (amount.compareTo(first.debt()) > 0) {
            return texts.moreThanDebt(first.name(), account.money(first.debt()));
        }
        if (pay.recorded().isPresent()) {
            return texts.maybeRecorded(account.money(amount), day(pay.recorded().get()));
        }
        var words = texts.record(first.name());
        return leaves(draft, amount, first)
                .map(left -> words + "\n" + texts.leftAfter(left))
                .orElse(words);
    }

    /** A lender that says more or less is left than would be left here: worth a look before the press. */
    private Optional<String> leaves(Draft draft, Money amount, Known loan) {
        return draft.other()
                .filter(said ->
                        draft.otherIs().filter(Draft.Role.REMAINING::equals).isPresent())
                .filter(said -> !said.equals(loan.debt().minus(amount)))
                .map(said -> account.money(loan.debt().minus(amount)));
    }

    private String day(LocalDate day) {
        return new DateText(today, account.zone(), account.language()).day(day);
    }
}
