package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.RealServices;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("The webhook")
class WebhookResourceTest {

    private static final String SECRET = "a-secret-of-the-webhook";

    @Inject
    Bot bot;

    @Inject
    BotRow row;

    @Inject
    UpdateReceiver receiver;

    @Inject
    MeterRegistry metrics;

    @Inject
    PressedButtons buttons;

    private final WebhookResource webhook = new WebhookResource();
    private static int updates = 700_000_000;
    private static long people = 70_000_000;
    private long person;
    private final AtomicInteger read = new AtomicInteger();

    @BeforeEach
    void aWebhookAndALinkedPerson() throws Exception {
        webhook.config = BotUnderTest.config(Map.of("telegram.mode", "webhook", "telegram.webhook-secret", SECRET));
        webhook.ours = new WebhookSecret(webhook.config, null);
        webhook.bot = bot;
        webhook.row = row;
        webhook.receiver = receiver;
        webhook.metrics = metrics;
        person = ++people;
        var visitor = Visitor.newcomer();
        try (var database = DriverManager.getConnection(RealServices.ownerUrl())) {
            database.createStatement()
                    .executeUpdate("update accounts set telegram_chat_id = " + person + ", telegram_user_id = " + person
                            + " where id = " + visitor.accountId());
        }
    }

    @AfterEach
    void calm() {
        buttons.failuresToCome.set(0);
    }

    @Test
    @DisplayName("S29: without the right secret is closed, and what came is not looked at")
    void withoutTheSecret() {
        for (var wrong : new String[] {null, "", "a-secret-of-the-webhooK", SECRET + "x"}) {
            assertThatThrownBy(() -> deliver(wrong, press(++updates)))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.type()).isEqualTo(ProblemType.UNAUTHENTICATED));
            assertThatThrownBy(() -> deliver(wrong, "garbage")).isInstanceOf(ProblemException.class);
        }
        assertThat(read).hasValue(0);
    }

    @Test
    void takesWhatCanNeverWorkAndCountsIt() throws Throwable {
        double before = counted("garbage");
        for (var garbage : new String[] {"", "{", "null", "[1]", "{\"update_id\":\"x\"}"}) {
            deliver(SECRET, garbage);
        }
        assertThat(counted("garbage") - before).isEqualTo(5);
    }

    @Test
    void actsOnAnUpdateOnce() throws Throwable {
        double before = counted("handled");
        int update = ++updates;
        deliver(SECRET, press(update));
        deliver(SECRET, press(update));
        assertThat(counted("handled") - before).isEqualTo(1);
    }

    @Test
    void wantsAnUpdateAgainThatFailedButNotForEver() throws Throwable {
        buttons.failuresToCome.set(1);
        int flaky = ++updates;
        assertUnavailable(flaky);
        deliver(SECRET, press(flaky));

        buttons.failuresToCome.set(100);
        double before = counted("poison");
        int poison = ++updates;
        assertUnavailable(poison);
        assertUnavailable(poison);
        deliver(SECRET, press(poison));
        assertThat(counted("poison") - before).isEqualTo(1);
    }

    private void assertUnavailable(int update) {
        assertThatThrownBy(() -> deliver(SECRET, press(update)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(ProblemType.UNAVAILABLE));
    }

    private void deliver(String secret, String body) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> webhook.deliver(secret, () -> {
            read.incrementAndGet();
            return Uni.createFrom().item(body.getBytes(StandardCharsets.UTF_8));
        }));
    }

    private String press(int update) {
        return "{\"update_id\":" + update + ",\"callback_query\":{\"id\":\"1\",\"from\":{\"id\":" + person
                + "},\"data\":\"" + PressedButtons.CODE.encode() + "\"}}";
    }

    private double counted(String result) {
        var counter =
                metrics.find("zapiska.telegram.updates").tag("result", result).counter();
        return counter == null ? 0 : counter.count();
    }
}
