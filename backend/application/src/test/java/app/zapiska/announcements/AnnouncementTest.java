package app.zapiska.announcements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.accounts.OpenPage;
import app.zapiska.delivery.UnlimitedRate;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import app.zapiska.sandbox.Fault;
import app.zapiska.telegram.Messenger;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.SendOutcome;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Over a real database and a strict Bot API server; time is moved, never waited for. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("An announcement of the owner's")
class AnnouncementTest extends Announcing {

    @Test
    @DisplayName("comes to everybody once, in their language, whatever replica sends it, and each result is told")
    void comesToEverybodyOnce() throws InterruptedException {
        var anna = member(true);
        var boris = member(true);
        RealServices.execute("update accounts set language = 'en' where id = ?", boris.accountId());
        var withoutChat = member(false);
        var blocked = member(true);
        RealServices.execute("update accounts set telegram_blocked_at = now() where id = ?", blocked.accountId());
        var blocking = member(true);
        telegram.block(chat(blocking));
        var deactivated = member(true);
        RealServices.execute("update accounts set deactivated_at = now() where id = ?", deactivated.accountId());
        var text = "Завтра *обновление* <b>&amp;</b> {name}\nОткройте https://example.org 🙂";

        long id = announce(text);
        begin();
        var replicas = IntStream.range(0, 3)
                .mapToObj(n -> Thread.ofVirtual().start(() -> tick(replica(messenger))))
                .toList();
        for (var thread : replicas) {
            thread.join();
        }
        later(Duration.ofHours(1));

        assertThat(sends(anna)).hasSize(1);
        assertThat(sends(anna).getFirst().text()).isEqualTo("📣 Объявление владельца\n\n" + text);
        assertThat(sends(boris)).hasSize(1);
        assertThat(sends(boris).getFirst().text()).isEqualTo("📣 A notice from the owner\n\n" + text);
        assertThat(sends(blocked)).isEmpty();
        assertThat(sends(deactivated)).isEmpty();
        var result = result(id);
        assertThat(result.getString("announcement.state")).isEqualTo("done");
        assertThat(result.<Map<String, Integer>>get("announcement.counts"))
                .containsEntry("people", 6)
                .containsEntry("sent", 2)
                .containsEntry("noChat", 1)
                .containsEntry("blocked", 2)
                .containsEntry("deactivated", 1)
                .containsEntry("waiting", 0);
        assertThat(state(id, withoutChat)).isEqualTo("noChat");
        assertThat(state(id, blocking)).isEqualTo("blocked");
        assertThat(result.<Object>get("people.find { it.state == 'sent' }.endedAt"))
                .isNotNull();
    }

    @Test
    @DisplayName("waits for the hours of each and for the end of their pause, which may end early")
    void waitsForHoursAndPauses() {
        var early = member(true);
        RealServices.execute(
                "update accounts set work_start_hour = 15, work_end_hour = 16 where id = ?", early.accountId());
        var away = member(true);
        RealServices.execute(
                "update accounts set paused_until = ?::timestamptz, pause_spares_payments = true where id = ?",
                "2027-03-20T09:00:00Z",
                away.accountId());

        long id = announce("Сервер переезжает");
        run();
        assertThat(sends(early)).isEmpty();
        assertThat(sends(away)).isEmpty();
        var people = result(id);
        assertThat(people.getList("people.heldBy")).containsExactly("hours", "pause");
        assertThat(people.getList("people.heldUntil")).containsExactly("2027-03-10T12:00:00Z", "2027-03-20T09:00:00Z");
        assertThat(people.getString("announcement.state")).isEqualTo("sending");

        RealServices.execute(
                "update accounts set paused_until = null, pause_spares_payments = false where id = ?",
                away.accountId());
        later(Duration.ofMinutes(5));
        assertThat(sends(away)).hasSize(1);
        clock.set(Instant.parse("2027-03-10T11:59:59Z"));
        run();
        assertThat(sends(early)).isEmpty();
        later(Duration.ofSeconds(1));
        assertThat(sends(early)).hasSize(1);
        assertThat(result(id).getString("announcement.state")).isEqualTo("done");
    }

