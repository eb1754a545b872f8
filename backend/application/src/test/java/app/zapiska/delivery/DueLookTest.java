package app.zapiska.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("A look at what is due")
class DueLookTest {

    /** Counts the questions that reach the database. */
    private static final DueWork COUNTED = () -> Map.of("counted", "nextval('looks') > 0", "never", "false");

    private static final DueWork OTHERS = () -> Map.of("later", "coalesce($1, now()) < '2020-01-01'", "due", "true");

    @Inject
    Pool database;

    @Inject
    EngineTime time;

    @Inject
    DueLook ofTheProduct;

    @BeforeEach
    void count() {
        RealServices.execute("create sequence looks");
        RealServices.execute("grant all on sequence looks to public");
    }

    @AfterEach
    void forget() {
        RealServices.execute("drop sequence looks");
    }

    @Test
    @DisplayName("asks the database once for everybody who asks at the same moment")
    void onceForEverybody() {
        var look = look(Duration.ofHours(1));
        var first = look.finds("counted").subscribeAsCompletionStage();
        var second = look.finds("due", "later").subscribeAsCompletionStage();

        assertThat(first.join()).isTrue();
        assertThat(second.join()).isTrue();
        assertThat(finds(look, "later", "never")).isFalse();
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    @DisplayName("asks again at the next moment")
    void againLater() {
        var look = look(Duration.ZERO);
        finds(look, "due");
        finds(look, "due");
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    @DisplayName("that failed is nobody's answer: whoever asks next looks anew")
    void aFailureIsNoAnswer() {
        var broken = new DueLook(
                database,
                time,
                List.of(OTHERS, () -> Map.of("broken", "1 / (nextval('looks') - 1) = 1")),
                Duration.ZERO);
        assertThatThrownBy(() -> finds(broken, "broken")).hasMessageContaining("division by zero");
        assertThat(finds(broken, "broken")).isTrue();
    }

    @Test
    @DisplayName("finds no work that nobody has described")
    void unknownWork() {
        assertThatThrownBy(() -> ofTheProduct.finds("laundry")).isInstanceOf(IllegalArgumentException.class);
    }

    private DueLook look(Duration moment) {
        return new DueLook(database, time, List.of(COUNTED, OTHERS), moment);
    }

    private static boolean finds(DueLook look, String... work) {
        return await(look.finds(work));
    }

    private long asked() {
        return await(database.query("select last_value from looks").execute())
                .iterator()
                .next()
                .getLong(0);
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
