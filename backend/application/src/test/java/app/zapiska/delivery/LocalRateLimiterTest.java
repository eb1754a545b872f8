package app.zapiska.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.delivery.RateLimiter.Rank;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The row in hours of made-up time: everybody asks as the product does, and now and then a little later. */
@DisplayName("The row")
class LocalRateLimiterTest {

    private static final long PATIENCE = 10_000;
    private static final long MINUTE = 60_000;

    /** A message from its first question to its end. */
    private static final class Mail {
        final long chat;
        final Rank rank;
        final long since;
        long asksAt;
        Long sentAt;
        boolean dropped;

        Mail(long chat, Rank rank, long since) {
            this.chat = chat;
            this.rank = rank;
            this.since = since;
            this.asksAt = since;
        }

        long waited() {
            return sentAt - since;
        }
    }

    private final LocalRateLimiter book = new LocalRateLimiter();
    private final PriorityQueue<Mail> asking = new PriorityQueue<>(Comparator.comparingLong(mail -> mail.asksAt));
    private final List<Mail> all = new ArrayList<>();

    /** Whether what was told to wait too long tries again later, as reminders and corrections do. */
    private Predicate<Mail> persistent = mail -> mail.rank != Rank.ANSWER;

    private Random random = new Random(7);

    private Mail mail(long chat, Rank rank, long at) {
        var mail = new Mail(chat, rank, at);
        all.add(mail);
        asking.add(mail);
        return mail;
    }

    private void run(long until) {
        while (!asking.isEmpty() && asking.peek().asksAt <= until) {
            var mail = asking.poll();
            long now = mail.asksAt;
            var answer = book.ask(mail.chat, mail.rank, now, now * 1_000_000);
            if (answer.taken()) {
                mail.sentAt = answer.at();
            } else if (answer.at() - mail.since <= PATIENCE || persistent.test(mail)) {
                // Nobody comes back at the very millisecond.
                mail.asksAt = answer.at() + random.nextInt(60);
                asking.add(mail);
            } else {
                mail.dropped = true;
            }
        }
    }

    private List<Mail> sent(Predicate<Mail> which) {
        return all.stream()
                .filter(which)
                .filter(mail -> mail.sentAt != null)
                .sorted(Comparator.comparingLong(mail -> mail.sentAt))
                .toList();
    }

    @Test
    @DisplayName("7.1, S41: lets a reminder pass a flood of 200 answers a minute and 100 corrections, ten times of ten")
    void aFlood() {
        for (int i = 0; i < 200; i++) {
            mail(7, Rank.ANSWER, i * 300L);
        }
        for (int i = 0; i < 100; i++) {
            mail(7, Rank.CORRECTION, 0);
        }
        var reminders = LongStream.range(0, 10)
                .mapToObj(i -> mail(7, Rank.REMINDER, 3_000 + i * 5_500))
                .toList();
        run(10 * MINUTE);
        assertThat(reminders)
                .allSatisfy(reminder -> assertThat(reminder.waited()).isLessThan(1_600));
        assertThat(sent(mail -> mail.rank == Rank.CORRECTION)).hasSize(100);
        assertKept();
    }

    @Test
    @DisplayName("7.1: does not let corrections starve, however long the person goes on")
    void noStarvationInAChat() {
        for (long at = 0; at < 10 * MINUTE; at += 250) {
            mail(7, Rank.ANSWER, at);
        }
        mail(7, Rank.CORRECTION, 0);
        for (int i = 0; i < 60; i++) {
            // One at a time, as the correction of a chat is done.
            run(all.getLast().since);
            var last = all.getLast();
            for (long at = last.since; last.sentAt == null; at += 100) {
                run(at);
                assertThat(at - last.since).as("a correction's wait").isLessThan(9_000);
            }
            mail(7, Rank.CORRECTION, last.sentAt);
        }
        assertKept();
    }

    @Test
    @DisplayName("7.1: leaves one cell in ten to those who wait when reminders take all the bot may send")
    void noStarvationOfTheBot() {
        for (long at = 0; at < 2 * MINUTE; at += 20) {
            mail(random.nextInt(3_000), Rank.REMINDER, at);
        }
        for (int i = 0; i < 50; i++) {
            mail(10_000 + i, Rank.ANSWER, 30_000);
            mail(20_000 + i, Rank.CORRECTION, 30_000);
        }
        run(2 * MINUTE);
        assertThat(sent(mail -> mail.chat >= 10_000 && mail.rank == Rank.ANSWER))
                .hasSizeGreaterThan(10);
        assertThat(sent(mail -> mail.rank == Rank.CORRECTION)).hasSize(50);
        assertKept();
    }

