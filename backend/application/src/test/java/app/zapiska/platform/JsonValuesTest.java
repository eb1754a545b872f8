package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.restassured.internal.path.json.JSONAssertion;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How tests read values out of answers, by a class that stands in place of the library's. */
class JsonValuesTest {

    @Test
    void itIsOursThatReads() {
        assertThat(JSONAssertion.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString())
                .doesNotEndWith(".jar");
    }

    @Test
    void aPathReadsWhatEachAnswerHolds() {
        for (int id = 1; id < 4; id++) {
            var answer = JsonPath.from(
                    "{\"id\":%d,\"items\":[{\"at\":\"a%d\"},{\"at\":null}],\"with-hyphen\":true}".formatted(id, id));
            assertThat(answer.getLong("id")).isEqualTo(id);
            assertThat(answer.getList("items.at")).isEqualTo(java.util.Arrays.asList("a" + id, null));
            assertThat(answer.getString("items[0].at")).isEqualTo("a" + id);
            assertThat(answer.getBoolean("with-hyphen")).isTrue();
            assertThat(answer.getInt("items.size()")).isEqualTo(2);
            assertThat(answer.<List<Object>>get("items.findAll { it.at != null }"))
                    .hasSize(1);
        }
        assertThat(JsonPath.from("[{\"at\":1}]").getInt("[0].at")).isOne();
    }

    @Test
    void belowNothingIsNothing() {
        var answer = JsonPath.from("{\"none\":null}");
        assertThat(answer.<Object>get("none.below")).isNull();
        assertThat(answer.<Object>get("none[0]")).isNull();
        assertThat(answer.<Object>get("absent.below.it")).isNull();
    }

    @Test
    void whatIsNoPathIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonPath.from("{}").get("items["));
    }

    @Test
    void parametersAreNamed() {
        assertThat(JsonPath.from("{\"items\":[{\"n\":1},{\"n\":2}]}")
                        .param("wanted", 2)
                        .getList("items.findAll { it.n == wanted }.n"))
                .isEqualTo(List.of(2));
    }
}
