package app.zapiska.digests;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.AccountSettings.Daily;
import app.zapiska.accounts.AccountSettings.Digests;
import app.zapiska.accounts.AccountSettings.Weekly;
import app.zapiska.accounts.WorkingHours;
import app.zapiska.digests.DayMessage.Line;
import app.zapiska.digests.DigestMessages.Content;
import app.zapiska.digests.DigestMessages.Shown;
import app.zapiska.digests.WeekMessage.Period;
import app.zapiska.platform.Money;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.DayTasks.Done;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments.Made;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.TaskDue;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.ActionButton;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.RichText;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("The messages about a day and a week")
class DayMessageTest {

    /** A Wednesday. */
    private static final LocalDate TODAY = LocalDate.of(2027, 3, 10);

    private static final Digests ON = new Digests(
            new Daily(true, LocalTime.of(8, 0)),
            new Daily(true, LocalTime.of(21, 0)),
            new Weekly(true, DayOfWeek.SUNDAY, LocalTime.of(18, 0)));

    @Inject
    DigestFormatters writers;

    @Test
    void theMorningTellsWhatIsOverdueFirstAndEachHasAButton() {
        var lines = lines(
                payment(1, "МаниМен", "5056", -2),
                task(2, "Позвонить в банк", 1, -1, "18:00"),
                task(3, "Забрать справку", 3, -13, null),
                payment(4, "О'Банк", "100.50", 0),
                task(5, "Оплатить связь", 2, 0, "10:30"),
                task(6, "Полить цветы", 3, 0, null));
        var message = day(russian(), DigestKind.MORNING, 0, Optional.empty(), lines, Optional.empty());
        assertThat(plain(message)).isEqualTo("""
                ☀️ ПЛАН НА ДЕНЬ
                среда, 10 марта

                📋 Задачи: 4
                💳 К оплате: 2 платежа на 5 156,50 ₽
                ⚠️ Просрочено: 3

                ⚠️ 💳 МаниМен — 5 056 ₽, срок 8 марта
                ⚠️ Позвонить в банк — срок вчера, 18:00
                ⚠️ Забрать справку — срок 25 февраля
                💳 О'Банк — 100,50 ₽
                🟡 10:30 Оплатить связь
                ⚪ Полить цветы""");
        assertThat(labels(message))
                .containsExactly(
                        List.of("МаниМен · 5 056 ₽"),
                        List.of("Позвонить в банк"),
                        List.of("Забрать справку"),
                        List.of("О'Банк · 100,50 ₽"),
                        List.of("Оплатить связь"),
                        List.of("Полить цветы"),
                        List.of("Больше не присылать утренний план"));
        assertThat(bold(message)).contains("МаниМен", "Полить цветы");
        var opened = day(russian(), DigestKind.MORNING, 0, Optional.empty(), lines, Optional.of(SubjectKey.task(5)));
        assertThat(plain(opened)).isEqualTo("""
                ☀️ ПЛАН НА ДЕНЬ
                среда, 10 марта

                🟡 10:30 Оплатить связь""");
        assertThat(labels(opened)).containsExactly(List.of("✅ Выполнил", "⏰ Отложить"), List.of("Назад"));
    }

    @Test
    void whatBecameOfEachIsShown() {
        var lines = List.of(
                new Line(done(task(1, "Сделано", 1, 0, null)), Optional.empty()),
                new Line(task(2, "Перенесено", 1, 1, "09:00"), Optional.empty()),
                new Line(task(3, "Отложено", 2, 0, null), Optional.of(Instant.parse("2027-03-10T16:00:00Z"))),
                new Line(paid(4, "МаниМен", "5056"), Optional.empty()));
        var message = day(russian(), DigestKind.MORNING, 0, Optional.empty(), lines, Optional.empty());
        assertThat(plain(message)).isEqualTo("""
                ☀️ ПЛАН НА ДЕНЬ
                среда, 10 марта

                📋 Задачи: 1

                ✅ Сделано
                ➡️ Перенесено — завтра, 09:00
                🟡 Отложено · ⏰ отложено до 19:00
                ✅ МаниМен — 5 056 ₽""");
        assertThat(message.text().entities())
                .filteredOn(entity -> entity.style() == RichText.Style.STRIKETHROUGH)
                .hasSize(2);
        var over = day(russian(), DigestKind.MORNING, 0, Optional.empty(), lines.subList(0, 2), Optional.empty());
        assertThat(plain(over)).contains("🎉 Всё сделано!");
    }

