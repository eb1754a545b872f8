package app.zapiska.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(Figures.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
        assertThat(Figures.median(List.of(9.0, 1.0, 5.0, 6.0))).isEqualTo(5.5);
        assertThatThrownBy(() -> Figures.median(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPercentileIsAValueThatWasMeasured() {
        long[] values = LongStream.rangeClosed(1, 100).map(n -> 101 - n).toArray();
        assertThat(Figures.percentile(values, 0.5)).isEqualTo(50);
        assertThat(Figures.percentile(values, 0.99)).isEqualTo(99);
        assertThat(Figures.percentile(values, 1)).isEqualTo(100);
        assertThat(Figures.percentile(values, 0.07)).isEqualTo(7);
        assertThat(Figures.percentile(new long[] {1, 2, 3}, 0.99)).isEqualTo(3);
        assertThat(values[0]).as("it leaves the order alone").isEqualTo(100);
    }

    @Test
    void aRateStandsStillWhenItsLastWindowsLieClose() {
        assertThat(Figures.standsStill(List.of(100.0, 100.0), 3, 0.05)).isFalse();
        assertThat(Figures.standsStill(List.of(50.0, 98.0, 100.0, 102.0), 3, 0.05))
                .isTrue();
        assertThat(Figures.standsStill(List.of(100.0, 100.0, 90.0, 100.0), 3, 0.05))
                .isFalse();
    }

    @Test
    void whatComesWithMostRequestsIsCountedAndTicksAreNot() {
        var log = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            log.add("2026-11-29 05:00:00.000 UTC [7] zapiska_app LOG:  execute <unnamed>: select one");
            log.add("2026-11-29 05:00:00.000 UTC [7] zapiska_app LOG:  execute S_1: select two");
            log.add("2026-11-29 05:00:00.000 UTC [7] zapiska_app LOG:  execute S_1: select two");
            log.add("2026-11-29 05:00:00.000 UTC [7] zapiska_app LOG:  statement: BEGIN");
        }
        log.add("2026-11-29 05:00:00.000 UTC [7] zapiska_app LOG:  execute S_9: select a tick");
        log.add("\tand its second line");
        assertThat(StatementCount.perRequest(log, 20)).isEqualTo(3);
    }

    @Test
    void answersAreComparedByFieldsEntriesAndNumbers() throws IOException {
        String one = "{\"items\":[{\"id\":1,\"at\":\"2100-01-01T10:00\",\"next\":null}]}";
        assertThat(Shape.difference(one, one.replace("10:00", "10:00:00"))).isEmpty();
        assertThat(Shape.difference(one, one.replace("1,", "2,"))).hasValue("/items/0/id: 1 or 2");
        assertThat(Shape.difference(one, "{\"items\":[]}")).hasValue("/items: 1 or 0 entries");
        assertThat(Shape.difference(one, one.replace("null", "7"))).isPresent();
        assertThat(Shape.difference(one, one.replace("\"id\":1,", ""))).isPresent();
    }

    @Test
    void thePageAroundTheTableStays() {
        String page = "Before\n" + Report.BEGIN + "\nold\n" + Report.END + "\nafter\n";
        assertThat(Report.between(page, "new\n"))
                .isEqualTo("Before\n" + Report.BEGIN + "\nnew\n" + Report.END + "\nafter\n");
        assertThat(Report.between(Report.between(page, "x"), "new")).isEqualTo(Report.between(page, "new"));
    }

    @Test
    void aWrongOptionIsNamed() {
        assertThat(Options.of(List.of("--only", "tasks,idle", "--rounds", "1")).wants("loans"))
                .isFalse();
        assertThat(Options.of(List.of()).write()).isTrue();
        assertThatThrownBy(() -> Options.of(List.of("--only", "nonsense"))).hasMessageContaining("dashboard");
    }
}
