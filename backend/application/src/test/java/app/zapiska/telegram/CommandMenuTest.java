package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.platform.Wording;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The menu of commands")
class CommandMenuTest {

    private record Known(int place, String... called) implements CommandHandler {
        @Override
        public List<String> names() {
            return List.of(called);
        }

        @Override
        public Wording description() {
            return language -> called[0] + " in " + language;
        }

        @Override
        public boolean changes() {
            return false;
        }

        @Override
        public Uni<Optional<Answer>> commanded(Commanded command) {
            return Uni.createFrom().item(Optional.empty());
        }
    }

    @Test
    void findsACommandByEachOfItsNames() {
        var today = new Known(10, "today", "сегодня");
        var menu = new CommandMenu(List.of(new Known(20, "tasks"), today));
        assertThat(menu.find("today")).contains(today);
        assertThat(menu.find("сегодня")).contains(today);
        assertThat(menu.find("help")).isEmpty();
    }

    @Test
    void hasOneAnswerForAName() {
        for (var second : new String[] {"today", "help", "start"}) {
            assertThatThrownBy(() -> new CommandMenu(List.of(new Known(10, "today"), new Known(20, "x", second))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(second);
        }
    }
}
