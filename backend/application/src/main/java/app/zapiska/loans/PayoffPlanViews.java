package app.zapiska.loans;

import app.zapiska.payoff.Order;
import app.zapiska.payoff.Outcome;
import app.zapiska.payoff.Outcome.Part;
import app.zapiska.payoff.Outcome.Shortage;
import app.zapiska.payoff.Outcome.Step;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Plans of payments as clients see them. Worked out by what was entered; nothing of it is kept. */
final class PayoffPlanViews {

    private PayoffPlanViews() {}

    @Schema(name = "PayoffLoan")
    public record LoanView(
            @Schema(required = true) long loanId,
            @Schema(required = true) String orgName,

            @Schema(
                    required = true,
                    description =
                            "Today by the contract; without a rate what is left of its payments. 0: by the contract"
                                    + " it is paid, and it is in no plan")
            Money owed,

            @Schema(required = true, nullable = true, description = "What it bears now; null: counted without interest")
            BigDecimal dailyPercent,

            @Schema(required = true, nullable = true, description = "Why it is counted without interest")
            NotReckoned notReckoned,

            @Schema(
                    required = true,
                    nullable = true,
                    description =
                            "By how much its payments are more than its rate makes of them, signed; null: they agree")
            Money disagrees,

            @Schema(required = true, description = "Whether some day is known by which it must be paid")
            boolean dated) {

        static LoanView of(PayoffDebts.Known loan) {
            return new LoanView(
                    loan.id(),
                    loan.name(),
                    loan.owed(),
                    loan.dailyPercent().orElse(null),
                    loan.why().orElse(null),
                    loan.disagrees().orElse(null),
                    loan.debt().flatMap(debt -> debt.wholeBy()).isPresent());
        }
    }

    @Schema(name = "PayoffPayment")
    public record PaymentView(
            @Schema(required = true) long loanId,

            @Schema(required = true, description = "Without the fee")
            Money amount,

            @Schema(required = true, description = "Of it what is no principal: interest, penalty, charges")
            Money interest,

            @Schema(required = true, description = "Of it what nothing asks for yet")
            Money early,

            @Schema(required = true, description = "Of the way of paying, besides")
            Money fee,

            @Schema(required = true, description = "Nothing of the loan is left after it")
            boolean closes) {

        static PaymentView of(Part part) {
            return new PaymentView(
                    part.debt(), part.amount(), part.interest(), part.early(), part.fee(), part.closes());
        }
    }

    @Schema(name = "PayoffDay")
    public record DayView(
            @Schema(required = true) LocalDate date,

            @Schema(required = true, description = "Empty on a day on which money comes and is kept")
            List<PaymentView> payments,

            @Schema(required = true, description = "Of all loans, without interest that is still to come")
            Money left,

            @Schema(required = true, description = "Of the budget, for what comes due before the next money")
            Money kept) {

        static DayView of(Step step) {
            return new DayView(
                    step.day(), step.parts().stream().map(PaymentView::of).toList(), step.left(), step.kept());
        }
    }

    @Schema(name = "PayoffShortage")
    public record ShortageView(
            @Schema(required = true) LocalDate date,

            @Schema(required = true, description = "At least, with fees")
            Money needed,

            @Schema(required = true) Money available,
            @Schema(required = true) Money missing,

            @Schema(required = true, description = "Which loans the money does not reach for, or not wholly")
            List<Long> loanIds) {

        static ShortageView of(Shortage shortage) {
            return new ShortageView(
                    shortage.day(), shortage.needed(), shortage.available(), shortage.missing(), shortage.debts());
        }
    }

    @Schema(name = "PayoffPoint")
    public record PointView(
            @Schema(required = true) LocalDate date,
            @Schema(required = true) Money left) {}

    @Schema(name = "PayoffComparison")
    public record SummaryView(
            @Schema(required = true) Order order,

            @Schema(required = true, description = "Whether the budget pays everything on its day")
            boolean feasible,

            @Schema(required = true, description = "Whether all is paid within ten years")
            boolean complete,

            @Schema(required = true, description = "Principal and interest, with fees")
            Money totalPaid,

            @Schema(required = true, description = "Interest, penalty, charges")
            Money totalInterest,

            @Schema(required = true) Money totalFees,

            @Schema(required = true, description = "What the budget lacks on all days together")
            Money missing,

            @Schema(required = true, nullable = true, description = "The day on which all is paid")
            LocalDate debtFreeOn,

            @Schema(required = true, nullable = true, description = "The first day with a payment")
            DayView firstDay,

            @Schema(required = true, description = "What is left, from today on, of each month its last")
            List<PointView> course) {

        static SummaryView of(Outcome outcome, LocalDate today, Money owed) {
            var months = new LinkedHashMap<YearMonth, PointView>();
            outcome.steps()
                    .forEach(step -> months.put(YearMonth.from(step.day()), new PointView(step.day(), step.left())));
            var course = new ArrayList<PointView>();
            course.add(new PointView(today, owed));
            course.addAll(months.values());
            return new SummaryView(
                    outcome.order(),
                    outcome.feasible(),
                    outcome.complete(),
                    outcome.paid().plus(outcome.fees()),
                    outcome.interest(),
                    outcome.fees(),
                    Money.sum(
                            outcome.shortages().stream().map(Shortage::missing).toList()),
                    outcome.complete() && !outcome.steps().isEmpty()
                            ? outcome.steps().getLast().day()
                            : null,
                    outcome.steps().stream()
                            .filter(step -> !step.parts().isEmpty())
                            .findFirst()
                            .map(DayView::of)
                            .orElse(null),
                    List.copyOf(course));
        }
    }

    @Schema(name = "PayoffPlan")
    public record PlanView(
            @Schema(required = true) Order order,
            @Schema(required = true) List<DayView> days,

            @Schema(
                    required = true,
                    description =
                            "Days on which the budget does not reach. What is missing is taken as found elsewhere,"
                                    + " or the days after it could not be told")
            List<ShortageView> shortages,

            @Schema(required = true, description = "Of these ten years leave something unpaid")
            List<Long> openLoanIds) {

        static PlanView of(Outcome outcome) {
            return new PlanView(
                    outcome.order(),
                    outcome.steps().stream().map(DayView::of).toList(),
                    outcome.shortages().stream().map(ShortageView::of).toList(),
                    outcome.open());
        }
    }

    @Schema(name = "PayoffPlans")
    public record PlansView(
            @Schema(required = true, description = "The account's day by whose debts all is worked out")
            LocalDate on,

            @Schema(required = true, description = "When the law's rules were last looked at")
            LocalDate checkedOn,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "A budget that pays everything on its day, in every order; null: something comes due"
                            + " before the first money, and there is not enough for it")
            Money enough,

            @Schema(required = true, description = "All open ones")
            List<LoanView> loans,

            @Schema(required = true, description = "By hand only where an order was given")
            List<SummaryView> comparisons,

            @Schema(required = true, description = "Of the order that was asked for")
            PlanView plan) {}
}