    @Test
    void theEveningMovesOneOrAllAndTakesItBack() {
        var lines = lines(payment(1, "О'Банк", "100", 0), task(2, "Первая", 1, 0, null), task(3, "Вторая", 2, 0, null));
        var message = day(russian(), DigestKind.EVENING, 0, Optional.empty(), lines, Optional.empty());
        assertThat(plain(message)).startsWith("""
                🌙 ИТОГ ДНЯ
                среда, 10 марта

                📋 Осталось: 2 задачи
                💳 К оплате: 1 платёж на 100 ₽
                """);
        assertThat(labels(message))
                .containsExactly(
                        List.of("О'Банк · 100 ₽"),
                        List.of("Первая"),
                        List.of("Вторая"),
                        List.of("➡️ Перенести всё на завтра (2)"),
                        List.of("Больше не присылать итог дня"));
        assertThat(labels(day(
                        russian(),
                        DigestKind.EVENING,
                        0,
                        Optional.of(new UUID(1, 2)),
                        lines,
                        Optional.of(SubjectKey.task(2)))))
                .containsExactly(
                        List.of("✅ Выполнил", "⏰ Отложить"), List.of("➡️ Перенести на завтра"), List.of("Назад"));
        var moved = lines(task(2, "Первая", 1, 1, null), done(task(3, "Вторая", 2, 0, null)));
        var after = day(
                russian().withDigests(Digests.OFF),
                DigestKind.EVENING,
                0,
                Optional.of(new UUID(1, 2)),
                moved,
                Optional.empty());
        assertThat(plain(after)).contains("🎉 На этот день ничего не осталось!", "➡️ Первая — завтра", "✅ Вторая");
        assertThat(labels(after))
                .containsExactly(
                        List.of("Первая"),
                        List.of("✅ Вторая"),
                        List.of("↩️ Отменить перенос"),
                        List.of("↩️ Вернуть итог дня"));
        var alone = day(
                russian(),
                DigestKind.EVENING,
                0,
                Optional.empty(),
                lines(task(2, "Первая", 1, 0, null)),
                Optional.empty());
        assertThat(labels(alone))
                .containsExactly(
                        List.of("✅ Выполнил", "⏰ Отложить"),
                        List.of("➡️ Перенести на завтра"),
                        List.of("Больше не присылать итог дня"));
    }

    @Test
    void ofTooManyTheRestIsToldByNumber() {
        var open = new ArrayList<Subject>();
        for (int i = 0; i < 70; i++) {
            open.add(task(i, "Задача " + i, 2, i < 25 ? i - 25 : 0, null));
        }
        var turn = new Digest.Turn(DigestKind.MORNING, TODAY, LocalTime.of(8, 0));
        var composed = DayDigest.chosen(turn, open);
        assertThat(composed.parts())
                .hasSize(6)
                .allSatisfy(part -> assertThat(part).hasSize(10));
        assertThat(composed.more()).isEqualTo(10);
        assertThat(composed.parts().getFirst().getFirst())
                .as("of the overdue the latest")
                .isEqualTo(SubjectKey.task(5));
        var evening = DayDigest.chosen(new Digest.Turn(DigestKind.EVENING, TODAY, LocalTime.of(21, 0)), open);
        assertThat(evening.parts()).hasSize(4);
        assertThat(evening.more()).as("of the day only").isEqualTo(5);
        var message = day(
                russian(),
                DigestKind.MORNING,
                10,
                Optional.empty(),
                lines(task(1, "Одна", 1, 0, null)),
                Optional.empty());
        assertThat(plain(message)).endsWith("\n\nИ ещё 10 — на странице");
    }

    @Test
    @DisplayName("ten of the longest names fit, with entities that Telegram counts as we do, and buttons of 64 bytes")
    void theLongestFits() {
        for (var name : List.of("😀".repeat(250), "Ы".repeat(500), "👩‍👩‍👧".repeat(60))) {
            var lines = IntStream.range(0, 10)
                    .mapToObj(i -> new Line(
                            i % 2 == 0
                                    ? task(Long.MAX_VALUE - i, name, 1, i % 3 == 0 ? -400 : 0, "23:59")
                                    : payment(Long.MAX_VALUE - i, name, "999999999999.99", -400),
                            Optional.of(Instant.parse("2028-09-15T12:00:00Z"))))
                    .toList();
            for (var account : List.of(russian(), english())) {
                var message = writers.day(account, now())
                        .part(
                                new Content(
                                        Long.MAX_VALUE,
                                        DigestKind.EVENING,
                                        TODAY,
                                        LocalTime.of(21, 0),
                                        Integer.MAX_VALUE,
                                        1,
                                        0,
                                        Optional.of(new UUID(1, 2)),
                                        shown(lines)),
                                lines,
                                lines,
                                Optional.empty());
                fits(message);
                fits(writers.day(account, now())
                        .part(
                                content(DigestKind.EVENING, 0, Optional.empty(), lines),
                                lines,
                                lines,
                                Optional.of(lines.getFirst().subject().key())));
                var payments = IntStream.range(0, 30)
                        .mapToObj(i -> payment(i + 1, name, "999999999999.99", i < 15 ? -400 : 5))
                        .toList();
                var week = WeekDigest.week(
                        account,
                        Period.of(TODAY, LocalTime.of(18, 0)),
                        List.of(new Done(now(), Optional.empty())),
                        new Made(1, Money.MOST),
                        List.of(),
                        payments,
                        now());
                fits(writers.week(account, now()).of(content(DigestKind.WEEKLY, 0, Optional.empty(), List.of()), week));
            }
        }
    }

