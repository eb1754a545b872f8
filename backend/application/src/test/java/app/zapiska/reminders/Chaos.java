package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.Engine.MovedClock;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.telegram.Messenger;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.SendOutcome;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Three replicas under random death, lost answers, refusals and pauses, on a moved clock, from one seed. The oracle is the
 * Bot API server's log of accepted sends against the delivery ledger.
 */
final class Chaos {

    private static final int PEOPLE = 40;

    private final Engine.Parts parts;
    private final MovedClock clock;
    private final SandboxControl telegram;
    private final Arrange arrange;
    private final Random random;
    private final List<Person> people = new ArrayList<>();
    private final List<Long> reminders = new ArrayList<>();
    private final AtomicInteger ambiguous = new AtomicInteger();

    Chaos(Engine.Parts parts, MovedClock clock, SandboxControl telegram, Arrange arrange, long seed) {
        this.parts = parts;
        this.clock = clock;
        this.telegram = telegram;
        this.arrange = arrange;
        this.random = new Random(seed);
    }

    /** A replica that dies at a random point of a call: before it, or after Telegram has accepted. */
    private final class Mortal implements Messenger {

        private final CompletableFuture<Void> death = new CompletableFuture<>();
        private final Engine engine = parts.replica(clock, this);

        @Override
        public Uni<SendOutcome> send(long chatId, OutgoingMessage message) {
            int fate;
            synchronized (random) {
                fate = random.nextInt(100);
            }
            if (death.isDone() || fate < 4) {
                // An intent is in the ledger, the call is never made: nobody can tell that from a lost answer.
                ambiguous.addAndGet(codes(message).size());
                death.complete(null);
                return Uni.createFrom().nothing();
            }
            var call = parts.messenger.send(chatId, message);
            if (fate < 8) {
                ambiguous.addAndGet(codes(message).size());
                return call.chain(outcome -> {
                    death.complete(null);
                    return Uni.createFrom().nothing();
                });
            }
            return call.invoke(outcome -> {
                if (outcome instanceof SendOutcome.Unknown || outcome instanceof SendOutcome.ServerError) {
                    ambiguous.addAndGet(codes(message).size());
                }
            });
        }

        @Override
        public Uni<EditOutcome> edit(long chatId, long messageId, OutgoingMessage message) {
            return parts.messenger.edit(chatId, messageId, message);
        }

        @Override
        public Uni<EditOutcome> delete(long chatId, long messageId) {
            return parts.messenger.delete(chatId, messageId);
        }

        @Override
        public boolean ready() {
            return !death.isDone();
        }

        /** Until its work is done or it is dead. */
        void live() {
            var work = engine.begin().subscribeAsCompletionStage();
            CompletableFuture.anyOf(work, death).orTimeout(60, TimeUnit.SECONDS).join();
        }
    }

    void run(int slots) {
        for (int p = 0; p < PEOPLE; p++) {
            var person = arrange.person();
            telegram.addChat(person.chat(), "Человек");
            people.add(person);
            for (int t = 0; t <= p % 6; t++) {
                var subject = t % 2 == 0
                        ? SubjectKey.task(arrange.task(person, "Дело " + t))
                        : arrange.loan(person, "Кредит " + t, "5056", LocalDate.of(2027, 3, 10));
                reminders.add(arrange.reminder(person, subject, clock.instant()));
            }
        }
        var replicas = new Mortal[] {new Mortal(), new Mortal(), new Mortal()};
        int deaths = 0;
        while (ledgerRows() < slots) {
            int chosen = random.nextInt(replicas.length);
            maybeScriptAFault();
            replicas[chosen].live();
            if (replicas[chosen].death.isDone()) {
                deaths++;
                replicas[chosen] = new Mortal();
            }
            if (random.nextInt(3) == 0) {
                replicas[random.nextInt(replicas.length)].engine.rescue();
            }
            if (random.nextInt(4) == 0) {
                replicas[chosen].engine.correct();
            }
            clock.advance(Duration.ofSeconds(random.nextInt(120)));
        }

        // A quiet end: whatever died is found, and everybody is reminded again.
        telegram.clearFaults();
        var survivor = parts.replica(clock);
        for (int minute = 0; minute < 25; minute++) {
            clock.advance(Duration.ofMinutes(1));
            survivor.rescue();
            survivor.tick();
        }
        assertThat(deaths).as("the test is about deaths").isPositive();
        nothingIsDoubled();
        nothingIsLostSilently();
    }