    @Test
    @DisplayName("whose turn comes after the chat was linked elsewhere goes to the new one, and not to the old")
    void linkedElsewhereInTheRow() {
        var anna = member(true);
        long elsewhere = CHATS.incrementAndGet();
        telegram.addChat(elsewhere, "Участник");
        announce("Завтра обновление");
        begin();
        tick(replica(messenger, new UnlimitedRate() {
            @Override
            public Uni<Turn> ask(long chatId, Rank rank) {
                RealServices.execute(
                        "update accounts set telegram_chat_id = ?, telegram_user_id = ? where id = ?",
                        elsewhere,
                        elsewhere,
                        anna.accountId());
                return super.ask(chatId, rank);
            }
        }));
        later(Duration.ofMinutes(1));
        assertThat(sends(anna)).isEmpty();
        assertThat(telegram.messages(elsewhere)).hasSize(1);
    }

    @Test
    @DisplayName("planned for a moment it comes then, to whoever has an account then")
    void planned() {
        long id = announce(Map.of("text", "Вечером", "at", "2027-03-10T18:30"));
        run();
        var list = owner.request().get("/announcements").then().statusCode(200);
        list.body("items[0].state", is("planned")).body("items[0].plannedAt", is("2027-03-10T15:30:00Z"));
        var later = member(true);
        clock.set(Instant.parse("2027-03-10T15:29:59Z"));
        run();
        assertThat(sends(later)).isEmpty();
        later(Duration.ofSeconds(1));
        assertThat(sends(later)).hasSize(1);
        assertThat(result(id).getString("announcement.state")).isEqualTo("done");
    }

    @Test
    @DisplayName("bug 13: a lost answer repeats it once and not again, a 429 is obeyed, a refusal is told")
    void faults() {
        var limited = member(true);
        telegram.script(Fault.on("sendMessage").chat(chat(limited)).rateLimited(120));
        var lost = member(true);
        telegram.script(Fault.on("sendMessage").chat(chat(lost)).accepting().closes());
        var lostTwice = member(true);
        telegram.script(Fault.on("sendMessage")
                .chat(chat(lostTwice))
                .times(2)
                .accepting()
                .closes());
        var refused = member(true);
        telegram.script(Fault.on("sendMessage").chat(chat(refused)).times(2).error(400, "Bad Request: strange"));

        long id = announce("Проверка");
        run();
        assertThat(sends(limited)).isEmpty();
        later(Duration.ofSeconds(119));
        assertThat(sends(limited)).isEmpty();
        later(Duration.ofSeconds(1));
        assertThat(sends(limited)).hasSize(1);
        for (int n = 0; n < 5; n++) {
            later(Duration.ofMinutes(10));
        }

        assertThat(sends(lost)).hasSize(2);
        assertThat(state(id, lost)).isEqualTo("sent");
        assertThat(sends(lostTwice)).hasSize(2);
        assertThat(state(id, lostTwice)).isEqualTo("unknown");
        assertThat(sends(refused)).isEmpty();
        assertThat(state(id, refused)).isEqualTo("failed");
        assertThat(told(id, refused, "error")).contains("strange");
    }

    @Test
    @DisplayName("stopped: what waits stays unsent, and of what is on its way the truth is told")
    void stopped() {
        var waiting = member(true);
        RealServices.execute(
                "update accounts set work_start_hour = 15, work_end_hour = 16 where id = ?", waiting.accountId());
        for (var outcome : Map.of(
                        new SendOutcome.Sent(5), "sent",
                        new SendOutcome.NotSent("nobody there"), "stopped",
                        new SendOutcome.TooManyRequests(Duration.ofSeconds(5)), "stopped",
                        new SendOutcome.Unknown("gone"), "unknown")
                .entrySet()) {
            var onItsWay = member(true);
            long id = announce("Передумал");
            var stopping = new Scripted(() -> {
                assertThat(state(id, onItsWay)).isEqualTo("sending");
                owner.request().post("/announcements/" + id + "/stop").then().statusCode(200);
                return outcome.getKey();
            });
            run(replica(stopping));
            assertThat(state(id, onItsWay)).as(outcome.getKey().toString()).isEqualTo(outcome.getValue());
            assertThat(state(id, waiting)).isEqualTo("stopped");
            assertThat(result(id).getString("announcement.state")).isEqualTo("stopped");
            later(Duration.ofMinutes(30));
            assertThat(sends(onItsWay)).isEmpty();
            RealServices.execute("update accounts set deactivated_at = now() where id = ?", onItsWay.accountId());
        }
        assertThat(sends(waiting)).isEmpty();
        clock.set(Instant.parse("2027-03-11T12:00:00Z"));
        run();
        assertThat(sends(waiting)).isEmpty();

        long planned = announce(Map.of("text", "Никогда", "at", "2027-03-12T18:30"));
        owner.request()
                .post("/announcements/" + planned + "/stop")
                .then()
                .statusCode(200)
                .body("announcement.state", is("stopped"))
                .body("people", hasSize(0));
        clock.set(Instant.parse("2027-03-12T16:00:00Z"));
        run();
        assertThat(sends(waiting)).isEmpty();
        assertThat(RealServices.count("select count(*) from audit_log where event = 'announcement-stopped'"))
                .isGreaterThanOrEqualTo(5);
    }

