package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Waiting;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.Hold;
import app.zapiska.sandbox.SandboxControl;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two replicas of the packaged application are killed at every point of a message's way, paused past their leases, and lose
 * their database. Nothing in the product helps: the points are reached by locks in the database and by a Bot API server that
 * holds calls. The oracle is that server's list of accepted messages against the delivery ledger.
 */
@DisplayName("Replicas that are killed")
class KilledReplicaIT {

    private static final Duration LEASE = Duration.ofSeconds(9);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A person of more reminders than three gets them as one message. */
    private static final int TOGETHER = 5;

    private static final LocalDate PAYMENT_DAY = LocalDate.of(2099, 3, 10);

    /** Shorter than in production, in the same proportion: age of an intent + a call &lt; a lease. */
    @RegisterExtension
    final Installation installation = new Installation(Map.of(
            "ZAPISKA_REMINDERS_LEASE", LEASE.toString(),
            "ZAPISKA_REMINDERS_INTENT_AGE", "2s",
            "ZAPISKA_REMINDERS_RESCUE", "1s",
            "TELEGRAM_CONNECT_TIMEOUT", "2s",
            "TELEGRAM_READ_TIMEOUT", "5s",
            "TELEGRAM_CALL_TIMEOUT", "6s",
            "TELEGRAM_POLLER_LEASE", "6s"));

    /** Where a replica is on a message's way when it dies. */
    private enum Point {
        CLAIMED,
        INTENT_COMMITTED,
        ACCEPTED,
        ANSWERED,
        RANDOM
    }

    private static final List<Point> KILLS = List.of(
            Point.CLAIMED,
            Point.INTENT_COMMITTED,
            Point.ACCEPTED,
            Point.ANSWERED,
            Point.RANDOM,
            Point.CLAIMED,
            Point.INTENT_COMMITTED,
            Point.ACCEPTED,
            Point.ANSWERED,
            Point.RANDOM,
            Point.INTENT_COMMITTED,
            Point.CLAIMED,
            Point.ACCEPTED,
            Point.ANSWERED,
            Point.RANDOM,
            Point.INTENT_COMMITTED,
            Point.CLAIMED,
            Point.ACCEPTED,
            Point.ANSWERED,
            Point.RANDOM);

    /** Somebody with reminders that wait to be repeated. */
    private record Nagged(Person person, List<Long> reminders) {
        long reminder() {
            return reminders.getFirst();
        }
    }

    private final Random random = new Random(20_261_121);
    private final List<Nagged> people = new ArrayList<>();
    private final List<Nagged> crowd = new ArrayList<>();

    /** Lines of the ledger whose fate a fault made unknowable. */
    private final Set<Long> ambiguous = new HashSet<>();

    /** What must have become of the messages that were under way when a replica died. */
    private final List<Runnable> fates = new ArrayList<>();

    private final Map<Point, Integer> kills = new EnumMap<>(Point.class);
    private Replica one;
    private Replica two;
    private SandboxControl telegram;
    private Instant lastDeath;
    private int nextPerson;

    @BeforeEach
    void twoReplicasAndSomePeople() {
        one = installation.start("one");
        two = installation.start("two");
        telegram = installation.telegram();
        for (int i = 0; i < 12; i++) {
            people.add(nagged(1));
        }
        for (int i = 0; i < 16; i++) {
            crowd.add(nagged(i % 4 == 0 ? TOGETHER : 1));
        }
    }

    private Nagged nagged(int reminders) {
        var person = arrange().person();
        telegram.addChat(person.chat(), "Человек");
        var due = Instant.now();
        var ids = new ArrayList<Long>();
        for (int i = 0; i < reminders; i++) {
            ids.add(arrange().reminder(person, subject(person, i), due));
        }
        return new Nagged(person, ids);
    }

    /** Tasks and instalments in turn, from person to person and within one person's. */
    private SubjectKey subject(Person person, int number) {
        return (people.size() + crowd.size() + number) % 2 == 0
                ? SubjectKey.task(arrange().task(person, "Дело " + number))
                : arrange()
                        .installment(
                                person,
                                arrange().loan(person, "Кредит " + number, "5056", PAYMENT_DAY),
                                PAYMENT_DAY,
                                "5056");
    }

