package app.zapiska.reminders;

import static app.zapiska.reminders.Keeper.before;
import static app.zapiska.reminders.Keeper.json;
import static app.zapiska.reminders.Keeper.onDay;
import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.WorkingHours;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever a person does to a task in whatever order, its reminders keep these rules. Seeded: a failure tells its history. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ReminderModelTest {

    private static final int HISTORIES = Integer.getInteger("zapiska.model.histories", 5);
    private static final long SEED = Long.getLong("zapiska.model.seed", 20261121L);
    private static final int STEPS = 30;
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final WorkingHours HOURS = WorkingHours.daily(7, 22);
    private static final Duration INTERVAL = Duration.ofMinutes(15);
    private static final Set<String> LIVE = Set.of("SCHEDULED", "CLAIMED", "SENDING", "AWAITING", "SNOOZED", "BLOCKED");

    @Inject
    MutableClock clock;

    @Inject
    Engine.Parts parts;

    private final Arrange arrange = new Arrange();

    @AfterEach
    void realTime() {
        clock.backToReal();
        arrange.close();
    }

    @Test
    @DisplayName("R2–R6, bugs 15, 17–20: random histories of one task")
    void randomHistories() {
        for (int history = 0; history < HISTORIES; history++) {
            new History(SEED + history).live();
        }
    }

    private record Row(
            long id,
            String source,
            LocalDateTime localAt,
            Instant plannedAt,
            String state,
            Instant dueAt,
            int seq,
            int sent,
            String reason) {

        boolean live() {
            return LIVE.contains(state);
        }

        /** The person has heard it, or has put it off, or it is due. */
        boolean speaks(Instant now) {
            return live() && (sent > 0 || seq > 0 || state.equals("SNOOZED") || !plannedAt.isAfter(now));
        }
    }

    private final class History {
        private final Random random;
        private final long seed;
        private final List<String> told = new ArrayList<>();
        private final Keeper anna;
        private final List<Long> templates = new ArrayList<>();
        private final long task;
        private List<String> lines = new ArrayList<>();
        private boolean done;
        private boolean deleted;

        History(long seed) {
            this.seed = seed;
            random = new Random(seed);
            anna = Keeper.at("2026-11-21T12:00", clock, parts);
            for (int place = 0; place < 5; place++) {
                templates.add(anna.system(place));
            }
            templates.add(anna.template("Свой", before(30), before(0), onDay(0, "08:00")));
            templates.add(null);
            lines = someLines();
            var due = someDue();
            var template = someTemplate();
            told.add("create due " + due + " template " + template + " lines " + lines);
            task = anna.create("title", "Задача", "due", due, "reminderTemplateId", template, "reminders", lines);
        }

        void live() {
            check(List.of(), false);
            for (int step = 0; step < STEPS; step++) {
                var before = rows();
                check(before, act(before));
            }
            atLastEverythingPlannedSpeaks();
        }

        /** @return whether this answers what nags */
        private boolean act(List<Row> before) {
            int choice = random.nextInt(20);
            if (deleted) {
                if (choice < 8) {
                    told("restore");
                    anna.restore(task);
                    deleted = false;
                    return true;
                }
                return time();
            }
            switch (choice) {
                case 0 -> {
                    told("complete");
                    anna.complete(task);
                    done = true;
                    return true;
                }
                case 1, 2 -> {
                    told("reopen");
                    anna.reopen(task);
                    boolean wasDone = done;
                    done = false;
                    return wasDone;
                }
                case 3 -> {
                    told("delete");
                    anna.deleteTask(task);
                    deleted = true;
                    return true;
                }
                case 4, 5 -> {
                    int minutes = 1 + random.nextInt(1_500);
                    told("snooze " + minutes);
                    var answer = anna.post("/tasks/" + task + "/snooze", json("minutes", minutes));
                    if (done) {
                        answer.statusCode(409);
                        return false;
                    }
                    answer.statusCode(200);
                    assertThat(rows().stream().filter(row -> row.dueAt() != null))
                            .as(history())
                            .singleElement()
                            .satisfies(row -> assertThat(row.dueAt())
                                    .isEqualTo(HOURS.firstAtOrAfter(
                                            clock.instant().plus(Duration.ofMinutes(minutes)), MOSCOW)));
                    assertThat(rows().stream().filter(Row::live)).as(history()).hasSize(1);
                    return true;
                }
                case 6 -> {
                    told("same form again");
                    anna.save(task, "reminders", formLines(before));
                    return false;
                }
                case 7 -> {
                    told("rename");
                    anna.save(task, "title", "Задача " + random.nextInt(100), "importance", 1 + random.nextInt(3));
                    return false;
                }
                case 8, 9 -> {
                    var due = someDue();
                    told("redate " + due);
                    anna.save(task, "due", due);
                    return due == null || dueInstant(due).isAfter(clock.instant());
                }
                case 10 -> {
                    var template = someTemplate();
                    told("template " + template);
                    anna.save(task, "reminderTemplateId", template);
                    return template == null;
                }
                case 11 -> {
                    var kept = formLines(before);
                    kept.removeIf(line -> random.nextBoolean());
                    kept.addAll(someLines());
                    told("lines " + kept);
                    anna.save(task, "reminders", kept);
                    return true;
                }
                default -> {
                    return time();
                }
            }
        }

        private boolean time() {
            int minutes = random.nextInt(3) == 0 ? random.nextInt(900) : random.nextInt(40);
            told("+" + minutes + " min, tick");
            anna.later(Duration.ofMinutes(minutes));
            return false;
        }

        private void check(List<Row> before, boolean answered) {
            var now = clock.instant();
            var after = rows();
            var as = history() + "\nbefore " + before + "\nafter " + after;

            var live = after.stream().filter(Row::live).toList();
            assertThat(live.stream().map(Row::plannedAt))
                    .as("one live per instant\n" + as)
                    .doesNotHaveDuplicates();
            if (done || deleted) {
                assertThat(live)
                        .as("a task that is over has nothing to say\n" + as)
                        .isEmpty();
            }
            assertThat(after.stream().filter(row -> !row.live()))
                    .as("what is over has no moment\n" + as)
                    .allSatisfy(row -> assertThat(row.dueAt()).isNull());
            var known = before.stream().map(Row::id).collect(Collectors.toSet());
            assertThat(live.stream().filter(row -> !known.contains(row.id())))
                    .as("nothing past is newly planned, but for the due moment when nothing else speaks\n" + as)
                    .allSatisfy(row -> assertThat(row.plannedAt().isAfter(now)
                                    || row.source().equals("TEMPLATE")
                                            && live.stream().noneMatch(other -> other != row && other.speaks(now)))
                            .isTrue());
            var state = new HashMap<Long, Row>();
            before.forEach(row -> state.put(row.id(), row));
            assertThat(live.stream()
                            .filter(row -> known.contains(row.id())
                                    && !state.get(row.id()).live()))
                    .as("what comes back comes later\n" + as)
                    .allSatisfy(row -> assertThat(row.dueAt()).isAfterOrEqualTo(now));
            if (!done && !deleted) {
                var shown = anna.task(task);
                if (shown.get("due") != null && shown.get("reminderTemplateId") != null) {
                    assertThat(live)
                            .as("R9: there is always a word to come\n" + as)
                            .isNotEmpty();
                }
                assertThat(Optional.ofNullable(shown.getString("nextMessageAt")).map(Instant::parse))
                        .as("told ahead\n" + as)
                        .isEqualTo(live.stream()
                                .map(Row::dueAt)
                                .min(Comparator.naturalOrder())
                                .map(at -> HOURS.firstAtOrAfter(at.isAfter(now) ? at : now, MOSCOW)));
            }
            assertThat(live.stream().filter(row -> row.dueAt() != null))
                    .as("inside working hours\n" + as)
                    .allSatisfy(row ->
                            assertThat(HOURS.contains(row.dueAt(), MOSCOW)).isTrue());
            assertThat(live.stream().filter(row -> row.state().equals("AWAITING")))
                    .as("the nag is not later than one interval\n" + as)
                    .allSatisfy(row -> assertThat(row.dueAt())
                            .isBeforeOrEqualTo(HOURS.firstAtOrAfter(now.plus(INTERVAL), MOSCOW)));
            if (!answered && !done && !deleted && before.stream().anyMatch(row -> row.speaks(now))) {
                assertThat(live.stream().filter(row -> row.speaks(now)))
                        .as("an unanswered task goes on\n" + as)
                        .isNotEmpty();
            }
            var ledger = arrange.rows(
                    "select d.reminder_id, d.seq, d.outcome from deliveries d join reminders r on r.id = d.reminder_id where r.task_id = ?",
                    task);
            assertThat(ledger.stream().map(row -> row.get("reminder_id") + "/" + row.get("seq")))
                    .as("each number once\n" + as)
                    .doesNotHaveDuplicates()
                    .hasSize(anna.sends().size());
            assertThat(ledger).as(as).allSatisfy(row -> assertThat(row).containsEntry("outcome", "SENT"));
            assertThat(anna.standing().size()).as("one living message\n" + as).isLessThanOrEqualTo(1);
        }

        private void atLastEverythingPlannedSpeaks() {
            if (done || deleted) {
                return;
            }
            for (var waiting : rows().stream().filter(Row::live).toList()) {
                var row = rows().stream()
                        .filter(one -> one.id() == waiting.id())
                        .findFirst()
                        .orElseThrow();
                if (row.live() && row.dueAt().isAfter(clock.instant())) {
                    if (row.dueAt().isAfter(Instant.parse("2026-12-18T00:00:00Z"))) {
                        continue;
                    }
                    clock.set(row.dueAt());
                }
                anna.run();
                row = rows().stream()
                        .filter(one -> one.id() == waiting.id())
                        .findFirst()
                        .orElseThrow();
                if (!"SUPERSEDED".equals(row.reason())) {
                    assertThat(row.sent())
                            .as("sent at its moment\n" + history() + "\n" + row)
                            .isPositive();
                }
            }
        }

        private List<Row> rows() {
            return arrange
                    .rows(
                            "select id, source, local_at, planned_at, state, due_at, seq, sent_count, reason from reminders where task_id = ? order by planned_at, id",
                            task)
                    .stream()
                    .map(ReminderModelTest::row)
                    .toList();
        }

        /** What the page would send: the lines that are not over. */
        private List<String> formLines(List<Row> rows) {
            return rows.stream()
                    .filter(row -> row.live() && row.source().equals("CUSTOM"))
                    .map(row -> row.localAt().toString())
                    .distinct()
                    .collect(Collectors.toCollection(ArrayList::new));
        }

        private List<String> someLines() {
            var some = new ArrayList<String>();
            for (int n = random.nextInt(3); n > 0; n--) {
                some.add(localNow().plusMinutes(random.nextInt(3_000) - 300).toString());
            }
            return some;
        }

        private String someDue() {
            if (random.nextInt(6) == 0) {
                return null;
            }
            var moment = localNow().plusMinutes(random.nextInt(5_000) - 1_000);
            return random.nextInt(3) == 0 ? moment.toLocalDate().toString() : moment.toString();
        }

        private Instant dueInstant(String due) {
            var times = new ReminderTimes(MOSCOW, HOURS);
            var moment = app.zapiska.platform.LocalMoment.parse(due);
            return times.dueInstant(Due.at(moment.date(), moment.time()));
        }

        private Long someTemplate() {
            return templates.get(random.nextInt(templates.size()));
        }

        private LocalDateTime localNow() {
            return LocalDateTime.ofInstant(clock.instant(), MOSCOW).truncatedTo(ChronoUnit.MINUTES);
        }

        private void told(String what) {
            told.add(localNow() + " " + what);
        }

        private String history() {
            return "seed " + seed + "\n" + String.join("\n", told);
        }
    }

    private static Row row(Map<String, Object> columns) {
        return new Row(
                ((Number) columns.get("id")).longValue(),
                (String) columns.get("source"),
                ((java.sql.Timestamp) columns.get("local_at")).toLocalDateTime(),
                (Instant) columns.get("planned_at"),
                (String) columns.get("state"),
                (Instant) columns.get("due_at"),
                ((Number) columns.get("seq")).intValue(),
                ((Number) columns.get("sent_count")).intValue(),
                (String) columns.get("reason"));
    }
}
