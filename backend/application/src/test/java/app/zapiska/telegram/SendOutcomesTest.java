package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.telegram.Messenger.EditOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The outcome table of the reminder engine")
class SendOutcomesTest {

    @Test
    void acceptedWithAMessageIdIsSent() {
        assertThat(send(200, "{\"ok\":true,\"result\":{\"message_id\":42}}")).isEqualTo(new SendOutcome.Sent(42));
        assertThat(send(200, "{\"ok\":true,\"result\":{\"message_id\":4503599627370495}}"))
                .isEqualTo(new SendOutcome.Sent(4503599627370495L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"ok\":true,\"resu",
                "<html>",
                "null",
                "[]",
                "{}",
                "{\"ok\":\"true\"}",
                "{\"ok\":true}",
                "{\"ok\":true,\"result\":{\"message_id\":\"1\"}}",
                "{\"ok\":true,\"result\":{\"message_id\":1.5}}",
                "{\"ok\":true,\"result\":{\"message_id\":99999999999999999999}}"
            })
    void an200ThatDoesNotNameTheMessageIsUnknown(String body) {
        assertThat(send(200, body)).isInstanceOf(SendOutcome.Unknown.class);
    }

    @Test
    void aFailureBeforeTheRequestWasWrittenIsNotSentAndAfterItUnknown() {
        assertThat(SendOutcomes.ofSend(ApiResult.of(new RawResponse.Broken(false, "refused"))))
                .isEqualTo(new SendOutcome.NotSent("refused"));
        assertThat(SendOutcomes.ofSend(ApiResult.of(new RawResponse.Broken(true, "reset"))))
                .isEqualTo(new SendOutcome.Unknown("reset"));
    }

    @Test
    void tooManyRequestsTellsHowLongToWait() {
        assertThat(send(429, refusal(429, "Too Many Requests: retry after 17", "\"retry_after\":17")))
                .isEqualTo(new SendOutcome.TooManyRequests(Duration.ofSeconds(17)));
        assertThat(SendOutcomes.ofSend(ApiResult.of(new RawResponse.Received(429, bytes("<html>"), Optional.of("9")))))
                .isEqualTo(new SendOutcome.TooManyRequests(Duration.ofSeconds(9)));
        assertThat(send(429, refusal(429, "Too Many Requests", "\"retry_after\":-5")))
                .isEqualTo(new SendOutcome.TooManyRequests(Duration.ofSeconds(1)));
        assertThat(send(429, refusal(429, "Too Many Requests", "\"retry_after\":9223372036854775807")))
                .isEqualTo(new SendOutcome.TooManyRequests(Duration.ofDays(1)));
        assertThat(send(429, refusal(429, "Too Many Requests", "")))
                .isEqualTo(new SendOutcome.TooManyRequests(ApiResult.RETRY_WHEN_UNSAID));
    }

    @ParameterizedTest
    @CsvSource({
        "403, Forbidden: bot was blocked by the user",
        "403, Forbidden: user is deactivated",
        "403, Forbidden: bot was kicked from the group chat",
        "400, Bad Request: chat not found"
    })
    void aChatThatCanNotBeWrittenToIsUnreachable(int code, String description) {
        assertThat(send(code, refusal(code, description, ""))).isEqualTo(new SendOutcome.ChatUnreachable(description));
    }

    @Test
    void aGroupThatBecameASupergroupMoves() {
        assertThat(send(
                        400,
                        refusal(
                                400,
                                "Bad Request: group chat was upgraded to a supergroup chat",
                                "\"migrate_to_chat_id\":-1001234567890")))
                .isEqualTo(new SendOutcome.ChatMigrated(-1001234567890L));
    }

    @ParameterizedTest
    @CsvSource({
        "400, Bad Request: can't parse entities",
        "400, Bad Request: message is too long",
        "400, Bad Request: something Telegram has not thought of yet",
        "402, Payment Required",
        "409, Conflict",
        "413, Request Entity Too Large",
        "418, I'm a teapot",
        "499, Whatever"
    })
    void anyOther4xxConcernsThatMessageOnly(int code, String description) {
        assertThat(send(code, refusal(code, description, "")))
                .isEqualTo(new SendOutcome.MessageRefused(code, description));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404})
    void aDeadTokenStopsTheSender(int code) {
        assertThat(send(code, refusal(code, "Unauthorized", ""))).isInstanceOf(SendOutcome.TokenRejected.class);
        assertThat(send(code, "<html>")).isInstanceOf(SendOutcome.TokenRejected.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 599})
    void a5xxIsProbablyNotAccepted(int code) {
        assertThat(send(code, refusal(code, "Internal Server Error", "")))
                .isEqualTo(new SendOutcome.ServerError(code, "Internal Server Error"));
        assertThat(send(code, "<html>")).isInstanceOf(SendOutcome.ServerError.class);
        assertThat(send(code, "")).isInstanceOf(SendOutcome.ServerError.class);
    }

    @Test
    void theErrorCodeCountsAndNotTheStatus() {
        assertThat(send(200, refusal(403, "Forbidden: bot was blocked by the user", "")))
                .isInstanceOf(SendOutcome.ChatUnreachable.class);
        assertThat(send(502, refusal(429, "Too Many Requests", "\"retry_after\":3")))
                .isInstanceOf(SendOutcome.TooManyRequests.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 407, 408, 413})
    void aProxysRefusalGivesUpNeitherChatNorMessage(int status) {
        assertThat(send(status, "<html><h1>Access denied by your provider</h1>"))
                .isInstanceOf(SendOutcome.ServerError.class);
    }

