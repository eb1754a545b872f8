package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.channels.PushService;
import app.zapiska.channels.PushService.Device;
import app.zapiska.delivery.SilencedRate;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.Fault;
import app.zapiska.telegram.Outage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine, a strict Bot API server and a strict push service that reads what it is given; time is moved. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("R10: when Telegram does not reach the person, a reminder goes by push")
class SecondChannelTest extends BesideTelegram {

    private Device device() {
        return ways.device(anna.account());
    }

    @ParameterizedTest
    // A lost answer while all else works says nothing of Telegram: the next number goes there.
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SILENT_TO_MESSAGES")
    @DisplayName(
            "Telegram is away for half an hour in the middle of nags: each comes within the setting and a minute, none twice, and then by Telegram again")
    void halfAnHour(Outage outage) {
        var device = device();
        long reminder = reminder("Позвонить");
        engine.tick();
        advance(Duration.ofMinutes(22));
        assertThat(byTelegram()).isEqualTo(2);

        var begins = clock.instant();
        outage.begins(telegram, messenger, anna.chat());
        var arrivals = advance(Duration.ofSeconds(50));
        if (outage.noticed) {
            telegramIs("UNREACHABLE");
        }
        arrivals.addAll(advance(Duration.ofMinutes(30).minus(Duration.between(begins, clock.instant()))));
        messenger.away(false);
        telegram.clearFaults();
        telegramIs("OK");
        int pushes = ways.push.to(device).size();
        arrivals.addAll(advance(Duration.ofMinutes(35)));

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
        assertThat(ways.push.to(device)).as("back to Telegram").hasSizeLessThanOrEqualTo(pushes + 1);
        assertThat(arrange.count(
                        "select count(*) from deliveries where reminder_id = ? and outcome = 'SENT' and channel = 'PUSH'",
                        reminder))
                .isEqualTo(ways.push.to(device).size());
        assertThat(arrange.count(
                        "select count(*) from deliveries where reminder_id = ? and outcome = 'SENT' and channel = 'TELEGRAM'",
                        reminder))
                .isEqualTo(byTelegram());
        assertThat(byTwoWays(reminder))
                .as("numbers that may have gone by both ways")
                .isZero();
        assertThat(ledger(reminder).getLast()).contains("TELEGRAM - SENT");
        assertThat(ledger(reminder)).anyMatch(line -> line.contains("PUSH AWAY SENT"));
    }

    @Test
    @DisplayName("the bot is blocked in the middle: the same number goes by push, and the ledger says why")
    void blockedInTheMiddle() {
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
        assertThat(ways.push.to(device)).singleElement().satisfies(one -> {
            assertThat(one.message().getString("title")).isEqualTo("Позвонить");
            assertThat(one.message().getString("done")).isEqualTo("Выполнил");
            assertThat(one.life()).isEqualTo(900);
        });
        clock.advance(QUARTER);
        engine.tick();
        assertThat(ways.push.to(device)).hasSize(2);
        assertThat(ways.push.to(device).get(1).topic())
                .isEqualTo(ways.push.to(device).get(0).topic());
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
        ways.unlinked(anna.account());
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
        assertThat(ways.push.to(device))
                .singleElement()
                .satisfies(one -> assertThat(one.message().getString("body")).contains("Раз", "Четыре"));
    }

    @Test
    @DisplayName("a payment names lender, sum and day, and opens its loan; no button of a notice moves money")
    void payment() {
        var device = device();
        blocked();
        var loan = arrange.loan(anna, "МФО «Ромашка»", "5056.00", LocalDate.of(2027, 3, 12));
        arrange.reminder(anna, loan, clock.instant());
        engine.tick();
        assertThat(ways.push.to(device)).singleElement().satisfies(one -> {
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
        assertThat(ways.push.to(device))
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
        blocked();
        long reminder = reminder("Позвонить");
        engine.tick();
        assertThat(arrange.rows("select endpoint from push_subscriptions where account_id = ?", anna.account()))
                .containsExactly(Map.of("endpoint", there.endpoint));
        assertThat(ways.push.to(there)).hasSize(1);
        assertThat(ledger(reminder)).containsExactly("0 PUSH BLOCKED SENT");
    }

    @Test
    @DisplayName(
            "V-51: the last device is gone: the reminder waits for the chat as it would without one, and nothing is lost")
    void allAreGone() {
        device().answer = 404;
        blocked();
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
        ways.device(anna.account(), other);
        blocked();
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
        ways.push.complaints.clear();
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
        assertThat(ways.push.to(device)).hasSize(1);

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
        blocked();
        long reminder = reminder("Позвонить");
        for (int round = 0; round < 3; round++) {
            // As that version does with what it claims for a chat that is blocked, and with its intents.
            arrange.execute(
                    "update reminders set state = 'BLOCKED', due_at = null, reason = 'BLOCKED', fence = fence + 2 where id = ?",
                    reminder);
            engine.rescue();
            engine.tick();
            engine.tick();
            assertThat(ways.push.to(device)).hasSize(round + 1);
            clock.advance(QUARTER);
        }
        assertThat(ledger(reminder))
                .containsExactly("0 PUSH BLOCKED SENT", "1 PUSH BLOCKED SENT", "2 PUSH BLOCKED SENT");
    }

    @Test
    @DisplayName("the token is dead: nothing is consumed, and after the setting what is due goes by push")
    void deadToken() {
        var device = device();
        messenger.ready(false);
        long reminder = reminder("Позвонить");
        var boris = arrange.person();
        long others = arrange.reminder(boris, arrange.task(boris, "Чужое"), clock.instant());
        engine.tick();
        clock.advance(Duration.ofMinutes(9));
        engine.tick();
        assertThat(ways.push.to(device)).isEmpty();
        assertThat(arrange.row("select fence from reminders where id = ?", reminder))
                .containsEntry("fence", 0L);
        clock.advance(Duration.ofMinutes(1));
        engine.tick();
        assertThat(ledger(reminder)).containsExactly("0 PUSH AWAY SENT");
        assertThat(arrange.row("select fence from reminders where id = ?", others))
                .containsEntry("fence", 0L);
    }

    @Test
    @DisplayName("another chat's 429 silences the bot for half an hour behind the claim: that is not slept through")
    void silencedBehindTheClaim() {
        var device = device();
        long reminder = reminder("Позвонить");
        var pace = new SilencedRate(Duration.ofMinutes(30));
        var silenced = parts.replica(clock, messenger, pace);
        silenced.tick();
        pace.known();
        clock.advance(Duration.ofMinutes(10));
        silenced.tick();
        assertThat(ledger(reminder)).containsExactly("0 PUSH AWAY SENT");
        assertThat(ways.push.to(device)).hasSize(1);
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
        assertThat(ways.push.to(device)).isEmpty();
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
        assertThat(ways.push.to(device)).hasSize(1);
    }
}