    private static void fits(OutgoingMessage message) {
        assertThat(message.text().text().length()).isBetween(1, 4096);
        for (var entity : message.text().entities()) {
            var text = message.text().text();
            assertThat(entity.offset() + entity.length()).isLessThanOrEqualTo(text.length());
            assertThat(Character.isLowSurrogate(text.charAt(entity.offset()))).isFalse();
            assertThat(Character.isHighSurrogate(text.charAt(entity.offset() + entity.length() - 1)))
                    .isFalse();
        }
        assertThat(message.keyboard().stream().flatMap(List::stream))
                .filteredOn(ActionButton.class::isInstance)
                .allSatisfy(button -> assertThat(((ActionButton) button).data().getBytes(StandardCharsets.UTF_8))
                        .hasSizeLessThanOrEqualTo(64));
    }

    @Test
    void theWeekIsReviewedAndLooksAhead() {
        var sunday = LocalDate.of(2027, 3, 14);
        var now = sunday.atTime(18, 0).atZone(russian().zone()).toInstant();
        var period = Period.of(sunday, LocalTime.of(18, 0));
        var done = Stream.of("2027-03-10T09:00", "2027-03-11T00:00", "2027-03-11T00:01")
                .map(local -> new Done(
                        java.time.LocalDateTime.parse(local)
                                .atZone(russian().zone())
                                .toInstant(),
                        Optional.of(TODAY.plusDays(1).atStartOfDay())))
                .toList();
        var week = WeekDigest.week(
                russian(),
                period,
                done,
                new Made(2, Money.of("5156.50")),
                List.of(task(1, "Забрать справку", 1, 2, null), task(2, "Вечером", 1, 4, "19:00")),
                List.of(
                        payment(1, "МаниМен", "5056", 1),
                        payment(2, "Сегодняшний", "7", 4),
                        payment(3, "О'Банк", "100", 5),
                        payment(4, "Свои Люди", "1000", 11),
                        early(5, "Веббанкир", "300", 3)),
                now);
        var message = writers.week(russian(), now).of(content(DigestKind.WEEKLY, 0, Optional.empty(), List.of()), week);
        assertThat(plain(message)).isEqualTo("""
                🗓 ИТОГИ НЕДЕЛИ
                8–14 марта

                ✅ Выполнено: 3 задачи, из них после срока: 1
                💳 Оплачено: 2 платежа на 5 156,50 ₽

                ⚠️ Просрочено сейчас: 2
                • МаниМен — 5 056 ₽, срок 11 марта
                • Забрать справку — срок 12 марта

                📅 К оплате по 21 марта: 3 платежа на 1 107 ₽
                • Сегодняшний — 7 ₽, сегодня
                • О'Банк — 100 ₽, завтра
                • Свои Люди — 1 000 ₽, 21 марта

                💳 По плану, в счёт ближайших платежей: 1 платёж на 300 ₽
                • Веббанкир — 300 ₽, вчера""");
        assertThat(labels(message)).containsExactly(List.of("Больше не присылать итоги недели"));
        var quiet = WeekDigest.week(
                russian(),
                period,
                List.of(),
                new Made(0, Money.ZERO),
                List.of(task(1, "Забрать справку", 1, 2, null)),
                List.of(),
                now);
        assertThat(plain(writers.week(russian(), now)
                        .of(content(DigestKind.WEEKLY, 0, Optional.empty(), List.of()), quiet)))
                .isEqualTo("""
                        🗓 ИТОГИ НЕДЕЛИ
                        8–14 марта

                        ⚠️ Просрочено сейчас: 1
                        • Забрать справку — срок 12 марта""");
        assertThat(Period.of(LocalDate.of(2027, 3, 15), LocalTime.of(9, 0)))
                .as("in the morning it speaks of the days before")
                .isEqualTo(period);
        assertThat(WeekDigest.week(russian(), period, List.of(), new Made(0, Money.ZERO), List.of(), List.of(), now)
                        .nothing())
                .isTrue();
    }

