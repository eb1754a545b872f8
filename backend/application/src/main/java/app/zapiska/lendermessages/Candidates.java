package app.zapiska.lendermessages;

import app.zapiska.lendermessages.Draft.Kind;
import app.zapiska.loans.KnownLoans.Known;
import app.zapiska.loans.KnownLoans.Next;
import app.zapiska.platform.Money;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which of a person's loans a message may be about. One is certain enough to be shown first, of several the person chooses. */
public final class Candidates {

    /** Why it may be this loan, the strongest first. */
    @Schema(name = "LenderMessageWhy")
    public enum Why {
        @JsonProperty("contract")
        CONTRACT,
        @JsonProperty("lender")
        LENDER,
        @JsonProperty("payment")
        PAYMENT,
        /** The person has said so. */
        @JsonProperty("chosen")
        CHOSEN
    }

    public record Candidate(Known loan, Set<Why> why) {}

    /** A payment comes about its day. */
    private static final int ABOUT_DAYS = 5;

    private static final int SHORTEST_CONTRACT = 4;

    private Candidates() {}

    /** @return the open ones; only when none of those fits, what is paid already */
    public static List<Candidate> of(String message, Draft draft, List<Known> loans) {
        if (draft.kind() == Kind.CODE || draft.kind() == Kind.OFFER || draft.kind() == Kind.SUSPICIOUS) {
            return List.of();
        }
        var open = among(message, draft, loans.stream().filter(Known::open).toList());
        return open.isEmpty()
                ? among(
                        message,
                        draft,
                        loans.stream().filter(loan -> !loan.open()).toList())
                : open;
    }

    public static Optional<Candidate> chosen(long id, List<Known> loans) {
        return loans.stream()
                .filter(loan -> loan.id() == id)
                .findFirst()
                .map(loan -> new Candidate(loan, EnumSet.of(Why.CHOSEN)));
    }

    private static List<Candidate> among(String message, Draft draft, List<Known> loans) {
        var all = loans.stream()
                .map(loan -> new Candidate(loan, why(message, draft, loan)))
                .filter(candidate -> !candidate.why().isEmpty())
                .toList();
        var byContract = having(all, candidate -> candidate.why().contains(Why.CONTRACT));
        if (!byContract.isEmpty()) {
            return byContract;
        }
        var byLender = having(all, candidate -> candidate.why().contains(Why.LENDER));
        // Of one lender's loans the one whose sum and day it tells.
        var both = having(byLender, candidate -> candidate.why().contains(Why.PAYMENT));
        return !both.isEmpty() ? both : !byLender.isEmpty() ? byLender : all;
    }

    private static List<Candidate> having(List<Candidate> all, Predicate<Candidate> which) {
        return all.stream().filter(which).toList();
    }

    private static Set<Why> why(String message, Draft draft, Known loan) {
        var why = EnumSet.noneOf(Why.class);
        if (draft.contract().filter(number -> mentions(loan, number)).isPresent()) {
            why.add(Why.CONTRACT);
        }
        if (Names.key(loan.name()).filter(key -> Names.says(message, key)).isPresent()) {
            why.add(Why.LENDER);
        }
        if (loan.next().filter(next -> isNext(draft, next)).isPresent()) {
            why.add(Why.PAYMENT);
        }
        return why;
    }

    /** By the field of the contract; who has not filled it in may have the number in the notes. */
    private static boolean mentions(Known loan, String number) {
        var wanted = plain(number);
        return wanted.replaceAll("[^\\p{L}\\p{N}]", "").length() >= SHORTEST_CONTRACT
                && Stream.concat(
                                Stream.of(loan.contractNumber()),
                                Stream.of(loan.notes().split("[\\s,;:()«»\"]+")))
                        .anyMatch(written -> plain(written).equals(wanted));
    }

    private static String plain(String number) {
        return Names.sound(number.toLowerCase(Locale.ROOT).replaceAll("^[№#\\s]+|[.,!?\\s]+$", ""));
    }

    private static boolean isNext(Draft draft, Next next) {
        if (draft.date().isEmpty() || !draft.sum().equals(Optional.of(next.amount()))) {
            return false;
        }
        return draft.kind() == Kind.PAID
                ? Math.abs(ChronoUnit.DAYS.between(draft.date().get(), next.dueDate())) <= ABOUT_DAYS
                : draft.date().get().equals(next.dueDate());
    }

    /** Whether a payment of this sum was written down about this day already. */
    static Optional<LocalDate> recorded(Known loan, Money amount, LocalDate day) {
        return loan.lately().stream()
                .filter(paid -> paid.amount().equals(amount)
                        && Math.abs(ChronoUnit.DAYS.between(paid.day(), day)) <= ABOUT_DAYS)
                .map(paid -> paid.day())
                .reduce((one, later) -> later);
    }
}
