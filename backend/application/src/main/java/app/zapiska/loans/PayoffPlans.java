package app.zapiska.loans;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.law.Law;
import app.zapiska.law.Rule;
import app.zapiska.loans.PayoffPlanResource.PlanRequest;
import app.zapiska.loans.PayoffPlanViews.LoanView;
import app.zapiska.loans.PayoffPlanViews.PlanView;
import app.zapiska.loans.PayoffPlanViews.PlansView;
import app.zapiska.loans.PayoffPlanViews.SummaryView;
import app.zapiska.payoff.Debt;
import app.zapiska.payoff.Payoff;
import app.zapiska.platform.Money;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The orders in which an account's open loans can be paid, side by side. Each answer is one statement. */
@ApplicationScoped
class PayoffPlans {

    private final Pool database;
    private final Vertx vertx;
    private final Law law;
    private final InstantSource clock;

    PayoffPlans(Pool database, Vertx vertx, Law law, InstantSource clock) {
        this.database = database;
        this.vertx = vertx;
        this.law = law;
        this.clock = clock;
    }

    /** @throws app.zapiska.platform.DomainException.Invalid naming the fields that make no sense */
    Uni<PlansView> plans(AccountSettings account, PlanRequest request) {
        var today = account.today(clock.instant());
        request.check(today, "");
        return LoanFigures.open(account.accountId())
                .on(database)
                // Hundreds of loans take longer than the event loop may be held.
                .chain(rows -> vertx.executeBlocking(() -> plans(account, request, today, rows), false));
    }

    private PlansView plans(AccountSettings account, PlanRequest request, LocalDate today, List<Row> rows) {
        var reading = new PayoffDebts(law, today, account.currency(), request.fee());
        var known = rows.stream()
                .map(row -> {
                    var own = LoanColumns.of(row);
                    return reading.of(own.id(), own.orgName(), LoanViews.facts(own, row));
                })
                .toList();
        var debts = known.stream()
                .map(PayoffDebts.Known::debt)
                .flatMap(Optional::stream)
                .toList();
        var budget = request.budget(today);
        var outcomes = Payoff.compare(debts, budget, request.byHand());
        var owed = Money.sum(debts.stream().map(PayoffPlans::now).toList());
        return new PlansView(
                today,
                checkedOn(),
                Payoff.enough(debts, budget).orElse(null),
                known.stream().map(LoanView::of).toList(),
                outcomes.values().stream()
                        .map(outcome -> SummaryView.of(outcome, today, owed))
                        .toList(),
                PlanView.of(outcomes.get(request.order())));
    }

    private static Money now(Debt debt) {
        return debt.balance().plus(debt.accrued()).plus(debt.charges());
    }

    private LocalDate checkedOn() {
        return law.all().map(Rule::checkedOn).min(Comparator.naturalOrder()).orElseThrow();
    }
}
