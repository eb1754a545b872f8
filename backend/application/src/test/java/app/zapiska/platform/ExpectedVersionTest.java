package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was seen is checked under the lock of what is changed; what it is now is read outside of it. */
class ExpectedVersionTest {

    private final List<String> happened = new ArrayList<>();
    private int version = 3;

    @Test
    void whatWasSeenIsChangedWithoutReadingItAgain() {
        assertThat(change("\"v3\"")).isEqualTo("changed");
        assertThat(change("W/\"v1\", \"v3\"")).isEqualTo("changed");
        assertThat(change("*")).isEqualTo("changed");
        assertThat(happened).doesNotContain("read");
    }

    @Test
    void theRefusalOfAnOldVersionBringsTheNewOne() {
        var stale = catchThrowableOfType(DomainException.Stale.class, () -> change("\"v2\""));
        assertThat(stale.current()).isEqualTo(3);
        assertThat(happened).containsExactly("locked 3", "read");
    }

    @Test
    void aVersionThatComesToBeMeanwhileIsTheOneThatWasSeen() {
        assertThat(change("\"v4\"")).isEqualTo("changed");
        assertThat(happened).containsExactly("locked 3", "read", "locked 4");
    }

    @Test
    void whatMovesAgainAfterItWasReadIsRefusedWithWhatItIsThen() {
        var stale = catchThrowableOfType(
                DomainException.Stale.class,
                () -> ETags.ifMatch("\"v4\"")
                        .change(
                                seen -> {
                                    happened.add("locked " + version);
                                    seen.check(version);
                                    return Uni.createFrom().item("changed");
                                },
                                // Somebody is quicker after each look.
                                Uni.createFrom().item(() -> {
                                    happened.add("read");
                                    var now = version + 1;
                                    version += 2;
                                    return now;
                                }),
                                Integer::intValue)
                        .await()
                        .indefinitely());
        assertThat(stale.current()).isEqualTo(6);
        assertThat(happened).containsExactly("locked 3", "read", "locked 5", "locked 5", "read");
    }

    private String change(String ifMatch) {
        return ETags.ifMatch(ifMatch)
                .change(
                        seen -> {
                            happened.add("locked " + version);
                            seen.check(version);
                            return Uni.createFrom().item("changed");
                        },
                        Uni.createFrom().item(() -> {
                            happened.add("read");
                            // The one that is to come has come.
                            version = ifMatch.equals("\"v4\"") ? 4 : version;
                            return version;
                        }),
                        Integer::intValue)
                .await()
                .indefinitely();
    }
}
