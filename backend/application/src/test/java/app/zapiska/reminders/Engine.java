package app.zapiska.reminders;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.channels.SecondChannel;
import app.zapiska.delivery.ChatCorrection;
import app.zapiska.delivery.ChatMessageRenderer;
import app.zapiska.delivery.ChatMessages;
import app.zapiska.delivery.Delivery;
import app.zapiska.delivery.DeliveryFormatters;
import app.zapiska.delivery.DueLook;
import app.zapiska.delivery.EngineTime;
import app.zapiska.delivery.RateLimiter;
import app.zapiska.delivery.StaleMessages;
import app.zapiska.delivery.UnlimitedRate;
import app.zapiska.telegram.Chats;
import app.zapiska.telegram.Messenger;
import app.zapiska.telegram.Prompts;
import app.zapiska.telegram.TelegramReach;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * The engine as one more replica of this process, over the real database and the real adapter, with a clock that tests move.
 * Several of them stand for several replicas: each has an owner of its own.
 */
final class Engine {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_TICKS = 200;

    static final RateLimiter NO_PACE = new UnlimitedRate();

    /** Time as the test wants it. */
    static final class MovedClock implements InstantSource {
        private volatile Instant now;

        MovedClock(Instant start) {
            now = start.truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }

        void set(Instant moment) {
            now = moment;
        }
    }

    /** The parts that all replicas of a test share. */
    @Singleton
    static class Parts {
        @Inject
        Pool database;

        @Inject
        AccountDirectory accounts;

        @Inject
        @All
        List<Remindable> remindables;

        @Inject
        @All
        List<SubjectListener> listeners;

        @Inject
        @All
        List<ChatMessageRenderer> standingMessages;

        @Inject
        Messenger messenger;

        @Inject
        Chats chats;

        @Inject
        ReminderFormatters messages;

        @Inject
        DeliveryFormatters writers;

        @Inject
        SecondChannel secondChannel;

        @Inject
        ReminderNotices notices;

        @Inject
        EngineConfig config;

        @Inject
        Prompts prompts;

        @Inject
        Payments payments;

        @Inject
        Reminders reminders;

        @Inject
        ReminderTemplates templates;

        /** What the product reminds of, and payments as their rows say where no feature answers for them. */
        Remindables subjects() {
            return new Remindables(remindables);
        }

        Engine replica(MovedClock clock) {
            return replica(clock, messenger);
        }

        Engine replica(MovedClock clock, Messenger messenger) {
            return replica(clock, messenger, NO_PACE);
        }

        Engine replica(MovedClock clock, Messenger messenger, RateLimiter pace) {
            return new Engine(this, clock, messenger, pace, standingMessages, listeners);
        }

        /** With messages and listeners of a feature that the test plays. */
        Engine replica(MovedClock clock, List<ChatMessageRenderer> messages, List<SubjectListener> listeners) {
            return new Engine(this, clock, messenger, NO_PACE, messages, listeners);
        }
    }

    final MovedClock clock;
    final DueLook look;
    final ReminderQueue queue;
    final ReminderChatMessages living;
    final StaleMessages stale;
    final Dispatcher dispatcher;
    final ChatCorrection correction;
    final ReminderPlans plans;
    final ReminderPresses buttons;
    final ChatMessages standing;
    final PressedMessages pressed;
    final MeterRegistry metrics = new SimpleMeterRegistry();

    private Engine(
            Parts parts,
            MovedClock clock,
            Messenger messenger,
            RateLimiter pace,
            List<ChatMessageRenderer> standingMessages,
            List<SubjectListener> listeners) {
        this.clock = clock;
        var time = new EngineTime(clock);
        var subjects = parts.subjects();
        var delivery = new Delivery(messenger, pace, parts.chats);
        living = new ReminderChatMessages(parts.database);
        stale = new StaleMessages(parts.database, time, standingMessages);
        standing = new ChatMessages(parts.database, time);
        pressed = new PressedMessages(living, standingMessages, standing, time);
        queue = new ReminderQueue(parts.database, time, parts.config);
        look = new DueLook(parts.database, time, List.of(queue, stale), Duration.ZERO);
        dispatcher = new Dispatcher(
                queue,
                parts.accounts,
                subjects,
                delivery,
                new TriesInVain(parts.database, time, new TelegramReach(parts.database)),
                new SecondDelivery(parts.secondChannel, parts.notices, time, metrics),
                parts.messages,
                parts.config,
                time,
                metrics);
        // The reminders' own kind, over this replica's clock.
        var kinds = Stream.concat(
                        standingMessages.stream().filter(kind -> !kind.kind().equals(ReminderMessageRenderer.KIND)),
                        Stream.of(new ReminderMessageRenderer(living, subjects, parts.messages, time)))
                .toList();
        correction = new ChatCorrection(stale, parts.accounts, kinds, delivery, parts.writers, time);
        plans = new ReminderPlans(parts.reminders, parts.templates, subjects, listeners, parts.database, clock);
        buttons = new ReminderPresses(
                subjects, plans, parts.payments, pressed, standing, parts.messages, parts.prompts, clock);
    }

    /** One tick, with everything that it starts; as in the product, only when a look finds something. */
    void tick() {
        begin().await().atMost(PATIENCE);
    }

    /** A tick, then the corrections of the chats. */
    void run() {
        tick();
        correct();
    }

    /** The same until nothing is due: of all accounts there may be more than one tick takes. */
    void runOut() {
        for (int n = 0; n < MOST_TICKS && finds(ReminderQueue.DUE); n++) {
            run();
        }
    }

    /** A tick whose work is not waited for. */
    Uni<Void> begin() {
        return finds(ReminderQueue.DUE)
                ? dispatcher.tick().await().atMost(PATIENCE)
                : Uni.createFrom().voidItem();
    }

    void correct() {
        if (finds(StaleMessages.STALE)) {
            correction.tick().await().atMost(PATIENCE).await().atMost(PATIENCE);
        }
    }

    void rescue() {
        if (finds(ReminderQueue.ABANDONED)) {
            dispatcher.rescue().await().atMost(PATIENCE);
        }
        if (finds(ReminderQueue.REACHABLE)) {
            dispatcher.wakeReachable().await().atMost(PATIENCE);
        }
    }

    boolean finds(String work) {
        return look.finds(work).await().atMost(PATIENCE);
    }
}
