package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.channels.PushService;
import app.zapiska.channels.PushService.Device;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Sha256;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.Engine.MovedClock;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.telegram.Messenger;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.SendOutcome;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine, a strict Bot API server and a strict push service that reads what it is given; time is moved. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("R10: when Telegram does not reach the person, a reminder goes by push")
class SecondChannelTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration STEP = Duration.ofSeconds(15);

    @Inject
    Engine.Parts parts;

    private final MovedClock clock = new MovedClock(Instant.parse("2027-03-10T12:00:00Z"));
    private final Arrange arrange = new Arrange();
    private final PushService push = new PushService();
    private SandboxControl telegram;
    private Engine engine;
    private Person anna;

    @BeforeEach
    void quiet() {
        telegram = RealServices.sandbox().control();
        telegram.clearFaults();
        telegramIs("OK");
        arrange.silence();
        engine = parts.replica(clock);
        anna = arrange.person();
        telegram.addChat(anna.chat(), "Анна");
    }

    @AfterEach
    void done() {
        telegram.clearFaults();
        telegramIs("OK");
        arrange.silence();
        arrange.execute("delete from push_subscriptions");
        arrange.close();
        push.close();
        assertThat(push.complaints).isEmpty();
    }

    private void telegramIs(String state) {
        arrange.execute("update telegram_bot set state = ?, state_since = ?", state, clock.instant());
    }

    private Device device(byte[] serverKey) {
        var device = push.subscribe(serverKey);
        arrange.execute(
                """
                insert into push_subscriptions (account_id, endpoint, endpoint_sha256, p256dh, auth, server_key, user_agent, created_at)
                values (?, ?, ?, ?, ?, ?, 'test', now())""",
                anna.account(),
                device.endpoint,
                Sha256.of(device.endpoint),
                device.publicKey(),
                device.auth(),
                serverKey);
        return device;
    }

    private Device device() {
        return device(PushService.serverKey());
    }

    private long reminder(String title) {
        return arrange.reminder(anna, arrange.task(anna, title), clock.instant());
    }

    private int byTelegram() {
        return (int) telegram.acceptedSends().stream()
                .filter(send -> send.chatId() == anna.chat())
                .count();
    }

    private List<String> ledger(long reminder) {
        return arrange
                .rows(
                        "select seq, channel, coalesce(channel_reason, '-') as why, outcome from deliveries where reminder_id = ? order by seq, try",
                        reminder)
                .stream()
                .map(row -> row.get("seq") + " " + row.get("channel") + " " + row.get("why") + " " + row.get("outcome"))
                .toList();
    }

    /** In what way Telegram is away. */
    private enum Outage {
        /** Nobody listens. */
        REFUSED(true),
        /** It answers 5xx, also to getMe. */
        FAILS(true),
        /** It answers 5xx to messages alone. */
        FAILS_MESSAGES(false),
        /** It takes the request and says nothing. */
        SILENT(true),
        /** It asks for half an hour of silence. */
        LIMITS(false);

        /** Whether the check that runs every minute finds it. */
        private final boolean noticed;

        Outage(boolean noticed) {
            this.noticed = noticed;
        }
    }

    private Engine replicaWithout(AtomicBoolean away) {
        return parts.replica(clock, new Messenger() {
            @Override
            public Uni<SendOutcome> send(long chatId, OutgoingMessage message) {
                return away.get()
                        ? Uni.createFrom().item(new SendOutcome.NotSent("connection refused"))
                        : parts.messenger.send(chatId, message);
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
                return parts.messenger.ready();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    @DisplayName(
            "Telegram is away for half an hour in the middle of nags: each comes within the setting and a minute, none twice, and then by Telegram again")
    void halfAnHour(Outage outage) {
        var device = device();
        long reminder = reminder("Позвонить");
        var away = new AtomicBoolean();
        var engine = replicaWithout(away);
        engine.tick();
        advance(engine, Duration.ofMinutes(22), new ArrayList<>());
        assertThat(byTelegram()).isEqualTo(2);

        var begins = clock.instant();
        switch (outage) {
            case REFUSED -> away.set(true);
            case FAILS, FAILS_MESSAGES ->
                telegram.script(Fault.on("sendMessage")
                        .chat(anna.chat())
                        .error(502, "Bad Gateway")
                        .always());
            case SILENT ->
                telegram.script(
                        Fault.on("sendMessage").chat(anna.chat()).closes().always());
            case LIMITS ->
                telegram.script(Fault.on("sendMessage")
                        .chat(anna.chat())
                        .rateLimited(1800)
                        .always());
        }
        var arrivals = new ArrayList<Instant>();
        advance(engine, Duration.ofSeconds(50), arrivals);
        if (outage.noticed) {
            telegramIs("UNREACHABLE");
        }
        advance(engine, Duration.ofMinutes(30).minus(Duration.between(begins, clock.instant())), arrivals);
        away.set(false);
        telegram.clearFaults();
        telegramIs("OK");
        int pushes = push.to(device).size();
        advance(engine, Duration.ofMinutes(35), arrivals);

        assertThat(pushes).as("by push while it was away").isPositive();
        // The nag before was at 15 minutes: what was due at 30 is 8 minutes into it.
        var due = begins.plus(Duration.ofMinutes(8));
        for (var arrival : arrivals) {
            assertThat(Duration.between(due, arrival))
                    .as("%s: due %s", outage, due)
                    .isLessThanOrEqualTo(Duration.ofMinutes(11));
            due = arrival.plus(QUARTER);
        }
        assertThat(due).as("and they go on").isAfter(clock.instant());
        assertThat(push.to(device)).as("back to Telegram").hasSizeLessThanOrEqualTo(pushes + 1);
        assertThat(arrange.count(
                        "select count(*) from deliveries where reminder_id = ? and outcome = 'SENT' and channel = 'PUSH'",
                        reminder))
                .isEqualTo(push.to(device).size());
        assertThat(arrange.count(
                        "select count(*) from deliveries where reminder_id = ? and outcome = 'SENT' and channel = 'TELEGRAM'",
                        reminder))
                .isEqualTo(byTelegram());
        assertThat(arrange.count(
                        "select count(*) from (select seq from deliveries where reminder_id = ? and outcome in ('SENT', 'UNKNOWN')"
                                + " group by seq having count(distinct channel) > 1) twice",
                        reminder))
                .as("numbers that may have gone by both ways")
                .isZero();
        assertThat(ledger(reminder).getLast()).contains("TELEGRAM - SENT");
        assertThat(ledger(reminder)).anyMatch(line -> line.contains("PUSH AWAY SENT"));
    }

    /** @param arrivals to which the moments at which a message arrived are added */
    private void advance(Engine engine, Duration by, List<Instant> arrivals) {
        var end = clock.instant().plus(by);
        while (clock.instant().isBefore(end)) {
            int before = byTelegram() + push.all().size();
            clock.advance(STEP);
            engine.tick();
            if (byTelegram() + push.all().size() > before) {
                arrivals.add(clock.instant());
            }
        }
    }

    @Test
    @DisplayName("the bot is blocked in the middle: the same number goes by push, and the ledger says why")
    void blocked() {
        var device = device();
        long reminder = reminder("Позвонить");
        engine.tick();
        telegram.block(anna.chat());
        clock.advance(QUARTER);
        engine.tick();
        assertThat(arrange.state(reminder)).isEqualTo("BLOCKED");
        engine.rescue();
        engine.tick();
        assertThat(ledger(reminder))
                .containsExactly("0 TELEGRAM - SENT", "1 TELEGRAM - REJECTED", "1 PUSH BLOCKED SENT");
        assertThat(push.to(device)).singleElement().satisfies(one -> {
            assertThat(one.message().getString("title")).isEqualTo("Позвонить");
            assertThat(one.message().getString("done")).isEqualTo("Выполнил");
            assertThat(one.life()).isEqualTo(900);
        });
        clock.advance(QUARTER);
        engine.tick();
        assertThat(push.to(device)).hasSize(2);
        assertThat(push.to(device).get(1).topic())
                .isEqualTo(push.to(device).get(0).topic());
        telegram.unblock(anna.chat());
        arrange.execute(
                "update accounts set telegram_blocked_at = null, telegram_blocked_reason = null where id = ?",
                anna.account());
        clock.advance(QUARTER);
        engine.tick();
        assertThat(ledger(reminder).getLast()).isEqualTo("3 TELEGRAM - SENT");
    }

    @Test
    @DisplayName("no chat is linked: what waited for one goes as soon as there is a device, several as one message")
    void unlinked() {
        arrange.execute(
                "update accounts set telegram_chat_id = null, telegram_user_id = null where id = ?", anna.account());
        var reminders = List.of(reminder("Раз"), reminder("Два"), reminder("Три"), reminder("Четыре"));
        engine.tick();
        assertThat(reminders).allSatisfy(one -> assertThat(arrange.state(one)).isEqualTo("BLOCKED"));
        engine.rescue();
        assertThat(arrange.state(reminders.getFirst()))
                .as("still without a device")
                .isEqualTo("BLOCKED");

        var device = device();
        engine.rescue();
        engine.tick();
        assertThat(reminders).allSatisfy(one -> assertThat(ledger(one)).containsExactly("0 PUSH NOT_LINKED SENT"));
        assertThat(push.to(device))
                .singleElement()
                .satisfies(one -> assertThat(one.message().getString("body")).contains("Раз", "Четыре"));
    }

    @Test
    @DisplayName("a payment names lender, sum and day, and opens its loan; no button of a notice moves money")
    void payment() {
        var device = device();
        arrange.execute("update accounts set telegram_blocked_at = now() where id = ?", anna.account());
        var loan = arrange.loan(anna, "МФО «Ромашка»", "5056.00", LocalDate.of(2027, 3, 12));
        arrange.reminder(anna, loan, clock.instant());
        engine.tick();
        assertThat(push.to(device)).singleElement().satisfies(one -> {
            assertThat(one.message().getString("title")).isEqualTo("МФО «Ромашка»");
            assertThat(one.message().getString("body").replace('\u00a0', ' ')).contains("Осталось: 5 056", "Срок:");
            assertThat(one.message().getString("path")).isEqualTo("/loans/" + loan.id());
            assertThat(one.message().containsKey("task")).isFalse();
        });
    }

    @Test
    @DisplayName("without details it names nothing")
    void withoutDetails() {
        var device = device();
        arrange.execute(
                "update accounts set push_details = false, telegram_blocked_at = now() where id = ?", anna.account());
        reminder("Тайное дело");
        engine.tick();
        assertThat(push.to(device))
                .singleElement()
                .satisfies(one -> assertThat(one.message().encode())
                        .doesNotContain("Тайное")
                        .contains("Напоминание о задаче"));
    }

    @Test
    @DisplayName("V-51: of two devices one is gone: it is taken off the list, the other one is kept and reached")
    void oneIsGone() {
        var gone = device();
        var there = device();
        gone.answer = 410;
        arrange.execute("update accounts set telegram_blocked_at = now() where id = ?", anna.account());
        long reminder = reminder("Позвонить");
        engine.tick();
        assertThat(arrange.rows("select endpoint from push_subscriptions where account_id = ?", anna.account()))
                .containsExactly(Map.of("endpoint", there.endpoint));
        assertThat(push.to(there)).hasSize(1);
        assertThat(ledger(reminder)).containsExactly("0 PUSH BLOCKED SENT");
    }

    @Test
    @DisplayName(
            "V-51: the last device is gone: the reminder waits for the chat as it would without one, and nothing is lost")
    void allAreGone() {
        device().answer = 404;
        arrange.execute("update accounts set telegram_blocked_at = now() where id = ?", anna.account());
        long reminder = reminder("Позвонить");
        engine.tick();
        engine.tick();
        assertThat(arrange.state(reminder)).isEqualTo("BLOCKED");
        engine.rescue();
        assertThat(arrange.state(reminder)).isEqualTo("BLOCKED");
        assertThat(ledger(reminder)).containsExactly("0 PUSH BLOCKED REJECTED");
        assertThat(arrange.row("select seq from reminders where id = ?", reminder))
                .containsEntry("seq", 0);
    }

    @Test
    @DisplayName(
            "V-52: a device that subscribed with another key is kept for its next visit, and removed after three refusals")
    void anotherKey() {
        var other = PushService.serverKey();
        other[64] ^= 1;
        device(other);
        arrange.execute("update accounts set telegram_blocked_at = now() where id = ?", anna.account());
        long reminder = reminder("Позвонить");
        for (int refusal = 1; refusal <= 2; refusal++) {
            engine.tick();
            assertThat(arrange.row("select refusals from push_subscriptions where account_id = ?", anna.account()))
                    .containsEntry("refusals", refusal);
            clock.advance(Duration.ofMinutes(1));
        }
        engine.tick();
        assertThat(arrange.rows("select 1 from push_subscriptions where account_id = ?", anna.account()))
                .isEmpty();
        engine.tick();
        assertThat(arrange.state(reminder)).isEqualTo("BLOCKED");
        push.complaints.clear();
    }

    @Test
    @DisplayName(
            "the push service fails: the number may have arrived and is never sent again, the next one comes by the setting")
    void pushFails() {
        var device = device();
        arrange.execute(
                "update accounts set telegram_blocked_at = now(), repeat_minutes_1 = 240 where id = ?", anna.account());
        long reminder = reminder("Позвонить");
        device.answer = 503;
        engine.tick();
        assertThat(arrange.dueAt(reminder)).isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
        device.answer = 0;
        clock.advance(Duration.ofMinutes(10));
        engine.tick();
        assertThat(ledger(reminder)).containsExactly("0 PUSH BLOCKED UNKNOWN", "1 PUSH BLOCKED SENT");
    }

    @Test
    @DisplayName(
            "a late answer of Telegram's is told: the lost message turns out sent, beside the one that went by push")
    void lateAnswer() {
        var device = device();
        long reminder = reminder("Позвонить");
        telegram.script(Fault.on("sendMessage").chat(anna.chat()).accepting().closes());
        engine.tick();
        telegramIs("UNREACHABLE");
        clock.advance(Duration.ofMinutes(10));
        engine.tick();
        assertThat(ledger(reminder)).containsExactly("0 TELEGRAM - UNKNOWN", "1 PUSH AWAY SENT");
        assertThat(push.to(device)).hasSize(1);

        engine.living
                .discovered(anna.account(), reminder, java.util.OptionalInt.of(0), anna.chat(), 4711, clock.instant())
                .await()
                .atMost(Duration.ofSeconds(10));
        assertThat(ledger(reminder)).containsExactly("0 TELEGRAM - SENT", "1 PUSH AWAY SENT");
    }

    @Test
    @DisplayName(
            "a replica of the version before beside this one: what it parks goes on here, and no number goes out twice")
    void rollingUpdate() {
        var device = device();
        arrange.execute("update accounts set telegram_blocked_at = now() where id = ?", anna.account());
        long reminder = reminder("Позвонить");
        for (int round = 0; round < 3; round++) {
            // As that version does with what it claims for a chat that is blocked, and with its intents.
            arrange.execute(
                    "update reminders set state = 'BLOCKED', due_at = null, reason = 'BLOCKED', fence = fence + 2 where id = ?",
                    reminder);
            engine.rescue();
            engine.tick();
            engine.tick();
            assertThat(push.to(device)).hasSize(round + 1);
            clock.advance(QUARTER);
        }
        assertThat(ledger(reminder))
                .containsExactly("0 PUSH BLOCKED SENT", "1 PUSH BLOCKED SENT", "2 PUSH BLOCKED SENT");
    }

    @Test
    @DisplayName("the token is dead: nothing is consumed, and after the setting what is due goes by push")
    void deadToken() {
        var device = device();
        var dead = parts.replica(clock, new DeadMessenger());
        long reminder = reminder("Позвонить");
        var boris = arrange.person();
        long others = arrange.reminder(boris, arrange.task(boris, "Чужое"), clock.instant());
        dead.tick();
        clock.advance(Duration.ofMinutes(9));
        dead.tick();
        assertThat(push.to(device)).isEmpty();
        assertThat(arrange.row("select fence from reminders where id = ?", reminder))
                .containsEntry("fence", 0L);
        clock.advance(Duration.ofMinutes(1));
        dead.tick();
        assertThat(ledger(reminder)).containsExactly("0 PUSH AWAY SENT");
        assertThat(arrange.row("select fence from reminders where id = ?", others))
                .containsEntry("fence", 0L);
    }

    private static final class DeadMessenger implements Messenger {
        @Override
        public Uni<SendOutcome> send(long chatId, OutgoingMessage message) {
            throw new AssertionError("nothing is sent by a dead token");
        }

        @Override
        public Uni<EditOutcome> edit(long chatId, long messageId, OutgoingMessage message) {
            throw new AssertionError();
        }

        @Override
        public Uni<EditOutcome> delete(long chatId, long messageId) {
            throw new AssertionError();
        }

        @Override
        public boolean ready() {
            return false;
        }
    }

    @Test
    @DisplayName("who is deactivated gets nothing by push either, and what waits is not taken up again and again")
    void deactivated() {
        var device = device();
        arrange.execute("update accounts set deactivated_at = now() where id = ?", anna.account());
        long reminder = reminder("Позвонить");
        engine.tick();
        engine.rescue();
        assertThat(arrange.state(reminder)).isEqualTo("BLOCKED");

        arrange.execute("update accounts set deactivated_at = null where id = ?", anna.account());
        engine.rescue();
        engine.tick();
        assertThat(ledger(reminder)).containsExactly("0 TELEGRAM - SENT");
        assertThat(push.to(device)).isEmpty();
    }

    @Test
    @DisplayName("a pause holds what would go by push as well; after it, it goes")
    void paused() {
        var device = device();
        arrange.execute(
                "update accounts set telegram_chat_id = null, telegram_user_id = null, paused_until = ? where id = ?",
                clock.instant().plus(Duration.ofHours(1)),
                anna.account());
        long reminder = reminder("Позвонить");
        engine.tick();
        engine.rescue();
        engine.tick();
        assertThat(ledger(reminder)).isEmpty();

        clock.advance(Duration.ofMinutes(61));
        engine.tick();
        assertThat(ledger(reminder)).containsExactly("0 PUSH NOT_LINKED SENT");
        assertThat(push.to(device)).hasSize(1);
    }
}
