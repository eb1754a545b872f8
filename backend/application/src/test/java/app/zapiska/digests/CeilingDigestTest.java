package app.zapiska.digests;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.channels.OtherWays;
import app.zapiska.delivery.UnlimitedRate;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Over a real database and a strict Bot API server; time is moved, never waited for. 12 March 2027 is a Friday. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("That a loan's ceiling is reached")
class CeilingDigestTest extends QuietChats {

    private static final LocalDate FRIDAY = LocalDate.parse("2027-03-12");

    // ---- once

    @Test
    @DisplayName("is told on the day, once, and says what it counts on")
    void onTheDay() {
        var anna = asking();
        long loan = anna.loan("МаниМен", FRIDAY);
        anna.person.loan("Без ставки", "2027-04-10", "5056");
        assertThat(anna.foretold(loan)).isEqualTo("2027-03-12 true");

        anna.person.at("2027-03-11T10:00");
        anna.person.at("2027-03-12T09:59:59");
        assertThat(anna.told()).isEmpty();
        anna.person.at("2027-03-12T10:00");
        for (var later : List.of("12T10:01", "12T18:00", "13T10:00", "14T10:00", "22T10:00")) {
            anna.person.at("2027-03-" + later);
        }

        assertThat(anna.told()).containsExactly("""
                🧱 ПОТОЛОК ПО ДОГОВОРУ

                МаниМен
                Потолок по договору: 20 000 ₽. Проценты, неустойка и услуги дошли до предела — 10 000 ₽.
                Похоже, с сегодняшнего дня, 12 марта, долг больше не растёт.

                Посчитано по условиям, которые вы ввели, и по закону: 353-ФЗ, ст. 5 ч. 24 (545-ФЗ от 29.12.2025); \
                данные на 28 ноября 2026. Если кредитор начисляет дальше, проверьте договор и спросите его, как \
                посчитано. Это не юридическая консультация.""");
        assertThat(anna.person.labels(anna.message())).contains("Открыть займ");
        assertThat(anna.foretold(loan)).as("what has been told is not foretold").isEqualTo("2027-03-12 false");
    }

