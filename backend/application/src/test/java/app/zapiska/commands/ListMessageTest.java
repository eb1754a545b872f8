package app.zapiska.commands;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.WorkingHours;
import app.zapiska.platform.Language;
import app.zapiska.platform.Money;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.ReminderFormatters;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.TaskDue;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.ActionButton;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("A page of a list")
class ListMessageTest {

    private static final Instant NOW = Instant.parse("2027-03-10T06:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2027, 3, 10);

    @Inject
    ListTexts russian;

    @Inject
    @Localized("en")
    ListTexts english;

    @Inject
    ReminderFormatters formatters;

    @Test
    @DisplayName("fits into a message and names all that it shows, whatever people have typed, in both languages")
    void fits() {
        var random = new Random(48);
        for (int round = 0; round < 300; round++) {
            var found = new HashMap<SubjectKey, Subject>();
            var keys = new ArrayList<SubjectKey>();
            var snoozed = new HashMap<SubjectKey, Instant>();
            int count = 1 + random.nextInt(35);
            for (int i = 1; i <= count; i++) {
                var subject = random.nextBoolean() ? task(random, i) : payment(random, i);
                keys.add(subject.key());
                if (random.nextInt(10) > 0) {
                    found.put(subject.key(), subject);
                }
                if (random.nextBoolean()) {
                    snoozed.put(subject.key(), NOW.plus(Duration.ofHours(random.nextInt(20_000) - 100)));
                }
            }
            var language = random.nextBoolean() ? Language.RUSSIAN : Language.ENGLISH;
            for (int page = 0; page < (count + 9) / 10; page++) {
                var kind = ChatList.Kind.values()[random.nextInt(3)];
                var list = new ChatList(Long.MAX_VALUE, kind, keys, count + random.nextInt(2), page, NOW);
                var message = words(language).page(list, found, snoozed);
                assertThat(message.text().text().length()).isBetween(1, 4096);
                assertThat(codes(message))
                        .allSatisfy(code -> assertThat(code.getBytes(StandardCharsets.UTF_8).length)
                                .isLessThanOrEqualTo(64));
                for (var key : list.shown()) {
                    var subject = found.get(key);
                    boolean shown = codes(message).stream()
                            .anyMatch(code -> code.startsWith("m:" + key.kind().code() + ":" + key.id() + ":"));
                    assertThat(shown)
                            .as("a button of %s", subject)
                            .isEqualTo(subject != null && (subject.open() || subject instanceof TaskDue));
                }
            }
        }
    }

    @Test
    @DisplayName("turns to its neighbours and to both ends, and to nothing when it is the only one")
    void turns() {
        assertThat(turning(1, 0)).isEmpty();
        assertThat(turning(2, 0)).containsExactly("2 ›");
        assertThat(turning(2, 1)).containsExactly("‹ 1");
        assertThat(turning(3, 1)).containsExactly("‹ 1", "3 ›");
        assertThat(turning(9, 4)).containsExactly("« 1", "‹ 4", "6 ›", "9 »");
    }

    @Test
    @DisplayName("shows what has moved since under the day it has now, and what is gone not at all")
    void whatHasChanged() {
        var first = new TaskDue(1, 1, "Первое", "", 1, Optional.of(TODAY.plusDays(3)), Optional.empty(), true);
        var second = new TaskDue(1, 2, "Второе", "", 2, Optional.of(TODAY), Optional.of(LocalTime.of(8, 0)), true);
        var third = new TaskDue(1, 3, "Третье", "", 3, Optional.of(TODAY), Optional.of(LocalTime.of(9, 30)), false);
        var keys = List.of(first.key(), second.key(), third.key(), SubjectKey.task(4));
        var text = words(Language.RUSSIAN)
                .page(
                        new ChatList(7, ChatList.Kind.TASKS, keys, 4, 0, NOW.minus(Duration.ofDays(400))),
                        Map.of(first.key(), first, second.key(), second, third.key(), third),
                        Map.of())
                .text();
        assertThat(text.text()).isEqualTo("""
                📋 Открытые задачи
                3 февраля 2026, 09:00 · всего 4

                Просрочено
                🟡 Второе — сегодня, 08:00

                Сегодня
                ✅ Третье

                13 марта
                🔴 Первое""");
    }

    private List<String> turning(int pages, int page) {
        var keys = new ArrayList<SubjectKey>();
        for (int i = 0; i < pages * 10; i++) {
            keys.add(SubjectKey.task(i));
        }
        return words(Language.RUSSIAN)
                .page(new ChatList(7, ChatList.Kind.TASKS, keys, keys.size(), page, NOW), Map.of(), Map.of())
                .keyboard()
                .stream()
                .flatMap(List::stream)
                .map(OutgoingMessage.Button::label)
                .toList();
    }

    private static List<String> codes(OutgoingMessage message) {
        return message.keyboard().stream()
                .flatMap(List::stream)
                .map(ActionButton.class::cast)
                .map(ActionButton::data)
                .toList();
    }

    private ListMessage words(Locale language) {
        var account = new AccountSettings(
                1,
                new AccountSettings.Place(ZoneId.of("Europe/Moscow"), language),
                AccountSettings.Nagging.every(Duration.ofMinutes(15), WorkingHours.daily(7, 22)),
                new AccountSettings.Loans(5, List.of(), "RUB"),
                AccountSettings.DefaultTemplates.NONE,
                AccountSettings.Chat.NONE);
        return new ListMessage(Language.choose(language, russian, english), account, formatters.buttons(account), NOW);
    }

    private static Subject task(Random random, long id) {
        var date = random.nextInt(4) == 0
                ? Optional.<LocalDate>empty()
                : Optional.of(TODAY.plusDays(random.nextInt(20_000) - 5_000));
        return new TaskDue(
                1,
                id,
                typed(random),
                "",
                1 + random.nextInt(3),
                date,
                date.filter(day -> random.nextBoolean()).map(day -> LocalTime.of(23, 59)),
                random.nextInt(4) > 0);
    }

    private static Subject payment(Random random, long id) {
        var amount = new Money(new BigDecimal("99999999999.99"));
        return new PaymentDue(
                1,
                random.nextBoolean() ? SubjectKey.installment(id) : SubjectKey.loan(id),
                id,
                typed(random),
                amount,
                random.nextInt(4) == 0
                        ? Money.ZERO
                        : random.nextBoolean() ? amount : amount.minus(new Money(new BigDecimal("0.01"))),
                random.nextInt(4) == 0
                        ? Optional.empty()
                        : Optional.of(TODAY.plusDays(random.nextInt(20_000) - 10_000)),
                1,
                1,
                Optional.empty(),
                OptionalLong.empty(),
                false);
    }

    /** As long as the page takes them, of letters that Telegram counts twice among others. */
    private static String typed(Random random) {
        var signs = List.of("щ", "😀", "<b>", "\u202e", "&amp;", "_*[", " ", "👨‍👩‍👧");
        var text = new StringBuilder("х");
        int length = 1 + random.nextInt(200);
        while (text.codePointCount(0, text.length()) < length) {
            text.append(signs.get(random.nextInt(signs.size())));
        }
        return text.toString();
    }
}
