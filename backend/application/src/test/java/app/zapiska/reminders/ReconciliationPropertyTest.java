package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.WorkingHours;
import app.zapiska.reminders.NextMessage.About;
import app.zapiska.reminders.NextMessage.Waiting;
import app.zapiska.reminders.Reminder.State;
import app.zapiska.reminders.ReminderPlanner.Change;
import app.zapiska.reminders.ReminderPlanner.Plan;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * R9 over random plans, zones, hours and edits: whatever has a due moment and is to be reminded of has a word to come at any
 * time, and never two voices.
 */
class ReconciliationPropertyTest {

    private static final int HISTORIES = Integer.getInteger("zapiska.reconciliation.histories", 400);
    private static final long SEED = Long.getLong("zapiska.reconciliation.seed", 20261129L);
    private static final int STEPS = 25;
    private static final Duration INTERVAL = Duration.ofMinutes(15);

    private static final List<String> ZONES = List.of(
            "Europe/Moscow",
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Pacific/Kiritimati",
            "Asia/Kathmandu",
            "Africa/Cairo",
            "America/Santiago");

    private static final List<List<Rule>> TEMPLATES = List.of(
            List.of(),
            List.of(new Rule.Before(1_440)),
            List.of(new Rule.Before(1_440), new Rule.OnDay(0, LocalTime.of(9, 0))),
            List.of(new Rule.Before(1_440), new Rule.Before(60), Rule.AT_DUE),
            List.of(
                    new Rule.Before(2_880),
                    new Rule.Before(1_440),
                    new Rule.Before(180),
                    new Rule.Before(60),
                    Rule.AT_DUE),
            List.of(new Rule.OnDay(0, LocalTime.of(9, 0))),
            List.of(new Rule.Before(30)),
            List.of(new Rule.Every(30, LocalTime.of(16, 0), null, 30), new Rule.BeforeEnd(20)),
            List.of(new Rule.Every(20, null, 240, 0)),
            List.of(new Rule.BeforeEnd(0)));

    @Test
    @DisplayName(
            "R9: an open thing with a due moment and reminders always has one to come or nagging, and one voice only")
    void nothingIsEverSilent() {
        for (int history = 0; history < HISTORIES; history++) {
            new History(SEED + history).live();
        }
    }

    private static final class History {
        private final Random random;
        private final long seed;
        private final List<String> told = new ArrayList<>();
        private final PlayedEngine engine = new PlayedEngine();
        private final List<Reminder> rows = engine.rows();
        private final AccountSettings account;
        private Instant now;
        private boolean open = true;
        private List<Rule> rules;
        private Optional<LocalDate> dueDate;
        private Optional<LocalTime> dueTime;
        private List<LocalDateTime> lines;

        History(long seed) {
            this.seed = seed;
            random = new Random(seed);
            account = someAccount();
            // Around the nights in which clocks are changed.
            now = Instant.parse(List.of("2027-03-27T10:00:00Z", "2027-10-30T10:00:00Z", "2026-11-29T02:00:00Z")
                            .get(random.nextInt(3)))
                    .plus(random.nextInt(2_880), ChronoUnit.MINUTES);
            rules = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
            someDue();
            lines = someLines();
            fit(Change.STARTED, Optional.of(lines), "created");
        }

        void live() {
            for (int step = 0; step < STEPS; step++) {
                act();
                check();
            }
        }

        private void act() {
            switch (random.nextInt(10)) {
                case 0 -> {
                    someDue();
                    var change = Change.RESCHEDULED;
                    if (open) {
                        fit(change, Optional.empty(), "redated");
                    }
                }
                case 1 -> {
                    rules = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
                    if (open) {
                        fit(Change.EDITED, Optional.empty(), "other template");
                    }
                }
                case 2 -> {
                    lines = someLines();
                    if (open) {
                        fit(Change.EDITED, Optional.of(lines), "other lines");
                    }
                }
                case 3 -> {
                    if (open) {
                        open = false;
                        rows.stream()
                                .filter(Reminder::unfinished)
                                .forEach(row -> row.end(ReminderReason.COMPLETED, now));
                        told.add(now + " completed");
                    }
                }
                case 4 -> {
                    if (!open) {
                        open = true;
                        fit(Change.STARTED, Optional.empty(), "reopened");
                    }
                }
                case 5 -> {
                    if (open) {
                        var until = now.plus(1 + random.nextInt(1_500), ChronoUnit.MINUTES);
                        told.add(now + " snoozed until " + until);
                        engine.add(reconciliation().snooze(SubjectKey.task(1), until, rows));
                    }
                }
                case 6 -> {
                    if (open) {
                        var before = rows.stream()
                                .filter(row -> row.dueAt() != null)
                                .collect(Collectors.toMap(Reminder::id, Reminder::dueAt));
                        var heard = rows.stream().anyMatch(Reminder::sent);
                        fit(Change.EDITED, Optional.empty(), "saved again");
                        assertThat(rows.stream()
                                        .filter(row -> row.dueAt() != null
                                                && !row.dueAt().isAfter(now)
                                                && !before.containsKey(row.id())))
                                .as("saving sends nothing\n" + this)
                                .allMatch(row -> !heard);
                    }
                }
                default -> {
                    now = now.plus(
                            random.nextInt(4) == 0 ? random.nextInt(2_000) : random.nextInt(60), ChronoUnit.MINUTES);
                    told.add(now + " time passed");
                    engine.tick(account, 2, now);
                }
            }
        }

