package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncomingTest {

    private static final String PRESS = """
            {"update_id":7,"callback_query":{"id":"99","from":{"id":5,"is_bot":false,"first_name":"А"},
             "message":{"message_id":3,"date":1700000000,"chat":{"id":5,"type":"private"},"text":"x"},
             "chat_instance":"1","data":"d:t:1:2:3"}}""";
    private static final String TEXT = """
            {"update_id":8,"message":{"message_id":4,"date":1700000000,"text":"/start","from":{"id":5,"is_bot":false,
             "first_name":"А"},"chat":{"id":-100,"type":"supergroup","title":"Мы"}}}""";
    private static final String KICKED = """
            {"update_id":9,"my_chat_member":{"chat":{"id":5,"type":"private"},"from":{"id":5,"is_bot":false,
             "first_name":"А"},"date":1,"old_chat_member":{"user":{"id":1,"is_bot":true,"first_name":"B"},
             "status":"member"},"new_chat_member":{"user":{"id":1,"is_bot":true,"first_name":"B"},"status":"kicked",
             "until_date":0}}}""";

    private static final Incoming.Sender ANNA = new Incoming.Sender("А", Optional.empty(), Optional.of("Мы"));
    private static final Incoming.Sender ALONE = new Incoming.Sender("А", Optional.empty(), Optional.empty());

    @Test
    void aPressTellsWhoPressedWhatAndWhere() {
        assertThat(parse(PRESS)).isEqualTo(new Incoming.Press(7, "99", 5, "d:t:1:2:3", 5, OptionalLong.of(3), ALONE));
    }

    @Test
    void aPressOnAMessageTelegramForgotStillTellsWho() {
        var inaccessible = PRESS.replace("1700000000", "0").replace(",\"text\":\"x\"", "");
        assertThat(parse(inaccessible))
                .isEqualTo(new Incoming.Press(7, "99", 5, "d:t:1:2:3", 5, OptionalLong.of(3), ALONE));
        var without = "{\"update_id\":7,\"callback_query\":{\"id\":\"99\",\"from\":{\"id\":5},\"data\":\"x\"}}";
        assertThat(parse(without)).isEqualTo(new Incoming.Press(7, "99", 5, "x", 5, OptionalLong.empty()));
    }

    @Test
    void aMessageTellsWhoWroteWhere() {
        assertThat(parse(TEXT))
                .isEqualTo(new Incoming.Text(8, -100, 5, false, "/start", OptionalLong.empty(), false, ANNA));
    }

    @Test
    @DisplayName(
            "a message in the name of a group, a channel or a bot is nobody's, and a supergroup tells whence it came")
    void groups() {
        var anonymous = TEXT.replace("\"text\":", "\"sender_chat\":{\"id\":-100,\"type\":\"supergroup\"},\"text\":");
        assertThat(((Incoming.Text) parse(anonymous)).sender().faceless()).isTrue();
        assertThat(((Incoming.Text) parse(TEXT.replace("\"is_bot\":false", "\"is_bot\":true")))
                        .sender()
                        .faceless())
                .isTrue();
        assertThat(parse(TEXT.replace("\"text\":\"/start\"", "\"migrate_to_chat_id\":-200")))
                .isEqualTo(new Incoming.Migration(8, -100, -200));
        assertThat(parse(TEXT.replace("\"text\":\"/start\"", "\"migrate_from_chat_id\":-50")))
                .isEqualTo(new Incoming.Migration(8, -50, -100));
        assertThat(parse(TEXT.replace("\"text\":\"/start\"", "\"migrate_to_chat_id\":200")))
                .isEqualTo(new Incoming.Other(8));
        assertThat(parse(TEXT.replace("\"message\"", "\"channel_post\""))).isEqualTo(new Incoming.Other(8));
    }

    @Test
    void aNameIsOneLineOfBoundedLengthWhateverThePersonChose() {
        var named = TEXT.replace(
                "\"first_name\":\"А\"",
                "\"first_name\":\"\\n Анна\\u2028\",\"last_name\":\"" + "щ".repeat(500) + "\",\"username\":\"anna\"");
        var sender = ((Incoming.Text) parse(named)).sender();
        assertThat(sender.name())
                .startsWith("Анна")
                .hasSizeLessThanOrEqualTo(100)
                .doesNotContain("\n", "\u2028");
        assertThat(sender.username()).contains("anna");
        var nameless = TEXT.replace("\"А\"", "\" \\n\"").replace(",\"title\":\"Мы\"", "");
        assertThat(((Incoming.Text) parse(nameless)).sender()).isEqualTo(Incoming.Sender.UNKNOWN);
    }

    @Test
    void anAnswerTellsWhatItAnswers() {
        var answer = TEXT.replace(
                "\"text\":", "\"reply_to_message\":{\"message_id\":3,\"date\":1,\"chat\":{\"id\":-100}},\"text\":");
        assertThat(parse(answer))
                .isEqualTo(new Incoming.Text(8, -100, 5, false, "/start", OptionalLong.of(3), false, ANNA));
    }

    @Test
    void aKickedBotMayNotWrite() {
        assertThat(parse(KICKED)).isEqualTo(new Incoming.Membership(9, 5, false));
        assertThat(parse(KICKED.replace("kicked", "member"))).isEqualTo(new Incoming.Membership(9, 5, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"update_id\":1}",
                "{\"update_id\":1,\"edited_message\":{\"message_id\":1,\"date\":1,\"chat\":{\"id\":1}}}",
                "{\"update_id\":1,\"message\":{}}",
                "{\"update_id\":1,\"callback_query\":{\"id\":\"1\"}}",
                "{\"update_id\":1,\"something_new\":{\"a\":1}}",
                "{\"update_id\":1,\"my_chat_member\":{}}"
            })
    void whatTheBotHasNoUseForIsStillAnUpdate(String json) {
        assertThat(parse(json)).isEqualTo(new Incoming.Other(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{}", "[]", "7", "<html>", "{\"update_id\":\"x\"}", "{\"update_id\":1,\"message\":7}"
            })
    void garbageIsNone(String json) {
        assertThat(Incoming.parse(json.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void anyBytesAreReadWithoutAnError() {
        var deep = "{\"update_id\":1,\"message\":" + "{\"reply_to_message\":".repeat(5_000) + "{}" + "}".repeat(5_001);
        var seeds = new String[] {PRESS, TEXT, KICKED, deep};
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            var body = seeds[random.nextInt(i % 100 == 0 ? 4 : 3)].getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(6); change > 0; change--) {
                int at = random.nextInt(body.length);
                body[at] = random.nextBoolean() ? (byte) random.nextInt() : body[random.nextInt(body.length)];
            }
            assertThat(Incoming.parse(random.nextInt(5) == 0 ? Arrays.copyOf(body, random.nextInt(body.length)) : body))
                    .isNotNull();
        }
    }

    private static Incoming parse(String json) {
        return Incoming.parse(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
