package app.zapiska.law;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One rule as it stood for a while.
 *
 * @param id what an answer names, so that a person can look up where a number comes from
 * @param validFrom first day, inclusive
 * @param validTo last day, inclusive; empty while no end is known
 * @param checkedOn the day on which somebody last looked whether it still stands
 */
public record Rule<V>(
        String id,
        LocalDate validFrom,
        Optional<LocalDate> validTo,
        DecidedBy decidedBy,
        V value,
        String act,
        String article,
        Source source,
        LocalDate checkedOn,
        Certainty certainty) {

    /** Which day tells the rule that counts. */
    public enum DecidedBy {
        CONTRACT_DATE,
        EVENT_DATE
    }

    public enum Certainty {
        /** The law's own text or an authority's page, or several independent sources that agree. */
        @JsonProperty("sure")
        SURE,
        /** One good secondary source. */
        @JsonProperty("likely")
        LIKELY,
        /** Not confirmed: may be shown as a text with its link, and never enters a number. */
        @JsonProperty("unsure")
        UNSURE
    }

    public record Source(String title, URI url) {}

    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(validFrom)
                && validTo.map(last -> !day.isAfter(last)).orElse(true);
    }

    /** Whether a number may be worked out by it. */
    public boolean countable() {
        return certainty != Certainty.UNSURE;
    }
}
