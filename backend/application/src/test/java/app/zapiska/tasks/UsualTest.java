package app.zapiska.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The moments that a series reminds at")
class UsualTest {

    private static final LocalDateTime DUE = LocalDateTime.parse("2026-11-25T18:00");
    private static final LocalDateTime BETWEEN = LocalDateTime.parse("2026-11-25T12:00");

    /** A day before and an hour before. */
    private static final Usual KNOWN = new Usual(Optional.of(List.of(-1440, -60)), Optional.empty());

    @Test
    @DisplayName("are kept when they have spoken, since no form shows them any more")
    void spokenOnesStay() {
        assertThat(saved(Optional.of(List.of(DUE.minusHours(1))), DUE)).containsExactly(-1440, -60);
        assertThat(saved(Optional.of(List.of()), DUE)).containsExactly(-1440);
        assertThat(saved(Optional.of(List.of(DUE.minusHours(2))), DUE)).containsExactly(-1440, -120);
    }

    @Test
    @DisplayName("stay where they were chosen when the due moment moves, but for those that have spoken")
    void anotherDueMoment() {
        assertThat(saved(Optional.empty(), DUE.plusHours(1))).containsExactly(-1440, -120);
        // The one that has spoken is still nagged about, so the form lists it.
        assertThat(saved(Optional.of(List.of(DUE.minusDays(1), DUE)), DUE.plusDays(2)))
                .containsExactly(-2880, -1440);
    }

    @Test
    @DisplayName("are never more than a form takes, and go to the database and back")
    void noMoreThanAForm() {
        var many = IntStream.range(0, 50).mapToObj(DUE::plusDays).toList();
        assertThat(saved(Optional.of(many), DUE)).hasSize(50).doesNotContain(-1440);
        var usual = new Usual(
                Optional.of(List.of(-60)),
                Optional.of(new Usual.Content(
                        "Аренда",
                        "\"по\nдоговору\"",
                        1,
                        Optional.of(30),
                        Optional.empty(),
                        Optional.of(7L),
                        List.of("Раз"))));
        assertThat(Usual.of(usual.text())).isEqualTo(usual);
        assertThat(Usual.of(null)).isEqualTo(new Usual(Optional.empty(), Optional.empty()));
    }

    private static List<Integer> saved(Optional<List<LocalDateTime>> listed, LocalDateTime due) {
        return KNOWN.with(listed, DUE, due, BETWEEN).reminders().orElseThrow();
    }
}
