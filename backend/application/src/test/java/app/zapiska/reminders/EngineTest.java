package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.delivery.UnlimitedRate;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Stuck;
import app.zapiska.platform.Waiting;
import app.zapiska.platform.sql.Sql;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.Engine.MovedClock;
import app.zapiska.sandbox.AcceptedSend;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxMessage;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.Messenger;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.SendOutcome;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The engine over a real database and a strict Bot API server; time is moved, never waited for. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class EngineTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    @Inject
    Engine.Parts parts;

    private final MovedClock clock = new MovedClock(Instant.parse("2027-03-10T12:00:00Z"));
    private final Arrange arrange = new Arrange();
    private SandboxControl telegram;
    private Engine engine;

    @BeforeEach
    void quiet() {
        telegram = RealServices.sandbox().control();
        telegram.clearFaults();
        arrange.silence();
        engine = parts.replica(clock);
    }

    @AfterEach
    void done() {
        telegram.clearFaults();
        arrange.close();
    }

    // ---- the main job

    @Test
    void whatIsDueIsSentOnceAndAwaitsAnAnswer() {
        var anna = person();
        long task = arrange.task(anna, "Оплатить счёт", LocalDate.of(2027, 3, 10), LocalTime.of(18, 0));
        long reminder = arrange.reminder(anna, task, clock.instant());

        engine.run();
        engine.run();

        var sent = sendsTo(anna);
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().text())
                .isEqualTo(
                        "🔴 НАПОМИНАНИЕ О ЗАДАЧЕ\n\nОплатить счёт\n\n📌 Важность: Важная\n📅 Срок: 2027-03-10 18:00");
        assertThat(arrange.state(reminder)).isEqualTo("AWAITING");
        assertThat(arrange.outcomes(reminder)).containsExactly("SENT");
        assertThat(arrange.dueAt(reminder)).isEqualTo(clock.instant().plus(QUARTER));
    }

    @Test
    void nothingIsSentBeforeItsMinute() {
        var anna = person();
        arrange.reminder(anna, arrange.task(anna, "Рано"), clock.instant().plusSeconds(1));
        engine.run();
        assertThat(sendsTo(anna)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        engine.run();
        assertThat(sendsTo(anna)).hasSize(1);
    }

    @Test
    @DisplayName("E4, bug 18: the nag comes every 15 minutes, says when the first was, and replaces the one before")
    void theNagRepeatsAndReplaces() {
        var anna = person();
        long reminder = arrange.reminder(anna, arrange.task(anna, "Позвонить"), clock.instant());
        engine.run();
        for (int repeat = 1; repeat <= 5; repeat++) {
            clock.advance(QUARTER.minusSeconds(1));
            engine.run();
            assertThat(sendsTo(anna)).hasSize(repeat);
            clock.advance(Duration.ofSeconds(1));
            engine.run();
            assertThat(sendsTo(anna)).hasSize(repeat + 1);
        }
        assertThat(sendsTo(anna).getLast().text())
                .isEqualTo(
                        "🔴 🔔 ПОВТОРНОЕ НАПОМИНАНИЕ\n\nПозвонить\n\n⏰ Первое было: 15:00\n💡 Следующее через 15 минут");
        assertThat(standing(anna)).as("one living message").hasSize(1);
        assertThat(arrange.outcomes(reminder)).hasSize(6).containsOnly("SENT");
    }

    @Test
    @DisplayName("bug 18: of several reminders of one task only the latest nags")
    void aTaskNagsOnce() {
        var anna = person();
        long task = arrange.task(anna, "Собрание");
        long first = arrange.reminder(anna, task, clock.instant());
        long second = arrange.reminder(anna, task, clock.instant().plus(Duration.ofMinutes(5)));
        engine.run();
        clock.advance(Duration.ofMinutes(5));
        engine.run();
        assertThat(arrange.state(first)).isEqualTo("DONE");
        assertThat(arrange.state(second)).isEqualTo("AWAITING");
        clock.advance(Duration.ofMinutes(15));
        engine.run();
        assertThat(sendsTo(anna)).hasSize(3);
        assertThat(standing(anna)).hasSize(1);
    }

    @Test
    @DisplayName("the repeat names the message that comes next: a later reminder, when that is sooner than the repeat")
    void theRepeatNamesALaterReminder() {
        var anna = person();
        long task = arrange.task(anna, "Поезд");
        arrange.reminder(anna, task, clock.instant());
        engine.run();
        long other = arrange.task(anna, "Другое");
        arrange.reminder(anna, other, clock.instant().plus(QUARTER).plus(Duration.ofMinutes(1)));
        arrange.reminder(anna, task, clock.instant().plus(QUARTER).plus(Duration.ofMinutes(5)));
        arrange.reminder(anna, task, clock.instant().plus(QUARTER).plus(Duration.ofMinutes(7)));

        clock.advance(QUARTER);
        engine.run();
        assertThat(sendsTo(anna).getLast().text()).endsWith("💡 Следующее через 5 минут");
        clock.advance(Duration.ofMinutes(5));
        engine.run();
        assertThat(sendsTo(anna)).as("and it comes").hasSize(4);
    }

    @Test
    @DisplayName("a planned moment of the night counts as the morning it waits for")
    void aLaterReminderOfTheNight() {
        var anna = arrange.person(ZoneId.of("Europe/Moscow"), 7, 22);
        telegram.addChat(anna.chat(), "Человек");
        long task = arrange.task(anna, "Вечер");
        clock.set(Instant.parse("2027-03-10T18:30:00Z"));
        arrange.reminder(anna, task, clock.instant());
        arrange.reminder(anna, task, Instant.parse("2027-03-10T19:02:00Z"));
        engine.run();
        clock.advance(QUARTER);
        engine.run();
        assertThat(sendsTo(anna).getLast().text()).endsWith("💡 Следующее завтра в 07:00");
    }

    @Test
    @DisplayName("a corrected message names the same next message as a new one, by its moment")
    void aCorrectionNamesTheNextMessage() {
        var anna = person();
        var texts = List.of("Первая", "Вторая", "Третья", "Четвёртая");
        var tasks = texts.stream().map(text -> arrange.task(anna, text)).toList();
        tasks.forEach(task -> arrange.reminder(anna, task, clock.instant()));
        engine.run();
        clock.advance(QUARTER);
        engine.run();
        clock.advance(Duration.ofMinutes(3));
        // The one with the later plan speaks for the task: this one would end without a word.
        long overtaken = arrange.reminder(anna, tasks.get(1), clock.instant().minus(Duration.ofHours(1)));
        RealServices.execute(
                "update reminders set due_at = ? where id = ?",
                clock.instant().plus(Duration.ofMinutes(9)).atOffset(ZoneOffset.UTC),
                overtaken);
        for (int task : List.of(0, 1)) {
            RealServices.execute(
                    "update chat_messages set opened_kind = 'TASK', opened_id = ?, stale_since = sent_at, next_try_at = sent_at,"
                            + " revision = revision + 1 where account_id = ?",
                    tasks.get(task),
                    anna.account());
            if (task == 0) {
                arrange.reminder(anna, tasks.get(0), clock.instant().plus(Duration.ofMinutes(2)));
            }
            engine.correct();
            assertThat(standing(anna).getFirst().text())
                    .contains(texts.get(task))
                    .endsWith("💡 Следующее в 15:" + (task == 0 ? "20" : "30"));
        }
    }

    // ---- many replicas

    @Test
    @DisplayName(
            "E1, E2, bugs 13 and 14: three replicas over 1,000 due reminders send each once, and the ledger knows them all")
    void threeReplicasSendEachOnce() throws InterruptedException {
        var reminders = new ArrayList<Long>();
        var people = new ArrayList<Person>();
        for (int p = 0; p < 500; p++) {
            var person = person();
            people.add(person);
            for (int t = 0; t < 2; t++) {
                reminders.add(arrange.reminder(person, arrange.task(person, "Задача " + t), clock.instant()));
            }
        }
        var replicas = IntStream.range(0, 3).mapToObj(i -> parts.replica(clock)).toList();
        var threads = replicas.stream()
                .map(replica -> Thread.ofVirtual().start(() -> {
                    for (int tick = 0; tick < 12; tick++) {
                        replica.tick();
                    }
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        for (var person : people) {
            assertThat(sendsTo(person)).hasSize(2);
        }
        assertThat(arrange.count(
                        "select count(*) from deliveries d join reminders r on r.id = d.reminder_id where d.outcome = 'SENT' and r.id = any (?)",
                        array(reminders)))
                .isEqualTo(1000);
        assertThat(arrange.count(
                        "select count(*) from deliveries where outcome is distinct from 'SENT' and reminder_id = any (?)",
                        array(reminders)))
                .isZero();
        assertThat(arrange.count("select count(distinct lease_owner) from reminders where lease_owner is not null"))
                .isZero();
    }

    @Test
    @DisplayName("E1, E2: whatever dies between claim and outcome, no message is doubled and none is lost silently")
    void crashesNeitherDoubleNorLose() {
        var chaos = new Chaos(parts, clock, telegram, arrange, 20261121L);
        chaos.run(Integer.getInteger("zapiska.chaos.slots", 1500));
    }

    @Test
    void aClaimWhoseWorkerDiedGoesBackAndIsSent() {
        var anna = person();
        long reminder = arrange.reminder(anna, arrange.task(anna, "Брошено"), clock.instant());
        assertThat(engine.queue.claim(1000).await().atMost(Duration.ofSeconds(10)))
                .hasSize(1);
        var other = parts.replica(clock);
        other.run();
        assertThat(sendsTo(anna)).isEmpty();
        clock.advance(Duration.ofSeconds(61));
        other.rescue();
        other.run();
        assertThat(sendsTo(anna)).hasSize(1);
        assertThat(arrange.outcomes(reminder)).containsExactly("SENT");
    }

    @Test
    @DisplayName("E3: after a worker's crash the reminder is sent within 75 s")
    void anIntentWhoseWorkerDiedIsUnknownAndTheRepeatComes() {
        var anna = person();
        long reminder = arrange.reminder(anna, arrange.task(anna, "Убит"), clock.instant());
        var claimed = engine.queue.claim(1000).await().atMost(Duration.ofSeconds(10));
        engine.queue
                .intend(claimed, OptionalLong.of(anna.chat()), Optional.empty())
                .await()
                .atMost(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(61));
        var other = parts.replica(clock);
        other.rescue();
        assertThat(arrange.outcomes(reminder)).containsExactly("UNKNOWN");
        assertThat(arrange.state(reminder)).isEqualTo("AWAITING");
        clock.advance(QUARTER);
        other.run();
        assertThat(sendsTo(anna)).hasSize(1);
        assertThat(arrange.outcomes(reminder)).containsExactly("UNKNOWN", "SENT");
    }

    @Test
    @DisplayName("E3: what a worker that stands still has locked delays only itself")
    void theLocksOfAFrozenWorkerDelayNobodyElse() throws SQLException {
        var anna = person();
        var boris = person();
        long intended = arrange.reminder(anna, arrange.task(anna, "Итог пишется"), clock.instant());
        long claimed = arrange.reminder(anna, arrange.task(anna, "Намерение пишется"), clock.instant());
        long hisIntended = arrange.reminder(boris, arrange.task(boris, "Намерение"), clock.instant());
        long hisClaimed = arrange.reminder(boris, arrange.task(boris, "В руках"), clock.instant());
        var inHand = engine.queue.claim(1000).await().atMost(Duration.ofSeconds(10));
        for (var one : inHand) {
            if (one.id() == intended || one.id() == hisIntended) {
                engine.queue
                        .intend(
                                List.of(one),
                                OptionalLong.of(one.id() == intended ? anna.chat() : boris.chat()),
                                Optional.empty())
                        .await()
                        .atMost(Duration.ofSeconds(10));
            }
        }
        clock.advance(Duration.ofSeconds(61));
        var other = parts.replica(clock);

        try (var frozen = DriverManager.getConnection(RealServices.ownerUrl())) {
            frozen.setAutoCommit(false);
            try (var statement = frozen.createStatement()) {
                statement.execute("select 1 from reminders where account_id = " + anna.account() + " for update");
                statement.execute("select 1 from deliveries where account_id = " + anna.account() + " for update");
            }
            other.rescue();

            assertThat(arrange.outcomes(hisIntended)).containsExactly("UNKNOWN");
            assertThat(arrange.state(hisClaimed)).isEqualTo("SCHEDULED");
            assertThat(arrange.state(intended)).isEqualTo("SENDING");
            assertThat(arrange.state(claimed)).isEqualTo("CLAIMED");
            // Closing alone does not wait until the server has let go of the locks.
            frozen.rollback();
        }

        other.rescue();
        assertThat(arrange.outcomes(intended)).containsExactly("UNKNOWN");
        assertThat(arrange.state(claimed)).isEqualTo("SCHEDULED");
    }

    @Test
    void aTransactionThatStandsStillIsEndedByTheDatabase() {
        for (var limit : Map.of("idle_in_transaction_session_timeout", "15s", "lock_timeout", "10s")
                .entrySet()) {
            assertThat(Sql.rows(parts.database, "select current_setting('" + limit.getKey() + "')")
                            .await()
                            .atMost(Duration.ofSeconds(10))
                            .getFirst()
                            .getString(0))
                    .as(limit.getKey())
                    .isEqualTo(limit.getValue());
        }
    }

    @Test
    @DisplayName("an outcome that could not be written because of a lock or a pause is written again")
    void whatTheDatabasesLimitsEndIsTriedAgain() {
        assertThat(Stuck.lockThatDidNotCome(parts.database)).matches(Sql::databaseAway, "tried again");
        assertThat(Stuck.endOfATransactionThatStoodStill(parts.database)).matches(Sql::databaseAway, "tried again");
    }

    @Test
    void aWorkerThatWasOvertakenDoesNotSend() {
        var anna = person();
        long task = arrange.task(anna, "Обогнали");
        arrange.reminder(anna, task, clock.instant());
        var claimed = engine.queue.claim(1000).await().atMost(Duration.ofSeconds(10));
        transaction(() -> engine.plans.stop(anna.account(), SubjectKey.task(task), ReminderPlanner.Ending.COMPLETED));
        assertThat(engine.queue
                        .intend(claimed, OptionalLong.of(anna.chat()), Optional.empty())
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .isEmpty();
        assertThat(sendsTo(anna)).isEmpty();
    }

    // ---- reactions

    @Test
    @DisplayName("E5: a reaction while the message is on its way: it is corrected, and nothing more comes")
    void aReactionInFlight() {
        var anna = person();
        long task = arrange.task(anna, "В полёте");
        long reminder = arrange.reminder(anna, task, clock.instant());
        var hold = telegram.holdAfter("sendMessage", anna.chat());
        var work = engine.begin();
        hold.awaitReached();
        complete(anna, task);
        hold.release();
        work.await().atMost(Duration.ofSeconds(10));
        engine.correct();

        assertThat(arrange.outcomes(reminder)).containsExactly("SENT");
        assertThat(standing(anna))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).isEqualTo("✅ Задача выполнена! 🎉 В полёте"));
        clock.advance(Duration.ofDays(2));
        engine.run();
        assertThat(sendsTo(anna)).hasSize(1);
    }

    @Test
    @DisplayName(
            "bugs 19 and 20: completing anywhere ends what is planned and corrects the message; returning plans again")
    void completingEndsEverything() {
        var anna = person();
        long task = arrange.task(anna, "Готово");
        arrange.reminder(anna, task, clock.instant());
        long later = arrange.reminder(anna, task, clock.instant().plus(Duration.ofHours(3)));
        engine.run();
        complete(anna, task);
        engine.correct();
        assertThat(arrange.state(later)).isEqualTo("CANCELLED");
        assertThat(standing(anna)).singleElement().satisfies(message -> {
            assertThat(message.text()).startsWith("✅ Задача выполнена! 🎉");
            assertThat(message.buttons())
                    .extracting(SandboxMessage.Button::text)
                    .containsExactly("↩️ Вернуть");
        });
        clock.advance(Duration.ofHours(4));
        engine.run();
        assertThat(sendsTo(anna)).hasSize(1);
    }

    @Test
    @DisplayName("bug 19: «Отложить» leaves exactly one future reminder, and the nag goes on from there")
    void snoozingLeavesOneFutureReminder() {
        var anna = person();
        long task = arrange.task(anna, "Потом");
        long first = arrange.reminder(anna, task, clock.instant());
        arrange.reminder(anna, task, clock.instant().plus(Duration.ofHours(5)));
        engine.run();
        var until = clock.instant().plus(Duration.ofHours(1));
        snooze(anna, task, until);
        engine.correct();

        assertThat(arrange.count("select count(*) from reminders where task_id = ? and due_at is not null", task))
                .isOne();
        assertThat(arrange.dueAt(first)).isEqualTo(until);
        assertThat(standing(anna)).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo("⏰ Отложено до 16:00 — Потом");
            assertThat(message.buttons())
                    .extracting(SandboxMessage.Button::text)
                    .contains(
                            "15 минут",
                            "1 час",
                            "Вечером 19:00",
                            "Завтра 09:00",
                            "Своё время",
                            "✅ Выполнил",
                            "Открыть задачу");
        });
        clock.advance(Duration.ofMinutes(59));
        engine.run();
        assertThat(sendsTo(anna)).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        engine.run();
        assertThat(sendsTo(anna)).hasSize(2);
        clock.advance(QUARTER);
        engine.run();
        assertThat(sendsTo(anna)).hasSize(3);
        assertThat(standing(anna)).hasSize(1);
    }

    @Test
    void snoozingWhileTheMessageIsOnItsWayStillLeavesOneFutureReminder() {
        var anna = person();
        long task = arrange.task(anna, "Одновременно");
        long reminder = arrange.reminder(anna, task, clock.instant());
        var hold = telegram.hold("sendMessage", anna.chat());
        var work = engine.begin();
        hold.awaitReached();
        var until = clock.instant().plus(Duration.ofHours(1));
        snooze(anna, task, until);
        hold.release();
        work.await().atMost(Duration.ofSeconds(10));
        assertThat(arrange.state(reminder)).isEqualTo("SNOOZED");
        assertThat(arrange.dueAt(reminder)).isEqualTo(until);
        engine.correct();
        assertThat(standing(anna))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).startsWith("⏰ Отложено до"));
    }

    // ---- outcomes, line by line

    @Test
    void whatNeverLeftIsTriedAgainUnderTheSameNumber() {
        var anna = person();
        long reminder = arrange.reminder(anna, arrange.task(anna, "Нет сети"), clock.instant());
        telegram.goOffline();
        try {
            engine.run();
        } finally {
            telegram.goOnline();
        }
        assertThat(arrange.outcomes(reminder)).containsExactly("NOT_SENT");
        assertThat(arrange.dueAt(reminder)).as("due as before").isEqualTo(clock.instant());
        assertThat(Duration.between(clock.instant(), arrange.notBefore(reminder)))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
        clock.advance(Duration.ofSeconds(6));
        engine.run();
        assertThat(sendsTo(anna)).hasSize(1);
        assertThat(seqs(reminder)).containsExactly(0, 0);
    }

    @Test
    @DisplayName("bug 21: 429 is obeyed")
    void tooManyRequestsWaits() {
        var anna = person();
        long reminder = arrange.reminder(anna, arrange.task(anna, "Часто"), clock.instant());
        telegram.script(Fault.on("sendMessage").chat(anna.chat()).rateLimited(7));
        engine.run();
        assertThat(arrange.outcomes(reminder)).containsExactly("REJECTED");
        assertThat(arrange.dueAt(reminder)).as("due as before").isEqualTo(clock.instant());
        assertThat(arrange.notBefore(reminder)).isEqualTo(clock.instant().plusSeconds(7));
        clock.advance(Duration.ofSeconds(7));
        engine.run();
        assertThat(sendsTo(anna)).hasSize(1);
    }

    @Test
    void aBlockedBotBlocksTheChatUntilStart() {
        var anna = person();
        long reminder = arrange.reminder(anna, arrange.task(anna, "Заблокирован"), clock.instant());
        telegram.block(anna.chat());
        engine.run();
        assertThat(arrange.state(reminder)).isEqualTo("BLOCKED");
        assertThat(arrange.row("select telegram_blocked_at from accounts where id = ?", anna.account()))
                .doesNotContainEntry("telegram_blocked_at", null);
        long second = arrange.reminder(anna, arrange.task(anna, "Ещё одна"), clock.instant());
        engine.run();
        assertThat(arrange.state(second)).isEqualTo("BLOCKED");

        telegram.unblock(anna.chat());
        arrange.execute(
                "update accounts set telegram_blocked_at = null, telegram_blocked_reason = null where id = ?",
                anna.account());
        var reachable = settings(anna);
        transaction(() -> engine.plans.chatReachable(reachable));
        engine.run();
        assertThat(sendsTo(anna)).hasSize(2);
    }

    @Test
    void anUnknownChatBlocks() {
        var nobody = arrange.person();
        long reminder = arrange.reminder(nobody, arrange.task(nobody, "Нет чата"), clock.instant());
        engine.run();
        assertThat(arrange.state(reminder)).isEqualTo("BLOCKED");
    }

    @Test
    void anAccountWithoutAChatWaitsForOne() {
        var anna = person();
        arrange.execute(
                "update accounts set telegram_chat_id = null, telegram_user_id = null where id = ?", anna.account());
        long reminder = arrange.reminder(anna, arrange.task(anna, "Без чата"), clock.instant());
        engine.run();
        assertThat(arrange.state(reminder)).isEqualTo("BLOCKED");
        assertThat(arrange.outcomes(reminder)).isEmpty();
    }

    @Test
    @DisplayName("bug 22: a text that Telegram refuses ends visibly as failed and harms no other reminder")
    void aPoisonTextFailsVisiblyAndAlone() {
        var anna = person();
        var poisoned = arrange.reminder(anna, arrange.task(anna, "Отрава"), clock.instant());
        var healthy = IntStream.range(0, 4)
                .mapToObj(i -> arrange.reminder(anna, arrange.task(anna, "Здоровая " + i), clock.instant()))
                .toList();
        // The combined message is refused, so each goes alone; the poisoned one, first in line, is refused again.
        telegram.script(Fault.on("sendMessage")
                .chat(anna.chat())
                .times(2)
                .error(400, "Bad Request: can't parse entities: unexpected end"));
        engine.run();
        engine.run();
        assertThat(arrange.state(poisoned)).isEqualTo("FAILED");
        assertThat(healthy).allSatisfy(id -> assertThat(arrange.state(id)).isEqualTo("AWAITING"));
        assertThat(arrange.row("select reason from reminders where id = ?", poisoned))
                .containsEntry("reason", "REFUSED");
    }

    @Test
    void aGroupThatMovedIsFollowedAtOnce() {
        var anna = person();
        long group = -anna.chat();
        telegram.addChat(group, "Семья");
        arrange.execute("update accounts set telegram_chat_id = ? where id = ?", group, anna.account());
        long reminder = arrange.reminder(anna, arrange.task(anna, "Переезд"), clock.instant());
        telegram.migrate(group, group * 10);
        engine.run();
        engine.run();
        assertThat(arrange.outcomes(reminder)).containsExactly("REJECTED", "SENT");
        assertThat(seqs(reminder)).containsExactly(0, 0);
        assertThat(arrange.row("select telegram_chat_id from accounts where id = ?", anna.account()))
                .containsEntry("telegram_chat_id", group * 10);
    }

    @Test
    void aServerErrorIsTriedTwiceMoreWithinItsSlotAndThenCountsAsUnknown() {
        var anna = person();
        long reminder = arrange.reminder(anna, arrange.task(anna, "502"), clock.instant());
        telegram.script(Fault.on("sendMessage").chat(anna.chat()).times(3).error(502, "Bad Gateway"));
        for (int i = 0; i < 3; i++) {
            engine.run();
            clock.advance(Duration.ofSeconds(30));
        }
        assertThat(arrange.outcomes(reminder)).containsExactly("UNKNOWN", "UNKNOWN", "UNKNOWN");
        assertThat(seqs(reminder)).containsExactly(0, 0, 0);
        assertThat(arrange.state(reminder)).isEqualTo("AWAITING");
        clock.advance(QUARTER);
        engine.run();
        assertThat(seqs(reminder)).containsExactly(0, 0, 0, 1);
        assertThat(sendsTo(anna)).hasSize(1);
    }

    @Test
    void anAnswerThatIsLostIsNeverSentAgainForThisNumber() {
        for (var lost : List.<Supplier<Fault>>of(
                () -> Fault.on("sendMessage").accepting().closes(),
                () -> Fault.on("sendMessage").accepting().resets(),
                () -> Fault.on("sendMessage").accepting().truncated(),
                () -> Fault.on("sendMessage").accepting().unparsable(),
                () -> Fault.on("sendMessage").accepting().empty(200))) {
            var anna = person();
            long reminder = arrange.reminder(anna, arrange.task(anna, "Потерян ответ"), clock.instant());
            telegram.script(lost.get().chat(anna.chat()));
            engine.run();
            engine.run();
            assertThat(sendsTo(anna)).as("%s", lost.get()).hasSize(1);
            assertThat(arrange.outcomes(reminder)).containsExactly("UNKNOWN");
            assertThat(arrange.dueAt(reminder)).isEqualTo(clock.instant().plus(QUARTER));
        }
    }

    @Test
    @DisplayName("a PostgreSQL that restarts while the answer is on its way costs a moment, not the answer")
    void anAnswerOutlivesTheDatabasesRestart() {
        var anna = person();
        long reminder = arrange.reminder(anna, arrange.task(anna, "Перезапуск"), clock.instant());
        var hold = telegram.holdAfter("sendMessage", anna.chat());
        var work = engine.begin();
        hold.awaitReached();
        try (var _ = RealServices.databaseAway()) {
            hold.release();
            Waiting.until(() ->
                    engine.metrics.counter("zapiska.reminders.settle.retries").count() > 0);
        }
        work.await().atMost(Duration.ofSeconds(20));
        assertThat(arrange.outcomes(reminder)).containsExactly("SENT");
        assertThat(arrange.state(reminder)).isEqualTo("AWAITING");
    }

    @Test
    void lateEvidenceTurnsUnknownIntoSent() {
        var anna = person();
        long task = arrange.task(anna, "Дошло");
        long reminder = arrange.reminder(anna, task, clock.instant());
        telegram.script(Fault.on("sendMessage").chat(anna.chat()).accepting().closes());
        engine.run();
        assertThat(arrange.outcomes(reminder)).containsExactly("UNKNOWN");
        var message = standing(anna).getFirst();
        press(anna, message, "✅ Выполнил");
        engine.correct();
        assertThat(arrange.outcomes(reminder)).containsExactly("SENT");
        assertThat(standing(anna).getFirst().text()).startsWith("✅ Задача выполнена");
    }

    @Test
    @DisplayName("bug 23: old buttons stay harmless, pressed twice and on messages that are gone")
    void oldButtonsAreHarmless() {
        var anna = person();
        long task = arrange.task(anna, "Дважды");
        arrange.reminder(anna, task, clock.instant());
        engine.run();
        var message = standing(anna).getFirst();
        press(anna, message, "✅ Выполнил");
        var first = arrange.row("select completed_at, version from tasks where id = ?", task);
        clock.advance(Duration.ofMinutes(3));
        press(anna, message, "✅ Выполнил");
        press(anna, message, "⏰ Отложить");
        assertThat(arrange.row("select completed_at, version from tasks where id = ?", task))
                .isEqualTo(first);
        assertThat(arrange.count("select count(*) from reminders where task_id = ? and due_at is not null", task))
                .isZero();
    }

    // ---- night, outage, shutdown

    @Test
    @DisplayName("bug 21: a night's reminders arrive at the opening as one message")
    void theNightIsCombined() {
        var zone = ZoneId.of("Europe/Moscow");
        var anna = person(zone, 7, 22);
        clock.set(Instant.parse("2027-03-10T19:30:00Z"));
        var reminders = IntStream.range(0, 5)
                .mapToObj(i -> arrange.reminder(anna, arrange.task(anna, "Ночная " + i), clock.instant()))
                .toList();
        engine.run();
        assertThat(sendsTo(anna)).isEmpty();
        assertThat(reminders).allSatisfy(id -> {
            assertThat(arrange.dueAt(id)).isEqualTo(Instant.parse("2027-03-11T04:00:00Z"));
            assertThat(arrange.outcomes(id)).isEmpty();
        });
        clock.set(Instant.parse("2027-03-11T04:00:00Z"));
        engine.run();
        assertThat(sendsTo(anna)).singleElement().satisfies(send -> {
            assertThat(send.text()).startsWith("🔔 НАПОМИНАНИЯ: 5").contains("Ночная 0", "Ночная 4");
            assertThat(send.callbackData()).as("one button each").hasSize(5);
        });
        assertThat(reminders).allSatisfy(id -> assertThat(arrange.outcomes(id)).containsExactly("SENT"));
        complete(anna, arrange.count("select task_id from reminders where id = ?", reminders.get(2)));
        engine.correct();
        assertThat(standing(anna).getFirst().text()).contains("✅ Ночная 2");
    }

    @Test
    @DisplayName("E9: after 12 hours of outage each overdue reminder comes once, combined")
    void anOutageIsNotMadeUpFor() {
        var anna = person();
        var ids = IntStream.range(0, 10)
                .mapToObj(i -> arrange.reminder(anna, arrange.task(anna, "Сбой " + i), clock.instant()))
                .toList();
        engine.run();
        clock.advance(Duration.ofHours(12));
        engine.run();
        engine.run();
        assertThat(sendsTo(anna)).hasSize(2);
        assertThat(ids).allSatisfy(id -> assertThat(arrange.outcomes(id)).containsExactly("SENT", "SENT"));
        assertThat(standing(anna)).hasSize(1);
    }

    @Test
    void aHundredDueRemindersFitTelegramsLimits() {
        var anna = person();
        var ids = IntStream.range(0, 100)
                .mapToObj(i -> arrange.reminder(
                        anna, arrange.task(anna, "Длинная ".repeat(24).strip() + i), clock.instant()))
                .toList();
        engine.run();
        assertThat(ids).allSatisfy(id -> assertThat(arrange.outcomes(id)).containsExactly("SENT"));
        assertThat(sendsTo(anna))
                .hasSizeLessThan(10)
                .allSatisfy(send -> assertThat(send.text().length()).isLessThanOrEqualTo(4096));
    }

    @Test
    @DisplayName("E6: no message outside working hours in eight zones over both daylight-saving nights")
    void noMessageAtNightInAnyZone() {
        var zones = List.of(
                "Europe/Moscow",
                "Europe/Berlin",
                "America/New_York",
                "America/Sao_Paulo",
                "Asia/Kolkata",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "America/Havana");
        for (var night : List.of(
                "2027-03-13T18:00:00Z", "2027-03-27T18:00:00Z", "2027-10-30T18:00:00Z", "2027-11-06T18:00:00Z")) {
            arrange.silence();
            clock.set(Instant.parse(night));
            var people = new ArrayList<Person>();
            for (var zone : zones) {
                var person = person(ZoneId.of(zone), 7, 22);
                people.add(person);
                arrange.reminder(person, arrange.task(person, zone), clock.instant());
            }
            var end = clock.instant().plus(Duration.ofHours(36));
            while (clock.instant().isBefore(end)) {
                var before = telegram.acceptedSends().size();
                engine.tick();
                var now = clock.instant();
                telegram.acceptedSends().stream().skip(before).forEach(send -> {
                    var person = people.stream()
                            .filter(one -> one.chat() == send.chatId())
                            .findFirst()
                            .orElseThrow();
                    assertThat(now.atZone(person.zone()).getHour())
                            .as("%s at %s", person.zone(), now)
                            .isBetween(7, 21);
                });
                clock.advance(QUARTER);
            }
            for (var person : people) {
                assertThat(sendsTo(person)).as("%s", person.zone()).hasSizeGreaterThan(40);
            }
        }
    }

    @Test
    @DisplayName("E8: a shutdown waits for what is on its way and hands back the rest, with no unknown")
    void aShutdownDrains() {
        var anna = person();
        long reminder = arrange.reminder(anna, arrange.task(anna, "Последнее"), clock.instant());
        var hold = telegram.holdAfter("sendMessage", anna.chat());
        var work = engine.begin();
        hold.awaitReached();
        var stopped = engine.dispatcher.stop().subscribeAsCompletionStage();
        assertThat(stopped).isNotDone();
        hold.release();
        work.await().atMost(Duration.ofSeconds(10));
        stopped.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(arrange.outcomes(reminder)).containsExactly("SENT");

        var boris = person();
        long later = arrange.reminder(boris, arrange.task(boris, "После"), clock.instant());
        engine.tick();
        assertThat(arrange.state(later)).isEqualTo("SCHEDULED");
    }

    @Test
    @DisplayName("E8: a shutdown that overtakes a tick waits for it, and nothing is claimed any more")
    void aShutdownOvertakesATick() {
        var anna = person();
        long reminder = arrange.reminder(anna, arrange.task(anna, "Не начатое"), clock.instant());
        var cooldown = new CompletableFuture<Duration>();
        var leaving = parts.replica(clock, parts.messenger, new UnlimitedRate() {
            @Override
            public Uni<Duration> cooldown() {
                return Uni.createFrom().completionStage(cooldown);
            }
        });
        var tick = leaving.dispatcher.tick().subscribeAsCompletionStage();
        var stopped = leaving.dispatcher.stop().subscribeAsCompletionStage();
        assertThat(stopped).as("done before the tick is").failsWithin(Duration.ofMillis(300));

        cooldown.complete(Duration.ZERO);

        tick.orTimeout(10, TimeUnit.SECONDS).join();
        stopped.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(arrange.row("select state, fence from reminders where id = ?", reminder))
                .containsEntry("state", "SCHEDULED")
                .containsEntry("fence", 0L);
    }

    @Test
    void aRejectedTokenConsumesNothing() {
        var anna = person();
        long reminder = arrange.reminder(anna, arrange.task(anna, "Токен"), clock.instant());
        parts.replica(clock, new Answering(new SendOutcome.TokenRejected("401: Unauthorized")))
                .tick();
        assertThat(arrange.outcomes(reminder)).containsExactly("REJECTED");
        assertThat(seqs(reminder)).containsExactly(0);
        assertThat(arrange.state(reminder)).isEqualTo("SCHEDULED");
    }

    // ---- indexes

    @Test
    @DisplayName("the claim reads an index whatever lies in the future: 100,000 rows")
    void theClaimUsesAnIndex() {
        var anna = person();
        long task = arrange.task(anna, "Много");
        arrange.execute("""
                insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state, due_at, created_at, updated_at)
                select ?, 'TASK', ?, 'CUSTOM', timestamp '2090-01-01' + n * interval '1 minute', timestamptz '2090-01-01' + n * interval '1 minute',
                       'SCHEDULED', timestamptz '2090-01-01' + n * interval '1 minute', now(), now()
                from generate_series(1, 100000) n""", anna.account(), task);
        try {
            arrange.execute("analyze reminders");
            var plan = arrange.rows("""
                            explain (analyze, buffers)
                            select id from reminders
                            where state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and due_at <= ?
                            order by due_at, id limit 100 for update skip locked""", clock.instant()).stream()
                    .map(row -> row.values().iterator().next().toString())
                    .collect(Collectors.joining("\n"));
            assertThat(plan)
                    .contains("reminders_due")
                    .doesNotContain("Seq Scan")
                    .doesNotContain("Sort");
        } finally {
            arrange.execute("delete from reminders where task_id = ?", task);
        }
    }

    // ---- how this test speaks

    private Person person() {
        return person(ZoneId.of("Europe/Moscow"), 0, 24);
    }

    private Person person(ZoneId zone, int opens, int closes) {
        var person = arrange.person(zone, opens, closes);
        telegram.addChat(person.chat(), "Человек");
        return person;
    }

    private app.zapiska.accounts.AccountSettings settings(Person person) {
        return parts.accounts
                .settings(List.of(person.account()))
                .await()
                .atMost(Duration.ofSeconds(10))
                .get(person.account());
    }

    /** An adapter that says one thing, for outcomes that would silence the real one for all tests. */
    private record Answering(SendOutcome outcome) implements Messenger {
        @Override
        public Uni<SendOutcome> send(long chatId, OutgoingMessage message) {
            return Uni.createFrom().item(outcome);
        }

        @Override
        public Uni<EditOutcome> edit(long chatId, long messageId, OutgoingMessage message) {
            return Uni.createFrom().item(new EditOutcome.Done());
        }

        @Override
        public Uni<EditOutcome> delete(long chatId, long messageId) {
            return Uni.createFrom().item(new EditOutcome.Done());
        }

        @Override
        public boolean ready() {
            return true;
        }
    }

    private List<AcceptedSend> sendsTo(Person person) {
        return telegram.acceptedSends().stream()
                .filter(send -> send.chatId() == person.chat())
                .toList();
    }

    private List<SandboxMessage> standing(Person person) {
        return telegram.messages(person.chat()).stream()
                .filter(message -> !message.deleted())
                .toList();
    }

    private List<Integer> seqs(long reminder) {
        return arrange.rows("select seq from deliveries where reminder_id = ? order by seq, try", reminder).stream()
                .map(row -> (Integer) row.get("seq"))
                .toList();
    }

    private void complete(Person person, long task) {
        var key = SubjectKey.task(task);
        var account = settings(person);
        transaction(() -> parts.subjects().completable(key).orElseThrow().complete(account, key));
    }

    private void snooze(Person person, long task, Instant until) {
        var account = settings(person);
        transaction(() -> engine.plans.snooze(account, SubjectKey.task(task), until));
    }

    private void press(Person person, SandboxMessage message, String label) {
        var data = message.buttons().stream()
                .filter(button -> button.text().equals(label))
                .findFirst()
                .flatMap(SandboxMessage.Button::callbackData)
                .orElseThrow();
        var press =
                new ButtonHandler.Press(settings(person), data, person.chat(), OptionalLong.of(message.messageId()));
        transaction(() -> engine.buttons.pressed(press));
    }

    private static <T> T transaction(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(work));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private java.sql.Array array(List<Long> ids) {
        try {
            return arrange.connection().createArrayOf("bigint", ids.toArray());
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
