package app.zapiska.digests;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.WorkingHours;
import app.zapiska.digests.UrgentMessage.Head;
import app.zapiska.digests.UrgentMessage.Line;
import app.zapiska.platform.Money;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.ActionButton;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.OutgoingMessage.LinkButton;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("The urgent-loans message")
class UrgentMessageTest {

    private static final LocalDate TODAY = LocalDate.of(2027, 3, 10);
    private static final URI PORTAL = URI.create("https://lk.example.org/");

    @Inject
    DigestFormatters writers;

    @Test
    void saysHowManyHowMuchAndHowUrgent() {
        var lines = lines(
                payment(1, "МаниМен", "5056", -13, PORTAL),
                payment(2, "О'Банк", "100.50", 0, PORTAL),
                payment(3, "Свои Люди", "1", 1, PORTAL),
                payment(4, "Ещё", "100000", 3, null),
                payment(5, "Пятый", "18298.50", 4, null));
        var message = russian().part(Head.of(1, 1, lines), lines, Optional.empty());
        assertThat(plain(message.text().text())).isEqualTo("""
                🔥 ГОРЯЩИЕ КРЕДИТЫ 🔥

                📊 Всего: 5 кредитов
                💰 Сумма: 123 456 ₽

                🔴 ПРОСРОЧЕН МаниМен (13 дн. назад)
                💳 Сумма: 5 056 ₽
                🔗 Перейти в личный кабинет

                🔴 СЕГОДНЯ О'Банк
                💳 Сумма: 100,50 ₽
                🔗 Перейти в личный кабинет

                🟠 ЗАВТРА Свои Люди
                💳 Сумма: 1 ₽
                🔗 Перейти в личный кабинет

                🟡 Ещё (через 3 дн.)
                💳 Сумма: 100 000 ₽

                🟡 Пятый (через 4 дн.)
                💳 Сумма: 18 298,50 ₽""");
        assertThat(labels(message))
                .as("one button a loan, which names it")
                .containsExactly(
                        List.of("МаниМен · 5 056 ₽"),
                        List.of("О'Банк · 100,50 ₽"),
                        List.of("Свои Люди · 1 ₽"),
                        List.of("Ещё · 100 000 ₽"),
                        List.of("Пятый · 18 298,50 ₽"));
    }

    @Test
    @DisplayName("G9: a loan's own buttons open in the same message, with the way back")
    void opensOneLoan() {
        var lines = lines(payment(1, "МаниМен", "5056", -13, PORTAL), payment(2, "МигКредит", "11700", 0, PORTAL));
        var message = opened(lines, 2);
        assertThat(plain(message.text().text())).isEqualTo("""
                🔥 ГОРЯЩИЕ КРЕДИТЫ 🔥

                🔴 СЕГОДНЯ МигКредит
                💳 Сумма: 11 700 ₽
                🔗 Перейти в личный кабинет""");
        assertThat(labels(message))
                .containsExactly(
                        List.of("✅ Оплачено 11 700 ₽", "Другая сумма"),
                        List.of("⏰ Отложить", "🔗 Кабинет"),
                        List.of("Назад"));
        var snoozed = List.of(
                lines.getFirst(),
                new Line(2, lines.getLast().payment(), Optional.of(Instant.parse("2027-03-11T06:00:00Z"))));
        assertThat(plain(opened(snoozed, 2).text().text())).contains("⏰ Отложено до завтра, 09:00");
        assertThat(labels(opened(snoozed, 2)))
                .containsExactly(
                        List.of("15 минут", "1 час"),
                        List.of("Вечером 19:00", "Завтра 09:00"),
                        List.of("Своё время"),
                        List.of("✅ Оплачено 11 700 ₽"),
                        List.of("Назад"));
        var paid = lines(payment(1, "МаниМен", "5056", 0, null), part(2, "МигКредит", "11700", "0", 0, null));
        assertThat(labels(opened(paid, 2))).containsExactly(List.of("↩️ Отменить запись"), List.of("Назад"));
        assertThat(opened(lines, 77)).as("what is gone is not open").isEqualTo(opened(lines, 0));
    }

    private OutgoingMessage opened(List<Line> lines, long installment) {
        return russian().part(Head.of(1, 1, lines), lines, Optional.of(SubjectKey.installment(installment)));
    }

