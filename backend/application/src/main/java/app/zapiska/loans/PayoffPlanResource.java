package app.zapiska.loans;

import app.zapiska.accounts.AllowedForReadOnly;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.loans.PayoffPlanViews.PlansView;
import app.zapiska.payoff.Budget;
import app.zapiska.payoff.Debt.Fee;
import app.zapiska.payoff.Followed.Choice;
import app.zapiska.payoff.Order;
import app.zapiska.platform.AboveZero;
import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Money;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** In which order the open loans are paid out of a budget. */
@Cancellable(false)
@Path("/loans/payoff-plan")
@Tag(name = "Loans")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PayoffPlanResource {

    private static final Period MONTH = Period.ofMonths(1);
    private static final int MOST_IDS = 1000;

    private final PayoffPlans plans;
    private final CurrentUser currentUser;

    PayoffPlanResource(PayoffPlans plans, CurrentUser currentUser) {
        this.plans = plans;
        this.currentUser = currentUser;
    }

    @Schema(name = "PayoffPlanInput")
    public record PlanRequest(
            @Schema(required = true, description = "For all loans together, every month") @NotNull @AboveZero
            Money monthlyBudget,

            @Schema(required = true, description = "Of which the plan is wanted; the others stand beside it") @NotNull
            Order order,

            @Schema(
                    nullable = true,
                    description =
                            "The day on which the budget comes for the first time: today or within a month. Left out:"
                                    + " today")
            LocalDate firstOn,

            @Schema(nullable = true, description = "Once, and there today, besides the budget")
            Money extra,

            @Schema(
                    nullable = true,
                    maxItems = MOST_IDS,
                    description =
                            "The order by hand. Those left out come last, and what is no open loan counts for nothing."
                                    + " Left out with manual: the order of the ids")
            @Size(max = MOST_IDS)
            List<@NotNull Long> loanIds,

            @Schema(nullable = true, description = "What the way of paying takes for each payment")
            Money feeFixed,

            @Schema(
                    nullable = true,
                    minimum = "0",
                    maximum = "100",
                    description = "The same, per cent of the payment, two decimals")
            @DecimalMin("0")
            @DecimalMax("100")
            @Digits(integer = 3, fraction = 2)
            BigDecimal feePercent) {

        /** @param within where it stands in what was sent, with a dot at its end; empty when it is all of that */
        void check(LocalDate today, String within) {
            var errors = new ArrayList<FieldError>();
            if (firstOn != null && (firstOn.isBefore(today) || firstOn.isAfter(today.plus(MONTH)))) {
                errors.add(new FieldError(
                        within + "firstOn", Wording.of(LoanMessages.class, LoanMessages::budgetWithinAMonth)));
            }
            if (extra != null && extra.isNegative()) {
                errors.add(new FieldError(within + "extra", Wording.of(LoanMessages.class, LoanMessages::belowZero)));
            }
            if (feeFixed != null && feeFixed.isNegative()) {
                errors.add(
                        new FieldError(within + "feeFixed", Wording.of(LoanMessages.class, LoanMessages::belowZero)));
            }
            if (!errors.isEmpty()) {
                throw new Invalid(ProblemType.VALIDATION.detail(), errors);
            }
        }

        Budget budget(LocalDate today) {
            return new Budget(
                    monthlyBudget,
                    today,
                    Optional.ofNullable(extra).orElse(Money.ZERO),
                    Optional.ofNullable(firstOn).orElse(today),
                    MONTH);
        }

        Fee fee() {
            return new Fee(
                    Optional.ofNullable(feeFixed).orElse(Money.ZERO),
                    Optional.ofNullable(feePercent).orElse(BigDecimal.ZERO));
        }

        /** As somebody wants to follow it. */
        Choice choice(LocalDate today) {
            return new Choice(
                    monthlyBudget,
                    order,
                    Optional.ofNullable(loanIds),
                    Optional.ofNullable(firstOn).orElse(today),
                    Optional.ofNullable(extra).orElse(Money.ZERO),
                    new Fee(fee().fixed(), fee().percent().setScale(2)));
        }

        Optional<List<Long>> byHand() {
            return loanIds == null && order == Order.BY_HAND ? Optional.of(List.of()) : Optional.ofNullable(loanIds);
        }
    }

    @POST
    @AllowedForReadOnly
    @Operation(
            operationId = "payoffPlan",
            summary = "The open loans paid out of a monthly budget: by several orders, side by side, day by day",
            description =
                    "By today's debts as they were entered. What is left of each loan's payments is the least that is"
                            + " paid on its day. Changes nothing and is no legal advice.")
    public Uni<PlansView> plans(@NotNull @Valid PlanRequest request) {
        return plans.plans(currentUser.settings(), request);
    }
}
