package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A text that is cut")
class ExcerptTest {

    private static final String FAMILY = "👩‍👩‍👧";
    private static final String FLAG = "🇷🇺";

    /** Short i in two code points. */
    private static final String SHORT_I = "и\u0306";

    @Test
    void staysWholeWhenItFits() {
        assertThat(Excerpt.of("четыре", 6)).isEqualTo("четыре");
        assertThat(Excerpt.shown("четыре", 6)).isEqualTo("четыре");
        assertThat(Excerpt.shown(FAMILY.repeat(6), 6)).isEqualTo(FAMILY.repeat(6));
        assertThat(Excerpt.shown("", 6)).isEmpty();
    }

    @Test
    void endsWithAnEllipsis() {
        assertThat(Excerpt.of("четыреста", 6)).isEqualTo("четыр…");
        assertThat(Excerpt.shown("четыреста", 6)).isEqualTo("четыр…");
        assertThat(Excerpt.shown("четыре ста", 8)).as("no space before it").isEqualTo("четыре…");
    }

    @Test
    void isNeverCutThroughACharacterAsPeopleSeeIt() {
        for (var character : new String[] {FAMILY, FLAG, SHORT_I, "🎉", "❤️"}) {
            var text = character.repeat(20);
            assertThat(Excerpt.shown(text, 5)).isEqualTo(character.repeat(4) + "…");
            for (int longest = 1; longest < text.length(); longest++) {
                var cut = Excerpt.of(text, longest);
                assertThat(cut.length()).isLessThanOrEqualTo(longest);
                assertThat(cut).isEqualTo(character.repeat((longest - 1) / character.length()) + "…");
            }
        }
    }
}
