package app.zapiska.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.prove.FaultKind.Place;
import app.zapiska.prove.Script.Act;
import app.zapiska.prove.Script.Break;
import java.time.Duration;
import java.util.EnumMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The script of a run")
class ScriptTest {

    private static final Duration TWENTY_MINUTES = Duration.ofMinutes(20);

    private final Script script = Script.draw(42, TWENTY_MINUTES, 5, 20, 3);

    @Test
    @DisplayName("is the same for the same seed and another for another")
    void bySeed() {
        assertThat(Script.draw(42, TWENTY_MINUTES, 5, 20, 3)).isEqualTo(script);
        assertThat(Script.draw(43, TWENTY_MINUTES, 5, 20, 3).steps()).isNotEqualTo(script.steps());
    }

    @Test
    @DisplayName("is read from its file as it was written")
    void throughAFile() {
        assertThat(Script.read(script.text())).isEqualTo(script);
        assertThat(script.text()).startsWith("# zapiska prove 2\n# seed 42 lasts 1200 people 5 replicas 3\n");
    }

    @Test
    @DisplayName("says which line it does not understand")
    void unreadable() {
        assertThatThrownBy(() -> Script.read("# something else\n")).hasMessageContaining("zapiska prove 2");
        assertThatThrownBy(() -> Script.read(script.text() + "3.000 fault earthquake 0 1.000\n"))
                .hasMessage("Not a step: 3.000 fault earthquake 0 1.000");
        assertThatThrownBy(() -> Script.read(script.text() + "3.000 person 1\n"))
                .hasMessage("Not a step: 3.000 person 1");
    }

    @Test
    @DisplayName("goes by time and ends in time, its faults included")
    void inTime() {
        assertThat(script.steps()).isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
        assertThat(script.steps()).allSatisfy(step -> assertThat(step.at()).isLessThan(TWENTY_MINUTES));
        assertThat(script.faults()).allSatisfy(fault -> assertThat(fault.ends()).isLessThanOrEqualTo(TWENTY_MINUTES));
    }

    @Test
    @DisplayName("breaks every kind of thing, one at a time in each place, and leaves the first moments alone")
    void faults() {
        assertThat(script.faults().stream().map(Break::kind)).contains(FaultKind.values());
        assertThat(script.faults().stream()
                        .filter(fault -> fault.kind().place == Place.REPLICA)
                        .map(Break::target))
                .contains(0, 1, 2);
        var busyUntil = new EnumMap<Place, Duration>(Place.class);
        for (var fault : script.faults()) {
            assertThat(fault.at()).isGreaterThanOrEqualTo(busyUntil.getOrDefault(fault.kind().place, Duration.ZERO));
            busyUntil.put(fault.kind().place, fault.ends());
            assertThat(fault.at()).isGreaterThanOrEqualTo(Script.CALM_BEGINNING);
        }
    }

    @Test
    @DisplayName("has calms longer than a repeat between its storms")
    void calms() {
        var ends = Duration.ZERO;
        int calms = 0;
        for (var fault : script.faults()) {
            calms += fault.at().minus(ends).compareTo(Duration.ofSeconds(90)) > 0 ? 1 : 0;
            ends = ends.compareTo(fault.ends()) > 0 ? ends : fault.ends();
        }
        assertThat(calms).isGreaterThanOrEqualTo(4);
    }

    @Test
    @DisplayName("has outages of Telegram and of all that is ours, in which nothing else breaks")
    void outages() {
        var outages = script.faults().stream()
                .filter(fault -> fault.kind().isOutage())
                .toList();
        assertThat(outages.stream().map(Break::kind)).contains(FaultKind.OUTAGE, FaultKind.OUTAGE_OF_TELEGRAM);
        assertThat(outages)
                .allSatisfy(outage -> assertThat(script.faults())
                        .filteredOn(other -> other != outage)
                        .noneMatch(other -> other.ends().compareTo(outage.at()) > 0
                                && other.at().compareTo(outage.ends()) < 0));
    }

    @Test
    @DisplayName("a short one has most kinds of faults, too")
    void shortOne() {
        var kinds = IntStream.range(0, 20)
                .mapToLong(seed -> Script.draw(seed, Duration.ofSeconds(45), 5, 20, 3).faults().stream()
                        .map(Break::kind)
                        .distinct()
                        .count())
                .summaryStatistics();
        assertThat(kinds.getMin()).isGreaterThanOrEqualTo(3);
        assertThat(kinds.getAverage()).isGreaterThan(5);
    }

    @Test
    @DisplayName("everybody does everything, and has something that nags before")
    void operations() {
        for (int person = 0; person < 5; person++) {
            var acts = script.actsOf(person);
            assertThat(acts.stream().map(Act::operation)).contains(Operation.values());
            assertThat(script.preparationsOf(person).stream().map(Act::operation))
                    .hasSize(23)
                    .containsOnly(
                            Operation.ADD_LOAN_BY_SCRIPT,
                            Operation.ADD_PAYMENT_BY_SCRIPT,
                            Operation.ADD_TASK_BY_SCRIPT);
        }
        assertThat(Stream.of(Operation.values()).map(one -> one.way)).contains(Operation.Way.values());
    }
}