    @Test
    @DisplayName("7.1: lets one chat with much to say delay no other")
    void fairness() {
        for (int i = 0; i < 500; i++) {
            mail(7, Rank.values()[i % 3], 0);
        }
        for (int chat = 100; chat < 120; chat++) {
            for (var rank : Rank.values()) {
                mail(chat, rank, 20_000 + rank.ordinal() * 3_000);
            }
        }
        run(MINUTE);
        assertThat(sent(mail -> mail.chat >= 100))
                .hasSize(60)
                .allSatisfy(mail -> assertThat(mail.waited()).isLessThan(1_200));
        assertKept();
    }

    @Test
    @DisplayName("7.1: gives a place back to whoever asks next")
    void givenBack() {
        long at = 1_000;
        var first = book.ask(7, Rank.REMINDER, at, at * 1_000_000);
        assertThat(first.at()).isEqualTo(at);
        for (int i = 0; i < 100; i++) {
            var next = book.ask(7, Rank.REMINDER, at, at * 1_000_000);
            assertThat(next.at() - first.at()).isBetween(1_100L, 1_140L);
            book.giveBack(new RateLimiter.Place(7, next.at(), next.before()), at, at * 1_000_000);
        }
        // The whole bot's cells are free again as well.
        for (int chat = 100; chat < 110; chat++) {
            assertThat(book.ask(chat, Rank.REMINDER, at, at * 1_000_000).at() - at)
                    .isLessThan(400);
        }
    }

    @Test
    @DisplayName("7.1: takes no place for what would be given up, and so has nothing to remember of it")
    void noPlaceForWhatIsTooLate() {
        for (int i = 0; i < 200; i++) {
            mail(7, Rank.ANSWER, 0);
        }
        run(12_000);
        assertThat(all.stream().filter(mail -> mail.dropped)).hasSizeGreaterThan(180);
        assertThat(book.earliest(7, Rank.REMINDER, 12_000, 12_000_000_000L)).isLessThan(13_100);
    }

    @Test
    @DisplayName("holds everybody during a cooldown")
    void aCooldown() {
        book.coolDown(30_000, 0, 0);
        for (int i = 0; i < 30; i++) {
            mail(i, Rank.values()[i % 3], i * 500L);
        }
        persistent = mail -> true;
        run(2 * MINUTE);
        assertThat(sent(mail -> true))
                .hasSize(30)
                .allSatisfy(mail -> assertThat(mail.sentAt).isGreaterThanOrEqualTo(30_000));
        assertKept();
    }

    @RepeatedTest(8)
    @DisplayName("never writes more often than Telegram allows, whatever comes")
    void whateverComes(RepetitionInfo repetition) {
        random = new Random(repetition.getCurrentRepetition());
        int chats = 1 + random.nextInt(80);
        int pause = 10 + random.nextInt(60);
        for (long at = 0; at < 40_000; at += 1 + random.nextInt(pause)) {
            long chat = random.nextInt(6) == 0 ? -1 - random.nextInt(3) : random.nextInt(chats);
            mail(chat, Rank.values()[random.nextInt(3)], at);
        }
        run(2 * MINUTE);
        assertThat(sent(mail -> true)).isNotEmpty();
        assertKept();
    }

    /** What Telegram allows: 30 in any second, one a second in a chat, 20 a minute in a group. */
    private void assertKept() {
        var sent = sent(mail -> true);
        assertApart(sent, 30, 1_000);
        Map<Long, List<Mail>> chats = new HashMap<>();
        sent.forEach(mail ->
                chats.computeIfAbsent(mail.chat, chat -> new ArrayList<>()).add(mail));
        chats.forEach((chat, mails) -> {
            assertApart(mails, 1, 1_000);
            if (chat < 0) {
                assertApart(mails, 20, MINUTE);
            }
        });
    }

    private static void assertApart(List<Mail> mails, int many, long span) {
        for (int i = many; i < mails.size(); i++) {
            assertThat(mails.get(i).sentAt - mails.get(i - many).sentAt)
                    .as("%d messages, the last at %d", many + 1, mails.get(i).sentAt)
                    .isGreaterThanOrEqualTo(span);
        }
    }
}