    @Test
    @DisplayName("whose worker died on the way is sent once more, and not after it was stopped")
    void workerGone() {
        var anna = member(true);
        long id = announce("Жив?");
        var dying = replica(new Scripted(() -> null));
        runWithoutEnd(dying);
        assertThat(state(id, anna)).isEqualTo("sending");
        later(Duration.ofMinutes(2));
        assertThat(sends(anna)).hasSize(1);
        assertThat(state(id, anna)).isEqualTo("sent");

        long stopped = announce("И ещё раз");
        runWithoutEnd(replica(new Scripted(() -> null)));
        owner.request().post("/announcements/" + stopped + "/stop").then().statusCode(200);
        later(Duration.ofMinutes(2));
        assertThat(sends(anna)).hasSize(1);
        assertThat(state(stopped, anna)).isEqualTo("unknown");
    }

    /** The call never comes back. */
    private void runWithoutEnd(AnnouncementSender dying) {
        begin();
        dying.tick().await().atMost(PATIENCE);
        Waiting.until(
                () -> RealServices.count("select count(*) from announcement_copies where state = 'SENDING'") == 1);
    }

    @Test
    @DisplayName("says before it is sent whom it reaches, is made once for a key, and shows itself to open pages")
    void overTheApi() {
        var before = audience();
        member(true);
        member(false);
        var after = audience();
        assertThat(after.getLong("people")).isEqualTo(before.getLong("people") + 2);
        assertThat(after.getLong("reached")).isEqualTo(before.getLong("reached") + 1);
        assertThat(after.getLong("withoutChat")).isEqualTo(before.getLong("withoutChat") + 1);

        var page = new OpenPage(owner).ready();
        for (int n = 0; n < 2; n++) {
            owner.request()
                    .header("Idempotency-Key", "announcement-of-" + CHATS.incrementAndGet() / 10_000)
                    .body(Map.of("text", "Один раз", "at", "2027-03-12T18:30"))
                    .post("/announcements")
                    .then()
                    .statusCode(201)
                    .body("state", is("planned"))
                    .body("begunAt", nullValue());
        }
        owner.request().get("/announcements").then().body("items", hasSize(1));
        Waiting.until(() -> page.heard("\"kind\":\"announcement\""));
        assertThat(RealServices.count("select count(*) from audit_log where event = 'announcement-created'"))
                .isPositive();

        for (var wrong : List.of(
                Map.of("text", "\u200b \n"),
                Map.of("text", "🙂".repeat(2001)),
                Map.of("text", "Вчера", "at", "2027-03-09T18:30"),
                Map.of("text", "Нескоро", "at", "2029-03-09T18:30"))) {
            owner.request().body(wrong).post("/announcements").then().statusCode(400);
        }
        announce("🙂".repeat(2000));
    }

    private JsonPath audience() {
        return owner.request().get("/announcements").then().extract().jsonPath().setRootPath("audience");
    }

    /** Telegram as a test has it. */
    private record Scripted(Supplier<SendOutcome> outcome) implements Messenger {
        @Override
        public Uni<SendOutcome> send(long chatId, OutgoingMessage message) {
            return Uni.createFrom()
                    .item(() -> Optional.ofNullable(outcome.get()))
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .chain(known -> known.map(Uni.createFrom()::item)
                            .orElseGet(() -> Uni.createFrom().nothing()));
        }

        @Override
        public Uni<EditOutcome> edit(long chatId, long messageId, OutgoingMessage message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<EditOutcome> delete(long chatId, long messageId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean ready() {
            return true;
        }
    }
}
