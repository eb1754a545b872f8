package app.zapiska.loans;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why nothing is worked out of a loan. */
@Schema(name = "NotReckoned")
enum NotReckoned {
    @JsonProperty("noRate")
    NO_RATE,
    @JsonProperty("noDueDate")
    NO_DUE_DATE,
    /** Closed by hand, or its ledger was put right: what the lender forgave is not known by day. */
    @JsonProperty("corrected")
    CORRECTED,
    @JsonProperty("receivedBeforeContract")
    RECEIVED_BEFORE_CONTRACT,
    @JsonProperty("dueBeforeReceipt")
    DUE_BEFORE_RECEIPT,
    @JsonProperty("notReceivedYet")
    NOT_RECEIVED_YET,
    @JsonProperty("tooLongAgo")
    TOO_LONG_AGO,
    /** The rules are those of roubles. */
    @JsonProperty("otherCurrency")
    OTHER_CURRENCY
}
