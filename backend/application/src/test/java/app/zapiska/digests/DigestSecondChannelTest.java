package app.zapiska.digests;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.channels.MailServer;
import app.zapiska.channels.OtherWays;
import app.zapiska.channels.PushService.Delivered;
import app.zapiska.channels.PushService.Device;
import app.zapiska.delivery.SilencedRate;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.Fault;
import app.zapiska.telegram.AwayMessenger;
import app.zapiska.telegram.Outage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The queue of digests, a strict Bot API server, a strict push service and a strict mail server; time is moved. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("R7: when Telegram does not reach the person, a digest goes by the second channel")
class DigestSecondChannelTest extends QuietChats {

    private static final Duration STEP = Duration.ofSeconds(15);
    private static final Duration SETTING_AND_A_MINUTE = Duration.ofMinutes(11);

    private OtherWays ways;
    private AwayMessenger messenger;
    private DigestSender sender;

    @BeforeEach
    void begin() {
        ways = new OtherWays();
        messenger = new AwayMessenger(parts.messenger);
        sender = parts.replica(messenger);
    }

    @AfterEach
    void end() {
        ways.close();
    }

    // ---- Telegram is away

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "Telegram is away for half an hour: the plan of the morning comes within the setting and a minute, once, and the evening's by Telegram again")
    void halfAnHour(Outage outage) {
        var anna = asking("morning", "evening");
        var device = ways.device(anna.visitor.accountId());
        task(anna, "Полить цветы");
        clock.set(moscow("2027-03-10T07:59:50"));
        outage.begins(telegram, messenger, anna.chat);
        var arrivals = advance(Duration.ofSeconds(50));
        if (outage.noticed) {
            ways.telegramIs("UNREACHABLE", clock.instant());
        }
        arrivals.addAll(advance(Duration.ofMinutes(29)));
        messenger.away(false);
        telegram.clearFaults();
        ways.telegramIs("OK", clock.instant());
        arrivals.addAll(advance(Duration.ofMinutes(15)));

        assertThat(arrivals).as("%s", outage).hasSize(1);
        assertThat(Duration.between(moscow("2027-03-10T08:00"), arrivals.getFirst()))
                .as("%s", outage)
                .isLessThanOrEqualTo(SETTING_AND_A_MINUTE);
        assertThat(ways.push.to(device))
                .singleElement()
                .satisfies(one -> assertThat(one.message().getString("body")).contains("Полить цветы"));
        assertThat(anna.sends()).as("by Telegram").isEmpty();
        assertThat(anna.row("state")).isEqualTo("SENT");
        assertThat(lastTry(anna)).isEqualTo("SENT PUSH AWAY");
        assertThat(since(anna)).as("since when it was away").isNotNull();

        clock.set(moscow("2027-03-10T20:00"));
        tick();
        assertThat(anna.sends()).hasSize(1);
        assertThat(ways.push.to(device)).hasSize(1);
        assertThat(lastTry(anna)).isEqualTo("SENT TELEGRAM -");
    }

    @Test
    @DisplayName("all four kinds at once: each comes by mail within the setting and a minute, once, and says why")
    void eachKind() {
        var anna = asking("morning", "evening", "weekly");
        var address = ways.address(anna.visitor.accountId());
        anna.settings(settings -> settings.put("digestTimes", List.of("20:00")));
        anna.settings(settings -> settings.put(
                "digests",
                Map.of(
                        "morning",
                        Map.of("on", true, "at", "20:00"),
                        "evening",
                        Map.of("on", true, "at", "20:00"),
                        "weekly",
                        Map.of("on", true, "day", 3, "at", "20:00"))));
        task(anna, "Полить цветы");
        anna.loan("МФО <b>«Ромашка»", "2027-03-10", "5056");
        clock.set(moscow("2027-03-10T20:00"));
        messenger.away(true);
        tick();
        clock.advance(Duration.ofSeconds(40));
        ways.telegramIs("UNREACHABLE", clock.instant());
        var arrivals = advance(Duration.ofMinutes(29));

        assertThat(arrivals)
                .allSatisfy(arrival -> assertThat(Duration.between(moscow("2027-03-10T20:00"), arrival))
                        .isLessThanOrEqualTo(SETTING_AND_A_MINUTE));
        assertThat(ways.mail.to(address).stream().map(MailServer.Taken::subject))
                .containsExactlyInAnyOrder(
                        "Горящие займы — 10 марта",
                        "План на день — 10 марта",
                        "Итог дня — 10 марта",
                        "Итоги недели — 10 марта");
        assertThat(ways.mail.to(address)).allSatisfy(letter -> {
            assertThat(letter.text()).contains("Не в Telegram: он недоступен с 20:00", "МФО <b>«Ромашка»");
            assertThat(Borrower.plain(letter.text())).contains("5 056 ₽");
            assertThat(letter.html()).contains("МФО &lt;b&gt;«Ромашка»").doesNotContain("<b>");
        });
        assertThat(letter(address, "Горящие займы").text())
                .as("a link that plain words would not open")
                .doesNotContain("личный кабинет")
                .contains("/loans");
        assertThat(letter(address, "План на день").text()).contains("Задачи: 1", "Полить цветы");
    }

    private MailServer.Taken letter(String address, String subject) {
        return ways.mail.to(address).stream()
                .filter(one -> one.subject().startsWith(subject))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("Telegram and the mail server are away: it goes out within a minute of the first return")
    void bothAway() {
        var anna = asking("morning");
        var address = ways.address(anna.visitor.accountId());
        task(anna, "Полить цветы");
        clock.set(moscow("2027-03-10T08:00"));
        messenger.away(true);
        ways.mail.down(true);
        ways.telegramIs("UNREACHABLE", clock.instant());
        assertThat(advance(Duration.ofMinutes(30))).isEmpty();
        assertThat(anna.row("state")).isEqualTo("WAITING");
        ways.mail.down(false);
        assertThat(advance(Duration.ofMinutes(1))).hasSize(1);
        assertThat(ways.mail.to(address)).hasSize(1);
        assertThat(anna.row("state")).isEqualTo("SENT");
        assertThat(advance(Duration.ofMinutes(15))).isEmpty();
    }

    @Test
    @DisplayName("both are away until noon: a plan of the morning is not sent then, by no way")
    void pastItsLife() {
        var anna = asking("morning");
        var address = ways.address(anna.visitor.accountId());
        task(anna, "Полить цветы");
        clock.set(moscow("2027-03-10T08:00"));
        ways.blocked(anna.visitor.accountId());
        ways.mail.down(true);
        tick();
        clock.set(moscow("2027-03-10T12:00:01"));
        ways.mail.down(false);
        tick();
        assertThat(ways.mail.to(address)).isEmpty();
        assertThat(anna.row("state")).isEqualTo("MISSED");
        assertThat(anna.row("reason")).isEqualTo("too late");
    }

    @Test
    @DisplayName("the token is dead or a 429 silences the bot: nothing is touched before the setting, and then it goes")
    void nothingMayBeSent() {
        var anna = asking("morning");
        var boris = asking("morning");
        var device = ways.device(anna.visitor.accountId());
        task(anna, "Полить цветы");
        task(boris, "Чужое");
        messenger.ready(false);
        clock.set(moscow("2027-03-10T08:00"));
        tick();
        clock.set(moscow("2027-03-10T08:09:59"));
        tick();
        assertThat(anna.row("fence")).isEqualTo("0");
        clock.set(moscow("2027-03-10T08:10"));
        tick();
        assertThat(ways.push.to(device)).hasSize(1);
        assertThat(boris.row("fence")).as("who has no second channel waits").isEqualTo("0");
    }

    @Test
    @DisplayName("another chat's 429 silences the bot for half an hour behind the claim: that is not slept through")
    void silencedBehindTheClaim() {
        var anna = asking("morning");
        var device = ways.device(anna.visitor.accountId());
        task(anna, "Полить цветы");
        var pace = new SilencedRate(Duration.ofMinutes(30));
        sender = parts.replica(messenger, pace);
        clock.set(moscow("2027-03-10T08:00"));
        tick();
        pace.known();
        clock.set(moscow("2027-03-10T08:10"));
        tick();
        assertThat(ways.push.to(device)).hasSize(1);
    }

    @Test
    @DisplayName(
            "of three messages the first has arrived when Telegram goes away: the others come as one, and no task twice")
    void theRestAsOne() {
        var anna = asking("morning");
        var address = ways.address(anna.visitor.accountId());
        for (int i = 0; i < 30; i++) {
            task(anna, "Дело %02d!".formatted(i));
        }
        telegram.script(Fault.on("sendMessage")
                .chat(anna.chat)
                .call(2)
                .error(502, "Bad Gateway")
                .always());
        clock.set(moscow("2027-03-10T08:00"));
        advance(Duration.ofMinutes(11));
        assertThat(anna.sends()).hasSize(1);
        assertThat(ways.mail.to(address)).hasSize(1);
        var letter = ways.mail.to(address).getFirst().text();
        assertThat(letter).contains("📋 Задачи: 30").doesNotContain("/3)");
        var all = anna.sends().getFirst().text() + letter;
        IntStream.range(0, 30).forEach(i -> assertThat(all).containsOnlyOnce("Дело %02d!".formatted(i)));
    }

    // ---- the chat

    @Test
    @DisplayName("the bot is blocked in the middle: it goes by push a few seconds later")
    void blocked() {
        var anna = asking("morning");
        var device = ways.device(anna.visitor.accountId());
        task(anna, "Полить цветы");
        telegram.block(anna.chat);
        clock.set(moscow("2027-03-10T08:00"));
        assertThat(advance(Duration.ofSeconds(30))).hasSize(1);
        assertThat(ways.push.to(device)).singleElement().satisfies(one -> {
            assertThat(one.message().getString("title")).isEqualTo("План на день");
            assertThat(one.message().getString("path")).isEqualTo("/");
            assertThat(one.life()).as("at noon it is worth nothing").isBetween(4 * 3600L - 30, 4 * 3600L);
        });
        assertThat(lastTry(anna)).isEqualTo("SENT PUSH BLOCKED");
        telegram.unblock(anna.chat);
    }

    @Test
    @DisplayName("no chat is linked: it goes at once, and the settings say when the next one comes")
    void unlinked() {
        var anna = asking("morning");
        task(anna, "Полить цветы");
        ways.unlinked(anna.visitor.accountId());
        assertThat(next(anna)).isEqualTo("notLinked");
        var device = ways.device(anna.visitor.accountId());
        assertThat(next(anna)).isEqualTo("planned");
        clock.set(moscow("2027-03-10T08:00"));
        tick();
        assertThat(ways.push.to(device)).hasSize(1);
        assertThat(lastTry(anna)).isEqualTo("SENT PUSH NOT_LINKED");
    }

    @Test
    @DisplayName("the last device is gone and there is no address: it ends as without a second channel")
    void nobody() {
        var anna = asking("morning");
        ways.device(anna.visitor.accountId()).answer = 410;
        ways.blocked(anna.visitor.accountId());
        task(anna, "Полить цветы");
        clock.set(moscow("2027-03-10T08:00"));
        tick();
        tick();
        assertThat(anna.row("state")).isEqualTo("BLOCKED");
        assertThat(anna.row("reason")).isEqualTo("the bot is blocked");
    }

    @Test
    @DisplayName("who is deactivated or has asked for silence gets nothing by it either")
    void heldBack() {
        var anna = asking("morning");
        var device = ways.device(anna.visitor.accountId());
        ways.blocked(anna.visitor.accountId());
        task(anna, "Полить цветы");
        RealServices.execute(
                "update accounts set paused_until = ? where id = ?",
                moscow("2027-03-10T10:00"),
                anna.visitor.accountId());
        clock.set(moscow("2027-03-10T08:00"));
        tick();
        assertThat(anna.row("reason")).isEqualTo("paused");
        RealServices.execute(
                "update accounts set paused_until = null, deactivated_at = now() where id = ?",
                anna.visitor.accountId());
        clock.set(moscow("2027-03-11T08:00"));
        tick();
        assertThat(anna.row("state")).isEqualTo("BLOCKED");
        assertThat(ways.push.to(device)).isEmpty();
    }

    @Test
    @DisplayName("without details neither a push nor a letter says more than that there is something")
    void withoutDetails() {
        var anna = asking("morning");
        var device = ways.device(anna.visitor.accountId());
        anna.settings(settings -> settings.put("digestTimes", List.of("08:00")));
        task(anna, "Тайное дело");
        anna.loan("МаниМен", "2027-03-10", "5056");
        RealServices.execute("update accounts set push_details = false where id = ?", anna.visitor.accountId());
        ways.blocked(anna.visitor.accountId());
        clock.set(moscow("2027-03-10T08:00"));
        tick();
        assertThat(ways.push.to(device).stream().map(one -> one.message().getString("title")))
                .containsExactlyInAnyOrder("План на день", "Сообщение о платежах");
        assertThat(ways.push.to(device))
                .extracting(Delivered::message)
                .allSatisfy(message -> assertThat(message.encode())
                        .contains("Подробности — в Записной книжке.")
                        .doesNotContain("Тайное", "МаниМен", "5", "орящ"));
    }

    // ---- answers that were lost

    @Test
    @DisplayName("what the push service may have taken is sent once more, by mail, and not a third time")
    void pushFails() {
        var anna = asking("morning");
        var device = ways.device(anna.visitor.accountId());
        var address = ways.address(anna.visitor.accountId());
        ways.blocked(anna.visitor.accountId());
        task(anna, "Полить цветы");
        device.answer = 503;
        clock.set(moscow("2027-03-10T08:00"));
        tick();
        ways.mail.fault(address, MailServer.Fault.ANSWER_LOST);
        advance(Duration.ofMinutes(30));
        device.answer = 0;
        ways.mail.clear();
        advance(Duration.ofMinutes(30));
        assertThat(ways.push.to(device)).isEmpty();
        assertThat(ways.mail.to(address)).isEmpty();
        assertThat(lastTry(anna)).isEqualTo("UNKNOWN MAIL BLOCKED");
        assertThat(anna.row("state")).as("it has come to an end").isEqualTo("SENT");
    }

    @Test
    @DisplayName("the answer after the letter is lost: it comes once more as the same letter")
    void mailAnswerLost() {
        var anna = asking("morning");
        var address = ways.address(anna.visitor.accountId());
        ways.blocked(anna.visitor.accountId());
        task(anna, "Полить цветы");
        ways.mail.fault(address, MailServer.Fault.ANSWER_LOST);
        clock.set(moscow("2027-03-10T08:00"));
        advance(Duration.ofMinutes(15));
        assertThat(ways.mail.to(address)).hasSize(2);
        assertThat(ways.mail.to(address).stream().map(MailServer.Taken::messageId))
                .as("by which a mail program knows it")
                .containsOnly(ways.mail.to(address).getFirst().messageId());
    }

    @Test
    @DisplayName("a late answer of Telegram's is told: who presses a button of the lost message gets it no second time")
    void lateAnswer() {
        var anna = asking("morning");
        var device = ways.device(anna.visitor.accountId());
        task(anna, "Полить цветы");
        telegram.script(
                Fault.on("sendMessage").chat(anna.chat).times(2).closes().accepting());
        clock.set(moscow("2027-03-10T08:00"));
        tick();
        clock.advance(Duration.ofSeconds(30));
        tick();
        assertThat(lastTry(anna)).isEqualTo("WAITING TELEGRAM -");
        assertThat(anna.press(anna.message(text -> text.startsWith("☀️")), "Больше не присылать утренний план"))
                .startsWith("Больше не присылаем");
        assertThat(lastTry(anna)).isEqualTo("SENT TELEGRAM -");
        anna.settings(settings -> settings.put("digests", Map.of("morning", Map.of("on", true, "at", "08:00"))));
        advance(Duration.ofMinutes(20));
        assertThat(ways.push.to(device)).isEmpty();
        assertThat(anna.row("state")).isEqualTo("SENT");
    }

    @Test
    @DisplayName(
            "two answers of Telegram's were lost and the device is gone since: there is no third message in the chat")
    void noThirdByTelegram() {
        var anna = asking("morning");
        ways.device(anna.visitor.accountId());
        task(anna, "Полить цветы");
        telegram.script(
                Fault.on("sendMessage").chat(anna.chat).times(2).closes().accepting());
        clock.set(moscow("2027-03-10T08:00"));
        advance(Duration.ofMinutes(5));
        assertThat(anna.row("state")).isEqualTo("WAITING");
        RealServices.execute("delete from push_subscriptions");
        advance(Duration.ofMinutes(10));
        assertThat(anna.sends()).hasSize(2);
        assertThat(lastTry(anna)).startsWith("UNKNOWN TELEGRAM");
        assertThat(anna.row("state")).isEqualTo("SENT");
    }

    // ---- replicas

    @Test
    @DisplayName("bug 13: three replicas at once send one push message to each of ten people")
    void threeReplicas() throws InterruptedException {
        var devices = new HashMap<Borrower, Device>();
        for (int i = 0; i < 10; i++) {
            var person = asking("morning");
            task(person, "Полить цветы");
            devices.put(person, ways.device(person.visitor.accountId()));
            ways.unlinked(person.visitor.accountId());
        }
        clock.set(moscow("2027-03-10T08:00"));
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
        assertThat(devices.values())
                .allSatisfy(device -> assertThat(ways.push.to(device)).hasSize(1));
    }

    @Test
    @DisplayName(
            "a worker is killed with a push on its way: another sends it once more, and it is not sent a third time")
    void killed() {
        var anna = asking("morning");
        var device = ways.device(anna.visitor.accountId());
        ways.blocked(anna.visitor.accountId());
        task(anna, "Полить цветы");
        device.answer = 429;
        clock.set(moscow("2027-03-10T08:00"));
        tick();
        device.answer = 0;
        for (int death = 1; death <= 2; death++) {
            diesWithItsIntent(anna);
            rescue();
            assertThat(lastTry(anna)).isEqualTo((death == 1 ? "WAITING" : "UNKNOWN") + " PUSH BLOCKED");
        }
        advance(Duration.ofMinutes(20));
        assertThat(ways.push.to(device)).isEmpty();

        clock.set(moscow("2027-03-11T08:00"));
        device.answer = 429;
        tick();
        device.answer = 0;
        diesWithItsIntent(anna);
        rescue();
        advance(Duration.ofMinutes(20));
        assertThat(ways.push.to(device)).hasSize(1);
    }

    private void diesWithItsIntent(Borrower person) {
        RealServices.execute(
                "update digest_jobs set state = 'SENDING', not_before = null, lease_owner = gen_random_uuid(), lease_until = ? "
                        + "where account_id = ? and state = 'WAITING'",
                clock.instant().minusSeconds(1),
                person.visitor.accountId());
        RealServices.execute(
                "update digest_parts set state = 'SENDING' where account_id = ? and state = 'WAITING'",
                person.visitor.accountId());
    }

    private void rescue() {
        sender.rescue().await().atMost(Duration.ofSeconds(30));
    }

    @Test
    @DisplayName("a replica of the version before beside this one writes what it knows, and nothing stumbles")
    void theVersionBefore() {
        var anna = asking("morning");
        var device = ways.device(anna.visitor.accountId());
        ways.blocked(anna.visitor.accountId());
        task(anna, "Полить цветы");
        device.answer = 429;
        clock.set(moscow("2027-03-10T08:00"));
        tick();
        assertThat(lastTry(anna)).isEqualTo("WAITING PUSH BLOCKED");
        long account = anna.visitor.accountId();
        for (var statement : List.of(
                "update digest_queue set state = 'SENDING', lease_owner = gen_random_uuid(), lease_until = now(), fence = fence + 1 where account_id = ?",
                "update digest_parts set state = 'SENDING' where account_id = ? and state = 'WAITING'",
                "update digest_parts set state = 'WAITING', unknowns = unknowns + 1, server_errors = server_errors + 0, plain_text = false, error = 'lost' where account_id = ?",
                "update digest_queue set state = 'WAITING', not_before = null, lease_owner = null, lease_until = null, reason = null, attempts = 0 where account_id = ?")) {
            RealServices.execute(statement, account);
        }
        device.answer = 0;
        tick();
        assertThat(ways.push.to(device)).hasSize(1);
    }

    // ---- time and people

    private static Instant moscow(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("Europe/Moscow")).toInstant();
    }

    private void tick() {
        Borrower.tick(sender);
    }

    /** @return the moments at which a message arrived, whichever way */
    private List<Instant> advance(Duration by) {
        var arrivals = new ArrayList<Instant>();
        var end = clock.instant().plus(by);
        while (clock.instant().isBefore(end)) {
            int before = arrived();
            clock.advance(STEP);
            tick();
            int more = arrived() - before;
            for (int i = 0; i < more; i++) {
                arrivals.add(clock.instant());
            }
        }
        return arrivals;
    }

    private int arrived() {
        return telegram.acceptedSends().size() + ways.push.all().size() + ways.mail.count();
    }

    /** State, channel and reason of the last part of the last digest. */
    private static String lastTry(Borrower person) {
        return ofLastPart(person, "p.state || ' ' || p.channel || ' ' || coalesce(p.channel_reason, '-')");
    }

    private static String since(Borrower person) {
        return ofLastPart(person, "p.channel_since::text");
    }

    private static String ofLastPart(Borrower person, String expression) {
        return RealServices.text(
                "select " + expression + " from digest_parts p join digest_jobs q on q.id = p.digest_id"
                        + " where p.account_id = ? order by q.slot_at desc, p.number desc limit 1",
                person.visitor.accountId());
    }

    private Borrower asking(String... kinds) {
        var person = new Borrower(parts, "2027-03-10T07:30");
        var digests = new HashMap<String, Object>();
        for (var kind : kinds) {
            digests.put(
                    kind,
                    switch (kind) {
                        case "morning" -> Map.of("on", true, "at", "08:00");
                        case "evening" -> Map.of("on", true, "at", "20:00");
                        default -> Map.of("on", true, "day", 3, "at", "20:00");
                    });
        }
        person.settings(settings -> {
            settings.put("digests", digests);
            settings.put("digestTimes", List.of());
        });
        return person;
    }

    private static void task(Borrower person, String title) {
        person.post(
                        "/tasks",
                        Borrower.json("title", title, "importance", 2, "due", "2027-03-10", "reminderTemplateId", null))
                .statusCode(201);
    }

    private static String next(Borrower person) {
        return person.visitor
                .request()
                .get("/digests")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("items.find { it.kind == 'morning' }.reason");
    }
}
