package app.zapiska.reminders;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.LocalTime;

/** One line of a reminder template: when to remind, relative to the due moment. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Rule.Before.class, name = "before"),
    @JsonSubTypes.Type(value = Rule.OnDay.class, name = "onDay")
})
public sealed interface Rule {

    /** @param minutes exact minutes before the due instant, 0 for the instant itself, at most a year */
    record Before(@NotNull @Min(0) @Max(527_040) Integer minutes) implements Rule {}

    /** @param daysBefore whole days before the due day; @param time wall time in the account's zone */
    record OnDay(
            @NotNull @Min(0) @Max(366) Integer daysBefore,
            @NotNull LocalTime time) implements Rule {}
}
