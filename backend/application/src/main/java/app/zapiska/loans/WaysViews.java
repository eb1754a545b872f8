package app.zapiska.loans;

import app.zapiska.interest.Prolongation;
import app.zapiska.loans.ReckoningViews.OwedView;
import app.zapiska.loans.ReckoningViews.RuleView;
import app.zapiska.platform.Money;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What can be done about a loan that can't be paid, as clients see it. Worked out or told, and never what a lender must agree to. */
public final class WaysViews {

    private WaysViews() {}

    @Schema(name = "PayPartWay", description = "What a part of it does that is paid on the day")
    public record PayPartView(
            @Schema(required = true, description = "As asked; left out: the charges and a quarter of the principal")
            Money amount,

            @Schema(required = true, description = "Of it, what lowers the principal")
            Money toPrincipal,

            @Schema(required = true) Money principalLeft,
            @Schema(required = true) Money costOfDay,
            @Schema(required = true) Money costOfDayAfter,

            @Schema(
                    required = true,
                    nullable = true,
                    description =
                            "Against paying each payment on its day; null where that is over or too far to foretell")
            Money saved) {}

    @Schema(name = "ProlongationOption")
    public record OptionView(
            @Schema(required = true) Prolongation.Way way,

            @Schema(required = true, description = "On the day")
            Money now,

            @Schema(required = true, description = "On the new one")
            Money later,

            @Schema(required = true) Money total,

            @Schema(required = true, description = "Than paying everything on the day")
            Money dearer) {}

    @Schema(name = "ProlongWay", description = "An example: the lender sets the terms, and may ask a fee besides")
    public record ProlongView(
            @Schema(required = true, description = "Thirty days after the last one, or after the day when that is over")
            LocalDate until,

            @Schema(required = true) List<OptionView> options) {}

    /** Why no sums of a prolongation are told. */
    @Schema(name = "NotProlonged")
    public enum NotProlonged {
        @JsonProperty("severalPayments")
        SEVERAL_PAYMENTS,
        /** Its term may not be moved. */
        @JsonProperty("shortLoan")
        SHORT_LOAN,
        @JsonProperty("tooFar")
        TOO_FAR
    }

    @Schema(name = "EarlyReturnWay")
    public record EarlyReturnView(
            @Schema(required = true, description = "On which the whole may be returned without notice")
            LocalDate last,

            @Schema(required = true, description = "The same of a loan that was given for a purpose")
            LocalDate lastForPurpose,

            @Schema(required = true) String ruleId) {}

    @Schema(name = "RefuseServicesWay")
    public record RefusalView(
            @Schema(required = true) Money services,
            @Schema(required = true) LocalDate last,
            @Schema(required = true) String ruleId) {}

    @Schema(name = "HolidayConditionKind")
    public enum ConditionKind {
        @JsonProperty("amount")
        AMOUNT,
        @JsonProperty("lender")
        LENDER,
        @JsonProperty("income")
        INCOME,
        @JsonProperty("once")
        ONCE,
        /** No bankruptcy, no judgment in force, no holiday under another law. */
        @JsonProperty("nothingElse")
        NOTHING_ELSE
    }

    @Schema(name = "HolidayConditionState")
    public enum ConditionState {
        @JsonProperty("met")
        MET,
        @JsonProperty("notMet")
        NOT_MET,
        /** The notebook does not know, and the person does. */
        @JsonProperty("ask")
        ASK
    }

    @Schema(name = "HolidayCondition")
    public record ConditionView(
            @Schema(required = true) ConditionKind kind,
            @Schema(required = true) ConditionState state) {}

    @Schema(name = "HolidayWay")
    public record HolidayView(
            @Schema(required = true) List<ConditionView> conditions,
            @Schema(required = true) BigDecimal dropPercent,
            @Schema(required = true) Money mostAmount,
            @Schema(required = true) int mostMonths,
            @Schema(required = true) String ruleId) {}

    @Schema(
            name = "LoanWays",
            description = "Ways out when a loan can't be paid. Each is null where it is not open, or nothing is known")
    public record View(
            @Schema(required = true) long id,
            @Schema(required = true) String orgName,
            @Schema(required = true) LocalDate on,
            @Schema(required = true) Loan.Status status,
            @Schema(required = true) Money amountBorrowed,

            @Schema(required = true, nullable = true, description = "Of the next payment")
            LocalDate dueDate,

            @Schema(required = true, description = "Nothing while none is overdue")
            long overdueDays,

            @Schema(required = true, nullable = true) OwedView owed,

            @Schema(required = true, nullable = true, description = "Why there are no sums")
            NotReckoned notReckoned,

            @Schema(required = true, nullable = true) PayPartView payPart,
            @Schema(required = true, nullable = true) ProlongView prolong,
            @Schema(required = true, nullable = true) NotProlonged notProlonged,
            @Schema(required = true, nullable = true) EarlyReturnView earlyReturn,
            @Schema(required = true, nullable = true) RefusalView refuseServices,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "Null of a private person, whom that law does not bind")
            HolidayView holiday,

            @Schema(required = true) List<RuleView> rules,

            @Schema(required = true, nullable = true, description = "When the law was last looked at")
            LocalDate checkedOn) {}
}
