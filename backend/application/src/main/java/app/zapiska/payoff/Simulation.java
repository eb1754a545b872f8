package app.zapiska.payoff;

import app.zapiska.payoff.Outcome.Part;
import app.zapiska.payoff.Outcome.Shortage;
import app.zapiska.payoff.Outcome.Step;
import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One order, from payment to payment: what comes due is paid on its day; on a day on which money comes, what no later payment will
 * need goes to the first in the order until it is closed, then to the next. Ends after ten years at the latest.
 */
final class Simulation {

    static final int MOST_YEARS = 10;
    static final int MOST_DAYS = MOST_YEARS * 365;

    /** Between two days on which money comes: it begins with one, or with the plan itself. */
    private record Stretch(LocalDate begin, LocalDate next, long income, boolean payday) {}

    private record Coming(Account account, Account.Asked asked) {}

    private final Order order;
    private final List<Account> accounts;
    private final Comparator<Account> rank;
    private final Comparator<Account> urgency;
    private final List<Stretch> stretches;

    /** By stretch, what comes due in it. */
    private final List<List<Coming>> coming;

    private final Reserve reserve;

    private final List<Step> steps = new ArrayList<>();
    private final List<Shortage> shortages = new ArrayList<>();
    private final Map<Long, LocalDate> closedOn = new LinkedHashMap<>();
    private long cash;
    private long paid;
    private long beyondPrincipal;
    private long fees;

    /** Of the day in hand: who gets what, how much of it is no principal, and how much nothing asks for yet. */
    private final Map<Account, long[]> today = new LinkedHashMap<>();

    /** @param rank who gets the money that is left; @param urgency who is paid first when there is too little */
    Simulation(List<Debt> debts, Budget budget, Order order, Comparator<Account> rank, Comparator<Account> urgency) {
        this.order = order;
        this.rank = rank;
        this.urgency = urgency;
        this.accounts =
                debts.stream().map(debt -> new Account(debt, budget.from())).toList();
        var end = budget.from().plusYears(MOST_YEARS);
        this.stretches = stretches(budget, end);
        this.coming = coming(end);
        this.reserve = new Reserve(accounts, stretches);
    }

    private static List<Stretch> stretches(Budget budget, LocalDate end) {
        var all = new ArrayList<Stretch>();
        long amount = Account.kopecks(budget.amount());
        long onHand = Account.kopecks(budget.onHand());
        boolean atOnce = budget.first().equals(budget.from());
        if (!atOnce) {
            all.add(new Stretch(budget.from(), budget.first(), onHand, onHand > 0 && budget.freely()));
        }
        for (int number = 0; !budget.day(number).isAfter(end); number++) {
            long income = number == 0 ? Math.max(0, amount - Account.kopecks(budget.ahead())) : amount;
            long more = number == 0 && atOnce ? onHand : 0;
            all.add(new Stretch(budget.day(number), budget.day(number + 1), income + more, true));
        }
        return List.copyOf(all);
    }

    private List<List<Coming>> coming(LocalDate end) {
        List<List<Coming>> all = new ArrayList<>();
        stretches.forEach(stretch -> all.add(new ArrayList<>()));
        for (var account : accounts) {
            int at = 0;
            for (var asked : account.asked()) {
                if (asked.day().isAfter(end)) {
                    break;
                }
                while (!asked.day().isBefore(stretches.get(at).next())) {
                    at++;
                }
                all.get(at).add(new Coming(account, asked));
            }
        }
        return all;
    }

    /** What the least of all debts asks of a budget that comes to nobody's help early. */
    static long enough(List<Debt> debts, Budget budget) {
        var simulation = new Simulation(debts, budget, Order.SIZE, Comparator.comparing(Account::id), null);
        long onHand = Account.kopecks(budget.onHand());
        long ahead = Account.kopecks(budget.ahead());
        long most = 0;
        int paydays = 0;
        for (int at = 0; at < simulation.stretches.size(); at++) {
            paydays += simulation.stretches.get(at).next().isAfter(budget.first()) ? 1 : 0;
            long due = simulation.reserve.until(at) - onHand + (paydays > 0 ? ahead : 0);
            if (due > 0 && paydays == 0) {
                return -1;
            }
            most = due <= 0 ? most : Math.max(most, Math.ceilDiv(due, paydays));
        }
        return most;
    }

    Outcome outcome() {
        for (int at = 0; at < stretches.size() && accounts.stream().anyMatch(Account::open); at++) {
            live(at);
        }
        return new Outcome(
                order,
                List.copyOf(steps),
                List.copyOf(shortages),
                Account.money(beyondPrincipal),
                Account.money(fees),
                Account.money(paid),
                closedOn,
                accounts.stream().filter(Account::open).map(Account::id).toList());
    }

    private void live(int at) {
        var stretch = stretches.get(at);
        cash += stretch.income();
        var byDay = new TreeMap<LocalDate, List<Coming>>();
        if (stretch.payday()) {
            byDay.put(stretch.begin(), new ArrayList<>());
        }
        for (var one : coming.get(at)) {
            byDay.computeIfAbsent(one.asked().day(), day -> new ArrayList<>()).add(one);
        }
        byDay.forEach((day, due) -> {
            payWhatIsDue(day, due);
            boolean payday = stretch.payday() && day.equals(stretch.begin());
            if (payday) {
                payMore(at, day, stretch.next());
            }
            write(day, payday);
        });
    }

