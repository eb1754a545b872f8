package app.zapiska.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("R10: the devices that take messages when Telegram does not")
class PushResourceTest {

    private final PushService push = new PushService();
    private Visitor anna;

    @BeforeEach
    void somebody() {
        anna = Visitor.newcomer();
    }

    @AfterEach
    void close() {
        push.close();
        assertThat(push.complaints).isEmpty();
    }

    private PushService.Device subscribed(Visitor visitor) {
        String key = visitor.request().get("/push/subscriptions").path("publicKey");
        var device = push.subscribe(Browser.bytes(key));
        visitor.request()
                .body(device.subscription())
                .post("/push/subscriptions")
                .then()
                .statusCode(200);
        return device;
    }

    @Test
    @DisplayName("are added, shown without their secrets, tried and removed")
    void life() {
        var device = subscribed(anna);
        anna.request()
                .body(device.subscription())
                .post("/push/subscriptions")
                .then()
                .statusCode(200)
                .body("devices", hasSize(1));
        var shown = anna.request().get("/push/subscriptions");
        assertThat(shown.<String>path("devices[0].endpointSha256"))
                .isEqualTo(HexFormat.of().formatHex(Sha256.of(device.endpoint)));
        assertThat(shown.<Boolean>path("devices[0].works")).isTrue();
        assertThat(shown.asString()).doesNotContain(device.endpoint).doesNotContain(Browser.text(device.auth()));
        anna.request().get("/telegram/status").then().body("secondChannel", equalTo(true));

        anna.request().post("/push/trial").then().statusCode(200).body("sent", equalTo(1));
        assertThat(push.to(device))
                .singleElement()
                .satisfies(one -> assertThat(one.message().getString("body")).startsWith("Пробное уведомление"));

        int id = shown.path("devices[0].id");
        Visitor.newcomer().request().delete("/push/subscriptions/" + id).then().statusCode(404);
        anna.request().delete("/push/subscriptions/" + id).then().statusCode(204);
        anna.request().delete("/push/subscriptions/" + id).then().statusCode(404);
        anna.request().post("/push/trial").then().statusCode(409);
        anna.request().get("/telegram/status").then().body("secondChannel", equalTo(false));
    }

    @Test
    @DisplayName("belong to whoever signed in there last")
    void oneBrowserTwoPeople() {
        var device = subscribed(anna);
        var boris = Visitor.newcomer();
        boris.request()
                .body(device.subscription())
                .post("/push/subscriptions")
                .then()
                .statusCode(200);
        anna.request().get("/push/subscriptions").then().body("devices", hasSize(0));
        boris.request().get("/push/subscriptions").then().body("devices", hasSize(1));
    }

    @Test
    @DisplayName("are ten at most")
    void ten() {
        for (int i = 0; i < 10; i++) {
            subscribed(anna);
        }
        anna.request()
                .body(push.subscribe(PushService.serverKey()).subscription())
                .post("/push/subscriptions")
                .then()
                .statusCode(409);
    }

    @Test
    @DisplayName("S21: have the address of a push service and a key of a browser")
    void nonsense() {
        var good = push.subscribe(PushService.serverKey()).subscription();
        for (var endpoint : new String[] {"https://10.0.0.1/x", "http://redis:6379/", "https://localhost/x", "x"}) {
            anna.request()
                    .body(Map.of("endpoint", endpoint, "keys", good.get("keys")))
                    .post("/push/subscriptions")
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("endpoint"));
        }
        anna.request()
                .body(Map.of("endpoint", good.get("endpoint"), "keys", Map.of("p256dh", "AAAA", "auth", "AAAA")))
                .post("/push/subscriptions")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("keys.p256dh"));
    }

    @Test
    @DisplayName("take over after as many minutes as chosen")
    void chosen() {
        anna.request()
                .get("/push/subscriptions")
                .then()
                .body("afterMinutes", equalTo(10))
                .body("details", equalTo(true));
        anna.request()
                .body(Map.of("afterMinutes", 30, "details", false))
                .put("/push/settings")
                .then()
                .statusCode(200)
                .body("afterMinutes", equalTo(30))
                .body("details", equalTo(false));
        anna.request()
                .body(Map.of("afterMinutes", 0, "details", false))
                .put("/push/settings")
                .then()
                .statusCode(400)
                .body("type", not(equalTo(null)));
    }

    @Test
    @DisplayName("that are gone are taken off the list by a trial, too")
    void goneAtTheTrial() {
        subscribed(anna).answer = 410;
        subscribed(anna);
        anna.request().post("/push/trial").then().body("sent", equalTo(1)).body("gone", equalTo(1));
        anna.request().get("/push/subscriptions").then().body("devices", hasSize(1));
    }
}
