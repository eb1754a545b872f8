package app.zapiska.loans;

import app.zapiska.interest.LenderFigure;
import app.zapiska.interest.Owed.Line;
import app.zapiska.law.Law.Claim;
import app.zapiska.law.Rule;
import app.zapiska.platform.Money;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a loan comes to by its contract, as clients see it. Worked out and never what a lender must say. */
public final class ReckoningViews {

    private ReckoningViews() {}

    /** What a reader must know to trust a number rightly. */
    @Schema(name = "ReckoningCaveatKind")
    public enum CaveatKind {
        @JsonProperty("penaltyAtItsMost")
        PENALTY_AT_ITS_MOST,
        @JsonProperty("penaltyNotCounted")
        PENALTY_NOT_COUNTED,
        @JsonProperty("delayOfShortLoanNotCounted")
        DELAY_OF_SHORT_LOAN_NOT_COUNTED,
        @JsonProperty("ceilingNotKnown")
        CEILING_NOT_KNOWN,
        @JsonProperty("longerThanAYear")
        LONGER_THAN_A_YEAR,
        @JsonProperty("lenderNotBound")
        LENDER_NOT_BOUND,
        /** Taken for a professional lender. */
        @JsonProperty("lenderNotSaid")
        LENDER_NOT_SAID,
        @JsonProperty("planAndRateDisagree")
        PLAN_AND_RATE_DISAGREE,
        @JsonProperty("rateAboveLimit")
        RATE_ABOVE_LIMIT,
        @JsonProperty("fullCostAboveLimit")
        FULL_COST_ABOVE_LIMIT,
        /** Reckoned by the limit, and not by what was entered. */
        @JsonProperty("penaltyAboveLimit")
        PENALTY_ABOVE_LIMIT
    }

    @Schema(name = "ReckoningCaveat")
    public record CaveatView(
            @Schema(required = true) CaveatKind kind,

            @Schema(required = true, nullable = true, description = "The law's limit, where something is above it")
            BigDecimal percent,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "By how much what is planned is more than the rate makes of it, signed")
            Money sum) {}

    @Schema(name = "LoanCeiling")
    public record CeilingView(
            @Schema(required = true, description = "What interest, penalty and paid services may come to")
            Money most,

            @Schema(required = true, description = "The sum borrowed with it")
            Money wholeContract,

            @Schema(required = true, description = "Of it, by that day, whatever of it is paid")
            Money accrued,

            @Schema(required = true) Money room,

            @Schema(
                    required = true,
                    nullable = true,
                    description =
                            "The day on which accrued comes to most if nothing is paid; what caveats name as not counted may come on top. In a list only a day that has come")
            LocalDate reachedOn,

            @Schema(
                    required = true,
                    description =
                            "Whether the person is written to when it is reached. False in a list, where that day is not known")
            boolean told) {}

    /** What closes the loan on a day. */
    @Schema(
            name = "LoanOwed",
            description =
                    "What closes the loan on a day, worked out by the contract as it was entered. No lender's figure")
    public record OwedView(
            @Schema(required = true) LocalDate on,
            @Schema(required = true) Money total,
            @Schema(required = true) Money principal,
            @Schema(required = true) Money interest,
            @Schema(required = true) Money penalty,

            @Schema(required = true, description = "By how much it grows overnight if nothing is paid")
            Money costOfDay,

            @Schema(required = true, nullable = true) CeilingView ceiling,
            @Schema(required = true) List<CaveatView> caveats,

            @Schema(required = true, description = "Of the law's rules that a number here depends on")
            List<String> ruleIds,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "When the law was last looked at, of these rules the one that was so the longest ago")
            LocalDate checkedOn) {}

    @Schema(name = "ReckoningLine")
    public record LineView(
            @Schema(required = true) Line.Kind kind,
            @Schema(required = true) LocalDate from,

            @Schema(required = true, description = "Inclusive")
            LocalDate to,

            @Schema(required = true) long days,
            @Schema(required = true) Money base,

            @Schema(required = true, description = "Of a day; of a year for penaltyOfAYear")
            BigDecimal percent,

            @Schema(required = true) Money amount,

            @Schema(required = true, description = "The ceiling cut it short")
            boolean capped) {}

    @Schema(name = "CreditedPart")
    public record PartView(
            @Schema(required = true) Claim claim,
            @Schema(required = true) Money amount) {}

    @Schema(name = "CreditedPayment")
    public record CreditView(
            @Schema(required = true) LocalDate paidOn,
            @Schema(required = true) Money amount,

            @Schema(required = true, description = "What it went to")
            List<PartView> parts,

            @Schema(required = true, description = "Above all that was owed")
            Money excess) {}

    @Schema(name = "LawRule")
    public record RuleView(
            @Schema(required = true) String id,
            @Schema(required = true) String act,
            @Schema(required = true) String article,
            @Schema(required = true) String sourceTitle,
            @Schema(required = true) String sourceUrl,
            @Schema(required = true) LocalDate checkedOn,
            @Schema(required = true) Rule.Certainty certainty) {

        public static RuleView of(Rule<?> rule) {
            return new RuleView(
                    rule.id(),
                    rule.act(),
                    rule.article(),
                    rule.source().title(),
                    rule.source().url().toString(),
                    rule.checkedOn(),
                    rule.certainty());
        }
    }

    @Schema(name = "LenderComparison")
    public record ComparisonView(
            @Schema(required = true) Money theirs,
            @Schema(required = true) Money ours,

            @Schema(required = true, description = "Theirs less ours")
            Money difference,

            @Schema(required = true, description = "Where to look first; a hint and no verdict")
            LenderFigure.Cause cause) {}

    @Schema(name = "LoanReckoning")
    public record ReckoningView(
            @Schema(required = true, nullable = true) OwedView owed,

            @Schema(required = true, nullable = true, description = "Why there is nothing else here")
            NotReckoned notReckoned,

            @Schema(required = true, description = "How what has accrued came about")
            List<LineView> lines,

            @Schema(required = true) List<CreditView> credits,
            @Schema(required = true) List<RuleView> rules,
            @Schema(required = true, nullable = true) ComparisonView comparison) {

        static ReckoningView nothing(NotReckoned why) {
            return new ReckoningView(null, why, List.of(), List.of(), List.of(), null);
        }
    }
}
