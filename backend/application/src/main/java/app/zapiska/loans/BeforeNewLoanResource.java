package app.zapiska.loans;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.law.Law;
import app.zapiska.law.Rule;
import app.zapiska.loans.LoanContract.LenderKind;
import app.zapiska.loans.ReckoningViews.RuleView;
import app.zapiska.platform.Money;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** «Перед новым займом»: what the law says of another loan beside those there are. Never whether a lender will give it. */
@Cancellable(false)
@Path("/loans/before-new")
@Tag(name = "Loans")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class BeforeNewLoanResource {

    private final Pool database;
    private final LoanViews views;
    private final Law law;
    private final CurrentUser currentUser;

    BeforeNewLoanResource(Pool database, LoanViews views, Law law, CurrentUser currentUser) {
        this.database = database;
        this.views = views;
        this.law = law;
        this.currentUser = currentUser;
    }

    @Schema(name = "LoansAtOnceStep")
    public record StepView(
            @Schema(required = true) LocalDate from,
            @Schema(required = true, nullable = true) LocalDate to,

            @Schema(required = true, description = "Loans with a full cost above it are counted, per cent of a year")
            BigDecimal fullCostPercent,

            @Schema(required = true, description = "Who has so many is given no other such")
            int mostLoans,

            @Schema(required = true, description = "How many open loans have it by the contracts that were entered")
            long counted,

            @Schema(required = true, description = "What may be said of it: nobody may have looked whether it began")
            Rule.Standing standing,

            @Schema(required = true) String ruleId) {}

    @Schema(name = "PauseBetweenLoans")
    public record PauseView(
            @Schema(required = true) LocalDate from,
            @Schema(required = true) BigDecimal fullCostPercent,
            @Schema(required = true) int days,
            @Schema(required = true) Rule.Standing standing,
            @Schema(required = true) String ruleId) {}

    @Schema(name = "CoolingOff", description = "How long the money waits after signing")
    public record CoolingOffView(
            @Schema(required = true, description = "Inclusive")
            Money fromAmount,

            @Schema(required = true) int hours,

            @Schema(required = true, description = "Exclusive; above it the money waits for longHours")
            Money aboveAmount,

            @Schema(required = true) int longHours,
            @Schema(required = true) String ruleId) {}

    @Schema(name = "SelfBan")
    public record SelfBanView(
            @Schema(required = true) LocalDate from,

            @Schema(required = true, description = "After it is entered in the credit history, the lifting counts")
            int liftedOnDay,

            @Schema(required = true) String ruleId) {}

    @Schema(name = "BeforeNewLoan")
    public record View(
            @Schema(required = true) LocalDate on,

            @Schema(required = true, description = "Without those of private persons")
            int openLoans,

            @Schema(required = true, description = "Of them, of how many no full cost was entered")
            int unknown,

            @Schema(required = true) List<StepView> atOnce,
            @Schema(required = true) List<PauseView> pauses,
            @Schema(required = true) List<CoolingOffView> coolingOff,
            @Schema(required = true) List<SelfBanView> selfBan,
            @Schema(required = true) List<RuleView> rules,

            @Schema(required = true, description = "When the law was last looked at")
            LocalDate checkedOn) {}

    @GET
    @Operation(
            operationId = "beforeNewLoan",
            summary = "What the law says of another loan beside those there are",
            description = "Information by today's data; no prediction of what a lender decides, and no legal advice.")
    public Uni<View> beforeNew() {
        var account = currentUser.settings();
        return LoanFigures.costs(account.accountId())
                .on(database)
                .map(rows -> rows.stream()
                        .filter(row -> !LenderKind.PERSON.name().equals(row.getString("lender_kind")))
                        .map(row -> row.getBigDecimal("full_cost"))
                        .toList())
                .map(costs -> view(account, costs));
    }

    /** @param costs of the open loans; null where it was not entered */
    private View view(AccountSettings account, List<BigDecimal> costs) {
        var today = views.today(account);
        var known = costs.stream().filter(Objects::nonNull).toList();
        var atOnce = law.loansAtOnce().toldFrom(today);
        var pauses = law.pauseBetweenLoans().toldFrom(today);
        var coolingOff = law.coolingOff().toldFrom(today);
        var selfBan = law.selfBan().toldFrom(today);
        var rules = new ArrayList<Rule<?>>(atOnce);
        rules.addAll(pauses);
        rules.addAll(coolingOff);
        rules.addAll(selfBan);
        return new View(
                today,
                costs.size(),
                costs.size() - known.size(),
                atOnce.stream().map(rule -> step(rule, known, today)).toList(),
                pauses.stream()
                        .map(rule -> new PauseView(
                                rule.validFrom(),
                                rule.value().fullCostPercent(),
                                rule.value().days(),
                                rule.standing(today),
                                rule.id()))
                        .toList(),
                coolingOff.stream()
                        .map(rule -> new CoolingOffView(
                                new Money(rule.value().fromAmount()),
                                rule.value().hours(),
                                new Money(rule.value().aboveAmount()),
                                rule.value().longHours(),
                                rule.id()))
                        .toList(),
                selfBan.stream()
                        .map(rule ->
                                new SelfBanView(rule.validFrom(), rule.value().liftedOnDay(), rule.id()))
                        .toList(),
                rules.stream().map(RuleView::of).toList(),
                rules.stream()
                        .map(Rule::checkedOn)
                        .min(Comparator.naturalOrder())
                        .orElseThrow());
    }

    private static StepView step(Rule<Law.LoansAtOnce> rule, List<BigDecimal> known, LocalDate today) {
        return new StepView(
                rule.validFrom(),
                rule.validTo().orElse(null),
                rule.value().fullCostPercent(),
                rule.value().mostLoans(),
                known.stream().filter(rule.value()::counts).count(),
                rule.standing(today),
                rule.id());
    }
}
