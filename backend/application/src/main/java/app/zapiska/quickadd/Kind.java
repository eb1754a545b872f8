package app.zapiska.quickadd;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a part of the text was understood as. */
@Schema(name = "QuickAddKind")
public enum Kind {
    @JsonProperty("date")
    DATE,
    @JsonProperty("time")
    TIME,
    @JsonProperty("span")
    SPAN,
    @JsonProperty("recurrence")
    RECURRENCE,
    @JsonProperty("importance")
    IMPORTANCE,
    @JsonProperty("category")
    CATEGORY,
    @JsonProperty("template")
    TEMPLATE,
    @JsonProperty("amount")
    AMOUNT
}