    @Test
    @DisplayName("is told to each in one message, whichever of three replicas comes first")
    void threeReplicas() throws InterruptedException {
        var people = new ArrayList<Indebted>();
        for (int n = 0; n < 6; n++) {
            var person = asking();
            person.loan("МаниМен", FRIDAY);
            person.loan("Займер", FRIDAY);
            people.add(person);
        }
        people.getFirst().person.at("2027-03-11T12:00");
        clock.set(moscow("2027-03-12T10:00"));
        var threads = IntStream.range(0, 3)
                .mapToObj(n -> parts.replica())
                .map(replica -> Thread.ofVirtual().start(() -> {
                    for (int tick = 0; tick < 8; tick++) {
                        Borrower.tick(replica);
                    }
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        people.getFirst().person.at("2027-03-13T10:00");
        assertThat(people)
                .allSatisfy(person -> assertThat(person.told())
                        .singleElement()
                        .asString()
                        .contains("МаниМен")
                        .contains("Займер"));
    }

    @Test
    @DisplayName("of more loans than a message holds is told in several, each loan in one")
    void manyLoans() {
        var anna = asking();
        IntStream.rangeClosed(1, 12).forEach(n -> anna.loan("Заём %02d!".formatted(n), FRIDAY));
        anna.person.at("2027-03-12T10:00");
        assertThat(anna.told())
                .hasSize(2)
                .allSatisfy(text -> assertThat(text).contains("/2)").contains("353-ФЗ"));
        IntStream.rangeClosed(1, 12)
                .forEach(n -> assertThat(anna.told("Заём %02d!".formatted(n))).isEqualTo(1));
    }

    @Test
    @DisplayName("is not told of a short loan, whose cost after a delay is not confirmed")
    void shortLoan() {
        var anna = asking();
        var terms = Indebted.content("Короткий", FRIDAY);
        terms.put("loanDate", FRIDAY.minusDays(15).toString());
        terms.put("dueDate", FRIDAY.toString());
        terms.put("amountDue", "11500");
        terms.put("contract", Borrower.json("dailyRate", 1, "shortLoan", true));
        long loan = anna.person.create(terms);
        assertThat(anna.foretold(loan)).isEqualTo("2027-03-12 false");
        anna.person.at("2027-03-12T10:00");
        anna.person.at("2027-03-13T10:00");
        assertThat(anna.told()).isEmpty();
    }

    // ---- when nobody may be written to

    @Test
    @DisplayName("on a day off, within a pause, or while the product was down is told afterwards with its day")
    void afterwards() {
        var weekdays = asking();
        var noWeekend = new HashMap<String, Object>();
        noWeekend.put("6", null);
        noWeekend.put("7", null);
        weekdays.settings("workHours", Map.of("start", 7, "end", 22, "days", noWeekend));
        weekdays.loan("МаниМен", FRIDAY.plusDays(1));
        var away = asking();
        away.loan("МаниМен", FRIDAY.plusDays(1));
        away.pause("2027-03-20", false);
        var sparing = asking();
        sparing.loan("МаниМен", FRIDAY.plusDays(1));
        sparing.pause("2027-03-20", true);

        for (int day = 10; day <= 14; day++) {
            sparing.person.at("2027-03-" + day + "T12:00");
        }
        assertThat(weekdays.told()).isEmpty();
        assertThat(away.told()).isEmpty();
        assertThat(sparing.told()).as("a pause that spares payments").hasSize(1);
        sparing.person.at("2027-03-15T10:00");
        assertThat(weekdays.told()).singleElement().asString().contains("Похоже, с 13 марта долг больше не растёт.");
        // Nothing runs for five days.
        sparing.person.at("2027-03-20T11:00");
        sparing.person.at("2027-03-21T11:00");
        assertThat(away.told()).singleElement().asString().contains("Похоже, с 13 марта долг больше не растёт.");
        assertThat(weekdays.told()).hasSize(1);
        assertThat(sparing.told()).hasSize(1);
    }

    @Test
    @DisplayName("waits for hours that begin late, and comes at their opening")
    void lateHours() {
        var anna = asking();
        anna.settings("workHours", Map.of("start", 15, "end", 16));
        anna.loan("МаниМен", FRIDAY);
        anna.person.at("2027-03-12T14:59:59");
        assertThat(anna.told()).isEmpty();
        anna.person.at("2027-03-12T15:00");
        assertThat(anna.told()).hasSize(1);
    }

    @Test
    @DisplayName("is told once also when the zone moves the day back or on, and whatever hours are chosen meanwhile")
    void zones() {
        var anna = asking();
        anna.loan("МаниМен", FRIDAY);
        anna.settings("timeZone", "Asia/Vladivostok");
        // 10 in the morning of the 12th there is still the night in Moscow.
        anna.person.at("2027-03-12T03:00");
        assertThat(anna.told()).hasSize(1);
        anna.settings("timeZone", "America/New_York");
        anna.settings("workHours", Map.of("start", 6, "end", 9));
        for (int hours = 0; hours < 60; hours += 3) {
            anna.person.later(Duration.ofHours(3));
        }
        assertThat(anna.told()).hasSize(1);
    }

    @Test
    @DisplayName("while there was no way to the person stands on the page, and is no news later")
    void nobodyToWriteTo() {
        var anna = asking();
        long loan = anna.loan("МаниМен", FRIDAY);
        long later = anna.loan("Займер", FRIDAY.plusDays(3));
        RealServices.execute(
                "update accounts set telegram_chat_id = null, telegram_user_id = null, updated_at = ? where id = ?",
                clock.instant(),
                anna.person.visitor.accountId());
        assertThat(anna.foretold(loan)).isEqualTo("2027-03-12 false");
        anna.person.at("2027-03-12T10:00");
        clock.set(moscow("2027-03-13T20:00"));
        RealServices.execute(
                "update accounts set telegram_chat_id = ?, telegram_user_id = ?, updated_at = ? where id = ?",
                anna.person.chat,
                anna.person.chat,
                clock.instant(),
                anna.person.visitor.accountId());
        assertThat(anna.foretold(later)).isEqualTo("2027-03-15 true");
        for (int day = 14; day <= 16; day++) {
            anna.person.at("2027-03-" + day + "T10:00");
        }
        assertThat(anna.told("МаниМен")).isZero();
        assertThat(anna.told("Займер")).isEqualTo(1);
    }

    @Test
    @DisplayName("goes by the second channel to who has no chat, and the screen says no more than one has chosen")
    void elsewhere() {
        try (var ways = new OtherWays()) {
            var anna = asking();
            var discreet = asking();
            var device = ways.device(anna.person.visitor.accountId());
            var otherDevice = ways.device(discreet.person.visitor.accountId());
            ways.unlinked(anna.person.visitor.accountId());
            ways.unlinked(discreet.person.visitor.accountId());
            RealServices.execute(
                    "update accounts set push_details = false where id = ?", discreet.person.visitor.accountId());
            long loan = anna.loan("МаниМен", FRIDAY);
            discreet.loan("МаниМен", FRIDAY);
            assertThat(anna.foretold(loan)).isEqualTo("2027-03-12 true");
            anna.person.at("2027-03-12T10:00");
            anna.person.at("2027-03-12T10:30");
            anna.person.at("2027-03-13T10:00");
            assertThat(ways.push.to(device)).singleElement().satisfies(one -> {
                assertThat(one.message().getString("title")).isEqualTo("Потолок по договору");
                assertThat(one.message().getString("body")).contains("МаниМен", "с сегодняшнего дня, 12 марта");
                assertThat(one.message().getString("path")).isEqualTo("/loans");
            });
            assertThat(ways.push.to(otherDevice)).singleElement().satisfies(one -> {
                assertThat(one.message().getString("title")).isEqualTo("Сообщение о платежах");
                assertThat(one.message().getString("body")).doesNotContain("МаниМен");
            });
        }
    }

    // ---- what moves the day

    @Test
    @DisplayName("before the loan was written down is not told; on that very day it is")
    void writtenDownLate() {
        var anna = asking();
        // So nothing was told of yesterday.
        anna.pause("2027-03-12", false);
        anna.person.at("2027-03-11T12:00");
        anna.person.at("2027-03-12T09:00");
        anna.loan("Вчерашний", FRIDAY.minusDays(1));
        anna.loan("Давний", FRIDAY.minusDays(40));
        anna.loan("Сегодняшний", FRIDAY);
        anna.person.at("2027-03-12T10:00");
        anna.person.at("2027-03-13T10:00");
        assertThat(anna.told())
                .singleElement()
                .asString()
                .contains("Сегодняшний")
                .doesNotContain("Вчерашний", "Давний");
    }

    @Test
    @DisplayName("by a loan that was paid, closed or deleted meanwhile is not told")
    void overBefore() {
        var anna = asking();
        long paid = anna.loan("Оплаченный", FRIDAY);
        long closed = anna.loan("Закрытый", FRIDAY);
        long deleted = anna.loan("Удалённый", FRIDAY);
        anna.person.at("2027-03-12T08:00");
        anna.pay(paid, "12400", "2027-03-12");
        anna.person
                .post("/loans/" + closed + "/close", Borrower.json("reason", "договорились"))
                .statusCode(200);
        anna.delete(deleted);
        anna.person.at("2027-03-12T10:00");
        anna.person.at("2027-03-13T10:00");
        assertThat(anna.told()).isEmpty();
    }

    @Test
    @DisplayName("is left out when the loan is paid or deleted between the look and the turn in the chat")
    void overInTheRow() {
        overInTheRow(List.of());
    }

    @Test
    @DisplayName("is told of what is still open when another loan is paid or deleted between the look and the turn")
    void someOverInTheRow() {
        overInTheRow(List.of("Займер"));
    }

    /** @param left lenders whose loans stay open */
    private void overInTheRow(List<String> left) {
        var anna = asking();
        left.forEach(lender -> anna.loan(lender, FRIDAY));
        long paid = anna.loan("Оплаченный", FRIDAY);
        long deleted = anna.loan("Удалённый", FRIDAY);
        clock.set(moscow("2027-03-12T10:00"));
        Borrower.tick(parts.replica(parts.messenger, new UnlimitedRate() {
            @Override
            public Uni<Turn> ask(long chatId, Rank rank) {
                return Uni.createFrom()
                        .item(() -> {
                            anna.pay(paid, "12400", "2027-03-12");
                            anna.delete(deleted);
                            return rank;
                        })
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                        .chain(() -> super.ask(chatId, rank));
            }
        }));
        anna.person.at("2027-03-12T10:01");
        anna.person.at("2027-03-13T10:00");
        assertThat(anna.told())
                .hasSize(left.size())
                .allSatisfy(text -> assertThat(text).contains(left).doesNotContain("Оплаченный", "Удалённый"));
    }

    @Test
    @DisplayName("is told on the day to which a payment or other terms have moved it")
    void moved() {
        var anna = asking();
        long paid = anna.loan("Оплатил часть", FRIDAY);
        long edited = anna.loan("Без неустойки", FRIDAY);
        anna.person.at("2027-03-11T12:00");
        anna.pay(paid, "12000", "2027-03-11");
        var terms = Indebted.content("Без неустойки", FRIDAY);
        terms.put("contract", Borrower.json("dailyRate", 0.8, "penaltyKind", "none"));
        anna.change(edited, terms);
        assertThat(anna.foretold(edited)).as("vector C8").isEqualTo("2027-03-18 true");
        anna.person.at("2027-03-12T10:00");
        assertThat(anna.told()).isEmpty();
        var day = LocalDate.parse(anna.foretold(paid).split(" ")[0]);
        assertThat(day).isAfter(FRIDAY);

        for (var date = FRIDAY.plusDays(1); !date.isAfter(day.plusDays(1)); date = date.plusDays(1)) {
            anna.person.at(date + "T10:00");
            assertThat(anna.told("Оплатил часть")).as("%s", date).isEqualTo(date.isBefore(day) ? 0 : 1);
            assertThat(anna.told("Без неустойки"))
                    .as("%s", date)
                    .isEqualTo(date.isBefore(LocalDate.parse("2027-03-18")) ? 0 : 1);
        }
    }

    @Test
    @DisplayName("and then not, is corrected in the chat, and the other day is told when it comes")
    void corrected() {
        var anna = asking();
        long loan = anna.loan("МаниМен", FRIDAY);
        long other = anna.loan("Займер", FRIDAY);
        anna.person.at("2027-03-12T10:00");
        var message = anna.message();
        var terms = Indebted.content("МаниМен", FRIDAY);
        terms.put("contract", Borrower.json("dailyRate", 0.8, "penaltyKind", "none"));
        anna.change(loan, terms);
        anna.pay(other, "12400", "2027-03-12");
        anna.person.correct();
        assertThat(anna.person.text(message)).startsWith("""
                🧱 ПОТОЛОК ПО ДОГОВОРУ

                МаниМен — оплаты или условия с тех пор изменились, сколько начислено — на странице займа

                Займер — по вашим записям ничего не осталось""").doesNotContain("353-ФЗ");
        assertThat(anna.told()).as("corrected, not sent").hasSize(1);
        for (int day = 13; day <= 20; day++) {
            anna.person.at("2027-03-" + day + "T10:00");
        }
        assertThat(anna.told("МаниМен")).as("the 12th and the 18th").isEqualTo(2);
        assertThat(anna.told().getLast()).contains("с сегодняшнего дня, 18 марта");
        anna.delete(loan);
        anna.delete(other);
        anna.person.correct();
        assertThat(telegram.message(anna.person.chat, message.messageId()))
                .hasValueSatisfying(gone ->
                        assertThat(gone.deleted() || gone.buttons().isEmpty()).isTrue());
    }

    // ---- what fails on the way

    @Test
    @DisplayName("bug 13: a lost answer sends it once more and not a third time, nor on the next day")
    void lostAnswers() {
        var once = asking();
        once.loan("МаниМен", FRIDAY);
        telegram.script(
                Fault.on("sendMessage").chat(once.person.chat).accepting().closes());
        var twice = asking();
        twice.loan("МаниМен", FRIDAY);
        telegram.script(Fault.on("sendMessage")
                .chat(twice.person.chat)
                .times(2)
                .accepting()
                .closes());
        clock.set(moscow("2027-03-12T10:00"));
        for (int minutes = 0; minutes < 60; minutes++) {
            once.person.later(Duration.ofMinutes(1));
        }
        once.person.at("2027-03-13T10:00");
        once.person.at("2027-03-14T10:00");
        assertThat(once.told()).hasSize(2);
        assertThat(twice.told()).hasSize(2);
    }

    @Test
    @DisplayName("whose worker dies between intent and answer is sent once more, and before the intent once")
    void deadWorkers() {
        var onItsWay = asking();
        onItsWay.loan("МаниМен", FRIDAY);
        var claimed = asking();
        claimed.loan("МаниМен", FRIDAY);
        telegram.script(Fault.on("sendMessage").chat(onItsWay.person.chat).rateLimited(30));
        telegram.script(Fault.on("sendMessage").chat(claimed.person.chat).rateLimited(30));
        onItsWay.person.at("2027-03-12T10:00");
        for (var person : List.of(onItsWay, claimed)) {
            RealServices.execute("""
                    update digest_jobs set state = 'SENDING', not_before = null, lease_owner = gen_random_uuid(), lease_until = ?
                    where account_id = ? and kind = 'CEILING' and state = 'WAITING'
                    """, clock.instant().minusSeconds(1), person.person.visitor.accountId());
        }
        RealServices.execute(
                "update digest_parts set state = 'SENDING' where account_id = ? and state = 'WAITING'",
                onItsWay.person.visitor.accountId());
        onItsWay.person.rescue();
        onItsWay.person.at("2027-03-12T10:05");
        assertThat(claimed.told()).hasSize(1);
        assertThat(onItsWay.told())
                .as("the second try of one that may have arrived")
                .hasSize(1);
        onItsWay.person.at("2027-03-13T10:00");
        assertThat(claimed.told()).hasSize(1);
        assertThat(onItsWay.told()).hasSize(1);
    }

    @Test
    @DisplayName("while Telegram asks for silence for longer than a day is told by the next day's message, once")
    void longSilence() {
        var anna = asking();
        anna.loan("МаниМен", FRIDAY);
        anna.loan("Займер", FRIDAY.plusDays(1));
        telegram.script(Fault.on("sendMessage").chat(anna.person.chat).rateLimited(100_000));
        anna.person.at("2027-03-12T10:00");
        anna.person.at("2027-03-12T20:00");
        assertThat(anna.told()).isEmpty();
        anna.person.at("2027-03-13T10:00");
        for (int day = 13; day <= 16; day++) {
            anna.person.at("2027-03-" + day + "T14:00");
        }
        assertThat(anna.told()).singleElement().asString().contains("МаниМен", "с 12 марта", "Займер");
    }

    @Test
    @DisplayName("in a message that may have left before its digest was missed is not told again; the rest is")
    void halfGone() {
        var anna = asking();
        IntStream.rangeClosed(1, 12).forEach(n -> anna.loan("Заём %02d!".formatted(n), FRIDAY));
        telegram.script(
                Fault.on("sendMessage").chat(anna.person.chat).call(2).always().rateLimited(50_000));
        anna.person.at("2027-03-12T10:00");
        anna.person.at("2027-03-12T20:00");
        assertThat(anna.told()).hasSize(1);
        telegram.clearFaults();
        // The rest is kept back beyond its day.
        RealServices.execute(
                "update digest_jobs set not_before = ? where account_id = ? and state = 'WAITING'",
                moscow("2027-03-13T09:59:00"),
                anna.person.visitor.accountId());
        anna.pause("2027-03-14", false);
        anna.person.at("2027-03-13T10:00");
        anna.person.at("2027-03-14T10:00");
        anna.person.at("2027-03-15T10:00");
        IntStream.rangeClosed(1, 12)
                .forEach(n -> assertThat(anna.told("Заём %02d!".formatted(n)))
                        .as("%d", n)
                        .isEqualTo(1));
    }

    @Test
    @DisplayName("waits until the message of the day before has ended: what that tells, this does not")
    void oneAfterTheOther() {
        var anna = asking();
        anna.loan("МаниМен", FRIDAY);
        anna.loan("Займер", FRIDAY.plusDays(1));
        telegram.script(Fault.on("sendMessage").chat(anna.person.chat).rateLimited(30));
        anna.person.at("2027-03-12T10:00");
        // In the hands of a worker that stands still.
        RealServices.execute("""
                update digest_jobs set state = 'SENDING', not_before = null, lease_owner = gen_random_uuid(), lease_until = ?
                where account_id = ? and kind = 'CEILING' and state = 'WAITING'
                """, moscow("2027-03-13T10:01"), anna.person.visitor.accountId());
        anna.person.at("2027-03-13T10:00");
        assertThat(anna.told()).as("the day before is not over").isEmpty();
        clock.set(moscow("2027-03-13T10:01:01"));
        anna.person.rescue();
        for (int minute = 2; minute < 6; minute++) {
            anna.person.at("2027-03-13T10:0" + minute);
        }
        assertThat(anna.told("МаниМен")).isEqualTo(1);
        assertThat(anna.told("Займер")).isEqualTo(1);
    }

    // ---- switched off

    @Test
    @DisplayName("is not told to who has switched it off under the message or in the settings, nor made up for later")
    void switchedOff() {
        var anna = asking();
        anna.loan("МаниМен", FRIDAY);
        long second = anna.loan("Займер", FRIDAY.plusDays(1));
        anna.loan("Быстроденьги", FRIDAY.plusDays(4));
        anna.person.at("2027-03-12T10:00");
        var message = anna.message();
        assertThat(anna.person.press(message, "Больше не присылать сообщения о потолке"))
                .isEqualTo("Больше не присылаем: сообщения о потолке");
        assertThat(anna.person.labels(message)).contains("↩️ Вернуть сообщения о потолке");
        assertThat(anna.foretold(second)).isEqualTo("2027-03-13 false");
        anna.person.at("2027-03-13T10:00");
        anna.person.at("2027-03-14T12:00");
        assertThat(anna.person.press(message, "↩️ Вернуть сообщения о потолке"))
                .isEqualTo("Снова присылаем: сообщения о потолке");
        anna.person.at("2027-03-15T10:00");
        anna.person.at("2027-03-16T10:00");
        assertThat(anna.told("Займер")).isZero();
        assertThat(anna.told("Быстроденьги")).isEqualTo(1);

        anna.settings("ceilingMessages", false);
        anna.settings("ceilingMessages", null);
        assertThat(anna.person
                        .visitor
                        .request()
                        .get("/settings")
                        .then()
                        .extract()
                        .jsonPath()
                        .getBoolean("ceilingMessages"))
                .as("left out: as it is")
                .isFalse();
        assertThat(anna.person
                        .visitor
                        .request()
                        .get("/digests")
                        .then()
                        .extract()
                        .jsonPath()
                        .<String>getList("items.kind"))
                .as("nobody knows when there is news")
                .containsExactly("urgent", "morning", "evening", "weekly");
    }

    // ---- replicas of the version before

    @Test
    @DisplayName("is neither taken, nor ended, nor delayed by a replica of the version before")
    void theVersionBeforeSeesOnlyWhatItKnows() {
        var anna = asking();
        anna.loan("МаниМен", FRIDAY);
        telegram.script(Fault.on("sendMessage").chat(anna.person.chat).rateLimited(60));
        anna.person.at("2027-03-12T10:00");
        long account = anna.person.visitor.accountId();
        assertThat(state(account)).isEqualTo("WAITING");
        for (var statement : List.of("""
                with due as materialized (
                  select id from digest_queue where state = 'WAITING' and account_id = %d
                  order by due_at, id for update skip locked)
                update digest_queue d set state = 'SENDING', lease_owner = gen_random_uuid(), lease_until = now(), fence = d.fence + 1
                from due where d.id = due.id""", "update digest_turns set next_at = null where account_id = %d", """
                insert into digest_queue (account_id, kind, local_date, slot, slot_at, state, created_at, ended_at)
                select account_id, kind, date '2027-03-01', time '10:00', now(), 'EMPTY', now(), now()
                from digest_turns where account_id = %d
                on conflict (account_id, kind, local_date, slot) do nothing""", """
                with old as (select id from digest_queue where ended_at is not null and account_id = %d)
                delete from digest_queue d using old where d.id = old.id""")) {
            RealServices.execute(statement.formatted(account));
        }
        assertThat(RealServices.count("select count(*) from digest_turns where account_id = " + account))
                .isEqualTo(4);
        assertThat(state(account)).isEqualTo("WAITING");
        anna.person.at("2027-03-12T10:01");
        assertThat(anna.told()).hasSize(1);
        anna.loan("Займер", FRIDAY.plusDays(1));
        anna.person.at("2027-03-13T10:00");
        assertThat(anna.told()).hasSize(2);
    }

    private static String state(long account) {
        return RealServices.text(
                "select state from digest_jobs where account_id = ? and kind = 'CEILING' order by id desc limit 1",
                account);
    }

    private Indebted asking() {
        return new Indebted(parts, "2027-03-10T07:30");
    }

    private static Instant moscow(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("Europe/Moscow")).toInstant();
    }
}
