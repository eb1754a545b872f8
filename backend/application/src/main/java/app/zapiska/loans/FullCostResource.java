package app.zapiska.loans;

import app.zapiska.accounts.AllowedForReadOnly;
import app.zapiska.interest.Psk;
import app.zapiska.interest.Psk.Flow;
import app.zapiska.law.Law;
import app.zapiska.loans.ReckoningViews.RuleView;
import app.zapiska.platform.AboveZero;
import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Money;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import io.quarkus.security.Authenticated;
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
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** ПСК of payments that somebody types in, whether there is a loan of them or not. */
@Path("/loans/full-cost")
@Tag(name = "Loans")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class FullCostResource {

    private final Law law;

    FullCostResource(Law law) {
        this.law = law;
    }

    @Schema(name = "FullCostPayment")
    public record PaymentRequest(
            @Schema(required = true) @NotNull LocalDate date,
            @Schema(required = true) @NotNull @AboveZero Money amount) {}

    @Schema(name = "FullCostInput")
    public record FullCostRequest(
            @Schema(required = true, description = "The day on which the money came; by it the law's limit is chosen")
            @NotNull
            LocalDate receivedOn,

            @Schema(required = true, description = "As the contract says") @NotNull @AboveZero
            Money amount,

            @Schema(description = "Kept back of it at once, or paid on the spot: services, an insurance")
            Money withheld,

            @Schema(required = true) @NotNull @Size(min = 1, max = Schedule.MOST_INSTALLMENTS)
            List<@NotNull @Valid PaymentRequest> payments,

            @Schema(description = "What the contract says on its first page, per cent of a year")
            @DecimalMin("0")
            @DecimalMax("10000")
            @Digits(integer = 5, fraction = 3)
            BigDecimal contractPercent) {

        private Money keptBack() {
            return withheld == null ? Money.ZERO : withheld;
        }

        /** @throws Invalid naming the fields that make no sense */
        List<Flow> flows() {
            var errors = new ArrayList<FieldError>();
            if (keptBack().isNegative() || keptBack().compareTo(amount) >= 0) {
                errors.add(new FieldError("withheld", Wording.of(LoanMessages.class, LoanMessages::withheldAll)));
            }
            for (int place = 0; place < payments.size(); place++) {
                if (!payments.get(place).date().isAfter(receivedOn)) {
                    errors.add(new FieldError(
                            "payments[" + place + "].date",
                            Wording.of(LoanMessages.class, LoanMessages::paidByReceipt)));
                }
            }
            if (!errors.isEmpty()) {
                throw new Invalid(ProblemType.VALIDATION.detail(), errors);
            }
            var flows = new ArrayList<Flow>();
            flows.add(new Flow(receivedOn, amount.negated()));
            if (keptBack().isPositive()) {
                flows.add(new Flow(receivedOn, keptBack()));
            }
            payments.forEach(payment -> flows.add(new Flow(payment.date(), payment.amount())));
            return flows;
        }

        private Money paid() {
            return Money.sum(payments.stream().map(PaymentRequest::amount).toList())
                    .plus(keptBack());
        }
    }

    @Schema(name = "FullCostLimit")
    public record LimitView(
            @Schema(required = true, description = "Of a year")
            BigDecimal percent,

            @Schema(
                    required = true,
                    description = "Whether the full cost lies above it; a hint to check and no verdict")
            boolean exceeded,

            @Schema(required = true) RuleView rule) {}

    @Schema(name = "FullCostComparison")
    public record ComparisonView(
            @Schema(required = true) BigDecimal contractPercent,

            @Schema(required = true, description = "The contract's less this one")
            BigDecimal difference,

            @Schema(required = true, description = "More than rounding explains: worth asking which payments went in")
            boolean worthChecking) {}

    @Schema(name = "FullCost")
    public record View(
            @Schema(required = true, description = "Per cent of a year, three decimals")
            BigDecimal percent,

            @Schema(required = true, description = "What is paid less what was borrowed: the full cost in money")
            Money amount,

            @Schema(required = true, description = "How long the base period is, in its unit")
            int period,

            @Schema(required = true) Psk.Base.Unit unit,

            @Schema(
                    required = true,
                    description = "Whether all intervals are the same; if not, the figure is approximate")
            boolean even,

            @Schema(required = true, nullable = true, description = "The law's limit for a contract of that day")
            LimitView limit,

            @Schema(required = true, nullable = true) ComparisonView comparison) {}

    @POST
    @AllowedForReadOnly
    @Operation(
            operationId = "fullCost",
            summary = "The full cost of a loan (ПСК) by its payments, beside the contract's figure and the law's limit",
            description = "Changes nothing.")
    public View fullCost(@NotNull @Valid FullCostRequest request) {
        var psk = Psk.found(request.flows())
                .orElseThrow(() -> new Invalid("payments", Wording.of(LoanMessages.class, LoanMessages::noFullCost)));
        var limit = law.fullCost()
                .on(request.receivedOn())
                .map(rule -> new LimitView(
                        rule.value().percent(),
                        psk.percent().compareTo(rule.value().percent()) > 0,
                        RuleView.of(rule)));
        var contracts = request.contractPercent();
        return new View(
                psk.percent(),
                request.paid().minus(request.amount()),
                psk.base().length(),
                psk.base().unit(),
                psk.even(),
                limit.orElse(null),
                contracts == null
                        ? null
                        : new ComparisonView(
                                contracts, contracts.subtract(psk.percent()), psk.worthChecking(contracts)));
    }
}
