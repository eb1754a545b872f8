package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.WorkingHours;
import app.zapiska.platform.Language;
import app.zapiska.platform.LocalMoment;
import app.zapiska.platform.Money;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.Reminder.State;
import app.zapiska.reminders.ReminderMessage.Age;
import app.zapiska.reminders.ReminderMessage.Line;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.OutgoingMessage.LinkButton;
import app.zapiska.telegram.RichText;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of the chat, to the letter. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ReminderMessageTest {

    private static final Instant FIRST = Instant.parse("2026-11-21T07:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-21T09:00:00Z");
    private static final Optional<URI> PAGE = Optional.of(URI.create("https://example.org/tasks/7"));

    @Inject
    ReminderFormatters messages;

    @Test
    void theFirstReminder() {
        assertThat(text(writer(Language.RUSSIAN, 15)
                        .reminding(line(subject("Оплатить счёт", "За свет", 1), State.SENDING))))
                .isEqualTo(
                        "🔴 НАПОМИНАНИЕ О ЗАДАЧЕ\n\nОплатить счёт\n\nЗа свет\n\n📌 Важность: Важная\n📅 Срок: 2026-11-25 18:00");
        assertThat(text(writer(Language.ENGLISH, 15).reminding(line(subject("Pay", "The light", 2), State.SENDING))))
                .isEqualTo("🟡 TASK REMINDER\n\nPay\n\nThe light\n\n📌 Importance: Needed\n📅 Due: 2026-11-25 18:00");
        var bare = new TaskDue(1, 7, "Просто", "", 3, Optional.empty(), Optional.empty(), true);
        assertThat(text(writer(Language.RUSSIAN, 15).reminding(line(bare, State.SENDING))))
                .isEqualTo("⚪ НАПОМИНАНИЕ О ЗАДАЧЕ\n\nПросто\n\n📌 Важность: Хотелось бы");
        var day = new TaskDue(1, 7, "День", " ", 2, Optional.of(LocalDate.of(2026, 11, 25)), Optional.empty(), true);
        assertThat(text(writer(Language.RUSSIAN, 15).reminding(line(day, State.SENDING))))
                .endsWith("📌 Важность: Нужная\n📅 Срок: 2026-11-25");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1 минуту, 1 minute",
        "2, 2 минуты, 2 minutes",
        "5, 5 минут, 5 minutes",
        "11, 11 минут, 11 minutes",
        "15, 15 минут, 15 minutes",
        "21, 21 минуту, 21 minutes",
        "22, 22 минуты, 22 minutes",
        "112, 112 минут, 112 minutes",
        "1440, 1440 минут, 1440 minutes"
    })
    @DisplayName("bug 18: the repeat says when the first was and when the next comes, in the right plural form")
    void theRepeat(int minutes, String russian, String english) {
        var again = new Line(
                subject("Оплатить", "За свет", 1),
                9,
                3,
                State.SENDING,
                Optional.of(FIRST),
                Optional.of(NOON.plus(Duration.ofMinutes(minutes))));
        assertThat(text(writer(Language.RUSSIAN, minutes).reminding(again)))
                .isEqualTo("🔴 🔔 ПОВТОРНОЕ НАПОМИНАНИЕ\n\nОплатить\n\n⏰ Первое было: 10:00\n💡 Следующее через "
                        + russian);
        assertThat(text(writer(Language.ENGLISH, minutes).reminding(again)))
                .isEqualTo("🔴 🔔 REMINDER AGAIN\n\nОплатить\n\n⏰ First sent: 10:00\n💡 Next in " + english);
    }

    @ParameterizedTest
    @CsvSource({
        "09:00, 09:05, через 5 минут, Next in 5 minutes",
        "09:00, 09:04:31, через 5 минут, Next in 5 minutes",
        "09:00, 09:00:01, через 1 минуту, Next in 1 minute",
        "18:44, 18:59, через 15 минут, Next in 15 minutes",
        "18:45, 28:00, завтра в 07:00, Next: tomorrow at 07:00",
        "18:58, 28:00, завтра в 07:00, Next: tomorrow at 07:00",
        "03:50, 04:00, в 07:00, Next at 07:00"
    })
    @DisplayName(
            "the minutes to the next message are counted, whatever brings it; after a night its moment is told instead")
    void theNextMessage(String now, String next, String russian, String english) {
        assertThat(next(Language.RUSSIAN, new Age(utc(now), utc(now)), utc(next)))
                .endsWith("💡 Следующее " + russian);
        assertThat(next(Language.ENGLISH, new Age(utc(now), utc(now)), utc(next)))
                .endsWith("💡 " + english);
    }

    @Test
    @DisplayName("a message corrected later tells the moment: minutes would be counted from the time beside it")
    void theNextMessageInACorrection() {
        var next = utc("09:15");
        assertThat(next(Language.RUSSIAN, new Age(NOON, NOON.plusSeconds(59)), next))
                .endsWith("💡 Следующее через 14 минут");
        assertThat(next(Language.RUSSIAN, new Age(NOON, NOON.plusSeconds(60)), next))
                .endsWith("💡 Следующее в 12:15");
        assertThat(next(Language.ENGLISH, new Age(NOON, NOON.plusSeconds(60)), next))
                .endsWith("💡 Next at 12:15");
        assertThat(next(Language.RUSSIAN, new Age(NOON, NOON.plusSeconds(60)), next.plus(Duration.ofDays(1))))
                .endsWith("💡 Следующее завтра в 12:15");
    }

    @Test
    @DisplayName("a repeat after which nothing comes promises nothing")
    void noNextMessage() {
        var last = new Line(subject("x", "", 1), 9, 3, State.AWAITING, Optional.of(FIRST), Optional.empty());
        assertThat(text(writer(Language.RUSSIAN, 15).reminding(last))).endsWith("\n\n⏰ Первое было: 10:00");
    }

    private String next(Locale language, Age age, Instant next) {
        var again = new Line(subject("x", "", 1), 9, 3, State.SENDING, Optional.of(FIRST), Optional.of(next));
        return text(new ReminderMessage(messages.texts(language), account(language, 15), age, links(PAGE))
                .reminding(again));
    }

    /** @param time of 21 November, or, from 24:00 on, of the day after */
    private static Instant utc(String time) {
        var parts = time.split(":", 2);
        return Instant.parse("2026-11-21T00:00:00Z")
                .plus(Duration.ofHours(Long.parseLong(parts[0])))
                .plus(Duration.between(LocalTime.MIN, LocalTime.parse("00:" + parts[1])));
    }

    @Test
    void aPaymentInEnglish() {
        var writer = writer(Language.ENGLISH, 15);
        var payment = payment("MoneyMan", "5056.50", "5056.50");
        var message = writer.reminding(line(payment, State.SENDING));
        assertThat(text(message))
                .isEqualTo(
                        "🔴 PAYMENT REMINDER\n\nMoneyMan\n\n💳 Amount: ₽5,056.50\n🧾 Payment 2 of 6\n📅 Due: 2025-10-11");
        assertThat(labels(message)).containsExactly("✅ Paid ₽5,056.50", "Another amount", "⏰ Snooze", "🔗 Site");
        var open = writer.settled(new Line(
                payment("MoneyMan", "5056", "1000"),
                9,
                0,
                State.CANCELLED,
                Optional.empty(),
                Optional.of(FIRST.plusSeconds(3600))));
        assertThat(text(open))
                .isEqualTo(
                        "🔴 Payment not made\n\nMoneyMan\n\n💳 Left: ₽1,000 of ₽5,056\n🧾 Payment 2 of 6\n📅 Due: 2025-10-11\n🔔 Next reminder: 11:00");
        var paid = writer.settled(line(payment("MoneyMan", "5056", "0"), State.DONE));
        assertThat(text(paid)).isEqualTo("✅ Paid! 🎉 MoneyMan — ₽5,056");
        assertThat(labels(paid)).containsExactly("↩️ Undo the entry");
        var combined = writer.combined(List.of(
                line(payment("MoneyMan", "5056", "5056"), State.SENDING), line(subject("Call", "", 2), State.SENDING)));
        assertThat(text(combined))
                .isEqualTo(
                        "🔔 REMINDERS: 2\n\n🔴 MoneyMan — ₽5,056 — due 11 October 2025\n🟡 Call — due 25 November, 18:00");
        assertThat(labels(combined)).containsExactly("MoneyMan · ₽5,056", "Call");
    }

    @Test
    void aPaymentWithoutScheduleDateOrPortal() {
        var bare = new PaymentDue(
                1,
                SubjectKey.loan(7),
                7,
                "<b>О'Банк</b> {sum}",
                Money.of("0.01"),
                Money.of("0.01"),
                Optional.empty(),
                1,
                1,
                Optional.empty(),
                OptionalLong.empty(),
                false);
        var message = writer(Language.RUSSIAN, 15).reminding(line(bare, State.SENDING));
        assertThat(text(message)).isEqualTo("🔴 НАПОМИНАНИЕ О ПЛАТЕЖЕ\n\n<b>О'Банк</b> {sum}\n\n💳 Сумма: 0,01\u00a0₽");
        assertThat(labels(message)).containsExactly("✅ Оплачено 0,01\u00a0₽", "Другая сумма", "⏰ Отложить");
        assertThat(message.text().entities())
                .singleElement()
                .satisfies(entity -> assertThat(
                                text(message).substring(entity.offset(), entity.offset() + entity.length()))
                        .isEqualTo("<b>О'Банк</b> {sum}"));
    }

    private static PaymentDue payment(String lender, String amount, String remaining) {
        return new PaymentDue(
                1,
                SubjectKey.installment(7),
                3,
                lender,
                Money.of(amount),
                Money.of(remaining),
                Optional.of(LocalDate.of(2025, 10, 11)),
                2,
                6,
                Optional.of(URI.create("https://moneyman.example/cabinet")),
                OptionalLong.of(33),
                false);
    }

    @Test
    void whatStandsAfterAReaction() {
        var done = new TaskDue(1, 7, "Готово", "", 1, Optional.empty(), Optional.empty(), false);
        var message = writer(Language.RUSSIAN, 15).settled(line(done, State.DONE));
        assertThat(text(message)).isEqualTo("✅ Задача выполнена! 🎉 Готово");
        assertThat(labels(message)).containsExactly("↩️ Вернуть");
        var snoozed = new Line(
                subject("Потом", "", 1), 9, 0, State.SNOOZED, Optional.of(FIRST), Optional.of(FIRST.plusSeconds(3600)));
        message = writer(Language.RUSSIAN, 15).settled(snoozed);
        assertThat(text(message)).isEqualTo("⏰ Отложено до 11:00 — Потом");
        assertThat(labels(message))
                .containsExactly(
                        "15 минут",
                        "1 час",
                        "Вечером 19:00",
                        "Завтра 09:00",
                        "Своё время",
                        "✅ Выполнил",
                        "Открыть задачу");
        message = writer(Language.ENGLISH, 15).settled(snoozed);
        assertThat(text(message)).isEqualTo("⏰ Snoozed until 11:00 — Потом");
        assertThat(labels(message))
                .containsExactly(
                        "15 minutes",
                        "1 hour",
                        "Tonight 19:00",
                        "Tomorrow 09:00",
                        "Another time",
                        "✅ Done",
                        "Open the task");
        assertThat(message.keyboard().stream().flatMap(List::stream).toList())
                .last()
                .isEqualTo(new LinkButton("Open the task", PAGE.orElseThrow()));
    }

    @Test
    @DisplayName("a task that repeats says when it comes again, or that it was the last time")
    void whatComesAfterIt() {
        assertThat(text(writer(Language.RUSSIAN, 15).settled(line(done("2026-12-05T09:00", false), State.DONE))))
                .isEqualTo("✅ Задача выполнена! 🎉 Аренда\n🔁 Следующее: 5 декабря, 09:00");
        assertThat(text(writer(Language.ENGLISH, 15).settled(line(done("2026-12-05", false), State.DONE))))
                .isEqualTo("✅ Task done! 🎉 Аренда\n🔁 Next: 5 December");
        assertThat(text(writer(Language.RUSSIAN, 15).settled(line(done(null, true), State.DONE))))
                .isEqualTo("✅ Задача выполнена! 🎉 Аренда\n🔁 Это было последнее повторение");
    }

    private static TaskDue done(String next, boolean last) {
        return new TaskDue(
                1,
                7,
                "Аренда",
                "",
                1,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.ofNullable(next).map(LocalMoment::parse),
                last);
    }

    @Test
    @DisplayName("bug 22: a long description is cut at 200 characters, never through the middle of one")
    void theDescriptionIsCut() {
        assertThat(described("я".repeat(200))).isEqualTo("я".repeat(200));
        assertThat(described("я".repeat(201))).isEqualTo("я".repeat(199) + "…");
        assertThat(described("я".repeat(198) + "🎉🎉🎉")).isEqualTo("я".repeat(198) + "…");
        assertThat(described("я".repeat(197) + "🎉🎉🎉")).isEqualTo("я".repeat(197) + "🎉…");
        assertThat(described("  " + "я".repeat(200) + "\n")).isEqualTo("я".repeat(200));
    }

    private String described(String description) {
        var text = text(writer(Language.RUSSIAN, 15).reminding(line(subject("x", description, 1), State.SENDING)));
        return text.substring(text.indexOf("x\n\n") + 3, text.indexOf("\n\n📌"));
    }

    @Test
    @DisplayName("bug 22, S31: what a person typed is data, and formatting starts where it should, emoji or not")
    void typedTextIsInert() {
        for (var title : List.of(
                "a < b & <b>", "🎉🎉 праздник", "*x* _y_ [z](http://q) `w`", "{texts} {{x}}", "👩‍👩‍👧 семья")) {
            for (var state : List.of(State.SENDING, State.SNOOZED, State.DONE)) {
                var subject = new TaskDue(
                        1, 7, title, "<i>" + title, 1, Optional.empty(), Optional.empty(), state != State.DONE);
                var line = line(subject, state);
                var writer = writer(Language.RUSSIAN, 15);
                var message = state == State.SENDING ? writer.reminding(line) : writer.settled(line);
                assertThat(message.text().entities()).singleElement().satisfies(entity -> {
                    assertThat(entity.style()).isEqualTo(RichText.Style.BOLD);
                    assertThat(text(message).substring(entity.offset(), entity.offset() + entity.length()))
                            .isEqualTo(title);
                });
            }
            var combined = writer(Language.RUSSIAN, 15)
                    .combined(List.of(
                            line(subject(title, "", 1), State.SENDING), line(subject("второе", "", 2), State.SENDING)));
            assertThat(combined.text().entities())
                    .extracting(entity -> text(combined).substring(entity.offset(), entity.offset() + entity.length()))
                    .containsExactly(title, "второе");
        }
    }

    @Test
    @DisplayName("where no button may lead to the page, the others are there all the same")
    void noLinkToThisMachine() {
        var writer = new ReminderMessage(
                messages.texts(Language.RUSSIAN),
                account(Language.RUSSIAN, 15),
                Age.ofNew(NOON),
                links(Optional.empty()));
        assertThat(labels(writer.settled(line(subject("x", "", 1), State.SNOOZED))))
                .doesNotContain("Открыть задачу")
                .contains("✅ Выполнил");
    }

    @Test
    @DisplayName(
            "a moment is told in words, the time alone when it is today; the line «Срок:» keeps the specification's form")
    void momentsAreToldInWords() {
        for (var moment : Map.of(
                        "2026-11-21T20:59:00Z", "23:59",
                        "2026-11-21T21:00:00Z", "завтра, 00:00",
                        "2026-12-02T15:00:00Z", "2 декабря, 18:00",
                        "2027-01-02T15:00:00Z", "2 января 2027, 18:00")
                .entrySet()) {
            var line = new Line(
                    subject("x", "", 1),
                    9,
                    0,
                    State.SNOOZED,
                    Optional.of(FIRST),
                    Optional.of(Instant.parse(moment.getKey())));
            assertThat(text(writer(Language.RUSSIAN, 15).settled(line)))
                    .isEqualTo("⏰ Отложено до " + moment.getValue() + " — x");
        }
        var yesterday = new Line(
                subject("x", "", 1),
                9,
                3,
                State.SENDING,
                Optional.of(Instant.parse("2026-11-20T07:00:00Z")),
                Optional.empty());
        assertThat(text(writer(Language.RUSSIAN, 15).reminding(yesterday))).endsWith("⏰ Первое было: вчера, 10:00");
        assertThat(text(writer(Language.RUSSIAN, 15).reminding(line(subject("x", "", 1), State.SENDING))))
                .endsWith("\n📅 Срок: 2026-11-25 18:00");
    }

    private ReminderMessage writer(Locale language, int repeatMinutes) {
        return new ReminderMessage(
                messages.texts(language), account(language, repeatMinutes), Age.ofNew(NOON), links(PAGE));
    }

    private static ReminderMessage.Links links(Optional<URI> page) {
        return new ReminderMessage.Links() {
            @Override
            public Optional<URI> page(Subject subject) {
                return page;
            }

            @Override
            public Optional<URI> portal(PaymentDue payment) {
                return payment.portal();
            }
        };
    }

    private static AccountSettings account(Locale language, int repeatMinutes) {
        var repeat = Duration.ofMinutes(repeatMinutes);
        return new AccountSettings(
                1,
                new AccountSettings.Place(ZoneId.of("Europe/Moscow"), language),
                AccountSettings.Nagging.every(repeat, WorkingHours.daily(7, 22)),
                new AccountSettings.Loans(5, List.of(), "RUB"),
                AccountSettings.DefaultTemplates.NONE,
                new AccountSettings.Chat(OptionalLong.of(1), false));
    }

    private static TaskDue subject(String title, String description, int importance) {
        return new TaskDue(
                1,
                7,
                title,
                description,
                importance,
                Optional.of(LocalDate.of(2026, 11, 25)),
                Optional.of(LocalTime.of(18, 0)),
                true);
    }

    private static Line line(Subject subject, State state) {
        return new Line(subject, 9, 0, state, Optional.empty(), Optional.empty());
    }

    private static String text(OutgoingMessage message) {
        return message.text().text();
    }

    private static List<String> labels(OutgoingMessage message) {
        return message.keyboard().stream()
                .flatMap(List::stream)
                .map(Button::label)
                .toList();
    }
}
