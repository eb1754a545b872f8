package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.WorkingHours;
import app.zapiska.reminders.ReminderPlanner.Change;
import app.zapiska.reminders.ReminderPlanner.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PreviewPropertyTest {

    private static final int CASES = Integer.getInteger("zapiska.preview.cases", 6_000);
    private static final long SEED = Long.getLong("zapiska.preview.seed", 20261129L);

    private static final List<String> ZONES = List.of(
            "Europe/Moscow",
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Pacific/Kiritimati",
            "Asia/Kathmandu",
            "Africa/Cairo",
            "America/Santiago");

    @Test
    @DisplayName(
            "what a preview shows is what is planned: any rules, due moments, lengths, zones, hours and own moments")
    void previewIsReality() {
        for (int i = 0; i < CASES; i++) {
            var random = new Random(SEED + i);
            var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            int opens = random.nextInt(22);
            var hours = WorkingHours.daily(opens, opens + 1 + random.nextInt(24 - opens));
            var account = new AccountSettings(
                    1,
                    new AccountSettings.Place(zone, Locale.of("ru")),
                    AccountSettings.Nagging.every(Duration.ofMinutes(15), hours),
                    new AccountSettings.Loans(5, List.of(), "RUB"),
                    AccountSettings.DefaultTemplates.NONE,
                    new AccountSettings.Chat(OptionalLong.of(7), false));
            var day = LocalDate.of(2027, 3, 1).plusDays(random.nextInt(300));
            var time = random.nextInt(4) == 0 ? Optional.<LocalTime>empty() : Optional.of(someTime(random));
            var length = time.filter(ignored -> random.nextBoolean()).map(ignored -> 1 + random.nextInt(900));
            var due = new Due(day, time, length);
            var now = day.atStartOfDay(zone).toInstant().plus(Duration.ofMinutes(random.nextInt(8_000) - 6_000));
            var rules = new ArrayList<Rule>();
            for (int r = random.nextInt(5); r > 0; r--) {
                rules.add(someRule(random));
            }
            var own = new ArrayList<LocalDateTime>();
            for (int o = random.nextInt(3); o > 0; o--) {
                own.add(day.minusDays(random.nextInt(3)).atTime(someTime(random)));
            }

            var times = new ReminderTimes(zone, hours);
            var byHand =
                    own.stream().map(local -> local.atZone(zone).toInstant()).toList();
            var shown = times.forNew(rules, byHand, due, now).with(byHand, hours, zone, now).stream()
                    .map(ReminderTimes.Told::at)
                    .toList();
            var plan = new Plan(
                    SubjectKey.task(1),
                    2,
                    Optional.of(day),
                    time,
                    length,
                    rules.isEmpty() ? Optional.empty() : Optional.of(7L),
                    Optional.of(own));
            var planned = new TreeSet<Instant>();
            new Reconciliation(account, now)
                    .fit(plan, Change.STARTED, rules, List.of()).stream()
                            .filter(Reminder::live)
                            .forEach(reminder -> planned.add(reminder.dueAt()));

            assertThat(shown)
                    .as("seed %s: %s, %s, own %s, hours from %s, now %s", SEED + i, rules, due, own, opens, now)
                    .containsExactlyElementsOf(planned);
        }
    }

    private static Rule someRule(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Rule.Before(random.nextInt(5_000));
            case 1 -> new Rule.OnDay(random.nextInt(4), someTime(random));
            case 2 -> new Rule.Every(5 + random.nextInt(200), someTime(random), null, random.nextInt(300));
            case 3 -> {
                int from = 1 + random.nextInt(900);
                yield new Rule.Every(5 + random.nextInt(200), null, from, random.nextInt(from));
            }
            default -> new Rule.BeforeEnd(random.nextInt(400));
        };
    }

    private static LocalTime someTime(Random random) {
        return LocalTime.of(random.nextInt(24), random.nextInt(60));
    }
}
