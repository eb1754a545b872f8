package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.channels.MailServer;
import app.zapiska.channels.MailServer.Fault;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The engine, a strict Bot API server and a strict mail server; time is moved. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("R7: when Telegram does not reach the person and there is no device, a reminder goes by mail")
class MailSecondChannelTest extends BesideTelegram {

    private String address;
    private MailServer mail;

    @BeforeEach
    void hasAnAddress() {
        mail = ways.mail;
        address = ways.address(anna.account());
    }

    @Test
    @DisplayName(
            "Telegram is away for half an hour in the middle of nags: each comes by mail within the setting and a minute, none twice, and then by Telegram again")
    void halfAnHour() {
        long reminder = reminder("Позвонить");
        engine.tick();
        advance(Duration.ofMinutes(22));
        assertThat(byTelegram()).isEqualTo(2);
        messenger.away(true);
        var begins = clock.instant();
        advance(Duration.ofSeconds(45));
        telegramIs("UNREACHABLE");
        var arrivals = advance(Duration.ofMinutes(29));
        messenger.away(false);
        telegramIs("OK");
        int letters = mail.to(address).size();
        arrivals.addAll(advance(Duration.ofMinutes(35)));

        assertThat(letters).isPositive();
        var due = begins.plus(Duration.ofMinutes(8));
        for (var arrival : arrivals) {
            assertThat(Duration.between(due, arrival)).isLessThanOrEqualTo(Duration.ofMinutes(11));
            due = arrival.plus(QUARTER);
        }
        assertThat(due).as("and they go on").isAfter(clock.instant());
        assertThat(new HashSet<>(mail.to(address).stream()
                        .map(MailServer.Taken::messageId)
                        .toList()))
                .as("each number once")
                .hasSameSizeAs(mail.to(address));
        assertThat(ledger(reminder)).anyMatch(line -> line.contains("MAIL AWAY SENT"));
        assertThat(ledger(reminder).getLast()).contains("TELEGRAM - SENT");
        assertThat(byTwoWays(reminder)).isZero();
        assertThat(arrange.count(
                        "select count(*) from deliveries where reminder_id = ? and channel = 'MAIL' and channel_since is null",
                        reminder))
                .isZero();
        var letter = mail.to(address).getFirst();
        assertThat(letter.subject()).startsWith("Позвонить");
        assertThat(letter.text())
                .contains("Позвонить", "/tasks/", "Не в Telegram: он недоступен с 15:22", "/settings/channels")
                .doesNotContain("/api/");
    }

    @Test
    @DisplayName(
            "the mail server is down as well: nothing is lost, the page knows it, and it goes out within a minute of its return")
    void bothAway() {
        blocked();
        long reminder = reminder("Позвонить");
        mail.down(true);
        advance(Duration.ofMinutes(5));
        assertThat(mail.to(address)).isEmpty();
        assertThat(ledger(reminder)).isNotEmpty().allMatch("0 MAIL BLOCKED NOT_SENT"::equals);
        assertThat(arrange.count("select count(*) from mail_server where failing_since is not null"))
                .isOne();
        mail.down(false);
        assertThat(advance(Duration.ofMinutes(1))).hasSize(1);
        assertThat(mail.to(address)).hasSize(1);
        assertThat(arrange.count("select count(*) from mail_server where failing_since is null"))
                .isOne();
    }

    @Test
    @DisplayName("the answer after the letter is lost: its number is not sent again, the next one comes by the setting")
    void answerLost() {
        blocked();
        arrange.execute("update accounts set repeat_minutes_1 = 240 where id = ?", anna.account());
        long reminder = reminder("Позвонить");
        mail.fault(address, Fault.ANSWER_LOST);
        engine.tick();
        mail.fault(address, Fault.GREYLISTED);
        clock.advance(Duration.ofMinutes(10));
        engine.tick();
        clock.advance(Duration.ofMinutes(1));
        mail.clear();
        engine.tick();
        assertThat(ledger(reminder))
                .containsExactly("0 MAIL BLOCKED UNKNOWN", "1 MAIL BLOCKED NOT_SENT", "1 MAIL BLOCKED SENT");
    }

    @Test
    @DisplayName("there is no such mailbox: it is noted, nothing more goes there, and the reminder waits for the chat")
    void noMailbox() {
        blocked();
        long reminder = reminder("Позвонить");
        mail.fault(address, Fault.NO_MAILBOX);
        engine.tick();
        engine.tick();
        engine.rescue();
        assertThat(arrange.state(reminder)).isEqualTo("BLOCKED");
        assertThat(ledger(reminder)).containsExactly("0 MAIL BLOCKED REJECTED");
        assertThat(arrange.row("select refusal from mail_addresses where account_id = ?", anna.account()))
                .containsEntry("refusal", "550 5.1.1");
    }

    @Test
    @DisplayName(
            "an installation that sends no mail any more, a deactivated account and a pause: nothing goes out, nothing is lost")
    void heldBack() {
        blocked();
        arrange.execute("update mail_server set configured = false");
        long reminder = reminder("Позвонить");
        engine.tick();
        engine.rescue();
        assertThat(arrange.state(reminder)).isEqualTo("BLOCKED");
        arrange.execute("update mail_server set configured = true");
        arrange.execute("update accounts set deactivated_at = now() where id = ?", anna.account());
        engine.rescue();
        assertThat(arrange.state(reminder)).isEqualTo("BLOCKED");
        arrange.execute(
                "update accounts set deactivated_at = null, paused_until = ? where id = ?",
                clock.instant().plus(Duration.ofHours(1)),
                anna.account());
        engine.rescue();
        engine.tick();
        assertThat(ledger(reminder)).isEmpty();
        clock.advance(Duration.ofMinutes(61));
        engine.tick();
        assertThat(ledger(reminder)).containsExactly("0 MAIL BLOCKED SENT");
    }

    @Test
    @DisplayName("a payment names lender, sum and day in both parts; without details nothing is named")
    void content() {
        blocked();
        var loan = arrange.loan(anna, "МФО <b>«Ромашка»", "5056.00", LocalDate.of(2027, 3, 12));
        arrange.reminder(anna, loan, clock.instant());
        engine.tick();
        assertThat(mail.to(address)).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("МФО <b>«Ромашка» — 12 марта");
            assertThat(letter.text().replace('\u00a0', ' ')).contains("Осталось: 5 056", "/loans/" + loan.id());
            assertThat(letter.html()).contains("МФО &lt;b&gt;«Ромашка»").doesNotContain("<b>");
        });
        mail.clear();
        arrange.silence();
        arrange.execute("update accounts set push_details = false where id = ?", anna.account());
        reminder("Тайное дело");
        engine.tick();
        assertThat(mail.to(address)).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("Напоминание о задаче");
            assertThat(letter.text() + letter.html()).doesNotContain("Тайное");
        });
    }
}
