package app.zapiska.loans;

import app.zapiska.accounts.AllowedForReadOnly;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.interest.Holiday;
import app.zapiska.law.Law;
import app.zapiska.loans.ReckoningViews.RuleView;
import app.zapiska.platform.AboveZero;
import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Money;
import app.zapiska.platform.PlatformMessages;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Wording;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether what somebody earns and has borrowed meets the conditions of credit holidays. Nothing of it is kept. */
@Path("/loans/holiday-check")
@Tag(name = "Loans")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class HolidayCheckResource {

    /** As many months as the law compares with the year before them. */
    private static final int MONTHS = 2;

    private final Law law;
    private final CurrentUser currentUser;
    private final InstantSource clock;

    HolidayCheckResource(Law law, CurrentUser currentUser, InstantSource clock) {
        this.law = law;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    @Schema(name = "HolidayCheckInput")
    public record CheckRequest(
            @Schema(required = true, description = "Of a month, over the twelve before the last two")
            @NotNull
            @AboveZero
            Money averageIncome,

            @Schema(required = true, description = "What was earned in each of the last two months")
            @NotNull
            @Size(min = MONTHS, max = MONTHS)
            List<@NotNull Money> lastMonths,

            @Schema(nullable = true, description = "Of the loan, as it was provided") @AboveZero
            Money amount) {

        /** @throws Invalid naming the months of which less than nothing was said */
        List<Money> months() {
            var errors = IntStream.range(0, lastMonths.size())
                    .filter(month -> lastMonths.get(month).isNegative())
                    .mapToObj(month -> new FieldError(
                            "lastMonths[" + month + "]", Wording.of(PlatformMessages.class, m -> m.tooSmall("0"))))
                    .toList();
            if (!errors.isEmpty()) {
                throw new Invalid(ProblemType.VALIDATION.detail(), errors);
            }
            return lastMonths;
        }
    }

    @Schema(name = "HolidayCheck")
    public record CheckView(
            @Schema(required = true, description = "Of the last months")
            Money lately,

            @Schema(required = true, description = "By how much it lies below the average; below 0 when it is more")
            BigDecimal dropPercent,

            @Schema(required = true, description = "Whether it fell further than the law asks for")
            boolean byIncome,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "Whether the loan is small enough; null without a sum")
            Boolean byAmount,

            @Schema(required = true, description = "More than this it must have fallen")
            BigDecimal limitPercent,

            @Schema(required = true, description = "Of a loan that is neither for a car nor a card's limit")
            Money mostAmount,

            @Schema(required = true) int mostMonths,
            @Schema(required = true) RuleView rule) {}

    @POST
    @AllowedForReadOnly
    @Operation(
            operationId = "holidayCheck",
            summary = "Which conditions of credit holidays are met by an income and by the sum of a loan",
            description = "Changes and keeps nothing. Other conditions there are, too; the lender decides.")
    public CheckView check(@NotNull @Valid CheckRequest request) {
        var today = currentUser.settings().today(clock.instant());
        var rule = law.holiday().on(today).orElseThrow(LoanViews::nothingThere);
        var income = Holiday.income(request.averageIncome(), request.months(), rule.value());
        return new CheckView(
                income.lately(),
                income.dropPercent(),
                income.enough(),
                request.amount() == null ? null : Holiday.within(request.amount(), rule.value()),
                rule.value().dropPercent(),
                new Money(rule.value().mostAmount()),
                rule.value().mostMonths(),
                RuleView.of(rule));
    }
}