    private void maybeScriptAFault() {
        if (random.nextInt(3) != 0) {
            return;
        }
        var at = Fault.on("sendMessage").chat(people.get(random.nextInt(PEOPLE)).chat());
        telegram.script(
                switch (random.nextInt(9)) {
                    case 0 -> at.accepting().closes();
                    case 1 -> at.accepting().resets();
                    case 2 -> at.accepting().truncated();
                    case 3 -> at.closes();
                    case 4 -> at.rateLimited(1 + random.nextInt(40));
                    case 5 -> at.error(502, "Bad Gateway");
                    case 6 -> at.html(504);
                    case 7 -> at.accepting().empty(200);
                    default -> at.unavailableRetryNow();
                });
    }

    private void nothingIsDoubled() {
        var accepted = new HashMap<String, Integer>();
        telegram.acceptedSends()
                .forEach(send -> send.callbackData().stream()
                        .map(ReminderButton.Pressed::parse)
                        .flatMap(java.util.Optional::stream)
                        .filter(code -> reminders.contains(code.reminderId()))
                        .map(code -> code.reminderId() + "/" + code.seq())
                        .distinct()
                        .forEach(slot -> accepted.merge(slot, 1, Integer::sum)));
        assertThat(accepted).isNotEmpty();
        // A 5xx is tried again within its slot on purpose; this server accepts nothing when it answers one.
        assertThat(accepted)
                .allSatisfy((slot, times) -> assertThat(times).as(slot).isOne());
        accepted.keySet()
                .forEach(slot -> assertThat(arrange.count(
                                "select count(*) from deliveries where reminder_id = ? and seq = ? and outcome in ('SENT', 'UNKNOWN')",
                                Long.parseLong(slot.split("/")[0]),
                                Integer.parseInt(slot.split("/")[1])))
                        .as("ledger of %s", slot)
                        .isPositive());
    }

    private void nothingIsLostSilently() {
        for (long reminder : reminders) {
            var row = arrange.row("select state, seq, due_at, last_sent_at from reminders where id = ?", reminder);
            assertThat(row.get("state")).as("reminder %d", reminder).isEqualTo("AWAITING");
            assertThat(arrange.count(
                            "select count(distinct seq) from deliveries where reminder_id = ? and outcome in ('SENT', 'UNKNOWN')",
                            reminder))
                    .as("every used number of reminder %d has a line in the ledger", reminder)
                    .isEqualTo(((Number) row.get("seq")).longValue());
            assertThat((java.time.Instant) row.get("last_sent_at"))
                    .as("reminder %d was sent within the last interval", reminder)
                    .isAfterOrEqualTo(clock.instant().minus(Duration.ofMinutes(16)));
        }
        assertThat(count("outcome is null")).as("open lines of the ledger").isZero();
        assertThat(count("outcome = 'UNKNOWN'")).as("unknown").isLessThanOrEqualTo(ambiguous.get());
    }

    private long count(String condition) {
        return arrange.count("select count(*) from deliveries d join reminders r on r.id = d.reminder_id where r.id >= "
                + reminders.getFirst() + " and r.id <= " + reminders.getLast() + " and " + condition);
    }

    private long ledgerRows() {
        return count("true");
    }

    private static List<String> codes(OutgoingMessage message) {
        return message.keyboard().stream()
                .flatMap(List::stream)
                .filter(OutgoingMessage.ActionButton.class::isInstance)
                .flatMap(
                        button -> ReminderButton.Pressed.parse(((OutgoingMessage.ActionButton) button).data()).stream())
                .map(pressed -> Long.toString(pressed.reminderId()))
                .distinct()
                .toList();
    }
}