        private Reconciliation reconciliation() {
            return new Reconciliation(account, now);
        }

        private void fit(Change change, Optional<List<LocalDateTime>> custom, String what) {
            told.add(now + " " + what + ": due " + dueDate + " " + dueTime + " rules " + rules + " lines " + custom);
            engine.add(reconciliation()
                    .fit(
                            new Plan(
                                    SubjectKey.task(1),
                                    2,
                                    dueDate,
                                    dueTime,
                                    duration(),
                                    rules.isEmpty() ? Optional.empty() : Optional.of(7L),
                                    custom),
                            change,
                            rules,
                            rows));
        }

        /** Of the same length for the same history: it is not what these histories change. */
        private Optional<Integer> duration() {
            return dueTime.filter(time -> seed % 2 == 0).map(time -> 60 + (int) (seed % 7) * 45);
        }

        private void check() {
            var live = rows.stream().filter(Reminder::live).toList();
            assertThat(live.stream().map(Reminder::plannedAt))
                    .as("equal instants collapse\n" + this)
                    .doesNotHaveDuplicates();
            assertThat(live.stream().filter(row -> row.state() == State.AWAITING))
                    .as("one voice\n" + this)
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(live)
                    .as("inside working hours\n" + this)
                    .allMatch(row -> account.workingHours().contains(row.dueAt(), account.zone()));
            var soonest = live.stream().map(Reminder::dueAt).min(Comparator.naturalOrder());
            if (!open) {
                assertThat(live).as("what is over says nothing\n" + this).isEmpty();
                assertThat(next().reason()).isEqualTo(NextMessage.Reason.DONE);
                return;
            }
            assertThat(next().at().isPresent()).as("told ahead\n" + this).isEqualTo(soonest.isPresent());
            var own = rows.stream()
                    .anyMatch(row -> row.source() == Reminder.Source.CUSTOM && row.reason() != ReminderReason.REMOVED);
            if (dueDate.isEmpty() || rules.isEmpty() && !own) {
                return;
            }
            assertThat(live).as("never without a word to come\n" + this).isNotEmpty();
            var due = new ReminderTimes(account.zone(), account.workingHours())
                    .dueInstant(Due.at(dueDate.get(), dueTime));
            if (!due.isAfter(now) && !rules.isEmpty()) {
                assertThat(live)
                        .as("overdue: it nags, is put off, or begins at the next working minute\n" + this)
                        .anyMatch(row -> row.state() == State.SNOOZED
                                || !row.dueAt().isAfter(account.inHours(now.plus(INTERVAL))));
            }
        }

        private NextMessage next() {
            return NextMessage.of(
                    new About(open, dueDate.isPresent(), !rules.isEmpty()),
                    rows.stream().filter(Reminder::unfinished).map(Waiting::of).toList(),
                    account,
                    true,
                    now);
        }

        private AccountSettings someAccount() {
            Map<DayOfWeek, Optional<WorkingHours.Hours>> exceptions = new HashMap<>();
            if (random.nextInt(3) == 0) {
                exceptions.put(DayOfWeek.SUNDAY, Optional.empty());
                exceptions.put(DayOfWeek.SATURDAY, Optional.of(new WorkingHours.Hours(11, 15)));
            }
            int start = random.nextInt(12);
            var hours = random.nextInt(4) == 0
                    ? new WorkingHours.Hours(0, 24)
                    : new WorkingHours.Hours(start, start + 1 + random.nextInt(12));
            return new AccountSettings(
                    1,
                    new AccountSettings.Place(ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))), Locale.of("ru")),
                    AccountSettings.Nagging.every(INTERVAL, new WorkingHours(hours, exceptions)),
                    new AccountSettings.Loans(5, List.of(), "RUB"),
                    AccountSettings.DefaultTemplates.NONE,
                    new AccountSettings.Chat(OptionalLong.of(7), false));
        }

        private void someDue() {
            var moment = local().plusMinutes(random.nextInt(6_000) - 2_000);
            dueDate = random.nextInt(8) == 0 ? Optional.empty() : Optional.of(moment.toLocalDate());
            dueTime =
                    dueDate.isEmpty() || random.nextInt(3) == 0 ? Optional.empty() : Optional.of(moment.toLocalTime());
        }

        private List<LocalDateTime> someLines() {
            var some = new ArrayList<LocalDateTime>();
            for (int n = random.nextInt(3); n > 0; n--) {
                some.add(local().plusMinutes(random.nextInt(4_000) - 1_000));
            }
            return some;
        }

        private LocalDateTime local() {
            return account.localTime(now).truncatedTo(ChronoUnit.MINUTES);
        }

        @Override
        public String toString() {
            return "seed " + seed + " " + account.zone() + " " + account.workingHours() + "\n" + String.join("\n", told)
                    + "\n"
                    + rows.stream()
                            .map(row -> row.id() + " " + row.source() + " " + row.plannedAt() + " " + row.state() + " "
                                    + row.dueAt() + " " + row.reason() + " sent " + row.sentCount())
                            .collect(Collectors.joining("\n"));
        }
    }
}
