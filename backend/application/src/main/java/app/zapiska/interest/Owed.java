package app.zapiska.interest;

import app.zapiska.platform.Money;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What closes the loan on a day, and where each part of it comes from. A reckoning by the terms that were entered: what the
 * lender's own says may differ.
 *
 * @param overduePrincipal the part of the principal whose day has passed
 * @param overdueInterest the part of the interest whose day has passed
 * @param accrued from the first day on, whatever of it is paid
 * @param uncapped what would have accrued without the ceiling
 * @param lines how the accrued sums came about; they add up to them
 * @param credits what each payment up to the day went to, in order
 * @param ruleIds of the law's rules that a number here depends on
 */
public record Owed(
        LocalDate day,
        Money principal,
        Money overduePrincipal,
        Money interest,
        Money overdueInterest,
        Money penalty,
        Accrued accrued,
        Money uncapped,
        Optional<CeilingState> ceiling,
        List<Line> lines,
        List<Credited> credits,
        Set<String> ruleIds,
        Set<Caveat> caveats) {

    /** @param services as entered, which count towards the ceiling and are paid already */
    public record Accrued(Money interest, Money penalty, Money services) {
        public Money total() {
            return interest.plus(penalty).plus(services);
        }
    }

    /**
     * @param most what may accrue in all
     * @param room what may still accrue
     * @param reachedOn empty while there is room
     */
    public record CeilingState(Money most, Money accrued, Money room, Optional<LocalDate> reachedOn, String ruleId) {}

    /**
     * @param from first day counted, inclusive
     * @param to last day counted, inclusive
     * @param base what the per cent are of
     * @param percent of a day, but of a year for {@link Kind#PENALTY_OF_A_YEAR}
     * @param capped whether the ceiling cut it short
     */
    public record Line(
            Kind kind,
            LocalDate from,
            LocalDate to,
            long days,
            Money base,
            BigDecimal percent,
            Money amount,
            boolean capped) {

        public enum Kind {
            @JsonProperty("interest")
            INTEREST,
            @JsonProperty("penaltyOfAYear")
            PENALTY_OF_A_YEAR,
            @JsonProperty("penaltyOfADay")
            PENALTY_OF_A_DAY,
            /** The difference to the full rate, for all the days since receipt. */
            @JsonProperty("promoLost")
            PROMO_LOST
        }
    }

    public record Credited(Payment payment, Credit credit) {}

    /** What a reader must know to trust a number rightly. */
    public enum Caveat {
        /** The contract's own penalty was not entered, so it is the most that the law lets it be. */
        PENALTY_AT_ITS_MOST,
        PENALTY_NOT_COUNTED,
        DELAY_OF_SHORT_LOAN_NOT_COUNTED,
        /** Concluded before 28 January 2019: another law counts. */
        CEILING_NOT_KNOWN,
        LONGER_THAN_A_YEAR,
        LENDER_NOT_BOUND
    }

    public Money total() {
        return principal.plus(interest).plus(penalty);
    }

    public boolean settled() {
        return total().isZero();
    }
}
