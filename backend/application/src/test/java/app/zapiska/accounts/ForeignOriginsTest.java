package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("BR-44: a page that is refused for its origin")
class ForeignOriginsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T10:00:00Z"));
    private final ForeignOrigins origins = new ForeignOrigins(now::get);

    @Test
    @DisplayName("is named in the log together with the expected one, once a minute and on one short line")
    void named() {
        assertThat(origins.refused("https://notes.example.org:8443", "https://notes.example.org"))
                .hasValueSatisfying(line -> assertThat(line)
                        .contains(
                                "the page https://notes.example.org:8443, because PUBLIC_URL is https://notes.example.org.")
                        .doesNotContain("more since"));
        for (int i = 0; i < 1000; i++) {
            assertThat(origins.refused("https://evil.example", "https://notes.example.org"))
                    .isEmpty();
        }
        now.set(now.get().plusSeconds(60));
        assertThat(origins.refused("x\r\n\u001b[31m" + "y".repeat(10_000), "https://notes.example.org"))
                .hasValueSatisfying(line -> assertThat(line)
                        .contains("1000 more")
                        .hasSizeLessThan(400)
                        .doesNotContain("\n", "\r", "\u001b"));
    }
}
