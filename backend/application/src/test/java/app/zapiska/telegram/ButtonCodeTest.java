package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ButtonCodeTest {

    @Test
    void aButtonSaysWhatItIsFor() {
        assertThat(new ButtonCode("d", "t", 123, 456, 2).encode()).isEqualTo("d:t:123:456:2");
        assertThat(ButtonCode.parse("d:t:123:456:2")).contains(new ButtonCode("d", "t", 123, 456, 2));
    }

    @Test
    void theLargestNumbersFitIntoTelegrams64Bytes() {
        var largest = new ButtonCode("zz", "t", Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE).encode();
        assertThat(largest.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(64);
        assertThat(ButtonCode.parse(largest)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "d",
                "d:t:1:2",
                "d:t:1:2:3:4",
                "D:t:1:2:3",
                "d:t:-1:2:3",
                "d:t:+1:2:3",
                "d:t:01:2:3",
                "d:t:1:2:3\n",
                "d:t:9223372036854775808:2:3",
                "d:t:١:2:3",
                "ddd:t:1:2:3",
                "' or 1=1 --"
            })
    void whatNoButtonOfOursCarriesIsNone(String forged) {
        assertThat(ButtonCode.parse(forged)).isEmpty();
    }

    @Test
    void whatCanNotBeReadBackIsNotWritten() {
        assertThatThrownBy(() -> new ButtonCode("done!", "t", 1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ButtonCode("d", "t", -1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsWrittenIsReadBackAndAnyTextIsReadWithoutAnError() {
        var random = new Random(64);
        for (int i = 0; i < 50_000; i++) {
            var code = new ButtonCode(
                    random.nextBoolean() ? "d" : "s" + random.nextInt(10),
                    "t",
                    random.nextLong() >>> 1 + random.nextInt(63),
                    random.nextLong() >>> 1 + random.nextInt(63),
                    random.nextInt(1000));
            assertThat(ButtonCode.parse(code.encode())).isEqualTo(Optional.of(code));
            var text = new StringBuilder(code.encode());
            for (int change = random.nextInt(4); change >= 0; change--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x10000));
            }
            ButtonCode.parse(text.toString())
                    .ifPresent(parsed -> assertThat(parsed.encode()).isEqualTo(text.toString()));
        }
    }
}
