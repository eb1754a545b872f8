package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.sandbox.ApiCall;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxOptions;
import app.zapiska.sandbox.TelegramSandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The poller")
class PollerTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final TelegramSandbox sandbox =
            TelegramSandbox.start(SandboxOptions.defaults().withPacing(false));
    private final long chat = sandbox.control().ownerId();
    private final List<Replica> replicas = new ArrayList<>();
    private final AtomicReference<Object> leaseHolder = new AtomicReference<>();

    @BeforeEach
    void knowTheChat() {
        sandbox.control().addChat(chat, "Анна");
    }

    @AfterEach
    void stop() {
        replicas.forEach(Replica::close);
        sandbox.close();
    }

    /** One process's poller with a lease in memory and a receiver that keeps what it gets. */
    private final class Replica implements AutoCloseable, Poller.Lease, Poller.Receiver {
        final BotUnderTest bot;
        final Poller poller;
        final LinkedBlockingQueue<Incoming> received = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<Incoming> givenUp = new LinkedBlockingQueue<>();
        final Set<String> failing = new HashSet<>();
        volatile int failures = Integer.MAX_VALUE;
        volatile boolean healthy = true;
        volatile boolean mayLead = true;

        Replica(Map<String, String> config) {
            bot = new BotUnderTest(sandbox.baseUrl(), config);
            poller = new Poller(bot.bot, this, this, bot.config, bot.metrics);
            replicas.add(this);
        }

        Replica start() {
            poller.start();
            return this;
        }

        @Override
        public boolean take() {
            return mayLead && (leaseHolder.compareAndSet(null, this) || leaseHolder.get() == this);
        }

        @Override
        public void release() {
            leaseHolder.compareAndSet(this, null);
        }

        @Override
        public void receive(Incoming update) {
            if (update instanceof Incoming.Text text && failing.contains(text.text()) && failures-- > 0) {
                throw new IllegalStateException("the handler fails");
            }
            received.add(update);
        }

        @Override
        public boolean healthy() {
            return healthy;
        }

        @Override
        public void giveUp(Incoming update, RuntimeException failure) {
            givenUp.add(update);
        }

        String nextText() throws InterruptedException {
            var update = received.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(update).as("an update in time").isInstanceOf(Incoming.Text.class);
            return ((Incoming.Text) update).text();
        }

        double counted(String result) {
            var counter = bot.metrics
                    .find("zapiska.telegram.updates")
                    .tag("result", result)
                    .counter();
            return counter == null ? 0 : counter.count();
        }

        @Override
        public void close() {
            poller.close();
            bot.close();
        }
    }

    private Replica replica() {
        return new Replica(Map.of());
    }

    @Test
    void handsOverWhatPeopleWriteInOrderAndAcknowledgesItAfterwards() throws Exception {
        var replica = replica().start();
        for (int i = 0; i < 30; i++) {
            sandbox.control().sendText(chat, "сообщение " + i);
        }
        for (int i = 0; i < 30; i++) {
            assertThat(replica.nextText()).isEqualTo("сообщение " + i);
        }
        assertThat(sandbox.control().awaitUpdatesConfirmed(SOON)).isTrue();
        assertThat(replica.received).isEmpty();
    }

    @Test
    void removesAWebhookBeforeItAsks() {
        replica().start();
        sandbox.control().awaitCall(isMethod("getupdates"), SOON);
        assertThat(sandbox.control().calls().getFirst().method()).isEqualTo("deletewebhook");
    }

    @Test
    void asksOnlyForTheKindsItUnderstands() {
        replica().start();
        var call = sandbox.control().awaitCall(isMethod("getupdates"), SOON);
        assertThat(call.params().get("allowed_updates"))
                .isEqualTo("[\"message\",\"callback_query\",\"my_chat_member\"]");
    }

    @Test
    void triesAnUpdateAgainThatCouldNotBeHandledAndKeepsTheOrder() throws Exception {
        var replica = replica();
        replica.failing.add("первое");
        replica.failures = 2;
        sandbox.control().sendText(chat, "первое");
        sandbox.control().sendText(chat, "второе");
        replica.start();
        assertThat(replica.nextText()).isEqualTo("первое");
        assertThat(replica.nextText()).isEqualTo("второе");
        assertThat(replica.givenUp).isEmpty();
        assertThat(sandbox.control().awaitUpdatesConfirmed(SOON)).isTrue();
    }

    @Test
    void skipsAPoisonedUpdateAfterThreeTries() throws Exception {
        var replica = replica();
        replica.failing.add("яд");
        sandbox.control().sendText(chat, "яд");
        sandbox.control().sendText(chat, "хлеб");
        replica.start();
        assertThat(replica.nextText()).isEqualTo("хлеб");
        assertThat(replica.givenUp).hasSize(1);
        assertThat(replica.failures).isEqualTo(Integer.MAX_VALUE - 3);
        assertThat(replica.counted("poison")).isEqualTo(1);
        assertThat(sandbox.control().awaitUpdatesConfirmed(SOON)).isTrue();
    }

    @Test
    void waitsForTheDatabaseInsteadOfSkipping() throws Exception {
        var replica = replica();
        replica.failing.add("важное");
        replica.failures = 8;
        replica.healthy = false;
        sandbox.control().sendText(chat, "важное");
        replica.start();
        assertThat(replica.nextText()).isEqualTo("важное");
        assertThat(replica.givenUp).isEmpty();
    }

    @Test
    void followsUpdateIdsThatJumpBack() throws Exception {
        var replica = replica().start();
        sandbox.control().sendText(chat, "до");
        assertThat(replica.nextText()).isEqualTo("до");
        assertThat(sandbox.control().awaitUpdatesConfirmed(SOON)).isTrue();
        // The call that acknowledged has come back empty, and the next one carries no offset.
        awaitQuietCall();
        sandbox.control().jumpUpdateIds(5);
        sandbox.control().sendText(chat, "после");
        assertThat(replica.nextText()).isEqualTo("после");
        assertThat(sandbox.control().awaitUpdatesConfirmed(SOON)).isTrue();
    }

    @Test
    void handsARepeatedUpdateOverAgain() throws Exception {
        var replica = replica().start();
        var press = sandbox.control().pressAs(chat, chat, 1, "d:t:1:2:0");
        assertThat(replica.received.poll(10, TimeUnit.SECONDS)).isInstanceOf(Incoming.Press.class);
        sandbox.control().awaitUpdatesConfirmed(SOON);
        awaitQuietCall();
        sandbox.control().repeatUpdate(press.updateId());
        assertThat(replica.received.poll(10, TimeUnit.SECONDS)).isInstanceOf(Incoming.Press.class);
    }

    @Test
    void carriesOnAfterRefusalsFaultsAndSilenceWithoutHammering() throws Exception {
        var replica = replica();
        sandbox.control()
                .script(Fault.on("getUpdates").call(1).error(409, "Conflict: terminated by other getUpdates request"));
        sandbox.control().script(Fault.on("getUpdates").call(2).html(502));
        sandbox.control().script(Fault.on("getUpdates").call(3).closes());
        sandbox.control().script(Fault.on("getUpdates").call(4).empty(200));
        sandbox.control().script(Fault.on("getUpdates").call(5).unparsable());
        sandbox.control().script(Fault.on("getUpdates").call(6).error(401, "Unauthorized"));
        sandbox.control().script(Fault.on("getUpdates").call(7).answer(200, Map.of(), "{\"ok\":true,\"result\":{}}"));
        sandbox.control().sendText(chat, "дошло");
        replica.start();
        assertThat(replica.nextText()).isEqualTo("дошло");
        assertThat(asked()).as("calls until the update arrived").isBetween(8L, 9L);
    }

    @Test
    void doesNotHammerWhileItsTokenIsRejected() throws Exception {
        var replica = new Replica(Map.of("telegram.longest-pause", "1h"));
        sandbox.control().script(Fault.on("getUpdates").always().error(401, "Unauthorized"));
        replica.start();
        await(() -> replica.counted("error 401") > 0);
        assertThat(replica.bot.messenger.ready()).isFalse();
        replica.poller.close();
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void waitsAsLongAs429Says() {
        var replica = replica();
        sandbox.control().script(Fault.on("getUpdates").rateLimited(3600));
        replica.start();
        await(() -> replica.counted("error 429") > 0);
        replica.poller.close();
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void readsTheUpdatesAroundOneItCanNotRead() throws Exception {
        var replica = replica();
        sandbox.control().script(Fault.on("getUpdates").answer(200, Map.of("Content-Type", "application/json"), """
                        {"ok":true,"result":[
                          {"update_id":1,"message":{"message_id":1,"date":1,"text":"a","from":{"id":5},"chat":{"id":5,"type":"private"}}},
                          {"update_id":2,"message":7},
                          {"update_id":2147483647},
                          {"update_id":3000000000,"message":{"message_id":1}},
                          {"update_id":4,"message":{"message_id":1,"date":1,"text":"b","from":{"id":5},"chat":{"id":5,"type":"private"}}}]}"""));
        replica.start();
        assertThat(replica.nextText()).isEqualTo("a");
        assertThat(replica.received.poll(10, TimeUnit.SECONDS)).isEqualTo(new Incoming.Other(2147483647L));
        assertThat(replica.nextText()).isEqualTo("b");
        var next = sandbox.control()
                .awaitCall(
                        call -> call.method().equals("getupdates")
                                && call.params().containsKey("offset"),
                        SOON);
        assertThat(next.params().get("offset")).isEqualTo("3000000001");
        assertThat(replica.counted("garbage")).isEqualTo(2);
    }

    @Test
    void isOneOfTwoReplicasAndTheOtherTakesOverWhenItGoes() throws Exception {
        var first = replica().start();
        sandbox.control().awaitCall(isMethod("getupdates"), SOON);
        var second = replica().start();
        sandbox.control().sendText(chat, "первому");
        assertThat(first.nextText()).isEqualTo("первому");
        assertThat(second.poller.leads()).isFalse();
        assertThat(sandbox.control().awaitUpdatesConfirmed(SOON)).isTrue();

        first.close();
        sandbox.control().sendText(chat, "второму");
        assertThat(second.nextText()).isEqualTo("второму");
        assertThat(first.received).isEmpty();
    }

    @Test
    void stopsAskingAtOnceWhenItLosesTheLease() throws Exception {
        var first = new Replica(Map.of("telegram.long-poll", "50s", "telegram.poll-read-timeout", "60s")).start();
        sandbox.control().awaitCall(isMethod("getupdates"), SOON);
        first.mayLead = false;
        leaseHolder.set(null);
        await(() -> !first.poller.leads());
        var second = replica().start();
        sandbox.control().sendText(chat, "второму");
        assertThat(second.nextText()).isEqualTo("второму");
        assertThat(first.received).isEmpty();
    }

    @Test
    @DisplayName("E8: stops promptly in the middle of a long poll")
    void stopsPromptly() {
        var replica = new Replica(Map.of("telegram.long-poll", "50s", "telegram.poll-read-timeout", "60s")).start();
        sandbox.control().awaitCall(isMethod("getupdates"), SOON);
        long began = System.nanoTime();
        replica.poller.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(leaseHolder.get()).isNull();
    }

    private void awaitQuietCall() {
        sandbox.control()
                .awaitCall(
                        call -> call.method().equals("getupdates")
                                && !call.params().containsKey("offset")
                                && call.answerCode() == ApiCall.OPEN,
                        SOON);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private long asked() {
        return sandbox.control().calls().stream().filter(isMethod("getupdates")).count();
    }

    private static Predicate<ApiCall> isMethod(String method) {
        return call -> call.method().equals(method);
    }
}
