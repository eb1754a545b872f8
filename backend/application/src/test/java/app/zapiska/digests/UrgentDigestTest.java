package app.zapiska.digests;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.delivery.UnlimitedRate;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The message over a real database and a strict Bot API server; time is moved, never waited for. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("The urgent-loans message over a day")
class UrgentDigestTest extends QuietChats {

    // ---- when

    @Test
    @DisplayName("L9: comes at 10:00 and 20:00 of the account's own zone, once each")
    void comesAtTheDigestTimesOfTwoZones() {
        var moscow = new Borrower(parts, "Europe/Moscow", "2027-03-10T09:00");
        moscow.loan("МаниМен", "2027-03-12", "5056");
        var vladivostok = new Borrower(parts, "Asia/Vladivostok", "2027-03-10T17:00");
        vladivostok.loan("Восток", "2027-03-12", "100");

        moscow.at("2027-03-10T09:59:59");
        moscow.noMoreThan(0);
        moscow.at("2027-03-10T10:00");
        moscow.noMoreThan(1);
        vladivostok.noMoreThan(0);
        moscow.later(Duration.ofSeconds(1));
        moscow.at("2027-03-10T12:59:59");
        moscow.noMoreThan(1);
        vladivostok.at("2027-03-10T20:00");
        vladivostok.noMoreThan(1);
        moscow.at("2027-03-10T20:00");
        moscow.later(Duration.ofMinutes(1));
        moscow.noMoreThan(2);
        assertThat(moscow.digests().getFirst()).isEqualTo("""
                🔥 ГОРЯЩИЕ КРЕДИТЫ 🔥

                📊 Всего: 1 кредит
                💰 Сумма: 5 056 ₽

                🟡 МаниМен (через 2 дн.)
                💳 Сумма: 5 056 ₽
                🔗 Перейти в личный кабинет""");
        assertThat(moscow.row("state")).isEqualTo("SENT");
    }

