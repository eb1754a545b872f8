package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.WorkingHours;
import app.zapiska.reminders.NextMessage.About;
import app.zapiska.reminders.NextMessage.Waiting;
import app.zapiska.reminders.ReminderPlanner.Change;
import app.zapiska.reminders.ReminderPlanner.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A task of somebody in Moscow and its reminders, in memory: the rules alone, by wall time, without database and chat. */
final class PlannedTask {

    static final List<Rule> NO_TEMPLATE = List.of();
    static final List<Rule> DAY_BEFORE = List.of(new Rule.Before(1_440));
    static final List<Rule> SAME_DAY = List.of(new Rule.OnDay(0, LocalTime.of(9, 0)));
    static final List<Rule> DAY_BEFORE_AND_SAME_DAY =
            List.of(new Rule.Before(1_440), new Rule.OnDay(0, LocalTime.of(9, 0)));
    static final List<Rule> INTENSIVE = List.of(new Rule.Before(1_440), new Rule.Before(60), Rule.AT_DUE);
    static final List<Rule> VERY_INTENSIVE = List.of(
            new Rule.Before(2_880), new Rule.Before(1_440), new Rule.Before(180), new Rule.Before(60), Rule.AT_DUE);

    private final PlayedEngine engine = new PlayedEngine();
    private AccountSettings account = new AccountSettings(
            1,
            new AccountSettings.Place(ZoneId.of("Europe/Moscow"), Locale.of("ru")),
            AccountSettings.Nagging.every(Duration.ofMinutes(15), WorkingHours.daily(7, 22)),
            new AccountSettings.Loans(5, List.of(), "RUB"),
            AccountSettings.DefaultTemplates.NONE,
            new AccountSettings.Chat(OptionalLong.of(7), false));

    private Instant now;
    private boolean open = true;
    private int importance = 2;
    private Optional<LocalDate> date = Optional.empty();
    private Optional<LocalTime> time = Optional.empty();
    private boolean redated;
    private List<Rule> rules = NO_TEMPLATE;
    private Optional<List<LocalDateTime>> lines = Optional.empty();
    private int sent;

    private PlannedTask(Instant now) {
        this.now = now;
    }

    static PlannedTask at(String local) {
        return new PlannedTask(
                LocalDateTime.parse(local).atZone(ZoneId.of("Europe/Moscow")).toInstant());
    }

    // ---- the form