    @Test
    void englishPeopleReadEnglish() {
        var lines = lines(
                payment(1, "MoneyMan", "5056", -1),
                task(2, "Water the plants", 3, 0, "10:30"),
                task(3, "Second", 1, 0, null));
        var message = day(english(), DigestKind.EVENING, 3, Optional.empty(), lines, Optional.empty());
        assertThat(plain(message)).isEqualTo("""
                🌙 END OF THE DAY
                Wednesday, 10 March

                📋 Left: 2 tasks
                💳 To pay: 1 payment, ₽5,056
                ⚠️ Overdue: 1

                ⚠️ 💳 MoneyMan — ₽5,056, due yesterday
                ⚪ 10:30 Water the plants
                🔴 Second

                And 3 more on the page""");
        assertThat(labels(message).getLast()).containsExactly("Don’t send the end of the day any more");
    }

    // ---- what they are about

    private OutgoingMessage day(
            AccountSettings account,
            DigestKind kind,
            int more,
            Optional<UUID> undo,
            List<Line> lines,
            Optional<SubjectKey> opened) {
        return writers.day(account, now()).part(content(kind, more, undo, lines), lines, lines, opened);
    }

    private static Content content(DigestKind kind, int more, Optional<UUID> undo, List<Line> lines) {
        return new Content(7, kind, TODAY, LocalTime.of(18, 0), more, 1, 0, undo, shown(lines));
    }

    private static List<Shown> shown(List<Line> lines) {
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new Shown(1, i + 1, lines.get(i).subject().key()))
                .toList();
    }

    private static Instant now() {
        return TODAY.atTime(8, 0).atZone(russian().zone()).toInstant();
    }

    private static List<Line> lines(Subject... subjects) {
        return Stream.of(subjects)
                .map(subject -> new Line(subject, Optional.empty()))
                .toList();
    }

    private static TaskDue task(long id, String title, int importance, int days, String time) {
        return new TaskDue(
                1,
                id,
                title,
                "",
                importance,
                Optional.of(TODAY.plusDays(days)),
                Optional.ofNullable(time).map(LocalTime::parse),
                true);
    }

    private static TaskDue done(TaskDue task) {
        return new TaskDue(1, task.id(), task.title(), "", task.importance(), task.dueDate(), task.dueTime(), false);
    }

    private static PaymentDue payment(long id, String lender, String remaining, int days) {
        return payment(id, lender, remaining, remaining, days);
    }

    private static PaymentDue paid(long id, String lender, String amount) {
        return payment(id, lender, amount, "0", 0);
    }

    private static PaymentDue payment(long id, String lender, String amount, String remaining, int days) {
        return payment(SubjectKey.installment(id), lender, amount, remaining, days);
    }

    /** What a plan asks for early. */
    private static PaymentDue early(long id, String lender, String amount, int days) {
        return payment(SubjectKey.planned(id), lender, amount, amount, days);
    }

    private static PaymentDue payment(SubjectKey key, String lender, String amount, String remaining, int days) {
        return new PaymentDue(
                1,
                key,
                key.id(),
                lender,
                Money.of(amount),
                Money.of(remaining),
                Optional.of(TODAY.plusDays(days)),
                1,
                1,
                Optional.of(URI.create("https://lk.example.org/" + "a".repeat(1900))),
                remaining.equals("0") ? OptionalLong.of(77) : OptionalLong.empty(),
                false);
    }

    private static AccountSettings russian() {
        return account(Locale.of("ru"));
    }

    private static AccountSettings english() {
        return account(Locale.ENGLISH);
    }

    private static AccountSettings account(Locale language) {
        return Accounts.of("Europe/Moscow", WorkingHours.daily(7, 22), language, "RUB")
                .withDigests(ON);
    }

    private static List<String> bold(OutgoingMessage message) {
        return message.text().entities().stream()
                .filter(entity -> entity.style() == RichText.Style.BOLD)
                .map(entity -> message.text().text().substring(entity.offset(), entity.offset() + entity.length()))
                .toList();
    }

    private static List<List<String>> labels(OutgoingMessage message) {
        return message.keyboard().stream()
                .map(row -> row.stream().map(Button::label).map(Borrower::plain).toList())
                .toList();
    }

    private static String plain(OutgoingMessage message) {
        return Borrower.plain(message.text().text());
    }
}
