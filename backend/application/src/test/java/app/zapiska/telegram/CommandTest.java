package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.PublicUrl;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A command as people write it")
class CommandTest {

    @Test
    void hasANameInAnyAlphabetAndCase() {
        assertThat(Command.parse("/help")).contains(new Command("help", Optional.empty(), ""));
        assertThat(Command.parse(" /Today ")).contains(new Command("today", Optional.empty(), ""));
        assertThat(Command.parse("/Задачи на завтра")).contains(new Command("задачи", Optional.empty(), "на завтра"));
        assertThat(Command.parse("/add@zapiska_bot молоко\nи хлеб"))
                .contains(new Command("add", Optional.of("zapiska_bot"), "молоко\nи хлеб"));
    }

    @Test
    void isNoneWithoutAName() {
        for (var text : new String[] {"", "/", "/ 5", "//", "привет", "5/7", "/home/anna", "/@bot", "https://x/y"}) {
            assertThat(Command.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    @DisplayName("V-49: may be addressed to us or to another bot")
    void mayBeAddressed() {
        var ours = Optional.of("Zapiska_Bot");
        assertThat(Command.parse("/today@zapiska_bot").orElseThrow().forAnother(ours))
                .isFalse();
        assertThat(Command.parse("/today").orElseThrow().forAnother(ours)).isFalse();
        assertThat(Command.parse("/today@other_bot").orElseThrow().forAnother(ours))
                .isTrue();
        assertThat(Command.parse("/today@other_bot").orElseThrow().forAnother(Optional.empty()))
                .as("who we are is not known yet")
                .isFalse();
    }

    @Test
    @DisplayName("a button leads only to a host that Telegram knows; the sandbox takes any; in words it may be any")
    void leadsToThePage() {
        for (var address : new String[] {"http://localhost:8080", "http://server:8080"}) {
            assertThat(new PageLinks(new PublicUrl(address), false).button("/")).isEmpty();
            assertThat(new PageLinks(new PublicUrl(address), true).button("/tasks/7"))
                    .map(Object::toString)
                    .contains(address + "/tasks/7");
            assertThat(new PageLinks(new PublicUrl(address), false).inWords()).isEqualTo(address);
        }
        assertThat(new PageLinks(new PublicUrl("https://zapiska.example.org"), false).button("/"))
                .map(Object::toString)
                .contains("https://zapiska.example.org/");
    }
}