    @Test
    void anEditThatChangesNothingIsDone() {
        assertThat(edit(400, "Bad Request: message is not modified: specified new message content is the same"))
                .isEqualTo(new EditOutcome.Done());
    }

    @ParameterizedTest
    @CsvSource({
        "400, Bad Request: message to edit not found",
        "400, Bad Request: message can't be edited",
        "400, Bad Request: MESSAGE_ID_INVALID"
    })
    void anEditThatCanNeverWorkIsImpossible(int code, String description) {
        assertThat(edit(code, description)).isEqualTo(new EditOutcome.Impossible(description));
    }

    @Test
    @DisplayName("an edit says of its chat what a message would: blocked, gone, moved, too much")
    void anEditToAChat() {
        for (var blocked : new String[] {"Forbidden: bot was blocked by the user", "Forbidden: bot was kicked"}) {
            assertThat(edit(403, blocked)).isEqualTo(new EditOutcome.ChatUnreachable(blocked));
        }
        assertThat(edit(400, "Bad Request: chat not found")).isInstanceOf(EditOutcome.ChatUnreachable.class);
        var moved = verdict(400, refusal(400, "Bad Request: group chat was upgraded", "\"migrate_to_chat_id\":-1005"));
        assertThat(SendOutcomes.ofEdit(moved)).isEqualTo(new EditOutcome.ChatMigrated(-1005));
        assertThat(SendOutcomes.ofDelete(moved)).isEqualTo(new EditOutcome.ChatMigrated(-1005));
        var tooMany = verdict(429, refusal(429, "Too Many Requests", "\"retry_after\":8"));
        assertThat(SendOutcomes.ofEdit(tooMany)).isEqualTo(new EditOutcome.TooManyRequests(Duration.ofSeconds(8)));
        assertThat(SendOutcomes.ofDelete(tooMany)).isEqualTo(new EditOutcome.TooManyRequests(Duration.ofSeconds(8)));
    }

    @Test
    void anEditInBadWeatherIsTriedLater() {
        assertThat(edit(500, "Internal Server Error")).isInstanceOf(EditOutcome.TryLater.class);
        assertThat(edit(401, "Unauthorized")).isInstanceOf(EditOutcome.TryLater.class);
        assertThat(SendOutcomes.ofEdit(verdict(200, ""))).isInstanceOf(EditOutcome.TryLater.class);
        assertThat(SendOutcomes.ofEdit(ApiResult.of(new RawResponse.Broken(true, "reset"))))
                .isInstanceOf(EditOutcome.TryLater.class);
    }

    @Test
    void deletingWhatIsGoneIsDone() {
        assertThat(SendOutcomes.ofDelete(verdict(400, refusal(400, "Bad Request: message to delete not found", ""))))
                .isEqualTo(new EditOutcome.Done());
        assertThat(SendOutcomes.ofDelete(verdict(400, refusal(400, "Bad Request: message can't be deleted", ""))))
                .isInstanceOf(EditOutcome.Impossible.class);
    }

    @Test
    void anyBytesGiveAnOutcome() {
        var seeds = new String[] {
            "{\"ok\":true,\"result\":{\"message_id\":42}}",
            refusal(429, "Too Many Requests: retry after 5", "\"retry_after\":5"),
            refusal(400, "Bad Request: group chat was upgraded", "\"migrate_to_chat_id\":-100"),
            refusal(403, "Forbidden", ""),
            "[".repeat(5000),
            "{\"ok\":false,\"description\":\"" + "\\u0000\\ud800 ж".repeat(200) + "\"}"
        };
        var random = new Random(20261121);
        for (int i = 0; i < 20_000; i++) {
            var body = bytes(seeds[random.nextInt(seeds.length)]).clone();
            for (int change = random.nextInt(8); change > 0; change--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            }
            if (random.nextInt(4) == 0) {
                body = java.util.Arrays.copyOf(body, random.nextInt(body.length));
            }
            var answer = new RawResponse.Received(
                    random.nextInt(100, 700), body, random.nextBoolean() ? Optional.of("1" + i) : Optional.empty());
            var verdict = ApiResult.of(answer);
            assertThat(SendOutcomes.ofSend(verdict)).isNotNull();
            assertThat(SendOutcomes.ofEdit(verdict)).isNotNull();
            assertThat(SendOutcomes.ofDelete(verdict)).isNotNull();
            if (verdict instanceof ApiResult.Refused refused) {
                assertThat(refused.description())
                        .hasSizeLessThanOrEqualTo(300)
                        .doesNotContainPattern("[\\p{Cntrl}\\p{Cs}]");
            }
        }
    }

    private static SendOutcome send(int status, String body) {
        return SendOutcomes.ofSend(verdict(status, body));
    }

    private static EditOutcome edit(int code, String description) {
        return SendOutcomes.ofEdit(verdict(code, refusal(code, description, "")));
    }

    private static ApiResult verdict(int status, String body) {
        return ApiResult.of(new RawResponse.Received(status, bytes(body), Optional.empty()));
    }

    private static String refusal(int code, String description, String parameters) {
        return "{\"ok\":false,\"error_code\":" + code + ",\"description\":\"" + description + "\",\"parameters\":{"
                + parameters + "}}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
