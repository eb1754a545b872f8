package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.Sha256;
import app.zapiska.proxy.Client;
import app.zapiska.reminders.Arrange;
import app.zapiska.reminders.Installation;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The packaged application twice: what lets in once is brought to both at the same moment. */
@DisplayName("What works once, at two replicas")
class OneTimeReplicasIT {

    private static final String PASSWORD = "forty-two-magpies";
    private static final int ROUNDS = 8;

    @RegisterExtension
    final Installation installation = new Installation(Map.of());

    private Arrange arrange;
    private List<Client> visitors;
    private ExecutorService people;

    @Test
    @DisplayName("a link from the bot, an invitation, a link for a new password and a passkey's answer let in once")
    void once() throws Exception {
        var one = installation.start("one");
        var two = installation.start("two");
        arrange = installation.arrange();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var owner = new Client("http://localhost:" + one.port(), "127.0.0.1");
                // Two people, so that neither stands in the other's way with what is counted.
                var first = new Client("http://localhost:" + one.port(), "127.0.0.2");
                var second = new Client("http://localhost:" + two.port(), "127.0.0.3")) {
            owner.with(Client.cookieOf(owner.signIn(PASSWORD)));
            people = threads;
            visitors = List.of(first, second);
            var account = arrange.count("select id from accounts");
            arrange.execute("update accounts set telegram_chat_id = 1001, telegram_user_id = 1001");
            var passkey = passkeyOf(owner);
            for (int round = 0; round < ROUNDS; round++) {
                var link = "link-number-" + round + "-0123456789abcdefghi";
                arrange.execute("""
                        insert into sign_in_links (token_sha256, account_id, chat_id, created_at, expires_at)
                        values (?, ?, 1001, now(), now() + interval '5 minutes')""", Sha256.of(link.substring(0, 32)), account);
                onlyOneOf(200, 404, n -> n.post("/api/v1/auth/login-link", json("token", link.substring(0, 32))));
                assertThat(arrange.count("select count(*) from sessions where began_by = 'LINK'"))
                        .isEqualTo(round + 1);

                var answer = SoftwarePasskey.body(
                        passkey.assertion(new JsonObject(first.post("/api/v1/auth/passkey/question", "{}")
                                        .body())
                                .getString("challenge")));
                onlyOneOf(200, 403, n -> n.post("/api/v1/auth/passkey", new JsonObject(answer).encode()));
                assertThat(arrange.count("select count(*) from sessions where began_by = 'PASSKEY'"))
                        .isEqualTo(round + 1);

                var before = arrange.count("select count(*) from accounts");
                var code = codeIn(owner.post("/api/v1/invitations", json("role", "member")));
                var newcomer = "newcomer" + round + "x";
                onlyOneOf(
                        201,
                        404,
                        n -> n.post(
                                "/api/v1/invitations/accept",
                                new JsonObject()
                                        .put("code", code)
                                        .put("login", newcomer + visitors.indexOf(n))
                                        .put("name", "Гость")
                                        .put("password", PASSWORD)
                                        .encode()));
                assertThat(arrange.count("select count(*) from accounts")).isEqualTo(before + 1);

                var guest = arrange.count("select max(id) from accounts");
                var reset = codeIn(owner.post(
                        "/api/v1/accounts/" + guest + "/password-reset",
                        new JsonObject().put("removeSecondFactor", false).encode()));
                onlyOneOf(
                        200,
                        404,
                        n -> n.post(
                                "/api/v1/auth/password-reset",
                                new JsonObject()
                                        .put("code", reset)
                                        .put("newPassword", "seven blue cups " + visitors.indexOf(n))
                                        .encode()));
            }
        }
    }

    private static SoftwarePasskey passkeyOf(Client owner) {
        var passkey = new SoftwarePasskey();
        var setup = owner.post("/api/v1/auth/passkeys/setup", json("password", PASSWORD));
        assertThat(setup.statusCode()).as(setup.body()).isEqualTo(200);
        var added = owner.post(
                "/api/v1/auth/passkeys", new JsonObject(passkey.made(JsonPath.from(setup.body()), "Телефон")).encode());
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        return passkey;
    }

    private static String json(String name, String value) {
        return new JsonObject().put(name, value).encode();
    }

    private static String codeIn(HttpResponse<String> made) {
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return new JsonObject(made.body()).getString("url").split("#")[1];
    }

    /** Both press at the same moment. */
    private void onlyOneOf(int won, int lost, Function<Client, HttpResponse<String>> press) throws Exception {
        var together = new CyclicBarrier(visitors.size());
        var pressed = visitors.stream()
                .map(visitor -> people.submit(() -> {
                    together.await();
                    return press.apply(visitor);
                }))
                .toList();
        var statuses = Stream.of(pressed.get(0).get(), pressed.get(1).get())
                .map(HttpResponse::statusCode)
                .toList();
        assertThat(statuses).containsExactlyInAnyOrder(won, lost);
    }
}