    @Test
    @DisplayName(
            "a button's name is cut between characters as people see them, its sum never; namesakes show their day")
    void namesTheButtons() {
        var family = "👩‍👩‍👧";
        var lines = lines(
                payment(1, family.repeat(40), "11700", 0, null),
                payment(2, "Микрофинансовая компания «Быстрые деньги до зарплаты»", "999999999.99", 0, null),
                payment(3, "МаниМен", "5056", 1, null),
                payment(4, "МаниМен", "5056", 3, null),
                payment(5, "\u200b\u2060", "1", 0, null));
        var labels = labels(russian().part(Head.of(1, 1, lines), lines, Optional.empty())).stream()
                .map(List::getFirst)
                .toList();
        assertThat(labels)
                .containsExactly(
                        family.repeat(20) + "… · 11 700 ₽",
                        "Микрофинансо… · 999 999 999,99 ₽",
                        "МаниМен · 5 056 ₽ · завтра",
                        "МаниМен · 5 056 ₽ · 13 марта",
                        "… · 1 ₽");
    }

    @Test
    void ofOneLoanNeedsNoNumbers() {
        var lines = lines(payment(1, "МаниМен", "5056", 2, PORTAL));
        var message = russian().part(Head.of(1, 1, lines), lines, Optional.empty());
        assertThat(plain(message.text().text())).isEqualTo("""
                🔥 ГОРЯЩИЕ КРЕДИТЫ 🔥

                📊 Всего: 1 кредит
                💰 Сумма: 5 056 ₽

                🟡 МаниМен (через 2 дн.)
                💳 Сумма: 5 056 ₽
                🔗 Перейти в личный кабинет""");
        assertThat(labels(message))
                .containsExactly(List.of("✅ Оплачено 5 056 ₽", "Другая сумма"), List.of("⏰ Отложить", "🔗 Кабинет"));
    }

    @Test
    void showsWhatBecameOfALoanSince() {
        var paid = new Line(1, part(1, "МаниМен", "5056", "0", -13, PORTAL), Optional.empty());
        var part = new Line(2, part(2, "О'Банк", "5056", "2056", 0, null), Optional.empty());
        var snoozed =
                new Line(3, payment(3, "Поздний", "7", 2, PORTAL), Optional.of(Instant.parse("2027-03-10T16:00:00Z")));
        var lines = List.of(paid, part, snoozed);
        var message = russian().part(Head.of(1, 1, lines), lines, Optional.empty());
        assertThat(plain(message.text().text())).isEqualTo("""
                🔥 ГОРЯЩИЕ КРЕДИТЫ 🔥

                📊 Всего: 2 кредита
                💰 Сумма: 2 063 ₽

                ✅ ОПЛАЧЕН МаниМен — 5 056 ₽

                🔴 СЕГОДНЯ О'Банк
                💳 Осталось: 2 056 ₽ из 5 056 ₽

                🟡 Поздний (через 2 дн.)
                💳 Сумма: 7 ₽
                ⏰ Отложено до 19:00
                🔗 Перейти в личный кабинет""");
        assertThat(labels(message))
                .containsExactly(List.of("✅ МаниМен"), List.of("О'Банк · 2 056 ₽"), List.of("⏰ Поздний · 7 ₽"));
        var all = lines(part(1, "МаниМен", "5056", "0", -13, PORTAL));
        assertThat(russian()
                        .part(Head.of(1, 1, all), all, Optional.empty())
                        .text()
                        .text())
                .contains("✅ Всё оплачено! 🎉");
    }

    @Test
    void isWrittenInTheAccountsLanguageAndCurrency() {
        var lines = lines(payment(1, "MoneyMan", "5056", -1, PORTAL), payment(2, "Second", "0.5", 3, null));
        var message = english().part(Head.of(1, 1, lines), lines, Optional.empty());
        assertThat(plain(message.text().text())).isEqualTo("""
                🔥 URGENT LOANS 🔥

                📊 Total: 2 loans
                💰 Amount: ₽5,056.50

                🔴 OVERDUE MoneyMan (1 day ago)
                💳 Amount: ₽5,056
                🔗 Open the lender’s site

                🟡 Second (in 3 days)
                💳 Amount: ₽0.50""");
    }

