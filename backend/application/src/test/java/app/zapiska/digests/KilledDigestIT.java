package app.zapiska.digests;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.channels.MailServer;
import app.zapiska.platform.Waiting;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.Installation;
import app.zapiska.sandbox.AcceptedSend;
import app.zapiska.sandbox.Fault;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The oracle is the Bot API server's list of accepted messages. A digest comes at least once: see {@link DigestPartDecision}. */
@DisplayName("A process that is killed in the middle of the urgent-loans message")
class KilledDigestIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Enough for three messages. */
    private static final int LOANS = 25;

    private final MailServer mail = new MailServer();

    @RegisterExtension
    final Installation installation = new Installation(Map.of(
            "ZAPISKA_REMINDERS_LEASE", "9s",
            "ZAPISKA_REMINDERS_INTENT_AGE", "2s",
            "ZAPISKA_REMINDERS_RESCUE", "1s",
            "TELEGRAM_CONNECT_TIMEOUT", "2s",
            "TELEGRAM_READ_TIMEOUT", "5s",
            "TELEGRAM_CALL_TIMEOUT", "6s",
            "SMTP_HOST", "127.0.0.1",
            "SMTP_PORT", Integer.toString(mail.port()),
            "SMTP_TLS", "none",
            "SMTP_FROM", "notes@zapiska.test"));

    @AfterEach
    void noComplaints() {
        mail.close();
        assertThat(mail.complaints).isEmpty();
    }

    /** What had become of the second message when its sender died. */
    private enum Second {
        ARRIVED,
        LOST
    }

    @ParameterizedTest(name = "the second of three messages: {0}")
    @EnumSource
    @DisplayName("another goes on where it stopped: no loan is left out, only what was on its way comes again")
    void anotherGoesOn(Second second) {
        var one = installation.start("one");
        var telegram = installation.telegram();
        var anna = somebodyInDebt();
        var fault = Fault.on("sendMessage").chat(anna.chat()).call(2);
        var hold = telegram.scriptHold(second == Second.ARRIVED ? fault.accepting() : fault);
        digestIsDue(anna);
        hold.awaitReached(PATIENCE);
        one.kill();
        hold.dropConnection();

        installation.start("two");
        Waiting.until("the end of the digest", PATIENCE, () -> state().equals("SENT"));

        var texts = telegram.acceptedSends().stream().map(AcceptedSend::text).toList();
        assertThat(texts).hasSize(second == Second.ARRIVED ? 4 : 3);
        for (int part = 1; part <= 3; part++) {
            var number = "(%d/3)".formatted(part);
            assertThat(texts.stream().filter(text -> text.contains(number)))
                    .as("message %s", number)
                    .hasSize(second == Second.ARRIVED && part == 2 ? 2 : 1);
        }
        var all = String.join("\n", texts.stream().distinct().toList());
        lenders().forEach(lender -> assertThat(all).containsOnlyOnce(lender));
    }

    @ParameterizedTest(name = "the letter: {0}")
    @EnumSource
    @DisplayName(
            "by the second channel: another sends it again, and only what was on its way comes twice, as the same letter")
    void aLetterOnItsWay(Second fate) {
        var one = installation.start("one");
        var anna = somebodyInDebt();
        var address = "anna@mail.test";
        installation.arrange().execute("update accounts set telegram_blocked_at = now() where id = ?", anna.account());
        installation
                .arrange()
                .execute(
                        "insert into mail_addresses (account_id, address, confirmed_at) values (?, ?, now())",
                        anna.account(),
                        address);
        mail.fault(address, fate == Second.ARRIVED ? MailServer.Fault.TAKEN_IN_SILENCE : MailServer.Fault.SAYS_NOTHING);
        digestIsDue(anna);
        Waiting.until("a letter on its way", PATIENCE, () -> onItsWay() && (fate == Second.LOST || mail.count() == 1));
        one.kill();
        mail.fault(address, null);

        installation.start("two");
        Waiting.until("the end of the digest", PATIENCE, () -> state().equals("SENT"));

        var letters = mail.to(address);
        assertThat(letters).hasSize(fate == Second.ARRIVED ? 2 : 1);
        assertThat(letters.stream().map(MailServer.Taken::messageId).distinct()).hasSize(1);
        lenders().forEach(lender -> assertThat(letters.getLast().text()).containsOnlyOnce(lender));
        assertThat(installation.telegram().acceptedSends()).isEmpty();
    }

    private boolean onItsWay() {
        return installation
                        .arrange()
                        .count("select count(*) from digest_parts where state = 'SENDING' and channel = 'MAIL'")
                > 0;
    }

    private Person somebodyInDebt() {
        var arrange = installation.arrange();
        var anna = arrange.person();
        installation.telegram().addChat(anna.chat(), "Анна");
        // An hour ago: it does not come by itself before the test is over.
        arrange.execute(
                "update accounts set digest_times = array[date_trunc('minute', now() at time zone time_zone - interval '1 hour')::time] "
                        + "where id = ?",
                anna.account());
        var today = LocalDate.now(anna.zone());
        lenders().forEach(lender -> arrange.loan(anna, lender, "5056", today));
        return anna;
    }

    private static List<String> lenders() {
        return IntStream.rangeClosed(1, LOANS).mapToObj("Банк %03d!"::formatted).toList();
    }

    private void digestIsDue(Person anna) {
        installation.arrange().execute("""
                insert into digest_jobs (account_id, kind, local_date, slot, slot_at, state, due_at, created_at)
                select id, 'URGENT', (now() at time zone time_zone)::date, digest_times[1], now(), 'WAITING', now(), now()
                from accounts where id = ?""", anna.account());
    }

    private String state() {
        return (String) installation
                .arrange()
                .rows("select state from digest_jobs where kind = 'URGENT'")
                .getFirst()
                .get("state");
    }
}
