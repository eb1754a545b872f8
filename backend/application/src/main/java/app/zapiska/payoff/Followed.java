package app.zapiska.payoff;

import app.zapiska.payoff.Debt.Fee;
import app.zapiska.payoff.Outcome.Part;
import app.zapiska.platform.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan that somebody has chosen, and what there is of its money by what was really paid.
 *
 * @param since the last day on which the budget came, or on which the plan was chosen
 * @param money what there was for the plan from that day on
 * @param kept of what is on hand, what the plan wants for later; empty when nothing is owed, and all of it is the person's own
 * @param missed what was to be paid out of the budget before that day and was not; it is not asked for again
 * @param quiet what was to be paid early of this money is paid: until the next money only what comes due is
 * @param last how the plan stood before that day; empty as long as it has seen no other
 */
public record Followed(
        Choice choice,
        LocalDate since,
        Money money,
        Optional<Money> kept,
        Money missed,
        boolean quiet,
        Optional<Last> last) {

    private static final Period MONTH = Period.ofMonths(1);

    /** Less of the budget than this is not worth a reminder, unless it closes a debt. */
    private static final BigDecimal WORTH_A_REMINDER = new BigDecimal("0.01");

    /**
     * @param byHand first to last; empty without an order of the person's own
     * @param firstOn the day on which the budget comes for the first time; then every month
     * @param extra once, on the day of the choice
     */
    public record Choice(
            Money monthly, Order order, Optional<List<Long>> byHand, LocalDate firstOn, Money extra, Fee fee) {

        /** The plan as it is, of whatever is owed. */
        public Outcome plan(List<Debt> debts, Budget budget) {
            return Payoff.compare(
                            debts, budget, order == Order.BY_HAND ? Optional.of(byHand.orElse(List.of())) : byHand)
                    .get(order);
        }

        private int numberAfter(LocalDate day) {
            int number = (int) Math.max(0, ChronoUnit.MONTHS.between(firstOn, day));
            while (!on(number).isAfter(day)) {
                number++;
            }
            return number;
        }

        private LocalDate on(int number) {
            return firstOn.plus(MONTH.multipliedBy(number));
        }
    }

    /** Money that went to a lender. */
    public record Paid(LocalDate day, Money amount) {}

    /**
     * What the ledgers say.
     *
     * @param ahead by the day on which a budget comes, what of it was asked for early and was paid before that day
     */
    public record Made(Collection<Paid> payments, Map<LocalDate, Money> ahead) {

        public static final Made NOTHING = new Made(List.of(), Map.of());
    }

    /** The time up to a budget, from the day of the one before on: what there was of it, and what the plan kept of that. */
    public record Last(LocalDate since, Money money, Money kept) {}

    /** To be paid on a day before anything asks for it. */
    public record Early(long debt, LocalDate day, Money amount) {}

    public static Followed from(LocalDate today, Choice choice) {
        var money = choice.firstOn().equals(today) ? choice.extra().plus(choice.monthly()) : choice.extra();
        return new Followed(choice, today, money, Optional.of(Money.ZERO), Money.ZERO, false, Optional.empty());
    }

    /**
     * As it is on a day. When new money has come since, what was kept goes on as far as it is still there; what was to be paid and
     * was not is taken as gone, since nobody is to be asked for two budgets who did not have the one. A payment that is written
     * down or taken back later than it was made counts for the time in which it was made.
     */
    public Followed on(LocalDate today, Made made) {
        var now = last.map(before -> turned(before, since, made).with(kept, quiet))
                .orElse(this);
        for (var next = now.next(now.since); !next.isAfter(today); next = now.next(next)) {
            now = now.kept.isPresent()
                    ? turned(new Last(now.since, now.money, now.kept.get()), next, made)
                    : new Followed(
                            choice, next, choice.monthly(), Optional.empty(), Money.ZERO, false, Optional.empty());
        }
        return now;
    }

    private Followed turned(Last before, LocalDate day, Made made) {
        var spent = spent(made, before.since(), day);
        var left = before.money().minus(spent).max(Money.ZERO);
        var goesOn = before.kept().min(left);
        var money = goesOn.plus(choice.monthly()).minus(ahead(day, spent.minus(before.money()), made));
        return new Followed(
                choice,
                day,
                money.max(Money.ZERO),
                Optional.of(goesOn),
                left.minus(goesOn),
                false,
                Optional.of(before));
    }

    /**
     * What a budget is less by, as it was paid already: it is not to be asked for once more on its day. Whatever else was paid
     * beyond the money that was there came from elsewhere.
     */
    private Money ahead(LocalDate day, Money beyond, Made made) {
        var paid = made.ahead().getOrDefault(day, Money.ZERO);
        return paid.isPositive() ? beyond.min(paid.plus(choice.fee().of(paid))).max(Money.ZERO) : Money.ZERO;
    }

    /** The next day after this one on which the budget comes. */
    public LocalDate next(LocalDate day) {
        return choice.on(choice.numberAfter(day));
    }

    /** What should still be there of its money. */
    public Money onHand(Made made) {
        return money.minus(spent(made, since, LocalDate.MAX)).max(Money.ZERO);
    }

    private Money spent(Made made, LocalDate from, LocalDate before) {
        return Money.sum(made.payments().stream()
                .filter(one -> !one.day().isBefore(from) && one.day().isBefore(before))
                .map(one -> one.amount().plus(choice.fee().of(one.amount())))
                .toList());
    }

    /** What the planner is asked with. */
    public Budget budget(LocalDate today, Made made) {
        // In a zone further west it may be yesterday again.
        var after = today.isBefore(since) ? since : today;
        var beyond = spent(made, since, LocalDate.MAX).minus(money);
        return new Budget(
                choice.monthly(),
                today,
                onHand(made),
                choice.firstOn(),
                choice.numberAfter(after),
                MONTH,
                ahead(next(after), beyond, made).min(choice.monthly()),
                !quiet);
    }

    /**
     * What is to be paid early next: of all days of the plan only the first one with something worth a reminder, as those after
     * it depend on what is really paid.
     *
     * @param debts by its id, all that is left of a debt in the notebook: nobody can write down more than that
     */
    public List<Early> early(Outcome plan, Map<Long, Money> debts) {
        var before = new HashMap<Long, Money>();
        for (var step : plan.steps()) {
            var found = new ArrayList<Early>();
            for (var part : step.parts()) {
                var left = debts.getOrDefault(part.debt(), Money.ZERO)
                        .minus(before.getOrDefault(part.debt(), Money.ZERO))
                        .minus(part.amount().minus(part.early()))
                        .max(Money.ZERO);
                var amount = part.early().min(left);
                if (worthAReminder(part, amount)) {
                    found.add(new Early(part.debt(), step.day(), amount));
                }
                before.merge(part.debt(), part.amount(), Money::plus);
            }
            if (!found.isEmpty()) {
                return List.copyOf(found);
            }
        }
        return List.of();
    }

    private boolean worthAReminder(Part part, Money amount) {
        return amount.isPositive()
                && (part.closes()
                        || amount.amount().compareTo(choice.monthly().amount().multiply(WORTH_A_REMINDER)) >= 0);
    }

    /** @param early of the plan */
    public Followed after(Outcome plan, List<Early> early, LocalDate today, Made made) {
        var here = onHand(made);
        var keeps = plan.steps().stream()
                .findFirst()
                .filter(step -> step.day().equals(today))
                .map(Outcome.Step::kept)
                .orElse(here);
        return with(
                plan.steps().isEmpty() ? Optional.empty() : Optional.of(keeps.min(here)),
                early.stream().noneMatch(one -> one.day().equals(today)));
    }

    /** Something else than a payment has changed what the plan is about. */
    public Followed anew() {
        return with(kept, false);
    }

    private Followed with(Optional<Money> kept, boolean quiet) {
        return new Followed(choice, since, money, kept, missed, quiet, last);
    }
}
