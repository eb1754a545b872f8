package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.delivery.ChatMessageRenderer;
import app.zapiska.delivery.RateLimiter.Rank;
import app.zapiska.delivery.StaleMessages;
import app.zapiska.delivery.StaleMessages.Stale;
import app.zapiska.delivery.Topic;
import app.zapiska.delivery.UnlimitedRate;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.Engine.MovedClock;
import app.zapiska.reminders.ReminderPlanner.Change;
import app.zapiska.reminders.ReminderPlanner.Ending;
import app.zapiska.reminders.ReminderPlanner.Plan;
import app.zapiska.sandbox.AcceptedSend;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxMessage;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.RichText;
import app.zapiska.telegram.SendOutcome;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Payments nag like tasks do, each for itself, and are never taken for one another. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class PaymentRemindersTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final LocalDate TODAY = LocalDate.of(2027, 3, 10);

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
    @DisplayName("a payment whose account is known offers to say how it is paid, and nags on whoever asks")
    void aPaymentSaysHowItIsPaid() {
        var anna = person();
        var loan = arrange.loan(anna, "МаниМен", "15000", TODAY);
        var payment = arrange.installment(anna, loan, TODAY, "5056.50");
        RealServices.execute("""
                insert into loan_requisites (loan_id, account_id, version, name, account, bank, bic, correspondent_account, inn, kpp,
                  purpose, sbp_link, updated_at)
                select id, account_id, 1, '', '40701810900000012345', '', '', '', '', '', '', '', now() from loans
                where account_id = ?
                """, anna.account());
        long reminder = arrange.reminder(anna, payment, clock.instant());
        engine.run();
        assertThat(labels(anna))
                .containsExactly(
                        "✅ Оплачено 5\u00a0056,50\u00a0₽",
                        "Другая сумма",
                        "⏰ Отложить",
                        "🔗 Кабинет",
                        "🧾 Как заплатить");
        assertThat(code(anna, "🧾 Как заплатить")).isEqualTo("k:i:" + payment.id() + ":" + reminder + ":0");
        clock.advance(QUARTER);
        engine.run();
        assertThat(sendsTo(anna)).hasSize(2);
    }

    @Test
    @DisplayName("a payment nags every 15 minutes until it is paid, and then offers to take the payment back")
    void aPaymentNagsUntilPaid() {
        var anna = person();
        var loan = arrange.loan(anna, "МаниМен", "15000", TODAY);
        arrange.installment(anna, loan, TODAY.minusDays(7), "5000");
        var second = arrange.installment(anna, loan, TODAY, "5056.50");
        long reminder = arrange.reminder(anna, second, clock.instant());

        engine.run();

        assertThat(message(anna).text())
                .isEqualTo(
                        "🔴 НАПОМИНАНИЕ О ПЛАТЕЖЕ\n\nМаниМен\n\n💳 Сумма: 5\u00a0056,50\u00a0₽\n🧾 Платёж 2 из 2\n📅 Срок: 2027-03-10");
        assertThat(labels(anna))
                .containsExactly("✅ Оплачено 5\u00a0056,50\u00a0₽", "Другая сумма", "⏰ Отложить", "🔗 Кабинет");
        assertThat(code(anna, "✅ Оплачено 5\u00a0056,50\u00a0₽"))
                .isEqualTo("p:i:" + second.id() + ":" + reminder + ":505650");
        for (int repeat = 1; repeat <= 3; repeat++) {
            clock.advance(QUARTER);
            engine.run();
            assertThat(sendsTo(anna)).hasSize(repeat + 1);
        }
        assertThat(message(anna).text())
                .isEqualTo(
                        "🔴 🔔 ПОВТОРНОЕ НАПОМИНАНИЕ\n\nМаниМен\n\n💳 Сумма: 5\u00a0056,50\u00a0₽\n🧾 Платёж 2 из 2\n📅 Срок: 2027-03-10\n⏰ Первое было: 15:00\n💡 Следующее через 15 минут");

        long entry = arrange.pay(anna, loan, second, "5056.50");
        stop(anna, Ending.COMPLETED, second);
        engine.correct();

        assertThat(message(anna).text()).isEqualTo("✅ Оплачено! 🎉 МаниМен — 5\u00a0056,50\u00a0₽");
        assertThat(code(anna, "↩️ Отменить запись")).isEqualTo("v:e:" + entry + ":" + reminder + ":0");
        clock.advance(Duration.ofDays(1));
        engine.run();
        assertThat(sendsTo(anna)).hasSize(4);
        assertThat(arrange.state(reminder)).isEqualTo("DONE");
    }

    @Test
    @DisplayName("what a plan pays early nags like any payment, names the plan, and offers to take the payment back")
    void whatAPlanPaysEarlyNags() {
        var anna = person();
        var loan = arrange.loan(anna, "Займер", "15000", TODAY.plusDays(20));
        var early = arrange.planned(anna, loan, TODAY, "8000");
        long reminder = arrange.reminder(anna, early, clock.instant());

        engine.run();

        assertThat(message(anna).text())
                .isEqualTo(
                        "🔴 НАПОМИНАНИЕ О ПЛАТЕЖЕ\n\nЗаймер\n\n💳 Сумма: 8\u00a0000\u00a0₽\n📅 По плану выплат: сегодня, раньше срока");
        assertThat(code(anna, "✅ Оплачено 8\u00a0000\u00a0₽"))
                .isEqualTo("p:p:" + early.id() + ":" + reminder + ":800000");
        clock.advance(QUARTER);
        engine.run();
        assertThat(sendsTo(anna)).hasSize(2);

        long entry = arrange.pay(anna, loan, loan, "8000");
        RealServices.execute("update payoff_payments set remaining = 0 where account_id = ?", anna.account());
        stop(anna, Ending.COMPLETED, early);
        engine.correct();

        assertThat(message(anna).text()).isEqualTo("✅ Оплачено! 🎉 Займер — 8\u00a0000\u00a0₽");
        assertThat(code(anna, "↩️ Отменить запись")).isEqualTo("v:e:" + entry + ":" + reminder + ":0");
        clock.advance(Duration.ofDays(1));
        engine.run();
        assertThat(sendsTo(anna)).hasSize(2);
    }

    @Test
    @DisplayName("what a plan does not ask for any more disappears from the chat and rings no more")
    void whatAPlanAsksForNoMoreIsGone() {
        var anna = person();
        var loan = arrange.loan(anna, "Займер", "15000", TODAY.plusDays(20));
        var early = arrange.planned(anna, loan, TODAY, "8000");
        arrange.reminder(anna, early, clock.instant());
        engine.run();
        RealServices.execute("update payoff_payments set removed_at = now() where account_id = ?", anna.account());
        stop(anna, Ending.DELETED, early);
        engine.correct();
        clock.advance(Duration.ofDays(1));
        engine.run();
        assertThat(sendsTo(anna)).hasSize(1);
        assertThat(standing(anna)).isEmpty();
    }

    @Test
    void aPaymentInPartGoesOnForTheRest() {
        var anna = person();
        var loan = arrange.loan(anna, "Займер", "5056", TODAY);
        long reminder = arrange.reminder(anna, loan, clock.instant());
        engine.run();
        arrange.pay(anna, loan, loan, "2000");
        plan(anna, Change.EDITED, Plan.ofPayment(loan, Optional.of(TODAY), Optional.empty()));
        engine.correct();
        assertThat(message(anna).text()).contains("💳 Осталось: 3\u00a0056\u00a0₽ из 5\u00a0056\u00a0₽");
        assertThat(code(anna, "✅ Оплачено 3\u00a0056\u00a0₽"))
                .isEqualTo("p:l:" + loan.id() + ":" + reminder + ":305600");
        clock.advance(QUARTER);
        engine.run();
        assertThat(sendsTo(anna)).hasSize(2);
    }

    @Test
    void snoozingLeavesExactlyOne() {
        var anna = person();
        var loan = arrange.loan(anna, "МаниМен", "5056", TODAY);
        arrange.reminder(anna, loan, clock.instant());
        arrange.reminder(anna, loan, clock.instant().plus(Duration.ofMinutes(20)));
        arrange.reminder(anna, loan, clock.instant().plus(Duration.ofHours(3)));
        engine.run();

        assertThat(press(anna, "⏰ Отложить")).isEqualTo("⏰ Отложено до 16:00");

        assertThat(arrange.count("select count(*) from reminders where loan_id = ? and due_at is not null", loan.id()))
                .isEqualTo(1);
        assertThat(message(anna).text()).isEqualTo("⏰ Отложено до 16:00 — МаниМен — 5\u00a0056\u00a0₽");
        assertThat(labels(anna))
                .containsExactly(
                        "15 минут",
                        "1 час",
                        "Вечером 19:00",
                        "Завтра 09:00",
                        "Своё время",
                        "✅ Оплачено 5\u00a0056\u00a0₽",
                        "Открыть займ");
        assertThat(snoozedUntil(anna))
                .containsOnly(Map.entry(loan, clock.instant().plus(Duration.ofHours(1))));
        clock.advance(Duration.ofMinutes(59));
        engine.run();
        assertThat(sendsTo(anna)).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        engine.run();
        assertThat(sendsTo(anna)).hasSize(2);
        assertThat(snoozedUntil(anna)).isEmpty();
    }

    @Test
    @DisplayName("a payment without reminders of its own, snoozed under the urgent-loans message, comes back once")
    void aPaymentWithoutRemindersCanBeSnoozed() {
        var anna = arrange.person(ZoneId.of("Europe/Moscow"), 7, 22);
        telegram.addChat(anna.chat(), "Человек");
        var loan = arrange.loan(anna, "МаниМен", "5056", TODAY);
        var night = Instant.parse("2027-03-10T21:30:00Z");
        var account = settings(anna);
        transaction(() -> engine.plans.snooze(account, loan, night));
        var opening = Instant.parse("2027-03-11T04:00:00Z");
        assertThat(snoozedUntil(anna)).as("inside working hours").containsOnly(Map.entry(loan, opening));
        clock.set(opening);
        engine.run();
        assertThat(sendsTo(anna))
                .singleElement()
                .satisfies(send -> assertThat(send.text()).contains("МаниМен"));
    }

    @Test
    void twoInstalmentsOfOneLoanNagIndependently() {
        var anna = person();
        var loan = arrange.loan(anna, "МаниМен", "10000", TODAY);
        var first = arrange.installment(anna, loan, TODAY, "5000");
        var second = arrange.installment(anna, loan, TODAY, "4000");
        long ofFirst = arrange.reminder(anna, first, clock.instant());
        long ofSecond = arrange.reminder(anna, second, clock.instant().plus(Duration.ofMinutes(5)));
        engine.run();
        clock.advance(Duration.ofMinutes(5));
        engine.run();
        assertThat(List.of(arrange.state(ofFirst), arrange.state(ofSecond))).containsOnly("AWAITING");
        assertThat(standing(anna)).hasSize(2);

        arrange.pay(anna, loan, first, "5000");
        stop(anna, Ending.COMPLETED, first);
        engine.correct();
        clock.advance(QUARTER);
        engine.run();

        assertThat(arrange.state(ofFirst)).isEqualTo("DONE");
        assertThat(arrange.state(ofSecond)).isEqualTo("AWAITING");
        assertThat(sendsTo(anna))
                .hasSize(3)
                .last()
                .satisfies(send -> assertThat(send.text()).contains("4\u00a0000\u00a0₽"));
    }

    @Test
    @DisplayName("a task, an instalment and a loan with the same number do not silence, replace or end one another")
    void oneNumberOfThreeKinds() {
        var anna = person();
        long number = 900_000_000 + anna.account();
        arrange.execute("""
                insert into tasks (id, account_id, title, status, importance, created_at, updated_at)
                overriding system value values (?, ?, 'Задача', 'OPEN', 1, now(), now())""", number, anna.account());
        arrange.execute("""
                insert into loans (id, account_id, org_name, loan_date, due_date, amount_borrowed, amount_due, created_at, updated_at)
                overriding system value values (?, ?, 'Кредит', date '2020-01-01', date '2027-03-10', 10, 10, now(), now())""", number, anna.account());
        var other = arrange.loan(anna, "Рассрочка", "20", TODAY);
        arrange.execute("""
                insert into installments (id, account_id, loan_id, due_date, amount, created_at)
                overriding system value values (?, ?, ?, date '2027-03-10', 20, now())""", number, anna.account(), other.id());
        var keys = List.of(SubjectKey.task(number), SubjectKey.installment(number), SubjectKey.loan(number));
        var reminders = new ArrayList<Long>();
        for (int i = 0; i < 3; i++) {
            reminders.add(arrange.reminder(anna, keys.get(i), clock.instant().plus(Duration.ofMinutes(i))));
        }
        clock.advance(Duration.ofMinutes(2));
        engine.run();
        engine.run();
        assertThat(reminders).allSatisfy(id -> assertThat(arrange.state(id)).isEqualTo("AWAITING"));
        assertThat(standing(anna)).hasSize(3);

        stop(anna, Ending.DELETED, SubjectKey.installment(number));
        assertThat(reminders.stream().map(arrange::state)).containsExactly("AWAITING", "CANCELLED", "AWAITING");
        var account = settings(anna);
        transaction(() -> engine.plans.snooze(
                account, SubjectKey.loan(number), clock.instant().plus(Duration.ofHours(1))));
        assertThat(reminders.stream().map(arrange::state)).containsExactly("AWAITING", "CANCELLED", "SNOOZED");
        assertThat(snoozedUntil(anna)).containsOnlyKeys(SubjectKey.loan(number));
    }

    @Test
    @DisplayName(
            "R3, G9: tasks and payments due together share one message, each with a button that names it and opens its own")
    void mixedSubjectsShareAMessage() {
        var anna = person();
        var task = SubjectKey.task(arrange.task(anna, "Позвонить", TODAY, LocalTime.of(18, 0)));
        var loan = arrange.loan(anna, "Займер", "3000", TODAY);
        var schedule = arrange.loan(anna, "МаниМен", "10113", TODAY);
        var first = arrange.installment(anna, schedule, TODAY.minusDays(1), "5056.50");
        var second = arrange.installment(anna, schedule, TODAY, "5056.50");
        var reminders = List.of(task, loan, first, second).stream()
                .map(key -> arrange.reminder(anna, key, clock.instant()))
                .toList();

        engine.run();

        var list = """
                        🔔 НАПОМИНАНИЯ: 4

                        🔴 Позвонить — срок сегодня, 18:00
                        🔴 Займер — 3_000_₽ — срок сегодня
                        🔴 МаниМен — 5_056,50_₽ — срок вчера
                        🔴 МаниМен — 5_056,50_₽ — срок сегодня""".replace('_', '\u00a0');
        assertThat(message(anna).text()).isEqualTo(list);
        assertThat(labels(anna))
                .as("two payments of one name are told apart by their day")
                .containsExactly(
                        "Позвонить",
                        "Займер · 3\u00a0000\u00a0₽",
                        "МаниМен · 5\u00a0056,50\u00a0₽ · вчера",
                        "МаниМен · 5\u00a0056,50\u00a0₽ · сегодня");

        press(anna, "Позвонить");
        assertThat(message(anna).text()).startsWith("🔴 НАПОМИНАНИЕ О ЗАДАЧЕ\n\nПозвонить");
        assertThat(labels(anna)).containsExactly("✅ Выполнил", "⏰ Отложить", "Назад");
        press(anna, "Назад");
        assertThat(message(anna).text()).isEqualTo(list);

        press(anna, "МаниМен · 5\u00a0056,50\u00a0₽ · вчера");
        assertThat(message(anna).text()).contains("МаниМен", "📅 Срок: 2027-03-09");
        assertThat(code(anna, "✅ Оплачено 5\u00a0056,50\u00a0₽"))
                .isEqualTo("p:i:" + first.id() + ":" + reminders.get(2) + ":505650");
        long entry = arrange.pay(anna, schedule, first, "5056.50");
        stop(anna, Ending.COMPLETED, first);
        engine.correct();
        assertThat(message(anna).text()).isEqualTo("✅ Оплачено! 🎉 МаниМен — 5\u00a0056,50\u00a0₽");
        assertThat(code(anna, "↩️ Отменить запись")).isEqualTo("v:e:" + entry + ":" + reminders.get(2) + ":0");
        press(anna, "Назад");

        press(anna, "Займер · 3\u00a0000\u00a0₽");
        press(anna, "⏰ Отложить");
        assertThat(labels(anna)).contains("Завтра 09:00", "Назад");
        press(anna, "Завтра 09:00");
        assertThat(snoozedUntil(anna)).containsOnlyKeys(loan);
        press(anna, "Назад");
        assertThat(message(anna).text())
                .contains("🔴 Займер — 3\u00a0000\u00a0₽ — срок сегодня — ⏰ Отложено до завтра, 09:00")
                .contains("✅ МаниМен\n");
        assertThat(labels(anna))
                .containsExactly(
                        "Позвонить", "⏰ Займер · 3\u00a0000\u00a0₽", "✅ МаниМен", "МаниМен · 5\u00a0056,50\u00a0₽");
    }

    @Test
    @DisplayName(
            "G9: what is opened stays open through a correction by another replica, and goes when its subject does")
    void whatIsOpenedStaysOpen() {
        var anna = person();
        var keys = List.of("Первый", "Второй", "Третий", "Четвёртый").stream()
                .map(name -> arrange.loan(anna, name, "100", TODAY))
                .toList();
        keys.forEach(key -> arrange.reminder(anna, key, clock.instant()));
        engine.run();
        var open = code(anna, "Второй · 100\u00a0₽");
        for (int i = 0; i < 10; i++) {
            pressAs(anna, open, message(anna).messageId());
        }
        parts.replica(clock).correct();
        assertThat(message(anna).text()).contains("Второй").doesNotContain("Первый");

        arrange.pay(anna, keys.get(0), keys.get(0), "100");
        stop(anna, Ending.COMPLETED, keys.get(0));
        parts.replica(clock).correct();
        assertThat(message(anna).text())
                .as("another subject changed")
                .contains("Второй")
                .doesNotContain("Первый");
        assertThat(labels(anna)).contains("✅ Оплачено 100\u00a0₽", "Назад");

        stop(anna, Ending.DELETED, keys.get(1));
        RealServices.execute("delete from loans where id = ?", keys.get(1).id());
        parts.replica(clock).correct();
        assertThat(message(anna).text()).contains("✅ Первый").doesNotContain("Второй");
        assertThat(labels(anna)).containsExactly("✅ Первый", "Третий · 100\u00a0₽", "Четвёртый · 100\u00a0₽");
        assertThat(pressAs(anna, open, message(anna).messageId())).isEqualTo("Этого платежа больше нет");
    }

    @Test
    @DisplayName(
            "what a press has changed goes out as an answer, whichever button it was; what others have changed waits")
    void aPressIsAnswered() {
        var anna = person();
        var keys = List.of("Первый", "Второй", "Третий").stream()
                .map(name -> arrange.loan(anna, name, "100", TODAY))
                .toList();
        keys.forEach(key -> arrange.reminder(anna, key, clock.instant()));
        var task = SubjectKey.task(arrange.task(anna, "Позвонить"));
        arrange.reminder(anna, task, clock.instant());
        engine.run();

        pressAs(anna, code(anna, "Второй · 100\u00a0₽"), message(anna).messageId());
        assertThat(ranksOfCorrections()).as("opened").containsExactly(Rank.ANSWER);
        pressAs(anna, code(anna, "Назад"), message(anna).messageId());
        assertThat(ranksOfCorrections()).as("closed").containsExactly(Rank.ANSWER);
        pressAs(anna, code(anna, "Позвонить"), message(anna).messageId());
        assertThat(ranksOfCorrections()).as("opened").containsExactly(Rank.ANSWER);
        pressAs(anna, code(anna, "⏰ Отложить"), message(anna).messageId());
        assertThat(ranksOfCorrections()).as("snoozed").containsExactly(Rank.ANSWER);
        assertThat(ranksOfCorrections()).as("nothing to correct").isEmpty();

        arrange.pay(anna, keys.getFirst(), keys.getFirst(), "100");
        stop(anna, Ending.COMPLETED, keys.getFirst());
        assertThat(ranksOfCorrections()).as("paid on the page").containsExactly(Rank.CORRECTION);
    }

    /** Of the corrections that wait now. */
    private List<Rank> ranksOfCorrections() {
        var ranks = new CopyOnWriteArrayList<Rank>();
        parts.replica(clock, parts.messenger, new UnlimitedRate() {
                    @Override
                    public Uni<Turn> ask(long chatId, Rank rank) {
                        ranks.add(rank);
                        return super.ask(chatId, rank);
                    }
                })
                .correct();
        return ranks;
    }

    @Test
    @DisplayName(
            "a message of a kind that only a newer version knows is left to it, and nobody looks for it again and again")
    void aNewerVersionsMessage() {
        var anna = person();
        arrange.reminder(anna, arrange.loan(anna, "Займер", "100", TODAY), clock.instant());
        engine.run();
        var messages = "where account_id = " + anna.account();
        arrange.execute(
                "update chat_messages set kind = 'OF_TOMORROW', stale_since = now(), next_try_at = '2000-01-01' "
                        + messages);

        assertThat(engine.finds(StaleMessages.STALE)).isFalse();
        assertThat(await(engine.stale.claimStale(1_000, 2, Duration.ofSeconds(60))))
                .noneMatch(message -> message.accountId() == anna.account());

        arrange.execute("update chat_messages set kind = '%s' %s".formatted(ReminderMessageRenderer.KIND, messages));
        assertThat(engine.finds(StaleMessages.STALE)).isTrue();
        assertThat(await(engine.stale.claimStale(1_000, 2, Duration.ofSeconds(60))))
                .anyMatch(message -> message.accountId() == anna.account());
    }

    @Test
    @DisplayName(
            "a message whose button was pressed is corrected before newer ones, also while others of its chat are in hand")
    void aPressedMessageGoesFirst() {
        var anna = person();
        var old = arrange.loan(anna, "Старый", "100", TODAY);
        arrange.reminder(anna, old, clock.instant());
        engine.run();
        var pressed = message(anna);
        clock.advance(Duration.ofMinutes(1));
        var newer = List.of("Раз", "Два", "Три").stream()
                .map(name -> arrange.loan(anna, name, "100", TODAY))
                .toList();
        newer.forEach(key -> {
            arrange.reminder(anna, key, clock.instant());
            engine.run();
        });
        newer.forEach(key -> stop(anna, Ending.COMPLETED, key));
        var inHand = await(engine.stale.claimStale(40, 2, Duration.ofSeconds(60)));
        assertThat(inHand).hasSize(2).noneMatch(Stale::awaited);
        assertThat(await(engine.stale.claimStale(40, 2, Duration.ofSeconds(60))))
                .isEmpty();

        pressAs(anna, code(pressed, "⏰ Отложить"), pressed.messageId());

        assertThat(await(engine.stale.claimStale(40, 2, Duration.ofSeconds(60))))
                .singleElement()
                .matches(Stale::awaited)
                .extracting(Stale::messageId)
                .isEqualTo(pressed.messageId());
    }

    @Test
    @DisplayName("the repeat of an evening says when it really comes: after the night, with its date")
    void theLastMessageOfTheDay() {
        var anna = arrange.person(ZoneId.of("Europe/Moscow"), 7, 22);
        telegram.addChat(anna.chat(), "Человек");
        arrange.reminder(anna, arrange.loan(anna, "МаниМен", "5056", TODAY), Instant.parse("2027-03-10T18:30:00Z"));
        for (var time : List.of("18:30", "18:45")) {
            clock.set(Instant.parse("2027-03-10T" + time + ":00Z"));
            engine.run();
        }
        assertThat(message(anna).text()).endsWith("💡 Следующее завтра в 07:00");
        clock.set(Instant.parse("2027-03-11T04:00:00Z"));
        engine.run();
        assertThat(message(anna).text()).endsWith("💡 Следующее через 15 минут");
    }

    // ---- buttons

    @Test
    void noButtonConfusesKindsOrAccounts() {
        var anna = person();
        var boris = person();
        var task = SubjectKey.task(arrange.task(anna, "Задача"));
        var loan = arrange.loan(anna, "МаниМен", "5056", TODAY);
        var hers = arrange.reminder(anna, loan, clock.instant());
        engine.run();
        var before = arrange.rows("select * from reminders where account_id = ? order by id", anna.account());

        for (var forged : List.of(
                "s:l:" + loan.id() + ":" + hers + ":0",
                "h:l:" + loan.id() + ":0:0",
                "t:i:" + loan.id() + ":" + hers + ":0",
                "s:t:" + task.id() + ":" + hers + ":0")) {
            assertThat(pressAs(boris, forged, 1)).as(forged).isIn("Этого платежа больше нет", "Этой задачи больше нет");
        }
        assertThat(pressAs(anna, "s:i:" + loan.id() + ":0:0", message(anna).messageId()))
                .as("there is no such instalment")
                .isEqualTo("Этого платежа больше нет");
        assertThat(engine.buttons.handles("d:l:" + loan.id() + ":" + hers + ":0"))
                .as("a payment is not ticked off")
                .isFalse();
        assertThat(engine.buttons.handles("p:l:" + loan.id() + ":" + hers + ":505600"))
                .as("money is not the engine's business")
                .isFalse();
        assertThat(arrange.rows("select * from reminders where account_id = ? order by id", anna.account()))
                .isEqualTo(before);
    }

    @Test
    void whatIsPaidCanNotBePutOff() {
        var anna = person();
        var loan = arrange.loan(anna, "МаниМен", "5056", TODAY);
        arrange.pay(anna, loan, loan, "5056");
        assertThat(pressAs(anna, ReminderButton.SNOOZE_HOUR.codeFor(loan), 1))
                .isEqualTo("Уже оплачено, откладывать нечего");
        assertThat(snoozedUntil(anna)).isEmpty();
    }

    @Test
    @DisplayName("late evidence: a pay button pressed on a message that counts as unknown makes it known and corrected")
    void aPayButtonIsEvidence() {
        var anna = person();
        var loan = arrange.loan(anna, "МаниМен", "5056", TODAY);
        long reminder = arrange.reminder(anna, loan, clock.instant());
        telegram.script(Fault.on("sendMessage").chat(anna.chat()).accepting().closes());
        engine.run();
        assertThat(arrange.outcomes(reminder)).containsExactly("UNKNOWN");
        var press = press(anna, message(anna), code(anna, "✅ Оплачено 5\u00a0056\u00a0₽"));

        evidence(press, reminder);
        evidence(press, reminder);
        arrange.pay(anna, loan, loan, "5056");
        stop(anna, Ending.COMPLETED, loan);
        engine.correct();

        assertThat(arrange.outcomes(reminder)).containsExactly("SENT");
        assertThat(message(anna).text()).startsWith("✅ Оплачено! 🎉 МаниМен");
    }

    @Test
    void aPayButtonOnAKnownMessageProvesNothingAboutAnother() {
        var anna = person();
        var loan = arrange.loan(anna, "МаниМен", "5056", TODAY);
        long reminder = arrange.reminder(anna, loan, clock.instant());
        engine.run();
        var known = message(anna);
        var code = code(anna, "✅ Оплачено 5\u00a0056\u00a0₽");
        clock.advance(QUARTER);
        telegram.script(Fault.on("sendMessage").chat(anna.chat()).closes());
        engine.run();
        assertThat(arrange.outcomes(reminder)).containsExactly("SENT", "UNKNOWN");
        evidence(press(anna, known, code), reminder);
        assertThat(arrange.outcomes(reminder)).containsExactly("SENT", "UNKNOWN");
    }

    // ---- planning in bulk

    @Test
    @DisplayName("planning, moving and stopping a schedule costs the same number of statements whatever its length")
    void aScheduleIsPlannedInBulk() {
        var counts = IntStream.of(2, 40)
                .mapToObj(size -> {
                    var anna = person();
                    var loan = arrange.loan(anna, "МаниМен", "100000", TODAY);
                    var keys = IntStream.range(0, size)
                            .mapToObj(n -> arrange.installment(anna, loan, TODAY.plusMonths(n + 1), "100"))
                            .toList();
                    var template = Optional.of(template(anna, "intensive"));
                    var planned = statements(() -> plan(anna, Change.STARTED, plans(keys, 0, template)));
                    assertThat(live(anna)).isEqualTo(3 * size);
                    var moved = statements(() -> plan(anna, Change.RESCHEDULED, plans(keys, 1, template)));
                    assertThat(live(anna)).isEqualTo(3 * size);
                    assertThat(arrange.count("select count(*) from reminders where account_id = ?", anna.account()))
                            .as("moved, not doubled")
                            .isEqualTo(3 * size);
                    assertThat(arrange.count(
                                    "select count(*) from reminders where installment_id = ? and local_at = timestamp '2027-04-11 23:59'",
                                    keys.getFirst().id()))
                            .isEqualTo(1);
                    var stopped = statements(() -> stop(anna, Ending.DELETED, keys.toArray(SubjectKey[]::new)));
                    assertThat(live(anna)).isZero();
                    var again = statements(() -> plan(anna, Change.STARTED, plans(keys, 1, template)));
                    assertThat(live(anna)).isEqualTo(3 * size);
                    return List.of(planned, moved, stopped, again);
                })
                .toList();
        assertThat(counts.get(1)).isEqualTo(counts.get(0));
        assertThat(counts.get(1)).allSatisfy(count -> assertThat(count).isBetween(1, 7));
    }

    @Test
    void datedPaymentsAreRemindedOfByTheirTemplateFromTheirDate() {
        var anna = arrange.person(ZoneId.of("Europe/Moscow"), 7, 22);
        var loan = arrange.loan(anna, "МаниМен", "5056", TODAY.plusDays(5));
        plan(
                anna,
                Change.STARTED,
                Plan.ofPayment(loan, Optional.of(TODAY.plusDays(5)), Optional.of(template(anna, "intensive"))));
        assertThat(walls(anna))
                .containsExactly("2027-03-14 21:59:00.0", "2027-03-15 20:59:00.0", "2027-03-15 21:59:00.0");
        plan(anna, Change.EDITED, Plan.ofPayment(loan, Optional.of(TODAY.plusDays(5)), Optional.empty()));
        assertThat(live(anna)).as("the loan has no template any more").isZero();
    }

    @Test
    @DisplayName("another zone, other hours and another template move the reminders of payments, too")
    void settingsAndTemplatesMovePayments() {
        var anna = arrange.person(ZoneId.of("Europe/Moscow"), 0, 24);
        var due = TODAY.plusDays(5);
        var loan = arrange.loan(anna, "МаниМен", "5056", due);
        long template = template(anna, "same-day");
        arrange.execute("update loans set reminder_template_id = ? where id = ?", template, loan.id());
        plan(anna, Change.STARTED, Plan.ofPayment(loan, Optional.of(due), Optional.of(template)));
        assertThat(dueAt(anna)).containsExactly(Instant.parse("2027-03-15T06:00:00Z"));

        var before = settings(anna);
        arrange.execute("update accounts set time_zone = 'Asia/Yekaterinburg' where id = ?", anna.account());
        var inTheEast = settings(anna);
        transaction(() -> engine.plans.settingsChanged(before, inTheEast));
        assertThat(dueAt(anna)).containsExactly(Instant.parse("2027-03-15T04:00:00Z"));

        arrange.execute("update accounts set work_start_hour = 12, work_end_hour = 22 where id = ?", anna.account());
        var late = settings(anna);
        transaction(() -> engine.plans.settingsChanged(inTheEast, late));
        assertThat(dueAt(anna)).containsExactly(Instant.parse("2027-03-15T07:00:00Z"));

        arrange.execute(
                "update reminder_templates set rules = '[{\"kind\":\"before\",\"minutes\":1440}]' where id = ?",
                template);
        transaction(() -> engine.plans.replan(late, Optional.of(template)));
        assertThat(walls(anna)).containsExactly("2027-03-14 21:59:00.0");
        transaction(() -> engine.plans.detachFromTemplate(late, template));
        assertThat(arrange.row("select source from reminders where loan_id = ? and due_at is not null", loan.id()))
                .containsEntry("source", "CUSTOM");
    }

    @Test
    void aTemplateOfSomebodyElseIsRefused() {
        var anna = person();
        var boris = person();
        var loan = arrange.loan(anna, "МаниМен", "5056", TODAY);
        var plan = Plan.ofPayment(loan, Optional.of(TODAY), Optional.of(template(boris, "intensive")));
        var account = settings(anna);
        assertThatThrownBy(() -> transaction(() -> engine.plans.planAll(account, List.of(plan), Change.STARTED)))
                .hasRootCauseInstanceOf(Invalid.class);
    }

    // ---- messages of other features

    @Test
    @DisplayName("a message of another feature is edited when it is stale, and removed when it has nothing to say")
    void messagesOfOthersAreKeptTrue() {
        var texts = new ConcurrentHashMap<Long, String>();
        var told = new ConcurrentLinkedQueue<Collection<SubjectKey>>();
        var urgent = new ChatMessageRenderer() {
            @Override
            public String kind() {
                return "TEST";
            }

            @Override
            public Uni<Boolean> pressed(ButtonHandler.Press press, Optional<Topic> topic) {
                return Uni.createFrom().item(false);
            }

            @Override
            public Uni<Optional<OutgoingMessage>> render(AccountSettings account, One message) {
                return Uni.createFrom()
                        .item(Optional.ofNullable(texts.get(message.id()))
                                .map(text -> new OutgoingMessage(RichText.plain(text), List.of())));
            }
        };
        SubjectListener listener = (account, subjects) -> {
            told.add(subjects);
            return engine.standing.staleInSession(account, List.copyOf(texts.keySet()));
        };
        engine = parts.replica(clock, List.of(urgent), List.of(listener));
        var anna = person();
        var first = new OutgoingMessage(RichText.plain("первое"), List.of());
        long messageId = ((SendOutcome.Sent) await(parts.messenger.send(anna.chat(), first))).messageId();
        long id = await(parts.database.withTransaction(
                connection -> engine.standing.sent(connection, anna.account(), "TEST", anna.chat(), messageId)));
        texts.put(id, "второе");
        engine.correct();
        assertThat(message(anna).text()).as("it is not stale yet").isEqualTo("первое");

        var loan = arrange.loan(anna, "МаниМен", "5056", TODAY);
        stop(anna, Ending.COMPLETED, loan);
        assertThat(told).containsExactly(List.of(loan));
        engine.correct();
        assertThat(message(anna).text()).isEqualTo("второе");

        texts.clear();
        await(engine.standing.stale(anna.account(), List.of(id)));
        engine.correct();
        assertThat(standing(anna)).isEmpty();
        assertThat(arrange.count("select count(*) from chat_messages where id = ?", id))
                .isZero();
    }

    // ---- how this test speaks

    private Person person() {
        var person = arrange.person();
        telegram.addChat(person.chat(), "Человек");
        return person;
    }

    private AccountSettings settings(Person person) {
        return await(parts.accounts.settings(List.of(person.account()))).get(person.account());
    }

    private long template(Person person, String system) {
        return arrange.count(
                "select id from reminder_templates where account_id = ? and system_key = ?", person.account(), system);
    }

    private static Plan[] plans(List<SubjectKey> keys, int shift, Optional<Long> template) {
        return IntStream.range(0, keys.size())
                .mapToObj(n -> Plan.ofPayment(
                        keys.get(n), Optional.of(TODAY.plusMonths(n + 1).plusDays(shift)), template))
                .toArray(Plan[]::new);
    }

    private void plan(Person person, Change change, Plan... plans) {
        var account = settings(person);
        transaction(() -> engine.plans.planAll(account, List.of(plans), change));
    }

    private void stop(Person person, Ending why, SubjectKey... subjects) {
        transaction(() -> engine.plans.stopAll(person.account(), List.of(subjects), why));
    }

    private long live(Person person) {
        return arrange.count(
                "select count(*) from reminders where account_id = ? and due_at is not null", person.account());
    }

    private List<String> walls(Person person) {
        return arrange
                .rows(
                        "select local_at from reminders where account_id = ? and due_at is not null order by local_at",
                        person.account())
                .stream()
                .map(row -> row.get("local_at").toString())
                .toList();
    }

    private List<Object> dueAt(Person person) {
        return arrange
                .rows(
                        "select due_at from reminders where account_id = ? and due_at is not null order by due_at",
                        person.account())
                .stream()
                .map(row -> row.get("due_at"))
                .toList();
    }

    private Map<SubjectKey, Instant> snoozedUntil(Person person) {
        return await(engine.plans.snoozedUntil(person.account()));
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

    private SandboxMessage message(Person person) {
        assertThat(standing(person)).hasSize(1);
        return standing(person).getFirst();
    }

    private List<String> labels(Person person) {
        return message(person).buttons().stream()
                .map(SandboxMessage.Button::text)
                .toList();
    }

    private String code(Person person, String label) {
        return code(message(person), label);
    }

    private static String code(SandboxMessage message, String label) {
        return message.buttons().stream()
                .filter(button -> button.text().equals(label))
                .findFirst()
                .flatMap(SandboxMessage.Button::callbackData)
                .orElseThrow();
    }

    /** @return the toast */
    private String press(Person person, String label) {
        var toast = pressAs(person, code(person, label), message(person).messageId());
        engine.correct();
        return toast;
    }

    private String pressAs(Person person, String data, long messageId) {
        var press = new ButtonHandler.Press(settings(person), data, person.chat(), OptionalLong.of(messageId));
        return transaction(() -> engine.buttons.pressed(press)).toast();
    }

    private ButtonHandler.Press press(Person person, SandboxMessage message, String data) {
        return new ButtonHandler.Press(settings(person), data, person.chat(), OptionalLong.of(message.messageId()));
    }

    /** What a press proves, whatever it does. */
    private void evidence(ButtonHandler.Press press, long reminder) {
        var known = transaction(() -> engine.pressed.around(
                press,
                reminder,
                OptionalInt.empty(),
                Optional.empty(),
                kept -> Uni.createFrom().item(kept)));
        assertThat(known).isTrue();
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }

    private static <T> T transaction(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(work));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many statements Hibernate sends meanwhile, by its own log of them. */
    private static int statements(Runnable work) {
        Queue<String> sent = new ConcurrentLinkedQueue<>();
        var counter = new Handler() {
            @Override
            public void publish(LogRecord statement) {
                sent.add(statement.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var log = Logger.getLogger("org.hibernate.SQL");
        counter.setLevel(Level.ALL);
        log.addHandler(counter);
        log.setLevel(Level.FINE);
        try {
            work.run();
        } finally {
            log.setLevel(null);
            log.removeHandler(counter);
        }
        return sent.size();
    }
}
