package app.zapiska.accounts;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the log says of pages that were refused: a PUBLIC_URL that is not the address people open looks like an attack to us and
 * like nothing at all to them. Once a minute at most, however many come.
 */
@Singleton
class ForeignOrigins {

    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int LONGEST = 120;

    private final InstantSource clock;
    private Instant quietUntil = Instant.EPOCH;
    private long unsaid;

    ForeignOrigins(InstantSource clock) {
        this.clock = clock;
    }

    /** @return the line for the log, when it is time for one */
    synchronized Optional<String> refused(String received, String expected) {
        if (clock.instant().isBefore(quietUntil)) {
            unsaid++;
            return Optional.empty();
        }
        var more = unsaid == 0 ? "" : " (and %d more since the last line)".formatted(unsaid);
        quietUntil = clock.instant().plus(QUIET);
        unsaid = 0;
        return Optional.of(
                "Refused a request of the page %s, because PUBLIC_URL is %s%s. If that page is Zapiska's own, correct PUBLIC_URL"
                        .formatted(printable(received), expected, more));
    }

    private static String printable(String received) {
        var cut = received.length() > LONGEST ? received.substring(0, LONGEST) + "…" : received;
        return cut.replaceAll("[^\\x21-\\x7e…]", "?");
    }
}
