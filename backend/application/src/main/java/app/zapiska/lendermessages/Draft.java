package app.zapiska.lendermessages;

import app.zapiska.platform.Money;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What was understood. What could mean two things is left empty: the person fills it in, and nothing is guessed in silence.
 *
 * @param sum what the message is about: to be paid, paid, received
 * @param other a second sum that stands beside it, as {@link #otherIs} says
 * @param times how often the sum is to be paid, 1 unless the message says so
 * @param date to pay by; of what has happened, the day of it; of a delay, its first day
 * @param until the last day of credit holidays
 * @param contract the number as it stands there
 * @param lender the name as it stands there, without its legal form
 * @param link whether there is one; it is not kept
 */
public record Draft(
        Kind kind,
        Optional<Money> sum,
        Optional<Money> other,
        Optional<Role> otherIs,
        int times,
        Optional<LocalDate> date,
        Optional<LocalDate> until,
        Optional<String> contract,
        Optional<String> lender,
        boolean link) {

    @Schema(name = "LenderMessageKind")
    public enum Kind {
        @JsonProperty("upcoming")
        UPCOMING,
        @JsonProperty("due")
        DUE,
        @JsonProperty("today")
        TODAY,
        @JsonProperty("overdue")
        OVERDUE,
        @JsonProperty("paid")
        PAID,
        @JsonProperty("closed")
        CLOSED,
        /** Could be prolonged by paying. */
        @JsonProperty("prolongation")
        PROLONGATION,
        @JsonProperty("prolonged")
        PROLONGED,
        @JsonProperty("issued")
        ISSUED,
        @JsonProperty("service")
        SERVICE,
        @JsonProperty("failed")
        FAILED,
        /** A code for signing or signing in: nothing of it is read. */
        @JsonProperty("code")
        CODE,
        @JsonProperty("restructuring")
        RESTRUCTURING,
        @JsonProperty("cession")
        CESSION,
        @JsonProperty("court")
        COURT,
        @JsonProperty("discount")
        DISCOUNT,
        @JsonProperty("holiday")
        HOLIDAY,
        /** An advertisement. */
        @JsonProperty("offer")
        OFFER,
        /** Wants money by a link and does not say who it is. */
        @JsonProperty("suspicious")
        SUSPICIOUS,
        @JsonProperty("other")
        OTHER
    }

    @Schema(name = "LenderMessageRole")
    public enum Role {
        @JsonProperty("payment")
        PAYMENT,
        @JsonProperty("remaining")
        REMAINING,
        @JsonProperty("debt")
        DEBT,
        @JsonProperty("issued")
        ISSUED,
        /** A fee, a duty, a penalty that stands beside the sum. */
        @JsonProperty("extra")
        EXTRA
    }

    static Draft nothing(Kind kind) {
        return new Draft(
                kind,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