    @Test
    @DisplayName("bug 3: calls urgent what the account's own threshold does")
    void followsTheThreshold() {
        var lines = lines(payment(1, "Далёкий", "5", 5, null));
        assertThat(russian()
                        .part(Head.of(1, 1, lines), lines, Optional.empty())
                        .text()
                        .text())
                .contains("⚪ Далёкий (через 5 дн.)");
    }

    @Test
    @DisplayName("bug 22: a lender's name is data: no markup, no entity but its own")
    void namesAreInert() {
        for (var name : List.of(
                "<b>Банк</b> & Co",
                "О'Банк",
                "</script><script>alert(1)</script>",
                "*_`[x](https://e.vil)",
                "{sum}",
                "🔥💰🏦")) {
            var lines = lines(payment(1, name, "5056", 0, PORTAL));
            var text = russian()
                    .part(Head.of(1, 1, lines), lines, Optional.empty())
                    .text();
            assertThat(text.text()).contains("СЕГОДНЯ " + name);
            assertThat(text.entities())
                    .extracting(entity -> text.text().substring(entity.offset(), entity.offset() + entity.length()))
                    .containsExactly(name, "Перейти в личный кабинет");
        }
    }

    @Test
    @DisplayName("bug 9: of a hundred loans is ten messages, the first with the sum of all")
    void ofAHundredLoans() {
        var lines = lines(IntStream.rangeClosed(1, 100)
                .mapToObj(i -> payment(i, "Банк " + i, "100.01", i % 5 - 2, PORTAL))
                .toArray(PaymentDue[]::new));
        var parts = russian().parts(lines);
        assertThat(parts).hasSize(10).allSatisfy(part -> assertThat(part).hasSize(10));
        var first = plain(russian()
                .part(Head.of(1, 10, lines), parts.getFirst(), Optional.empty())
                .text()
                .text());
        assertThat(first).startsWith("🔥 ГОРЯЩИЕ КРЕДИТЫ (1/10) 🔥\n\n📊 Всего: 100 кредитов\n💰 Сумма: 10 001 ₽\n\n");
        var second = plain(russian()
                .part(Head.of(2, 10, lines), parts.get(1), Optional.empty())
                .text()
                .text());
        assertThat(second)
                .startsWith("🔥 ГОРЯЩИЕ КРЕДИТЫ (2/10)\n\n")
                .contains("Банк 11 ")
                .doesNotContain("Всего");
    }

    @Test
    @DisplayName("bug 9: never exceeds what Telegram takes, whatever the loans are and whatever happens to them later")
    void alwaysFits() {
        var random = new Random(20261121);
        for (int run = 0; run < 500; run++) {
            var writer = random.nextBoolean() ? russian() : english();
            var payments = new ArrayList<PaymentDue>();
            for (int i = 1; i <= 1 + random.nextInt(100); i++) {
                payments.add(anyPayment(random, i));
            }
            var lines = lines(payments.toArray(PaymentDue[]::new));
            var parts = writer.parts(lines);
            assertThat(parts.stream().flatMap(List::stream))
                    .as("every loan once, in order")
                    .isEqualTo(lines);
            for (int part = 1; part <= parts.size(); part++) {
                var now = parts.get(part - 1);
                assertThat(now).hasSizeBetween(1, UrgentMessage.MOST_LOANS);
                checkTelegramTakes(writer.part(Head.of(part, parts.size(), lines), now, Optional.empty()), now, true);
                var later = now.stream()
                        .map(line -> whatBecameOf(line, random, false))
                        .toList();
                checkTelegramTakes(
                        writer.part(Head.of(part, parts.size(), lines), later, Optional.empty()), later, true);
                var renamed = now.stream()
                        .map(line -> whatBecameOf(line, random, true))
                        .toList();
                checkTelegramTakes(
                        writer.part(Head.of(part, parts.size(), lines), renamed, Optional.empty()), renamed, false);
                var one = renamed.getFirst().payment().key();
                checkTelegramTakes(
                        writer.part(Head.of(part, parts.size(), lines), renamed, Optional.of(one)), renamed, false);
            }
        }
    }

