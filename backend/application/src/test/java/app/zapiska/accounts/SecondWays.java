package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.channels.PushService;
import app.zapiska.channels.PushService.Device;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import app.zapiska.reminders.Reminding;
import app.zapiska.signin.SignedData;
import app.zapiska.telegram.BotInbox;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How else one of the people of {@link SeparateLivesTest} comes in: in Telegram, and by a link from the chat; and how reminders reach
 * them: in the chat, on a device of theirs, or by letter.
 */
final class SecondWays {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Pattern LINK = Pattern.compile("/sign-in-link#([A-Za-z0-9_-]{32})");

    private enum Way {
        TELEGRAM,
        PUSH,
        MAIL
    }

    private final PushService push;
    private final Reminding reminding;
    private final GroupLife.Owner owner;
    private final long account;
    private final long chat;
    private final Device device;
    private final String address;

    SecondWays(PushService push, Reminding reminding, GroupLife.Owner owner, long account, long chat) {
        this.push = push;
        this.reminding = reminding;
        this.owner = owner;
        this.account = account;
        this.chat = chat;
        device = push.subscribe(PushService.serverKey());
        address = "person" + account + "@mail.test";
        RealServices.execute(
                "insert into mail_addresses (account_id, address, confirmed_at) values (?, ?, now())",
                account,
                address);
    }

    /** @return sessions of theirs */
    List<String> in(BotInbox bot) {
        bot.write(chat, "/login");
        Waiting.until(SOON, () -> link().isPresent());
        return List.of(
                signedIn("/auth/telegram", "initData", SignedData.signed(SignedData.ofPhone(chat, Instant.now()))),
                signedIn("/auth/login-link", "token", link().orElseThrow()));
    }

    private Optional<String> link() {
        return RealServices.sandbox().control().messages(chat).stream()
                .flatMap(message -> LINK.matcher(message.text()).results())
                .map(found -> found.group(1))
                .findFirst();
    }

    private String signedIn(String path, String proof, String value) {
        var answer = Visitor.anonymous()
                .contentType(ContentType.JSON)
                .body(Map.of(proof, value))
                .post(path)
                .then()
                .statusCode(200)
                .extract();
        assertThat(answer.jsonPath().getLong("account.id")).isEqualTo(account);
        return answer.cookie("session");
    }

    void remind(Random random, long task) throws IOException, InterruptedException {
        choose(Way.values()[random.nextInt(3)]);
        due(task);
        reminding.run();
    }

    private void choose(Way way) throws IOException, InterruptedException {
        RealServices.execute(
                "update accounts set telegram_blocked_at = case when ? then null else now() end where id = ?",
                way == Way.TELEGRAM,
                account);
        if (way == Way.PUSH) {
            owner.ask(
                    "POST",
                    "/push/subscriptions",
                    JsonObject.mapFrom(device.subscription()).encode(),
                    200);
        } else {
            var devices = owner.ask("GET", "/push/subscriptions", "", 200).getList("devices.id", Long.class);
            for (var id : devices) {
                owner.ask("DELETE", "/push/subscriptions/" + id, "", 204);
            }
        }
    }

    private void due(long task) {
        RealServices.execute("""
                insert into reminders (account_id, subject_kind, subject_id, source, local_at, planned_at, state, due_at,
                  created_at, updated_at)
                values (?, 'TASK', ?, 'CUSTOM', now() at time zone 'Europe/Moscow', now(), 'SCHEDULED',
                  now() - interval '1 second', now(), now())""", account, task);
    }

    /** Whatever has happened, each way leads to its person. */
    void lookBack(long task) throws IOException, InterruptedException {
        for (var way : Way.values()) {
            choose(way);
            int before = arrived(way);
            due(task);
            Waiting.until(SOON, () -> {
                reminding.run();
                return arrived(way) > before;
            });
        }
        assertThat(push.complaints).isEmpty();
        assertThat(RealServices.mail().complaints).isEmpty();
    }

    private int arrived(Way way) {
        return switch (way) {
            case TELEGRAM ->
                (int) RealServices.sandbox().control().acceptedSends().stream()
                        .filter(send -> send.chatId() == chat)
                        .count();
            case PUSH -> push.to(device).size();
            case MAIL -> RealServices.mail().to(address).size();
        };
    }

    /** All that came, but in the chat. */
    List<String> received() {
        return Stream.concat(
                        push.to(device).stream().map(one -> one.message().encode()),
                        RealServices.mail().to(address).stream()
                                .map(letter -> letter.subject() + letter.text() + letter.html()))
                .toList();
    }
}
