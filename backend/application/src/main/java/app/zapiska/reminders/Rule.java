package app.zapiska.reminders;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.LocalTime;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/** One line of a reminder template: when to remind, relative to the due moment. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Rule.Before.class, name = "before"),
    @JsonSubTypes.Type(value = Rule.OnDay.class, name = "onDay")
})
@Schema(
        oneOf = {Rule.Before.class, Rule.OnDay.class},
        discriminatorProperty = "kind",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "before", schema = Rule.Before.class),
            @DiscriminatorMapping(value = "onDay", schema = Rule.OnDay.class)
        })
public sealed interface Rule {

    Rule AT_DUE = new Before(0);

    /**
     * @param minutes before the due instant, 0 for the instant itself, at most a year. Whole days, which are multiples of 1,440,
     *     are days of wall time: the same time of an earlier day, whatever the clocks did between
     */
    @Schema(
            name = "BeforeRule",
            requiredProperties = {"kind", "minutes"},
            properties = @SchemaProperty(name = "kind", type = SchemaType.STRING, enumeration = "before"))
    record Before(@NotNull @Min(0) @Max(527_040) Integer minutes) implements Rule {

        private static final int DAY = 1_440;

        /** Empty when it is counted in exact minutes. */
        Optional<Integer> days() {
            return minutes > 0 && minutes % DAY == 0 ? Optional.of(minutes / DAY) : Optional.empty();
        }
    }

    /** @param daysBefore whole days before the due day; @param time wall time in the account's zone */
    @Schema(
            name = "OnDayRule",
            requiredProperties = {"kind", "daysBefore", "time"},
            properties = @SchemaProperty(name = "kind", type = SchemaType.STRING, enumeration = "onDay"))
    record OnDay(
            @NotNull @Min(0) @Max(366) Integer daysBefore,
            @NotNull LocalTime time) implements Rule {}
}
