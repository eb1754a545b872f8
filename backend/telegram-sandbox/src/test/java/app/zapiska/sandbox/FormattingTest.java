package app.zapiska.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Formatted text")
class FormattingTest {

    @Test
    void html_becomes_text_and_entities_in_utf_16_units() {
        FormattedText text = html("🔥 <b>Долг <i>5&nbsp;056 &lt; 6&#48;00</i></b> и <code>код</code>");

        assertThat(text.text()).isEqualTo("🔥 Долг 5&nbsp;056 < 6000 и код");
        assertThat(text.entities())
                .containsExactly(
                        new MessageEntity("bold", 3, 22, ""),
                        new MessageEntity("italic", 8, 17, ""),
                        new MessageEntity("code", 28, 3, ""));
    }

    @Test
    void html_knows_links_quotes_spoilers_and_languages() {
        FormattedText text = html("<a href=\"https://example.org/a?b=1&amp;c=2\">сюда</a>"
                + "<blockquote expandable>q</blockquote><span class=\"tg-spoiler\">s</span>"
                + "<pre><code class=\"language-java\">x</code></pre>");

        assertThat(text.entities())
                .containsExactly(
                        new MessageEntity("text_link", 0, 4, "https://example.org/a?b=1&c=2"),
                        new MessageEntity("expandable_blockquote", 4, 1, ""),
                        new MessageEntity("spoiler", 5, 1, ""),
                        new MessageEntity("pre", 6, 1, "java"));
    }

    @Test
    void a_link_that_leads_nowhere_is_plain_text() {
        assertThat(html("<a href=\"javascript:alert(1)\">x</a>").entities()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://пример.рф/путь?a=1|2", "http://127.0.0.1:8080/tasks/1", "example.org", "tg://user?id=1"
            })
    void a_link_may_be_any_address_of_the_web(String link) {
        assertThat(FormattedText.checkedLink(link, false)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "http://localhost/x",
                "https://",
                "http://user@example.org/",
                "http://exa mple.org",
                "ftp://example.org",
                "http://.org",
                "http://a..b"
            })
    void a_link_may_not_be_anything_else(String link) {
        assertThat(FormattedText.checkedLink(link, false)).isEmpty();
    }

    @Test
    void white_space_at_the_ends_goes_and_entities_move_with_the_text() {
        FormattedText text =
                FormattedText.of("\n  жирный \u0007\n", "", "[{\"type\":\"bold\",\"offset\":0,\"length\":10}]", false);

        assertThat(text.text()).isEqualTo("жирный");
        assertThat(text.entities()).containsExactly(new MessageEntity("bold", 0, 6, ""));
    }

    @Test
    void control_and_direction_characters_do_not_reach_the_reader() {
        FormattedText text = FormattedText.of(
                "a\r\nb\u0000c\u202edexe", "", "[{\"type\":\"bold\",\"offset\":5,\"length\":3}]", false);

        assertThat(text.text()).isEqualTo("a\nb cdexe");
        assertThat(text.entities()).containsExactly(new MessageEntity("bold", 4, 2, ""));
    }

    @Test
    void kinds_that_telegram_detects_itself_are_ignored() {
        FormattedText text =
                FormattedText.of("/start", "", "[{\"type\":\"bot_command\",\"offset\":0,\"length\":6}]", false);

        assertThat(text.entities()).isEmpty();
    }

    private static FormattedText html(String text) {
        return FormattedText.of(text, "HTML", "", false);
    }
}