    /** @param moment a day, or a day and a time; empty for none */
    PlannedTask due(String moment) {
        var was = date + " " + time;
        date = moment.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(moment.substring(0, 10)));
        time = moment.length() > 10 ? Optional.of(LocalTime.parse(moment.substring(11))) : Optional.empty();
        redated = !was.equals(date + " " + time);
        return this;
    }

    PlannedTask template(List<Rule> template) {
        rules = template;
        return this;
    }

    /** Times chosen by hand, as the form lists them. A form that does not name them leaves them as they are. */
    PlannedTask lines(String... local) {
        lines = Optional.of(Stream.of(local).map(LocalDateTime::parse).toList());
        return this;
    }

    PlannedTask importance(int chosen) {
        importance = chosen;
        return this;
    }

    PlannedTask created() {
        if (lines.isEmpty()) {
            lines();
        }
        return fit(Change.STARTED);
    }

    PlannedTask saved() {
        return fit(redated ? Change.RESCHEDULED : Change.EDITED);
    }

    private PlannedTask fit(Change change) {
        var plan = new Plan(
                SubjectKey.task(1),
                importance,
                date,
                time,
                Optional.empty(),
                rules.isEmpty() ? Optional.empty() : Optional.of(7L),
                lines);
        engine.add(rules().fit(plan, change, rules, engine.rows()));
        redated = false;
        lines = Optional.empty();
        return this;
    }

    private Reconciliation rules() {
        return new Reconciliation(account, now);
    }

    // ---- what the person does

    void snoozed(Duration by) {
        engine.add(rules().snooze(SubjectKey.task(1), now.plus(by), engine.rows()));
    }

    void snoozedUntil(String local) {
        snoozed(Duration.between(now, instant(local)));
    }

    void completed() {
        open = false;
        engine.rows().stream().filter(Reminder::unfinished).forEach(row -> row.end(ReminderReason.COMPLETED, now));
    }

    void reopened() {
        open = true;
        fit(Change.STARTED);
    }

    // ---- the account's settings

    void movedTo(String zone) {
        settings(new AccountSettings.Place(ZoneId.of(zone), account.place().language()), account.nagging());
        rules().followZone(live());
        follow();
    }

    void hours(WorkingHours hours) {
        settings(
                account.place(),
                new AccountSettings.Nagging(
                        hours,
                        account.nagging().repeatIntervals(),
                        account.nagging().snoozeDefault()));
        follow();
    }

    /** @param minutes by importance */
    void repeated(Map<Integer, Integer> minutes) {
        var intervals = new java.util.HashMap<Integer, Duration>();
        minutes.forEach((of, every) -> intervals.put(of, Duration.ofMinutes(every)));
        settings(
                account.place(),
                new AccountSettings.Nagging(
                        account.nagging().hours(),
                        Map.copyOf(intervals),
                        account.nagging().snoozeDefault()));
        follow();
    }

    private void settings(AccountSettings.Place place, AccountSettings.Nagging nagging) {
        account = new AccountSettings(
                account.accountId(), place, nagging, account.loans(), account.defaults(), account.link());
    }

    private void follow() {
        rules().followHours(live());
        if (open) {
            fit(Change.EDITED);
        }
    }

    // ---- time

    /** Moves to this wall time of the account and lets the engine do what is due. */
    void at(String local, int messages) {
        now = instant(local);
        assertSent(messages);
    }

    void later(Duration by, int messages) {
        now = now.plus(by);
        assertSent(messages);
    }

    private void assertSent(int messages) {
        sent = engine.tick(account, importance, now);
        org.assertj.core.api.Assertions.assertThat(sent)
                .as("messages at " + account.localTime(now) + " of " + this)
                .isEqualTo(messages);
    }

    /** What is due already goes out now. */
    void run(int messages) {
        later(Duration.ZERO, messages);
    }

    private Instant instant(String local) {
        return LocalDateTime.parse(local).atZone(account.zone()).toInstant();
    }

    // ---- what became of it

    /** By planned moment, as the API lists them. */
    List<Reminder> reminders() {
        return engine.rows().stream()
                .sorted(Comparator.comparing(Reminder::plannedAt).thenComparing(Reminder::id))
                .toList();
    }

    List<Reminder> live() {
        return reminders().stream().filter(Reminder::live).toList();
    }

    /** Wall times of those that still have something to say. */
    List<String> planned() {
        return live().stream().map(row -> row.localAt().toString()).toList();
    }

    /** Wall times at which the engine acts, in order. */
    List<String> next() {
        return reminders().stream()
                .map(Reminder::dueAt)
                .filter(at -> at != null)
                .sorted()
                .map(at -> account.localTime(at).toString())
                .toList();
    }

    List<String> states() {
        return reminders().stream()
                .map(row -> row.state().name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Everything the database would keep of them. */
    String everything() {
        return reminders().stream().map(Reminder::asJson).toList().toString();
    }

    /** «2026-11-22T07:00 planned»: wall time and reason of the next message. */
    String nextMessage() {
        var next = NextMessage.of(
                new About(open, date.isPresent(), !rules.isEmpty()),
                engine.rows().stream()
                        .filter(Reminder::unfinished)
                        .map(Waiting::of)
                        .toList(),
                account,
                true,
                now);
        return next.at().map(account::localTime).map(LocalDateTime::toString).orElse("never") + " "
                + next.reason().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return states() + " planned " + planned() + " next " + next();
    }
}
