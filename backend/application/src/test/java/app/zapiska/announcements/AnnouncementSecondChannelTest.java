package app.zapiska.announcements;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.Visitor;
import app.zapiska.channels.Channel;
import app.zapiska.channels.MailServer;
import app.zapiska.channels.OtherWays;
import app.zapiska.channels.PushService.Delivered;
import app.zapiska.delivery.EngineTime;
import app.zapiska.delivery.SilencedRate;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.Fault;
import app.zapiska.telegram.AwayMessenger;
import app.zapiska.telegram.Outage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A strict Bot API server, a strict push service and a strict mail server; time is moved. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("R7: when Telegram does not reach the person, an announcement goes by the second channel")
class AnnouncementSecondChannelTest extends Announcing {

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Duration SETTING_AND_A_MINUTE = Duration.ofMinutes(11);
    private static final String WORDS = "Завтра *обновление* <b>&amp;</b> {name}";

    private OtherWays ways;
    private AwayMessenger away;

    @BeforeEach
    void otherWays() {
        ways = new OtherWays();
        away = new AwayMessenger(messenger);
        replica = replica(away);
    }

    @AfterEach
    void noOtherWays() {
        ways.close();
    }

    // ---- the chat

    @Test
    @DisplayName(
            "who has no chat or has blocked the bot gets it at once, and the owner is told by which way, and before whom")
    void withoutChat() {
        var before = audience();
        var byTelegram = member(true);
        var byPush = member(false);
        var device = ways.device(byPush.accountId());
        var byMail = member(true);
        ways.blocked(byMail.accountId());
        var address = ways.address(byMail.accountId());
        var nobody = member(false);
        var blocked = member(true);
        ways.blocked(blocked.accountId());
        var both = member(true);
        var unused = ways.device(both.accountId());
        var after = audience();
        assertThat(after.get("people") - before.get("people")).isEqualTo(6);
        assertThat(after.get("reached") - before.get("reached")).isEqualTo(4);
        assertThat(after.get("elsewhere") - before.get("elsewhere")).isEqualTo(2);
        assertThat(after.get("withoutChat") - before.get("withoutChat")).isEqualTo(1);
        assertThat(after.get("blocked") - before.get("blocked")).isEqualTo(1);

        long id = announce(WORDS);
        run();

        assertThat(ways.push.to(device))
                .singleElement()
                .extracting(Delivered::message)
                .satisfies(message -> {
                    assertThat(message.getString("title")).isEqualTo("Объявление владельца");
                    assertThat(message.getString("body")).isEqualTo(WORDS);
                });
        assertThat(ways.mail.to(address)).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("Объявление владельца");
            assertThat(letter.text())
                    .contains(WORDS, "Не в Telegram: бот заблокирован. Адрес для писем меняют в настройках.")
                    .doesNotContain("Отметить выполнение");
            assertThat(letter.html()).contains("&lt;b&gt;&amp;amp;&lt;/b&gt;");
        });
        assertThat(sends(byTelegram)).hasSize(1);
        assertThat(sends(both)).hasSize(1);
        assertThat(ways.push.to(unused)).as("Telegram reaches this person").isEmpty();
        for (var way : Map.of(byTelegram, "telegram", both, "telegram", byPush, "push", byMail, "mail")
                .entrySet()) {
            assertThat(state(id, way.getKey())).isEqualTo("sent");
            assertThat(told(id, way.getKey(), "way")).isEqualTo(way.getValue());
        }
        assertThat(state(id, nobody)).isEqualTo("noChat");
        assertThat(told(id, nobody, "way")).isNull();
        assertThat(state(id, blocked)).isEqualTo("blocked");
        assertThat(advance(Duration.ofMinutes(20))).isEmpty();
    }

    @Test
    @DisplayName("the bot is blocked in the middle: it goes by push a few seconds later")
    void blocked() {
        var anna = member(true);
        var device = ways.device(anna.accountId());
        telegram.block(chat(anna));
        long id = announce(WORDS);
        assertThat(advance(Duration.ofMinutes(1))).hasSize(1);
        assertThat(ways.push.to(device)).hasSize(1);
        assertThat(told(id, anna, "way")).isEqualTo("push");
        telegram.unblock(chat(anna));
    }

    @Test
    @DisplayName("it waits for the hours, and is not told to the suspended, by this way either")
    void heldBack() {
        var anna = member(false);
        var device = ways.device(anna.accountId());
        RealServices.execute(
                "update accounts set work_start_hour = 15, work_end_hour = 16 where id = ?", anna.accountId());
        var boris = member(false);
        var suspended = ways.device(boris.accountId());
        RealServices.execute("update accounts set deactivated_at = now() where id = ?", boris.accountId());
        long id = announce(WORDS);
        clock.set(Instant.parse("2027-03-10T11:59:30Z"));
        run();
        assertThat(ways.push.to(device)).isEmpty();
        assertThat(told(id, anna, "heldBy")).isEqualTo("hours");
        clock.set(Instant.parse("2027-03-10T12:00:00Z"));
        run();
        assertThat(ways.push.to(device)).hasSize(1);
        assertThat(ways.push.to(suspended)).isEmpty();
        assertThat(state(id, boris)).isEqualTo("deactivated");
    }

    @Test
    @DisplayName("a long one goes by mail, where all of it is read; who has only a device gets its beginning")
    void longer() {
        var text = "Длинное объявление. ".repeat(100).strip();
        var both = member(false);
        var unused = ways.device(both.accountId());
        var address = ways.address(both.accountId());
        var device = ways.device(member(false).accountId());
        announce(text);
        run();
        assertThat(ways.mail.to(address))
                .singleElement()
                .extracting(MailServer.Taken::text)
                .asString()
                .contains(text);
        assertThat(ways.push.to(unused)).isEmpty();
        assertThat(ways.push.to(device))
                .singleElement()
                .satisfies(one -> assertThat(one.message().getString("body"))
                        .startsWith("Длинное объявление.")
                        .endsWith("…")
                        .hasSizeLessThanOrEqualTo(400));
    }

    // ---- Telegram is away

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "Telegram is away for half an hour: it comes within the setting and a minute, once, and by no other way later")
    void halfAnHour(Outage outage) {
        var anna = member(true);
        var device = ways.device(anna.accountId());
        outage.begins(telegram, away, chat(anna));
        long id = announce(WORDS);
        var arrivals = advance(STEP);
        if (outage.noticed) {
            ways.telegramIs("UNREACHABLE", clock.instant());
        }
        arrivals.addAll(advance(Duration.ofMinutes(29)));
        away.away(false);
        telegram.clearFaults();
        ways.telegramIs("OK", clock.instant());
        arrivals.addAll(advance(Duration.ofMinutes(15)));
        assertThat(arrivals).as("%s", outage).hasSize(1);
        assertThat(Duration.between(NOON, arrivals.getFirst())).isLessThanOrEqualTo(SETTING_AND_A_MINUTE);
        assertThat(ways.push.to(device)).hasSize(1);
        assertThat(sends(anna)).isEmpty();
        assertThat(state(id, anna)).isEqualTo("sent");
        assertThat(told(id, anna, "way")).isEqualTo("push");
    }

    @Test
    @DisplayName("the token is dead: nothing is touched before the setting, and who has no second channel waits")
    void nothingMayBeSent() {
        var anna = member(true);
        var device = ways.device(anna.accountId());
        var boris = member(true);
        away.ready(false);
        long id = announce(WORDS);
        run();
        clock.set(NOON.plusSeconds(599));
        run();
        assertThat(ways.push.to(device)).isEmpty();
        clock.set(NOON.plusSeconds(600));
        run();
        assertThat(ways.push.to(device)).hasSize(1);
        assertThat(state(id, boris)).isEqualTo("waiting");
        away.ready(true);
        assertThat(advance(Duration.ofMinutes(1))).hasSize(1);
        assertThat(sends(boris)).hasSize(1);
    }

    @Test
    @DisplayName("another chat's 429 silences the bot for half an hour behind the claim: that is not slept through")
    void silencedBehindTheClaim() {
        var anna = member(true);
        var device = ways.device(anna.accountId());
        var pace = new SilencedRate(Duration.ofMinutes(30));
        replica = replica(away, pace);
        announce(WORDS);
        run();
        pace.known();
        clock.set(NOON.plusSeconds(600));
        run();
        assertThat(ways.push.to(device)).hasSize(1);
    }

    @Test
    @DisplayName("Telegram and the mail server are away: it goes out within a minute of the first return")
    void bothAway() {
        var anna = member(true);
        var address = ways.address(anna.accountId());
        away.away(true);
        ways.mail.down(true);
        ways.telegramIs("UNREACHABLE", clock.instant());
        long id = announce(WORDS);
        assertThat(advance(Duration.ofMinutes(30))).isEmpty();
        assertThat(state(id, anna)).isEqualTo("waiting");
        ways.mail.down(false);
        assertThat(advance(Duration.ofMinutes(1))).hasSize(1);
        assertThat(ways.mail.to(address)).hasSize(1);
        assertThat(advance(Duration.ofMinutes(15))).isEmpty();
    }

    @Test
    @DisplayName("stopped while it waits for the second channel, it stays unsent")
    void stopped() {
        var anna = member(true);
        ways.device(anna.accountId());
        away.away(true);
        long id = announce(WORDS);
        advance(Duration.ofMinutes(5));
        owner.request().post("/announcements/" + id + "/stop").then().statusCode(200);
        assertThat(advance(Duration.ofMinutes(20))).isEmpty();
        assertThat(state(id, anna)).isEqualTo("stopped");
    }

    // ---- answers that were lost

    @Test
    @DisplayName("two answers of Telegram's were lost: it goes once more by push, and never a third time there")
    void answersLost() {
        var anna = member(true);
        var device = ways.device(anna.accountId());
        lostTwice(anna);
        long id = announce(WORDS);
        advance(Duration.ofMinutes(40));
        assertThat(sends(anna)).hasSize(2);
        assertThat(ways.push.to(device)).hasSize(1);
        assertThat(told(id, anna, "way")).isEqualTo("push");
    }

    @Test
    @DisplayName("two answers were lost and the device is gone since: it may have arrived, and nothing more is sent")
    void noThirdByTelegram() {
        var anna = member(true);
        ways.device(anna.accountId());
        lostTwice(anna);
        long id = announce(WORDS);
        advance(Duration.ofMinutes(5));
        assertThat(state(id, anna)).isEqualTo("waiting");
        RealServices.execute("delete from push_subscriptions");
        advance(Duration.ofMinutes(20));
        assertThat(sends(anna)).hasSize(2);
        assertThat(state(id, anna)).isEqualTo("unknown");
    }

    private void lostTwice(Visitor person) {
        telegram.script(
                Fault.on("sendMessage").chat(chat(person)).times(2).closes().accepting());
    }

    @Test
    @DisplayName("what the push service may have taken is sent once more, by mail, and not a third time")
    void pushFails() {
        var anna = member(false);
        var device = ways.device(anna.accountId());
        var address = ways.address(anna.accountId());
        device.answer = 503;
        ways.mail.fault(address, MailServer.Fault.ANSWER_LOST);
        long id = announce(WORDS);
        advance(Duration.ofMinutes(30));
        assertThat(ways.mail.to(address)).hasSize(1);
        device.answer = 0;
        ways.mail.clear();
        assertThat(advance(Duration.ofMinutes(30))).isEmpty();
        assertThat(state(id, anna)).isEqualTo("unknown");
        assertThat(told(id, anna, "way")).isNull();
    }

    @Test
    @DisplayName(
            "a worker is killed with a push on its way: another sends it once more, and it is not sent a third time")
    void killed() {
        var anna = member(false);
        var device = ways.device(anna.accountId());
        long id = announce(WORDS);
        begin();
        diesWithItsIntent();
        assertThat(state(id, anna)).isEqualTo("sending");
        later(Duration.ofMinutes(2));
        assertThat(ways.push.to(device)).hasSize(1);
        assertThat(state(id, anna)).isEqualTo("sent");

        long second = announce(WORDS);
        begin();
        for (int death = 1; death <= 2; death++) {
            diesWithItsIntent();
            clock.advance(Duration.ofMinutes(2));
            replica.rescue().await().atMost(PATIENCE);
        }
        assertThat(advance(Duration.ofMinutes(20))).isEmpty();
        assertThat(state(second, anna)).isEqualTo("unknown");
    }

    private void diesWithItsIntent() {
        var queue = new AnnouncementQueue(database, new EngineTime(clock), config);
        for (var copy : queue.claim(10).await().atMost(PATIENCE)) {
            assertThat(queue.intend(copy, Channel.PUSH).await().atMost(PATIENCE))
                    .isTrue();
        }
    }

    @Test
    @DisplayName("bug 13: three replicas at once send one push message to each of ten people")
    void threeReplicas() throws InterruptedException {
        var devices = IntStream.range(0, 10)
                .mapToObj(i -> ways.device(member(false).accountId()))
                .toList();
        announce(WORDS);
        begin();
        var threads = IntStream.range(0, 3)
                .mapToObj(i -> Thread.ofVirtual().start(() -> tick(replica(away))))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        advance(Duration.ofMinutes(2));
        assertThat(devices)
                .allSatisfy(device -> assertThat(ways.push.to(device)).hasSize(1));
    }

    @Test
    @DisplayName("a replica of the version before beside this one writes what it knows, and nothing stumbles")
    void theVersionBefore() {
        var anna = member(false);
        var device = ways.device(anna.accountId());
        device.answer = 429;
        long id = announce(WORDS);
        run();
        assertThat(state(id, anna)).isEqualTo("waiting");
        RealServices.execute(
                "update announcement_copies set state = 'CLAIMED', lease_owner = gen_random_uuid(), lease_until = now(), fence = fence + 1 where announcement_id = ?",
                id);
        RealServices.execute(
                "update announcement_copies set state = 'WAITING', due_at = ?, held_until = null, held_by = null, lease_owner = null, lease_until = null where announcement_id = ?",
                clock.instant(),
                id);
        device.answer = 0;
        assertThat(advance(Duration.ofMinutes(2))).hasSize(1);
        assertThat(ways.push.to(device)).hasSize(1);
    }

    // ---- time

    /** @return the moments at which a message arrived, whichever way */
    private List<Instant> advance(Duration by) {
        var arrivals = new ArrayList<Instant>();
        for (var end = clock.instant().plus(by); clock.instant().isBefore(end); ) {
            int before = arrived();
            run();
            IntStream.range(before, arrived()).forEach(_ -> arrivals.add(clock.instant()));
            clock.advance(STEP);
        }
        return arrivals;
    }

    private int arrived() {
        return telegram.acceptedSends().size() + ways.push.all().size() + ways.mail.count();
    }

    private Map<String, Integer> audience() {
        return owner.request()
                .get("/announcements")
                .then()
                .statusCode(200)
                .extract()
                .path("audience");
    }
}
