package app.zapiska.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Lines of RFC 5545 as other programs' bug reports have taught. */
class IcsTextTest {

    private static final List<String> PIECES = List.of(
            "a",
            "Я",
            "ё",
            "é",
            "e\u0301",
            "\u0438\u0306",
            "€",
            "漢",
            "👍🏽",
            "👨‍👩‍👧",
            "📞",
            "🇷🇺",
            ",",
            ";",
            ":",
            "\"",
            "\\",
            "\\n",
            "\n",
            "\r\n",
            " ",
            "\t",
            "банк",
            "платёж ",
            "C:\\путь",
            "\u00a0",
            "\u0000",
            "\u001b");

    @Test
    @DisplayName("V-24: 75 octets, not characters: 33 letters of two octets fit beside SUMMARY:")
    void octets() {
        var lines = lines("Оплатить кредит и позвонить в банк про график платежей до пятницы");
        assertThat(lines.getFirst()).isEqualTo("SUMMARY:Оплатить кредит и позвонить в банк п");
        assertThat(lines.getFirst().getBytes(StandardCharsets.UTF_8)).hasSize(74);
        assertThat(lines.get(1)).startsWith(" ро график ");
    }

    @Test
    @DisplayName("V-25: a character of four octets is never split")
    void fourOctets() {
        assertThat(lines("a".repeat(66) + "📞Z")).containsExactly("SUMMARY:" + "a".repeat(66), " 📞Z");
        assertThat(lines("a".repeat(67))).containsExactly("SUMMARY:" + "a".repeat(67));
    }

    @Test
    @DisplayName("V-27: commas, semicolons, backslashes and line ends are escaped, colons and quotes are not")
    void escaped() {
        assertThat(lines("Хлеб, молоко; C:\\путь\nвторая \"строка\""))
                .containsExactly("SUMMARY:Хлеб\\, молоко\\; C:\\\\путь\\nвторая \"строка\"");
    }

    @Test
    @DisplayName(
            "S19: 10,000 random texts: no line is too long, none splits a character, and unfolded they are what was written")
    void anyText() {
        var seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(80); n > 0; n--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            var written = new IcsText().text("SUMMARY", text.toString()).bytes();
            var lines = lines(written);
            for (var line : lines) {
                assertThat(line.length).as("seed " + seed).isLessThanOrEqualTo(75);
                assertThat(new String(line, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                        .as("whole characters, seed " + seed)
                        .isEqualTo(line);
            }
            var unfolded = new String(written, StandardCharsets.UTF_8).replace("\r\n ", "");
            assertThat(unfolded).endsWith("\r\n").startsWith("SUMMARY:");
            assertThat(unescaped(unfolded.substring(8, unfolded.length() - 2)))
                    .as("seed " + seed)
                    .isEqualTo(text.toString().replace("\r\n", "\n").replaceAll("[\\x00-\\x08\\x0b-\\x1f]", ""));
        }
    }

    @Test
    @DisplayName("half of a character, which no text should have, does no harm")
    void halves() {
        assertThat(lines("a\ud83d b\udcde")).containsExactly("SUMMARY:a\ufffd b\ufffd");
    }

    private static List<String> lines(String text) {
        return lines(new IcsText().text("SUMMARY", text).bytes()).stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .toList();
    }

    /** As octets: whoever cuts within a character leaves two broken ends. */
    private static List<byte[]> lines(byte[] written) {
        var lines = new java.util.ArrayList<byte[]>();
        int begin = 0;
        for (int at = 0; at + 1 < written.length; at++) {
            if (written[at] == '\r' && written[at + 1] == '\n') {
                lines.add(Arrays.copyOfRange(written, begin, at));
                begin = at + 2;
            }
        }
        assertThat(begin).isEqualTo(written.length);
        return lines;
    }

    private static String unescaped(String text) {
        var unescaped = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            if (one != '\\') {
                unescaped.append(one);
                continue;
            }
            at++;
            unescaped.append(text.charAt(at) == 'n' ? '\n' : text.charAt(at));
        }
        return unescaped.toString();
    }
}