    private static void checkTelegramTakes(OutgoingMessage message, List<Line> lines, boolean wholeNames) {
        var text = message.text().text();
        assertThat(text.length()).isLessThan(4096);
        assertThat(text)
                .matches(whole -> whole.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE));
        message.text().entities().forEach(entity -> {
            assertThat(entity.offset() + entity.length()).isLessThanOrEqualTo(text.length());
            assertThat(entity.length()).isPositive();
        });
        var buttons = message.keyboard().stream().flatMap(List::stream).toList();
        assertThat(buttons.size()).isLessThanOrEqualTo(100);
        for (var button : buttons) {
            assertThat(button.label()).isNotBlank().hasSizeLessThan(400);
            if (button instanceof ActionButton(String label, String data)) {
                assertThat(data.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(64);
            } else if (button instanceof LinkButton(String label, URI target)) {
                assertThat(target.toString().length()).isLessThanOrEqualTo(500);
            }
        }
        if (wholeNames) {
            lines.forEach(line -> assertThat(text).contains(line.payment().lender()));
        }
    }

    private static Line whatBecameOf(Line line, Random random, boolean renamed) {
        var was = line.payment();
        var now = new PaymentDue(
                was.accountId(),
                was.key(),
                was.loanId(),
                renamed ? "😀".repeat(200) : was.lender(),
                was.amount(),
                random.nextInt(3) == 0 ? Money.ZERO : was.remaining().min(Money.of("0.01")),
                was.dueDate().map(date -> date.minusDays(random.nextInt(400))),
                was.number(),
                was.count(),
                was.portal(),
                OptionalLong.of(Long.MAX_VALUE),
                false);
        return new Line(
                line.number(),
                now,
                random.nextBoolean() ? Optional.of(Instant.parse("2028-12-31T23:59:00Z")) : Optional.empty());
    }

    private static PaymentDue anyPayment(Random random, int i) {
        var name =
                switch (random.nextInt(4)) {
                    case 0 -> "😀".repeat(200);
                    case 1 -> "Ы".repeat(1 + random.nextInt(200));
                    case 2 -> "👩‍👩‍👧".repeat(40);
                    default -> "МаниМен";
                };
        var remaining = new Money(BigDecimal.valueOf(1 + (random.nextLong() >>> 1) % 99_999_999_999_999L, 2));
        var long2000 = "https://lk.example.org/" + "a".repeat(1900);
        return new PaymentDue(
                1,
                new SubjectKey(
                        random.nextBoolean() ? SubjectKey.Kind.INSTALLMENT : SubjectKey.Kind.LOAN, Long.MAX_VALUE - i),
                i,
                name,
                remaining,
                remaining,
                Optional.of(TODAY.plusDays(random.nextInt(100) - 95)),
                1,
                1,
                switch (random.nextInt(3)) {
                    case 0 -> Optional.empty();
                    case 1 -> Optional.of(URI.create(long2000));
                    default -> Optional.of(PORTAL);
                },
                OptionalLong.empty(),
                false);
    }

    private static List<Line> lines(PaymentDue... payments) {
        return IntStream.range(0, payments.length)
                .mapToObj(i -> new Line(i + 1, payments[i], Optional.empty()))
                .toList();
    }

    private static PaymentDue payment(long id, String lender, String remaining, int days, URI portal) {
        return part(id, lender, remaining, remaining, days, portal);
    }

    private static PaymentDue part(long id, String lender, String amount, String remaining, int days, URI portal) {
        return new PaymentDue(
                1,
                SubjectKey.installment(id),
                id,
                lender,
                Money.of(amount),
                Money.of(remaining),
                Optional.of(TODAY.plusDays(days)),
                1,
                1,
                Optional.ofNullable(portal),
                remaining.equals("0") ? OptionalLong.of(77) : OptionalLong.empty(),
                false);
    }

    private UrgentMessage russian() {
        return writer(Locale.of("ru"));
    }

    private UrgentMessage english() {
        return writer(Locale.ENGLISH);
    }

    private UrgentMessage writer(Locale language) {
        AccountSettings account = Accounts.of("Europe/Moscow", WorkingHours.daily(7, 22), language, "RUB", "10:00");
        return writers.urgent(
                account, TODAY.atTime(10, 0).atZone(account.zone()).toInstant());
    }

    private static List<List<String>> labels(OutgoingMessage message) {
        return message.keyboard().stream()
                .map(row -> row.stream()
                        .map(Button::label)
                        .map(UrgentMessageTest::plain)
                        .toList())
                .toList();
    }

    /** Sums have spaces that do not break. */
    private static String plain(String text) {
        return text.replace('\u00a0', ' ').replace('\u202f', ' ');
    }
}
