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

    /** What may be said of a rule on a day. */
    public enum Standing {
        @JsonProperty("coming")
        COMING,
        /** Its day has come, and nobody has looked since whether it began as it was enacted. */
        @JsonProperty("notChecked")
        NOT_CHECKED,
        @JsonProperty("inForce")
        IN_FORCE
    }

    public record Source(String title, URI url) {}

    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(validFrom)
                && validTo.map(last -> !day.isAfter(last)).orElse(true);
    }

    /** @param day not after the rule has ended */
    public Standing standing(LocalDate day) {
        if (day.isBefore(validFrom)) {
            return Standing.COMING;
        }
        return countable() && !validFrom.isAfter(checkedOn) ? Standing.IN_FORCE : Standing.NOT_CHECKED;
    }

    /** Whether a number may be worked out by it. */
    public boolean countable() {
        return certainty != Certainty.UNSURE;
    }
}