    private void payWhatIsDue(LocalDate day, List<Coming> coming) {
        coming.sort(Comparator.comparing(Coming::account, urgency));
        long needed = 0;
        var lacking = new LinkedHashSet<Long>();
        for (var one : coming) {
            long least = one.account().least(day, one.asked());
            if (least <= 0) {
                continue;
            }
            needed += least + one.account().feeOf(least);
            if (needed > cash) {
                lacking.add(one.account().id());
            }
            one.account().pay(least, day);
            note(one.account(), least, 0);
        }
        if (needed > cash) {
            shortages.add(new Shortage(day, Account.money(needed), Account.money(cash), List.copyOf(lacking)));
        }
        cash = Math.max(0, cash - needed);
    }

    private void payMore(int at, LocalDate day, LocalDate next) {
        long days = ChronoUnit.DAYS.between(day, next);
        for (var account : accounts.stream().filter(Account::open).sorted(rank).toList()) {
            if (cash <= 0) {
                break;
            }
            long already = today.containsKey(account) ? today.get(account)[0] : 0;
            long more = reserve.most(at, cash, account, already, day);
            if (more <= 0) {
                continue;
            }
            if (!account.worthItsFee(more, already, day, days)) {
                // It is the first in the order that the money waits for.
                break;
            }
            cash -= more + account.feeOfMore(more, already);
            account.payEarly(more, day);
            note(account, more, more);
        }
    }

    private void note(Account account, long amount, long early) {
        reserve.forget(account);
        var sums = today.computeIfAbsent(account, one -> new long[3]);
        sums[0] += amount;
        sums[1] += account.beyondPrincipal();
        sums[2] += early;
    }

    private void write(LocalDate day, boolean payday) {
        if (today.isEmpty() && !payday) {
            return;
        }
        var parts = new ArrayList<Part>();
        today.forEach((account, sums) -> {
            long fee = account.feeOf(sums[0]);
            boolean closes = !account.open();
            parts.add(new Part(
                    account.id(),
                    Account.money(sums[1]),
                    Account.money(sums[0] - sums[1]),
                    Account.money(sums[2]),
                    Account.money(fee),
                    closes));
            paid += sums[0];
            beyondPrincipal += sums[1];
            fees += fee;
            if (closes) {
                closedOn.put(account.id(), day);
            }
        });
        today.clear();
        long left = 0;
        for (var account : accounts) {
            left += account.counted();
        }
        // What is left when everything is paid is the person's own again.
        steps.add(new Step(day, List.copyOf(parts), Account.money(left), left == 0 ? Money.ZERO : Account.money(cash)));
    }

    /**
     * What must be kept so that every later payment finds its money: by the end of each stretch no more may have come due than has
     * come in. Asks nothing of the interest that an early payment saves, so it errs to the safe side.
     */
    private static final class Reserve {

        private final List<LocalDate> ends;
        private final long[] incomes;
        private final long[] all;
        private final Map<Account, long[]> own = new HashMap<>();

        Reserve(List<Account> accounts, List<Stretch> stretches) {
            this.ends = stretches.stream().map(Stretch::next).toList();
            this.incomes = stretches.stream().mapToLong(Stretch::income).toArray();
            this.all = new long[ends.size()];
            for (var account : accounts) {
                var sums = until(account, true);
                own.put(account, sums);
                for (int at = 0; at < all.length; at++) {
                    all[at] += sums[at];
                }
            }
        }

        /** What is asked for from the beginning on until the end of the stretch, and not paid, with fees. */
        long until(int at) {
            return all[at];
        }

        void forget(Account account) {
            var before = own.get(account);
            var now = until(account, true);
            for (int at = 0; at < all.length; at++) {
                all[at] += now[at] - before[at];
            }
            own.put(account, now);
        }

        private long[] until(Account account, boolean withFees) {
            var sums = new long[ends.size()];
            if (!account.open()) {
                return sums;
            }
            int at = 0;
            long sum = 0;
            for (var asked : account.asked()) {
                while (at < sums.length && !asked.day().isBefore(ends.get(at))) {
                    sums[at++] = sum;
                }
                long left = Math.min(asked.amount(), asked.until() - account.paid());
                if (asked.closes()) {
                    left = Math.max(0, left) + account.roundings();
                }
                if (left > 0) {
                    sum += left + (withFees ? account.feeOf(left) : 0);
                }
            }
            while (at < sums.length) {
                sums[at++] = sum;
            }
            return sums;
        }

        /**
         * The most that the account may get now besides, so that the least of every later day stays paid. Money that is kept for
         * its own later payments may go to it early where that saves interest or closes it.
         */
        long most(int now, long cash, Account account, long already, LocalDate day) {
            var its = until(account, false);
            boolean saves = account.marginalPercent().signum() > 0;
            long free = Long.MAX_VALUE;
            long closing = cash;
            long early = cash;
            long income = 0;
            for (int at = now; at < all.length; at++) {
                income += at > now ? incomes[at] : 0;
                long spare = cash + income - all[at];
                closing = Math.min(closing, Math.max(0, spare) + its[at]);
                // Rounded once more, interest may come to a kopeck more with the last payment.
                long certain = saves && account.closesBefore(ends.get(at)) ? spare - 1 : spare;
                free = Math.min(free, certain);
                early = Math.min(early, Math.max(0, certain) + its[at]);
            }
            long whole = account.owed(day);
            if (whole + account.feeOfMore(whole, already) <= closing) {
                return whole;
            }
            long most = account.within(saves ? early : Math.min(cash, free), already, day);
            boolean feeIsThere = account.feeOfMore(most, already) <= free;
            // Where the money does not reach anyhow, interest that is saved brings it nearer.
            return feeIsThere || free < 0 && saves && account.feeOfMore(most, already) == 0 ? most : 0;
        }
    }
}
