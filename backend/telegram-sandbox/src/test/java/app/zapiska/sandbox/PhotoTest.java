package app.zapiska.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A photo")
class PhotoTest {

    private final TelegramSandbox sandbox =
            TelegramSandbox.start(SandboxOptions.defaults().withPacing(false).withOwner(42, "Анна"));
    private final SandboxControl control = sandbox.control();
    private final Bot bot = new Bot(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", file);
        return file.toByteArray();
    }

    /** As clients send files. */
    private Bot.Reply send(byte[] photo, String caption, String captionEntities) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        field(body, "chat_id", "42");
        field(body, "caption", caption);
        field(body, "caption_entities", captionEntities);
        body.writeBytes("--frontier\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"qr.png\"\r\n"
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes("Content-Type: image/png\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(photo);
        body.writeBytes("\r\n--frontier--\r\n".getBytes(StandardCharsets.UTF_8));
        return bot.callRaw("sendPhoto", "multipart/form-data; boundary=frontier", body.toByteArray());
    }

    private static void field(ByteArrayOutputStream body, String name, String value) {
        body.writeBytes(("--frontier\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void stands_in_the_chat_with_its_caption() throws IOException {
        byte[] file = png(300, 200);

        Bot.Reply reply = send(file, "К оплате: 1 ₽", "[{\"type\":\"code\",\"offset\":10,\"length\":3}]");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.result().path("caption").asText()).isEqualTo("К оплате: 1 ₽");
        assertThat(reply.result().path("caption_entities").get(0).path("type").asText())
                .isEqualTo("code");
        assertThat(reply.result().path("photo").get(0).path("width").asInt()).isEqualTo(300);
        assertThat(reply.result().has("text")).isFalse();
        SandboxMessage message = control.messages(42).getFirst();
        assertThat(message.text()).isEqualTo("К оплате: 1 ₽");
        assertThat(Base64.getDecoder().decode(message.photo().orElseThrow())).isEqualTo(file);
        assertThat(control.acceptedSends()).hasSize(1);
    }

    @Test
    void needs_no_caption_and_has_one_of_1024_units_at_most() throws IOException {
        assertThat(send(png(10, 10), "", "").status()).isEqualTo(200);
        assertThat(send(png(10, 10), "я".repeat(1024), "").status()).isEqualTo(200);
        refused(send(png(10, 10), "я".repeat(1025), ""), "Bad Request: message caption is too long");
    }

    @Test
    void is_a_whole_file_of_a_picture() throws IOException {
        refused(bot.call("sendPhoto", "chat_id", 42), "Bad Request: there is no photo in the request");
        refused(
                bot.call("sendPhoto", "chat_id", 42, "photo", "no such file"),
                "Bad Request: wrong file identifier/HTTP URL specified");
        refused(send(new byte[0], "", ""), "Bad Request: file must be non-empty");
        refused(send("text".getBytes(StandardCharsets.UTF_8), "", ""), "Bad Request: IMAGE_PROCESS_FAILED");
        byte[] file = png(100, 100);
        refused(send(Arrays.copyOf(file, file.length - 12), "", ""), "Bad Request: IMAGE_PROCESS_FAILED");
        byte[] spoilt = file.clone();
        spoilt[file.length / 2] ^= 1;
        refused(send(spoilt, "", ""), "Bad Request: IMAGE_PROCESS_FAILED");
        refused(send(png(2100, 100), "", ""), "Bad Request: PHOTO_INVALID_DIMENSIONS");
    }

    @Test
    void can_be_given_no_text_of_its_own() throws IOException {
        long id = send(png(10, 10), "Было", "").result().path("message_id").asLong();
        refused(
                bot.call("editMessageText", "chat_id", 42, "message_id", id, "text", "Стало"),
                "Bad Request: there is no text in the message to edit");
    }

    private static void refused(Bot.Reply reply, String description) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.description()).isEqualTo(description);
    }
}