    @Test
    @DisplayName("no message comes twice, none is lost silently, and everybody is reminded again")
    void atMostOnceAndNeverSilentlyLost() {
        long began = System.nanoTime();
        await("everybody's first message", () -> waiting(people) && waiting(crowd));

        for (var point : KILLS) {
            var dead = killAt(point);
            kills.merge(point, 1, Integer::sum);
            dead.launch();
            theOtherGoesOn(dead);
            dead.awaitReady();
        }
        pausedWithAnIntentOnItsWay();
        pausedWhileTelegramIsSlow();
        pausedWhileItWritesTheOutcome();
        databaseCrash();

        telegram.clearFaults();
        quiet();
        fates.forEach(Runnable::run);
        everybodyIsRemindedAgain();
        quiet();
        var accepted = Slot.accepted(telegram.acceptedSends());
        nothingCameTwice(accepted);
        theLedgerKnows(accepted);
        assertThat(ofPayments()).as("payments are reminded of as tasks are").isPositive();
        System.out.printf(
                "kill -9 %s, 3 pauses past the lease, 1 crash of PostgreSQL: %d numbered messages, %d of them of payments, "
                        + "%d accepted, 0 twice, %d unknown of %d that could be, in %d s%n",
                kills,
                count("select count(distinct (reminder_id, seq)) from deliveries"),
                ofPayments(),
                accepted.size(),
                count("select count(*) from deliveries where outcome = 'UNKNOWN'"),
                ambiguous.size(),
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    private long ofPayments() {
        return count(
                "select count(distinct (d.reminder_id, d.seq)) from deliveries d join reminders r on r.id = d.reminder_id "
                        + "where r.subject_kind = 'INSTALLMENT'");
    }

    // ---- deaths

    private Replica killAt(Point point) {
        return switch (point) {
            case CLAIMED -> killClaimed();
            case INTENT_COMMITTED -> killBeforeTheRequestArrives();
            case ACCEPTED -> killBeforeTheAnswer();
            case ANSWERED -> killBeforeTheOutcomeIsCommitted();
            case RANDOM -> killUnderLoad();
        };
    }

    /** The reminder is taken in hand, the intent to send it can't be written yet. */
    private Replica killClaimed() {
        var victim = nextIdle();
        Replica dead;
        try (var lock = new Locked("lock table deliveries in exclusive mode")) {
            var slot = provoke(victim);
            await("a claim that waits for its intent", () -> claimed(victim) && stuck(ownerOf(victim)));
            var lease = leaseOf(victim);
            dead = lease.holder();
            kill(dead);
            // PostgreSQL notices the death of a waiting client only when it answers: it might still commit the intent.
            lock.endConnectionsOf(dead);
            fates.add(() -> nothingWasTriedUnder(lease, slot));
        }
        afterwards(dead);
        return dead;
    }

    /**
     * The slot went to somebody else, who used it up. That one may have been killed by a later fault of this test, about when
     * the dead one's lease was over: only then may it have become unknown.
     */
    private void nothingWasTriedUnder(Lease lease, Slot slot) {
        assertThat(ledger(slot))
                .allSatisfy(line -> assertThat((Long) line.get("fence"))
                        .as("a try under the lease of the dead: %s", line)
                        .isGreaterThan(lease.fence()));
        var used = ledger(slot).stream()
                .filter(line -> !"NOT_SENT".equals(line.get("outcome")))
                .toList();
        assertThat(used)
                .as("%s was claimed under fence %d when its holder died", slot, lease.fence())
                .singleElement()
                .satisfies(line -> {
                    if (ambiguous.contains((Long) line.get("id"))) {
                        assertThat(line.get("outcome")).isIn("SENT", "UNKNOWN");
                    } else {
                        assertThat(line.get("outcome")).isEqualTo("SENT");
                        assertThat(timesAccepted(slot)).as("%s", slot).isOne();
                    }
                });
    }

    /** The ledger says that a message will be sent; whether it was, nobody can tell afterwards. */
    private Replica killBeforeTheRequestArrives() {
        var victim = nextIdle();
        boolean arrivesAnyway = random.nextBoolean();
        var hold = telegram.hold("sendMessage", victim.person().chat());
        var slot = provoke(victim);
        hold.awaitReached(PATIENCE);
        var dead = ownerOf(victim);
        kill(dead);
        if (arrivesAnyway) {
            hold.release();
        } else {
            hold.dropConnection();
        }
        fates.add(() -> {
            assertThat(outcomes(slot)).as("%s", slot).containsExactly("UNKNOWN");
            assertThat(timesAccepted(slot)).as("%s", slot).isEqualTo(arrivesAnyway ? 1 : 0);
        });
        afterwards(dead);
        return dead;
    }

    private Replica killBeforeTheAnswer() {
        var victim = nextIdle();
        var hold = telegram.holdAfter("sendMessage", victim.person().chat());
        var slot = provoke(victim);
        hold.awaitReached(PATIENCE);
        var dead = ownerOf(victim);
        kill(dead);
        hold.release();
        expectUnknownButArrived(slot);
        afterwards(dead);
        return dead;
    }

    /** Telegram has said yes, the ledger does not know it yet. */
    private Replica killBeforeTheOutcomeIsCommitted() {
        var victim = nextIdle();
        var hold = telegram.holdAfter("sendMessage", victim.person().chat());
        var slot = provoke(victim);
        hold.awaitReached(PATIENCE);
        var dead = ownerOf(victim);
        try (var lock = new Locked("select 1 from deliveries where reminder_id = " + victim.reminder()
                + " and outcome is null for update")) {
            hold.release();
            await("an outcome that waits to be written", () -> stuck(dead));
            kill(dead);
            // It is one statement: what has reached PostgreSQL would be written without anybody to wait for it.
            lock.endConnectionsOf(dead);
        }
        expectUnknownButArrived(slot);
        afterwards(dead);
        return dead;
    }

    private void expectUnknownButArrived(Slot slot) {
        fates.add(() -> {
            assertThat(outcomes(slot)).as("%s", slot).containsExactly("UNKNOWN");
            assertThat(timesAccepted(slot)).as("%s", slot).isOne();
        });
    }

    private Replica killUnderLoad() {
        var dead = random.nextBoolean() ? one : two;
        underLoad(() -> kill(dead));
        afterwards(dead);
        return dead;
    }

    /** Everybody's reminders are due at once, Telegram takes its time, and in the middle of it something happens. */
    private void underLoad(Runnable event) {
        var slow = Fault.on("sendMessage").delays(Duration.ofMillis(200)).always();
        telegram.script(random.nextBoolean() ? slow : slow.accepting());
        provokeWhoWaits(crowd);
        int soFar = telegram.acceptedSends().size();
        telegram.awaitSends(soFar + 1 + random.nextInt(crowd.size() / 2), PATIENCE);
        event.run();
        telegram.clearFaults();
    }

    private void kill(Replica replica) {
        lastDeath = databaseTime();
        replica.kill();
    }

    /** Notes what the dead one has left open, when nothing of it can change any more. */
    private void afterwards(Replica dead) {
        await(
                "the end of the dead one's connections",
                () -> count("select count(*) from pg_stat_activity where application_name = ?", dead.name()) == 0);
        noteOpenIntentsOf(dead, lastDeath);
    }

    /** @param since what became unknown before this had another cause */
    private void noteOpenIntentsOf(Replica replica, Instant since) {
        note("""
                select id from deliveries
                where owner = (select owner from worker_names where name = ? order by since desc limit 1)
                  and (outcome is null or outcome = 'UNKNOWN' and outcome_at >= ?)""", replica.name(), since);
    }

    private void note(String intents, Object... parameters) {
        arrange().rows(intents, parameters).forEach(row -> ambiguous.add((Long) row.get("id")));
    }

    /** The absence of one delays nobody else. */
    private void theOtherGoesOn(Replica absent) {
        var slot = remindNow(nextIdle());
        assertThat(arrange()
                        .row(
                                "select w.name from deliveries d join worker_names w using (owner) where reminder_id = ? and seq = ?",
                                slot.reminder(),
                                slot.seq())
                        .get("name"))
                .as("who works while %s is away", absent.name())
                .isNotEqualTo(absent.name());
    }

    private Slot remindNow(Nagged nagged) {
        var slot = provoke(nagged);
        await("a message", () -> timesAccepted(slot) > 0);
        return slot;
    }

    // ---- pauses

    /** A process that was stopped for longer than its lease must not send when it goes on. */
    private void pausedWithAnIntentOnItsWay() {
        var victim = nextIdle();
        Replica sleeper;
        Instant since;
        try (var lock = new Locked("lock table deliveries in exclusive mode")) {
            provoke(victim);
            await("a claim that waits for its intent", () -> claimed(victim) && stuck(ownerOf(victim)));
            sleeper = ownerOf(victim);
            since = databaseTime();
            sleeper.pause();
        }
        wakeAfterItsLease(victim, sleeper, since);
    }

    /** The call was under way, its answer comes when others have taken over. */
    private void pausedWhileTelegramIsSlow() {
        var victim = nextIdle();
        Hold hold = telegram.hold("sendMessage", victim.person().chat());
        provoke(victim);
        hold.awaitReached(PATIENCE);
        var sleeper = ownerOf(victim);
        var since = databaseTime();
        sleeper.pause();
        wakeAfterItsLease(victim, sleeper, since);
        hold.release();
    }

    /** What it has sent to the database is written while it stands still: nobody waits for it, and nothing is written twice. */
    private void pausedWhileItWritesTheOutcome() {
        var victim = nextIdle();
        var hold = telegram.holdAfter("sendMessage", victim.person().chat());
        provoke(victim);
        hold.awaitReached(PATIENCE);
        var sleeper = ownerOf(victim);
        var since = databaseTime();
        try (var lock = new Locked("select 1 from deliveries where reminder_id = " + victim.reminder()
                + " and outcome is null for update")) {
            hold.release();
            await("an outcome that waits to be written", () -> stuck(sleeper));
            sleeper.pause();
        }
        wakeAfterItsLease(victim, sleeper, since);
    }

    private void wakeAfterItsLease(Nagged victim, Replica sleeper, Instant since) {
        theOtherGoesOn(sleeper);
        await("the rescue of what the paused one had in hand", () -> waiting(List.of(victim)));
        noteOpenIntentsOf(sleeper, since);
        sleeper.resume();
    }

    // ---- the database

    private void databaseCrash() {
        var crashed = new Instant[1];
        underLoad(() -> {
            crashed[0] = databaseTime();
            installation.crashDatabase();
        });
        note("""
                select id from deliveries
                where intent_at <= ?::timestamptz + interval '1 second'
                  and (outcome is null or outcome = 'UNKNOWN' and outcome_at >= ?)""", crashed[0], crashed[0]);
        remindNow(nextIdle());
    }

    // ---- the oracle

    /** Nothing is in hand any more and nothing is open: what the dead have left is found when its lease is over. */
    private void quiet() {
        await(
                "no reminder in hand",
                () -> count("select count(*) from reminders where state in ('CLAIMED', 'SENDING')") == 0);
        await("no open line in the ledger", () -> count("select count(*) from deliveries where outcome is null") == 0);
    }

    private void everybodyIsRemindedAgain() {
        var everybody = new ArrayList<>(people);
        everybody.addAll(crowd);
        // On a slow machine an intent grows too old before its call: it is handed back and sent a few seconds later.
        await("everybody to wait for the next repeat", () -> waiting(everybody));
        var expected = new ArrayList<Slot>();
        for (var nagged : everybody) {
            for (long reminder : nagged.reminders()) {
                expected.add(new Slot(reminder, seq(reminder)));
            }
        }
        provokeWhoWaits(everybody);
        await(
                "a message about every live reminder",
                () -> Slot.accepted(telegram.acceptedSends()).keySet().containsAll(expected));
    }

    private void nothingCameTwice(Map<Slot, Long> accepted) {
        assertThat(accepted).isNotEmpty();
        assertThat(accepted)
                .allSatisfy((slot, times) -> assertThat(times).as("%s", slot).isOne());
    }

    private void theLedgerKnows(Map<Slot, Long> accepted) {
        for (var slot : accepted.keySet()) {
            assertThat(outcomes(slot))
                    .as("the ledger of %s, which was accepted", slot)
                    .containsAnyOf("SENT", "UNKNOWN");
        }
        for (var row : arrange().rows("select reminder_id, seq from deliveries where outcome = 'SENT'")) {
            assertThat(accepted).containsKey(new Slot((Long) row.get("reminder_id"), (Integer) row.get("seq")));
        }
        for (var row : arrange().rows("""
                select r.id, r.seq, (select count(distinct d.seq) from deliveries d
                                     where d.reminder_id = r.id and d.outcome in ('SENT', 'UNKNOWN')) as used
                from reminders r""")) {
            assertThat((Long) row.get("used"))
                    .as("every used number of reminder %s has a line in the ledger", row.get("id"))
                    .isEqualTo(((Integer) row.get("seq")).longValue());
        }
        var unknown = arrange().rows("select id, reminder_id, seq, error from deliveries where outcome = 'UNKNOWN'");
        assertThat(unknown)
                .as("unknown only where a fault made it so")
                .allSatisfy(row -> assertThat(ambiguous).contains((Long) row.get("id")));
    }

    // ---- looking and arranging

    private Arrange arrange() {
        return installation.arrange();
    }

    private long count(String sql, Object... parameters) {
        return arrange().count(sql, parameters);
    }

    private static void await(String what, BooleanSupplier condition) {
        Waiting.until(what, PATIENCE, condition);
    }

    /** In turn, so that first messages and repeats are hit, and each person's faults have settled before the next. */
    private Nagged nextIdle() {
        var person = people.get(nextPerson++ % people.size());
        await("the next person's turn", () -> waiting(List.of(person)));
        return person;
    }

    /** Makes the next repeat due now instead of in a quarter of an hour. */
    private Slot provoke(Nagged nagged) {
        var slot = new Slot(nagged.reminder(), seq(nagged.reminder()));
        provokeWhoWaits(List.of(nagged));
        return slot;
    }

    private void provokeWhoWaits(List<Nagged> nagged) {
        arrange()
                .execute(
                        "update reminders set due_at = now() where state = 'AWAITING' and id = any (?::bigint[])",
                        ids(nagged));
    }

    private static String ids(List<Nagged> nagged) {
        return nagged.stream()
                .flatMap(one -> one.reminders().stream())
                .map(Object::toString)
                .collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }

    private boolean waiting(List<Nagged> nagged) {
        return count(
                        "select count(*) from reminders where id = any (?::bigint[]) and not (state = 'AWAITING' and due_at > now())",
                        ids(nagged))
                == 0;
    }

    private int seq(long reminder) {
        return (Integer) arrange()
                .row("select seq from reminders where id = ?", reminder)
                .get("seq");
    }

    private boolean claimed(Nagged nagged) {
        return arrange().state(nagged.reminder()).equals("CLAIMED");
    }

    /** @param fence rises with every claim, so it tells this one from later ones */
    private record Lease(Replica holder, long fence) {}

    private Lease leaseOf(Nagged nagged) {
        var row = arrange()
                .row(
                        "select w.name, r.fence from reminders r join worker_names w on w.owner = r.lease_owner where r.id = ?",
                        nagged.reminder());
        return new Lease(one.name().equals(row.get("name")) ? one : two, (Long) row.get("fence"));
    }

    private Replica ownerOf(Nagged nagged) {
        return leaseOf(nagged).holder();
    }

    /** Whether a statement of this replica waits for a lock. */
    private boolean stuck(Replica replica) {
        return count(
                        "select count(*) from pg_stat_activity where application_name = ? and wait_event_type = 'Lock'",
                        replica.name())
                > 0;
    }

    /** For the reader of a failure: who tried when, and what became of it. */
    private List<Map<String, Object>> ledger(Slot slot) {
        return arrange().rows("""
                        select d.*, w.name from deliveries d left join worker_names w on w.owner = d.owner
                        where d.reminder_id = ? and d.seq = ? order by d.try""", slot.reminder(), slot.seq());
    }

    private List<String> outcomes(Slot slot) {
        return arrange()
                .rows(
                        "select outcome from deliveries where reminder_id = ? and seq = ? order by try",
                        slot.reminder(),
                        slot.seq())
                .stream()
                .map(row -> (String) row.get("outcome"))
                .toList();
    }

    private long timesAccepted(Slot slot) {
        return Slot.accepted(telegram.acceptedSends()).getOrDefault(slot, 0L);
    }

    private Instant databaseTime() {
        return (Instant) arrange().row("select clock_timestamp() as now").get("now");
    }

    /** A lock that the test holds in the database. */
    private final class Locked implements AutoCloseable {

        private final Connection connection = installation.superuser();

        Locked(String sql) {
            run("begin");
            run(sql);
        }

        void endConnectionsOf(Replica replica) {
            // Waits for their end: a backend that is only asked to go could still get the lock and commit.
            run("select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = '"
                    + replica.name() + "'");
        }

        private void run(String sql) {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