    @Test
    @DisplayName("whose turn comes after the chat was linked elsewhere goes to the new one, and not to the old")
    void linkedElsewhereInTheRow() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        anna.loan("МаниМен", "2027-03-12", "5056");
        long elsewhere = anna.chat + 500_000_000;
        telegram.addChat(elsewhere, "Заёмщик");
        parts.clock.set(Instant.parse("2027-03-10T07:00:00Z"));
        Borrower.tick(parts.replica(parts.messenger, new UnlimitedRate() {
            @Override
            public Uni<Turn> ask(long chatId, Rank rank) {
                RealServices.execute(
                        "update accounts set telegram_chat_id = ?, telegram_user_id = ? where id = ?",
                        elsewhere,
                        elsewhere,
                        anna.visitor.accountId());
                return super.ask(chatId, rank);
            }
        }));
        parts.clock.advance(Duration.ofSeconds(90));
        anna.rescue();
        anna.tick();
        anna.noMoreThan(0);
        assertThat(telegram.messages(elsewhere)).hasSize(1);
    }

    @Test
    void doesNotComeWhenNothingIsUrgent() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        anna.loan("Далёкий", "2027-03-15", "5056");
        anna.at("2027-03-10T10:00");
        assertThat(anna.sends()).isEmpty();
        assertThat(anna.row("state")).isEqualTo("EMPTY");
        anna.at("2027-03-11T10:00");
        anna.noMoreThan(1);
    }

    @Test
    void isNotSentForATimeThatHadPassedWhenItWasChosen() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        anna.loan("МаниМен", "2027-03-10", "5056");
        clock.set(Instant.parse("2027-03-10T08:30:00Z"));
        anna.settings(settings -> settings.put("digestTimes", List.of("11:00", "12:00")));
        anna.run();
        anna.noMoreThan(0);
        anna.at("2027-03-10T12:00");
        anna.noMoreThan(1);
        anna.settings(settings -> settings.put("digestTimes", List.of()));
        anna.at("2027-03-11T12:00");
        anna.noMoreThan(1);
    }

    @Test
    void comesOnceADayWhenTheZoneMovesUnderneathIt() {
        var anna = new Borrower(parts, "Asia/Vladivostok", "2027-03-10T09:00");
        anna.loan("МаниМен", "2027-03-10", "5056");
        anna.at("2027-03-10T10:00");
        anna.noMoreThan(1);
        anna.settings(settings -> settings.put("timeZone", "Europe/Moscow"));
        // Ten o'clock of the same day comes a second time, in the other zone.
        clock.set(Instant.parse("2027-03-10T07:00:00Z"));
        anna.run();
        anna.noMoreThan(1);
        clock.set(Instant.parse("2027-03-10T17:00:00Z"));
        anna.run();
        anna.noMoreThan(2);
    }

    @Test
    void isMissedAfterTwoHoursAndOnlyTheLatestComesAfterAnOutage() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        anna.loan("МаниМен", "2027-03-10", "5056");
        anna.at("2027-03-10T12:00:01");
        anna.noMoreThan(0);
        assertThat(anna.row("state")).isEqualTo("MISSED");
        anna.settings(settings -> settings.put("digestTimes", List.of("13:00", "14:00", "20:00")));
        anna.at("2027-03-10T14:30");
        anna.noMoreThan(1);
        anna.at("2027-03-13T21:00");
        anna.noMoreThan(2);
    }

    @Test
    @DisplayName("E6: waits for the opening of its day, and is dropped when that day's hours are over")
    void keepsToWorkingHours() {
        var anna = new Borrower(parts, "2027-03-10T04:00");
        anna.loan("МаниМен", "2027-03-10", "5056");
        anna.settings(settings -> settings.put("digestTimes", List.of("05:00", "21:59", "23:00")));
        anna.at("2027-03-10T05:00");
        anna.noMoreThan(0);
        anna.at("2027-03-10T07:00");
        anna.noMoreThan(1);
        telegram.script(Fault.on("sendMessage").chat(anna.chat).rateLimited(120));
        anna.at("2027-03-10T21:59");
        anna.at("2027-03-10T22:01");
        anna.at("2027-03-10T23:00");
        anna.at("2027-03-11T01:00");
        anna.noMoreThan(1);
        assertThat(anna.row("state")).isEqualTo("MISSED");
    }

    @Test
    void comesAsSoonAsItCanAfterTelegramWasAway() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        anna.loan("МаниМен", "2027-03-10", "5056");
        telegram.script(Fault.on("sendMessage").chat(anna.chat).rateLimited(600));
        anna.at("2027-03-10T10:00");
        anna.at("2027-03-10T10:09:59");
        anna.noMoreThan(0);
        anna.at("2027-03-10T10:10");
        anna.noMoreThan(1);
        assertThat(anna.row("state")).isEqualTo("SENT");
    }

    @Test
    void toABlockedChatIsSkippedAndSaysSo() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        anna.loan("МаниМен", "2027-03-10", "5056");
        telegram.block(anna.chat);
        anna.at("2027-03-10T10:00");
        assertThat(anna.row("state")).isEqualTo("BLOCKED");
        assertThat(RealServices.text(
                        "select telegram_blocked_reason from accounts where id = ?", anna.visitor.accountId()))
                .contains("blocked");
        int calls = telegram.calls().size();
        anna.at("2027-03-10T20:00");
        assertThat(telegram.calls().stream().skip(calls))
                .noneMatch(call -> call.chatId().orElse(0) == anna.chat);
        assertThat(anna.row("state")).isEqualTo("BLOCKED");
        anna.visitor.request().delete("/telegram/link").then().statusCode(204);
        anna.at("2027-03-11T10:00");
        assertThat(anna.row("state")).isEqualTo("NO_CHAT");
    }

    // ---- what

    @Test
    @DisplayName("bug 2: a loan of one payment is reported, a paid one is not")
    void followsTheLedger() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        long paid = anna.loan("Свои Люди", "2027-03-01", "5056");
        anna.loan("МаниМен", "2027-03-01", "100");
        anna.pay(paid, 0);
        anna.at("2027-03-10T10:00");
        assertThat(anna.digests())
                .singleElement()
                .asString()
                .contains("МаниМен")
                .doesNotContain("Свои Люди");
    }

    @Test
    @DisplayName("bug 1: a loan without a schedule is reported by its return date")
    void withoutASchedule() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        anna.create(Borrower.json(
                "orgName",
                "Без графика",
                "loanDate",
                "2027-01-01",
                "dueDate",
                "2027-03-11",
                "amountBorrowed",
                "3000",
                "amountDue",
                "3500.50"));
        anna.at("2027-03-10T10:00");
        assertThat(anna.digests()).singleElement().asString().contains("🟠 ЗАВТРА Без графика\n💳 Сумма: 3 500,50 ₽");
    }

    @Test
    @DisplayName("bug 3: the threshold is the account's own")
    void followsTheThreshold() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        anna.loan("Через неделю", "2027-03-17", "5056");
        anna.at("2027-03-10T10:00");
        anna.noMoreThan(0);
        anna.settings(settings -> settings.put("urgentDays", 8));
        anna.at("2027-03-10T20:00");
        assertThat(anna.digests()).singleElement().asString().contains("🟡 Через неделю (через 7 дн.)");
    }

    @Test
    @DisplayName("bug 7: names the sum that the page shows for the next payment")
    void namesTheSumOfThePage() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        long loan = anna.loan("МаниМен", "2027-03-01", "5056", "2027-04-01", "7000");
        anna.payPart(loan, 0, "1000.50");
        anna.at("2027-03-10T10:00");
        assertThat(anna.loan(loan).getString("nextPayment.amount")).isEqualTo("4055.50");
        assertThat(anna.digests())
                .singleElement()
                .asString()
                .contains("💰 Сумма: 4 055,50 ₽")
                .contains("💳 Осталось: 4 055,50 ₽ из 5 056 ₽");
        assertThat(anna.labels(anna.digest())).contains("✅ Оплачено 4 055,50 ₽");
    }

    @Test
    @DisplayName("bug 22: names with markup and emoji arrive as they were typed")
    void namesAreInert() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        for (var name : List.of("<b>Банк</b> & Co", "О'Банк", "</script>", "🔥🏦 {sum}")) {
            anna.loan(name, "2027-03-10", "5056");
        }
        anna.at("2027-03-10T10:00");
        assertThat(anna.digests())
                .singleElement()
                .asString()
                .contains("<b>Банк</b> & Co", "О'Банк", "</script>", "🔥🏦 {sum}");
        assertThat(anna.row("state")).isEqualTo("SENT");
    }

    @Test
    void leavesOutWhatIsSnoozedUntilTomorrow() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        anna.loan("МаниМен", "2027-03-10", "5056");
        anna.loan("О'Банк", "2027-03-11", "100");
        anna.at("2027-03-10T10:00");
        var message = anna.digest();
        anna.press(message, "МаниМен · 5 056 ₽");
        assertThat(anna.press(message, "⏰ Отложить")).isEqualTo("⏰ Отложено до 11:00");
        assertThat(anna.text(message)).contains("⏰ Отложено до 11:00");
        assertThat(anna.press(message, "Завтра 09:00")).isEqualTo("⏰ Отложено до завтра, 09:00");
        anna.press(message, "Назад");
        assertThat(anna.text(message)).contains("⏰ Отложено до завтра, 09:00");
        assertThat(anna.labels(message)).containsExactly("⏰ МаниМен · 5 056 ₽", "О'Банк · 100 ₽");
        anna.at("2027-03-10T20:00");
        assertThat(anna.digests()).hasSize(2);
        assertThat(anna.digests().getLast()).contains("О'Банк").doesNotContain("МаниМен");
        anna.at("2027-03-11T10:00");
        assertThat(anna.digests().getLast()).contains("О'Банк").contains("МаниМен");
    }

    // ---- at least once, never twice

    @Test
    @DisplayName("bug 13: three replicas at once send one message to each of twenty people")
    void threeReplicasSendOne() throws InterruptedException {
        var people = new ArrayList<Borrower>();
        for (int i = 0; i < 20; i++) {
            var person = new Borrower(parts, "2027-03-10T09:00");
            person.loans(1, "2027-03-10");
            people.add(person);
        }
        clock.set(Instant.parse("2027-03-10T07:00:00Z"));
        var replicas = IntStream.range(0, 3).mapToObj(i -> parts.replica()).toList();
        var threads = replicas.stream()
                .map(replica -> Thread.ofVirtual().start(() -> {
                    for (int tick = 0; tick < 8; tick++) {
                        Borrower.tick(replica);
                    }
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(people).allSatisfy(person -> person.noMoreThan(1));
        assertThat(people).allSatisfy(person -> assertThat(person.digests()).hasSize(1));
    }

    @Test
    @DisplayName("bug 9: a hundred loans arrive in ten messages, each loan once")
    void aHundredLoans() {
        var anna = hundredLoans();
        anna.at("2027-03-10T10:00");
        assertEachOnce(anna);
        assertThat(anna.digests().getFirst()).contains("(1/10)").contains("📊 Всего: 100 кредитов\n💰 Сумма: 10 000 ₽");
        assertThat(anna.sends()).allSatisfy(send -> {
            assertThat(send.text().length()).isLessThan(4096);
            assertThat(send.callbackData().size()).isLessThanOrEqualTo(100);
        });
    }

    @Test
    void aLimitBetweenTwoPartsCostsNothing() {
        var anna = hundredLoans();
        telegram.script(Fault.on("sendMessage").chat(anna.chat).call(4).rateLimited(20));
        anna.at("2027-03-10T10:00");
        anna.noMoreThan(3);
        anna.at("2027-03-10T10:00:20");
        assertEachOnce(anna);
        assertThat(anna.row("state")).isEqualTo("SENT");
    }

    @Test
    void aServerErrorIsTriedAgain() {
        var anna = hundredLoans();
        telegram.script(Fault.on("sendMessage").chat(anna.chat).call(2).error(502, "Bad Gateway"));
        anna.at("2027-03-10T10:00");
        anna.noMoreThan(1);
        anna.at("2027-03-10T10:00:30");
        assertEachOnce(anna);
    }

    @Test
    @DisplayName("a part whose answer was lost is sent once more, and not a third time")
    void anUnknownPartIsSentOnceMore() {
        var anna = hundredLoans();
        telegram.script(Fault.on("sendMessage")
                .chat(anna.chat)
                .call(2)
                .times(2)
                .closes()
                .accepting());
        anna.at("2027-03-10T10:00");
        anna.noMoreThan(2);
        anna.at("2027-03-10T10:00:30");
        assertThat(anna.digests()).hasSize(11);
        assertThat(anna.digests().stream().filter(text -> text.contains("(2/10)")))
                .hasSize(2);
        anna.at("2027-03-10T10:05");
        anna.noMoreThan(11);
        assertThat(anna.row("state")).isEqualTo("SENT");
    }

    @Test
    @DisplayName("a worker killed between two parts: another goes on with the next")
    void aKilledWorkerIsReplaced() {
        var anna = hundredLoans();
        var hold = telegram.scriptHold(
                Fault.on("sendMessage").chat(anna.chat).call(3).accepting());
        clock.set(Instant.parse("2027-03-10T07:00:00Z"));
        anna.begin();
        hold.awaitReached();
        // The worker is paused past its lease: to the others it is dead.
        clock.advance(Duration.ofSeconds(61));
        var other = parts.replica();
        other.rescue().await().atMost(Duration.ofSeconds(10));
        Borrower.tick(other);
        assertThat(anna.digests().stream().filter(text -> text.contains("(3/10)")))
                .as("that it arrived is not known")
                .hasSize(2);
        hold.release();
        for (int i = 0; i < 3; i++) {
            Borrower.tick(other);
        }
        assertThat(anna.digests()).hasSize(11);
        assertThat(anna.row("state")).isEqualTo("SENT");
    }

    @Test
    @DisplayName("E8: a shutdown hands back what is not on its way, and another replica goes on")
    void aShutdownLosesNothing() {
        var anna = hundredLoans();
        var hold = telegram.scriptHold(
                Fault.on("sendMessage").chat(anna.chat).call(3).accepting());
        clock.set(Instant.parse("2027-03-10T07:00:00Z"));
        var work = anna.begin();
        hold.awaitReached();
        var stopping = Thread.ofVirtual().start(anna::stop);
        hold.release();
        work.await().atMost(Duration.ofSeconds(10));
        try {
            stopping.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(RealServices.count("select count(*) from digest_parts where state = 'UNKNOWN' or unknowns > 0"))
                .isZero();
        Borrower.tick(parts.replica());
        assertEachOnce(anna);
    }

    @Test
    void whatIsPaidWhileAPartWaitsIsNotAskedFor() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        long loan = anna.loan("МаниМен", "2027-03-10", "5056");
        telegram.script(Fault.on("sendMessage").chat(anna.chat).rateLimited(20));
        anna.at("2027-03-10T10:00");
        anna.pay(loan, 0);
        anna.at("2027-03-10T10:01");
        anna.noMoreThan(0);
    }

    @Test
    @DisplayName("E5: what is paid while the message is on its way is corrected when it has arrived")
    void aPaymentInFlight() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        long loan = anna.loan("МаниМен", "2027-03-10", "5056");
        clock.set(Instant.parse("2027-03-10T07:00:00Z"));
        var hold = telegram.holdAfter("sendMessage", anna.chat);
        var work = anna.begin();
        hold.awaitReached();
        anna.pay(loan, 0);
        hold.release();
        work.await().atMost(Duration.ofSeconds(10));
        anna.correct();
        assertThat(anna.text(anna.digest())).contains("✅ ОПЛАЧЕН МаниМен — 5 056 ₽");
    }

    private Borrower hundredLoans() {
        var anna = new Borrower(parts, "2027-03-10T09:00");
        anna.loans(100, "2027-03-10");
        return anna;
    }

    private static void assertEachOnce(Borrower anna) {
        assertThat(anna.digests()).hasSize(10);
        var all = String.join("\n", anna.digests());
        for (int i = 1; i <= 100; i++) {
            assertThat(all).containsOnlyOnce("Банк %03d!".formatted(i));
        }
    }
}
